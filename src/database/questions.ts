import type { Column, Database, Index, ObjectId, Table } from "../model/database.js";
import { foreignKeysOf, foreignKeysTo, type OwnedForeignKey } from "./dependents.js";
import { withoutColumn } from "./apply/drop.js";
import { columnById, tableById } from "./names/lookup.js";

export { findColumn, findConstraint, findEnum, findIndex, findSequence, findTable, findView, columnById, columnNames, indexById, tableById, type IndexPlace } from "./names/lookup.js";
export { columnsOfType, foreignKeysOf, foreignKeysTo, viewsOn, type OwnedForeignKey } from "./dependents.js";
export { isCleared, isEmptied } from "./emptied.js";
export { boundsAsCondition, boundsAsExclusion } from "./detached-check.js";
export { defaultPartition } from "./inheritance.js";
export { hasPlainKeys, keyColumns, primaryKeyIndex } from "./keys.js";
export { refusesTransaction } from "./refuses-transaction.js";
export { currentType } from "./render.js";

/** Nobody but the migrations that are not deployed yet knows this table: the live database does not have it. By identity, not by name. */
export const isUnshared = (table: Table, deployed: Database): boolean => tableById(deployed, table.id) === undefined;

/** An unshared table into which nothing was put. */
export const isEmpty = (table: Table, deployed: Database): boolean => isUnshared(table, deployed) && table.filledBy.length === 0;

/** The live database has this column, under whatever name. */
export const isDeployedColumn = (table: Table, column: Column, deployed: Database): boolean => {
  const live = tableById(deployed, table.id);
  return live !== undefined && columnById(live, column.id) !== undefined;
};

/**
 * A valid index that finds the rows of a foreign key: btree or hash, it begins with one of these columns and holds the others anywhere, so that all
 * of them are conditions of one index scan, and it is whole or leaves out only NULLs (the planner then uses it for the referential check).
 */
export function coveringIndex(table: Table, columns: readonly ObjectId[]): Index | undefined {
  return table.indexes.find((index) => {
    if ((index.method !== "btree" && index.method !== "hash") || index.invalid === true) return false;
    if (index.predicate && !onlyLeavesOutNulls(index, columns)) return false;
    const keys = index.keys.map((key) => key.column);
    return columns.some((column) => column === keys[0]) && columns.every((column) => keys.includes(column));
  });
}

function onlyLeavesOutNulls({ predicate }: Index, columns: readonly ObjectId[]): boolean {
  if (!predicate) return true;
  const [reference, ...others] = predicate.references;
  if (!reference || others.length > 0 || !columns.includes(reference.target)) return false;
  const rest = `${predicate.sql.slice(0, reference.start)} ${predicate.sql.slice(reference.end)}`;
  return /^[\s(]*is\s+not\s+null[\s)]*$/i.test(rest);
}

export interface Cascade extends OwnedForeignKey {
  /** 1 for the tables that point to the first one. */
  readonly depth: number;
}

/** The foreign keys through which deleting one row of `table` deletes rows elsewhere, nearest first, each table once. */
export function cascadeTree(database: Database, table: ObjectId): Cascade[] {
  const found: Cascade[] = [];
  const seen = new Set([table]);
  const queue: { readonly id: ObjectId; readonly depth: number }[] = [{ id: table, depth: 1 }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const key of foreignKeysTo(database, next.id)) {
      if (key.foreignKey.onDelete !== "cascade" || seen.has(key.table.id)) continue;
      seen.add(key.table.id);
      found.push({ ...key, depth: next.depth });
      queue.push({ id: key.table.id, depth: next.depth + 1 });
    }
  }
  return found;
}

/** A table with just two columns, each of a foreign key, and a key over both: the join table of Prisma's implicit many-to-many relation. */
export function isImplicitJoinTable(table: Table): boolean {
  return table.name.startsWith("_") && table.columns.length === 2 && table.columns.every((column) => column.name === "A" || column.name === "B");
}

/** Names of the indexes and constraints of its own table that go when a column goes. */
export function goesWithColumn(table: Table, column: ObjectId): { readonly indexes: readonly string[]; readonly constraints: readonly string[] } {
  const after = withoutColumn(table, column);
  const constraints = table.constraints.filter((constraint) => !after.constraints.includes(constraint));
  const behind = new Set(constraints.map((constraint) => ("index" in constraint ? constraint.index : undefined)));
  return {
    indexes: table.indexes.filter((index) => !after.indexes.includes(index) && !behind.has(index.id)).map((index) => index.name),
    constraints: constraints.map((constraint) => constraint.name),
  };
}

/** A foreign key by its id, wherever it is now. */
export function foreignKeyById({ tables }: Database, id: ObjectId): OwnedForeignKey | undefined {
  let known = foreignKeys.get(tables);
  if (known === undefined) {
    known = new Map(tables.flatMap((table) => foreignKeysOf(table).map((foreignKey) => [foreignKey.id, { table, foreignKey }])));
    foreignKeys.set(tables, known);
  }
  return known.get(id);
}

/** Most rules ask it of the last state, once for each constraint that was ever made. */
const foreignKeys = new WeakMap<readonly Table[], ReadonlyMap<ObjectId, OwnedForeignKey>>();

/** The server fills it when an INSERT leaves it out; `DEFAULT NULL` does not, a domain's default does. */
export function hasServerDefault(column: Column, { domains }: Pick<Database, "domains">): boolean {
  if (column.identity !== undefined || column.generated !== undefined) return true;
  const written = column.default ?? domains.find((domain) => domain.id === column.type.userType)?.default;
  return written !== undefined && written.literal !== null;
}
