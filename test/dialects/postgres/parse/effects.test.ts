import { beforeAll, expect, test } from "vitest";
import { loadParser } from "../../../../src/dialects/postgres/parse/index.js";
import { kinds, spell } from "./spell.js";

beforeAll(loadParser);

const CHANGE = { kind: "changeData", literalRows: false, columns: [], reads: [], readsColumns: [], where: undefined, cascade: false };

function plain(name: string): unknown {
  return { schema: undefined, name, span: name };
}

test.each<[string, object]>([
  ["INSERT INTO \"T\" (a, \"B\") VALUES (1, 'x'), (2, DEFAULT)", { table: { schema: undefined, name: "T", span: '"T"' }, command: "insert", literalRows: true, columns: ["a", "B"], values: { columns: 2, count: 2 } }],
  ["INSERT INTO t DEFAULT VALUES", { table: plain("t"), command: "insert", literalRows: true }],
  ["INSERT INTO t (a) SELECT gen_random_uuid()", { table: plain("t"), command: "insert", literalRows: true, columns: ["a"], values: { columns: 1, count: 1 } }],
  ["INSERT INTO t (a) SELECT generate_series(1, 1000000)", { table: plain("t"), command: "insert", columns: ["a"], values: { columns: 1, count: 1 } }],
  ["INSERT INTO t (a) SELECT u.x FROM s.u JOIN w ON true WHERE y > 1", { table: plain("t"), command: "insert", columns: ["a"], values: { columns: 1, count: 1 }, reads: [{ schema: "s", name: "u", span: "s.u" }, plain("w")], readsColumns: [["u", "x"], ["y"]] }],
  ["INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET b = excluded.a, c = t.d", { table: plain("t"), command: "insert", literalRows: true, columns: ["a", "b", "c"], readsColumns: [["t", "d"]], values: { columns: 1, count: 1 }, conflict: { columns: ["a"], where: false } }],
  ["UPDATE s.t SET a = old, b = DEFAULT WHERE ( c IS NULL )", { table: { schema: "s", name: "t", span: "s.t" }, command: "update", columns: ["a", "b"], readsColumns: [["old"], ["c"]], where: "( c IS NULL )", assigns: [{ column: "a", isNull: [["old"]] }, { column: "b", isNull: "default" }] }],
  ["UPDATE t AS x SET (a, b) = (SELECT c, d FROM u) FROM w WHERE x.id = w.id RETURNING id", { table: plain("t"), command: "update", columns: ["a", "b"], reads: [plain("u"), plain("w")], readsColumns: [["c"], ["d"], ["x", "id"], ["w", "id"], ["id"]], where: "x.id = w.id", assigns: [{ column: "a", isNull: "unknown" }, { column: "b", isNull: "unknown" }], joins: true }],
  ["DELETE FROM t", { table: plain("t"), command: "delete" }],
  ["DELETE FROM t USING u WHERE t.id IN (SELECT x FROM w WHERE z)", { table: plain("t"), command: "delete", reads: [plain("u"), plain("w")], readsColumns: [["t", "id"], ["x"], ["z"]], where: "t.id IN (SELECT x FROM w WHERE z)", joins: true }],
  ["TRUNCATE TABLE t CASCADE", { table: plain("t"), command: "truncate", cascade: true }],
  ["COPY t (a, b) FROM '/x'", { table: plain("t"), command: "copy", columns: ["a", "b"] }],
  ["MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET a = u.a WHEN NOT MATCHED THEN INSERT (a, b) VALUES (1, 2)", { table: plain("t"), command: "merge", columns: ["a", "b"], reads: [plain("u")], readsColumns: [["t", "id"], ["u", "id"], ["u", "a"]] }],
])("%s", (sql, expected) => {
  expect(spell(`/* é */ ${sql};`)).toEqual([{ ...CHANGE, span: sql, ...expected }]);
});

