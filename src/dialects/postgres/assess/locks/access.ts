import type { Database } from "../../../../model/database.js";
import type { Lock, LockMode } from "../../../../model/effect.js";
import type { AlterPublication, ChangePrivileges, CreatePublication, SetOwner } from "../../../../model/operation-access.js";
import { findTable } from "../../../../database/names/lookup.js";
import { isBefore } from "./modes.js";
import { family, findRelation, isLive, nameOf, type Relation } from "../relations.js";

/** Locks of OWNER TO, of publications, and of GRANT and REVOKE since 18. */
export function accessLocks(operation: SetOwner | CreatePublication | AlterPublication | ChangePrivileges, before: Database, serverVersion: number | undefined): Lock[] {
  switch (operation.kind) {
    case "setOwner": return operation.on === "table" ? mode("AccessExclusiveLock", [findRelation(before, operation.name)]) : [];
    case "changePrivileges": return operation.on === "table" && !operation.all ? mode("AccessShareLock", [findRelation(before, operation.name)]) : [];
    case "createPublication": return mode("ShareUpdateExclusiveLock", members(operation.tables, before, serverVersion));
    case "alterPublication": {
      const { change } = operation;
      return change.kind === "options" ? [] : mode("ShareUpdateExclusiveLock", members(change.tables, before, serverVersion));
    }
  }
}

/** Partitions are locked with their table since 16. */
const members = (tables: CreatePublication["tables"], before: Database, serverVersion: number | undefined): readonly Relation[] =>
  tables.flatMap(({ table: name, only }) => {
    const table = findTable(before, name);
    if (table?.partitionBy !== undefined && isBefore(16, serverVersion)) return [table];
    if (!table) return [];
    // Of a partitioned table the partitions are not looked at.
    return only || table.partitionBy !== undefined ? [table] : family(before, table);
  });

const mode = (name: LockMode, relations: readonly (Relation | undefined)[]): Lock[] =>
  relations.flatMap((relation) => (relation && isLive(relation) ? [{ relation: nameOf(relation), mode: name }] : []));
