import { afterAll, describe, expect, it } from "vitest";
import type { Verification, VerifiedStep } from "../../src/model/verification.js";
import { DatabasePool } from "../judges/database-pool.js";
import { postgres } from "../support/postgres.js";
import { verdictOf } from "../../src/verify/queries.js";
import { inPool, verifyIn, type Case } from "./in-pool.js";

const pool = new DatabasePool();
afterAll(() => pool.close());
const dialect = await postgres();

const history = `
CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "email" TEXT NOT NULL, "age" INTEGER);
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
CREATE TABLE "Post" ("id" SERIAL PRIMARY KEY, "authorId" INTEGER NOT NULL, CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id"));`;

async function verified(one: Partial<Case> & Pick<Case, "migration">, assess = dialect.assess): Promise<Verification> {
  const { migrations } = await verifyIn(inPool(pool), { history, ...one }, { ...dialect, assess });
  const [verification] = migrations;
  if (!verification) throw new Error("nothing was verified");
  return verification;
}

const stepOf = ({ steps }: Verification, name: VerifiedStep["name"]): VerifiedStep | undefined => steps.find((step) => step.name === name);
const failed = ({ steps }: Verification): [string, readonly string[]][] => steps.filter(({ status }) => status === "failed").map(({ name, findings }) => [name, findings]);

describe("a migration is run and measured", () => {
  it("with its locks and rewrites, and a rollback that brings everything back", async () => {
    const lines: string[] = [];
    const migration = 'ALTER TABLE "User" ADD COLUMN "note" TEXT;\nCREATE INDEX "Post_authorId_idx" ON "Post"("authorId");\nALTER TABLE "User" ALTER COLUMN "age" SET DATA TYPE BIGINT;\nCREATE TABLE "New" ("id" INTEGER);';
    const rollback = { reversible: "yes", parts: [{ transaction: true, statements: ['DROP TABLE "New"', 'ALTER TABLE "User" DROP COLUMN "note", ALTER COLUMN "age" SET DATA TYPE INTEGER', 'DROP INDEX "Post_authorId_idx"'] }] } as const;
    const { server, version, migrations } = await verifyIn(inPool(pool), { history, migration, rollback }, dialect, lines);
    const [verification] = migrations;
    expect({ server, version }).toEqual({ server: "the pool", version: "18.6" });
    expect(verification?.statements.map(({ index, line, transaction, locks, rewrites }) => ({ index, line, transaction, locks, rewrites }))).toEqual([
      { index: 0, line: 1, transaction: "file", locks: [{ relation: "public.User", mode: "AccessExclusiveLock", blocks: ["read", "write"] }], rewrites: [] },
      { index: 1, line: 2, transaction: "file", locks: [{ relation: "public.Post", mode: "ShareLock", blocks: ["write"] }], rewrites: [] },
      // Held already on the table, new on its indexes.
      { index: 2, line: 3, transaction: "file", locks: [{ relation: "public.User", mode: "AccessExclusiveLock", blocks: ["read", "write"] }], rewrites: ["public.User"] },
      { index: 3, line: 4, transaction: "file", locks: [], rewrites: [] },
    ]);
    expect(verification?.steps.map(({ name, status }) => `${name} ${status}`)).toEqual(["rows passed", "migration passed", "promises passed", "integrity passed", "rollback passed", "catalog passed", "values passed"]);
    expect(verification && stepOf(verification, "rows")?.summary).toBe("2 tables with up to 5 rows");
    expect(verification && stepOf(verification, "integrity")?.summary).toBe("row counts, values of 4 untouched columns and all foreign keys are right");
    expect(lines).toEqual(["history: 1 migration …", "2_new: rows …", "2_new: migration …", "2_new: integrity …", "2_new: rollback …"]);
  });

  it("CONCURRENTLY outside transactions, where nobody can look", async () => {
    const { statements, steps } = await verified({ migration: 'CREATE INDEX CONCURRENTLY "i" ON "User"("age");\nDROP INDEX "User_email_key";', prisma: { major: 7, minor: 10, patch: 0 } });
    expect(statements.map(({ locks, transaction }) => [transaction, locks])).toEqual([["statement", null], ["statement", [{ relation: "public.User", mode: "AccessExclusiveLock", blocks: ["read", "write"] }]]]);
    expect(steps.map(({ name, status }) => `${name} ${status}`)).toEqual(["rows passed", "migration passed", "promises passed", "integrity passed", "rollback skipped"]);
  });

  it("with extensions left out", async () => {
    const { steps } = await verified({ history: `CREATE EXTENSION "nowhere"; COMMENT ON EXTENSION "nowhere" IS 'x'; ${history}`, migration: 'DROP EXTENSION "nowhere"; CREATE TABLE "T" ("id" INTEGER);', options: { skipExtensions: ["nowhere"] } });
    expect(steps[1]?.summary).toMatch(/^1 statement ran in \d+ ms$/);
  });
});

