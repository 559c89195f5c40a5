import { afterAll, beforeAll, expect, test } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { generatedHistory, historySql } from "../support/generated-schemas.js";
import { DatabasePool } from "./database-pool.js";
import { judgeHistoryLocks } from "./lock-histories.js";
import { postgres } from "../support/postgres.js";

const SEED = 20261123;
const pool = new DatabasePool();
let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

afterAll(() => pool.close());

test("what Prisma's engine writes locks and rewrites what is said of it", { timeout: 120_000 }, async () => {
  const said: string[] = [];
  let compared = 0;
  for (let number = 0; number < 12; number++) {
    const judgement = await judgeHistoryLocks(pool, await historySql(generatedHistory(SEED, number).schemas), dialect);
    compared += judgement.compared;
    for (const line of [...judgement.different, ...(judgement.failed === undefined ? [] : [judgement.failed])]) said.push(`${SEED}/${number} ${line}`);
  }
  expect(said).toEqual([]);
  expect(compared).toBeGreaterThan(200);
});
