import type { Database, Table, View } from "../../../../model/database.js";
import type { Name } from "../../../../model/name.js";

/** The two differ at most in rows and settings. */
export function sameSchema(before: Database | undefined, after: Database | undefined): boolean {
  if (before === after || before === undefined || after === undefined) return true;
  const lists = ["schemas", "enums", "domains", "composites", "ranges", "sequences", "views", "objects", "comments", "privileges", "defaultPrivileges", "owners", "publications", "extensions"] as const;
  if (lists.some((list) => before[list] !== after[list]) || before.tables.length !== after.tables.length) return false;
  return before.tables.every((table, at) => sameTable(table, after.tables[at]));
}

/** Of all in which the two differ, before and after: where it is a table also those of its indexes and constraints. */
export function changedNames(before: Database | undefined, after: Database | undefined): Name[] {
  if (before === undefined || after === undefined) return [];
  const named = ["tables", "enums", "domains", "composites", "ranges", "sequences", "views", "objects"] as const;
  return named.flatMap((list) => {
    const [old, now]: readonly (readonly (Name | Table | View)[])[] = [before[list], after[list]];
    return [...(old ?? []).filter((one) => now?.includes(one) !== true), ...(now ?? []).filter((one) => old?.includes(one) !== true)].flatMap(partNames);
  });
}

function partNames(one: Name | Table | View): Name[] {
  const parts = [...("indexes" in one ? one.indexes : []), ...("constraints" in one ? one.constraints : [])];
  return [one, ...parts].map(({ name }) => ({ schema: one.schema, name }));
}

function sameTable(before: Table, after: Table | undefined): boolean {
  if (before === after) return true;
  if (after === undefined) return false;
  return Object.entries(before).every(([key, value]) => OF_ROWS.has(key) || new Map<string, unknown>(Object.entries(after)).get(key) === value);
}

/** What a table remembers of changes to its rows. */
const OF_ROWS: ReadonlySet<string> = new Set<keyof Table>(["filledBy", "emptied", "changedBy"]);
