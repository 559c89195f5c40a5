import { findTable, indexById, tableById } from "../../database/lookup.js";
import { createIndex } from "../../database/recreate.js";
import type { Index, Table } from "../../model/database.js";
import type { Writer } from "../../model/dialect.js";
import type { CreateIndex } from "../../model/operation.js";
import type { Step } from "../../model/step.js";
import { shareTransaction } from "./transaction.js";

/** The unique index that a step makes, by itself or behind a constraint. */
export function madeUniqueIndex({ operation, before, after }: Step): { readonly table: Table; readonly index: Index } | undefined {
  if (operation.kind !== "createIndex" && operation.kind !== "addConstraint") return undefined;
  const table = findTable(after, operation.table);
  const known = table && tableById(before, table.id);
  const index = table?.indexes.find(({ id, unique }) => unique && (known === undefined || indexById(known, id) === undefined));
  return table && index && { table, index };
}

/** Columns and expressions of an index as SQL: `"a"`, `lower("b")`. */
export const keysOf = (index: Index, table: Table, { after }: Step, sql: Writer): string[] =>
  createIndex(index, table, after, (name) => sql.identifier(name)).keys.map(({ column, expression }) => (column ? sql.identifier(column.name) : (expression?.sql ?? "")));

/** The same index built without keeping anybody from writing. */
export const builtConcurrently = (index: Index, table: Table, { after }: Step, sql: Writer): CreateIndex => ({ ...createIndex(index, table, after, (name) => sql.identifier(name)), concurrently: true, only: false });

/** A statement before the step, in its transaction, may have taken the duplicates out: it deletes rows of the table, writes one of these columns, or is not understood. */
export const mayBeDeduplicated = (table: Table, columns: readonly string[], step: Step, steps: readonly Step[]): boolean =>
  steps.slice(0, steps.indexOf(step)).some((other) => {
    const { operation } = other;
    if (!shareTransaction(other, step)) return false;
    if (operation.kind === "opaque") return operation.mayChangeSchema || operation.mayFill === true;
    if (operation.kind !== "changeData" || findTable(other.before, operation.table)?.id !== table.id) return false;
    return operation.command === "delete" || ((operation.command === "update" || operation.command === "merge") && operation.columns.some((column) => columns.includes(column)));
  });

/** The live database has a unique key over these columns or a part of them; perhaps they had another type then. */
export const wasUnique = ({ keys, nullsNotDistinct }: Index, { id }: Table, { deployed }: Step): boolean =>
  !nullsNotDistinct && tableById(deployed, id)?.indexes.some((index) => index.unique && !index.predicate && index.invalid !== true && index.keys.every(({ column }) => column !== undefined && keys.some((key) => key.column === column))) === true;

/** Every row that was there gets the same key: its columns are all new ones with a constant default. */
export const isSameInEveryRow = ({ keys }: Index, table: Table, { deployed, before }: Step): boolean => {
  const live = tableById(deployed, table.id);
  // Filled since, as far as is known.
  if (!live || tableById(before, table.id)?.changedBy.length !== live.changedBy.length) return false;
  return keys.every(({ column }) => {
    const found = table.columns.find(({ id }) => id === column);
    return found !== undefined && !live.columns.some(({ id }) => id === column) && typeof found.initial?.literal === "string";
  });
};
