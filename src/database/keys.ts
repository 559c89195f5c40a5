import type { Index, ObjectId, Table } from "../model/database.js";

/** The unique index that a foreign key onto these columns leans on: whole, not partial, the same columns in any order; the oldest one, as PostgreSQL takes it. */
export function uniqueIndexOn(table: Table, columns: readonly ObjectId[]): Index | undefined {
  return table.indexes.find((index) =>
    index.unique && !index.predicate && index.keys.length === columns.length && index.keys.every((key) => key.column !== undefined && columns.includes(key.column)));
}

export const primaryKeyIndex = (table: Table): Index | undefined => {
  const key = table.constraints.find((constraint) => constraint.kind === "primaryKey");
  return key && table.indexes.find((index) => index.constraint === key.id);
};

export const keyColumns = (index: Index): ObjectId[] => index.keys.flatMap((key) => (key.column === undefined ? [] : [key.column]));

/** No key is an expression: plain columns only. Those of a materialised view have no ids and are kept as quoted names. */
export const hasPlainKeys = ({ keys }: Index): boolean => keys.every(({ column, expression }) => column !== undefined || /^"(?:[^"]|"")+"$/.test(expression?.sql ?? ""));
