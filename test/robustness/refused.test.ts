import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recreate } from "../../src/database/recreate/recreate.js";
import { statements } from "../../src/dialects/postgres/write/writer.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Finding } from "../../src/model/finding.js";
import { SourceText } from "../../src/text/source-text.js";
import { compareCatalogs, readCatalog } from "../../src/verify/postgres/catalog.js";
import { DatabasePool } from "../judges/database-pool.js";
import { replayed } from "../replay/replayed.js";
import { lintFixture, type RuleFixture } from "../support/rule-fixture.js";
import { rememberingDialect } from "./pipeline.js";

const pool = new DatabasePool();
afterAll(() => pool.close());

let dialect: Dialect;
beforeAll(async () => {
  dialect = await rememberingDialect();
});

const before = `CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE, mood mood); CREATE TABLE posts (id int PRIMARY KEY, user_id int REFERENCES users);
CREATE INDEX posts_user_idx ON posts (user_id); CREATE VIEW authors AS SELECT id, email FROM users; CREATE TABLE gone (id int); CREATE SCHEMA app;`;

/** What PostgreSQL refuses for what the database is, its SQLSTATE, and the rule that says so; "" where none does: a schema may be made by others, and what only depends on others is not claimed. */
const refusals: readonly (readonly [string, string, string])[] = [
  ["ALTER TABLE nowhere ADD COLUMN x int", "42P01", "no-missing-object"],
  ["CREATE TABLE users (id int)", "42P07", "no-missing-object"],
  ["ALTER TABLE users DROP COLUMN nope", "42703", "no-missing-object"],
  ["ALTER TABLE users ADD COLUMN fine int, ADD COLUMN email text", "42701", "no-missing-object"],
  ["CREATE INDEX posts_user_idx ON users (email)", "42P07", "no-missing-object"],
  ["ALTER TABLE users DROP CONSTRAINT nope", "42704", "no-missing-object"],
  ["ALTER TABLE posts ADD FOREIGN KEY (user_id) REFERENCES users (mood)", "42830", "no-missing-object"],
  ["ALTER TYPE mood ADD VALUE 'ok'", "42710", "no-missing-object"],
  ["ALTER TYPE mood RENAME VALUE 'nope' TO 'x'", "22023", "no-missing-object"],
  ["DROP INDEX nope", "42704", "no-missing-object"],
  ["DROP TYPE nope", "42704", "no-missing-object"],
  ["ALTER TABLE users SET SCHEMA nope", "3F000", ""],
  ["CREATE SCHEMA app", "42P06", "no-missing-object"],
  ["ALTER TABLE users ADD PRIMARY KEY (email)", "42P16", "no-missing-object"],
  ["CREATE VIEW authors AS SELECT 1", "42P07", "no-missing-object"],
  ["ALTER TABLE users RENAME TO posts", "42P07", "no-missing-object"],
  ["DROP SEQUENCE posts_id_seq", "42P01", "no-missing-object"],
  ["DROP TYPE mood", "2BP01", ""],
  ["ALTER TABLE users ALTER COLUMN id DROP NOT NULL", "42P16", "no-invalid-statement"],
];

/** Statements on both sides of it; what it leaves undone would break the last ones. */
const first = "CREATE TABLE first (id int)";
const after = ["ALTER TABLE first ADD COLUMN late text", "CREATE INDEX late_idx ON users (email)", "DROP TABLE gone"];

describe("a statement that PostgreSQL refuses is found at its place, and the others are judged", () => {
  test.each(refusals)("%s", async (refused, code, rule) => {
    const alone = [first, refused, ...after];
    expect(await pool.with([], (database) => codes(database, alone))).toEqual(["", code, "", "", ""]);
    const named = rule === "" ? [] : [`${rule} 1`];
    // One transaction for the file, one for each statement, and one that the file opens itself.
    expect(places(alone, "6.19.0")).toEqual([...named, "require-concurrent-index 3", "no-drop-table 4"]);
    expect(places(alone, "7.8.0")).toEqual([...named, "require-concurrent-index 3", "no-drop-table 4"]);
    const block = ["BEGIN", ...alone, "COMMIT"];
    const shifted = rule === "" ? [] : [`${rule} 2`];
    expect(places(block, "7.8.0")).toEqual([...shifted, "require-concurrent-index 4", "no-drop-table 5"]);
  });
});

