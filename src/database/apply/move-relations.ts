import type { Database } from "../../model/database.js";
import type { Name } from "../../model/name.js";
import type { RenameIndex, RenameTable, SetTableSchema } from "../../model/operation.js";
import { renameIndex } from "./indexes.js";
import { renameSequence } from "./sequences.js";
import { moveTable } from "./tables.js";
import { renameView } from "./views.js";
import { changed, exists, invalid, missing, part, replaceView, said, type Changed } from "./change.js";
import { findIndex, findSequence, findTable, findView, hasSchema, relationExists } from "../names/lookup.js";

/** ALTER TABLE and ALTER INDEX rename any relation, whatever it is; those of views and sequences only their own. */
export function renameRelation(operation: RenameTable | RenameIndex, database: Database): Changed {
  switch (kindOf(operation.name, database) ?? (operation.kind === "renameTable" ? "table" : "index")) {
    case "table": return moveTable({ ...operation, kind: "renameTable" }, database, { name: operation.to.name });
    case "view": return renameView({ ...operation, kind: "renameView" }, database);
    case "sequence": return renameSequence({ ...operation, kind: "renameSequence" }, database);
    case "index": return renameIndex({ ...operation, kind: "renameIndex" }, database);
  }
}

/** SET SCHEMA of a table, view or sequence; an index is where its table is. */
export function moveRelation(operation: SetTableSchema, database: Database): Changed {
  const { name } = operation;
  const schema = operation.to.name;
  const kind = kindOf(name, database) ?? "table";
  if (kind === "table") return moveTable(operation, database, { schema });
  if (kind === "index") return invalid(database, { code: "42809", message: `cannot change schema of index ${said(name.name)}` }, "table", name);
  const relation = kind === "view" ? findView(database, name) : findSequence(database, name);
  if (!relation) return missing(database, kind, name);
  if (!hasSchema(database, schema)) return missing(database, "schema", part(schema));
  if (relationExists(database, schema, relation.name)) return exists(database, kind, { schema, name: relation.name });
  if ("query" in relation) return changed(replaceView(database, { ...relation, schema }));
  // One that belongs to a column moves with its table.
  if (relation.ownedBy) return invalid(database, { code: "0A000", message: "cannot move an owned sequence into another schema" }, kind, relation);
  return changed({ ...database, sequences: database.sequences.map((sequence) => (sequence === relation ? { ...sequence, schema } : sequence)) });
}

/** All of them share the names of a schema, and the first schema of the search path that has one decides. */
function kindOf({ schema, name }: Name, database: Database): "table" | "view" | "sequence" | "index" | undefined {
  for (const place of schema === undefined ? ["pg_temp", ...database.searchPath] : [schema]) {
    const here = { schema: place, name };
    if (findTable(database, here)) return "table";
    if (findView(database, here)) return "view";
    if (findSequence(database, here)) return "sequence";
    if (findIndex(database, here)) return "index";
  }
  return undefined;
}
