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

const histories = [
  "shop", "renamed tables, columns, constraints, indexes and sequences", "Prisma's exchange of an enum", "types and what becomes of defaults", "what a dropped column, key or table takes along",
  "identity columns and sequences", "views and the tables under them", "schemas and search paths", "constraints on indexes, deferred and not valid", "partitions", "functions by their arguments",
  "a function takes its triggers along", "comments follow their objects", "row level security and its policies", "triggers go along with their table and columns",
];

describe("after a migration and its rollback the database is as it was, but for what is said", () => {
  it.each(allHistories().filter(({ name }) => histories.includes(name)))("$name", { timeout: 120_000 }, async ({ migrations }) => {
    const { wrong, judged } = await judgeRollbacks(pool, migrations, dialect);
    expect({ wrong, judged }).toEqual({ wrong: [], judged: migrations.length });
  });
});
