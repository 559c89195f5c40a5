import { describe, expect, test } from "vitest";
import type { Database } from "../../src/model/database.js";
import { problemsOf, replayed, stateOf } from "./replayed.js";

function idsOf(database: Database): readonly string[] {
  return [
    ...database.tables.flatMap((table) => [table, ...table.columns, ...table.constraints, ...table.indexes]),
    ...database.enums.flatMap((type) => [type, ...type.values]),
    ...database.sequences,
    ...database.views,
  ].map(({ id }) => id);
}

describe("an object stays the same object", () => {
  const made = "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (id serial PRIMARY KEY, a e UNIQUE); CREATE INDEX i ON t (a); CREATE TABLE n (x int); CREATE VIEW v AS SELECT id FROM t; CREATE SCHEMA s";
  test.each([
    "ALTER TABLE t RENAME TO u", "ALTER TABLE t RENAME a TO b", "ALTER INDEX i RENAME TO j", "ALTER TABLE t RENAME CONSTRAINT t_pkey TO p", "ALTER TYPE e RENAME TO f", "ALTER TYPE e RENAME VALUE 'a' TO 'b'",
    "ALTER SEQUENCE t_id_seq RENAME TO q", "ALTER VIEW v RENAME TO w", "ALTER TABLE t SET SCHEMA s", "ALTER TYPE e SET SCHEMA s", "ALTER SCHEMA public RENAME TO p", "ALTER TABLE n ALTER x TYPE bigint USING x + 1", "ALTER TABLE t ALTER a SET NOT NULL",
    "CREATE OR REPLACE VIEW v AS SELECT id, a FROM t",
  ])("%s", (sql) => {
    const timeline = replayed([made, sql]);
    expect(problemsOf(timeline)).toEqual([]);
    expect(timeline.migrations.map(({ after }) => idsOf(after))).toEqual([idsOf(timeline.database), idsOf(timeline.database)]);
    expect(stateOf(timeline.database).join()).not.toBe(stateOf(timeline.migrations[0]?.after ?? timeline.database).join());
  });
});

describe("another object of the same name is another object", () => {
  test.each([
    ["DROP TABLE t; CREATE TABLE t (a int)", "tables"],
    ["ALTER TABLE t RENAME TO old; CREATE TABLE t (a int)", "tables"],
    ["DROP VIEW v; CREATE VIEW v AS SELECT 1 AS one", "views"],
    ["DROP TYPE e; CREATE TYPE e AS ENUM ('a')", "enums"],
    ["DROP SEQUENCE q; CREATE SEQUENCE q", "sequences"],
  ] as const)("%s", (sql, kind) => {
    const { migrations, database } = replayed(["CREATE TABLE t (a int); CREATE VIEW v AS SELECT 1 AS one; CREATE TYPE e AS ENUM ('a'); CREATE SEQUENCE q", sql]);
    const newest = database[kind].at(-1);
    expect(newest?.id.startsWith("2#1.")).toBe(true);
    expect(migrations[0]?.after[kind].map(({ name }) => name)).toEqual([newest?.name]);
  });

  test("a column", () => {
    const { database } = replayed(["CREATE TABLE t (a int, b int)", "ALTER TABLE t DROP COLUMN a, ADD COLUMN a text"]);
    expect(database.tables[0]?.columns.map(({ name, id }) => `${name} ${id.split(".")[0]}`)).toEqual(["b 1#0", "a 2#0"]);
  });
});

describe("what is deployed is the tip alone", () => {
  const tip = [{ name: "1_init", sql: "CREATE TABLE t (id int)", deployed: true }, { name: "4_more", sql: "ALTER TABLE t ADD COLUMN b int", deployed: true }];
  const own = { name: "2_own", sql: "ALTER TABLE t ADD COLUMN a int; CREATE TABLE u (id int)" };
  const last = { name: "5_last", sql: "DROP TABLE u" };
  const [init, more] = tip;
  if (init === undefined || more === undefined) throw new Error("the tip has two migrations");

  test("in order: the database before the first new one", () => {
    const { migrations } = replayed([init, more, last]);
    expect(migrations.map(({ deployed }) => stateOf(deployed))).toEqual([[], ["table t (id int4)"], ["table t (id int4, b int4)"]]);
  });

  test("out of order: nothing of the branch is in it, all of the tip is", () => {
    const { migrations, database } = replayed([init, own, more, last]);
    expect(migrations.map(({ migration, deployed }) => [migration.name, stateOf(deployed)])).toEqual([
      ["1_init", []],
      ["2_own", ["table t (id int4, b int4)"]],
      ["4_more", ["table t (id int4, a int4)", "table u (id int4)"]],
      ["5_last", ["table t (id int4, b int4)"]],
    ]);
    expect(stateOf(database)).toEqual(["table t (id int4, a int4, b int4)"]);
  });

  test("the objects of both have the same ids", () => {
    const { migrations, database } = replayed([init, own, more]);
    const deployed = migrations[1]?.deployed;
    const columns = (of: Database | undefined) => new Map(of?.tables[0]?.columns.map(({ name, id }) => [name, id]));
    expect([columns(deployed).get("id"), columns(deployed).get("b")]).toEqual([columns(database).get("id"), columns(database).get("b")]);
  });

  test("each as the newest: the database before it", () => {
    const { migrations } = replayed([init, own, more].map(({ name, sql }) => ({ name, sql })), { eachAsNewest: true });
    expect(migrations.every(({ before, deployed }) => before === deployed)).toBe(true);
  });

  test("a temporary table ends with its migration there too", () => {
    const temporary = { name: "0_temporary", sql: "CREATE TEMPORARY TABLE u (x int)", deployed: true };
    const { migrations } = replayed([temporary, { name: "1_own", sql: "SELECT 1" }, { name: "2_u", sql: "CREATE TABLE u (a int); ALTER TABLE u ADD b int", deployed: true }]);
    expect(migrations[1]?.deployed && stateOf(migrations[1].deployed)).toEqual(["table u (a int4, b int4)"]);
  });

  test("a deployed migration that the branch's breaks does not stop the others", () => {
    const timeline = replayed([init, { name: "2_own", sql: "DROP TABLE t" }, more, last]);
    expect(problemsOf(timeline)).toEqual(["0: missing table t", "0: missing table u"]);
  });
});
