import { resolveConfig } from "../../src/check/config/config.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Finding, Suggestion } from "../../src/model/finding.js";
import { replay } from "../../src/replay/replay.js";
import { applyEdits } from "../../src/text/edit.js";
import { SourceText } from "../../src/text/source-text.js";
import { rules } from "../../rules/index.js";
import { fillTables } from "../../src/verify/rows/fill-tables.js";
import { environmentOf, lintFixture, migrationFiles, readRuleFixtures, type RuleFixture } from "../support/rule-fixture.js";
import { compareCatalogs, readCatalog, type Catalog } from "../../src/verify/postgres/catalog.js";
import { splitStatements } from "./catalog-judge.js";
import { emptyDatabase } from "./database-pool.js";
import type { Traceable } from "../../src/verify/postgres/trace.js";
import { newerIn } from "./newer-syntax.js";

export interface SafeFormJudgement {
  /** Suggestions that were judged. */
  readonly judged: number;
  /** Fixtures that a server of this version does not take. */
  readonly newer: readonly string[];
  readonly wrong: readonly string[];
}

/**
 * What every rule suggests in its own fixtures, on a server of this version. A fixture about a newer version is left out; one that is about an older version
 * runs there as well.
 */
export async function judgeSafeForms(server: Traceable, version: number, dialect: Dialect): Promise<SafeFormJudgement> {
  const wrong: string[] = [];
  const newer: string[] = [];
  let judged = 0;
  for (const fixture of readRuleFixtures().filter(({ path }) => path.includes("/unsafe-"))) {
    const here = { ...fixture, config: { ...fixture.config, postgresVersion: version } };
    const series = seriesOf(here, dialect).filter(({ finding }) => finding.rule === fixture.rule);
    if (series.length === 0) continue;
    const unknown = newerIn(fixture.migrations.map(({ text }) => text), version, dialect);
    if (unknown.length > 0 || Number(fixture.config.postgresVersion ?? version) > version) {
      newer.push(unknown[0] ?? `fixtures of ${String(fixture.config.postgresVersion)}`);
      continue;
    }
    for (const { finding, suggestion } of series) {
      judged++;
      for (const said of await judgeSuggestion(server, here, finding, suggestion, dialect)) wrong.push(`${fixture.path}: ${suggestion.title}: ${said}`);
    }
  }
  return { judged, newer, wrong };
}

/** Suggestions of a fixture's findings that change migrations; those for schema.prisma have no SQL of their own, and those that only people may take end elsewhere (declared-fixes.test.ts). */
function seriesOf(fixture: RuleFixture, dialect: Dialect): { readonly finding: Finding; readonly suggestion: Suggestion }[] {
  const { findings } = lintFixture(fixture, dialect);
  return findings.flatMap((finding) =>
    finding.suggestions.filter(({ asks, edits }) => asks === undefined && edits.every(({ file }) => file.endsWith(".sql"))).map((suggestion) => ({ finding, suggestion })),
  );
}

/** What is wrong with a suggestion, a line each: it does not silence its rule or one that it explains, causes other findings, does not run, or ends in another catalog. */
export async function judgeSuggestion(server: Traceable, fixture: RuleFixture, finding: Finding, suggestion: Suggestion, dialect: Dialect): Promise<string[]> {
  const safe = withEdits(fixture, suggestion, dialect);
  return [...newFindings(fixture, safe, finding, dialect), ...(await run(server, fixture, { ...safe, delta: suggestion.delta ?? [] }, dialect))];
}

/** The history after the suggestion was taken; its new migrations are new ones too, and one that has no statement left goes. */
function withEdits(fixture: RuleFixture, { edits }: Suggestion, dialect: Dialect): RuleFixture {
  const texts = new Map(fixture.migrations.map(({ file, text }) => [file, text]));
  for (const file of new Set(edits.map((edit) => edit.file))) texts.set(file, applyEdits(texts.get(file) ?? "", edits.filter((edit) => edit.file === file)));
  for (const { file } of edits) if (dialect.parse(new SourceText(file, texts.get(file) ?? "")).statements.length === 0) texts.delete(file);
  const added = texts.size - fixture.migrations.length;
  const migrations = [...texts].map(([file, text]) => new SourceText(file, text)).sort((a, b) => (a.file < b.file ? -1 : 1));
  return { ...fixture, migrations, fresh: fixture.fresh === "all" ? "all" : fixture.fresh + added };
}

