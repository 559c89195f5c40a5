import type { Database, Table } from "../../model/database.js";
import type { Name } from "../../model/name.js";
import type { AddEnumValue, CreateEnum, DropType, RenameEnumValue, RenameType, SetTypeSchema } from "../../model/operation.js";
import { changed, exists, invalid, mapTables, missing, part, refused, said, type Changed, type ChangeContext } from "./change.js";
import { columnsOfType, defaultsOfType, describe, viewsOn } from "../dependents.js";
import { withoutColumn, withoutViews } from "./drop.js";
import { renameLabel } from "./rename-label.js";
import { creationSchema, findEnum, findTable, hasSchema } from "../names/lookup.js";
import { findType, replaceType, withoutType } from "../names/user-types.js";
import { tablesOfType } from "../typed-tables.js";

export function createEnum(operation: CreateEnum, database: Database, context: ChangeContext): Changed {
  const schema = operation.name.schema ?? creationSchema(database);
  if (schema === undefined || !hasSchema(database, schema)) return missing(database, "schema", part(schema ?? ""));
  const name = { schema, name: operation.name.name };
  // A table is a type too, of its own name.
  if (findType(database, name) ?? findTable(database, name)) return exists(database, "type", name);
  const labels = operation.values.map((value) => value.name);
  const twice = labels.find((label, at) => labels.indexOf(label) !== at);
  if (twice !== undefined) return exists(database, "enum value", part(twice), name);
  const long = labels.find((label) => isTooLong(label, context));
  if (long !== undefined) return tooLong(database, long, name);
  const values = operation.values.map((value) => ({ id: context.newId(), label: value.name }));
  return changed({ ...database, enums: [...database.enums, { id: context.newId(), ...name, values }] });
}

export function addEnumValue(operation: AddEnumValue, database: Database, context: ChangeContext): Changed {
  const type = findEnum(database, operation.name);
  if (!type) return missing(database, "type", operation.name);
  const label = operation.value.name;
  if (isTooLong(label, context)) return tooLong(database, label, type);
  if (type.values.some((value) => value.label === label)) return operation.ifNotExists ? changed(database) : exists(database, "enum value", part(label), type);
  const { neighbour } = operation;
  let at = type.values.length;
  if (neighbour) {
    at = type.values.findIndex((value) => value.label === neighbour.value);
    if (at < 0) return missing(database, "enum value", part(neighbour.value), type);
    if (neighbour.after) at += 1;
  }
  return changed(replaceType(database, { ...type, values: type.values.toSpliced(at, 0, { id: context.newId(), label }) }));
}

export function renameEnumValue(operation: RenameEnumValue, database: Database, context: ChangeContext): Changed {
  const type = findEnum(database, operation.name);
  if (!type) return missing(database, "type", operation.name);
  if (isTooLong(operation.to.name, context)) return tooLong(database, operation.to.name, type);
  const { name } = operation.value;
  if (!type.values.some((value) => value.label === name)) return missing(database, "enum value", part(name), type);
  if (type.values.some((value) => value.label === operation.to.name)) return exists(database, "enum value", part(operation.to.name), type);
  const renamed = replaceType(database, { ...type, values: type.values.map((value) => (value.label === name ? { ...value, label: operation.to.name } : value)) });
  return changed(renameLabel(renamed, type.id, name, operation.to.name));
}

/** Labels are names, of which the server cuts none: it refuses those that are too long. */
const isTooLong = (label: string, { naming }: ChangeContext): boolean => naming.truncate(label) !== label;
const tooLong = (database: Database, label: string, type: Name): Changed => invalid(database, { code: "42602", message: `invalid enum label ${said(label)}` }, "enum value", part(label), type);

/** `dropTypedTable`: what drops a table OF the type, with what hangs on it. */
export function dropType(operation: DropType, database: Database, dropTypedTable: (table: Table, database: Database) => Database): Changed {
  const type = findType(database, operation.name);
  if (!type) return operation.ifExists ? changed(database) : missing(database, "type", operation.name);
  const typed = tablesOfType(database, type.id);
  if (typed.length > 0) {
    if (!operation.cascade) return refused(database, { kind: "dependents", what: "type", name: { schema: type.schema, name: type.name }, dependents: typed.map(describe.table) });
    return dropType(operation, typed.reduce((left, table) => dropTypedTable(table, left), database), dropTypedTable);
  }
  const columns = columnsOfType(database, type.id);
  const views = viewsOn(database, [type.id, ...columns.map(({ column }) => column.id)]);
  const defaults = defaultsOfType(database, type.id).filter(({ column }) => column.type.userType !== type.id);
  const dependents = [...columns.map(describe.column), ...defaults.map(describe.default), ...views.map(describe.view)];
  if (dependents.length > 0 && !operation.cascade) return refused(database, { kind: "dependents", what: "type", name: { schema: type.schema, name: type.name }, dependents });
  const next = withoutViews(database, views);
  const tables = mapTables(next, (table) => {
    let without = table;
    for (const { table: owner, column } of defaults) if (owner.id === table.id) without = { ...without, columns: without.columns.map((own) => (own.id === column.id ? { ...own, default: undefined } : own)) };
    for (const { table: owner, column } of columns) if (owner.id === table.id) without = withoutColumn(without, column.id);
    return without;
  });
  return changed(withoutType({ ...next, tables }, type.id));
}

/** Rename, or move to another schema. */
export function moveType(operation: RenameType | SetTypeSchema, database: Database, to: { readonly name?: string; readonly schema?: string }, { naming, migration, statement }: ChangeContext): Changed {
  const type = findType(database, operation.name);
  // A superuser may rename the server's own types: every column of it then has another.
  if (!type && naming.mayHaveType(operation.name.name)) return changed({ ...database, unknown: [...database.unknown, { migration, statement, node: operation.kind }] });
  if (!type) return missing(database, "type", operation.name);
  const place = { schema: to.schema ?? type.schema, name: to.name ?? type.name };
  if (!hasSchema(database, place.schema)) return missing(database, "schema", part(place.schema));
  if (findType(database, place) ?? findTable(database, place)) return exists(database, "type", place);
  return changed(replaceType(database, { ...type, ...place }));
}
