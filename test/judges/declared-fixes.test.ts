import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fixed } from "../../src/fix/fix.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Suggestion } from "../../src/model/finding.js";
import type { Project } from "../../src/model/project.js";
import { applyEdits } from "../../src/text/edit.js";
import { SourceText } from "../../src/text/source-text.js";
import { compareCatalogs, readCatalog } from "../../src/verify/postgres/catalog.js";
import { engineHistory, type EngineMigration } from "../support/engine-history.js";
import { fixFixture, judgeAs, projectOf } from "../support/fixed-fixture.js";
import { postgres } from "../support/postgres.js";
import { parseRuleFixture, type RuleFixture } from "../support/rule-fixture.js";
import { DatabasePool } from "./database-pool.js";
import { judgeFix } from "./fixed-histories.js";

const pool = new DatabasePool();
let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});
afterAll(() => pool.close());

/**
 * A history in one file, as rules have them, and what is expected of `--fix`, written by hand: `-- fixed: FILE` and `-- gone: FILE` say how files then are,
 * `-- left: RULE "why"` which findings stay, `-- later: …` what the next release is to do, `-- next: …` what Prisma would write next (nothing unless said),
 * `-- then: …` what it writes once the next release has done that.
 * `-- choice: TITLE` begins what a suggestion that only people may take makes of the files.
 */
interface FixFixture {
  readonly name: string;
  readonly history: RuleFixture;
  readonly files: Readonly<Record<string, string | null>>;
  readonly left: readonly string[];
  readonly later: readonly string[];
  readonly next: readonly string[];
  readonly then: readonly string[];
  readonly choices: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

function readFixture(name: string): FixFixture {
  const text = readFileSync(`fixtures/fixes/${name}`, "utf8");
  const [history = "", ...expected] = text.split(/^(?=-- (?:fixed|gone|left|later|next|then|choice): )/m);
  let files: Record<string, string | null> = {};
  const whole = files;
  const choices: Record<string, Record<string, string>> = {};
  const said = { left: [] as string[], later: [] as string[], next: [] as string[], then: [] as string[] };
  for (const part of expected) {
    const [, kind = "", value = "", body = ""] = /^-- (\w+): ([^\n]*)\n([\s\S]*)$/.exec(part) ?? [];
    if (kind === "choice") files = choices[value] = {};
    else if (kind === "fixed") files[value] = `${body.trimEnd()}\n`;
    else if (kind === "gone") files[value] = null;
    else if (kind === "left" || kind === "later" || kind === "next" || kind === "then") said[kind].push(value);
  }
  return { name, history: parseRuleFixture(name, history), files: whole, choices, ...said };
}

const fixtures = readdirSync("fixtures/fixes").filter((name) => name.endsWith(".sql")).sort().map(readFixture);
const historyOf = ({ migrations }: Project): EngineMigration[] => migrations.map(({ name, source }) => ({ name, sql: source.text }));
const textOf = ({ migrations, schema }: Project, name: string): string | undefined => [...migrations.map(({ source }) => source), ...schema].find(({ file }) => file === name)?.text;
const schemaOf = ({ schema }: Project): string => schema.map(({ text }) => text).join("\n");
const fixed = (history: RuleFixture): Fixed => fixFixture(history, projectOf(history), "recommended", dialect);

/** The project's files with the edits of a suggestion. */
function chosen(project: Project, { edits }: Suggestion): Project {
  const edited = (source: SourceText): SourceText => new SourceText(source.file, applyEdits(source.text, edits.filter(({ file }) => file === source.file)));
  return { ...project, schema: project.schema.map(edited), migrations: project.migrations.map((migration) => ({ ...migration, source: edited(migration.source) })) };
}

describe.each(fixtures)("$name", ({ history, files, left, later, choices }) => {
  it("becomes what was written by hand, and says what is left and why", () => {
    const result = fixed(history);
    expect(Object.fromEntries(result.files.map(({ file, after }) => [file, after === undefined ? null : `${after.trimEnd()}\n`]))).toEqual(files);
    expect(result.left.map(({ finding, why }) => `${finding.rule} "${why}"`)).toEqual(left);
    expect(result.migrations.flatMap(({ taken }) => taken.flatMap((one) => one.later ?? []))).toEqual(later);
    expect(fixFixture(history, result.project, "recommended", dialect).files).toEqual([]);
  });

  it("leaves to people what only they know, in words that Prisma's engine has nothing to add to", async () => {
    const project = projectOf(history);
    const suggestions = judgeAs("recommended", history, dialect)(project).findings.flatMap((finding) => finding.suggestions.filter(({ asks }) => asks !== undefined));
    const made = suggestions.map((suggestion) => ({ title: suggestion.title, project: chosen(project, suggestion) }));
    const changed = (after: Project): Record<string, string> => Object.fromEntries([...after.migrations.map(({ source }) => source), ...after.schema].filter(({ file, text }) => textOf(project, file) !== text).map(({ file, text }) => [file, `${text.trimEnd()}\n`]));
    expect(Object.fromEntries(made.map((one) => [one.title, changed(one.project)]))).toEqual(choices);
    for (const one of made) expect(await pool.with([], async (database) => (await engineHistory(database)).next(historyOf(one.project), schemaOf(one.project)))).toBe("");
  });
});

const statementsOf = (written: string): string[] => written.split("\n").filter((line) => line !== "" && !line.startsWith("--"));

describe.each(fixtures.filter(({ files }) => Object.keys(files).length > 0))("$name", ({ history, next }) => {
  it("runs with rows in the tables, to the end that is meant", async () => {
    expect((await pool.with([], (server) => judgeFix(server, history, dialect))).wrong).toEqual([]);
  });

  it("leaves Prisma's engine nothing to write, and a database with the old files up to date", async () => {
    const before = projectOf(history);
    const { project, migrations } = fixed(history);
    const after = historyOf(project);
    const written = await pool.with([], async (database) => (await engineHistory(database)).next(after, schemaOf(project)));
    expect(statementsOf(written)).toEqual(next);
    const old = await pool.with([], async (database) => {
      const engine = await engineHistory(database);
      await engine.deploy(historyOf(before));
      for (const sql of migrations.flatMap(({ catchUp }) => catchUp.sql)) await database.exec(sql);
      for (const name of migrations.flatMap(({ catchUp }) => catchUp.resolve)) await engine.resolveApplied(name, after);
      await engine.deploy(after);
      expect(await engine.diagnose(after)).toEqual({ edited: [], pending: [] });
      return readCatalog((sql) => database.query(sql));
    });
    const fresh = await pool.with([], async (database) => {
      await (await engineHistory(database)).deploy(after);
      return readCatalog((sql) => database.query(sql));
    });
    expect(compareCatalogs(old, fresh)).toEqual([]);
  });
});

describe.each(fixtures.filter(({ later }) => later.length > 0))("$name", ({ history, then }) => {
  it("lets Prisma's engine write the rest once schema.prisma is as it was written", async () => {
    const after = historyOf(fixed(history).project);
    const written = await pool.with([], async (database) => (await engineHistory(database)).next(after, schemaOf(projectOf(history))));
    expect(statementsOf(written)).toEqual(then);
  });
});
