import { afterAll, beforeAll, expect, it } from "vitest";
import { keepData } from "../../src/rollback/keep-data/keep-data.js";
import { keepSql } from "../../src/report/keep-sql.js";
import { rollbackSql } from "../../src/report/rollback-sql.js";
import type { Dialect } from "../../src/model/dialect.js";
import { postgres } from "../support/postgres.js";
import { DatabasePool } from "./database-pool.js";
import { keepCases } from "./keep-data-cases.js";
import { judgeKeptData } from "./keep-data-judge.js";
import { environmentOf, replayed } from "./replayed-history.js";
import { shopHistory } from "./shop.js";

const pool = new DatabasePool();
let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

afterAll(() => pool.close());

it.each(keepCases)("what was kept comes back: $name", { timeout: 60_000 }, async ({ before, rows, migration, reversible }) => {
  const history = [{ name: "1_before", sql: before }, { name: "2_work", sql: migration }];
  const { last, wrong } = await judgeKeptData(pool, history, dialect, rows);
  expect({ wrong, last }).toEqual({ wrong: [], last: reversible });
});

it("with generated rows, every migration of the shop that loses any", { timeout: 120_000 }, async () => {
  expect(await judgeKeptData(pool, shopHistory(), dialect)).toEqual({ wrong: [], judged: 6, withRows: 5, answers: { "yes": 6, "structure-only": 0, "no": 0 }, last: "yes" });
});

const deployed = `CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "email" TEXT NOT NULL UNIQUE, "nick" TEXT, "rank" SERIAL NOT NULL)`;
const work = `UPDATE "User" SET "email" = upper("email"); DELETE FROM "User" WHERE "id" = 3; ALTER TABLE "User" DROP COLUMN "nick", DROP COLUMN "rank"`;

it("the scripts as they are printed; rows that were kept are as they were, newer ones stay", { timeout: 60_000 }, async () => {
  const migration = replayed([{ name: "1_before", sql: deployed }, { name: "2_work", sql: work }], dialect).migrations[1];
  if (!migration) throw new Error("no migration");
  const { keep, rollback } = keepData(migration, dialect, environmentOf(18));
  const script = keepSql({ ...rollback, keep }, dialect) ?? "";
  const rows = await pool.with([], async (database) => {
    await database.exec(deployed);
    await database.exec(`INSERT INTO "User" ("email", "nick") VALUES ('a', 'A'), ('b', NULL), ('c', 'C')`);
    await database.exec(script);
    await database.exec(work);
    await database.exec(`INSERT INTO "User" ("email") VALUES ('new'); UPDATE "User" SET "email" = 'changed' WHERE "id" = 1`);
    await database.exec(rollbackSql({ ...rollback, keep }, dialect));
    const left = await database.query(`SELECT count(*)::int AS n FROM pg_class WHERE relname LIKE '%kept%'`);
    return [...(await database.query(`SELECT "id", "email", "nick", "rank" FROM "User" ORDER BY "id"`)).rows, ...left.rows];
  });
  expect(rows).toEqual([
    { id: 1, email: "a", nick: "A", rank: 1 },
    { id: 2, email: "b", nick: null, rank: 2 },
    { id: 3, email: "c", nick: "C", rank: 3 },
    { id: 4, email: "new", nick: null, rank: 4 },
    { n: 0 },
  ]);
});

it("rows without a value for a column that comes back NOT NULL are found by the query, and keep the rollback from running", { timeout: 60_000 }, async () => {
  const sql = 'CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT NOT NULL)';
  const migration = replayed([{ name: "1_before", sql }, { name: "2_work", sql: "ALTER TABLE t DROP COLUMN x; ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME COLUMN id TO key" }], dialect).migrations[1];
  if (!migration) throw new Error("no migration");
  const { keep, rollback } = keepData(migration, dialect, environmentOf(18));
  expect(rollback.mayFail.map(({ code, why }) => [code, why])).toEqual([["23502", 'rows of "t" that are newer than what was kept have no value for "x"']]);
  const found = await pool.with([], async (database) => {
    await database.exec(`${sql}; INSERT INTO t VALUES (1, 'a')`);
    await database.exec(keep.join(";"));
    await database.exec(migration.migration.source.text);
    const none = await database.query(rollback.mayFail[0]?.checkQuery ?? "");
    await database.exec("INSERT INTO u VALUES (2)");
    const one = await database.query(rollback.mayFail[0]?.checkQuery ?? "");
    await expect(database.exec(rollbackSql({ ...rollback, keep }, dialect))).rejects.toThrow('column "x" of relation "t" contains null values');
    return [none.rows, one.rows];
  });
  expect(found).toEqual([[], [{ key: 2 }]]);
});
