import { findTable } from "../../../database/names/lookup.js";
import { refusesTransaction } from "../../../database/refuses-transaction.js";
import type { Lock } from "../../../model/effect.js";
import type { Step } from "../../../model/step.js";
import { blockingLocks, type Waiting } from "./blocking.js";
import { limitsLockWait } from "./settings.js";

/** Statements that may wait for their locks without limit, of one transaction; or all those of a migration that run alone, or may do so. */
export interface UnlimitedWait {
  readonly first: Step;
  readonly last: Step;
  /** Of the first. */
  readonly locks: readonly Lock[];
  /** A transaction holds what is set for them, however they run. */
  readonly isTransaction: boolean;
  /** The file has a statement that no transaction may hold. */
  readonly isBesideConcurrently: boolean;
}

/** `unnamedOnly`: only of statements that lock a table they do not name. */
export function unlimitedWaits(steps: readonly Step[], unnamedOnly: boolean, context: Waiting): UnlimitedWait[] {
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    if (blockingLocks(step, context).length === 0 || limitsLockWait(step, steps) || (unnamedOnly && !locksUnnamed(step))) continue;
    const key = transactionOf(step);
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  const isBesideConcurrently = steps.some(({ operation, before }) => refusesTransaction(operation, before));
  return [...groups].flatMap(([key, group]): UnlimitedWait[] => {
    const [first] = group;
    return first ? [{ first, last: group.at(-1) ?? first, locks: blockingLocks(first, context), isTransaction: key !== "", isBesideConcurrently }] : [];
  });
}

/** Empty where there is none, in one at least of the ways in which the step may run. */
const transactionOf = ({ transactions }: Step): string => (transactions.every(({ kind }) => kind !== "statement") ? transactions.map(({ id }) => id).join() : "");

/** What goes takes a foreign key along, and with it locks a table that the statement does not name. */
function locksUnnamed({ operation, before, effect }: Step): boolean {
  if (operation.kind !== "dropTable" && operation.kind !== "dropConstraint" && operation.kind !== "dropColumn") return false;
  // A CHECK goes from the partitions too, which are the table's own.
  if (operation.kind === "dropConstraint" && findTable(before, operation.table)?.constraints.some(({ kind, name }) => kind === "check" && name === operation.name.name) === true) return false;
  const own = operation.kind === "dropTable" ? operation.name : operation.table;
  return effect.locks.some(({ relation }) => relation.name !== own.name || relation.schema !== own.schema);
}
