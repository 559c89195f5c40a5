import type { Database } from "../../model/database.js";
import type { Name } from "../../model/name.js";
import { findForeignTable, findIndex, findSequence, findTable, findView } from "./lookup.js";

export type RelationKind = "table" | "view" | "materialized view" | "sequence" | "index" | "foreign table";

/** All of them share the names of a schema, and the first schema of the search path that has one decides. */
export function relationKind({ schema, name }: Name, database: Database): RelationKind | undefined {
  for (const place of schema === undefined ? ["pg_temp", ...database.searchPath] : [schema]) {
    const here = { schema: place, name };
    if (findTable(database, here)) return "table";
    const view = findView(database, here);
    if (view) return view.materialized ? "materialized view" : "view";
    if (findSequence(database, here)) return "sequence";
    if (findIndex(database, here)) return "index";
    if (findForeignTable(database, here)) return "foreign table";
  }
  return undefined;
}
