import { Client } from "pg";
import type { Dialect } from "../../src/model/dialect.js";
import { LintError } from "../../src/model/lint-error.js";
import type { Rollback } from "../../src/model/rollback.js";
import { server, type ServerOptions } from "../../src/verify/postgres/server.js";
import type { Workshop } from "../../src/verify/bench.js";
import { verifyIn, type Case } from "./in-pool.js";

const history = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "age" INTEGER);';
const rollback: Partial<Rollback> = { reversible: "yes", parts: [{ transaction: false, statements: ['DROP INDEX CONCURRENTLY "i"'] }] };
const concurrently: Case = { history, migration: 'CREATE INDEX CONCURRENTLY "i" ON "User"("age");', prisma: { major: 7, minor: 10, patch: 0 }, rollback, options: { rows: 500 } };

/** What is wrong with `verify` on a server: databases of its own and of a template, locks seen by a second session, time-outs, rights, lost connections. A line each. */
export async function judgeVerifyOnServer(url: string, dialect: Dialect): Promise<readonly string[]> {
  const wrong: string[] = [];
  const admin = new Client({ connectionString: url });
  // Should this throw, the server's end must not hide it.
  admin.on("error", () => undefined);
  await admin.connect();
  const expectSame = (what: string, actual: unknown, expected: unknown): void => {
    if (JSON.stringify(actual) !== JSON.stringify(expected)) wrong.push(`${what}: expected ${JSON.stringify(expected)}, actual ${JSON.stringify(actual)}`);
  };
  const left = async (): Promise<unknown> => (await admin.query<object>("SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_lint_verify_%'")).rows;
  const run = async (options: Partial<ServerOptions>, one: Case, during?: (workshop: Workshop) => void): Promise<readonly string[]> => {
    try {
      const workshop = await server({ url, template: undefined, allowed: undefined, ...options });
      during?.(workshop);
      const { migrations } = await verifyIn(workshop, one, dialect);
      return migrations.flatMap(({ steps }) => steps.map(({ name, status, findings }) => [name, status, ...findings].join(" ")));
    } catch (error) {
      if (!(error instanceof LintError)) throw error;
      return [error.message.replaceAll(/_[0-9a-f]{12}/g, "_x").replaceAll(/:\d+/g, ":PORT")];
    }
  };
  const good = ["rows passed", "migration passed", "promises passed", "integrity passed", "rollback passed", "catalog passed", "values passed"];
  expectSame("a database of its own", await run({}, concurrently), good);

  await admin.query("CREATE DATABASE staging");
  const staging = new Client({ connectionString: url.replace(/\/postgres$/, "/staging") });
  await staging.connect();
  await staging.query(`${history} INSERT INTO "User" SELECT i, i FROM generate_series(1, 20000) i;
    CREATE TABLE "_prisma_migrations" (migration_name TEXT, started_at INT, finished_at TIMESTAMPTZ, rolled_back_at TIMESTAMPTZ); INSERT INTO "_prisma_migrations" VALUES ('1_history', 1, now(), NULL);`);
  const used = await run({ template: "staging" }, concurrently);
  expectSame("a template in use", used, ['The template "staging" is in use: source database "staging" is being accessed by other users.']);
  await staging.end();
  expectSame("a template", await run({ template: "staging" }, concurrently), good);
  expectSame("no template", await run({ template: "nowhere" }, concurrently), ['There is no database "nowhere" to copy: template database "nowhere" does not exist.']);
  expectSame("an allowed database", await run({ allowed: "staging" }, { ...concurrently, options: { queries: ['SELECT * FROM "User" WHERE "id" = 5'], checks: ['SELECT 1 FROM "User" HAVING count(*) <> 20000'] } }), [...good.slice(0, 4), "checks passed", "queries passed", ...good.slice(4)]);

  const slow = await run({}, { history, migration: 'ALTER TABLE "User" ADD COLUMN "x" TEXT; SELECT pg_sleep(30);', options: { timeout: 400 } });
  expectSame("a time-out", slow, ["rows passed", "migration failed statement 1 (line 1): the migration took longer than 0.4 s and was stopped"]);

  await admin.query("CREATE ROLE nobody LOGIN; CREATE ROLE maker LOGIN CREATEDB");
  expectSame("no rights", await run({ url: url.replace("postgres@", "nobody@") }, concurrently), ["The user of --database-url may not create a database: permission denied to create database."]);
  expectSame("rights to create databases alone", await run({ url: url.replace("postgres@", "maker@") }, concurrently), good);

  const lost = run({}, { history, migration: "SELECT pg_sleep(30);" }, () => {
    const kill = async (): Promise<void> => {
      const { rowCount } = await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(30)%'");
      if (rowCount === 0) setTimeout(() => void kill(), 50);
    };
    void kill();
  });
  expectSame("a lost connection", await lost, ["The connection to 127.0.0.1:PORT was lost while it ran 2_new: migration: terminating connection due to administrator command."]);

  // As Ctrl-C does it, while the migration runs.
  const interrupted = run({}, { history, migration: "SELECT pg_sleep(30);" }, (workshop) => void setTimeout(() => void workshop.close(), 1500));
  expectSame("an interrupted run", (await interrupted)[0]?.startsWith("The connection to 127.0.0.1:PORT was lost"), true);
  expectSame("databases that are left", await left(), []);
  await admin.query("DROP DATABASE staging; ");
  await admin.query("DROP ROLE nobody; DROP ROLE maker");
  await admin.end();
  return wrong;
}
