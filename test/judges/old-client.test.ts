import { afterAll, describe, expect, it } from "vitest";
import { dialect } from "../replay/replayed.js";
import { generatedHistory, historySql } from "../support/generated-schemas.js";
import { DatabasePool } from "./database-pool.js";
import { judgeOldClient } from "./old-client.js";
import { HARMLESS_BEFORE, harmless, oldClientCases, possibleBreakCases } from "./old-client-cases.js";
import { errorOf } from "./may-fail.js";
import { shopHistory } from "./shop.js";

const pool = new DatabasePool();
afterAll(() => pool.close());

describe("what fails for the deployed client is what breaks says", () => {
  it.each(oldClientCases)("$name", { timeout: 60_000 }, async ({ before, migration, failing }) => {
    const judged = await judgeOldClient(pool, [{ name: "1", sql: before }, { name: "2", sql: migration }], dialect);
    expect({ refused: judged.refused, wrong: judged.wrong, failing: judged.failing }).toEqual({ refused: undefined, wrong: [], failing });
  });

  it.each(possibleBreakCases)("may break: $name", { timeout: 60_000 }, async ({ before, migration, possible, statement, code }) => {
    const judged = await judgeOldClient(pool, [{ name: "1", sql: before }, { name: "2", sql: migration }], dialect);
    expect({ refused: judged.refused, wrong: judged.wrong, possible: judged.possible }).toEqual({ refused: undefined, wrong: [], possible });
    await pool.with([], async (database) => {
      const run = async (sql: string): Promise<string> => errorOf(database, sql).then((error) => error?.slice(0, 5) ?? "");
      await database.exec(`BEGIN; ${before}`);
      await database.exec("SAVEPOINT old");
      expect(await run(statement)).toBe("");
      await database.exec(`ROLLBACK TO old; ${migration}`);
      expect(await run(statement)).toBe(code);
      await database.exec("ROLLBACK");
    });
  });

  it.each(harmless)("may go on: %s", { timeout: 60_000 }, async (_, migration) => {
    const { possible, wrong, refused } = await judgeOldClient(pool, [{ name: "1", sql: HARMLESS_BEFORE }, { name: "2", sql: migration }], dialect);
    expect({ possible, wrong, refused }).toEqual({ possible: [], wrong: [], refused: undefined });
  });

  it("a new value of an enum, on rows that hold it", async () => {
    const history = [{ name: "1", sql: "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (id integer PRIMARY KEY, a e);" }, { name: "2", sql: "ALTER TYPE e ADD VALUE 'b'" }];
    expect((await judgeOldClient(pool, history, dialect)).possible).toEqual(["t reads client"]);
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
