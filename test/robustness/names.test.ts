import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import type { Finding } from "../../src/model/finding.js";
import type { Timeline } from "../../src/model/step.js";
import { SourceText } from "../../src/text/source-text.js";
import { DatabasePool } from "../judges/database-pool.js";
import { judgeReplay } from "../judges/replayed-history.js";
import { judgeSuggestion } from "../judges/safe-form.js";
import { problemsOf, replayed } from "../replay/replayed.js";
import { lintFixture, type RuleFixture } from "../support/rule-fixture.js";
import { compareWithPostgres } from "./agreement.js";
import { examine } from "./examine.js";
import type { Sources } from "./mutate.js";
import { historyOf, oddNames } from "./odd-names.js";
import { rememberingDialect } from "./pipeline.js";

const pool = new DatabasePool();
afterAll(() => pool.close());

let dialect: Dialect;
beforeAll(async () => {
  dialect = await rememberingDialect();
});

const sourcesOf = (sqls: readonly string[]): Sources => sqls.map((sql, at) => new SourceText(`${at + 1}_m/migration.sql`, sql));

/** Where the catalogs of PostgreSQL and of the replayed database differ, a line each. */
async function differences(sqls: readonly string[]): Promise<readonly string[]> {
  const { failed, different, excused } = await judgeReplay(pool, sqls.map((sql, at) => ({ name: String(at + 1), sql })), dialect, { every: 2 });
  return [...(failed === undefined ? [] : [`${failed.migration} fails: ${failed.message}`]), ...different.flatMap((point) => point.differences.map((line) => `${point.migration}: ${line}`)), ...excused];
}

describe("every kind of object by an odd name", () => {
  test.each(Object.entries(oddNames))("%s", async (_label, name) => {
    const sqls = historyOf(name);
    const refused = sqls.findIndex((sql) => sql.includes("ADD COLUMN") && sql.endsWith(" int;"));
    expect(await differences(sqls.toSpliced(refused, 1))).toEqual([]);

    const { timeline, findings } = examine(sourcesOf(sqls), [], dialect, true);
    expect(timeline.migrations.flatMap(({ steps }) => steps.filter(({ operation }) => operation.kind === "opaque" || operation.kind === "invalid").map(({ operation }) => operation))).toEqual([]);
    expect(problemsOf(timeline)).toEqual([`0: exists column ${name} on ${name}`]);
    expect(named(findings, name)).toEqual([
      ["no-rename-column", 5, '"N"."N"'], ["no-rename-column", 5, '"i"."t"'], ["no-drop-column", 7, '"N"."N"."b"'], ["no-missing-object", 8, '"N"'], ["no-drop-table", 9, '"N"."N"'],
    ]);

    const seen = await pool.with([], (database) => compareWithPostgres(database, timeline));
    expect(seen).toEqual({ agreed: timeline.migrations.flatMap(({ migration }) => migration.script.statements).length, refused: 1, disagreement: undefined });
    expect(await pool.with([], (database) => runHelps(database, timeline, findings))).toEqual({ rules: WITH_SQL, refused: [] });
  });
});

const NAMING: ReadonlySet<string> = new Set(["no-rename-column", "no-drop-column", "no-missing-object", "no-drop-table"]);

/** Rule, migration, and the first thing that its message has in quotes, the name replaced by N. Renames back are left out: they say the new names. */
function named(findings: readonly Finding[], name: string): readonly (readonly [string, number, string])[] {
  const all = findings.filter(({ rule, migration }) => NAMING.has(rule) && migration?.startsWith("6_") !== true);
  return all.map(({ rule, migration, message }) => {
    const plain = message.replaceAll(`"${name}"`, '"N"');
    return [rule, Number(migration?.split("_")[0]), /"(?:\w+|N)"(?:\."\w+")*/.exec(plain)?.[0] ?? plain];
  });
}

/** Rules whose help for this history has whole statements. */
const WITH_SQL = ["no-drop-column", "no-drop-table", "no-rename-column", "no-rename-table", "require-concurrent-index"];

