import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { embedded } from "../../src/verify/embedded/embedded.js";
import { postgres } from "../support/postgres.js";
import { LOCK, POSTGRESQL, tempProject } from "../support/temp-project.js";
import { runIn } from "../commands/fake-terminal.js";
import { verifyIn } from "./in-pool.js";

const dialect = await postgres();

it("a migration that takes too long is stopped, with the thread that runs it", async () => {
  const { migrations } = await verifyIn(embedded(), { history: 'CREATE TABLE "T" ("id" INTEGER);', migration: "SELECT count(*) FROM generate_series(1, 1000000000);", options: { timeout: 300 } }, dialect);
  expect(migrations.map(({ steps }) => steps.at(-1))).toEqual([
    { name: "migration", status: "failed", summary: "the migration takes too long", findings: ["statement 0 (line 1): the migration took longer than 0.3 s and was stopped"], notes: ["the embedded database cannot stop a statement, so it was thrown away: what stands after it is not known"] },
  ]);
});

const files = {
  "prisma/schema.prisma": POSTGRESQL,
  "prisma/migrations/migration_lock.toml": LOCK,
  "prisma/migrations/1_init/migration.sql": 'CREATE EXTENSION "uuid-ossp";\nCREATE TABLE "User" ("id" UUID NOT NULL DEFAULT uuid_generate_v4() PRIMARY KEY);\n',
  "prisma/migrations/2_work/migration.sql": 'ALTER TABLE "User" ADD COLUMN "note" TEXT;\n',
};

it("the command verifies each migration on a copy, with the extensions of the history", async () => {
  const { exitCode, stdout, stderr } = await runIn({ cwd: tempProject(files) }, "verify", "--all", "--rows", "3", "--format", "json");
  const report: { projects: { migrations: { name: string; ok: boolean; statements: { locks: unknown }[] }[] }[] } & Record<string, unknown> = JSON.parse(stdout);
  expect({ exitCode, version: report["version"], command: report["command"] }).toEqual({ exitCode: 0, version: 1, command: "verify" });
  expect(report.projects[0]?.migrations.map(({ name, ok, statements }) => ({ name, ok, locks: statements.map(({ locks }) => locks) }))).toEqual([
    { name: "1_init", ok: true, locks: [[], []] },
    { name: "2_work", ok: true, locks: [[{ relation: "public.User", mode: "AccessExclusiveLock", blocks: ["read", "write"] }]] },
  ]);
  expect(stderr.split("\n").filter((line) => line.startsWith("history"))).toEqual(["history: 1 migration …"]);
});

it("extensions that PGlite lacks are named", async () => {
  const cwd = tempProject({ ...files, "prisma/migrations/1_init/migration.sql": "CREATE EXTENSION postgis; CREATE EXTENSION citext; CREATE EXTENSION timescaledb;" });
  const { exitCode, stderr } = await runIn({ cwd }, "verify", "2_work");
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: 'error: The migrations create extensions that PGlite does not have: "postgis", "timescaledb".\n  Leave it out with --skip-extension postgis, or give a server that has it by --database-url.\n',
  });
});

it("PGlite that is not installed is told with the line that installs it", async () => {
  const thread = () => new Worker('const { parentPort } = require("node:worker_threads"); parentPort.on("message", ({ id }) => parentPort.postMessage({ id, reply: { kind: "not installed" } }))', { eval: true });
  await expect(embedded(thread).open([])).rejects.toMatchObject({ name: "LintError", message: "PGlite, the embedded PostgreSQL, is not installed.", todo: "Install it: `npm install --save-dev @electric-sql/pglite`. Or give a server by --database-url." });
});
