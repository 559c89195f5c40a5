import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialect } from "../replay/replayed.js";
import { DatabasePool, type JudgedDatabase } from "./database-pool.js";
import { randomAccess, ROLES, ROLE_TABLES, roleCases } from "./role-cases.js";
import { judgeRoles } from "./role-client.js";

const pool = new DatabasePool();
let database: JudgedDatabase;
beforeAll(async () => {
  database = await pool.take();
});
afterAll(() => pool.close());

describe("what a role cannot do any more is what breaks says", () => {
  it.each(roleCases)("$name", async ({ before, migration, failing, roles = [] }) => {
    const judged = await judgeRoles(database, { before: `${ROLE_TABLES} ${before}`, migration, roles: [...ROLES, ...roles] }, dialect, pool.version);
    expect({ wrong: judged.wrong, failing: judged.failing }).toEqual({ wrong: [], failing });
  });

  it("40 random series of GRANT, REVOKE and owners", async () => {
    const wrong: string[] = [];
    let statements = 0;
    for (let seed = 0; seed < 40; seed++) {
      const judged = await judgeRoles(database, { ...randomAccess(seed), roles: ROLES }, dialect, pool.version);
      statements += judged.statements;
      wrong.push(...judged.wrong.map((line) => `${seed}: ${line}`));
    }
    expect(wrong).toEqual([]);
    expect(statements).toBeGreaterThan(300);
  });
});
