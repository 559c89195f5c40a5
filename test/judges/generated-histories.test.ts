import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { generatedHistory, historySql } from "../support/generated-schemas.js";
import { DatabasePool } from "./database-pool.js";
import { judgeReplay, replayed } from "./replayed-history.js";
import { postgres } from "../support/postgres.js";

const FIXED_SEED = 20261123;
/** Another one in each run, printed, so that a failure can be had again: `SEED=… npx vitest run test/judges/generated-histories.test.ts`. */
const FRESH_SEED = Number(process.env["SEED"] ?? Math.floor(Math.random() * 1_000_000));

const FRESH = 25;
/** Of the fixed seed; `HISTORIES=1000` for more. A multiple of the 25 of each test. */
const FIXED = Number(process.env["HISTORIES"] ?? 125);

const pool = new DatabasePool();
let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

afterAll(() => pool.close());

/** What the judge has to say of `count` histories: differences and failures, each with the seed and number that make it again. */
async function judgeGenerated(seed: number, from: number, count: number): Promise<{ readonly points: number; readonly said: readonly string[] }> {
  const said: string[] = [];
  let points = 0;
  for (let number = from; number < from + count; number++) {
    const migrations = await historySql(generatedHistory(seed, number).schemas);
    const judgement = await judgeReplay(pool, migrations, dialect);
    points += judgement.points;
    // Prisma's engine gives two indexes on long names the same one now and then: what PostgreSQL refuses, the replay has to refuse too.
    if (judgement.failed && !isRefused(migrations, judgement.failed.index)) said.push(`${seed}/${number} ${judgement.failed.migration}: ${judgement.failed.message}`);
    for (const { migration, differences } of judgement.different) said.push(`${seed}/${number} ${migration}: ${differences.join("; ")}`);
  }
  return { points, said };
}

const isRefused = (migrations: Awaited<ReturnType<typeof historySql>>, index: number): boolean =>
  replayed(migrations, dialect).migrations[index]?.steps.some(({ problems }) => problems.length > 0) ?? false;

describe("the replayed database is PostgreSQL's, after every migration that Prisma's engine wrote", () => {
  const chunk = 25;
  it.each(Array.from({ length: FIXED / chunk }, (_, at) => at * chunk))(`seed ${FIXED_SEED}, ${chunk} histories from %i`, { timeout: 120_000 }, async (from) => {
    const { points, said } = await judgeGenerated(FIXED_SEED, from, chunk);
    expect(said).toEqual([]);
    expect(points).toBeGreaterThan(2 * chunk);
  });

  it(`fresh seed ${FRESH_SEED}, ${FRESH} histories`, { timeout: 240_000 }, async () => {
    const { said } = await judgeGenerated(FRESH_SEED, 0, FRESH);
    expect(said).toEqual([]);
  });
});
