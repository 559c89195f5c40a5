import { afterAll, describe, expect, it } from "vitest";
import { dialect } from "../replay/replayed.js";
import { generatedHistory, historySql } from "../support/generated-schemas.js";
import { DatabasePool } from "./database-pool.js";
import { judgeOldClient } from "./old-client.js";
import { oldClientCases } from "./old-client-cases.js";
import { shopHistory } from "./shop.js";

const pool = new DatabasePool();
afterAll(() => pool.close());

describe("what fails for the deployed client is what breaks says", () => {
  it.each(oldClientCases)("$name", { timeout: 60_000 }, async ({ before, migration, failing }) => {
    const judged = await judgeOldClient(pool, [{ name: "1", sql: before }, { name: "2", sql: migration }], dialect);
    expect({ refused: judged.refused, wrong: judged.wrong, failing: judged.failing }).toEqual({ refused: undefined, wrong: [], failing });
  });

  it("the shop, at each migration", { timeout: 120_000 }, async () => {
    const { statements, wrong, refused } = await judgeOldClient(pool, shopHistory(), dialect);
    expect({ wrong, refused }).toEqual({ wrong: [], refused: undefined });
    expect(statements).toBeGreaterThan(1000);
  });

  it("40 generated histories, at each migration", { timeout: 240_000 }, async () => {
    const wrong: string[] = [];
    let statements = 0;
    for (let number = 0; number < 40; number++) {
      const judged = await judgeOldClient(pool, await historySql(generatedHistory(20261123, number).schemas), dialect);
      statements += judged.statements;
      wrong.push(...judged.wrong.map((line) => `${number}: ${line}`), ...(judged.refused === undefined ? [] : [`${number}: ${judged.refused}`]));
    }
    expect(wrong).toEqual([]);
    expect(statements).toBeGreaterThan(1000);
  });
});
