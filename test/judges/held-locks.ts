import type { Dialect } from "../../src/model/dialect.js";
import type { LockMode } from "../../src/model/effect.js";
import type { MigrationFile } from "../../src/model/migration.js";
import { compareModes, lockModes } from "../../src/dialects/postgres/assess/locks/modes.js";
import { replay } from "../../src/replay/replay.js";
import { SourceText } from "../../src/text/source-text.js";
import { compareTraces } from "../../src/verify/postgres/claim.js";
import type { Traceable } from "../../src/verify/postgres/trace.js";
import { environmentOf } from "./lock-judge.js";

/** Tables that were there before. */
export const deployed = `
CREATE TABLE "parent" ("id" INTEGER PRIMARY KEY, "name" TEXT);
CREATE TABLE "child" ("id" INTEGER PRIMARY KEY, "parentId" INTEGER, "note" TEXT);
CREATE TABLE "log" ("id" INTEGER PRIMARY KEY, "line" TEXT);`;

/** Statements of one transaction; the last one does nothing, so that what is held before it is what all others left. */
export const transactions: Readonly<Record<string, readonly string[]>> = {
  "locks add up": ['CREATE INDEX ON "child"("note")', 'ALTER TABLE "log" ADD COLUMN "at" TIMESTAMP', 'UPDATE "parent" SET "name" = NULL', "SELECT 1"],
  "the stronger one counts": ['CREATE INDEX ON "child"("note")', 'ALTER TABLE "child" DROP COLUMN "note"', 'CREATE INDEX ON "child"("parentId")', "SELECT 1"],
  "a foreign key locks both": ['ALTER TABLE "child" ADD FOREIGN KEY ("parentId") REFERENCES "parent"("id")', "SELECT 1"],
  "a rename keeps the lock": ['ALTER TABLE "log" RENAME TO "journal"', 'ALTER TABLE "journal" ALTER COLUMN "line" SET NOT NULL', "SELECT 1"],
  "a new table is nobody's": ['CREATE TABLE "new" ("id" INTEGER PRIMARY KEY, "logId" INTEGER)', 'ALTER TABLE "new" ADD FOREIGN KEY ("logId") REFERENCES "log"("id")', "SELECT 1"],
  "a dropped table is gone": ['DROP TABLE "log"', "SELECT 1"],
  "going back to a savepoint releases": ['LOCK TABLE "parent" IN SHARE MODE', "SAVEPOINT here", 'ALTER TABLE "child" DROP COLUMN "note"', "ROLLBACK TO SAVEPOINT here", "SELECT 1"],
  "a released savepoint keeps": ["SAVEPOINT here", 'ALTER TABLE "child" DROP COLUMN "note"', "RELEASE SAVEPOINT here", "SELECT 1"],
};

/** Runs the statements in one transaction, on a server that has `deployed`, and compares before each what is locked with what is said to be held; a line for each difference. */
export async function judgeHeldLocks(server: Traceable, statements: readonly string[], version: number, dialect: Dialect): Promise<string[]> {
  const files = [file("1_deployed", deployed, true), file("2_new", statements.join(";\n"), false)];
  const { migrations } = replay(files, dialect, { ...environmentOf(version), runner: "file" }, { eachAsNewest: false });
  const steps = migrations[1]?.steps ?? [];
  const isNew = (name: string): boolean => name === "public.new";
  const said: string[] = [];
  await server.exec("BEGIN");
  for (const [at, statement] of statements.entries()) {
    const locks = await heldNow(server);
    const held = steps.find((step) => step.statement.index === at)?.held ?? [];
    const claim = new Map(held.map(({ relation, mode }) => [`${relation.schema}.${relation.name}`, mode]));
    const taken = new Map([...locks].filter(([name]) => !isNew(name)));
    for (const difference of compareTraces({ locks: taken, rewrites: [], scans: [] }, { locks: claim, rewrites: [], scans: [] })) said.push(`before ${statement}: ${difference}`);
    await server.exec(statement);
  }
  await server.exec("ROLLBACK");
  return said;
}

/** The strongest lock on each table, by the name that it has now. */
async function heldNow(server: Traceable): Promise<Map<string, LockMode>> {
  const { rows } = await server.query("SELECT c.relnamespace::regnamespace || '.' || c.relname AS name, l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace");
  const held = new Map<string, LockMode>();
  for (const row of rows) {
    const { name, mode } = Object(row);
    const taken = lockModes.find((candidate) => candidate === mode);
    const known = held.get(String(name));
    if (taken && (known === undefined || compareModes(known, taken) < 0)) held.set(String(name), taken);
  }
  return held;
}

export const file = (name: string, sql: string, isDeployed: boolean): MigrationFile => ({ name, source: new SourceText(`${name}/migration.sql`, sql), deployed: isDeployed, reported: !isDeployed });