const SEEN: ReadonlySet<string> = new Set(["no-missing-object", "no-invalid-statement", "no-syntax-error", "require-concurrent-index", "no-drop-table"]);

/** `rule statement`, in the order of the report. */
function places(sqls: readonly string[], prismaVersion: string): readonly string[] {
  const migrations = [new SourceText("1_before/migration.sql", before), new SourceText("2_it/migration.sql", `${sqls.join(";\n")};\n`)];
  const fixture: RuleFixture = { path: "test", rule: "test", migrations, schema: [], base: undefined, config: { prismaVersion }, fresh: 1, expected: [] };
  return lintFixture(fixture, dialect).findings.filter(({ rule }) => SEEN.has(rule)).map(({ rule, statement }: Finding) => `${rule} ${statement ?? "?"}`);
}

describe("the database afterwards is the one that PostgreSQL has", () => {
  test("statement by statement, those that are refused left out", async () => {
    const sqls = refusals.flatMap(([refused], at) => [`CREATE TABLE kept${at} (id int)`, refused, `ALTER TABLE kept${at} ADD COLUMN late int`]);
    expect(await pool.with([], (database) => differences(database, [sqls]))).toEqual([]);
  });

  test.each<readonly [string, (refused: string, at: number) => readonly string[]]>([
    ["blocks that are rolled back", (refused, at) => ["BEGIN", `CREATE TABLE undone${at} (id int)`, refused, "ROLLBACK", `CREATE TABLE kept${at} (id int)`]],
    ["back to a savepoint", (refused, at) => ["BEGIN", `CREATE TABLE kept${at} (id int)`, "SAVEPOINT s", `CREATE TABLE undone${at} (id int)`, refused, "ROLLBACK TO s", `ALTER TABLE kept${at} ADD COLUMN late int`, "COMMIT"]],
    ["back to the same savepoint twice", (refused, at) => ["BEGIN", "SAVEPOINT s", `CREATE TABLE undone${at} (id int)`, refused, "ROLLBACK TO s", `CREATE TABLE kept${at} (id int)`, "SAVEPOINT s", refused, "ROLLBACK TO s", "RELEASE s", `ALTER TABLE kept${at} ADD COLUMN late int`, "COMMIT"]],
  ])("%s", async (_name, sqls) => {
    // A file each: in one of several blocks, BEGIN takes along what stands before it.
    const files = refusals.map(([refused], at) => sqls(refused, at));
    expect(await pool.with([], (database) => differences(database, files))).toEqual([]);
  });

  test("settings of a file that fails are no settings of the next one", async () => {
    const files = refusals.flatMap(([refused], at) => [["SET search_path = app, public", refused], [`CREATE TABLE kept${at} (id int)`]]);
    expect(await pool.with([], (database) => differences(database, files))).toEqual([]);
  });
});

/** After these statements, sent one by one, each file in a session of its own. */
async function differences(database: PGlite, files: readonly (readonly string[])[]): Promise<readonly string[]> {
  await database.exec(before);
  for (const sqls of files) {
    await database.exec("RESET ALL");
    for (const sql of sqls) await codeOf(database, sql);
  }
  const real = await readCatalog((sql) => database.query(sql), { keepPlan: true });
  const claimed = recreate(replayed([before, ...files.map((sqls) => `${sqls.join(";\n")};\n`)]).database, dialect.naming.quote);
  return pool.with([], async (copy) => {
    await copy.exec(statements(claimed).map((statement) => `${statement};\n`).join(""));
    return compareCatalogs(real, await readCatalog((sql) => copy.query(sql), { keepPlan: true }));
  });
}

async function codes(database: PGlite, sqls: readonly string[]): Promise<readonly string[]> {
  await database.exec(before);
  const found: string[] = [];
  for (const sql of sqls) found.push(await codeOf(database, sql));
  return found;
}

/** SQLSTATE of what refuses it, "" where it runs. A block that it is in goes on as a failed one. */
async function codeOf(database: PGlite, sql: string): Promise<string> {
  try {
    await database.exec(sql);
    return "";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}
