import type { BoundExpression, Database } from "../model/database.js";
import type { DatabaseObject } from "../model/database-objects.js";
import type { Expression, Name } from "../model/name.js";
import type { AlterObject, CreateObject, DropObject, RenameObject, SetObjectFiring, SetObjectSchema } from "../model/operation-objects.js";
import { bind, bindType } from "./bind.js";
import { changed, exists, missing, part, type Changed, type ChangeContext } from "./change.js";
import { belongsToTable, findObject, isRoutine, relationNamed } from "./find-object.js";
import { creationSchema, findTable, hasSchema } from "./lookup.js";

export function createObject(operation: CreateObject, database: Database, context: ChangeContext): Changed {
  const { object: kind } = operation;
  const owner = operation.on && relationNamed(database, operation.on);
  if (operation.on && !owner) return missing(database, "table", operation.on);
  const schema = belongsToTable(kind) ? undefined : (operation.name.schema ?? creationSchema(database));
  if (!belongsToTable(kind) && (schema === undefined || !hasSchema(database, schema))) return missing(database, "schema", part(schema ?? ""));
  const name: Name = { schema, name: operation.name.name };
  const old = findObject(database, { ...operation, name });
  if (old && !operation.replace) return operation.ifNotExists ? changed(database) : exists(database, kind, name, owner);
  const id = old?.id ?? context.newId();
  // Its own name is one of its references, so the object must be there first only for others.
  const object: DatabaseObject = {
    id,
    kind,
    schema,
    name: name.name,
    on: owner?.id,
    arguments: (operation.arguments ?? []).map((type) => bindType(type, database)),
    definitions: [bindDefinition(operation.definition, id, database)],
    firing: kind === "rule" ? (old?.firing ?? "origin") : "origin",
  };
  return changed(old ? replaceObject(database, object) : { ...database, objects: [...database.objects, object] });
}

export function alterObject(operation: AlterObject, database: Database): Changed {
  const object = findObject(database, operation);
  if (!object) return notFound(operation, database);
  return changed(replaceObject(database, { ...object, definitions: [...object.definitions, bindDefinition(operation.definition, object.id, database)] }));
}

export function dropObject(operation: DropObject, database: Database): Changed {
  const object = findObject(database, operation);
  if (object) return changed({ ...database, objects: database.objects.filter((candidate) => candidate !== object) });
  return operation.ifExists ? changed(database) : notFound(operation, database);
}

export function moveObject(operation: RenameObject | SetObjectSchema, database: Database): Changed {
  const object = findObject(database, operation);
  if (!object) return notFound(operation, database);
  const to = operation.to.name;
  if (operation.kind === "setObjectSchema" && !hasSchema(database, to)) return missing(database, "schema", part(to));
  return changed(replaceObject(database, { ...object, ...(operation.kind === "renameObject" ? { name: to } : { schema: to }) }));
}

export function setObjectFiring({ object, table: name, name: named, firing }: SetObjectFiring, database: Database): Changed {
  const table = findTable(database, name);
  if (!table) return missing(database, "table", name);
  const wanted = (candidate: DatabaseObject): boolean => candidate.kind === object && candidate.on === table.id && (named === undefined || candidate.name === named.name);
  if (named && !database.objects.some(wanted)) return missing(database, object, part(named.name), table);
  return changed({ ...database, objects: database.objects.map((candidate) => (wanted(candidate) ? { ...candidate, firing } : candidate)) });
}

/** Functions may come with an extension, and collations with the server: that they are not known says nothing. */
function notFound({ object, name, on }: AlterObject | DropObject | RenameObject | SetObjectSchema, database: Database): Changed {
  if (isRoutine(object) || object === "collation") return changed(database);
  return missing(database, object, name, on);
}

function bindDefinition(definition: Expression, id: string, database: Database): BoundExpression {
  const bound = bind(definition, database, []);
  const self = definition.names.flatMap(({ kind, start, end }) => (kind === "self" ? [{ kind: "object" as const, target: id, start, end }] : []));
  return { ...bound, references: [...bound.references, ...self] };
}

function replaceObject(database: Database, object: DatabaseObject): Database {
  return { ...database, objects: database.objects.map((candidate) => (candidate.id === object.id ? object : candidate)) };
}
