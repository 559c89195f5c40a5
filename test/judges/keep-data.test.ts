import { afterAll, beforeAll, expect, it } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { postgres } from "../support/postgres.js";
import { DatabasePool } from "./database-pool.js";
import { keepCases } from "./keep-data-cases.js";
import { judgeKeptData } from "./keep-data-judge.js";
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
