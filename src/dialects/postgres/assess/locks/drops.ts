import type { Database, ObjectId, Table } from "../../../../model/database.js";
import type { Lock } from "../../../../model/effect.js";
import { foreignKeysOf } from "../../../../database/dependents.js";
import { tableById } from "../../../../database/names/lookup.js";
import { defaultPartition } from "../../../../database/inheritance.js";
import { family, tablesOf, withPartitions, type Relation } from "../relations.js";
import { exclusive, isBefore } from "./modes.js";

/**
 * What dropping takes, from the objects that are gone: ACCESS EXCLUSIVE on each table that is dropped or loses a part; on both sides of a foreign key,
 * because its triggers go (a partitioned table that is referenced has them itself since 15, before only its partitions have); on a partition's parent and its
 * DEFAULT partition.
 */
export function dropLocks(before: Database, after: Database, serverVersion: number | undefined): Lock[] {
  if (before === after) return [];
  const locked: Relation[] = [];
  const left = new Map(after.tables.map((table) => [table.id, table]));
  for (const table of before.tables) {
    const kept = left.get(table.id);
    if (kept === table) continue;
    // Its children go too, all the way down.
    locked.push(...(kept ? [table] : family(before, table)));
    for (const key of foreignKeysOf(table)) {
      if (kept?.constraints.some((constraint) => constraint.id === key.id)) continue;
      const referenced = tablesOf(before, key.references.table);
      locked.push(...withPartitions(before, table), ...(isBefore(15, serverVersion) ? referenced.filter(({ partitionBy }) => partitionBy === undefined) : referenced));
    }
    if (!kept && table.partitionOf) locked.push(...above(before, table.partitionOf.parent));
  }
  for (const view of before.views) if (view.materialized && !after.views.some((candidate) => candidate.id === view.id)) locked.push(view);
  return exclusive(locked);
}

function above(database: Database, parent: ObjectId): Table[] {
  return [tableById(database, parent), defaultPartition(database, parent)].filter((table) => table !== undefined);
}
