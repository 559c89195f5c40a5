import type { Database } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";
import type { Environment } from "../model/environment.js";
import type { Transaction } from "../model/migration.js";
import type { Rollback } from "../model/rollback.js";
import type { ReplayedMigration, Step } from "../model/step.js";
import { shortNames } from "../database/names/short-names.js";
import { inNewSession } from "../replay/replay.js";
import { leftConcurrently } from "./left-concurrently.js";
import { lostValues } from "./lost-values.js";
import { wayBack } from "./rollback.js";

/** What stands depends on how the file was sent. */
export interface AfterFailure {
  /** `file`: as one message; `statement`: one by one. */
  readonly sent: "file" | "statement";
  readonly rollback: Rollback;
}

/**
 * What takes the database from where a migration stopped to where it can be deployed again: one way for each in which this project's Prisma may have sent
 * the file, so more than one where its version is not known. `statement` counts from 0 and is the one that failed; throws a RangeError when there is none.
 */
export function failedAt(migration: ReplayedMigration, statement: number, dialect: Dialect, environment: Environment): readonly AfterFailure[] {
  const { statements } = migration.migration.script;
  if (statements[statement] === undefined) throw new RangeError(`there is no statement ${statement} in ${migration.migration.name}`);
  const ways = dialect.transactions(migration.migration.script, environment);
  return (ways[statement] ?? []).map((_, way): AfterFailure => {
    const run = ways.map((each) => each[way]);
    return { sent: isByStatement(run) ? "statement" : "file", rollback: rollbackOf(migration, statement, run, dialect, environment) };
  });
}

/** A file of one statement is the same either way. */
const isByStatement = (run: readonly (Transaction | undefined)[]): boolean => run.some((transaction) => transaction?.kind === "statement");

function rollbackOf(migration: ReplayedMigration, statement: number, run: readonly (Transaction | undefined)[], dialect: Dialect, environment: Environment): Rollback {
  const transaction = run[statement];
  // Its own transaction is undone by the server.
  const first = run.findIndex((each) => each?.id === transaction?.id);
  const own = migration.steps.filter((step) => step.statement.index === statement);
  const stands = first === -1 ? statement : first;
  const isAlone = transaction?.block !== true;
  const rest = isAlone ? leftConcurrently(own, shortNames(dialect.writer, environment.defaultSchema.value), dialect.naming) : undefined;
  // The connection has ended.
  const from = inNewSession(rest?.from ?? stateBefore(migration, stands), environment);
  const steps = migration.steps.filter((step) => step.statement.index < stands);
  const lost = lostValues({ ...migration, steps: isAlone ? [...steps, ...own.filter(mayCommit)] : steps, after: from });
  const back = wayBack({ migration: { ...migration, steps, after: from }, from, to: migration.before, lost, failedAt: statement }, dialect, environment);
  return rest ? { ...back, parts: [...rest.parts, ...back.parts], differs: [...back.differs, ...rest.remarks] } : back;
}

const stateBefore = ({ steps, after }: ReplayedMigration, statement: number): Database => steps.find((step) => step.statement.index >= statement)?.before ?? after;

/** A procedure, or a DO block with COMMIT: outside of a transaction block it can have committed before it failed. */
function mayCommit({ migration: { source }, statement }: Step): boolean {
  const text = source.slice(statement.span);
  return /^\s*call\b/i.test(text) || (/^\s*do\b/i.test(text) && /\bcommit\b/i.test(text));
}
