import { columnById, findTable, indexById, tableById } from "../../../database/names/lookup.js";
import { createIndex } from "../../../database/recreate/indexes.js";
import type { Column, Database, Index, Table } from "../../../model/database.js";
import type { Writer } from "../../../model/dialect.js";
import type { NameAt } from "../../../model/name.js";
import type { CreateIndex } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import { shareTransaction } from "../locks/transaction.js";

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

/** One of its columns, new in this migration, is still NULL in every row: no statement before the step writes it. NULLs do not repeat each other. */
export function isStillNull({ keys, nullsNotDistinct }: Index, table: Table, step: Step, steps: readonly Step[]): boolean {
  const earlier = steps.slice(0, steps.indexOf(step));
  const start = earlier[0]?.before;
  const known = start && tableById(start, table.id);
  if (!known || nullsNotDistinct || isInFamily(table) || step.before.unknown.length > start.unknown.length || mayTrigger(start, step.before)) return false;
  return keys.some(({ column: id }) => {
    const column = id === undefined ? undefined : columnById(table, id);
    const isNew = column !== undefined && columnById(known, column.id) === undefined && column.initial === null && column.default === undefined;
    return isNew && !earlier.some((other) => mayFill(column, table, other));
  });
}

/** A row that is there may make it fail. A unique key over a column that is still NULL in every row meets none. `steps`: those of its migration. */
export function mayMeetBadRow(step: Step, steps: readonly Step[]): boolean {
  const made = madeUniqueIndex(step);
  return step.effect.mayFail.some(({ code }) => code !== "23505" || !made || !isStillNull(made.index, made.table, step, steps));
}

/** Finds keys that several rows have; NULLs, and rows that a partial index leaves out, repeat nothing. */
export function duplicatesQuery(index: Index, table: Table, step: Step, sql: Writer): string {
  const keys = keysOf(index, table, step, sql);
  const where = createIndex(index, table, step.after, (name) => sql.identifier(name)).predicate?.sql;
  const conditions = [...(index.nullsNotDistinct ? [] : keys.map((key) => `${key} IS NOT NULL`)), ...(where === undefined ? [] : [`(${where})`])];
  const filter = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
  return `SELECT ${keys.join(", ")}, count(*) FROM ${sql.name(table)}${filter} GROUP BY ${keys.map((_, at) => at + 1).join(", ")} HAVING count(*) > 1 LIMIT 1`;
}

function mayFill({ id }: Column, table: Table, { operation, before }: Step): boolean {
  const nameNow = (written: NameAt): string | undefined => {
    const found = findTable(before, written);
    return found?.id === table.id ? columnById(found, id)?.name : undefined;
  };
  switch (operation.kind) {
    case "opaque": return operation.mayChangeSchema || operation.mayFill === true;
    case "alterColumnType":
    case "setDefault": return nameNow(operation.table) === operation.column.name;
    case "changeData": {
      const name = nameNow(operation.table);
      const writesAll = operation.columns.length === 0 && operation.command !== "delete" && operation.command !== "truncate";
      return name !== undefined && (writesAll || operation.columns.includes(name));
    }
    default: return false;
  }
}

const isInFamily = ({ partitionOf, partitionBy, inherits }: Table): boolean => partitionOf !== undefined || partitionBy !== undefined || inherits.length > 0;

/** A table that was written has a trigger or a rule, which may write others. */
const mayTrigger = (start: Database, { tables, objects }: Database): boolean =>
  tables.some(({ id, changedBy }) => changedBy.length !== (tableById(start, id)?.changedBy.length ?? 0) && objects.some(({ kind, on }) => on === id && (kind === "trigger" || kind === "rule")));

/** The live database has a unique key over these columns or a part of them; perhaps they had another type then. */
export const wasUnique = ({ keys, nullsNotDistinct }: Index, { id }: Table, { deployed }: Step): boolean =>
  !nullsNotDistinct && tableById(deployed, id)?.indexes.some((index) => index.unique && !index.predicate && index.invalid !== true && index.keys.every(({ column }) => column !== undefined && keys.some((key) => key.column === column))) === true;

/** What every row that was there gets alike in all columns of the key: a constant default, or NULL where NULLS NOT DISTINCT makes that the same. Undefined where they may differ. */
export function sameInEveryRow({ keys, nullsNotDistinct }: Index, table: Table, { deployed, before }: Step): "value" | "null" | undefined {
  const live = tableById(deployed, table.id);
  // Filled since, as far as is known.
  if (!live || tableById(before, table.id)?.changedBy.length !== live.changedBy.length) return undefined;
  const given = keys.map(({ column: id }) => {
    const column = table.columns.find((other) => other.id === id);
    if (column?.initial === undefined || live.columns.some((other) => other.id === id)) return undefined;
    const literal = column.initial === null ? null : column.initial.literal;
    return typeof literal === "string" ? "value" : literal === null && nullsNotDistinct ? "null" : undefined;
  });
  return given.includes(undefined) ? undefined : given.includes("null") ? "null" : "value";
}
