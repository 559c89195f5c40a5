import type { Column, Database, ForeignKey, ObjectId, Table, View } from "../model/database.js";
import { refersTo, targets } from "./names/bind.js";

export interface OwnedForeignKey {
  readonly table: Table;
  readonly foreignKey: ForeignKey;
}

export interface OwnedColumn {
  readonly table: Table;
  readonly column: Column;
}

export function foreignKeysOf(table: Table): ForeignKey[] {
  const found: ForeignKey[] = [];
  for (const constraint of table.constraints) if (constraint.kind === "foreignKey") found.push(constraint);
  return found;
}

/** Foreign keys that point to a table, those of the table itself among them. */
export function foreignKeysTo(database: Database, parent: ObjectId): OwnedForeignKey[] {
  const found: OwnedForeignKey[] = [];
  for (const table of database.tables) {
    for (const foreignKey of foreignKeysOf(table)) if (foreignKey.references.table === parent) found.push({ table, foreignKey });
  }
  return found;
}

/** Partitions and inheritance children, all levels: their columns follow the parent's, and its rows are in them. */
export function heirs(database: Database, table: Table): Table[] {
  const found: Table[] = [];
  const parents = [table.id];
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    for (const child of database.tables) {
      if (child.partitionOf?.parent !== parent && !child.inherits.includes(parent)) continue;
      found.push(child);
      parents.push(child.id);
    }
  }
  return found;
}

/** Views that read any of these objects, directly or through other views, each before those that depend on it. */
export function viewsOn(database: Database, ids: readonly ObjectId[]): View[] {
  const wanted = new Set(ids);
  const found: View[] = [];
  for (const view of database.views) {
    if (!view.dependsOn.some((id) => wanted.has(id))) continue;
    wanted.add(view.id);
    found.push(view);
  }
  return found;
}

/** Columns whose default draws from a sequence. */
export const sequenceUsers = (database: Database, sequence: ObjectId): OwnedColumn[] => columnsWhere(database, (column) => targets(column.default).includes(sequence));

/** Columns of an enum type. */
export const columnsOfType = (database: Database, type: ObjectId): OwnedColumn[] => columnsWhere(database, (column) => column.type.userType === type);

/** Columns whose default names an enum type, or is a constant of it. */
export const defaultsOfType = (database: Database, type: ObjectId): OwnedColumn[] =>
  columnsWhere(database, ({ default: value }) => value !== undefined && (targets(value).includes(type) || value.casts.some((cast) => cast.userType === type)));

/** Generated columns of the table that are computed from this one. */
export const generatedFrom = (table: Table, column: ObjectId): Column[] => table.columns.filter((candidate) => refersTo(candidate.generated?.expression, column));

function columnsWhere(database: Database, wanted: (column: Column) => boolean): OwnedColumn[] {
  const found: OwnedColumn[] = [];
  for (const table of database.tables) for (const column of table.columns) if (wanted(column)) found.push({ table, column });
  return found;
}

/** Dependents in words, as PostgreSQL's DETAIL lines name them. */
export const describe = {
  foreignKey: ({ table, foreignKey }: OwnedForeignKey): string => `constraint ${foreignKey.name} on table ${table.name}`,
  view: (view: View): string => `${view.materialized ? "materialized view" : "view"} ${view.name}`,
  default: ({ table, column }: OwnedColumn): string => `default value for column ${column.name} of table ${table.name}`,
  column: ({ table, column }: OwnedColumn): string => `column ${column.name} of table ${table.name}`,
  table: (table: Table): string => `table ${table.name}`,
};
