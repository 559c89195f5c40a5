import { afterAll, beforeAll, expect, it } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { postgres } from "../support/postgres.js";
import { DatabasePool } from "./database-pool.js";
import { judgeFailures } from "./failed-at-judge.js";
import { shopHistory } from "./shop.js";

const pool = new DatabasePool();
let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

afterAll(() => pool.close());

it("each statement of the shop fails, in a file and by itself: what is said mends it, and the migration can be deployed", { timeout: 300_000 }, async () => {
  const { failures, stood, wrong, refused } = await judgeFailures(pool, shopHistory(), dialect);
  expect({ failures, stood, wrong, refused }).toEqual({ failures: 209, stood: 76, wrong: [], refused: undefined });
});
