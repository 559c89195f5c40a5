import { afterAll, describe, expect, it } from "vitest";
import { dialect } from "../replay/replayed.js";
import { generatedHistory, historySql } from "../support/generated-schemas.js";
import { DatabasePool } from "./database-pool.js";
import { servers } from "./lock-judge.js";
import { cannotFail, mayFailCases } from "./may-fail-cases.js";
import { judgeMayFail, judgeRows } from "./may-fail.js";
import { shopHistory } from "./shop.js";

const pool = new DatabasePool();
afterAll(() => pool.close());

describe.each(servers)("PostgreSQL $version", ({ version, open }) => {
  const opened = open();
  afterAll(async () => (await opened).close());

  it.each(mayFailCases.filter(({ since = 16 }) => since <= version))("$name", { timeout: 60_000 }, async ({ before, migration, good, bad, code, untold = false }) => {
    const database = await opened;
    const claims = await judgeRows(database, before, migration, bad, dialect);
    expect(claims).toEqual({ claimed: claims.claimed, said: untold ? [] : [code], told: !untold, code });
    expect(claims.claimed).toContain(code);
    expect(await judgeRows(database, before, migration, good, dialect)).toEqual({ claimed: claims.claimed, said: [], told: !untold, code: undefined });
  });

  it.each(cannotFail.filter(([, , , , since = 16]) => since <= version).map(([name, before, migration, rows]) => ({ name, before, migration, rows })))("not claimed: $name", { timeout: 60_000 }, async ({ before, migration, rows }) => {
    expect(await judgeRows(await opened, before, migration, rows, dialect)).toEqual({ claimed: [], said: [], told: true, code: undefined });
  });
});

describe("a check query, asked before the migration, returns rows exactly when it fails", () => {
  it("the shop, each step that may fail", { timeout: 120_000 }, async () => {
    const { failed, wrong, refused } = await judgeMayFail(pool, shopHistory(), dialect);
    expect({ wrong, refused }).toEqual({ wrong: [], refused: undefined });
    expect(Object.keys(failed).sort()).toEqual(["22003", "23502", "23514"]);
  });

  it("40 generated histories, each step that may fail", { timeout: 240_000 }, async () => {
    const wrong: string[] = [];
    const codes = new Set<string>();
    for (let number = 0; number < 40; number++) {
      const judged = await judgeMayFail(pool, await historySql(generatedHistory(20261123, number).schemas), dialect);
      wrong.push(...[...judged.wrong, ...(judged.refused === undefined ? [] : [judged.refused])].map((line) => `${number} ${line}`));
      for (const code of Object.keys(judged.failed)) codes.add(code);
    }
    expect(wrong).toEqual([]);
    expect([...codes].sort()).toEqual(["22003", "22P02", "23502", "23503", "23505"]);
  });
});
