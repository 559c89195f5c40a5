import { afterAll, beforeAll, expect, test } from "vitest";
import { loadPostgres } from "../../src/dialects/postgres/index.js";
import type { Dialect } from "../../src/model/dialect.js";
import { DatabasePool } from "./database-pool.js";
import { judgeReplay, replayed } from "./replayed-history.js";
import { routineHistories, undecidedHistories } from "./routine-histories.js";

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
  expect({ different: judged.different, failed: judged.failed, excused: judged.excused, unknown: [...new Set(database.unknown.map(({ migration }) => migration))] }).toEqual({ different: [], failed: undefined, excused, unknown: [String(sqls.length)] });
}, 30_000);
