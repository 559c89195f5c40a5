import { beforeAll, describe, expect, test } from "vitest";
import { tokenize } from "../../src/dialects/postgres/parse/text/tokenize.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Finding } from "../../src/model/finding.js";
import { SourceText } from "../../src/text/source-text.js";
import { DatabasePool } from "../judges/database-pool.js";
import { problemsOf, replayed } from "../replay/replayed.js";
import { rememberingDialect, runPipeline } from "./pipeline.js";

let dialect: Dialect;
beforeAll(async () => {
  dialect = await rememberingDialect();
});

const lines = (count: number, line: (at: number) => string): string => Array.from({ length: count }, (_, at) => `${line(at)}\n`).join("");

const lint = (...sqls: readonly string[]): readonly Finding[] => runPipeline({ migrations: sqls.map((sql, at) => new SourceText(`${String(at).padStart(6, "0")}_m/migration.sql`, sql)) }, dialect);

/** `rule statement`, of rules about what is there. */
const places = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ rule }) => ["no-missing-object", "no-drop-table", "no-syntax-error"].includes(rule)).map(({ rule, statement }) => `${rule} ${statement ?? "?"}`);

const TABLE = "CREATE TABLE t (id int, name text);";

/** Migrations of a size, and what is found: the statement before the last one names nothing, the last one drops what is there. */
const END = "DROP TABLE nowhere;\nDROP TABLE t;\n";
const growing: readonly (readonly [string, number, (count: number) => readonly string[], (count: number) => readonly string[]])[] = [
  ["INSERT", 1000, (count) => [TABLE, lines(count, (at) => `INSERT INTO t VALUES (${at}, 'x');`) + END], (count) => [`no-missing-object ${count}`, `no-drop-table ${count + 1}`]],
  ["UPDATE", 600, (count) => [TABLE, lines(count, (at) => `UPDATE t SET name = 'x' WHERE id = ${at};`) + END], (count) => [`no-missing-object ${count}`, `no-drop-table ${count + 1}`]],
  ["COMMENT", 2500, (count) => [TABLE, lines(count, (at) => `COMMENT ON TABLE t IS 'x${at}';`) + END], (count) => [`no-missing-object ${count}`, `no-drop-table ${count + 1}`]],
  ["DROP of what is missing", 1000, (count) => [TABLE, lines(count - 1, () => "SELECT 1;") + lines(1, () => "DROP TABLE gone;") + END], (count) => [`no-missing-object ${count - 1}`, `no-missing-object ${count}`, `no-drop-table ${count + 1}`]],
  ["syntax errors", 500, (count) => [TABLE, lines(count, (at) => `CRATE TABLE t${at};`) + END], (count) => [...Array.from({ length: count }, (_, at) => `no-syntax-error ${at}`), `no-drop-table ${count + 1}`]],
  ["rows of one INSERT", 25_000, (count) => [TABLE, `INSERT INTO t VALUES ${Array.from({ length: count }, (_, at) => `(${at}, 'x')`).join(", ")};\n${END}`], () => ["no-missing-object 1", "no-drop-table 2"]],
  ["a long string", 250_000, (count) => [TABLE, `INSERT INTO t VALUES (1, '${"x;\n".repeat(count)}');\n${END}`], () => ["no-missing-object 1", "no-drop-table 2"]],
  ["values of an enum", 4000, (count) => [TABLE, `CREATE TYPE e AS ENUM (${Array.from({ length: count }, (_, at) => `'v${at}'`).join(", ")});\n${END}`], () => ["no-missing-object 1", "no-drop-table 2"]],
];

/** What is quadratic in one of these does not end in time. */
describe("thousands in one file, and nothing is lost among them", () => {
  test.each(growing)("%s", { timeout: 120_000 }, (_name, count, make, found) => {
    expect(places(lint(...make(4 * count)))).toEqual(found(4 * count));
  });
});

