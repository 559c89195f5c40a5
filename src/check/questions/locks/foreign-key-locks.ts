import { findTable, tableById } from "../../../database/names/lookup.js";
import type { ForeignKey, Table } from "../../../model/database.js";
import type { AddConstraint } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import { isForeignKey, madeConstraint } from "../remedies/constraints.js";
import { mayHoldManyRows } from "../rows/held-rows.js";
import { blockingLocks, type Waiting } from "./blocking.js";
import { isDone, liveTable } from "./live-table.js";
import { locksExclusively, shareTransaction } from "./transaction.js";

/** A foreign key that is added and not NOT VALID, where it locks a table in use. */
export interface AddedForeignKey {
  readonly step: Step<AddConstraint>;
  readonly made: ForeignKey;
  readonly child: Table;
  /** Child and parent, as far as they are in use and not small. */
  readonly locked: readonly Table[];
  /** Every row of the child is looked up in the parent. Few rows are no matter: those of a small child, or of a new one that nothing filled. */
  readonly checksRows: boolean;
}

export function addedForeignKey(step: Step, { config }: Waiting): AddedForeignKey | undefined {
  const { operation, before, after, effect } = step;
  if (operation.kind !== "addConstraint" || !isForeignKey(operation) || operation.constraint.notValid || !isDone(step)) return undefined;
  const adding = { ...step, operation };
  const made = madeConstraint(adding);
  const child = findTable(after, operation.table);
  if (made?.kind !== "foreignKey" || !child) return undefined;
  const parent = tableById(after, made.references.table);
  const locked = [...new Set([child, parent])].filter((table): table is Table => table !== undefined && liveTable(table, step, config) !== undefined);
  if (locked.length === 0) return undefined;
  const checksRows = effect.scans.length > 0 && mayHoldManyRows(findTable(before, child) ?? child, step) && (locked.includes(child) || child.filledBy.length > 0);
  return { step: adding, made, child, locked, checksRows };
}

/** Its locks are kept while a later statement of the transaction works or waits for others, and it could as well be added after that. `steps`: those of its migration. */
export const keepsWorkWaiting = ({ step, child, locked }: AddedForeignKey, steps: readonly Step[], context: Waiting): boolean =>
  steps.some((later) => later.statement.index > step.statement.index && shareTransaction(step, later) && goesOn(later, locked, context) && !fills(later, child));

/** It may take a while, or waits for locks of its own. */
function goesOn(later: Step, locked: readonly Table[], context: Waiting): boolean {
  const { operation } = later;
  if (operation.kind === "opaque" || (operation.kind === "changeData" && !operation.literalRows)) return true;
  return blockingLocks(later, context).some(({ relation }) => !locked.some(({ schema, name }) => relation.name === name && relation.schema === schema));
}

/** The key could not be added later without rows to check. */
const fills = ({ operation, before }: Step, child: Table): boolean => operation.kind === "changeData" && findTable(before, operation.table)?.id === child.id;

/** Those of the locked tables that an earlier statement of the transaction has locked against reads as well. */
export const lockedBefore = ({ step: { held }, locked }: AddedForeignKey): Table[] => locked.filter((table) => locksExclusively(held, table));
