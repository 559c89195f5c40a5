import type { Dialect } from "../model/dialect.js";
import type { Environment } from "../model/environment.js";
import type { ReplayedMigration } from "../model/step.js";
import type { MeasuredQuery, Verification, VerifiedStep } from "../model/verification.js";
import { ServerError, type Bench } from "./bench.js";
import { compareIntegrity, snapshot, type Snapshot } from "./integrity.js";
import { LintError } from "../model/lint-error.js";
import { readCatalog } from "./postgres/catalog.js";
import { contentOf } from "./postgres/checksums.js";
import { explain } from "./postgres/explain.js";
import { compareQueries, queriesStep } from "./queries.js";
import type { RollbackOf, VerifyOptions } from "./options.js";
import { fillTables } from "./rows/fill-tables.js";
import { isLost, runMigration, type RunOptions, type RunResult } from "./run-migration.js";
import { refusedSteps } from "./refused.js";
import { restore } from "./restore.js";
import { catalogStep, takeBack, valuesStep } from "./take-back.js";
import { plural } from "../report/summary.js";

export interface Experiment {
  readonly bench: Bench;
  readonly migration: ReplayedMigration;
  readonly dialect: Dialect;
  readonly environment: Environment;
  readonly options: VerifyOptions;
  /** The database holds rows of its own. */
  readonly ownRows: boolean;
  readonly rollback: RollbackOf;
  /** Says what is done now. */
  readonly say: (what: string) => void;
}

/** One migration and its rollback on a database that is as before it. Throws `LintError` for queries that cannot be asked. */
export async function experiment({ bench, migration, dialect, environment, options, ownRows, rollback, say }: Experiment): Promise<Verification> {
  const steps: VerifiedStep[] = [];
  const name = migration.migration.name;
  say("rows");
  steps.push(ownRows ? { name: "rows", status: "passed", summary: "rows of the template", findings: [], notes: [] } : await fill(bench, migration, options.rows));
  const baseline: { sql: string; cost: Awaited<ReturnType<typeof explain>> }[] = [];
  if (options.queries.length > 0) {
    say("queries before");
    await bench.exec("ANALYZE");
    for (const sql of options.queries) baseline.push({ sql, cost: await baselineOf(bench, sql) });
  }
  const read = (sql: string) => bench.query(sql);
  const catalog = await readCatalog(read);
  const before = await snapshot(bench, migration.before);

  say("migration");
  const run: RunOptions = { skipExtensions: options.skipExtensions, placeholders: environment.placeholders, timeout: options.timeout, measured: true };
  const result = await runMigration(bench, migration, dialect, run);
  const done = (queries: readonly MeasuredQuery[] = []): Verification => ({ migration: name, statements: result.statements, queries, steps });
  if (result.failed) {
    steps.push(...(await refusedSteps(result.failed, { bench, migration, dialect, environment, catalog, contents: before.contents, say })));
    return done();
  }
  const time = result.statements.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  steps.push({ name: "migration", status: "passed", summary: `${plural(result.statements.length, "statement")} ran in ${duration(time)}`, findings: [], notes: [] });
  steps.push(promisesStep(result));

  say("integrity");
  await restore(bench, environment);
  steps.push(await integrityStep(bench, before, migration));
  if (options.checks.length > 0) steps.push(await checksStep(bench, options.checks));
  let queries: readonly MeasuredQuery[] = [];
  if (baseline.length > 0) {
    say("queries after");
    await bench.exec("ANALYZE");
    queries = await compareQueries(bench, baseline);
    steps.push(queriesStep(queries));
  }

  say("rollback");
  const way = rollback(migration, dialect, environment);
  const back = await takeBack(bench, way);
  steps.push(back);
  if (back.status === "passed") {
    await restore(bench, environment);
    steps.push(catalogStep(catalog, await readCatalog(read), way));
    if (way.reversible === "yes") steps.push(valuesStep(before.contents, await contentOf(bench, migration.before), migration.before));
  }
  return done(queries);
}

async function fill(bench: Bench, { before }: ReplayedMigration, count: number): Promise<VerifiedStep> {
  const notes: string[] = [];
  let full: number;
  await bench.exec("BEGIN");
  try {
    const filling = await fillTables(bench, before, count);
    full = filling.full.length;
    for (const { table, rows, why } of filling.short) notes.push(`${table} has ${plural(rows, "row")}: ${why}`);
    await bench.exec("COMMIT");
  } catch (error) {
    if (!(error instanceof ServerError) || isLost(error)) throw error;
    await bench.exec("ROLLBACK");
    return { name: "rows", status: "skipped", summary: "the tables take no made-up rows: all of it runs on empty ones", findings: [], notes: [error.message] };
  }
  return { name: "rows", status: "passed", summary: `${plural(full, "table")} with up to ${plural(count, "row")}`, findings: [], notes };
}

async function baselineOf(bench: Bench, sql: string): ReturnType<typeof explain> {
  try {
    return await explain(bench, sql);
  } catch (error) {
    if (!(error instanceof ServerError) || isLost(error)) throw error;
    throw new LintError(`A query of --queries fails before the migration: ${error.message} (${error.code}): ${sql.replace(/\s+/g, " ")}`, "Correct it, or take it out of the file.");
  }
}

function promisesStep({ contradictions, statements, uncompared }: RunResult): VerifiedStep {
  const notes = uncompared > 0 ? [`of ${plural(uncompared, "statement")} nothing is claimed, or nobody could look`] : [];
  if (contradictions.length > 0) return { name: "promises", status: "failed", summary: "locks or rewrites are not those that `impact` tells", findings: contradictions, notes };
  return { name: "promises", status: "passed", summary: `locks and rewrites of ${plural(statements.length - uncompared, "statement")} are those that \`impact\` tells`, findings: [], notes };
}

async function integrityStep(bench: Bench, before: Snapshot, migration: ReplayedMigration): Promise<VerifiedStep> {
  return compareIntegrity(before, await snapshot(bench, migration.after), migration);
}

async function checksStep(bench: Bench, checks: readonly string[]): Promise<VerifiedStep> {
  const findings: string[] = [];
  for (const sql of checks) {
    const text = sql.replace(/\s+/g, " ");
    await bench.exec("BEGIN READ ONLY");
    try {
      const { rows } = await bench.query(sql);
      if (rows.length > 0) findings.push(`${plural(rows.length, "row")}, the first ${JSON.stringify(rows[0])}: ${text}`);
    } catch (error) {
      if (!(error instanceof ServerError) || isLost(error)) throw error;
      findings.push(`${error.message} (${error.code}): ${text}`);
    } finally {
      await bench.exec("ROLLBACK");
    }
  }
  if (findings.length === 0) return { name: "checks", status: "passed", summary: `${plural(checks.length, "check")} of yours gave no rows`, findings, notes: [] };
  return { name: "checks", status: "failed", summary: `${findings.length} of ${plural(checks.length, "check")} failed: the rollback follows`, findings, notes: [] };
}

const duration = (milliseconds: number): string => (milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`);
