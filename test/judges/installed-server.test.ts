import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempProject } from "../support/temp-project.js";
import { findInstallation } from "./installed-server.js";

const program = (line: string): string => `#!/bin/sh\necho "${line}"\n`;
const server = (folder: string, version: string) => ({ [`${folder}/initdb`]: program(""), [`${folder}/postgres`]: program(`postgres (PostgreSQL) ${version} (Debian)`) });

/** Its programs can be run. */
function installed(files: Readonly<Record<string, string>>): string {
  const root = tempProject(files);
  spawnSync("chmod", ["-R", "u+x", root]);
  return root;
}

test("the newest server of Debian's packages and the PATH", () => {
  const root = installed({ ...server("packages/9.6/bin", "9.6.24"), ...server("packages/17/bin", "17.5"), ...server("here", "15.18") });
  expect(findInstallation(join(root, "here"), join(root, "packages"))).toEqual({ bin: join(root, "packages/17/bin"), version: 17 });
  expect(findInstallation(join(root, "here"), join(root, "none"))).toEqual({ bin: join(root, "here"), version: 15 });
});

test("where pg_config says", () => {
  const root = installed(server("hidden", "16.4"));
  const other = installed({ pg_config: program(join(root, "hidden")) });
  expect(findInstallation(other, join(root, "none"))).toEqual({ bin: join(root, "hidden"), version: 16 });
});

test("a client alone is no server", () => {
  const root = installed({ "15/bin/psql": program(""), "15/bin/pg_ctl": program("") });
  expect(findInstallation(join(root, "15/bin"), root)).toBeUndefined();
});

test("judge:server says what to install where there is none", { timeout: 30_000 }, () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "test/judges/server.ts"], { encoding: "utf8", env: { PATH: "", JUDGE_SERVER_PACKAGES: "/nowhere" } });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toBe("No PostgreSQL server is installed here: `apt-get install postgresql` brings one (initdb and postgres are looked for on the PATH, by pg_config and in /usr/lib/postgresql); --version 15 has npm bring one.\n");
});
