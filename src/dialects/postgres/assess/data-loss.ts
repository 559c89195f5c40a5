import type { Database } from "../../../model/database.js";
import type { Loss } from "../../../model/effect.js";
import type { Operation } from "../../../model/operation.js";
import { findEnum, findTable } from "../../../database/lookup.js";
import { columnsOfType, foreignKeysTo } from "../../../database/dependents.js";

/** Values that are gone afterwards. A refused operation (before = after) loses nothing. */
export function losesData(operation: Operation, before: Database, after: Database): readonly Loss[] {
  switch (operation.kind) {
    case "dropColumn": {
      const table = findTable(before, operation.table);
      if (!table || before === after) return [];
      return [{ relation: { schema: table.schema, name: table.name }, column: operation.column.name }];
    }
    case "dropTable":
    case "dropSchema":
    case "dropType": return gone(before, after, operation);
    case "changeData": {
      if (operation.command !== "delete" && operation.command !== "truncate") return [];
      const table = findTable(before, operation.table);
      if (!table) return [];
      const losses: Loss[] = [{ relation: { schema: table.schema, name: table.name }, column: undefined }];
      if (operation.command === "truncate" && operation.cascade) {
        for (const id of reachedByTruncate(before, table.id)) {
          const other = before.tables.find((candidate) => candidate.id === id);
          if (other) losses.push({ relation: { schema: other.schema, name: other.name }, column: undefined });
        }
      }
      return losses;
    }
    default: return [];
  }
}

/** Tables that are gone, and the columns that CASCADE took with a type. */
function gone(before: Database, after: Database, operation: Operation): Loss[] {
  const losses: Loss[] = [];
  for (const table of before.tables) {
    if (!after.tables.some((candidate) => candidate.id === table.id)) losses.push({ relation: { schema: table.schema, name: table.name }, column: undefined });
  }
  const type = operation.kind === "dropType" && before !== after ? findEnum(before, operation.name) : undefined;
  for (const { table, column } of type ? columnsOfType(before, type.id) : []) losses.push({ relation: { schema: table.schema, name: table.name }, column: column.name });
  return losses;
}

function reachedByTruncate(database: Database, first: string): Set<string> {
  const reached = new Set<string>();
  const queue = [first];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const { table } of foreignKeysTo(database, id)) {
      if (table.id === first || reached.has(table.id)) continue;
      reached.add(table.id);
      queue.push(table.id);
    }
  }
  return reached;
}