test.each([
  ["NULL", "always"],
  ["DEFAULT", "default"],
  ["'x'::text", []],
  ["now()", []],
  ["CURRENT_TIMESTAMP", []],
  ["a || t.b", [["a"], ["t", "b"]]],
  ["coalesce(a, b)", [["b"]]],
  ["coalesce(a, (SELECT 1), 0)", []],
  ["CASE WHEN a THEN b ELSE 'x' END", [["b"]]],
  ["CASE WHEN a THEN 'x' END", "unknown"],
  ["(SELECT c FROM u)", "unknown"],
  ["EXISTS (SELECT 1 FROM u)", []],
  ["data ->> 'key'", "unknown"],
  ["nullif(a, '')", "unknown"],
  ["lower(a)", [["a"]]],
  ["ARRAY[a]", []],
])("whether %s gives NULL", (value, isNull) => {
  expect(spell(`UPDATE t SET x = ${value}`)).toMatchObject([{ assigns: [{ column: "x", isNull }] }]);
});

test("TRUNCATE of several is one operation a table", () => {
  expect(spell("TRUNCATE a, s.b")).toMatchObject([{ span: "a", command: "truncate" }, { span: "s.b", command: "truncate" }]);
});

test("WITH queries that write come first", () => {
  const sql = "WITH gone AS (DELETE FROM a WHERE x RETURNING *), k AS MATERIALIZED (SELECT 1 FROM b) INSERT INTO c SELECT * FROM gone, k, d";
  expect(spell(sql)).toEqual([
    { ...CHANGE, span: "DELETE FROM a WHERE x RETURNING *", table: plain("a"), command: "delete", where: "x", readsColumns: [["x"]] },
    { ...CHANGE, span: sql, table: plain("c"), command: "insert", reads: [plain("d"), plain("b")] },
  ]);
  expect(spell("WITH a AS (UPDATE t SET x = 1 RETURNING y) SELECT * FROM a")).toMatchObject([{ kind: "changeData", command: "update", columns: ["x"], span: "UPDATE t SET x = 1 RETURNING y" }, { kind: "readData" }]);
});

test("LOCK TABLE", () => {
  expect(spell("LOCK TABLE a, ONLY b IN SHARE ROW EXCLUSIVE MODE NOWAIT; LOCK c")).toEqual([
    { kind: "lockTable", span: "a", table: plain("a"), mode: "SHARE ROW EXCLUSIVE", nowait: true },
    { kind: "lockTable", span: "b", table: plain("b"), mode: "SHARE ROW EXCLUSIVE", nowait: true },
    { kind: "lockTable", span: "LOCK c", table: plain("c"), mode: "ACCESS EXCLUSIVE", nowait: false },
  ]);
});

test("transactions", () => {
  expect(spell("START TRANSACTION; SAVEPOINT a; ROLLBACK TO a; RELEASE a; ROLLBACK; BEGIN; END")).toEqual([
    { kind: "begin", span: "START TRANSACTION" },
    { kind: "savepoint", span: "SAVEPOINT a", name: "a", release: false },
    { kind: "rollback", span: "ROLLBACK TO a", toSavepoint: "a" },
    { kind: "savepoint", span: "RELEASE a", name: "a", release: true },
    { kind: "rollback", span: "ROLLBACK", toSavepoint: undefined },
    { kind: "begin", span: "BEGIN" },
    { kind: "commit", span: "END" },
  ]);
});

test.each<[string, object]>([
  ["SET lock_timeout = '5s'", { kind: "setParameter", name: "lock_timeout", values: ["5s"], local: false }],
  ["SET LOCAL statement_timeout TO 1000", { kind: "setParameter", name: "statement_timeout", values: ["1000"], local: true }],
  ['SET search_path TO "$user", public, "B"', { kind: "setParameter", name: "search_path", values: ["$user", "public", "B"], local: false }],
  ["SET SCHEMA 'x'", { kind: "setParameter", name: "search_path", values: ["x"], local: false }],
  ["SET TIME ZONE 'UTC'", { kind: "setParameter", name: "timezone", values: ["UTC"], local: false }],
  ["SET check_function_bodies = false", { kind: "setParameter", name: "check_function_bodies", values: ["false"], local: false }],
  ['SET "Lock_Timeout" = 1', { kind: "setParameter", name: "lock_timeout", values: ["1"], local: false }],
  ["SELECT pg_catalog.set_config('search_path', '', false)", { kind: "setParameter", name: "search_path", values: [], local: false }],
  ["SELECT set_config('search_path', 'A, \"B\" , c', true)", { kind: "setParameter", name: "search_path", values: ["a", "B", "c"], local: true }],
  ["RESET lock_timeout", { kind: "resetParameter", name: "lock_timeout" }],
  ["SET lock_timeout TO DEFAULT", { kind: "resetParameter", name: "lock_timeout" }],
  ["RESET ALL", { kind: "resetParameter", name: undefined }],
])("%s", (sql, expected) => {
  expect(spell(sql)).toEqual([{ span: sql, ...expected }]);
});

