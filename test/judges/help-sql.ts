import type { Dialect } from "../../src/model/dialect.js";
import type { Finding } from "../../src/model/finding.js";
import { codeSpans } from "../../src/text/code-span.js";
import { SourceText } from "../../src/text/source-text.js";
import { lintFixture, readRuleFixtures, type RuleFixture } from "../support/rule-fixture.js";
import type { JudgedDatabase, Pool } from "./database-pool.js";
import { newerIn } from "./newer-syntax.js";

export interface HelpJudgement {
  /** Findings whose help holds SQL that was run. */
  readonly ran: number;
  /** Fixtures, or helps, that this server does not know yet. */
  readonly newer: readonly string[];
  readonly refused: readonly string[];
}

/** Fixtures that findings are wanted in. */
export const unsafeFixtures = (): RuleFixture[] => readRuleFixtures().filter(({ path }) => path.includes("/unsafe-"));

/**
 * Runs every SQL statement in the helps of these fixtures' own rules, with a row in every table. With `version` the findings are those of that version, not
 * of the fixture's own.
 */
export async function judgeHelps(pool: Pool, fixtures: readonly RuleFixture[], dialect: Dialect, version?: number): Promise<HelpJudgement> {
  const refused: string[] = [];
  const newer: string[] = [];
  let ran = 0;
  for (const given of fixtures) {
    const fixture = version === undefined ? given : { ...given, config: { ...given.config, postgresVersion: version } };
    for (const finding of lintFixture(fixture, dialect).findings) {
      const statements = finding.rule === fixture.rule ? statementsIn(finding.help) : [];
      if (statements.length === 0) continue;
      const about = Number(given.config.postgresVersion ?? 0) > pool.version ? [`fixtures of ${String(given.config.postgresVersion)}`] : [];
      const [unknown] = [...about, ...newerIn([...fixture.migrations.map(({ text }) => text), ...statements], pool.version, dialect)];
      if (unknown !== undefined) {
        newer.push(unknown);
        continue;
      }
      ran += 1;
      const message = await pool.with([], (database) => runHelp({ database, dialect }, fixture, finding, statements));
      if (message !== undefined) refused.push(`${fixture.path}: ${message}`);
    }
  }
  return { ran, newer, refused };
}

interface Place {
  readonly database: JudgedDatabase;
  readonly dialect: Dialect;
}

/** In their order; of those with a gap to fill in, only UPDATE, whose values do not matter here. */
function statementsIn(help: string): string[] {
  const written = codeSpans(help).flatMap(({ kind, text }) => (kind === "code" && text.endsWith(";") ? [text.slice(0, -1)] : []));
  return written.filter((sql) => !sql.includes("…") || sql.startsWith("UPDATE "));
}

/** Rules whose way out comes on top of the statement, not in its place. */
const AFTERWARDS: ReadonlySet<string> = new Set(["no-unvalidated-constraint", "require-foreign-key-index"]);

/** As if the finding's statement had not been written: on the database before it. What went wrong, undefined when nothing did. */
async function runHelp({ database, dialect }: Place, fixture: RuleFixture, finding: Finding, statements: readonly string[]): Promise<string | undefined> {
  const { defaultSchema } = fixture.config;
  const history = textsBefore(fixture, finding, dialect);
  for (const [at, sql] of history.entries()) {
    // The first migration makes the schema into which it then puts its tables.
    if (at === 0 && defaultSchema !== undefined) await database.exec(`CREATE SCHEMA IF NOT EXISTS ${dialect.naming.quote(defaultSchema)}; SET search_path = ${dialect.naming.quote(defaultSchema)}`);
    const message = await messageOf(database, sql);
    if (message !== undefined) return `before it: ${message}`;
  }
  // Its own migration begins outside of a BEGIN that stands before the statement.
  await database.exec("COMMIT");
  await fillTables(database);
  await makeTablespaces(database, statements);
  for (const sql of statements) {
    const message = await filledIn(database, sql);
    if (message !== undefined) return `${sql}: ${message}`;
  }
  return undefined;
}

async function makeTablespaces(database: JudgedDatabase, statements: readonly string[]): Promise<void> {
  for (const [, name] of statements.join("\n").matchAll(/TABLESPACE ("[^"]+")/g)) {
    await messageOf(database, "SET allow_in_place_tablespaces = true");
    await messageOf(database, `CREATE TABLESPACE ${name} LOCATION ''`);
  }
}

/** Texts that run before the finding's statement: whole migrations, and the statements before it in its own. */
function textsBefore({ migrations }: RuleFixture, { rule, file, statement }: Finding, dialect: Dialect): readonly string[] {
  const statementsOf = (source: SourceText): string[] => dialect.parse(source).statements.map(({ span }) => source.slice(span).replace(/^CREATE SCHEMA "app"/, 'CREATE SCHEMA IF NOT EXISTS "app"'));
  const own = migrations.findIndex((source) => source.file === file);
  if (own === -1 || statement === null || AFTERWARDS.has(rule)) return migrations.flatMap(statementsOf);
  return [...migrations.slice(0, own).flatMap(statementsOf), ...statementsOf(migrations[own] ?? new SourceText("", "")).slice(0, statement)];
}

/** One row in every table that has a place for it, keys that point nowhere among them. */
async function fillTables(database: JudgedDatabase): Promise<void> {
  await database.exec(`
    SET session_replication_role = replica;
    DO $$ DECLARE it record; BEGIN
      FOR it IN
        SELECT c.oid::regclass AS place, string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS names,
          string_agg(CASE WHEN t.typcategory = 'D' THEN '''2020-02-02''' WHEN t.typcategory = 'R' THEN '''empty''' WHEN t.typcategory = 'A' THEN '''{}''' WHEN t.typname = 'uuid' THEN '''00000000-0000-0000-0000-000000000001''' WHEN t.typcategory = 'E' THEN (SELECT quote_literal(enumlabel) FROM pg_enum WHERE enumtypid = t.oid LIMIT 1) ELSE '''1''' END, ', ' ORDER BY attnum) AS row
        FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = '' JOIN pg_type t ON t.oid = atttypid
        WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema') GROUP BY c.oid
      LOOP
        BEGIN EXECUTE format('INSERT INTO %s (%s) VALUES (%s)', it.place, it.names, it.row);
        EXCEPTION WHEN check_violation OR unique_violation THEN RAISE NOTICE 'no partition for the row, or one that is there'; END;
      END LOOP;
    END $$;
    SET session_replication_role = origin;`);
}

async function filledIn(database: JudgedDatabase, sql: string): Promise<string | undefined> {
  if (!sql.includes("…")) return messageOf(database, sql);
  const asNumber = await messageOf(database, sql.replaceAll("…", "'1'"));
  return asNumber === undefined ? undefined : messageOf(database, sql.replaceAll("…", "'2020-02-02'"));
}

async function messageOf(database: JudgedDatabase, sql: string): Promise<string | undefined> {
  try {
    await database.exec(sql);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
