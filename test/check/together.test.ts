import { describe, expect, test } from "vitest";
import type { Messages, OptionSet, Report, Rule, Several, SeveralOf, Visitors } from "../../src/check/rule.js";
import type { Subject, Suggestion } from "../../src/model/finding.js";
import { dropRule, printed, run, type bareRule, type SmallHistory } from "./small-history.js";

const several: Several<ReturnType<typeof bareRule>["messages"]> = { found: ({ table }) => ({ message: `together: ${table.join(", ")}`, help: `keep ${table.join(" and ")}` }) };
const rule = (severalOf: SeveralOf | undefined, extra: Partial<Report<Messages>> = {}, more: Partial<Rule> = {}): Rule =>
  dropRule("a", extra, { several, ...(severalOf !== undefined && { severalOf }), ...more });

/** Each finding with its place, those of the others behind it. */
const said = (history: SmallHistory): string[] =>
  run(history).findings.map((finding) => [`${printed(finding, history)} ${finding.message}`, ...finding.related.map((place) => `${printed(place, history)} ${place.message}`)].join(" + "));

/** Reports each DROP TABLE as told. */
const reporting = (reports: (name: string) => readonly { readonly subject: Partial<Subject>; readonly suggestions?: readonly Suggestion[]; readonly message?: string; readonly level?: "warning" }[]): Visitors<Messages, OptionSet> => ({
  dropTable({ migration, operation }, { report }) {
    const { name } = operation.name;
    for (const each of reports(name)) report({ at: { file: migration.source.file, span: operation.span }, message: "found", data: { table: name }, ...each });
  },
});

const first = "prisma/migrations/1_a/migration.sql";
const second = "prisma/migrations/2_b/migration.sql";
const migrations = { "1_a": "DROP TABLE x;\nDROP TABLE y;", "2_b": "DROP TABLE z;" };
const apart = [`${first}:1:1 a: x`, `${first}:2:1 a: y`, `${second}:1:1 a: z`];

describe("which become one", () => {
  test("columns: none of two statements, and none without a column", () => {
    expect(said({ migrations, rules: [rule(undefined)] })).toEqual(apart);
    const check = reporting((column) => [{ subject: { table: "t", column } }]);
    expect(said({ migrations, rules: [rule("columns", {}, { check })] })).toEqual(apart);
  });

  test("columns: of one statement and table, with the way out of the first", () => {
    const columns = ["c", "d"].map((column) => ({ subject: { table: "t", column }, suggestions: [{ title: column, edits: [] }] }));
    const history = { migrations: { "1_a": "DROP TABLE x;", "2_b": "DROP TABLE y;" }, rules: [rule("columns", {}, { check: reporting(() => columns) })] };
    expect(said(history)).toEqual([`${first}:1:1 together: x, x`, `${second}:1:1 together: y, y`]);
    expect(run(history).findings.map(({ suggestions }) => suggestions.map(({ title }) => title))).toEqual([["c"], ["c"]]);
  });

  test("object: of one table in a migration, whatever the statement", () => {
    const tables: Readonly<Record<string, string>> = { x: "t", y: "u", z: "t" };
    const check = reporting((index) => [{ subject: { table: tables[index] ?? null, index } }]);
    const history = { migrations: { "1_a": "DROP TABLE x;\nDROP TABLE y;\nDROP TABLE z;", "2_b": "DROP TABLE x;" }, rules: [rule("object", {}, { check })] };
    expect(said(history)).toEqual([`${first}:1:1 together: x, z + ${first}:3:1 also "z"`, `${first}:2:1 a: y`, `${second}:1:1 a: x`]);
  });

  test("object: none where neither table nor type is named", () => {
    expect(said({ migrations, rules: [rule("object", { subject: {} })] })).toEqual(apart);
  });

  test("migration: all of its file, at the first", () => {
    expect(said({ migrations, rules: [rule("migration")] })).toEqual([`${first}:1:1 together: x, y + ${first}:2:1 also "y"`, `${second}:1:1 a: z`]);
  });

  test("report: all, at the newest", () => {
    expect(said({ migrations, rules: [rule("report")] })).toEqual([`${second}:1:1 together: z, y, x + ${first}:2:1 also "y" + ${first}:1:1 also "x"`]);
  });

  test("a rule without words for several leaves them apart", () => {
    expect(said({ migrations, rules: [dropRule("a", {}, { severalOf: "report" })] })).toEqual(apart);
  });
});

