import { afterAll, describe, expect, test } from "vitest";
import { DatabasePool } from "../judges/database-pool.js";
import { before, refused as statements, running as near } from "./refused-statements.js";
import { refusedValues } from "./refused-values.js";
import { refusedTypes, takenTypes } from "./refused-types.js";
import { takenValues } from "./taken-values.js";
import { replayed } from "./replayed.js";

const refused = [...statements, ...refusedValues, ...refusedTypes];
const running = [...near, ...takenValues, ...takenTypes];

const pool = new DatabasePool();
afterAll(() => pool.close());

describe("statements that PostgreSQL refuses for what they say", () => {
  test("are refused in its words", () => {
    expect(refused.map(([sql]) => [sql, ...problemOf(sql)])).toEqual(refused);
  });

  test("at their place, and what stands around them is judged as without them", () => {
    const around = (sql: string): readonly string[] => replayed([before, `DROP TABLE nothing; ${sql}; CREATE TABLE y (id int); DROP TABLE y; DROP TABLE y`]).migrations[1]?.steps.flatMap(({ statement, problems }) => problems.map(({ kind }) => `${statement.index} ${kind}`)) ?? [];
    expect(refused.map(([sql]) => [sql, ...around(sql)])).toEqual(refused.map(([sql]) => [sql, "0 missing", "1 invalid", "4 missing"]));
  });

  test("and what stands close to them is not", () => {
    expect(running.map((sql) => [sql, ...problemOf(sql)])).toEqual(running.map((sql) => [sql]));
  });

  test("as PostgreSQL says", async () => {
    const said = await pool.with([], async (database) => {
      await database.exec(before);
      const answers: (readonly string[])[] = [];
      for (const sql of [...refused.map(([one]) => one), ...running]) {
        await database.exec("BEGIN");
        answers.push([sql, ...(await database.exec(sql).then(() => [], (error: unknown) => (error instanceof Error && "code" in error ? [String(error.code), error.message] : [String(error)])))]);
        await database.exec("ROLLBACK");
      }
      return answers;
    });
    expect(said).toEqual([...refused, ...running.map((sql) => [sql])]);
  });
});

/** SQLSTATE and message; nothing where it is taken. */
function problemOf(sql: string): readonly string[] {
  const problems = replayed([before, sql]).migrations[1]?.steps.flatMap((step) => step.problems) ?? [];
  return problems.flatMap((problem) => (problem.kind === "invalid" ? [problem.code, problem.message] : [problem.kind]));
}
