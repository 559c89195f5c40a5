import { afterAll, beforeAll, expect, it } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { DatabasePool } from "./database-pool.js";
import { judgeFixtures, refusedFixtures } from "./fixture-histories.js";
import { judgeReplay } from "./replayed-history.js";
import { shopHistory } from "./shop.js";
import { postgres } from "../support/postgres.js";

const pool = new DatabasePool();
let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

afterAll(() => pool.close());

it("the shop's replayed database is PostgreSQL's after each of its 36 migrations", { timeout: 120_000 }, async () => {
  const { points, different, excused, failed } = await judgeReplay(pool, shopHistory(), dialect);
  expect({ points, different, excused, failed }).toEqual({ points: 36, different: [], excused: [], failed: undefined });
});

it("every rule's fixtures", { timeout: 600_000 }, async () => {
  expect(await judgeFixtures(pool, dialect)).toEqual({ refused: refusedFixtures(18), different: [], newer: [], leftOut: new Set() });
});