describe("what was promised and is not so fails", () => {
  it("locks and rewrites", async () => {
    const nothing: typeof dialect.assess = () => ({ locks: [], scans: [], rewrites: [], losesData: [], mayFail: [], breaks: [], opaque: false });
    const verification = await verified({ migration: 'ALTER TABLE "User" ALTER COLUMN "age" SET DATA TYPE BIGINT;\nCREATE INDEX "i" ON "Post"("authorId");' }, nothing);
    expect(failed(verification)).toEqual([["promises", [
      "statement 0 (line 1): public.User: locked AccessExclusiveLock, assessed none",
      "statement 0 (line 1): rewrites: public.User, assessed none",
      "statement 1 (line 2): public.Post: locked ShareLock, assessed none",
    ]]]);
  });

  it("a rollback that leaves something", async () => {
    const verification = await verified({ migration: 'ALTER TABLE "User" ADD COLUMN "note" TEXT;', rollback: { reversible: "yes" } });
    expect(failed(verification)).toEqual([["catalog", ["column public.User.note: not expected: text", "table public.User: expected permanent (id, email, age), actual permanent (id, email, age, note)"]]]);
  });

  it("a rollback that PostgreSQL refuses", async () => {
    const verification = await verified({ migration: 'ALTER TABLE "User" ADD COLUMN "note" TEXT;', rollback: { reversible: "yes", parts: [{ transaction: true, statements: ['ALTER TABLE "User" DROP COLUMN "nothing"'] }] } });
    expect(failed(verification)).toEqual([["rollback", ['column "nothing" of relation "User" does not exist (42703): ALTER TABLE "User" DROP COLUMN "nothing"']]]);
  });

  it("rows that do not come back", async () => {
    const verification = await verified({ migration: 'ALTER TABLE "User" DROP COLUMN "age";', rollback: { reversible: "yes", parts: [{ transaction: true, statements: ['ALTER TABLE "User" ADD COLUMN "age" INTEGER'] }] } });
    expect(failed(verification)).toEqual([["values", ['values of "age" in public.User are not those before the migration']]]);
  });
});

it("a rollback of the structure may lose rows and the order of columns where it says so", async () => {
  const verification = await verified({
    migration: 'ALTER TABLE "User" DROP COLUMN "email";',
    rollback: {
      reversible: "structure-only",
      parts: [{ transaction: true, statements: [`ALTER TABLE "User" ADD COLUMN "email" TEXT`, 'CREATE UNIQUE INDEX "User_email_key" ON "User"("email")'] }],
      lost: [{ what: 'column "email" of "User"', why: "its values are gone", statement: 0 }],
      differs: ['"email" is one of the last columns of "User"', '"User"."email" can be NULL: the rows that are there have no value for it'],
    },
  });
  expect(failed(verification)).toEqual([]);
  expect(stepOf(verification, "rollback")).toEqual({
    name: "rollback", status: "passed", summary: "the rollback ran (2 statements): the structure comes back, data does not", findings: [],
    notes: ['column "email" of "User": its values are gone', '"email" is one of the last columns of "User"', '"User"."email" can be NULL: the rows that are there have no value for it'],
  });
});

