import { describe, expect, it } from "vitest";
import { lint } from "../../src/index.js";
import { LOCK, POSTGRESQL, tempProject, type Files } from "../support/temp-project.js";
import { runIn, type Ran } from "./fake-terminal.js";

function project(folder: string): Files {
  return {
    [`${folder}/prisma/schema.prisma`]: POSTGRESQL,
    [`${folder}/prisma/migrations/migration_lock.toml`]: LOCK,
    [`${folder}/prisma/migrations/1_init/migration.sql`]: 'CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT);\n',
    [`${folder}/prisma/migrations/2_drop/migration.sql`]: 'ALTER TABLE "User" DROP COLUMN "email";\n',
  };
}

async function run(config: unknown, files: Files = project("."), ...argv: string[]): Promise<Ran> {
  return runIn({ cwd: tempProject({ ...files, "prisma-migrate-lint.config.json": JSON.stringify(config) }) }, ...argv);
}

const lastLine = (text: string): string | undefined => text.trimEnd().split("\n").at(-1);

describe("the configuration", () => {
  it("sets severities, and --rule sets them over it", async () => {
    const config = { rules: { "no-drop-column": "off" } };
    const off = await run(config);
    expect([off.exitCode, lastLine(off.stdout)]).toEqual([0, "No problems in all 2 migrations (2 replayed, no base)"]);
    const on = await run(config, project("."), "--rule", "no-drop-column: warn");
    expect([on.exitCode, lastLine(on.stdout)]).toEqual([0, "1 warning in all 2 migrations (2 replayed, no base)"]);
  });

  it("extends a package", async () => {
    const shared = {
      "node_modules/@acme/config/package.json": '{ "name": "@acme/config", "exports": "./index.mjs" }',
      "node_modules/@acme/config/index.mjs": 'export default { rules: { "no-drop-column": "off" } };',
    };
    expect((await run({ extends: ["@acme/config"] }, { ...project("."), ...shared })).exitCode).toBe(0);
  });

  it("silences, and what it silenced is counted", async () => {
    const { exitCode, stdout } = await run({ suppress: [{ rule: "no-drop-column", table: "User", reason: "nobody reads it" }] });
    expect([exitCode, lastLine(stdout)]).toEqual([0, "No problems in all 2 migrations (2 replayed, no base), 1 suppressed"]);
  });

  it("with a misspelt rule is an error that names the right one", async () => {
    expect(await run({ rules: { "no-drop-colum": "off" } })).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: 'error: prisma-migrate-lint.config.json: rules: there is no rule "no-drop-colum".\n  Did you mean "no-drop-column"?\n',
    });
  });

  it("names projects, each with its own rules and heading", async () => {
    const config = {
      projects: [
        { name: "api", schema: "api/prisma/schema.prisma", rules: { "no-drop-column": "warn" } },
        { name: "jobs", schema: "jobs/prisma/schema.prisma", rules: { "no-drop-column": "off" } },
      ],
    };
    const { exitCode, stdout } = await run(config, { ...project("api"), ...project("jobs") });
    expect(exitCode).toBe(0);
    expect(stdout.match(/^(──|\d+ [a-z]|No ).*$/gm)).toEqual([
      "── api ── postgresql",
      "1 warning in all 2 migrations (2 replayed, no base)",
      "── jobs ── postgresql",
      "No problems in all 2 migrations (2 replayed, no base)",
      "1 warning in 2 projects",
    ]);
  });
});

it("a project of another provider beside others is a notice", async () => {
  const files = { ...project("api"), "old/prisma/schema.prisma": 'datasource db {\n  provider = "sqlite"\n}\n' };
  const { exitCode, stdout, stderr } = await runIn({ cwd: tempProject(files) }, "--rule", "no-drop-column: off");
  expect({ exitCode, stdout, stderr }).toEqual({
    exitCode: 0,
    stdout: `\
── api ── postgresql

No problems in all 2 migrations (2 replayed, no base)

── old ── sqlite

note: old/prisma/schema.prisma uses sqlite, which is not supported yet: its migrations are not linted.

Migrations are not linted: sqlite is not supported yet

No problems in 1 project, 1 not linted
`,
    stderr: "",
  });
});

it("the function gives the same as data", async () => {
  const cwd = tempProject(project("."));
  const seen: (readonly [number, number])[] = [];
  const { root, projects } = await lint({ cwd, env: { PATH: process.env["PATH"] }, onMigration: (done, all) => seen.push([done, all]) });
  expect(root).toBe(cwd);
  expect(seen).toEqual([[1, 2], [2, 2]]);
  expect(projects.map(({ findings }) => findings.map(({ rule, file, span }) => ({ rule, file, span })))).toEqual([
    [{ rule: "no-drop-column", file: "prisma/migrations/2_drop/migration.sql", span: { start: 19, end: 38 } }],
  ]);
});

it("an unknown version of Prisma is said where it matters how files are run", async () => {
  const concurrently = { ...project("."), "prisma/migrations/2_drop/migration.sql": 'CREATE INDEX CONCURRENTLY "User_email_idx" ON "User"("email");\n' };
  const { stdout, exitCode } = await runIn({ cwd: tempProject(concurrently) });
  expect([exitCode, stdout]).toEqual([0, "No problems in all 2 migrations (2 replayed, no base)\n"]);
  const beside = { ...project("."), "prisma/migrations/2_drop/migration.sql": 'CREATE INDEX CONCURRENTLY "User_email_idx" ON "User"("email");\nALTER TABLE "User" ADD COLUMN "a" TEXT;\n' };
  const said = await runIn({ cwd: tempProject(beside) });
  expect(said.stdout).toContain("note: the version of Prisma is not known (no lockfile, prisma is not installed): only what holds before and since 7.4 is called safe.");
});
