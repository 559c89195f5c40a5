import type { Database } from "../../model/database.js";
import type { SetTableSchema } from "../../model/operation.js";
import { moveTable } from "./tables.js";
import { changed, exists, invalid, missing, part, replaceView, said, type Changed } from "./change.js";
import { findSequence, findView, hasSchema, relationExists } from "../names/lookup.js";
import { relationKind } from "../names/relation-kind.js";

/** SET SCHEMA of a table, view or sequence; an index is where its table is. */
export function moveRelation(operation: SetTableSchema, database: Database): Changed {
  const { name } = operation;
  const schema = operation.to.name;
  const kind = relationKind(name, database) ?? "table";
  if (kind === "table" || kind === "foreign table") return moveTable(operation, database, { schema });
  if (kind === "index") return invalid(database, { code: "42809", message: `cannot change schema of index ${said(name.name)}` }, "table", name);
  const relation = kind === "sequence" ? findSequence(database, name) : findView(database, name);
  if (!relation) return missing(database, kind, name);
  if (!hasSchema(database, schema)) return missing(database, "schema", part(schema));
  if (relationExists(database, schema, relation.name)) return exists(database, kind, { schema, name: relation.name });
  if ("query" in relation) return changed(replaceView(database, { ...relation, schema }));
  // One that belongs to a column moves with its table.
  if (relation.ownedBy) return invalid(database, { code: "0A000", message: "cannot move an owned sequence into another schema" }, kind, relation);
  return changed({ ...database, sequences: database.sequences.map((sequence) => (sequence === relation ? { ...sequence, schema } : sequence)) });
}
