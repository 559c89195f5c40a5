import { foreignKeysOf } from "../../database/dependents.js";
import { columnById } from "../../database/names/lookup.js";
import type { Database, ForeignKey, ObjectId, Table } from "../../model/database.js";

export interface PlacedTable {
  readonly table: Table;
  /** Foreign keys whose parents get their rows later: NULL first, set by an UPDATE at the end. */
  readonly later: readonly ForeignKey[];
}

/**
 * Tables that take rows of their own, parents before children; those that need each other's rows, in a circle of foreign keys that cannot be NULL,
 * stand together. Partitions get their rows through their parents.
 */
export function orderTables(database: Database): (readonly PlacedTable[])[] {
  const groups: (readonly PlacedTable[])[] = [];
  let waiting = database.tables.filter((table) => table.partitionOf === undefined && table.persistence !== "temporary");
  const known = new Set(waiting.map(({ id }) => id));
  const done = new Set<ObjectId>();
  const open = (table: Table): ForeignKey[] => foreignKeysOf(table).filter(({ references }) => references.table !== table.id && known.has(references.table) && !done.has(references.table));
  const needs = (table: Table): ObjectId[] => open(table).flatMap((key) => (nullable(table, key) ? [] : [key.references.table]));
  while (waiting.length > 0) {
    const reached = new Map(waiting.map((table) => [table.id, reach(table, waiting, needs)]));
    // What a table needs, itself among it, is the smallest set where nothing more can be placed alone.
    const [next] = waiting.toSorted((a, b) => (reached.get(a.id)?.size ?? 0) - (reached.get(b.id)?.size ?? 0) || open(a).length - open(b).length);
    const together = new Set([...(next ? (reached.get(next.id) ?? []) : []), ...(next ? [next.id] : [])]);
    const group = waiting.filter(({ id }) => together.has(id));
    groups.push(group.map((table) => ({ table, later: open(table).filter((key) => nullable(table, key)) })));
    for (const { id } of group) done.add(id);
    waiting = waiting.filter((table) => !group.includes(table));
  }
  return groups;
}

function reach(from: Table, tables: readonly Table[], needs: (table: Table) => readonly ObjectId[]): Set<ObjectId> {
  const reached = new Set<ObjectId>();
  const queue = [...needs(from)];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    const table = tables.find((candidate) => candidate.id === id);
    if (table) queue.push(...needs(table));
  }
  return reached;
}

/** A foreign key that is not looked up while one of its columns is NULL; under MATCH FULL all of them must be. */
export function nullable(table: Table, key: ForeignKey): boolean {
  const free = key.columns.map((id) => columnById(table, id)?.notNull === false);
  return key.matchFull ? free.every(Boolean) : free.some(Boolean);
}
