import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { bundle, expected, WASM, wasmFile } from "./browser-bundle.js";

test("the core is bundled for a browser, and lints there with nothing but what browsers have", { timeout: 60_000 }, async () => {
  const { script, asksNode } = await bundle();
  // Behind a question whether it runs in Node.
  expect(asksNode).toEqual(["libpg-query/wasm/libpg-query.js: node:fs", "libpg-query/wasm/libpg-query.js: node:crypto"]);
  const asked: string[] = [];
  const web = {
    TextDecoder, TextEncoder, URL, WebAssembly, Response,
    document: { currentScript: { src: "https://example.test/lint/page.js" } },
    fetch: (url: string) => {
      asked.push(url);
      return Promise.resolve(new Response(readFileSync(wasmFile()), { headers: { "content-type": "application/wasm" } }));
    },
  };
  const context = createContext({ ...web });
  runInContext("globalThis.window = globalThis; globalThis.self = globalThis;", context);
  runInContext(script, context);
  const said: unknown = await runInContext("page.lint().then((said) => JSON.stringify(said))", context);
  expect(JSON.parse(String(said))).toEqual(expected);
  expect(asked).toEqual([`https://example.test/lint/${WASM}`]);
});
