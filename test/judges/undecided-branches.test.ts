import { afterAll, describe, expect, test } from "vitest";
import { isSure } from "../../src/database/uncertain.js";
import { problemsOf, replayed } from "../replay/replayed.js";
import { DatabasePool } from "./database-pool.js";

const pool = new DatabasePool();
afterAll(() => pool.close());

const tables = "CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE TYPE mood AS ENUM ('ok'); CREATE VIEW v AS SELECT id FROM b";
/** Rows decide. */
const branch = (then: string, otherwise = "NULL;"): string => `DO $$ BEGIN IF (SELECT count(*) FROM a) > 0 THEN ${then} ELSE ${otherwise} END IF; END $$`;

/** A branch, a statement after it, and whether we say that it fails: then it must fail whichever way the branch went. */
const cases: readonly (readonly [string, string, boolean])[] = [
  [branch("ALTER TABLE a ADD COLUMN x int; CREATE TABLE c (id int);"), "ALTER TABLE b DROP COLUMN nope", true],
  [branch("ALTER TABLE a ADD COLUMN x int; CREATE TABLE c (id int);"), "DROP TABLE nowhere", true],
  [branch("ALTER TABLE a ADD COLUMN x int; CREATE TABLE c (id int);"), "SELECT nope FROM b", true],
  [branch("ALTER TABLE a ADD COLUMN x int; CREATE TABLE c (id int);"), "DROP TYPE nope", true],
  [branch("ALTER TABLE a ADD COLUMN x int; CREATE TABLE c (id int);"), "CREATE TABLE b (id int)", true],
  [branch("ALTER TABLE a ADD COLUMN x int; CREATE TABLE c (id int);"), "ALTER TABLE b ALTER COLUMN id TYPE bigint", true],
  [branch("ALTER TABLE a ADD COLUMN x int; CREATE TABLE c (id int);"), "SELECT x FROM a", false],
  [branch("ALTER TABLE a ADD COLUMN x int; CREATE TABLE c (id int);"), "ALTER TABLE a ADD COLUMN x int", false],
  [branch("ALTER TABLE a ADD COLUMN x int; CREATE TABLE c (id int);"), "DROP TABLE c", false],
  [branch("ALTER TABLE a ADD COLUMN x int; CREATE TABLE c (id int);"), "CREATE TABLE c (id int)", false],
  [branch("CREATE INDEX i ON a (id);"), "DROP INDEX i", false],
  [branch("CREATE INDEX i ON a (id);"), "CREATE INDEX i ON b (id)", false],
  [branch("CREATE INDEX i ON a (id);"), "DROP INDEX j", true],
  [branch("DROP TABLE a;", "ALTER TABLE a ADD COLUMN y int; CREATE TABLE z AS SELECT y FROM a;"), "DROP TABLE z", false],
  [branch("DROP TABLE a;", "ALTER TABLE a ADD COLUMN y int; CREATE TABLE z AS SELECT y FROM a;"), "SELECT y FROM a", false],
  [branch("ALTER TABLE b RENAME TO d;"), "DROP TABLE d CASCADE", false],
  [branch("ALTER TABLE b RENAME TO d;"), "DROP TABLE b CASCADE", false],
  [branch("ALTER TABLE b RENAME TO d;"), "SELECT nope FROM a", true],
  [branch("DROP VIEW v;"), "ALTER TABLE b ALTER COLUMN id TYPE bigint", false],
  [branch("DROP TABLE b CASCADE;"), "SELECT id FROM v", false],
  [branch("CREATE SCHEMA s; CREATE TABLE s.t (id int);"), "SELECT id FROM s.t", false],
  [branch("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';"), "SELECT f()", false],
  [branch("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';"), "SELECT g()", true],
  [branch("CREATE TYPE colour AS ENUM ('red');"), "CREATE TABLE p (c colour)", false],
  [branch("CREATE SEQUENCE s;"), "SELECT nextval('s')", false],
];

describe("what a branch that rows decide may have done is not certain, and all else is", () => {
  test.each(cases)("%s, %s", async (before, sql, fails) => {
    expect(problemsOf(replayed([tables, before, sql])).length > 0 && !isUncertain(before, sql)).toBe(fails);
    const outcomes = [await runs([tables, before, sql]), await runs([tables, "INSERT INTO a VALUES (1)", before, sql])];
    expect(outcomes.includes("fine")).toBe(!fails);
  });
});

/** As the rules that report a problem ask. */
function isUncertain(before: string, sql: string): boolean {
  return replayed([tables, before, sql]).migrations.some(({ steps }) => steps.some((step) => step.problems.some((problem) => !isSure(problem, step.before))));
}

async function runs(sqls: readonly string[]): Promise<string> {
  return pool.with([], async (database) => {
    try {
      for (const sql of sqls) await database.exec(sql);
      return "fine";
    } catch (error) {
      return error instanceof Error && "code" in error ? String(error.code) : String(error);
    }
  });
}
