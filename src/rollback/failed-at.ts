import type { Database } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";
import type { Environment } from "../model/environment.js";
import type { Transaction } from "../model/migration.js";
import type { Operation } from "../model/operation.js";
import type { Rollback, RollbackPart } from "../model/rollback.js";
import type { ReplayedMigration, Step } from "../model/step.js";
import { shortNames } from "../database/names/short-names.js";
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
  const rest = transaction?.block === true ? undefined : leftover(own, shortNames(dialect.writer, environment.defaultSchema.value));
  const from = rest?.from ?? stateBefore(migration, stands);
  const steps = migration.steps.filter((step) => step.statement.index < stands);
  const back = wayBack({ migration: { ...migration, steps, after: from }, from, to: migration.before, lost: lostValues({ ...migration, steps, after: from }), failedAt: statement }, dialect, environment);
  return rest ? { ...back, parts: [...rest.parts, ...back.parts], differs: [...back.differs, ...rest.remarks] } : back;
}

const stateBefore = ({ steps, after }: ReplayedMigration, statement: number): Database => steps.find((step) => step.statement.index >= statement)?.before ?? after;

interface Leftover {
  readonly parts: readonly RollbackPart[];
  /** Where it goes on from, if not from before the statement. */
  readonly from?: Database;
  readonly remarks: readonly string[];
}

/** What CONCURRENTLY leaves when it fails, for it is more than one transaction. */
function leftover(steps: readonly Step[], writer: Dialect["writer"]): Leftover | undefined {
  const [step] = steps;
  const operation = step?.operation;
  if (!step || !operation) return undefined;
  const drop = (schema: string | undefined, name: string): RollbackPart => {
    const dropped: Operation = { kind: "dropIndex", span: operation.span, keyword: operation.span, name: { schema, name, span: operation.span }, concurrently: true, ifExists: true, cascade: false };
    return { transaction: false, statements: [writer.statement(dropped)] };
  };
  if (operation.kind === "createIndex" && operation.concurrently && operation.name) return { parts: [drop(operation.table.schema, operation.name.name)], remarks: [] };
  if (operation.kind === "reindex" && operation.concurrently && operation.object === "index" && operation.name) return { parts: [drop(operation.name.schema, `${operation.name.name}_ccnew`)], remarks: [] };
  if (operation.kind === "detachPartition" && operation.concurrently) {
    const detach = writer.statement({ ...operation, concurrently: false });
    return { parts: [{ transaction: false, statements: [`${detach} FINALIZE`] }], from: step.after, remarks: [`if "${operation.partition.name}" is not pending detach, nothing is to be finalized or attached`] };
  }
  return undefined;
}
