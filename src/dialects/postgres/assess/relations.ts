import type { Database, ObjectId, Table, View } from "../../../model/database.js";
import type { Name } from "../../../model/name.js";
import { heirs } from "../../../database/dependents.js";
import { defaultPartition } from "../../../database/inheritance.js";
import { findTable, findView, tableById } from "../../../database/names/lookup.js";

export type Relation = Table | View;

/** A table, then its partitions and inheritance children of all levels. */
export const family = (database: Database, table: Table): readonly Table[] => [table, ...heirs(database, table)];

/** A partition's parents of all levels, the table itself first. */
export function withAncestors(database: Database, table: Table): readonly Table[] {
  const parent = table.partitionOf && tableById(database, table.partitionOf.parent);
  return parent ? [table, ...withAncestors(database, parent)] : [table];
}

/** A table, and its partitions when it has them; inheritance children stay out. */
export const withPartitions = (database: Database, table: Table): readonly Table[] => (table.partitionBy === undefined ? [table] : family(database, table));

/** Those that hold rows: a partitioned table itself has no file. */
export const storing = (tables: readonly Table[]): readonly Table[] => tables.filter((table) => table.partitionBy === undefined && isLive(table));

/** Temporary tables belong to the session that migrates: nobody else has them. */
export const isLive = (relation: Relation): boolean => !("persistence" in relation) || relation.persistence !== "temporary";

export const nameOf = ({ schema, name }: Relation): Name => ({ schema, name });

/** The table or materialised view of this name. */
export function findRelation(database: Database, name: Name): Relation | undefined {
  const view = findView(database, name);
  return findTable(database, name) ?? (view?.materialized === true ? view : undefined);
}

/** Tables and materialised views that are read when these relations are, views looked through. */
export function readsOf(database: Database, names: readonly Name[]): readonly Relation[] {
  const found = new Set<Relation>();
  for (const name of names) {
    const relation = findTable(database, name) ?? findView(database, name);
    if (relation) addReads(database, relation, found);
  }
  return [...found];
}

function addReads(database: Database, relation: Relation, found: Set<Relation>): void {
  if (found.has(relation)) return;
  if (!("query" in relation)) for (const table of family(database, relation)) found.add(table);
  else if (relation.materialized) found.add(relation);
  else for (const id of relation.dependsOn) addReadsOf(database, id, found);
}

function addReadsOf(database: Database, id: ObjectId, found: Set<Relation>): void {
  const next = database.tables.find((table) => table.id === id) ?? database.views.find((view) => view.id === id);
  if (next) addReads(database, next, found);
}

/** A table by its id, and its partitions. */
export function tablesOf(database: Database, id: ObjectId): readonly Table[] {
  const table = tableById(database, id);
  return table ? withPartitions(database, table) : [];
}

/** The DEFAULT partition beside the others of a partitioned table, and its own partitions. */
export function besides(database: Database, parent: ObjectId): readonly Table[] {
  const found = defaultPartition(database, parent);
  return found ? family(database, found) : [];
}

/** What the query of a view reads. */
export const readsOfView = (database: Database, view: View): readonly Relation[] => {
  const found = new Set<Relation>();
  for (const id of view.dependsOn) addReadsOf(database, id, found);
  return [...found];
};
