import { beforeAll, expect, test } from "vitest";
import { loadParser } from "../../../../src/dialects/postgres/parse/index.js";
import { spell } from "./spell.js";

beforeAll(loadParser);

test("statements inside have their own places, also after letters of several bytes", () => {
  const sql = `/* é */ DO $body$ BEGIN -- ü
    ALTER TABLE "Größe" ADD COLUMN b int DEFAULT 1;
  END $body$`;
  expect(spell(sql)).toMatchObject([
    { kind: "opaque", node: "DoStmt", mayChangeSchema: false },
    { kind: "addColumn", span: "ADD COLUMN b int DEFAULT 1", table: { name: "Größe", span: '"Größe"' }, column: { default: "1", defaultSpan: "1" } },
  ]);
});

test("what stands in an IF or before EXCEPTION is conditional", () => {
  const inIf = spell("DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'e') THEN CREATE TYPE e AS ENUM ('a'); END IF; DROP TABLE t; END $$");
  expect(inIf).toMatchObject([{ node: "DoStmt", mayChangeSchema: false }, { kind: "createEnum", conditional: true }, { kind: "dropTable", span: "DROP TABLE t" }]);
  expect(inIf[2]).not.toHaveProperty("conditional");
  expect(spell("DO $$ BEGIN CREATE TYPE e AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$")).toMatchObject([{ mayChangeSchema: false }, { kind: "createEnum", conditional: true }]);
});

test("EXECUTE of one literal is read, at the literal's place", () => {
  expect(spell(`DO $$ BEGIN EXECUTE 'CREATE TYPE "e" AS ENUM (''a'')'; END $$`)).toMatchObject([
    { mayChangeSchema: false },
    { kind: "createEnum", span: `'CREATE TYPE "e" AS ENUM (''a'')'`, values: [{ name: "a" }] },
  ]);
});

test.each([
  ["SQL put together at run time", "EXECUTE 'DROP TABLE ' || (SELECT n FROM names);", "'DROP TABLE ' || (SELECT n FROM names)", true, false],
  ["rows of a table that is not known", "FOR r IN SELECT n FROM names LOOP EXECUTE format('INSERT INTO %I VALUES (1)', r.n); END LOOP;", "format('INSERT INTO %I VALUES (1)', r.n)", false, true],
  ["rights on what is not known", "EXECUTE 'GRANT SELECT ON ' || n || ' TO me';", "'GRANT SELECT ON ' || n || ' TO me'", false, false],
  ["what a query gives", "EXECUTE (SELECT s FROM names);", "(SELECT s FROM names)", true, true],
])("not known: %s", (_, body, span, mayChangeSchema, mayFill) => {
  expect(spell(`DO $$ DECLARE r record; n text; BEGIN ${body} END $$`)).toMatchObject([{ node: "DoStmt", mayChangeSchema: false }, { kind: "opaque", node: "DoStmt", span, mayChangeSchema, mayFill }]);
});

test.each(["DO LANGUAGE plpython3u $$ pass $$", "DO $$ this is no PL/pgSQL $$"])("left alone: %s", (sql) => {
  expect(spell(sql)).toEqual([{ kind: "opaque", span: sql, node: "DoStmt", mayChangeSchema: true, refusesTransaction: false, mayFill: true }]);
});

test("without a database all that may run is conditional", () => {
  const sql = `DO $$ DECLARE n int; BEGIN
    IF random() > 0.5 THEN DROP TABLE a; ELSIF random() > 0.5 THEN DROP TABLE b; ELSE DROP TABLE c; END IF;
    CASE n WHEN 1 THEN DROP TABLE d; ELSE DROP TABLE e; END CASE;
    FOR n IN SELECT id FROM t LOOP INSERT INTO u VALUES (n) RETURNING id INTO n; END LOOP;
    WHILE n < 3 LOOP n := n + 1; DELETE FROM t; END LOOP;
    LOOP UPDATE t SET id = 1; EXIT WHEN n > 3; TRUNCATE t; END LOOP;
  END $$`;
  expect(spell(sql).slice(1)).toMatchObject([
    { kind: "dropTable", span: "DROP TABLE a", conditional: true },
    { kind: "dropTable", span: "DROP TABLE b", conditional: true },
    { kind: "dropTable", span: "DROP TABLE c", conditional: true },
    { kind: "dropTable", span: "DROP TABLE d", conditional: true },
    { kind: "dropTable", span: "DROP TABLE e", conditional: true },
    { kind: "changeData", command: "insert", span: "INSERT INTO u VALUES (n) RETURNING id", conditional: true },
    { kind: "changeData", command: "delete", conditional: true },
    { kind: "changeData", command: "update", span: "UPDATE t SET id = 1" },
    { kind: "changeData", command: "truncate", conditional: true },
  ]);
});

test("loops over literals run once for each", () => {
  expect(spell("DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['a', 'B'] LOOP EXECUTE format('DROP TABLE %I', t); END LOOP; END $$").slice(1)).toMatchObject([
    { kind: "dropTable", span: "format('DROP TABLE %I', t)", name: { name: "a" } },
    { kind: "dropTable", span: "format('DROP TABLE %I', t)", name: { name: "B" } },
  ]);
});

test("a body in plain quotes is read, at the place of the whole", () => {
  expect(spell("DO 'BEGIN DELETE FROM t; DELETE FROM u WHERE a = ''x''; END'").slice(1)).toMatchObject([
    { kind: "changeData", table: { name: "t", span: "t" } },
    { kind: "changeData", table: { name: "u", span: "DELETE FROM t" } },
  ]);
});

test("PERFORM, assignments and conditions say which functions they call", () => {
  expect(spell("DO $$ DECLARE n int; BEGIN PERFORM f(1, 'a'); n := g(2); IF h() THEN NULL; END IF; SELECT i() INTO n; CALL s.p(); PERFORM now(); END $$").slice(1)).toMatchObject([
    { kind: "readData", span: "PERFORM f(1, 'a')", calls: [{ schema: undefined, name: "f", arguments: ["1", "'a'"] }] },
    { kind: "readData", span: " g(2)", calls: [{ name: "g", arguments: ["2"] }] },
    { kind: "readData", span: "h()", calls: [{ name: "h", arguments: [] }] },
    { kind: "readData", span: "SELECT i()", calls: [{ name: "i" }] },
    { kind: "opaque", node: "CallStmt", span: "CALL s.p()", calls: [{ schema: "s", name: "p" }] },
  ]);
});
