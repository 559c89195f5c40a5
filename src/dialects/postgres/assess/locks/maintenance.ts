import type { Database } from "../../../../model/database.js";
import type { Lock } from "../../../../model/effect.js";
import type { Cluster, MaintenanceOperation, Reindex, VacuumedRelation } from "../../../../model/operation-maintenance.js";
import { heirs } from "../../../../database/dependents.js";
import { findIndex, findTable, findView } from "../../../../database/names/lookup.js";
import { family, findRelation, isLive, readsOfView, withPartitions, type Relation } from "../relations.js";
import { exclusive, isBefore, lock } from "./modes.js";

/**
 * Locks of REINDEX, REFRESH, CLUSTER, VACUUM and ANALYZE. Those of what cannot run in a transaction block, as CONCURRENTLY, were measured on 15 by the modes
 * that it waits for while another session holds ACCESS SHARE or SHARE UPDATE EXCLUSIVE (docs/locks.md); it takes them one after another, not all at once.
 */
export function maintenanceLocks(operation: MaintenanceOperation, before: Database, serverVersion: number | undefined): Lock[] {
  switch (operation.kind) {
    case "reindex": {
      const relations = reindexed(operation, before);
      // CONCURRENTLY first looks the partitions up, for a moment under SHARE.
      if (operation.concurrently) return relations.flatMap((relation) => lock(relations.length > 1 && "partitionOf" in relation && relation.partitionOf && operation.object !== "schema" ? "ShareLock" : "ShareUpdateExclusiveLock", [relation]));
      // The table only SHARE; but each of its indexes is locked ACCESS EXCLUSIVE while it is built, and no query of the table can be planned meanwhile.
      return relations.flatMap((relation) => lock(holdsRows(relation) && relation.indexes.length > 0 ? "AccessExclusiveLock" : "ShareLock", [relation]));
    }
    case "refreshMaterializedView": {
      const view = findView(before, operation.name);
      const reads = view && operation.withData ? lock("AccessShareLock", readsOfView(before, view)) : [];
      return [...lock(operation.concurrently ? "ExclusiveLock" : "AccessExclusiveLock", [view]), ...reads];
    }
    case "cluster": return exclusive(clustered(operation, before));
    case "vacuum": return lock(operation.full ? "AccessExclusiveLock" : "ShareUpdateExclusiveLock", vacuumed(operation.relations, before, serverVersion));
    case "analyze": {
      const children = operation.relations.flatMap(({ name }) => {
        const table = findTable(before, name);
        return table ? heirs(before, table) : [];
      });
      return [...lock("ShareUpdateExclusiveLock", vacuumed(operation.relations, before, serverVersion)), ...lock("AccessShareLock", children)];
    }
  }
}

/** What they write anew, rows or indexes. */
export function maintenanceRewrites(operation: MaintenanceOperation, before: Database): readonly Relation[] {
  switch (operation.kind) {
    case "reindex": return reindexed(operation, before).filter((relation) => holdsRows(relation) && relation.indexes.length > 0);
    case "refreshMaterializedView": return operation.concurrently ? [] : [findView(before, operation.name)].filter((view) => view !== undefined);
    case "cluster": return clustered(operation, before).filter(holdsRows);
    case "vacuum": return operation.full ? vacuumed(operation.relations, before, undefined).filter(holdsRows) : [];
    case "analyze": return [];
  }
}

/** What they read whole: VACUUM skips pages, ANALYZE reads a sample. */
export function maintenanceScans(operation: MaintenanceOperation, before: Database): readonly Relation[] {
  if (operation.kind !== "refreshMaterializedView") return maintenanceRewrites(operation, before);
  const view = findView(before, operation.name);
  // Its indexes are built over the new rows; CONCURRENTLY compares them with the old ones.
  return view && (operation.concurrently || view.indexes.length > 0) ? [view] : [];
}

function reindexed({ object, name }: Reindex, before: Database): readonly Relation[] {
  switch (object) {
    case "index": {
      const place = name && findIndex(before, name);
      return !place ? [] : place.table ? withPartitions(before, place.table) : [place.view];
    }
    case "table": return name ? withPartitionsOf(findRelation(before, name), before) : [];
    case "schema": return relations(before).filter((relation) => relation.schema === name?.name && holdsRows(relation));
    case "database": return relations(before).filter(holdsRows);
    case "system": return [];
  }
}

/** Of a table that is not named nothing is known. */
const clustered = ({ relation }: Cluster, before: Database): readonly Relation[] => (relation ? withPartitionsOf(findRelation(before, relation), before) : []);

/** Those that inherit are taken along since PostgreSQL 18; partitions always. */
function vacuumed(named: readonly VacuumedRelation[], before: Database, serverVersion: number | undefined): readonly Relation[] {
  if (named.length === 0) return relations(before);
  return named.flatMap(({ name }) => {
    const relation = findRelation(before, name);
    if (!relation || "query" in relation || isBefore(18, serverVersion)) return withPartitionsOf(relation, before);
    return family(before, relation);
  });
}

const withPartitionsOf = (relation: Relation | undefined, before: Database): readonly Relation[] => (!relation ? [] : "query" in relation ? [relation] : withPartitions(before, relation));

const relations = ({ tables, views }: Database): readonly Relation[] => [...tables, ...views.filter(({ materialized }) => materialized)];

/** A partitioned table has no file. */
const holdsRows = (relation: Relation): boolean => isLive(relation) && !("partitionBy" in relation && relation.partitionBy !== undefined);
