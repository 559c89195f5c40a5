import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { postgres } from "../support/postgres.js";
import { DatabasePool } from "./database-pool.js";
import { judgeAllFailures } from "./failed-at-histories.js";
import { everyOf, judgeFailures } from "./failed-at-judge.js";
import { judgeFailedConcurrently } from "./failed-concurrently.js";
import { allHistories } from "./histories.js";
import { fixtureHistories, generatedHistories } from "./wider-histories.js";

// A part of it; all of it in `npm run judge:server -- --judge failed-at`.
const pool = new DatabasePool();
let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

afterAll(() => pool.close());

const named = (names: readonly string[]) => allHistories().filter(({ name }) => names.includes(name));
const some = ["renamed tables, columns, constraints, indexes and sequences", "Prisma's exchange of an enum", "identity columns and sequences", "partitions", "triggers go along with their table and columns"];

describe("what is printed after a failure takes back what stands, and the migration can be deployed again", () => {
  it("the shop", { timeout: 300_000 }, async () => {
    const [shop] = named(["shop"]);
    const { wrong, refused, stood, again, failures } = await judgeFailures(pool, shop?.migrations ?? [], dialect, everyOf(24));
    expect({ wrong, refused, stood, again, failures }).toEqual({ wrong: [], refused: undefined, stood: 10, again: 22, failures: 22 });
  });

  it("our histories", { timeout: 300_000 }, async () => {
    const { wrong, counts: { unclaimed, inTheWay } } = await judgeAllFailures(pool, named(some), dialect, everyOf(16));
    expect({ wrong, unclaimed, inTheWay }).toEqual({ wrong: [], unclaimed: 0, inTheWay: 0 });
  });

  it("the rules' fixtures", { timeout: 300_000 }, async () => {
    const { wrong } = await judgeAllFailures(pool, fixtureHistories().filter((_, at) => at % 40 === 7), dialect, everyOf(4));
    expect(wrong).toEqual([]);
  });

  it("Prisma's engine", { timeout: 300_000 }, async () => {
    const { wrong, counts: { unclaimed, inTheWay } } = await judgeAllFailures(pool, await generatedHistories(10), dialect, everyOf(12));
    expect({ wrong, unclaimed, inTheWay }).toEqual({ wrong: [], unclaimed: 0, inTheWay: 0 });
  });

  it("CONCURRENTLY that fails half-way, as far as one session can make it", { timeout: 60_000 }, async () => {
    expect(await judgeFailedConcurrently(pool, dialect)).toEqual({ cases: 5, wrong: [] });
  });
});
