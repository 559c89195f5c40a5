import type { Database, Table } from "../../../../model/database.js";
import type { Lock, LockMode } from "../../../../model/effect.js";
import type { LockedRelation } from "../../../../model/operation-administration.js";
import type { ChangeData } from "../../../../model/operation.js";
import { foreignKeysOf, foreignKeysTo, type OwnedForeignKey } from "../../../../database/dependents.js";
import { findIndex, findTable, findView } from "../../../../database/names/lookup.js";
import { family, readsOf, tablesOf, withAncestors } from "../relations.js";
import { lock } from "./modes.js";

/** ROW EXCLUSIVE where rows are written, also through views and referential actions; what it reads and what foreign keys check, which depends on the rows. */
export function changeDataLocks(operation: ChangeData, before: Database, serverVersion: number | undefined): Lock[] {
  if (operation.command === "truncate") {
    const tables = truncated(operation, before);
    // 13 looks a partition's bounds up here too.
    const above = serverVersion === 13 ? tables.flatMap((table) => withAncestors(before, table)) : [];
    return [...lock("AccessExclusiveLock", tables), ...lock("AccessShareLock", above)];
  }
  const reads = lock("AccessShareLock", readsOf(before, operation.reads));
  const written = targets(operation, before).flatMap((table) => family(before, table));
  // A partition's bounds are looked up in its parents.
  const found = [...lock("RowExclusiveLock", written), ...lock("AccessShareLock", written.flatMap((table) => withAncestors(before, table))), ...reads];
  for (const table of written) {
    if (operation.command !== "delete") for (const key of withAncestors(before, table).flatMap(foreignKeysOf)) found.push(...lock("RowShareLock", tablesOf(before, key.references.table)));
    if (operation.command !== "insert" && operation.command !== "copy") found.push(...referentialActions(table, before));
  }
  return found;
}

/** What is named, looked through where it is a view; of an index its table, which nobody reads or writes without it. */
export function lockedRelations(relations: readonly LockedRelation[], before: Database): Lock[] {
  return relations.flatMap(({ name, only, mode }) => {
    const table = only ? findTable(before, name) : undefined;
    const index = findIndex(before, name);
    return lock(MODES[mode], index ? [index.table ?? index.view] : table ? [table] : readsOf(before, [name]));
  });
}

const MODES: Readonly<Record<LockedRelation["mode"], LockMode>> = { "ACCESS SHARE": "AccessShareLock", "ROW SHARE": "RowShareLock", "ROW EXCLUSIVE": "RowExclusiveLock", "SHARE UPDATE EXCLUSIVE": "ShareUpdateExclusiveLock", "ACCESS EXCLUSIVE": "AccessExclusiveLock" };

/** With its partitions and children, and with CASCADE all that points to them. */
export function truncated(operation: ChangeData, before: Database): readonly Table[] {
  const table = findTable(before, operation.table);
  const reached = new Set<Table>(table ? family(before, table) : []);
  // A set gives what is added to it while it is walked, too.
  if (operation.cascade) for (const parent of reached) for (const { table: child } of pointing(before, parent)) for (const each of family(before, child)) reached.add(each);
  return [...reached];
}

function targets(operation: ChangeData, before: Database): readonly Table[] {
  const table = findTable(before, operation.table);
  if (table) return [table];
  // A view that can be written hands it on to its tables.
  return findView(before, operation.table) ? readsOf(before, [operation.table]).filter((relation): relation is Table => !("query" in relation)) : [];
}

/** Deleting or changing a row looks for those that point to it, and ON DELETE, ON UPDATE write them. */
function referentialActions(table: Table, before: Database): Lock[] {
  const found: Lock[] = [];
  const reached = new Set([table]);
  for (const parent of reached) {
    for (const { table: child, foreignKey } of pointing(before, parent)) {
      const writes = [foreignKey.onDelete, foreignKey.onUpdate].some((action) => action !== "no action" && action !== "restrict");
      found.push(...lock(writes ? "RowExclusiveLock" : "RowShareLock", family(before, child)));
      if (writes) reached.add(child);
    }
  }
  return found;
}

/** Foreign keys to a partitioned table point to its partitions. */
const pointing = (before: Database, parent: Table): readonly OwnedForeignKey[] => withAncestors(before, parent).flatMap(({ id }) => foreignKeysTo(before, id));
