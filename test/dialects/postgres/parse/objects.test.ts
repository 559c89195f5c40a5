import { beforeAll, expect, test } from "vitest";
import { loadParser } from "../../../../src/dialects/postgres/parse/index.js";
import { namesOf, only, spell } from "./spell.js";

beforeAll(loadParser);

const KEY = { column: undefined, expression: undefined, order: "asc", nulls: "last", operatorClass: undefined, collation: undefined };
const INT4 = { schema: undefined, name: "int4", modifiers: [], dimensions: 0 };
const OPTIONS = { dataType: undefined, start: undefined, increment: undefined, minimum: undefined, maximum: undefined, cache: undefined, cycle: undefined, ownedBy: undefined, name: undefined };

function plain(name: string): unknown {
  return { schema: undefined, name, span: name };
}

test("CREATE INDEX with everything", () => {
  const sql = `CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "i" ON ONLY "s"."T" USING gist ("a" COLLATE "C" gist_trgm_ops (siglen = 32) DESC, (b  || 'é,'), lower(c) text_ops NULLS FIRST, d DESC NULLS LAST) INCLUDE (e, "f") NULLS NOT DISTINCT WITH (fillfactor = 70) WHERE ( "g" IS NULL ) `;
  expect(spell(`-- é\n${sql};`)).toEqual([{
    kind: "createIndex", span: sql.trim(), table: { schema: "s", name: "T", span: '"s"."T"' }, ifNotExists: true, name: { name: "i", span: '"i"' }, unique: true, concurrently: true, keyword: "INDEX", method: "gist",
    keys: [
      { ...KEY, column: { name: "a", span: '"a"' }, order: "desc", nulls: "first", collation: { schema: undefined, name: "C" }, operatorClass: "gist_trgm_ops (siglen = 32)" },
      { ...KEY, expression: "b  || 'é,'" },
      { ...KEY, expression: "lower(c)", called: "lower", operatorClass: "text_ops", nulls: "first" },
      { ...KEY, column: { name: "d", span: "d" }, order: "desc" },
    ],
    include: [{ name: "e", span: "e" }, { name: "f", span: '"f"' }], predicate: '( "g" IS NULL )', nullsNotDistinct: true, only: true, parameters: "fillfactor = 70",
  }]);
});

test("CREATE INDEX with little", () => {
  expect(spell("create index on t (a)")).toEqual([{
    kind: "createIndex", span: "create index on t (a)", table: plain("t"), ifNotExists: false, name: undefined, unique: false, concurrently: false, keyword: "index", method: "btree",
    keys: [{ ...KEY, column: { name: "a", span: "a" } }], include: [], predicate: undefined, nullsNotDistinct: false, only: false, parameters: undefined,
  }]);
  const { keys } = only("CREATE INDEX i ON t (app.f(a, 'x'), (a))", "createIndex");
  expect(keys.map(({ expression }) => (expression === undefined ? [] : [expression.sql, ...namesOf(expression)]))).toEqual([["app.f(a, 'x')", "function app|f = app.f", "column a = a", "constant x = 'x'"], ["a", "column a = a"]]);
});

test("DROP of several has a span for each", () => {
  const drop = { ifExists: true, cascade: true };
  expect(spell('DROP TABLE IF EXISTS a , "s" . "B" CASCADE')).toEqual([
    { kind: "dropTable", span: "a", ...drop, name: plain("a") },
    { kind: "dropTable", span: '"s" . "B"', ...drop, name: { schema: "s", name: "B", span: '"s" . "B"' } },
  ]);
});