test.each([
  ["DO $$ BEGIN END $$", "DoStmt", false, false],
  ["CALL p()", "CallStmt", true, false],
  ["EXECUTE p", "ExecuteStmt", true, false],
  ["CREATE SCHEMA AUTHORIZATION CURRENT_USER CREATE TABLE t ()", "CreateSchemaStmt", true, false],
])("not modelled: %s", (sql, node, mayChangeSchema, refusesTransaction) => {
  expect(spell(sql)).toMatchObject([{ kind: "opaque", span: sql, node, mayChangeSchema, refusesTransaction }]);
});

test.each([
  ["ALTER SYSTEM SET a = 1", "AlterSystemStmt", true],
  ["CREATE DATABASE d", "CreatedbStmt", true],
  ["DROP DATABASE d", "DropdbStmt", true],
  ["ALTER DATABASE d RENAME TO e", "RenameStmt", false],
  ["ALTER DATABASE d SET TABLESPACE x", "AlterDatabaseStmt", true],
  ["CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p", "CreateSubscriptionStmt", true],
  ["CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (connect = false)", "CreateSubscriptionStmt", false],
  ["SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "VariableSetStmt", false],
  ["COMMIT PREPARED 'x'", "TransactionStmt", true],
  ["PREPARE TRANSACTION 'x'", "TransactionStmt", false],
  ["EXPLAIN EXECUTE q", "ExplainStmt", false],
])("of the server or the session: %s", (sql, node, refusesTransaction) => {
  expect(spell(sql)).toEqual([{ kind: "administer", span: sql, written: sql, node, refusesTransaction, locks: [] }]);
});

test.each([
  ["DROP ROLE IF EXISTS r, s", [{ kind: "drop", roles: ["r", "s"] }]],
  ["GRANT g, h TO r WITH ADMIN OPTION", [{ kind: "grant", roles: ["g", "h"], members: ["r"], inherits: undefined }]],
  ["GRANT g TO r WITH INHERIT FALSE", [{ kind: "grant", roles: ["g"], members: ["r"], inherits: false }]],
  ["REVOKE g FROM r", [{ kind: "revoke", roles: ["g"], members: ["r"], inherits: undefined }]],
  ["REVOKE INHERIT OPTION FOR g FROM r", [{ kind: "revoke", roles: ["g"], members: ["r"], inherits: undefined, option: "inherit" }]],
  ["REVOKE g FROM r GRANTED BY s", []],
  ["ALTER ROLE r NOINHERIT LOGIN", [{ kind: "inherit", role: "r", inherits: false }]],
  ["ALTER GROUP g DROP USER r", [{ kind: "revoke", roles: ["g"], members: ["r"], inherits: undefined }]],
])("changes roles: %s", (sql, roles) => {
  expect(spell(sql)).toEqual([expect.objectContaining({ kind: "administer", roles })]);
});

test("CREATE ROLE makes memberships", () => {
  expect(spell("CREATE ROLE r NOINHERIT IN ROLE g ROLE s")).toEqual([expect.objectContaining({ kind: "createRole", options: "NOINHERIT IN ROLE g ROLE s", changes: [{ kind: "create", role: "r", inherits: false }, { kind: "grant", roles: ["g"], members: ["r"], inherits: undefined }, { kind: "grant", roles: ["r"], members: ["s"], inherits: undefined }] })]);
});

test.each<[string, object[]]>([
  ["SELECT 1", []],
  ["COPY t TO '/x'", [{ name: { schema: undefined, name: "t", span: "t" }, only: true, mode: "ACCESS SHARE" }]],
  ["SELECT FROM s.u FOR SHARE", [{ name: { schema: "s", name: "u", span: "s.u" }, only: false, mode: "ROW SHARE" }, { name: { schema: "s", name: "u", span: "s.u" }, only: false, mode: "ACCESS SHARE" }]],
  ["EXPLAIN WITH c AS (SELECT FROM ONLY u) SELECT FROM c", [{ name: { schema: undefined, name: "u", span: "u" }, only: true, mode: "ACCESS SHARE" }]],
  ["PREPARE q AS DELETE FROM u", [{ name: { schema: undefined, name: "u", span: "u" }, only: true, mode: "ROW EXCLUSIVE" }, { name: { schema: undefined, name: "u", span: "u" }, only: true, mode: "ACCESS SHARE" }]],
])("reads: %s", (sql, reads) => {
  expect(spell(sql)).toMatchObject([{ kind: "readData", span: sql, written: sql, reads }]);
});

test("SECURITY LABEL locks the table, EXPLAIN ANALYZE runs, DISCARD ALL resets", () => {
  expect(spell("SECURITY LABEL FOR x ON COLUMN s.t.c IS 'y'")).toMatchObject([{ kind: "administer", locks: [{ name: { schema: "s", name: "t" }, mode: "SHARE UPDATE EXCLUSIVE" }] }]);
  expect(spell("EXPLAIN (ANALYZE) DELETE FROM t")).toMatchObject([{ kind: "changeData", command: "delete" }]);
  expect(spell("DISCARD ALL")).toMatchObject([{ kind: "discard", all: true }, { kind: "resetParameter", name: undefined }]);
});

const t = { schema: undefined, name: "t", span: "t" };

test.each<[string, object]>([
  ["REFRESH MATERIALIZED VIEW CONCURRENTLY s.v", { kind: "refreshMaterializedView", name: { schema: "s", name: "v", span: "s.v" }, concurrently: true, keyword: "VIEW", withData: true }],
  ["REFRESH MATERIALIZED VIEW t WITH NO DATA", { kind: "refreshMaterializedView", name: t, concurrently: false, keyword: "VIEW", withData: false }],
  ["REINDEX TABLE t", { kind: "reindex", object: "table", name: t, concurrently: false, keyword: "TABLE", options: [] }],
  ["REINDEX (VERBOSE, TABLESPACE fast) INDEX CONCURRENTLY t", { kind: "reindex", object: "index", name: t, concurrently: true, keyword: "INDEX", options: ["VERBOSE", "TABLESPACE fast"] }],
  ["REINDEX (CONCURRENTLY) SCHEMA t", { kind: "reindex", object: "schema", name: t, concurrently: true, keyword: "SCHEMA", options: [] }],
  ["REINDEX (CONCURRENTLY off) DATABASE", { kind: "reindex", object: "database", name: undefined, concurrently: false, keyword: "DATABASE", options: [] }],
  ["CLUSTER", { kind: "cluster", relation: undefined, index: undefined, options: [] }],
  ["CLUSTER VERBOSE t USING i", { kind: "cluster", relation: t, index: { name: "i", span: "i" }, options: ["VERBOSE"] }],
  ["CLUSTER i ON t", { kind: "cluster", relation: t, index: { name: "i", span: "i" }, options: [] }],
  ["VACUUM FULL ANALYZE t", { kind: "vacuum", relations: [{ name: t, columns: [] }], full: true, options: ["ANALYZE"] }],
  ["VACUUM (FULL false, PARALLEL 2)", { kind: "vacuum", relations: [], full: false, options: ["PARALLEL 2"] }],
  ["ANALYZE VERBOSE t (a, \"B\")", { kind: "analyze", relations: [{ name: t, columns: [{ name: "a", span: "a" }, { name: "B", span: '"B"' }] }], options: ["VERBOSE"] }],
])("%s", (sql, expected) => {
  expect(spell(sql)).toEqual([{ span: sql, ...expected }]);
});

test("CREATE SCHEMA with tables in it", () => {
  expect(kinds("CREATE SCHEMA s CREATE TABLE t (a int)")).toEqual(["createSchema", "createTable"]);
});
