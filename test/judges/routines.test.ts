import { afterAll, beforeAll, expect, test } from "vitest";
import { loadPostgres } from "../../src/dialects/postgres/index.js";
import type { Dialect } from "../../src/model/dialect.js";
import { DatabasePool } from "./database-pool.js";
import { judgeReplay, replayed } from "./replayed-history.js";
import { fillings, routineHistories, undecidedHistories } from "./routine-histories.js";

const pool = new DatabasePool();
let dialect: Dialect;
beforeAll(async () => {
  dialect = await loadPostgres();
});
afterAll(() => pool.close());

const history = (sqls: readonly string[]): { readonly name: string; readonly sql: string }[] => sqls.map((sql, index) => ({ name: String(index + 1), sql }));

test.each(Object.entries(routineHistories))("%s", async (_, sqls) => {
  const { migrations, database } = replayed(history(sqls), dialect);
  const problems = migrations.flatMap(({ steps }) => steps.flatMap((step) => step.problems));
  const { different, excused, failed, points } = await judgeReplay(pool, history(sqls), dialect);
  expect({ different, excused, failed, points, problems, unknown: database.unknown }).toEqual({ different: [], excused: [], failed: undefined, points: sqls.length, problems: [], unknown: [] });
}, 30_000);

test.each(undecidedHistories)("not known: $name", async ({ sqls, excused }) => {
  const { database } = replayed(history(sqls), dialect);
  const judged = await judgeReplay(pool, history(sqls), dialect);
  // Where a table is, there are rights on it too.
  const found = judged.excused.filter((entry) => !entry.startsWith("rights on "));
  expect({ different: judged.different, failed: judged.failed, excused: found, unknown: [...new Set(database.unknown.map(({ migration }) => migration))] }).toEqual({ different: [], failed: undefined, excused, unknown: [String(sqls.length)] });
}, 30_000);

test.each(fillings)("rows: $sql", async ({ sql, filled }) => {
  const whole = `CREATE TABLE a (id int); CREATE TABLE b (id int); ${sql}`;
  const { database } = replayed(history([whole]), dialect);
  const known = database.tables.filter(({ filledBy }) => filledBy.length > 0).map(({ name }) => name);
  const rows = await pool.with([], async (server) => {
    await server.exec(whole);
    const { rows: found } = await server.query<{ readonly name: string }>("SELECT 'a' AS name FROM a UNION SELECT 'b' FROM b ORDER BY 1");
    return found.map(({ name }) => name);
  });
  expect({ known, unexpected: rows.filter((name) => !filled.includes(name)) }).toEqual({ known: filled, unexpected: [] });
});
