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
  test("are refused in its words, and what stands around them is judged as without them", () => {
    const around = (sql: string): readonly (readonly string[])[] => problemsOf(`DROP TABLE nothing; ${sql}; CREATE TABLE y (id int); DROP TABLE y; DROP TABLE y`);
    expect(refused.map(([sql]) => [sql, ...around(sql)])).toEqual(refused.map(([sql, ...words]) => [sql, ["0", "missing"], ["1", ...words], ["4", "missing"]]));
  });

  test("and what stands close to them is not", () => {
    expect(running.map((sql) => [sql, ...problemsOf(sql)])).toEqual(running.map((sql) => [sql]));
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

/** The place of each statement that is refused, with SQLSTATE and message. */
function problemsOf(sql: string): readonly (readonly string[])[] {
  const steps = replayed([before, sql]).migrations[1]?.steps ?? [];
  return steps.flatMap(({ statement, problems }) => problems.map((problem) => [String(statement.index), ...(problem.kind === "invalid" ? [problem.code, problem.message] : [problem.kind])]));
}
