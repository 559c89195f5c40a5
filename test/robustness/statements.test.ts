import { readFileSync } from "node:fs";
import fc from "fast-check";
import { parseSync } from "libpg-query";
import { beforeAll, describe, expect, test } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { SourceText } from "../../src/text/source-text.js";
import { problemsOf, replayed } from "../replay/replayed.js";
import { crashes, declare, requirePlaces, rememberingDialect, runPipeline, shopMigrations, written } from "./pipeline.js";
import { before, statements } from "./statements.js";

let dialect: Dialect;
beforeAll(async () => {
  dialect = await rememberingDialect();
});

const start = new SourceText("1_before/migration.sql", before);
const all = Object.values(statements).flat();

describe("statements of every kind that PostgreSQL has", () => {
  test("none is left out", () => {
    const types = readFileSync("node_modules/@pgsql/types/types.d.ts", "utf8");
    const known = new Set([...types.matchAll(/\b(\w+Stmt): /g)].map(([, kind = ""]) => kind));
    // Parts of others, of PL/pgSQL, or made only after parsing.
    for (const inner of ["PLAssignStmt", "RawStmt", "ReplicaIdentityStmt", "ReturnStmt", "SetOperationStmt"]) known.delete(inner);
    expect([...known].sort()).toEqual(Object.keys(statements).sort());
  });

  test.each(Object.entries(statements))("%s", (kind, sqls) => {
    for (const sql of sqls) {
      const source = new SourceText("2_it/migration.sql", sql);
      const script = dialect.parse(source);
      const { stmts = [] } = parseSync(sql);
      expect([sql, stmts.map(({ stmt = {} }) => Object.keys(stmt)[0])]).toEqual([sql, [kind]]);
      expect([sql, script.statements.map(({ span }) => source.slice(span))]).toEqual([sql, [sql]]);
      expect([sql, script.statements.flatMap(({ operations }) => operations.filter((operation) => operation.kind === "invalid"))]).toEqual([sql, []]);
      requirePlaces(script);
      // Before, between and after what it may have changed; and on a database without anything that it names.
      runPipeline({ migrations: [start, source] }, dialect);
      runPipeline({ migrations: [source, start] }, dialect);
      runPipeline({ migrations: [start, source, new SourceText("3_again/migration.sql", sql)] }, dialect);
    }
  });

  test.each(Object.entries(statements))("the database after %s can be written and read again", (_kind, sqls) => {
    for (const sql of sqls) {
      const ddl = written(dialect, replayed([before, sql]).database);
      const again = replayed([ddl]);
      expect([sql, problemsOf(again)]).toEqual([sql, []]);
      expect([sql, written(dialect, again.database)]).toEqual([sql, ddl]);
    }
  });

  test("in one file", () => {
    const file = new SourceText("2_all/migration.sql", `${all.join(";\n")};\n`);
    requirePlaces(dialect.parse(file));
    expect(dialect.parse(file).statements.map(({ span }) => file.slice(span))).toEqual(all);
    runPipeline({ migrations: [start, file] }, dialect);
  });
});

test("the shop's history without any one of its statements", { timeout: 60_000 }, () => {
  const shop = shopMigrations();
  const without = function* (): Generator<readonly [string, readonly SourceText[]]> {
    for (const [at, source] of shop.entries()) {
      for (const { index, span } of dialect.parse(source).statements) {
        const text = source.text.slice(0, span.start) + source.text.slice(span.end);
        yield [`${source.file} without ${index}`, shop.with(at, new SourceText(source.file, text))];
      }
    }
  };
  expect(crashes(without(), (migrations) => runPipeline({ migrations }, dialect))).toEqual([]);
});

describe("text that makes no sense", () => {
  const seeds = [20260101, Math.trunc(Math.random() * 0x7fffffff)];
  const words = [...new Set([before, ...all, ...shopMigrations().map(({ text }) => text)].flatMap((text) => text.match(/"[^"]*"|'[^']*'|\w+|\s+|[^\w\s]/g) ?? []))];
  const rough = ["'", '"', "$$", "$a$", "--", "/*", "*/", "\0", "\uFEFF", "\uD800", "\uDC00", "😀", "é", "\r", "\n", "\\", "U&'\\", "e'\\", "$1", "1e", "0x", ";", "(", ")", "[", "{", "%", "prisma-migrate-lint-disable-next-statement ", "BEGIN ATOMIC"];
  const shuffled = fc.array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: fc.constantFrom(...rough) }), { maxLength: 60 }).map((parts) => parts.join(" "));
  const spoilt = fc.tuple(fc.constantFrom(...all), fc.nat(), fc.nat(12), fc.constantFrom(...rough, ...words)).map(([sql, at, length, part]) => {
    const from = at % (sql.length + 1);
    return sql.slice(0, from) + part + sql.slice(from + length);
  });
  const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => new TextDecoder().decode(array));
  const script = fc.array(spoilt, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(";\n"));

  // The second seed is a new one each time; a failure prints it.
  test.each(seeds)("SQL, seed %i", { timeout: 60_000 }, (seed) => {
    const property = fc.property(fc.oneof(shuffled, spoilt, script, bytes, fc.string({ unit: "binary", maxLength: 200 })), (sql) => {
      const source = new SourceText("2_it/migration.sql", sql);
      requirePlaces(dialect.parse(source));
      runPipeline({ migrations: [start, source] }, dialect);
    });
    fc.assert(property, { seed, numRuns: 1500 });
  });

  const schema = readFileSync("fixtures/projects/shop/prisma/schema.prisma", "utf8");
  const schemaWords = [...new Set(schema.match(/"[^"]*"|@{0,2}\w+|\s+|[^\w\s]/g) ?? [])];
  const schemaText = fc.oneof(
    fc.array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...schemaWords) }, { weight: 1, arbitrary: fc.constantFrom(...rough, "@", "@@", "///", "model A {\n", "}\n", "enum E {", "type T =", "@relation(", "@db.") }), { maxLength: 80 }).map((parts) => parts.join("")),
    bytes,
  );
  test.each(seeds)("schema.prisma, seed %i", { timeout: 60_000 }, (seed) => {
    fc.assert(fc.property(schemaText, (text) => {
      const source = new SourceText("schema.prisma", text);
      declare(source);
      runPipeline({ migrations: [start], schema: [source] }, dialect);
    }), { seed, numRuns: 1500 });
  });
});
