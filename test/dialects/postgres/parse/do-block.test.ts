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
  ["SQL put together at run time", "EXECUTE format('DROP TABLE %I', 't');"],
  ["one of several branches", "IF random() > 0.5 THEN DROP TABLE t; ELSE DROP TABLE u; END IF;"],
  ["a loop", "FOR i IN 1..3 LOOP DROP TABLE t; END LOOP;"],
])("not known: %s", (_, body) => {
  expect(spell(`DO $$ BEGIN ${body} END $$`)).toEqual([{ kind: "opaque", span: `DO $$ BEGIN ${body} END $$`, node: "DoStmt", mayChangeSchema: true, refusesTransaction: false }]);
});

test.each(["DO LANGUAGE plpython3u $$ pass $$", "DO $$ this is no PL/pgSQL $$", "DO 'BEGIN DELETE FROM t; END'"])("left alone: %s", (sql) => {
  expect(spell(sql)).toEqual([{ kind: "opaque", span: sql, node: "DoStmt", mayChangeSchema: true, refusesTransaction: false }]);
});
