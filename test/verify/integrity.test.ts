import { afterAll, expect, it } from "vitest";
import { compareIntegrity, snapshot } from "../../src/verify/integrity.js";
import { DatabasePool } from "../judges/database-pool.js";
import { replayed } from "../judges/replayed-history.js";
import { postgres } from "../support/postgres.js";

const pool = new DatabasePool();
afterAll(() => pool.close());
const dialect = await postgres();

const history = `CREATE TYPE "E" AS ENUM ('a', 'b');
  CREATE TABLE "T" ("id" INTEGER PRIMARY KEY, "text" TEXT, "number" INTEGER, "kind" "E", "twice" INTEGER GENERATED ALWAYS AS ("number" * 2) STORED);
  CREATE TABLE "U" ("id" INTEGER PRIMARY KEY, "t" INTEGER REFERENCES "T"("id") ON DELETE CASCADE);`;
const rows = `INSERT INTO "T" VALUES (1, 'x', 1, 'a'), (2, NULL, 2, 'b'), (3, '', 3, 'a'); INSERT INTO "U" VALUES (1, 1), (2, NULL);`;

/** What is said of a migration beside which something else happens to the rows. */
async function said(migration: string, beside: string): Promise<{ findings: readonly string[]; notes: readonly string[] }> {
  const [, last] = replayed([{ name: "1", sql: history }, { name: "2", sql: migration }], dialect).migrations;
  if (!last) throw new Error("no migration");
  return pool.with([], async (database) => {
    await database.exec(`${history}${rows}`);
    const before = await snapshot(database, last.before);
    await database.exec(`${migration}; ${beside}`);
    const { findings, notes } = compareIntegrity(before, await snapshot(database, last.after), last);
    return { findings, notes };
  });
}

const rename = 'ALTER TABLE "T" RENAME TO "Renamed"; ALTER TABLE "Renamed" RENAME COLUMN "text" TO "words"';

it.each([
  ["nothing else", rename, "", [], []],
  ["a value that changes", 'ALTER TABLE "T" RENAME TO "Renamed"', `UPDATE "Renamed" SET "text" = 'y' WHERE "id" = 1`, ['values of "text" in public.Renamed changed, which the migration does not touch'], []],
  ["values that change places", 'ALTER TABLE "T" ADD COLUMN "x" TEXT', `UPDATE "T" SET "kind" = CASE "kind" WHEN 'a' THEN 'b'::"E" ELSE 'a'::"E" END`, ['values of "kind" in public.T changed, which the migration does not touch'], []],
  ["NULL that becomes empty", 'ALTER TABLE "T" ADD COLUMN "x" TEXT', `UPDATE "T" SET "text" = '' WHERE "text" IS NULL`, ['values of "text" in public.T changed, which the migration does not touch'], []],
  ["a type that changes is touched", 'ALTER TABLE "T" ALTER COLUMN "kind" TYPE TEXT', `UPDATE "T" SET "kind" = 'c'`, [], []],
  ["rows that go", 'ALTER TABLE "T" ADD COLUMN "x" TEXT', 'DELETE FROM "T" WHERE "id" = 3', ["public.T had 3 rows and has 2"], []],
  ["rows that the migration takes away itself", 'DELETE FROM "U" WHERE "id" = 2', "", [], ["public.U had 2 rows and has 1"]],
] as const)("%s", async (_, migration, beside, findings, notes) => {
  expect(await said(migration, beside)).toEqual({ findings, notes });
});
