import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { postgres } from "../support/postgres.js";
import { DatabasePool } from "./database-pool.js";
import { everyHistory } from "./histories.js";
import { judgeAllRollbacks } from "./rollback-histories.js";
import { judgeRollbacks } from "./rollback-judge.js";
import { fixtureHistories, generatedHistories } from "./wider-histories.js";

const pool = new DatabasePool();
let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

afterAll(() => pool.close());

describe("after a migration and its rollback the database is as it was, but for what is said", () => {
  it.each(everyHistory())("$name", { timeout: 240_000 }, async ({ migrations }) => {
    const { wrong, judged, refused } = await judgeRollbacks(pool, migrations, dialect);
    expect({ wrong, judged, refused }).toEqual({ wrong: [], judged: migrations.length, refused: undefined });
  });

  // A part of it; all of it in `npm run judge -- --judge rollback`.
  it("the rules' fixtures", { timeout: 240_000 }, async () => {
    expect((await judgeAllRollbacks(pool, fixtureHistories().filter((_, at) => at % 40 === 11), dialect)).wrong).toEqual([]);
  });

  it("Prisma's engine", { timeout: 240_000 }, async () => {
    expect((await judgeAllRollbacks(pool, await generatedHistories(12), dialect)).wrong).toEqual([]);
  });
});