/** The statements of the helps, each run where its finding stands, as if the finding's statement had not been written. */
async function runHelps(database: PGlite, { migrations }: Timeline, findings: readonly Finding[]): Promise<{ readonly rules: readonly string[]; readonly refused: readonly string[] }> {
  const rules = new Set<string>();
  const refused: string[] = [];
  for (const { migration } of migrations) {
    await database.exec("BEGIN");
    for (const { index, span } of migration.script.statements) {
      await database.exec("SAVEPOINT here");
      for (const { rule, help } of findings.filter((finding) => finding.migration === migration.name && finding.statement === index && WITH_SQL.includes(finding.rule))) {
        const helps = [...help.matchAll(/`([^`]+);`/g)].map(([, sql = ""]) => sql).filter((sql) => sql !== "BEGIN" && sql !== "COMMIT");
        if (helps.length > 0) rules.add(rule);
        for (const sql of helps) refused.push(...(await refusalOf(database, sql.replace(" CONCURRENTLY", ""))));
        await database.exec("ROLLBACK TO here");
      }
      // What is refused there is refused on purpose, and leaves all as it was.
      if ((await refusalOf(database, migration.source.slice(span))).length > 0) await database.exec("ROLLBACK TO here");
    }
    await database.exec("COMMIT");
  }
  return { rules: [...rules].sort(), refused };
}

async function refusalOf(database: PGlite, sql: string): Promise<readonly string[]> {
  try {
    await database.exec(sql);
    return [];
  } catch (error) {
    // 2BP01: what stands on a column must go first, whatever its name.
    return error instanceof Error && "code" in error && error.code === "2BP01" ? [] : [`${sql}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

describe("suggestions for odd names", () => {
  test.each(["quotes", "newlines", "marks of formats", "dollars", "comments and a statement", "a keyword"])("%s", async (label) => {
    const q = `"${oddNames[label]?.replaceAll('"', '""') ?? ""}"`;
    const migrations = sourcesOf([
      `CREATE TABLE ${q} (id int PRIMARY KEY, ${q} int);`,
      `CREATE INDEX ${q.replace('"', '"i')} ON ${q} (${q}) WHERE ${q} > 0;`,
    ]);
    const fixture: RuleFixture = { path: "test", rule: "test", migrations, schema: [], base: undefined, config: { postgresVersion: 18 }, fresh: 1, expected: [] };
    const judged: string[] = [];
    for (const finding of lintFixture(fixture, dialect).findings) {
      for (const suggestion of finding.suggestions) {
        if (finding.rule !== "require-concurrent-index") continue;
        const said = await pool.with([], (database) => judgeSuggestion(database, fixture, finding, suggestion, dialect));
        judged.push(`${finding.rule}: ${said.join("; ")}`);
      }
    }
    expect(judged).toEqual(["require-concurrent-index: "]);
  });
});

describe("names are the same or not as PostgreSQL has it", () => {
  test.each<readonly [string, readonly string[], readonly string[]]>([
    ["twins by case", ['CREATE TABLE "Note" (id int, "ID" int, "Id" int); CREATE TABLE Note (id int); CREATE TABLE "NOTE" (id int); CREATE TABLE nOTE (); CREATE INDEX "I" ON "Note" ("ID"); CREATE INDEX i ON "Note" ("Id");', 'DROP TABLE NOTE; ALTER TABLE "Note" DROP COLUMN ID; ALTER TABLE "NOTE" RENAME TO "nOTE"; ALTER INDEX I RENAME TO "i I"; ALTER TABLE note ADD x int;'], ["3: exists table note", "4: missing table note"]],
    ["twins of an enum and its values", ["CREATE TYPE \"Role\" AS ENUM ('admin', 'Admin', 'ADMIN'); CREATE TYPE role AS ENUM (); CREATE TABLE t (a \"Role\" DEFAULT 'Admin', b role, c ROLE[]);", "ALTER TYPE \"Role\" RENAME VALUE 'Admin' TO 'aDMIN'; DROP TYPE Role CASCADE;"], []],
    ["only ASCII is folded", ['CREATE TABLE ÄÖ (ÜBER int, "über" int); ALTER TABLE ÄÖ DROP COLUMN "Über"; ALTER TABLE äÖ ADD COLUMN x int; ALTER TABLE "ÄÖ" RENAME COLUMN "ÜBER" TO x;'], ["2: missing table äÖ", "3: missing column ÜBER on ÄÖ"]],
    ["cut at a character's border", [`CREATE TABLE "${"é".repeat(40)}" (a int); ALTER TABLE "${"é".repeat(31)}" ADD COLUMN "${"😀".repeat(16)}" int; CREATE INDEX ON "${"é".repeat(31)}x" ("${"😀".repeat(15)}"); CREATE TABLE x${"😀".repeat(20)} (); DROP TABLE x${"😀".repeat(15)};`], [`2: missing table ${"é".repeat(31)}x`]],
    ["too long for two", [`CREATE TABLE ${"a".repeat(64)} (); CREATE TABLE ${"a".repeat(63)} (); CREATE TABLE ${"a".repeat(62)} ();`], [`1: exists table ${"a".repeat(63)}`]],
    ["Unicode escapes", [String.raw`CREATE TABLE U&"d\0061t\+000061" (U&"\00E4" int, u&"x!0041" UESCAPE '!' int); ALTER TABLE data RENAME COLUMN "ä" TO a; ALTER TABLE data ADD COLUMN U&"\00e4" int, DROP COLUMN "xA"; COMMENT ON TABLE data IS U&'\0041 \\';`], []],
    ["strings of all kinds", [String.raw`CREATE TABLE t (a text DEFAULT E'it''s \'\x41\u00e9\\', b text DEFAULT 'one' ` + "\n" + String.raw`' two', c text DEFAULT $Tag$it's $x$ $$ $Tag$, d text DEFAULT $ä1_$a$ä1_$, e bytea DEFAULT '\x41', f text DEFAULT '\n');`, "ALTER TABLE t ALTER a SET DEFAULT $x$$a$$x$; CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $A$ SELECT $a$;$a$ $A$; ALTER TABLE t ADD g text;"], []],
  ])("%s", async (_label, sqls, problems) => {
    const timeline = replayed(sqls);
    expect(problemsOf(timeline)).toEqual(problems);
    const { agreed, refused, disagreement } = await pool.with([], (database) => compareWithPostgres(database, timeline));
    expect({ agreed, refused, disagreement }).toEqual({ agreed: timeline.migrations.flatMap(({ migration }) => migration.script.statements).length, refused: problems.length, disagreement: undefined });
    const running = sqls.map((_sql, at) => timeline.migrations[at]?.steps.filter((step) => step.problems.length === 0) ?? []).map((steps) => [...new Set(steps.map(({ statement }) => statement))]);
    expect(await differences(running.map((statements, at) => statements.map(({ span }) => `${sqls[at]?.slice(span.start, span.end) ?? ""};`).join("\n")))).toEqual([]);
    examine(sourcesOf(sqls), [], dialect, true);
  });
});
