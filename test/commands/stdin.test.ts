import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sandbox } from "../discover/git/sandbox.js";
import { LOCK, POSTGRESQL, tempProject, USER } from "../support/temp-project.js";
import { runIn, type Ran } from "./fake-terminal.js";

const drop = "app/prisma/migrations/2_drop/migration.sql";

function project(): string {
  const work = sandbox().init("project");
  work.commit({ "app/prisma/schema.prisma": POSTGRESQL + USER, "app/prisma/migrations/migration_lock.toml": LOCK, "app/prisma/migrations/1_init/migration.sql": 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);\n' });
  work.write(drop, 'DROP TABLE "User";\n');
  return work.folder;
}

/** `lint --stdin --stdin-filename PATH` with this text: `file rule line:column` of each finding. */
async function lint(cwd: string, path: string, input: string, ...options: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await runIn({ cwd, input }, "--stdin", "--stdin-filename", path, "--format", "json", ...options);
  const report: { projects: { findings: { file: string; rule: string; start: { line: number; column: number } | null }[] }[] } = JSON.parse(stdout);
  return report.projects.flatMap(({ findings }) => findings.map(({ file, rule, start }) => `${file} ${rule} ${start?.line}:${start?.column}`));
}

it("takes the text for the file's, saved or not", async () => {
  const cwd = project();
  expect(await lint(cwd, drop, "SELECT 1;\n")).toEqual([]);
  expect(await lint(cwd, drop, '\r\nTRUNCATE "User";\n')).toEqual([`${drop} no-truncate 2:1`]);
  expect(await lint(join(cwd, "app"), "prisma/migrations/2_drop/migration.sql", 'TRUNCATE "User";\n')).toEqual([`${drop} no-truncate 1:1`]);
  expect(await lint(cwd, "prisma/migrations/2_drop/migration.sql", 'TRUNCATE "User";\n', "--cwd", "app")).toEqual([`${drop} no-truncate 1:1`]);
  expect(await lint(cwd, join(cwd, drop), '\ufeffTRUNCATE "User";\n')).toEqual([`${drop} no-syntax-error 1:1`, `${drop} no-truncate 1:2`]);
});

it("lints a migration that is not there yet, alone", async () => {
  const cwd = project();
  const third = "app/prisma/migrations/1_z/migration.sql";
  expect(await lint(cwd, third, 'TRUNCATE "User";\n')).toEqual([`${third} no-truncate 1:1`]);
  mkdirSync(join(cwd, "app/prisma/migrations/1_z"));
  expect(await lint(cwd, third, 'TRUNCATE "User";\n')).toEqual([`${third} no-truncate 1:1`]);
  const first = tempProject({ "prisma/schema.prisma": POSTGRESQL, "prisma/migrations/migration_lock.toml": LOCK });
  expect(await lint(first, "prisma/migrations/1_a/migration.sql", "SELEC 1;\n")).toEqual(["prisma/migrations/1_a/migration.sql no-syntax-error 1:1"]);
});

it("lints a schema", async () => {
  const schema = `${POSTGRESQL}model User {\n  id Int @id\n  posts Post[]\n}\nmodel Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}\n`;
  expect(await lint(project(), "app/prisma/schema.prisma", schema)).toEqual(["app/prisma/schema.prisma require-foreign-key-index 11:3"]);
});

it.each([
  [["--stdin"], "--stdin does not say which file it is."],
  [["--stdin-filename", drop], "--stdin-filename says which file standard input is, which is read with --stdin alone."],
  [["--stdin", "--stdin-filename", drop, "app"], "--stdin stands for one file: app cannot be given too."],
  [["--stdin", "--stdin-filename", "app/other.sql"], "app/other.sql is neither a migration nor part of a schema here."],
  [["--stdin", "--stdin-filename", drop, "--staged"], "Option '--stdin' cannot be used with option '--staged'."],
])("wrong use ends with 2: %j", async (argv, message) => {
  const { exitCode, stdout, stderr }: Ran = await runIn({ cwd: project(), input: "SELECT 1;\n" }, ...argv);
  expect([exitCode, stdout, stderr.split("\n")[0]]).toEqual([2, "", `error: ${message}`]);
});

it("what is no text is no migration", async () => {
  const { exitCode, stderr } = await runIn({ cwd: project(), input: "a\0b" }, "--stdin", "--stdin-filename", drop);
  expect([exitCode, stderr.split("\n")[0]]).toEqual([2, `error: ${drop} is a binary file.`]);
});