describe("what they bring along", () => {
  const gone = (name: string): Suggestion => ({ title: "Leave it out", edits: [{ file: name === "z" ? second : first, span: name === "y" ? { start: 14, end: 27 } : { start: 0, end: 13 }, text: "" }] });
  const suggested = (severalOf: SeveralOf, texts: Readonly<Record<string, string>>, suggestions: (name: string) => readonly Suggestion[]) => {
    const check = reporting((name) => [{ subject: { table: name }, suggestions: suggestions(name) }]);
    return run({ migrations: texts, rules: [rule(severalOf, {}, { check })] }).findings.map((finding) => finding.suggestions);
  };

  test("suggestions of one title are one, with the edits of all", () => {
    const texts = { ...migrations, "1_a": `${migrations["1_a"]}\nSELECT 1;`, "2_b": `${migrations["2_b"]}\nSELECT 1;` };
    expect(suggested("migration", texts, (name) => [gone(name)])).toEqual([[{ title: "Leave it out", edits: [...gone("x").edits, ...gone("y").edits] }], [gone("z")]]);
    expect(suggested("report", texts, (name) => [gone(name)])).toEqual([[{ title: "Leave it out", edits: ["x", "y", "z"].flatMap((name) => gone(name).edits) }]]);
  });

  test("an edit that two of one statement bring is made once", () => {
    const only = { title: "Leave it out", edits: [{ file: first, span: { start: 0, end: 13 }, text: "SELECT 2;" }] };
    const check = reporting((name) => ["a", "b"].map((index) => ({ subject: { table: name, index }, suggestions: [only] })));
    expect(run({ migrations: { "1_a": "DROP TABLE x;" }, rules: [rule("object", {}, { check })] }).findings.map(({ suggestions }) => suggestions)).toEqual([[only]]);
  });

  test("no suggestion where one has none, another title, or where nothing would be left of the file", () => {
    const texts = { "1_a": `${migrations["1_a"]}\nSELECT 1;` };
    expect(suggested("migration", texts, (name) => (name === "x" ? [gone(name)] : []))).toEqual([[]]);
    expect(suggested("migration", texts, (name) => [{ ...gone(name), title: name }])).toEqual([[]]);
    expect(suggested("migration", { "1_a": migrations["1_a"] }, (name) => [gone(name)])).toEqual([[]]);
  });

  test("errors and warnings stay apart", () => {
    const check = reporting((name) => [{ subject: { table: name }, ...(name === "y" && { level: "warning" as const }) }]);
    expect(said({ migrations: { "1_a": "DROP TABLE x;\nDROP TABLE y;\nDROP TABLE z;" }, rules: [rule("migration", {}, { check })] })).toEqual([`${first}:1:1 together: x, z + ${first}:3:1 also "z"`, `${first}:2:1 a: y`]);
  });

  test("what one of them explains, and its places", () => {
    const explained = dropRule("b", { subject: { table: "c" } });
    const explaining = rule("migration", { explains: [{ rule: "b", subject: { table: "c" } }] });
    const history = { migrations: { "1_a": "DROP TABLE x;\nDROP TABLE y;" }, rules: [explaining, explained] };
    expect(run(history).findings.map(({ supersedes }) => supersedes)).toEqual([["b"]]);
    expect(said(history)).toEqual([`${first}:1:1 together: x, y + ${first}:2:1 b: y`]);
  });

  test("one that is silenced does not come along", () => {
    const history = { migrations: { "1_a": "-- prisma-migrate-lint-disable-next-statement a -- tried\nDROP TABLE x;\nDROP TABLE y;\nDROP TABLE z;" }, rules: [rule("migration")] };
    expect(said(history)).toEqual([`${first}:3:1 together: y, z + ${first}:4:1 also "z"`]);
  });
});
