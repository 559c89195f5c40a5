import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadParser, parse } from "../../../src/dialects/postgres/parse/index.js";
import { statements, writer } from "../../../src/dialects/postgres/write/writer.js";
import { identifier, nameAt, NOWHERE } from "../../../src/database/recreate/nowhere.js";
import type { Operation } from "../../../src/model/operation.js";
import { SourceText } from "../../../src/text/source-text.js";
import { DatabasePool } from "../../judges/database-pool.js";
import { writtenStatements } from "./written-statements.js";

const pool = new DatabasePool();
beforeAll(loadParser);
afterAll(() => pool.close());

const read = (sql: string): readonly Operation[] => parse(new SourceText("migration.sql", sql)).statements.flatMap((statement) => statement.operations);

const cases = Object.entries(writtenStatements).flatMap(([kind, list]) => list.map((sql) => ({ kind, sql })));

describe("statement", () => {
  test.each(cases)("$kind: $sql", ({ kind, sql }) => {
    const operations = read(sql);
    expect(operations[0]?.kind).toBe(kind);
    expect(statements(operations)).toEqual([sql]);
  });

  test("PostgreSQL runs what is written, in one session", async () => {
    await pool.with(["citext"], async (database) => {
      for (const { sql } of cases) await expect(database.exec(sql), sql).resolves.toHaveLength(1);
    });
  }, 60_000);

  test.each<{ readonly operation: Operation; readonly message: string }>([
    {
      operation: { kind: "opaque", span: NOWHERE, node: "DoStmt", mayChangeSchema: true, refusesTransaction: false },
      message: "an operation of the kind opaque has no SQL of its own",
    },
    { operation: { kind: "invalid", span: NOWHERE, message: "syntax error", at: NOWHERE }, message: "an operation of the kind invalid has no SQL of its own" },
    {
      operation: {
        kind: "changeData",
        span: NOWHERE,
        table: nameAt({ schema: undefined, name: "T" }),
        command: "insert",
        literalRows: true,
        columns: ["a"],
        reads: [],
        readsColumns: [],
        where: undefined,
        cascade: false,
      },
      message: "insert on T cannot be written: its values are not part of the operation",
    },
  ])("$message", ({ operation, message }) => {
    expect(() => writer.statement(operation)).toThrow(new Error(message));
  });

  test("a constraint written inside CREATE TABLE is a statement of its own when asked for alone", () => {
    const operation: Operation = {
      kind: "addConstraint",
      span: NOWHERE,
      table: nameAt({ schema: "public", name: "T" }),
      name: identifier("T_pkey"),
      constraint: { kind: "primaryKey", columns: [identifier("id")], include: [], usingIndex: undefined, deferrable: false, initiallyDeferred: false },
      inline: "createTable",
    };
    expect(writer.statement(operation)).toBe('ALTER TABLE "public"."T" ADD CONSTRAINT "T_pkey" PRIMARY KEY ("id")');
  });
});

test("names and literals", () => {
  expect(writer.identifier('a"b')).toBe('"a""b"');
  expect(writer.name({ schema: "s", name: "T" })).toBe('"s"."T"');
  expect(writer.name({ schema: undefined, name: "T" })).toBe('"T"');
  expect(writer.literal("it's a \\ backslash")).toBe("'it''s a \\ backslash'");
});
