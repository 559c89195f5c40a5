import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Loss, PossibleFailure } from "../../../src/model/effect.js";
import { DatabasePool } from "../../judges/database-pool.js";
import { replayed } from "../../replay/replayed.js";

const pool = new DatabasePool();
// Starting PostgreSQL takes seconds on a busy machine; the tests themselves take milliseconds.
beforeAll(async () => pool.release(await pool.take()), 60_000);
afterAll(() => pool.close());

interface Case {
  readonly name: string;
  readonly tables: string;
  /** Rows with which the statement fails, and rows with which it does not. */
  readonly bad: string;
  readonly good: string;
  readonly statement: string;
  readonly code: string;
}

const AB = 'CREATE TABLE "T" ("a" integer, "b" text);';
const CHILD = 'CREATE TABLE "P" ("x" integer, "y" integer, PRIMARY KEY ("x", "y")); CREATE TABLE "C" ("px" integer, "py" integer);';

const cases: readonly Case[] = [
  { name: "required column", tables: AB, bad: `INSERT INTO "T" VALUES (1, 'a')`, good: "", statement: 'ALTER TABLE "T" ADD COLUMN "c" text NOT NULL', code: "23502" },
  { name: "required column, DEFAULT NULL", tables: AB, bad: `INSERT INTO "T" VALUES (1, 'a')`, good: "", statement: 'ALTER TABLE "T" ADD COLUMN "c" text NOT NULL DEFAULT NULL', code: "23502" },
  { name: "NOT NULL", tables: AB, bad: `INSERT INTO "T" VALUES (1, NULL)`, good: `INSERT INTO "T" VALUES (1, 'a')`, statement: 'ALTER TABLE "T" ALTER COLUMN "b" SET NOT NULL', code: "23502" },
  { name: "unique index", tables: AB, bad: `INSERT INTO "T" VALUES (1, 'a'), (1, 'a')`, good: `INSERT INTO "T" VALUES (1, 'a'), (1, 'b'), (1, NULL), (1, NULL)`, statement: 'CREATE UNIQUE INDEX "u" ON "T" ("a", "b")', code: "23505" },
  { name: "unique index on an expression, partial", tables: AB, bad: `INSERT INTO "T" VALUES (1, 'a'), (2, 'A')`, good: `INSERT INTO "T" VALUES (1, 'a'), (-2, 'A')`, statement: 'CREATE UNIQUE INDEX "u" ON "T" (lower("b")) WHERE "a" > 0', code: "23505" },
  { name: "unique index, NULLS NOT DISTINCT", tables: AB, bad: `INSERT INTO "T" VALUES (NULL, 'a'), (NULL, 'b')`, good: `INSERT INTO "T" VALUES (NULL, 'a'), (1, 'b')`, statement: 'CREATE UNIQUE INDEX "u" ON "T" ("a") NULLS NOT DISTINCT', code: "23505" },
  { name: "unique constraint", tables: AB, bad: `INSERT INTO "T" VALUES (1, 'a'), (1, 'b')`, good: `INSERT INTO "T" VALUES (1, 'a'), (2, 'a'), (NULL, 'c'), (NULL, 'd')`, statement: 'ALTER TABLE "T" ADD CONSTRAINT "u" UNIQUE ("a") INCLUDE ("b")', code: "23505" },
  { name: "primary key, the same twice", tables: AB, bad: `INSERT INTO "T" VALUES (1, 'a'), (1, 'b')`, good: `INSERT INTO "T" VALUES (1, 'a'), (2, 'a')`, statement: 'ALTER TABLE "T" ADD PRIMARY KEY ("a")', code: "23505" },
  { name: "primary key, NULL", tables: AB, bad: `INSERT INTO "T" VALUES (1, 'a'), (2, NULL)`, good: `INSERT INTO "T" VALUES (1, 'a'), (2, 'a')`, statement: 'ALTER TABLE "T" ADD PRIMARY KEY ("a", "b")', code: "23502" },
  { name: "primary key USING INDEX, NULL", tables: `${AB} CREATE UNIQUE INDEX "u" ON "T" ("a");`, bad: `INSERT INTO "T" VALUES (NULL, 'a')`, good: `INSERT INTO "T" VALUES (1, 'a')`, statement: 'ALTER TABLE "T" ADD PRIMARY KEY USING INDEX "u"', code: "23502" },
  { name: "foreign key", tables: CHILD, bad: 'INSERT INTO "P" VALUES (1, 1); INSERT INTO "C" VALUES (1, 2)', good: 'INSERT INTO "P" VALUES (1, 1); INSERT INTO "C" VALUES (1, 1), (1, NULL), (7, NULL)', statement: 'ALTER TABLE "C" ADD FOREIGN KEY ("px", "py") REFERENCES "P"', code: "23503" },
  { name: "foreign key, columns in another order", tables: CHILD, bad: 'INSERT INTO "P" VALUES (1, 2); INSERT INTO "C" VALUES (1, 2)', good: 'INSERT INTO "P" VALUES (1, 2); INSERT INTO "C" VALUES (2, 1)', statement: 'ALTER TABLE "C" ADD FOREIGN KEY ("px", "py") REFERENCES "P" ("y", "x")', code: "23503" },
  { name: "foreign key, MATCH FULL", tables: CHILD, bad: 'INSERT INTO "P" VALUES (1, 1); INSERT INTO "C" VALUES (1, NULL)', good: 'INSERT INTO "P" VALUES (1, 1); INSERT INTO "C" VALUES (1, 1), (NULL, NULL)', statement: 'ALTER TABLE "C" ADD FOREIGN KEY ("px", "py") REFERENCES "P" MATCH FULL', code: "23503" },
  { name: "check", tables: AB, bad: `INSERT INTO "T" VALUES (0, 'a')`, good: `INSERT INTO "T" VALUES (1, 'a'), (NULL, 'b')`, statement: 'ALTER TABLE "T" ADD CHECK ("a" > 0)', code: "23514" },
  { name: "check, NOT VALID and validated", tables: AB, bad: `INSERT INTO "T" VALUES (0, 'a')`, good: `INSERT INTO "T" VALUES (1, 'a')`, statement: 'ALTER TABLE "T" ADD CONSTRAINT "k" CHECK ("a" > 0) NOT VALID; ALTER TABLE "T" VALIDATE CONSTRAINT "k"', code: "23514" },
  { name: "foreign key, NOT VALID and validated", tables: CHILD, bad: 'INSERT INTO "C" VALUES (1, 2)', good: 'INSERT INTO "P" VALUES (1, 2); INSERT INTO "C" VALUES (1, 2)', statement: 'ALTER TABLE "C" ADD CONSTRAINT "k" FOREIGN KEY ("px", "py") REFERENCES "P" NOT VALID; ALTER TABLE "C" VALIDATE CONSTRAINT "k"', code: "23503" },
];

