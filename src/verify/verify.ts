import { replayProject } from "../judge.js";
import { quoteIdentifier } from "../dialects/postgres/naming.js";
import type { Dialect } from "../model/dialect.js";
import type { Environment } from "../model/environment.js";
import { LintError } from "../model/lint-error.js";
import type { Project } from "../model/project.js";
import type { ReplayedMigration, Timeline } from "../model/step.js";
import type { Verification } from "../model/verification.js";
import { plural } from "../report/summary.js";
import type { Bench, Workshop } from "./bench.js";
import { experiment } from "./experiment.js";
import type { RollbackOf, VerifyOptions } from "./options.js";
import { appliedMigrations, createMigrationsTable, recordMigration } from "./postgres/applied-migrations.js";
import { cell } from "./postgres/cell.js";
import { restore } from "./restore.js";
import { isLost, runMigration } from "./run-migration.js";

export interface VerifyInput {
  readonly project: Project;
  readonly dialect: Dialect;
  /** Replayed without a server. */
  readonly timeline: Timeline;
  readonly workshop: Workshop;
  readonly options: VerifyOptions;
  readonly rollback: RollbackOf;
  /** One line, for people. */
  readonly say: (line: string) => void;
}

export interface ProjectVerification {
  /** `PGlite`, `host:port`. */
  readonly server: string;
  /** As the server tells it: `18.6`. */
  readonly version: string;
  readonly migrations: readonly Verification[];
}

/** Runs the history on a real server, and tries each chosen migration with its rollback on a copy. Throws `LintError` where that cannot be done. */
export async function verify({ project, dialect, timeline: foretold, workshop, options, rollback, say }: VerifyInput): Promise<ProjectVerification> {
  let now = "the connection is made";
  const tell = (what: string, line: string): void => {
    now = what;
    say(line);
  };
  try {
    const bench = await workshop.open(extensionsOf(foretold, options.skipExtensions));
    const { environment, version } = await environmentOf(bench, project.environment);
    const applied = await appliedMigrations(bench, environment.defaultSchema.value);
    if (applied === undefined) await bench.exec(`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(environment.defaultSchema.value)}; ${createMigrationsTable(environment.defaultSchema.value)}`);
    // Versions and time zones decide about rewrites, so what is promised is asked for this server.
    const { migrations } = replayProject({ ...project, environment }, dialect, { eachAsNewest: true });
    const chosen = chosenOf(migrations, applied, workshop);
    const last = chosen.at(-1);
    const verified: Verification[] = [];
    const pending = migrations.filter(({ migration }) => !applied?.has(migration.name));
    for (const [at, migration] of pending.entries()) {
      const { name } = migration.migration;
      if (last === undefined) break;
      if (chosen.includes(migration)) {
        const own = migration === last ? bench : await bench.copy();
        await restore(own, environment);
        verified.push(await experiment({ bench: own, migration, dialect, environment, options, ownRows: applied !== undefined, rollback, say: (what) => tell(`${name}: ${what}`, `${name}: ${what} …`) }));
        if (migration === last) break;
        await own.close();
      }
      now = `${name}, of the history`;
      if (at === 0 || chosen.includes(migration)) say(historyLine(pending.slice(at), chosen));
      await restore(bench, environment);
      const refused = await applyHistory(bench, migration, dialect, environment, options);
      if (refused) {
        if (verified.length === 0) throw refused;
        verified.push(...chosen.slice(verified.length).map((skipped) => notTried(skipped, refused)));
        break;
      }
      // This database stays, and may be worked in again.
      if (!workshop.copies) await bench.exec(recordMigration(environment.defaultSchema.value, migration.migration));
    }
    return { server: workshop.name, version, migrations: verified };
  } catch (error) {
    if (!isLost(error)) throw error;
    throw new LintError(`The connection to ${workshop.name} was lost while it ran ${now}: ${error instanceof Error ? error.message : ""}.`, "Look into the server's log, then run it again.");
  }
}

/** Those of the history that the server must have before they can be created. */
function extensionsOf({ migrations }: Timeline, skipped: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const { steps } of migrations) for (const { operation } of steps) if (operation.kind === "createExtension" && !skipped.includes(operation.name.name)) names.add(operation.name.name);
  return [...names];
}

async function environmentOf(bench: Bench, known: Environment): Promise<{ readonly environment: Environment; readonly version: string }> {
  const { rows } = await bench.query("SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS number, current_setting('TimeZone') AS zone");
  const source = "the server";
  return {
    version: /^\S+/.exec(cell(rows[0], "version") ?? "")?.[0] ?? "",
    environment: {
      ...known,
      serverVersion: { value: Math.floor(Number(cell(rows[0], "number")) / 10_000), source },
      timeZone: known.timeZone.value === undefined ? { value: cell(rows[0], "zone"), source } : known.timeZone,
    },
  };
}

function chosenOf(migrations: readonly ReplayedMigration[], applied: ReadonlySet<string> | undefined, workshop: Workshop): readonly ReplayedMigration[] {
  const chosen = migrations.filter(({ migration }) => migration.reported);
  const done = chosen.find(({ migration }) => applied?.has(migration.name));
  if (done) throw new LintError(`${done.migration.name} is applied in this database already.`, "Choose a migration that it does not have yet, or a template from before it.");
  if (chosen.length > 1 && !workshop.copies) throw new LintError(`Each of the ${chosen.length} migrations needs a database as it was before it, and --allow-database gives only one.`, "Name one migration, or let databases be created: leave --allow-database out.");
  return chosen;
}

/** What is known of those before it is not lost because of it. */
const notTried = ({ migration }: ReplayedMigration, { message }: LintError): Verification => ({
  migration: migration.name,
  statements: [],
  queries: [],
  steps: [{ name: "migration", status: "failed", summary: "the migration could not be tried", findings: [message], notes: [] }],
});

/** `pending` begins with the migration that is applied now. */
function historyLine(pending: readonly ReplayedMigration[], chosen: readonly ReplayedMigration[]): string {
  const next = pending.findIndex((migration, at) => at > 0 && chosen.includes(migration));
  return `history: ${plural(next, "migration")} …`;
}

/** Gives what the server refuses. */
async function applyHistory(bench: Bench, migration: ReplayedMigration, dialect: Dialect, environment: Environment, { skipExtensions }: VerifyOptions): Promise<LintError | undefined> {
  const run = { skipExtensions, placeholders: environment.placeholders, timeout: undefined, measured: false };
  let { failed } = await runMigration(bench, migration, dialect, run);
  // Since it is part of the history, somebody has run it outside a transaction.
  if (failed?.code === "25001" && failed.undone === "whole") ({ failed } = await runMigration(bench, migration, dialect, { ...run, apart: true }));
  if (!failed) return undefined;
  return new LintError(
    `The history does not apply: PostgreSQL refuses statement ${failed.statement} of ${migration.migration.name} (line ${failed.line}): ${failed.message}.`,
    "What production has beside its migrations is missing here: start from a copy of it with --database-url and --template.",
  );
}