describe("rows", () => {
  it("a check of the user's", async () => {
    const verification = await verified({ migration: 'ALTER TABLE "User" ADD COLUMN "note" TEXT;', options: { checks: ['SELECT count(*)::int AS n FROM "User" HAVING count(*) > 4', 'SELECT 1 FROM "User" WHERE note IS NOT NULL', 'DELETE FROM "Post"'] } });
    expect(failed(verification)).toEqual([["checks", ['1 row, the first {"n":5}: SELECT count(*)::int AS n FROM "User" HAVING count(*) > 4', 'cannot execute DELETE in a read-only transaction (25006): DELETE FROM "Post"']]]);
    expect(stepOf(verification, "checks")?.summary).toBe("2 of 3 checks failed: the rollback follows");
  });

  it("orphans of a foreign key that is not validated", async () => {
    const verification = await verified({
      history: `${history} CREATE TABLE "Like" ("id" INTEGER PRIMARY KEY, "post" INTEGER); INSERT INTO "Like" VALUES (7000, 7777), (7001, NULL);`,
      migration: 'ALTER TABLE "Like" ADD CONSTRAINT "fk" FOREIGN KEY ("post") REFERENCES "Post"("id") NOT VALID;',
    });
    expect(failed(verification)).toEqual([["integrity", ["1 row of public.Like has no row in public.Post (fk, not validated)"]]]);
  });
});

describe("queries", () => {
  const byAge = 'SELECT * FROM "User" WHERE "age" = 77';
  it("a dropped index is found by the pages that are read", async () => {
    const { queries, ...rest } = await verified({ history: `${history} CREATE INDEX "User_age_idx" ON "User"("age");`, migration: 'DROP INDEX "User_age_idx";', options: { rows: 2000, queries: [byAge, 'SELECT * FROM "User" WHERE "email" = $$x$$'] } });
    expect(queries.map(({ sql, before, after, verdict }) => [sql, before.pages <= 3, (after?.pages ?? 0) >= 10, verdict])).toEqual([[byAge, true, true, "slower"], ['SELECT * FROM "User" WHERE "email" = $$x$$', true, false, "same"]]);
    expect(failed({ queries, ...rest }).map(([name]) => name)).toEqual(["queries"]);
  });

  it("a query that fails afterwards", async () => {
    const verification = await verified({ migration: 'ALTER TABLE "User" DROP COLUMN "age";', options: { queries: [byAge] } });
    expect(failed(verification)).toEqual([["queries", ['SELECT * FROM "User" WHERE "age" = 77: fails after the migration: column "age" does not exist (42703)']]]);
  });

  it("a query that fails before is wrong use", async () => {
    await expect(verified({ migration: "SELECT 1;", options: { queries: ["SELECT nothing"] } })).rejects.toMatchObject({ name: "LintError", message: 'A query of --queries fails before the migration: column "nothing" does not exist (42703): SELECT nothing', todo: "Correct it, or take it out of the file." });
  });
});

describe("a migration that PostgreSQL refuses", () => {
  const migration = 'ALTER TABLE "User" ADD COLUMN "note" TEXT;\nALTER TABLE "User" ADD COLUMN "must" TEXT NOT NULL;';
  const finding = 'statement 1 (line 2): column "must" of relation "User" contains null values (23502)';

  it("as one file leaves nothing", async () => {
    const verification = await verified({ migration });
    expect(verification.steps.at(-1)).toEqual({ name: "migration", status: "failed", summary: "PostgreSQL refuses the migration", findings: [finding], notes: ["rolled back: everything is as before the migration"] });
  });

  it("by statement leaves those before", async () => {
    const verification = await verified({ migration, prisma: { major: 7, minor: 10, patch: 0 } });
    expect(verification.steps.slice(-4)).toEqual([
      {
        name: "migration", status: "failed", summary: "PostgreSQL refuses the migration", findings: [finding],
        notes: ["rolled back, but what was committed before stands: `prisma-migrate-lint rollback 2_new --failed-at 1` takes it back", "column public.User.note: not expected: text", "table public.User: expected permanent (id, email, age), actual permanent (id, email, age, note)"],
      },
      { name: "rollback", status: "passed", summary: "the rollback ran (1 statement): everything comes back", findings: [], notes: [] },
      { name: "catalog", status: "passed", summary: "the catalogs are as before the migration", findings: [], notes: [] },
      { name: "values", status: "passed", summary: "all rows are as before the migration", findings: [], notes: [] },
    ]);
  });

  it("an INVALID index is left by CONCURRENTLY, and dropped", async () => {
    const verification = await verified({ migration: 'CREATE UNIQUE INDEX CONCURRENTLY "one" ON "User"((true));' });
    expect(verification.steps.slice(-4).map(({ name, status, findings, notes }) => [name, status, ...findings, ...notes])).toEqual([
      ["migration", "failed", 'statement 0 (line 1): could not create unique index "one" (23505)', "rolled back, but what was committed before stands: `prisma-migrate-lint rollback 2_new --failed-at 0` takes it back", 'index public.one: not expected: CREATE UNIQUE INDEX one ON public."User" USING btree ((true)) invalid'],
      ["rollback", "passed", 'an index "one" that others had made, if there was one: look first whether it is INVALID'],
      ["catalog", "passed"],
      ["values", "passed"],
    ]);
  });

  it("changed rows that stand are told, and nothing is said to come back", async () => {
    const verification = await verified({ migration: `UPDATE "User" SET "email" = lower("email");\n${migration}`, prisma: { major: 7, minor: 10, patch: 0 } });
    expect(verification.steps.at(-1)).toEqual({ name: "rollback", status: "skipped", summary: "the migration cannot be taken back, and is not said to be", findings: [], notes: ['values of "email" in "User": UPDATE writes over them'] });
  });
});