describe("a statement that may fail does so exactly when its query returns a row", () => {
  test.each(cases)("$name", async ({ tables, bad, good, statement, code }) => {
    const expected = failuresOf(tables, statement).filter((failure) => failure.code === code);
    expect(expected.map((failure) => failure.code)).toEqual([code]);
    const query = expected[0]?.checkQuery ?? "";
    expect(await tried(tables, bad, query, statement)).toEqual({ rows: 1, code });
    expect(await tried(tables, good, query, statement)).toEqual({ rows: 0, code: undefined });
  });
});

test.each([
  { name: "NOT VALID", sql: 'ALTER TABLE "T" ADD CHECK ("a" > 0) NOT VALID' },
  { name: "an inline unique key of a table that the statement makes", sql: 'CREATE TABLE "N" ("a" integer UNIQUE, "b" integer PRIMARY KEY, CHECK ("a" > 0))' },
  { name: "a required column with a default", sql: 'ALTER TABLE "T" ADD COLUMN "c" text NOT NULL DEFAULT \'\'' },
  { name: "an identity column", sql: 'ALTER TABLE "T" ADD COLUMN "c" integer GENERATED ALWAYS AS IDENTITY' },
  { name: "a required column that is there already", sql: 'ALTER TABLE "T" ADD COLUMN IF NOT EXISTS "a" integer NOT NULL' },
  { name: "SET NOT NULL twice", sql: 'ALTER TABLE "R" ALTER COLUMN "a" SET NOT NULL' },
  { name: "a unique constraint that takes over an index", sql: 'ALTER TABLE "R" ADD UNIQUE USING INDEX "r"' },
])("depends on no row: $name", ({ sql }) => {
  expect(failuresOf(`${AB} CREATE TABLE "R" ("a" integer NOT NULL); CREATE UNIQUE INDEX "r" ON "R" ("a");`, sql)).toEqual([]);
});

