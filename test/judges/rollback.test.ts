import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { postgres } from "../support/postgres.js";
import { DatabasePool } from "./database-pool.js";
import { allHistories } from "./histories.js";
import { judgeRollbacks } from "./rollback-judge.js";

const pool = new DatabasePool();
let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

afterAll(() => pool.close());

describe("after a migration and its rollback the database is as it was, but for what is said", () => {
  it.each(allHistories())("$name", { timeout: 120_000 }, async ({ migrations }) => {
    const { wrong, judged } = await judgeRollbacks(pool, migrations, dialect);
    expect({ wrong, judged }).toEqual({ wrong: [], judged: migrations.length });
  });
});
