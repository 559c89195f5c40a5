import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { SourceText } from "../../src/text/source-text.js";
import { DatabasePool } from "../judges/database-pool.js";
import { replayed } from "../replay/replayed.js";
import { rememberingDialect, requirePlaces, runPipeline, written } from "./pipeline.js";

const pool = new DatabasePool();
afterAll(() => pool.close());

let dialect: Dialect;
beforeAll(async () => {
  dialect = await rememberingDialect();
});

const around = (before: string, inner: string, after: string, times: number): string => before.repeat(times) + inner + after.repeat(times);
const list = (length: number, item: (at: number) => string, separator: string): string => Array.from({ length }, (_, at) => item(at)).join(separator);

/** One statement and its operations. `invalid`: PostgreSQL's grammar refuses it too; `opaque` with a name: deeper than we go, and it may have changed anything. */
const cases: readonly (readonly [string, string, string])[] = [
  ["parentheses", `SELECT ${around("(", "1", ")", 400)}`, "readData"],
  ["far too many parentheses", `SELECT ${around("(", "1", ")", 100_000)}`, "invalid"],
  ["parentheses left open", `SELECT ${"(".repeat(100_000)}`, "invalid"],
  ["brackets", `SELECT ARRAY${around("[", "1", "]", 5000)}`, "readData"],
  ["CASE", `SELECT ${around("CASE WHEN true THEN ", "1", " END", 2000)}`, "invalid"],
  ["NOT", `SELECT ${"NOT ".repeat(20_000)}true`, "invalid"],
  ["casts", `CREATE TABLE deep (id int DEFAULT 1${"::int".repeat(20_000)})`, "opaque TooDeep"],
  ["calls", `CREATE TABLE deep (id text DEFAULT ${around("lower(", "'x'", ")", 2000)})`, "createTable"],
  ["a chain of AND", `CREATE TABLE deep (id int CHECK (${list(20_000, (at) => `id <> ${at}`, " AND ")}))`, "createTable, addConstraint"],
  ["a chain of +", `CREATE TABLE deep (id int CHECK (${list(3000, () => "id", " + ")} > 0))`, "createTable, addConstraint"],
  ["a far too long chain of +", `CREATE TABLE deep (id int CHECK (${list(20_000, () => "id", " + ")} > 0))`, "opaque TooDeep"],
  ["a chain of ||", `UPDATE t SET name = ${list(3000, () => "'x'", " || ")}`, "changeData"],
  ["subselects", `CREATE VIEW deep AS ${around("SELECT * FROM (", "SELECT 1 AS a", ") x", 300)}`, "createView"],
  ["far too many subselects", `CREATE VIEW deep AS ${around("SELECT * FROM (", "SELECT 1 AS a", ") x", 2000)}`, "invalid"],
  ["unions", `CREATE VIEW deep AS ${list(2000, (at) => `SELECT ${at} AS a`, " UNION ALL ")}`, "createView"],
  ["joins", `CREATE VIEW deep AS SELECT t0.id FROM t t0 ${list(500, (at) => `JOIN t t${at + 1} ON t${at}.id = t${at + 1}.id`, " ")}`, "createView"],
  ["BEGIN in DO", `DO $$ ${around("BEGIN ", "NULL; ", "END; ", 1000)} $$`, "opaque"],
  ["far too many BEGIN in DO", `DO $$ ${around("BEGIN ", "NULL; ", "END; ", 10_000)} $$`, "opaque DoStmt"],
  ["IF in DO", `DO $$ BEGIN ${around("IF true THEN ", "CREATE TABLE deep (id int); ", "END IF; ", 500)} END $$`, "opaque, createTable"],
  ["BEGIN in a function", `CREATE FUNCTION deep() RETURNS void LANGUAGE plpgsql AS $$ ${around("BEGIN ", "NULL; ", "END; ", 1000)} $$`, "createObject"],
  ["DO in EXECUTE in DO", nestedDo(9), "opaque DoStmt"],
  ["comments in comments", `${around("/*", "", "*/", 50_000)} SELECT 1`, "readData"],
  ["tags of dollar quotes", `SELECT ${list(5000, (at) => `$a${at}$ $a${at}$`, ", ")}`, "readData"],
];

function nestedDo(depth: number): string {
  let sql = "CREATE TABLE deep (id int)";
  for (let left = depth; left > 0; left--) sql = `DO ' BEGIN EXECUTE ''${sql.replaceAll("'", "''")}''; END '`;
  return sql;
}

/** In all of them the statements before and after are judged as ever. */
describe("however deep a statement is, it is read, opaque or a finding, and what stands after it is judged", () => {
  test.each(cases)("%s", { timeout: 60_000 }, (_name, sql, kinds) => {
    const before = "CREATE TABLE t (id int, name text); CREATE TABLE gone (id int);";
    const file = new SourceText("2_it/migration.sql", `DROP TABLE nowhere;\n${sql};\nDROP TABLE gone;\n`);
    requirePlaces(dialect.parse(file));
    const findings = runPipeline({ migrations: [new SourceText("1_before/migration.sql", before), file] }, dialect);
    const statements = dialect.parse(file).statements;
    expect(statements.map(({ span }) => file.slice(span).slice(0, 10))).toEqual(["DROP TABLE", file.slice(statements[1]?.span ?? { start: 0, end: 0 }).slice(0, 10), "DROP TABLE"]);
    const seen = findings.filter(({ rule, statement }) => ["no-missing-object", "no-drop-table", "no-syntax-error"].includes(rule) && statement !== 1).map(({ rule, statement }) => `${rule} ${statement ?? "?"}`);
    expect(seen).toEqual(["no-missing-object 0", "no-drop-table 2"]);
    const operations = statements[1]?.operations ?? [];
    expect(operations.map((operation) => (operation.kind === "opaque" && operation.mayChangeSchema ? `opaque ${operation.node}` : operation.kind)).join(", ")).toBe(kinds);
    expect(findings.filter(({ rule, statement }) => rule === "no-syntax-error" && statement === 1).length).toBe(kinds === "invalid" ? 1 : 0);
    written(dialect, replayed([before, file.text]).database);
  });
});

test.each(cases.filter(([, , kinds]) => kinds === "invalid"))("PostgreSQL's grammar refuses it too: %s", async (_name, sql) => {
  const refused = pool.with([], (database) => database.exec(sql));
  await expect(refused).rejects.toMatchObject({ code: "42601" });
});