test("the query for a key on a column of the same ADD COLUMN gives it its default", () => {
  const failures = failuresOf(AB, 'ALTER TABLE "T" ADD COLUMN "c" integer DEFAULT 1 UNIQUE');
  const checkQuery = `SELECT "c", count(*) FROM (SELECT "a" AS "a", "b" AS "b", (1)::INTEGER AS "c" FROM "public"."T") AS "T" WHERE "c" IS NOT NULL GROUP BY 1 HAVING count(*) > 1 LIMIT 1`;
  expect(failures.map((failure) => ({ code: failure.code, columns: failure.columns, checkQuery: failure.checkQuery }))).toEqual([{ code: "23505", columns: ["c"], checkQuery }]);
});

test("nothing may fail on the rows of a table that the live database does not have", () => {
  const [, change] = replayed([AB, 'ALTER TABLE "T" ADD CHECK ("a" > 0)']).migrations;
  expect(change?.steps.flatMap(({ effect }) => effect.mayFail)).toEqual([]);
});

const SHOP = `
  CREATE SCHEMA "s";
  CREATE TYPE "Kind" AS ENUM ('a');
  CREATE TYPE "s"."Kind" AS ENUM ('a');
  CREATE TABLE "A" ("id" integer PRIMARY KEY, "kind" "Kind", "twice" integer GENERATED ALWAYS AS ("id" * 2) STORED);
  CREATE TABLE "B" ("id" integer PRIMARY KEY, "a" integer REFERENCES "A", "kind" "s"."Kind");
  CREATE TABLE "C" ("b" integer REFERENCES "B");
  CREATE TABLE "s"."D" ("id" integer);
  CREATE TABLE "M" ("id" integer, "x" text) PARTITION BY RANGE ("id");
  CREATE TABLE "M1" PARTITION OF "M" FOR VALUES FROM (1) TO (9);
  CREATE VIEW "V" AS SELECT "id" FROM "A";
  CREATE MATERIALIZED VIEW "W" AS SELECT "id" FROM "A";
  CREATE EXTENSION citext;
  CREATE TABLE "P" ("id" integer PRIMARY KEY, "name" varchar(20), "price" numeric(10, 2), "at" timestamp(3), "mail" citext);
  CREATE TABLE "Q" ("id" integer PRIMARY KEY, "p" integer REFERENCES "P" ON DELETE CASCADE);
  CREATE TABLE "R" ("q" integer REFERENCES "Q" ON DELETE CASCADE);
  CREATE TABLE "S" ("p" integer REFERENCES "P" ON DELETE SET NULL);`;

