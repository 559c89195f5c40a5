import type { Database, Table } from "../../../../model/database.js";

/** The two differ at most in rows and settings. */
export function sameSchema(before: Database | undefined, after: Database | undefined): boolean {
  if (before === after || before === undefined || after === undefined) return true;
  const lists = ["schemas", "enums", "domains", "composites", "ranges", "sequences", "views", "objects", "comments", "privileges", "defaultPrivileges", "owners", "publications", "extensions"] as const;
  if (lists.some((list) => before[list] !== after[list]) || before.tables.length !== after.tables.length) return false;
  return before.tables.every((table, at) => sameTable(table, after.tables[at]));
}

function sameTable(before: Table, after: Table | undefined): boolean {
  if (before === after) return true;
  if (after === undefined) return false;
  return Object.entries(before).every(([key, value]) => OF_ROWS.has(key) || new Map<string, unknown>(Object.entries(after)).get(key) === value);
}

/** What a table remembers of changes to its rows. */
const OF_ROWS: ReadonlySet<string> = new Set<keyof Table>(["filledBy", "emptied", "changedBy"]);
