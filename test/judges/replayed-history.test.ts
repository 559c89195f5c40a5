import { afterAll, beforeAll, expect, test } from "vitest";
import { loadPostgres } from "../../src/dialects/postgres/index.js";
import type { Dialect } from "../../src/model/dialect.js";
import { administrationHistories } from "./administration-histories.js";
import { cascadeHistories } from "./cascade-histories.js";
import { DatabasePool } from "./database-pool.js";
import { enumHistories } from "./enum-histories.js";
import { foreignTableHistories } from "./foreign-table-histories.js";
import { ownerHistories } from "./owner-histories.js";
import { objectHistories } from "./object-histories.js";
import { accessHistories } from "./access-histories.js";
import { relationHistories } from "./relation-histories.js";
import { renamedHistories } from "./renamed-histories.js";
import { rareObjectHistories } from "./rare-object-histories.js";
import { rareTableHistories } from "./rare-table-histories.js";
import { judgeReplay, replayed } from "./replayed-history.js";
import { tableHistories } from "./table-histories.js";
import { typedTableHistories } from "./typed-table-histories.js";

const pool = new DatabasePool();
let dialect: Dialect;
beforeAll(async () => {
  dialect = await loadPostgres();
});
afterAll(() => pool.close());

test.each(Object.entries({ ...tableHistories, ...objectHistories, ...rareObjectHistories, ...accessHistories, ...relationHistories, ...rareTableHistories, ...enumHistories, ...foreignTableHistories, ...administrationHistories, ...cascadeHistories, ...ownerHistories, ...typedTableHistories, ...renamedHistories }))("%s", async (_, sqls) => {
  const migrations = sqls.map((sql, index) => ({ name: String(index + 1), sql }));
  const problems = replayed(migrations, dialect).migrations.flatMap(({ steps }) => steps.flatMap((step) => step.problems));
  const { different, excused, failed, points } = await judgeReplay(pool, migrations, dialect);
  expect({ different, excused, failed, problems, points }).toEqual({ different: [], excused: [], failed: undefined, problems: [], points: sqls.length });
}, 30_000);