test.each([
  { sql: 'ALTER TABLE "A" DROP COLUMN "kind"', lost: ["public.A.kind"] },
  { sql: 'ALTER TABLE "A" DROP COLUMN IF EXISTS "nothing"', lost: [] },
  { sql: 'ALTER TABLE "B" DROP COLUMN "id"', lost: [] },
  { sql: 'ALTER TABLE "A" DROP COLUMN "id" CASCADE', lost: ["public.A.id", "public.A.twice"] },
  { sql: 'ALTER TABLE "M" DROP COLUMN "x"', lost: ["public.M.x", "public.M1.x"] },
  { sql: 'DROP TABLE "C"', lost: ["public.C"] },
  { sql: 'DROP TABLE "C", "B"', lost: ["public.C", "public.B"] },
  { sql: 'DROP TABLE "B"', lost: [] },
  { sql: 'DROP TABLE "B" CASCADE', lost: ["public.B"] },
  { sql: 'DROP TABLE "M"', lost: ["public.M", "public.M1"] },
  { sql: 'DROP SCHEMA "s" CASCADE', lost: ["public.B.kind", "s.D"] },
  { sql: 'DROP SCHEMA "s"', lost: [] },
  { sql: 'DROP TYPE "Kind"', lost: [] },
  { sql: 'DROP TYPE "Kind" CASCADE', lost: ["public.A.kind"] },
  { sql: 'DELETE FROM "C" WHERE "b" = 1', lost: ["public.C"] },
  { sql: 'UPDATE "C" SET "b" = NULL', lost: [] },
  { sql: 'TRUNCATE "C"', lost: ["public.C"] },
  { sql: 'TRUNCATE "A" CASCADE', lost: ["public.A", "public.B", "public.C"] },
  { sql: 'TRUNCATE "M"', lost: ["public.M", "public.M1"] },
  { sql: 'DELETE FROM "M"', lost: ["public.M", "public.M1"] },
  { sql: 'DROP VIEW "V"', lost: [] },
  { sql: 'TRUNCATE "A"', lost: [] },
  { sql: 'DELETE FROM "P"', lost: ["public.P", "public.Q", "public.R", "public.S.p"] },
  { sql: 'DROP EXTENSION citext CASCADE', lost: ["public.P.mail"] },
  { sql: 'DROP EXTENSION citext', lost: [] },
  { sql: 'DROP MATERIALIZED VIEW "W"', lost: [] },
  { sql: `ALTER TABLE "P" ALTER "name" TYPE integer USING NULL`, lost: ["public.P.name"] },
  { sql: `ALTER TABLE "P" ALTER "name" TYPE integer USING "id"`, lost: ["public.P.name"] },
  { sql: `ALTER TABLE "P" ALTER "name" TYPE text`, lost: [] },
  { sql: `ALTER TABLE "P" ALTER "name" TYPE varchar(10)`, lost: [] },
  { sql: `ALTER TABLE "P" ALTER "name" TYPE varchar(10) USING "name"::varchar(10)`, lost: ["public.P.name: what is beyond 10 characters"] },
  { sql: `ALTER TABLE "P" ALTER "name" TYPE varchar(30) USING "name"::varchar(30)`, lost: [] },
  { sql: `ALTER TABLE "P" ALTER "name" TYPE text USING substr("name", 1, 3)`, lost: [] },
  { sql: `ALTER TABLE "P" ALTER "price" TYPE numeric(10, 1)`, lost: ["public.P.price: digits after the point beyond 1"] },
  { sql: `ALTER TABLE "P" ALTER "price" TYPE numeric(12, 4)`, lost: [] },
  { sql: `ALTER TABLE "P" ALTER "price" TYPE integer`, lost: ["public.P.price: digits after the point"] },
  { sql: `ALTER TABLE "P" ALTER "price" TYPE double precision`, lost: ["public.P.price: digits that double precision does not hold"] },
  { sql: `ALTER TABLE "P" ALTER "id" TYPE bigint`, lost: [] },
  { sql: `ALTER TABLE "P" ALTER "id" TYPE double precision`, lost: [] },
  { sql: `ALTER TABLE "P" ALTER "id" TYPE real`, lost: ["public.P.id: digits that real does not hold"] },
  { sql: `ALTER TABLE "P" ALTER "at" TYPE timestamp(0)`, lost: ["public.P.at: digits of the second beyond 0"] },
  { sql: `ALTER TABLE "P" ALTER "at" TYPE timestamptz(3)`, lost: [] },
  { sql: `ALTER TABLE "P" ALTER "at" TYPE date`, lost: ["public.P.at: the time of day"] },
  { sql: `ALTER TABLE "P" ALTER "at" TYPE time`, lost: ["public.P.at: the day"] },
])("what is lost: $sql", ({ sql, lost }) => {
  const [, change] = replayed([SHOP, sql]).migrations;
  const losses = change?.steps.flatMap((step) => step.effect.losesData) ?? [];
  expect(losses.map(lossText).sort()).toEqual([...lost].sort());
});

const lossText = ({ relation, column, part }: Loss): string => [relation.schema, relation.name, column].filter((word) => word !== undefined).join(".") + (part === undefined ? "" : `: ${part}`);

/** Of the last statement. */
function failuresOf(tables: string, sql: string): readonly PossibleFailure[] {
  const steps = replayed([{ sql: tables, deployed: true }, sql]).migrations[1]?.steps ?? [];
  return steps.flatMap((step) => (step.statement === steps.at(-1)?.statement ? step.effect.mayFail : []));
}

async function tried(tables: string, rows: string, query: string, statement: string): Promise<{ readonly rows: number; readonly code: string | undefined }> {
  return pool.with([], async (database) => {
    await database.exec(tables);
    await database.exec(rows);
    const steps = statement.split(";");
    const last = steps.pop() ?? "";
    for (const step of steps) await database.exec(step);
    const found = await database.query(query);
    return { rows: found.rows.length, code: await refusal(database, last) };
  });
}

/** PostgreSQL's SQLSTATE; undefined when it ran. */
async function refusal(database: PGlite, sql: string): Promise<string | undefined> {
  try {
    await database.exec(sql);
    return undefined;
  } catch (error) {
    return typeof error === "object" && error !== null && "code" in error ? String(error.code) : String(error);
  }
}
