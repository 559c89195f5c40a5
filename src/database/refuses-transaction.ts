import type { Database } from "../model/database.js";
import type { Operation } from "../model/operation.js";
import { findIndex, findTable } from "./names/lookup.js";

/** Whether PostgreSQL refuses it in a transaction block, for what it is or for what it is about (source: the callers of PreventInTransactionBlock). */
export function refusesTransaction(operation: Operation, database: Database): boolean {
  switch (operation.kind) {
    case "createIndex":
    case "dropIndex":
    case "detachPartition": return operation.concurrently;
    case "reindex": {
      const { object, name, concurrently } = operation;
      if (concurrently || !name) return true;
      const table = object === "index" ? findIndex(database, name)?.table : findTable(database, name);
      return (object !== "index" && object !== "table") || table?.partitionBy !== undefined;
    }
    case "cluster": return !operation.relation || findTable(database, operation.relation)?.partitionBy !== undefined;
    case "vacuum": return true;
    case "discard": return operation.all;
    case "administer":
    case "opaque": return operation.refusesTransaction;
    default: return false;
  }
}