/** What once was read again from each of its places: at this size quadratic would take minutes, linear takes parts of a second. */
describe("tokens", () => {
  test.each<readonly [string, string, number, number, string | undefined]>([
    ["comments to the end of the line", "-- some comment here\n".repeat(200_000), 200_000, 0, undefined],
    ["comments in stars", "/* x */ ".repeat(200_000), 200_000, 0, undefined],
    ["comments left open in one another", "/*".repeat(500_000), 0, 1, "unterminated"],
    ["operators, one symbol each", "+".repeat(1_000_000), 0, 1_000_000, "symbol"],
    ["minus and plus", "+-".repeat(500_000), 0, 1_000_000, "symbol"],
    ["one long operator", "=".repeat(1_000_000), 0, 1, "operator"],
    ["quotes", "'".repeat(1_000_001), 0, 1, "unterminated"],
    ["double quotes", '"'.repeat(1_000_001), 0, 1, "unterminated"],
    ["semicolons", ";".repeat(500_000), 0, 500_000, "symbol"],
    ["NULs in a comment", `/*${"\0".repeat(100_000)}*/`, 1, 100_000, "nul"],
  ])("%s", { timeout: 20_000 }, (_name, text, comments, count, kind) => {
    const { tokens, comments: found } = tokenize(text);
    expect([found.length, tokens.length, tokens[0]?.kind, tokens.at(-1)?.kind]).toEqual([comments, count, kind, kind]);
    expect([...tokens, ...found.map(({ span }) => span)].every(({ start, end }) => start < end && end <= text.length)).toBe(true);
  });
});

describe("wide and long", () => {
  test("1600 columns, in one statement and in several", () => {
    const count = 1600;
    const columns = Array.from({ length: count }, (_, at) => `c${at} int`);
    const [most, rest] = [columns.slice(0, -50), columns.slice(-50)];
    for (const sqls of [[`CREATE TABLE wide (${columns.join(", ")});`], [`CREATE TABLE wide (${most.join(", ")});`, rest.map((column) => `ALTER TABLE wide ADD COLUMN ${column};\n`).join("")]]) {
      const timeline = replayed([...sqls, `CREATE INDEX ON wide (c${count - 1}); ALTER TABLE wide DROP COLUMN c${count};`]);
      expect(problemsOf(timeline)).toEqual([`1: missing column c${count} on wide`]);
      expect(timeline.database.tables.map((table) => [table.columns.length, table.columns.at(-1)?.name, table.indexes.map(({ name }) => name)])).toEqual([[count, `c${count - 1}`, [`wide_c${count - 1}_idx`]]]);
    }
  });

  test("1601 columns: PostgreSQL refuses them, and the statement of the last one", async () => {
    const columns = Array.from({ length: 1601 }, (_, at) => `c${at} int`);
    const one = `CREATE TABLE wide (${columns.join(", ")});`;
    const several = `CREATE TABLE wide (${columns.slice(0, -1).join(", ")}); ALTER TABLE wide ADD COLUMN ${columns.at(-1) ?? ""};`;
    expect([problemsOf(replayed([one])), problemsOf(replayed([several]))]).toEqual([["0: invalid table wide"], ["1: invalid column c1600 on wide"]]);
    const pool = new DatabasePool();
    for (const sql of [one, several]) await expect(pool.with([], (database) => database.exec(sql))).rejects.toMatchObject({ code: "54011" });
    await pool.close();
  });

  test("ten megabytes of INSERT", { timeout: 60_000 }, () => {
    const row = `INSERT INTO t VALUES ${Array.from({ length: 2000 }, (_, at) => `(${at}, 'x')`).join(", ")};\n`;
    const count = Math.ceil((10 * 1024 * 1024) / row.length);
    expect(places(lint(TABLE, row.repeat(count) + END))).toEqual([`no-missing-object ${count}`, `no-drop-table ${count + 1}`]);
  });

  test("five thousand migrations", { timeout: 60_000 }, () => {
    const sqls = Array.from({ length: 5000 }, (_, at) => (at % 500 === 0 ? `CREATE TABLE t${at} (id int);\n` : `ALTER TABLE t${at - (at % 500)} ALTER COLUMN id SET DEFAULT ${at};\n`));
    expect(places(lint(...sqls, "DROP TABLE t4500;\nDROP TABLE t4501;\n"))).toEqual(["no-drop-table 0", "no-missing-object 1"]);
  });
});
