import type { Database } from "../../../../model/database.js";
import type { Lock, LockMode } from "../../../../model/effect.js";
import type { AttachIndex, AttachPartition, DetachPartition, SetInheritance } from "../../../../model/operation-tables.js";
import { foreignKeysOf, foreignKeysTo, heirs } from "../../../../database/dependents.js";
import { findConstraint, findIndex, findTable, tableById } from "../../../../database/names/lookup.js";
import { besides, family, tablesOf, withAncestors, withPartitions } from "../relations.js";
import { exclusive, isBefore, lock } from "./modes.js";

/** Locks of what makes a table a part of another, or takes it out. */
export function partitionLocks(operation: AttachPartition | DetachPartition | AttachIndex | SetInheritance, before: Database, after: Database, serverVersion: number | undefined): Lock[] {
  switch (operation.kind) {
    case "attachPartition": return attachPartition(operation, { before, after, serverVersion });
    case "detachPartition": return detachPartition(operation, before, serverVersion);
    // Only the index of the partition is locked so strongly, without which no query of the partition can be planned.
    case "attachIndex": return [...lock("AccessShareLock", [findIndex(before, operation.name)?.table]), ...exclusive([findIndex(before, operation.partition)?.table])];
    case "setInheritance": {
      const child = findTable(before, operation.table);
      const below = child ? heirs(before, child) : [];
      return [...exclusive([child]), ...lock("AccessShareLock", below), ...lock(operation.inherit ? "ShareUpdateExclusiveLock" : "AccessShareLock", [findTable(before, operation.parent)])];
    }
  }
}

interface Around {
  readonly before: Database;
  readonly after: Database;
  readonly serverVersion: number | undefined;
}

/**
 * The partition gets the parent's foreign keys, and those that point to the parent reach it. A foreign key that it has already becomes a part of the
 * parent's: then it loses triggers on the referenced table (source: tryAttachPartitionForeignKey).
 */
function attachPartition(operation: AttachPartition, { before, after, serverVersion }: Around): Lock[] {
  const parent = findTable(before, operation.table);
  const child = findTable(before, operation.partition);
  if (!parent || !child) return [];
  const found = [...lock("ShareUpdateExclusiveLock", [parent]), ...exclusive([...family(before, child), ...besides(before, parent.id)])];
  const attached = tableById(after, child.id);
  for (const key of foreignKeysOf(parent)) {
    const part = attached && foreignKeysOf(attached).find((candidate) => candidate.parent === key.id);
    const had = part && findConstraint(child, part.name) !== undefined;
    found.push(...lock(had ? "AccessExclusiveLock" : "ShareRowExclusiveLock", tablesOf(before, key.references.table)));
  }
  for (const { table } of pointing(parent.id, before)) found.push(...lock(pointedTo(serverVersion), [table]));
  return found;
}

/** What a table that points to a partitioned one is locked with when a partition joins. */
export const pointedTo = (serverVersion: number | undefined): LockMode => (isBefore(15, serverVersion) ? "AccessShareLock" : "ShareRowExclusiveLock");

/**
 * CONCURRENTLY takes its strongest locks one after another, in transactions of its own: ShareUpdateExclusive on both, and at the end, when nobody uses the
 * partition through its parent any more, AccessExclusive on the partition (measured on 15 by the modes that a second session waits for).
 */
function detachPartition({ table, partition, concurrently, finalize = false }: DetachPartition, before: Database, serverVersion: number | undefined): Lock[] {
  const parent = findTable(before, table);
  const child = findTable(before, partition);
  if (!parent || !child) return [];
  const found = concurrently || finalize
    ? [...lock("ShareUpdateExclusiveLock", [parent]), ...exclusive(family(before, child))]
    : [...exclusive([parent, ...heirs(before, child), ...besides(before, parent.id)]), ...lock(serverVersion === 13 ? "ShareUpdateExclusiveLock" : "AccessExclusiveLock", [child])];
  // The keys become its own, and rows that point to its rows would point to nothing.
  for (const key of foreignKeysOf(child)) if (key.parent !== undefined) found.push(...lock("ShareRowExclusiveLock", tablesOf(before, key.references.table)));
  for (const { table: other } of pointing(parent.id, before)) found.push(...exclusive([child, ...withPartitions(before, other)]));
  return found;
}

/** Foreign keys that point to a partitioned table or to one above it. */
export function pointing(id: string, database: Database): ReturnType<typeof foreignKeysTo> {
  const table = tableById(database, id);
  return table ? withAncestors(database, table).flatMap((each) => foreignKeysTo(database, each.id)) : [];
}
