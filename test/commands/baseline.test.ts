import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { LOCK, POSTGRESQL, tempProject } from "../support/temp-project.js";
import { runIn } from "./fake-terminal.js";

const migrations = "prisma/migrations";
const files = {
  "prisma/schema.prisma": POSTGRESQL,
  [`${migrations}/migration_lock.toml`]: LOCK,
  [`${migrations}/1_init/migration.sql`]: 'CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY, "email" TEXT, "age" INTEGER);\n',
  [`${migrations}/2_drop/migration.sql`]: 'ALTER TABLE "User" DROP COLUMN "email";\n',
};
const known = ["--baseline", "known.json"];

it("known findings are not reported, new ones are", async () => {
  const cwd = tempProject(files);
  const updated = await runIn({ cwd }, ...known, "--update-baseline");
  expect(updated).toEqual({ exitCode: 0, stdout: "", stderr: "The baseline holds 1 finding.\n" });
  const { version, findings } = JSON.parse(readFileSync(join(cwd, "known.json"), "utf8")) as { version: number; findings: Record<string, string>[] };
  expect([version, findings.map(({ rule, file }) => [rule, file])]).toEqual([1, [["no-drop-column", `${migrations}/2_drop/migration.sql`]]]);

  const clean = await runIn({ cwd }, ...known);
  expect([clean.exitCode, clean.stdout]).toEqual([0, "No problems in all 2 migrations (2 replayed, no base), 1 suppressed\n"]);

  mkdirSync(join(cwd, migrations, "3_drop"));
  writeFileSync(join(cwd, migrations, "3_drop/migration.sql"), 'ALTER TABLE "User" DROP COLUMN "age";\n');
  const { exitCode, stdout } = await runIn({ cwd }, ...known, "--format", "compact");
  expect([exitCode, stdout.split("\n").length - 1, stdout.startsWith(`${migrations}/3_drop/migration.sql:1:20: error:`)]).toEqual([1, 1, true]);
});

it("they are known again after their lines moved and their folder was renamed", async () => {
  const cwd = tempProject(files);
  await runIn({ cwd }, ...known, "--update-baseline");
  renameSync(join(cwd, migrations, "2_drop"), join(cwd, migrations, "20300101000000_other"));
  writeFileSync(join(cwd, migrations, "20300101000000_other/migration.sql"), `-- A comment\n\n${files[`${migrations}/2_drop/migration.sql`]}`);
  const { exitCode } = await runIn({ cwd }, ...known);
  expect(exitCode).toBe(0);
});

it("says which are not there any more, and forgets them", async () => {
  const cwd = tempProject(files);
  await runIn({ cwd }, ...known, "--update-baseline");
  rmSync(join(cwd, migrations, "2_drop"), { recursive: true });
  const { exitCode, stdout } = await runIn({ cwd }, ...known);
  expect([exitCode, stdout]).toEqual([0, "note: 1 finding of the baseline is not there any more: --update-baseline takes it out.\n\nNo problems in the only migration (1 replayed, no base)\n"]);
  expect((await runIn({ cwd }, ...known, "--update-baseline")).stderr).toBe("The baseline holds 0 findings.\n");
});

it("of a run that looked at some migrations, what was known stays", async () => {
  const cwd = tempProject({ ...files, [`${migrations}/3_drop/migration.sql`]: 'ALTER TABLE "User" DROP COLUMN "age";\n' });
  await runIn({ cwd }, "2_drop", ...known, "--update-baseline");
  expect((await runIn({ cwd }, "3_drop", ...known, "--update-baseline")).stderr).toBe("The baseline holds 2 findings.\n");
  expect((await runIn({ cwd }, "3_drop", ...known)).stdout).toBe("No problems in 1 migration (3 replayed, no base), 1 suppressed\n");
});

it.each([
  [undefined, [...known], /^error: The baseline .+known\.json does not exist\.\n {2}Make it with --update-baseline\.\n$/],
  ["{", [...known], /^error: .+known\.json is no baseline: .+\n {2}Make it with --update-baseline\.\n$/],
  ["[]", [...known], /is no baseline: it is not \{ "version": 1, "findings": \[…\] \}\.\n/],
  ['{"version": 1, "findings": [{"rule": "no-drop-column"}]}', [...known], /it has a finding without fingerprint, rule, file and message\.\n/],
  [undefined, ["--update-baseline"], /^error: --update-baseline does not say which file\.\n {2}Give --baseline FILE with it\.\n$/],
])("refuses %j with %j", async (content, argv, message) => {
  const cwd = tempProject(files);
  if (content !== undefined) writeFileSync(join(cwd, "known.json"), content);
  const { exitCode, stderr } = await runIn({ cwd }, ...argv);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(message);
});
