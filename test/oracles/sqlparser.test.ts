import { beforeAll, describe, expect, test } from "vitest";
import { loadParser } from "../../src/dialects/postgres/parse/index.js";
import { SourceText } from "../../src/text/source-text.js";
import { writtenStatements } from "../dialects/postgres/written-statements.js";
import { allHistories } from "../judges/histories.js";
import { lockGroups } from "../judges/lock-cases.js";
import { statements as robustStatements } from "../robustness/statements.js";
import { generatedHistory, historySql } from "../support/generated-schemas.js";
import { readRuleFixtures } from "../support/rule-fixture.js";
import { compareWithSqlparser, loadSqlparser, type SplittingJudgement } from "./sqlparser.js";
import { unsplittable } from "./sqlparser-cases.js";

beforeAll(async () => {
  await loadParser();
  await loadSqlparser();
});

const judge = (sql: string): SplittingJudgement => compareWithSqlparser(new SourceText("migration.sql", sql));

/** What differs, and of how many files we do not say. */
function judgeAll(sqls: readonly string[]): { readonly different: readonly string[]; readonly unknown: number } {
  const different: string[] = [];
  let unknown = 0;
  for (const sql of sqls) {
    const judged = judge(sql);
    different.push(...judged.different);
    if (judged.claimed === undefined) unknown++;
    else if (judged.claimed !== judged.splits) different.push(`the file: said to be ${judged.claimed ? "" : "not "}split: ${sql.slice(0, 100)}`);
  }
  return { different, unknown };
}

test.each(unsplittable)("not parsed: %s", (sql) => {
  expect(judge(sql)).toEqual({ splits: false, claimed: false, different: [] });
});

describe("Prisma's parser knows the statements that we say it knows, and no others", () => {
  test("lock cases", () => {
    expect(judgeAll(lockGroups.flatMap(({ setup, statements }) => [setup, ...statements])).different).toEqual([]);
  });

  test("the shop and the histories of the judges", () => {
    expect(judgeAll(allHistories().flatMap(({ migrations }) => migrations.map(({ sql }) => sql))).different).toEqual([]);
  });

  test("every rule's fixtures", () => {
    expect(judgeAll(readRuleFixtures().flatMap(({ migrations }) => migrations.map(({ text }) => text))).different).toEqual([]);
  });

  test("a statement of each kind of PostgreSQL's grammar", () => {
    expect(judgeAll(Object.values(robustStatements).flat()).different).toEqual([]);
  });

  test("what our writer writes", () => {
    expect(judgeAll(Object.values<readonly string[]>(writtenStatements).flat()).different).toEqual([]);
  });

  test("what Prisma's engine writes: of 92 files all but those that give a column a sequence are split", { timeout: 60_000 }, async () => {
    const sqls: string[] = [];
    for (let number = 0; number < 20; number++) sqls.push(...(await historySql(generatedHistory(20261123, number).schemas)).map(({ sql }) => sql));
    expect(judgeAll(sqls)).toEqual({ different: [], unknown: 0 });
    expect(sqls.filter((sql) => !judge(sql).splits)).toEqual(sqls.filter((sql) => /^ALTER SEQUENCE .* OWNED BY/m.test(sql)));
    expect(sqls.length).toBe(92);
  });
});

test("what we do not know is not claimed", () => {
  expect(["MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE", "COMMENT ON TABLE t IS 'a'\n'b'", "CREATE TABLE t (a nothing nothing)"].map((sql) => judge(sql).claimed)).toEqual([undefined, undefined, undefined]);
});
