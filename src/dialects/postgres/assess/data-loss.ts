import type { Database, Table } from "../../../model/database.js";
import type { Loss } from "../../../model/effect.js";
import type { Operation } from "../../../model/operation.js";
import { foreignKeysTo, heirs } from "../../../database/dependents.js";
import { columnById, findTable, tableById } from "../../../database/lookup.js";

/** Values that are gone afterwards. A refused drop (before = after) loses nothing. */
export function losesData(operation: Operation, before: Database, after: Database): readonly Loss[] {
  switch (operation.kind) {
    case "dropColumn":
    case "dropTable":
    case "dropSchema":
    case "dropType": return gone(before, after);
    case "changeData": {
      if (operation.command !== "delete" && operation.command !== "truncate") return [];
      const table = findTable(before, operation.table);
      if (!table) return [];
      const reached = operation.command === "truncate" && operation.cascade ? reachedByTruncate(before, table) : withHeirs(before, table);
      return reached.map(rows);
    }
    default: return [];
  }
}

/** Tables and columns that are not there any more: those that were named, and what went with them. */
function gone(before: Database, after: Database): Loss[] {
  const losses: Loss[] = [];
  for (const table of before.tables) {
    const left = tableById(after, table.id);
    if (left === table) continue;
    if (!left) losses.push(rows(table));
    else for (const column of table.columns) if (!columnById(left, column.id)) losses.push({ ...rows(table), column: column.name });
  }
  return losses;
}

/** TRUNCATE … CASCADE follows foreign keys whatever they say of deletes. */
function reachedByTruncate(database: Database, first: Table): readonly Table[] {
  const reached = new Set<Table>();
  const queue = [first];
  for (let table = queue.pop(); table; table = queue.pop()) {
    for (const own of withHeirs(database, table)) {
      if (reached.has(own)) continue;
      reached.add(own);
      queue.push(...foreignKeysTo(database, own.id).map((key) => key.table));
    }
  }
  return [...reached];
}

const withHeirs = (database: Database, table: Table): readonly Table[] => [table, ...heirs(database, table)];

const rows = ({ schema, name }: Table): Loss => ({ relation: { schema, name }, column: undefined });
