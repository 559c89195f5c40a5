import type { Database, ObjectId, Table, View } from "../model/database.js";
import type { CreateView, DropView, RenameView } from "../model/operation.js";
import { bind } from "./bind.js";
import { changed, exists, missing, part, refused, replaceView, type Changed, type ChangeContext } from "./change.js";
import { describe, viewsOn } from "./dependents.js";
import { withoutViews } from "./drop.js";
import { creationSchema, findTable, findView, hasSchema, relationExists } from "./lookup.js";

export function createView(operation: CreateView, database: Database, context: ChangeContext): Changed {
  const schema = operation.name.schema ?? creationSchema(database);
  if (schema === undefined || !hasSchema(database, schema)) return missing(database, "schema", part(schema ?? ""));
  const name = { schema, name: operation.name.name };
  const old = findView(database, name);
  if (!old && relationExists(database, schema, name.name)) return operation.ifNotExists ? changed(database) : exists(database, "view", name);
  if (old && !operation.replace) return operation.ifNotExists ? changed(database) : exists(database, "view", name);

  const query = bind(operation.query, database, tablesIn(operation, database));
  const view: View = {
    id: old?.id ?? context.newId(),
    ...name,
    materialized: operation.materialized,
    columns: operation.columns,
    query,
    dependsOn: dependencies(query.references.map((reference) => reference.target), operation, database),
    indexes: [],
  };
  return changed(old ? replaceView(database, view) : { ...database, views: [...database.views, view] });
}

export function dropView(operation: DropView, database: Database, context: ChangeContext): Changed {
  const view = findView(database, operation.name);
  if (!view) return operation.ifExists ? changed(database) : missing(database, "view", operation.name);
  const together = new Set(context.together.flatMap((other) => (other.kind === "dropView" ? [findView(database, other.name)?.id] : [])));
  const dependents = viewsOn(database, [view.id]).filter((candidate) => !together.has(candidate.id));
  if (dependents.length > 0 && !operation.cascade) {
    return refused(database, { kind: "dependents", what: "view", name: { schema: view.schema, name: view.name }, dependents: dependents.map(describe.view) });
  }
  return changed(withoutViews(database, [view, ...dependents]));
}

export function renameView(operation: RenameView, database: Database): Changed {
  const view = findView(database, operation.name);
  if (!view) return operation.ifExists ? changed(database) : missing(database, "view", operation.name);
  const name = operation.to.name;
  if (relationExists(database, view.schema, name)) return exists(database, "view", { schema: view.schema, name });
  return changed(replaceView(database, { ...view, name }));
}

function tablesIn(operation: CreateView, database: Database): Table[] {
  const tables: Table[] = [];
  for (const name of operation.query.names) {
    if (name.kind !== "relation") continue;
    const table = findTable(database, { schema: name.path.at(-2), name: name.path.at(-1) ?? "" });
    if (table && !tables.includes(table)) tables.push(table);
  }
  return tables;
}

/** `SELECT *` reads every column of its tables. */
function dependencies(named: readonly ObjectId[], operation: CreateView, database: Database): ObjectId[] {
  const star = operation.query.names.some((name) => name.kind === "column" && name.path.at(-1) === "*");
  const columns = star ? tablesIn(operation, database).flatMap((table) => table.columns.map((column) => column.id)) : [];
  return [...new Set([...named, ...columns])];
}
