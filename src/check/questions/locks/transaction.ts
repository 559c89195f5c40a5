import { findTable, findView } from "../../../database/names/lookup.js";
import type { Database } from "../../../model/database.js";
import type { Lock } from "../../../model/effect.js";
import type { Environment } from "../../../model/environment.js";
import type { Transaction } from "../../../model/migration.js";
import type { Name } from "../../../model/name.js";
import type { Step } from "../../../model/step.js";
import { isInDoBlock } from "../changes/statement.js";

/** When the step's transaction ends, for each way in which it may run. `steps`: those of its migration. */
export function afterTransaction({ transactions, after }: Step, steps: readonly Step[]): Database[] {
  return transactions.map(({ id }, way) => steps.findLast((other) => other.transactions[way]?.id === id)?.after ?? after);
}

/** Both are in one transaction, in one of the ways at least in which they may run. */
export const shareTransaction = (a: Step, b: Step): boolean => a.migration === b.migration && a.transactions.some(({ id }, way) => b.transactions[way]?.id === id);

/** Another statement of the same transaction takes ACCESS EXCLUSIVE on the relation too and is no DROP INDEX: all wait for it once, in one of the ways at least in which they may run. */
export const isLockedAnyway = (relation: Name, step: Step, steps: readonly Step[]): boolean =>
  step.transactions.some(({ id }, way) =>
    steps.some((other) => other.transactions[way]?.id === id && other.operation.kind !== "dropIndex" && locksExclusively(other.effect.locks, relation)),
  );

/** Among these locks is one that keeps even reads of the relation waiting. */
export const locksExclusively = (locks: readonly Lock[], { schema, name }: Name): boolean =>
  locks.some(({ relation, mode }) => mode === "AccessExclusiveLock" && relation.name === name && relation.schema === schema);

/** When something of a deployed name is there again for code that asks for it: as far as other sessions see never gone, later in the same migration, or not. */
export function whenThereAgain(step: Step, steps: readonly Step[], relation: Name, column?: string): "at once" | "later" | "never" {
  if (afterTransaction(step, steps).every((database) => answersTo(database, relation, column))) return "at once";
  const end = steps.at(-1)?.after;
  return end && answersTo(end, relation, column) ? "later" : "never";
}

/** A table or view has this name, and such a column. */
function answersTo(database: Database, relation: Name, column: string | undefined): boolean {
  const table = findTable(database, relation);
  if (table) return column === undefined || table.columnsUnknown || table.columns.some(({ name }) => name === column);
  const view = findView(database, relation);
  // Empty: its columns are not known.
  return view !== undefined && (column === undefined || view.columns.length === 0 || view.columns.includes(column));
}

/** Why no transaction that `holds` is true of holds the step, in one at least of the ways in which it may run, as the end of a sentence; undefined where one does. */
export function runsOutside(step: Step, holds: (transaction: Transaction) => boolean, { prismaVersion: { value: version }, runner }: Pick<Environment, "prismaVersion" | "runner">): string | undefined {
  const without = step.transactions.find((transaction) => !holds(transaction));
  if (!without || isInDoBlock(step)) return undefined;
  if (step.migration.script.statements.length === 1) return "it stands alone in its file";
  const who = runner ? "the runner" : `Prisma${version ? ` ${version.major}.${version.minor}` : without.kind === "statement" ? " from 7.4 on" : " up to 7.3"}`;
  return without.kind === "statement" ? `${who} sends each statement of this file by itself` : `${who} sends this file without BEGIN`;
}
