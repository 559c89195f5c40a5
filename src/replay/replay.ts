import { currentSearchPath } from "../database/apply/schemas.js";
import { apply } from "../database/apply/apply.js";
import { withoutEmptied } from "../database/emptied.js";
import { withoutTemporary } from "../database/temporary.js";
import { emptyDatabase } from "../database/names/lookup.js";
import { qualify } from "../database/names/qualify.js";
import { columnChanges } from "../database/typed-tables.js";
import { notMade } from "../database/apply/made-names.js";
import { isSure, REFUSED, withUncertain } from "../database/uncertain.js";
import type { Database } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";
import type { Environment } from "../model/environment.js";
import type { Migration, MigrationFile, Transaction } from "../model/migration.js";
import { once } from "../model/once.js";
import type { Operation } from "../model/operation.js";
import { heldLocks } from "./held-locks.js";
import { parseFilled } from "./placeholders.js";
import { unfold } from "./unfold.js";
import type { ReplayedMigration, Step, Timeline } from "../model/step.js";

export interface ReplayOptions {
  /** Each migration is judged as when it was the newest: `--all`, or no base to compare with. */
  readonly eachAsNewest: boolean;
  /** Called after each migration, for progress. */
  readonly onMigration?: (done: number, all: number) => void;
  /** An earlier timeline of the same project, environment and options: up to the first migration that is another now, its states are taken over. */
  readonly known?: Timeline;
  /** What migrations before these files left; an empty database where it is left out. */
  readonly start?: Database;
}

/** Runs the history in memory. Pure: the same files give the same timeline. */
export function replay(files: readonly MigrationFile[], dialect: Dialect, environment: Environment, options: ReplayOptions): Timeline {
  const start = options.start ?? emptyDatabase(environment.defaultSchema.value);
  const parsed = new Map(options.known?.migrations.map(({ migration }) => [migration.source.file, migration]));
  const history = files.map((file): Migration => {
    const known = parsed.get(file.source.file);
    if (known?.source.text !== file.source.text) return { ...file, script: parseFilled(file.source, environment.placeholders, dialect) };
    return known.name === file.name && known.deployed === file.deployed && known.reported === file.reported ? known : { ...file, script: known.script };
  });
  const outOfOrder = history.some((migration, at) => migration.deployed && history[at - 1]?.deployed === false);
  let deployed = outOfOrder ? (deployedBefore(history, options) ?? deployedDatabase(history, start, dialect, environment)) : undefined;
  const migrations: ReplayedMigration[] = [];
  let database = start;
  let isSame = true;
  for (const [at, migration] of history.entries()) {
    const known = options.known?.migrations[at];
    isSame &&= known?.migration === migration;
    const before: Database = isSame && known !== undefined ? known.before : inNewSession(database, environment);
    if (!migration.deployed) deployed ??= before;
    // What is deployed already was judged by the database that it met.
    const met: Database = migration.deployed || options.eachAsNewest ? before : (deployed ?? before);
    isSame &&= known?.deployed === met;
    const replayed = isSame && known !== undefined ? known : replayMigration(migration, before, met, dialect, environment);
    migrations.push(replayed);
    database = replayed.after;
    options.onMigration?.(migrations.length, history.length);
  }
  return { migrations, database };
}

/** The live database of the known timeline, where the same migrations are deployed. */
function deployedBefore(history: readonly Migration[], { known, eachAsNewest }: ReplayOptions): Database | undefined {
  if (known === undefined || eachAsNewest) return undefined;
  const deployed = history.filter((migration) => migration.deployed);
  const before = known.migrations.filter(({ migration }) => migration.deployed);
  const isSame = deployed.length === before.length && deployed.every((migration, at) => before[at]?.migration === migration);
  return isSame ? known.migrations.find(({ migration }) => !migration.deployed)?.deployed : undefined;
}

/** The live database: the deployed migrations alone, whatever stands between them on the branch. */
function deployedDatabase(history: readonly Migration[], start: Database, dialect: Dialect, environment: Environment): Database {
  let database = start;
  for (const migration of history) {
    if (!migration.deployed) continue;
    for (const { after } of walk(migration, inNewSession(database, environment), dialect, environment, dialect.transactions(migration.script, environment))) database = after;
  }
  return inNewSession(database, environment);
}

function replayMigration(migration: Migration, before: Database, deployed: Database, dialect: Dialect, environment: Environment): ReplayedMigration {
  const transactions = dialect.transactions(migration.script, environment);
  const steps: Step[] = [];
  const held = once(() => heldLocks(steps, dialect));
  let after = before;
  for (const change of walk(migration, before, dialect, environment, transactions)) {
    const { statement, operation, problems } = change;
    const at = steps.length;
    const stepOf = (of: Operation, reached: readonly Step[] = []): Step => {
      const effect = once(() => dialect.assess(of, change.before, change.after, environment, deployed));
      return {
        migration, statement, operation: of, problems, deployed,
        before: change.before,
        after: change.after,
        transactions: transactions[statement.index] ?? [],
        ...(reached.length > 0 && { reached }),
        // Of most migrations nobody asks for these: they are deployed.
        get effect() { return effect(); },
        get held() { return held()[at] ?? []; },
      };
    };
    const reached = operation.kind === "alterComposite" && change.before !== change.after ? columnChanges(operation, change.before).map((one) => stepOf(one)) : [];
    steps.push(stepOf(operation, reached));
    after = change.after;
  }
  return { migration, before, after, deployed, steps };
}

