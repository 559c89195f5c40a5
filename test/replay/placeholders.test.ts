import { beforeAll, expect, test } from "vitest";
import { loadPostgres } from "../../src/dialects/postgres/index.js";
import type { Dialect } from "../../src/model/dialect.js";
import { parseFilled } from "../../src/replay/placeholders.js";
import { SourceText } from "../../src/text/source-text.js";

let dialect: Dialect;
beforeAll(async () => {
  dialect = await loadPostgres();
});

test.each([
  ["longer than what it stands for", { "/* SCHEMA */": "app" }, "ALTER TABLE /* SCHEMA */.t ADD COLUMN a int; DROP TABLE /* SCHEMA */.u; DROP TABLE v"],
  ["shorter than what it stands for", { "@": '"a schema with a long name"' }, "ALTER TABLE @.t ADD COLUMN a int; DROP TABLE @.u; DROP TABLE v"],
  ["for nothing", { "%S%": "" }, "ALTER TABLE %S%t ADD COLUMN a int; DROP TABLE %S%u; DROP TABLE v"],
])("places are those of the file: a placeholder %s", (_, placeholders, sql) => {
  const source = new SourceText("migration.sql", sql);
  const script = parseFilled(source, new Map(Object.entries(placeholders)), dialect);
  const [, second = "", third = ""] = sql.split("; ");
  expect(script.source).toBe(source);
  expect(script.statements.map((statement) => source.slice(statement.span))).toEqual([sql.split("; ")[0], second, third]);
  expect(script.statements[0]?.operations.map((operation) => source.slice(operation.span))).toEqual(["ADD COLUMN a int"]);
});

test("of two placeholders at one place the longer one", () => {
  const source = new SourceText("migration.sql", "DROP TABLE $ab, $a");
  const { statements } = parseFilled(source, new Map([["$a", "x"], ["$ab", "y"]]), dialect);
  expect(statements[0]?.operations).toMatchObject([{ name: { name: "y", span: { start: 11, end: 14 } } }, { name: { name: "x", span: { start: 16, end: 18 } } }]);
});

test("without placeholders the file is parsed as it is", () => {
  const source = new SourceText("migration.sql", "DROP TABLE $$a");
  expect(parseFilled(source, new Map([["@", "x"]]), dialect)).toEqual(dialect.parse(source));
});
