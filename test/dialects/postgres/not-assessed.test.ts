import { beforeAll, expect, test } from "vitest";
import { loadPostgres } from "../../../src/dialects/postgres/index.js";
import type { Dialect } from "../../../src/model/dialect.js";
import { replayed } from "../../judges/replayed-history.js";

let dialect: Dialect;
beforeAll(async () => {
  dialect = await loadPostgres();
});

const tables = "CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE c (a int); CREATE INDEX c_idx ON c (a); CREATE TABLE g (a int, b int GENERATED ALWAYS AS (a) STORED); CREATE TABLE h (a int)";

test.each([
  ["CALL something()", true],
  ["SELECT something()", true],
  ["DO $$ BEGIN END $$", false],
  ["DO LANGUAGE plperl $$ 1 $$", true],
  ["SELECT lower('A'), pg_sleep(0)", false],
  ["SELECT a FROM c", false],
  ["CREATE DATABASE d", false],
  ["CLUSTER", true],
  ["CLUSTER c USING c_idx", false],
  ["ALTER TABLE p ATTACH PARTITION c FOR VALUES FROM (1) TO (2)", false],
  ["ALTER TABLE c INHERIT h", false],
  ["ALTER TABLE g ALTER b SET EXPRESSION AS (a + 1)", false],
  ["ALTER TABLE c SET UNLOGGED", false],
  ["REINDEX TABLE c", false],
  ["ALTER TABLE c ADD COLUMN b int", false],
])("%s: nothing is claimed: %s", (sql, opaque) => {
  const { migrations } = replayed([{ name: "1", sql: tables }, { name: "2", sql }], dialect);
  expect(migrations[1]?.steps.map((step) => step.effect.opaque)).toEqual([opaque]);
});