it.each([
  [[1, 10], [1.4, 10], "same"],
  [[10, 10], [10.9, 10], "same"],
  [[10, 10], [12, 10], "changed"],
  [[10, 10], [16, 10], "slower"],
  [[10, 10], [1, 10], "faster"],
  [[0.1, 2], [0.1, 5], "same"],
  [[0.1, 3], [0.2, 12], "slower"],
] as const)("a query of %j (milliseconds, pages) that then takes %j is %s", ([time, pages], [timeAfter, pagesAfter], verdict) => {
  expect(verdictOf({ milliseconds: time, pages }, { milliseconds: timeAfter, pages: pagesAfter })).toBe(verdict);
});

describe("a database that has a history already", () => {
  const table = 'CREATE TABLE "_prisma_migrations" ("migration_name" TEXT, "started_at" INTEGER, "finished_at" TIMESTAMPTZ, "rolled_back_at" TIMESTAMPTZ);';
  const run = async (setup: string): Promise<readonly string[]> => {
    const { migrations } = await verifyIn(inPool(pool, setup), { history, migration: 'DROP TABLE "Post";' }, dialect);
    return migrations.flatMap(({ steps }) => steps.map(({ summary }) => summary));
  };

  it("keeps its own rows", async () => {
    const summaries = await run(`${history}${table} INSERT INTO "_prisma_migrations" VALUES ('1_history', 1, now(), NULL), ('2_new', 2, NULL, now());`);
    expect(summaries[0]).toBe("rows of the template");
  });

  it.each([
    ["with the chosen migration", `${table} INSERT INTO "_prisma_migrations" VALUES ('2_new', 1, now(), NULL);`, "2_new is applied in this database already.", "Choose a migration that it does not have yet, or a template from before it."],
    ["with one that failed", `${table} INSERT INTO "_prisma_migrations" VALUES ('1_history', 1, NULL, NULL);`, "The migration 1_history has failed in this database and was not resolved.", "Resolve it there (`prisma migrate resolve`), or give a copy in which nothing has failed."],
    ["that nobody tells", 'CREATE TABLE "other" ();', 'The database has tables (public.other) and no "_prisma_migrations" that would say which migrations made them.', "Give an empty database, or one that Prisma has deployed to."],
  ])("%s", async (_, setup, message, todo) => {
    await expect(run(setup)).rejects.toMatchObject({ name: "LintError", message, todo });
  });
});

it("a history with what a transaction refuses is applied outside of one", async () => {
  const { steps } = await verified({ history: `${history}\nCREATE INDEX CONCURRENTLY "i" ON "User"("age");`, migration: 'DROP INDEX "i";' });
  expect(steps.map(({ name, status }) => `${name} ${status}`)).toEqual(["rows passed", "migration passed", "promises passed", "integrity passed", "rollback skipped"]);
});

it("a history that PostgreSQL refuses is told with its statement", async () => {
  await expect(verified({ history: `${history}\nALTER TABLE "Nobody" ADD COLUMN "x" TEXT;`, migration: "SELECT 1;" })).rejects.toMatchObject({
    name: "LintError",
    message: 'The history does not apply: PostgreSQL refuses statement 3 of 1_history (line 5): relation "Nobody" does not exist (42P01).',
    todo: "What production has beside its migrations is missing here: start from a copy of it with --database-url and --template.",
  });
});