test.each<[string, object]>([
  ['DROP INDEX CONCURRENTLY IF EXISTS "s"."i"', { kind: "dropIndex", ifExists: true, cascade: false, concurrently: true, keyword: "INDEX", name: { schema: "s", name: "i", span: '"s"."i"' } }],
  ["DROP INDEX i", { kind: "dropIndex", ifExists: false, cascade: false, concurrently: false, keyword: "INDEX", name: plain("i") }],
  ["DROP VIEW v", { kind: "dropView", ifExists: false, cascade: false, materialized: false, name: plain("v") }],
  ["DROP MATERIALIZED VIEW IF EXISTS v", { kind: "dropView", ifExists: true, cascade: false, materialized: true, name: plain("v") }],
  ["DROP SEQUENCE s RESTRICT", { kind: "dropSequence", ifExists: false, cascade: false, name: plain("s") }],
  ['DROP TYPE "a"."B"', { kind: "dropType", ifExists: false, cascade: false, name: { schema: "a", name: "B", span: '"a"."B"' } }],
  ['DROP SCHEMA "x" CASCADE', { kind: "dropSchema", ifExists: false, cascade: true, name: { name: "x", span: '"x"' } }],
  ['DROP EXTENSION "uuid-ossp"', { kind: "dropExtension", ifExists: false, cascade: false, name: { name: "uuid-ossp", span: '"uuid-ossp"' } }],
  ['ALTER TABLE IF EXISTS "s"."a" RENAME TO "B"', { kind: "renameTable", ifExists: true, name: { schema: "s", name: "a", span: '"s"."a"' }, to: { name: "B", span: '"B"' } }],
  ["ALTER TABLE t RENAME a TO b", { kind: "renameColumn", table: plain("t"), column: { name: "a", span: "a" }, to: { name: "b", span: "b" } }],
  ['ALTER TABLE t RENAME COLUMN "to" TO b', { kind: "renameColumn", table: plain("t"), column: { name: "to", span: '"to"' }, to: { name: "b", span: "b" } }],
  ["ALTER VIEW t RENAME COLUMN a TO b", { kind: "renameColumn", table: plain("t"), column: { name: "a", span: "a" }, to: { name: "b", span: "b" } }],
  ['ALTER TABLE t RENAME CONSTRAINT "a" TO b', { kind: "renameConstraint", table: plain("t"), name: { name: "a", span: '"a"' }, to: { name: "b", span: "b" } }],
  ["ALTER INDEX i RENAME TO j", { kind: "renameIndex", ifExists: false, name: plain("i"), to: { name: "j", span: "j" } }],
  ["ALTER SEQUENCE i RENAME TO j", { kind: "renameSequence", ifExists: false, name: plain("i"), to: { name: "j", span: "j" } }],
  ["ALTER MATERIALIZED VIEW i RENAME TO j", { kind: "renameView", ifExists: false, materialized: true, name: plain("i"), to: { name: "j", span: "j" } }],
  ["ALTER SCHEMA i RENAME TO j", { kind: "renameSchema", name: { name: "i", span: "i" }, to: { name: "j", span: "j" } }],
  ['ALTER TYPE "s"."R" RENAME TO "R_old"', { kind: "renameType", name: { schema: "s", name: "R", span: '"s"."R"' }, to: { name: "R_old", span: '"R_old"' } }],
  ["ALTER TABLE t SET SCHEMA x", { kind: "setTableSchema", ifExists: false, name: plain("t"), to: { name: "x", span: "x" } }],
  ["ALTER TYPE t SET SCHEMA x", { kind: "setTypeSchema", name: plain("t"), to: { name: "x", span: "x" } }],
  [`CREATE TYPE s."R" AS ENUM ('A', 'it''s')`, { kind: "createEnum", name: { schema: "s", name: "R", span: 's."R"' }, values: [{ name: "A", span: "'A'" }, { name: "it's", span: "'it''s'" }] }],
  ["CREATE TYPE r AS ENUM ()", { kind: "createEnum", name: plain("r"), values: [] }],
  ["ALTER TYPE r ADD VALUE 'b'", { kind: "addEnumValue", ifNotExists: false, name: plain("r"), value: { name: "b", span: "'b'" }, neighbour: undefined }],
  ["ALTER TYPE r ADD VALUE IF NOT EXISTS 'b' BEFORE 'a'", { kind: "addEnumValue", ifNotExists: true, name: plain("r"), value: { name: "b", span: "'b'" }, neighbour: { value: "a", after: false } }],
  ["ALTER TYPE r RENAME VALUE 'b' TO 'c'", { kind: "renameEnumValue", name: plain("r"), value: { name: "b", span: "'b'" }, to: { name: "c", span: "'c'" } }],
  ["CREATE SCHEMA IF NOT EXISTS \"x\"", { kind: "createSchema", ifNotExists: true, name: { name: "x", span: '"x"' } }],
  ["CREATE SCHEMA AUTHORIZATION joe", { kind: "createSchema", ifNotExists: false, name: { name: "joe", span: "joe" }, asRole: "joe" }],
  ['CREATE EXTENSION IF NOT EXISTS "citext" WITH SCHEMA "ext"', { kind: "createExtension", ifNotExists: true, name: { name: "citext", span: '"citext"' }, schema: "ext" }],
  ["CREATE SEQUENCE IF NOT EXISTS s AS bigint START WITH 5 MAXVALUE 9 CYCLE", { kind: "createSequence", ifNotExists: true, name: plain("s"), options: { ...OPTIONS, dataType: "int8", start: "5", maximum: "9", cycle: true } }],
  ['ALTER SEQUENCE s OWNED BY "x"."T"."id"', { kind: "alterSequence", ifExists: false, name: plain("s"), options: { ...OPTIONS, ownedBy: { table: { schema: "x", name: "T", span: '"x"."T"' }, column: "id" } } }],
  ["ALTER SEQUENCE s OWNED BY NONE NO MAXVALUE NO CYCLE RESTART", { kind: "alterSequence", ifExists: false, name: plain("s"), options: { ...OPTIONS, ownedBy: null, maximum: null, cycle: false } }],
  ["CREATE OR REPLACE VIEW v (a, \"B\") WITH (security_barrier) AS SELECT 1, 2 AS x WITH LOCAL CHECK OPTION", { kind: "createView", ifNotExists: false, materialized: false, replace: true, parameters: [{ name: "security_barrier", value: "true" }, { name: "check_option", value: "local" }], name: plain("v"), columns: ["a", "B"], query: "SELECT 1, 2 AS x", outputs: [{ star: undefined, name: "?column?", type: INT4 }, { star: undefined, name: "x", type: INT4 }] }],
  ["CREATE MATERIALIZED VIEW IF NOT EXISTS s.v AS (SELECT 1) WITH NO DATA", { kind: "createView", ifNotExists: true, materialized: true, replace: false, name: { schema: "s", name: "v", span: "s.v" }, columns: [], query: "(SELECT 1)", outputs: [{ star: undefined, name: "?column?", type: INT4 }], withNoData: true }],
])("%s", (sql, expected) => {
  expect(spell(`/* é */ ${sql} ;`)).toEqual([{ span: sql, ...expected }]);
});
