import { foreignKeysOf } from "../../database/dependents.js";
import { findEnum, tableById } from "../../database/names/lookup.js";
import { currentType } from "../../database/render.js";
import type { Column, Database, ForeignKey, ObjectId, Table } from "../../model/database.js";

/** How many rows a table can hold: as many as its narrowest unique key has values. Partial and expression keys are not counted. */
export function capacity(table: Table, database: Database, seen: readonly ObjectId[] = []): number {
  if (seen.includes(table.id)) return Infinity;
  const sizes = table.indexes.map((index) => {
    if (!index.unique || index.predicate) return Infinity;
    const columns = index.keys.map((key) => table.columns.find(({ id }) => id === key.column));
    if (columns.some((column) => !column || (!column.notNull && !index.nullsNotDistinct))) return Infinity;
    let left = columns.flatMap((column) => column ?? []);
    let size = 1;
    for (const key of foreignKeysOf(table)) {
      const parent = tableById(database, key.references.table);
      if (!parent || !covers(left, key)) continue;
      size *= capacity(parent, database, [...seen, table.id]);
      left = left.filter(({ id }) => !key.columns.includes(id));
    }
    for (const column of left) size *= valuesOf(column, database) + (column.notNull ? 0 : 1);
    return size;
  });
  return Math.min(...sizes, Infinity);
}

const covers = (columns: readonly Column[], key: ForeignKey): boolean => key.columns.every((id) => columns.some((column) => column.id === id));

function valuesOf({ type }: Column, database: Database): number {
  if (type.array) return Infinity;
  const now = currentType(type, database);
  if (now.schema === undefined && now.name === "bool") return 2;
  return now.schema === undefined ? Infinity : (findEnum(database, now)?.values.length ?? Infinity);
}