const keyOf = ({ rule, subject }: Finding): string => JSON.stringify([rule, subject]);

/** One finding for several columns, this one among them. */
const isAboutToo = (known: Finding, { rule, subject }: Finding): boolean =>
  known.rule === rule && known.subject.schema === subject.schema && known.subject.table === subject.table && subject.column !== null && known.message.includes(`"${subject.column}"`);

/** Under `recommended`; the rule of the finding itself as it is set there or, where it is off, as in `strict`. */
function newFindings(fixture: RuleFixture, safe: RuleFixture, finding: Finding, dialect: Dialect): string[] {
  const recommended = resolveConfig({ extends: ["recommended"] }, { rules, overrides: [], preset: undefined, file: undefined });
  const isOff = recommended.rules.get(finding.rule)?.level === "off";
  const config = { ...fixture.config, extends: ["recommended"], rules: { ...fixture.config.rules, ...(isOff ? { [finding.rule]: "error" as const } : {}) } };
  const before = lintFixture({ ...fixture, config }, dialect).findings;
  const said: string[] = [];
  for (const after of lintFixture({ ...safe, config }, dialect).findings) {
    if (keyOf(after) === keyOf(finding) && after.supersedes.length >= finding.supersedes.length) said.push(`does not silence ${finding.rule}: ${after.message}`);
    else if (!before.some((known) => keyOf(known) === keyOf(after) || isAboutToo(known, after))) said.push(`causes ${after.rule} in ${after.migration}: ${after.message}`);
  }
  return said;
}

/** The safe series on tables with rows, the original on empty ones and then what makes the difference: both end in the same catalog, where PostgreSQL takes the original at all. */
async function run(server: Traceable, fixture: RuleFixture, safe: RuleFixture & { readonly delta: readonly string[] }, dialect: Dialect): Promise<string[]> {
  const wanted = await catalogAfter(server, fixture, dialect, 0, safe.delta);
  const reached = await catalogAfter(server, safe, dialect, 3);
  if (reached instanceof Error) return [`does not run: ${reached.message}`];
  return wanted instanceof Error ? [] : compareCatalogs(wanted, reached).map((difference) => `another catalog: ${difference}`);
}

async function catalogAfter(server: Traceable, fixture: RuleFixture, dialect: Dialect, rows: number, delta: readonly string[] = []): Promise<Catalog | Error> {
  await emptyDatabase(server);
  const environment = environmentOf(fixture.config);
  const timeline = replay(migrationFiles(fixture), dialect, environment, { eachAsNewest: false });
  const isNew = ({ migration }: (typeof timeline.migrations)[number]): boolean => !migration.deployed;
  const firstNew = Math.max(0, timeline.migrations.findIndex(isNew));
  const schema = dialect.naming.quote(environment.defaultSchema.value);
  const makesItself = fixture.migrations.some(({ text }) => /CREATE SCHEMA /i.test(text));
  await server.exec(`${makesItself ? "" : `CREATE SCHEMA IF NOT EXISTS ${schema}; `}SET search_path = ${schema}; SET TimeZone = 'UTC'`);
  for (const [at, { migration, steps, before }] of timeline.migrations.entries()) {
    if (at === firstNew && rows > 0) {
      await server.exec("BEGIN");
      await fillTables(server, before, rows);
      await server.exec("COMMIT");
    }
    const { text } = migration.source;
    const asFile = steps.every(({ transactions }) => transactions.some(({ kind }) => kind !== "statement"));
    try {
      for (const message of asFile ? [text] : await splitStatements(text)) await server.exec(message);
    } catch (error) {
      await server.exec("ROLLBACK");
      return new Error(`${migration.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    await server.exec(`SET search_path = ${schema}`);
  }
  for (const sql of delta) await server.exec(sql);
  // Ours to wait for, whatever the migrations allowed themselves.
  await server.exec("SET statement_timeout = 0");
  return readCatalog((sql) => server.query(sql), { keepPlan: true });
}
