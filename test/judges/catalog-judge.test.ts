import { afterAll, describe, expect, test } from "vitest";
import { judgeHistory, splitStatements, type JudgedMigration } from "./catalog-judge.js";
import { DatabasePool } from "./database-pool.js";

const pool = new DatabasePool();
afterAll(() => pool.close());

const history: readonly JudgedMigration[] = [
  { name: "1_table", sql: "CREATE TABLE t (id integer PRIMARY KEY)" },
  { name: "2_rows", sql: "INSERT INTO t VALUES (1)" },
  { name: "3_two_statements_concurrently", sql: "ALTER TABLE t ADD COLUMN a text; -- ä\nCREATE INDEX CONCURRENTLY i ON t (a);" },
];
const first = "CREATE TABLE t (id integer CONSTRAINT t_pkey PRIMARY KEY)";
const third = "CREATE TABLE t (id integer PRIMARY KEY, a text); CREATE INDEX i ON t (a)";

describe("judgeHistory", () => {
  // First, so that the others find its databases in the pool.
  test("history with extensions", async () => {
    const migrations = [{ name: "1", sql: "CREATE EXTENSION citext; CREATE TABLE t (a citext)" }];
    const judged = await judgeHistory(pool, migrations, { ddlAfter: () => 'CREATE EXTENSION citext; CREATE TABLE t (a "citext")' });
    expect(judged.different).toEqual([]);
  }, 60_000);

  test("same at every point; unchanged DDL is not run again", async () => {
    const ddl = [first, first, third];
    expect(await judgeHistory(pool, history, { ddlAfter: (index) => ddl[index] })).toEqual({ migrations: 3, points: 3, rebuilt: 2, different: [], excused: [], unclaimed: 0, failed: undefined });
  }, 60_000);

  test("differences, at the migrations where they are", async () => {
    const ddl = [first, `${first}; CREATE TABLE u ()`, first];
    expect(await judgeHistory(pool, history, { ddlAfter: (index) => ddl[index] })).toEqual({
      migrations: 3,
      points: 3,
      rebuilt: 3,
      different: [
        { migration: "2_rows", index: 1, differences: [`rights on relation public.u: not expected: ${["DELETE", "INSERT", "MAINTAIN", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"].map((right) => `postgres ${right}`).join(", ")}`, "table public.u: not expected: permanent"] },
        {
          migration: "3_two_statements_concurrently",
          index: 2,
          differences: [
            "column public.t.a: missing, expected text",
            "index public.i: missing, expected CREATE INDEX i ON public.t USING btree (a)",
            "table public.t: expected permanent (id, a), actual permanent (id)",
          ],
        },
      ],
      excused: [],
      unclaimed: 0,
      failed: undefined,
    });
  });

  test("DDL that does not run is a difference", async () => {
    expect(await judgeHistory(pool, history.slice(0, 1), { ddlAfter: () => "CREATE TABLE t (id nothing)" })).toEqual({
      migrations: 1,
      points: 1,
      rebuilt: 1,
      different: [{ migration: "1_table", index: 0, differences: ['the DDL fails: type "nothing" does not exist'] }],
      excused: [],
      unclaimed: 0,
      failed: undefined,
    });
  });

  test("stops at a migration that PostgreSQL refuses", async () => {
    const broken = [history[0], { name: "2_broken", sql: "CREATE TABLE u (); DROP TABLE missing" }, history[2]].filter((migration) => migration !== undefined);
    expect(await judgeHistory(pool, broken, { ddlAfter: () => first })).toEqual({
      migrations: 1,
      points: 1,
      rebuilt: 1,
      different: [],
      excused: [],
      unclaimed: 0,
      failed: { migration: "2_broken", index: 1, message: 'table "missing" does not exist' },
    });
  });

  test("every second point and the last one; points that are not claimed", async () => {
    const asked: number[] = [];
    const ddlAfter = (index: number): string | undefined => {
      asked.push(index);
      return index === 1 ? undefined : third;
    };
    expect(await judgeHistory(pool, history, { ddlAfter, every: 2 })).toEqual({ migrations: 3, points: 1, rebuilt: 1, different: [], excused: [], unclaimed: 0, failed: undefined });
    expect(asked).toEqual([1, 2]);
  });

  test("what an uncertain migration leaves different is excused from then on, and nothing else", async () => {
    const migrations = [
      { name: "1", sql: "CREATE TABLE t (a integer)" },
      { name: "2", sql: "DO $$ BEGIN ALTER TABLE t ADD COLUMN b text; END $$" },
      { name: "3", sql: "ALTER TABLE t ADD COLUMN c text" },
    ];
    const judged = await judgeHistory(pool, migrations, { ddlAfter: () => "CREATE TABLE t (a integer)", uncertain: (index) => index === 1 });
    expect(judged.excused).toEqual(["column public.t.b, since 2", "table public.t, since 2"]);
    expect(judged.different).toEqual([{ migration: "3", index: 2, differences: ["column public.t.c: missing, expected text"] }]);
  });

  test("what an uncertain migration makes and later ones need leaves points that are not claimed", async () => {
    const migrations = [
      { name: "1", sql: `DO $$ BEGIN EXECUTE 'CREATE TYPE e AS ENUM (''a'')'; END $$; CREATE TABLE t (a e)` },
      { name: "2", sql: "ALTER TABLE t ADD COLUMN b text" },
    ];
    const ddl = ["CREATE TABLE t (a e)", "CREATE TABLE t (a e, b text)"];
    const judged = await judgeHistory(pool, migrations, { ddlAfter: (index) => ddl[index], uncertain: (index) => index === 0 });
    expect(judged).toMatchObject({ points: 2, unclaimed: 2, excused: ["the DDL fails, since 1"], different: [] });
  });

  test("stops at the limit of differing points", async () => {
    const judged = await judgeHistory(pool, history, { ddlAfter: () => "", limit: 1 });
    expect([judged.migrations, judged.points, judged.different.length]).toEqual([1, 1, 1]);
  });
});

test("statements as PostgreSQL's grammar splits them, by bytes", async () => {
  expect(await splitStatements("SELECT 'ä;'; -- ;\nSELECT 2;")).toEqual(["SELECT 'ä;'", "SELECT 2"]);
});
