import { afterAll, describe, expect, it } from "vitest";
import { dialect } from "../replay/replayed.js";
import { generatedHistory, historySql } from "../support/generated-schemas.js";
import { DatabasePool } from "./database-pool.js";
import { judgeMayFail } from "./may-fail.js";
import { shopHistory } from "./shop.js";

const pool = new DatabasePool();
afterAll(() => pool.close());

describe("a check query returns rows exactly when the statement fails", () => {
  it("the shop, each step that may fail", { timeout: 120_000 }, async () => {
    const { failed, wrong } = await judgeMayFail(pool, shopHistory(), dialect);
    expect(wrong).toEqual([]);
    expect(Object.keys(failed).sort()).toEqual(["23502", "23503", "23505"]);
  });

  it("a CHECK", { timeout: 60_000 }, async () => {
    const history = [{ name: "1", sql: "CREATE TABLE t (id integer PRIMARY KEY, a integer)" }, { name: "2", sql: "ALTER TABLE t ADD CHECK (a >= 0)" }];
    // On -1 it fails; not on the rows as they are, none, NULLs, one value, 7778 and 1.
    expect(await judgeMayFail(pool, history, dialect)).toEqual({ failed: { "23514": 1 }, passed: 6, wrong: [] });
  });

  it("40 generated histories, each step that may fail", { timeout: 240_000 }, async () => {
    const wrong: string[] = [];
    const codes = new Set<string>();
    for (let number = 0; number < 40; number++) {
      const judged = await judgeMayFail(pool, await historySql(generatedHistory(20261123, number).schemas), dialect);
      wrong.push(...judged.wrong.map((line) => `${number} ${line}`));
      for (const code of Object.keys(judged.failed)) codes.add(code);
    }
    expect(wrong).toEqual([]);
    expect([...codes].sort()).toEqual(["23502", "23503", "23505"]);
  });
});
