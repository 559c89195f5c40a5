import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { isDeepStrictEqual, promisify } from "node:util";
import { bundle, expected, WASM, wasmFile } from "./browser-bundle.js";

// Lints a migration on a page in headless Chromium: `npm run judge:browser`, with chromium or google-chrome on the PATH (Debian: apt-get install chromium).
const NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"];
const browser = (process.env["PATH"] ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))).find(existsSync);
if (browser === undefined) throw new Error(`none of ${NAMES.join(", ")} is on the PATH`);

const HTML = `<!doctype html><pre id="said">nothing</pre><script src="page.js"></script><script>
  const say = (said) => { document.getElementById("said").textContent = JSON.stringify(said); };
  page.lint().then(say, (error) => say({ error: String(error) }));
</script>`;
const { script } = await bundle();
const files = new Map<string, readonly [string, string | Buffer]>([
  ["/", ["text/html", HTML]],
  ["/page.js", ["text/javascript", script]],
  [`/${WASM}`, ["application/wasm", readFileSync(wasmFile())]],
]);
const server = createServer(({ url }, answer) => {
  const [type, body] = files.get(url ?? "") ?? ["text/plain", undefined];
  answer.writeHead(body === undefined ? 404 : 200, { "content-type": type }).end(body);
});
await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
const address = server.address();
const port = typeof address === "object" && address !== null ? address.port : 0;
const profile = mkdtempSync(join(tmpdir(), "judge-browser-"));
try {
  const options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--virtual-time-budget=60000", `--user-data-dir=${profile}`, "--dump-dom", `http://127.0.0.1:${port}/`];
  const { stdout } = await promisify(execFile)(browser, options, { timeout: 120_000, maxBuffer: 1e7 });
  const said: unknown = JSON.parse((/<pre id="said">(.*?)<\/pre>/s.exec(stdout)?.[1] ?? "null").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
  const version = execFileSync(browser, ["--version"], { encoding: "utf8" }).trim();
  const same = isDeepStrictEqual(said, expected);
  console.log(same ? `${version}: the page says what it must` : `${version}: ${JSON.stringify(said)}\nexpected ${JSON.stringify(expected)}`);
  process.exitCode = same ? 0 : 1;
} finally {
  server.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