type Change = Pick<Step, "statement" | "operation" | "before" | "after" | "problems">;

function* walk(migration: Migration, start: Database, dialect: Dialect, environment: Environment, transactions: readonly (readonly Transaction[])[]): Generator<Change> {
  let database = start;
  /** Where ROLLBACK goes back to: in a file that is one transaction, that is more than BEGIN. */
  let begun = start;
  let running: number | undefined;
  let last: readonly Transaction[] = [];
  let savepoints: readonly Saved[] = [];
  for (const statement of migration.script.statements) {
    const ways = transactions[statement.index] ?? [];
    const transaction = ways[0]?.id;
    // In one of the ways to run it, others could write before it.
    if (ways.some(({ id }, way) => id !== last[way]?.id)) database = withoutEmptied(database);
    last = ways;
    if (transaction !== running) {
      database = afterCommit(withoutLocalSettings(database, start.searchPath));
      begun = database;
      savepoints = [];
    }
    running = transaction;
    let objects = 0;
    const context = {
      migration: migration.name,
      statement: statement.index,
      naming: dialect.naming,
      serverVersion: environment.serverVersion.value,
      together: statement.operations,
      newId: () => `${migration.name}#${statement.index}.${objects++}`,
    };
    const whole = database;
    const changes: Change[] = [];
    const run = unfold(statement.operations, whole, dialect);
    for (let next = run.next(), refused: boolean, sure: boolean; next.done !== true; next = run.next({ database, refused, sure })) {
      const before = database;
      const operation = qualify(next.value, before);
      const { conditional = false } = operation;
      const result = apply({ ...operation, conditional: false }, before, context);
      refused = conditional && result.problems.length > 0;
      sure = result.problems.every((problem) => isSure(problem, before));
      database = refused ? before : result.database;
      if (operation.kind === "resetParameter") database = { ...database, searchPath: currentSearchPath(database, start.searchPath) };
      if (operation.kind === "savepoint") savepoints = operation.release ? savepoints.slice(0, lastNamed(savepoints, operation.name)) : [...savepoints, { name: operation.name, database }];
      if (operation.kind === "rollback") {
        const back = operation.toSavepoint === undefined ? undefined : lastNamed(savepoints, operation.toSavepoint);
        database = back === undefined ? begun : (savepoints[back]?.database ?? database);
        // The one gone back to stays.
        savepoints = back === undefined ? [] : savepoints.slice(0, back + 1);
      }
      changes.push({ statement, operation, before, after: database, problems: refused ? [] : result.problems });
    }
    const ran = changes.length === statement.operations.length ? statement : { ...statement, operations: changes.map(({ operation }) => operation) };
    // PostgreSQL undoes all of a statement that it refuses in part. Where something is not known, the problem may be ours alone.
    const undone = changes.length > 1 && changes.some(({ problems }) => problems.some((problem) => isSure(problem, whole)));
    if (undone) database = { ...whole, unknown: [...whole.unknown, ...database.unknown.filter((change) => change.names !== undefined && !whole.unknown.includes(change))] };
    // What it was to make is asked for by others, who need not be told again.
    const unmade = changes.some(({ problems }) => problems.some((problem) => isSure(problem, whole))) ? changes.flatMap(({ operation }) => notMade(operation, database)) : [];
    database = withUncertain(database, unmade, REFUSED, context);
    for (const [at, change] of changes.entries()) yield { ...change, statement: ran, ...(undone && { before: whole }), ...((undone || at === changes.length - 1) && { after: database }) };
  }
}

interface Saved {
  readonly name: string;
  readonly database: Database;
}

/** Of several savepoints of a name the newest counts; their number when there is none, so that none is taken away. */
function lastNamed(savepoints: readonly Saved[], name: string): number {
  const at = savepoints.findLastIndex((saved) => saved.name === name);
  return at === -1 ? savepoints.length : at;
}

function withoutLocalSettings(database: Database, home: readonly string[]): Database {
  if (!database.settings.some((setting) => setting.scope === "transaction")) return database;
  const session = { ...database, settings: database.settings.filter((setting) => setting.scope === "session") };
  return { ...session, searchPath: currentSearchPath(session, home) };
}

/** ON COMMIT DROP. */
function afterCommit(database: Database): Database {
  return database.tables.some((table) => table.onCommitDrop === true) ? { ...database, tables: database.tables.filter((table) => table.onCommitDrop !== true) } : database;
}

/** Each migration is assumed to run in a connection of its own, as when it is deployed on its own. */
export function inNewSession(database: Database, environment: Environment): Database {
  const session = { searchPath: [environment.defaultSchema.value], settings: [] };
  return { ...withoutEmptied(withoutTemporary(database)), ...session };
}
