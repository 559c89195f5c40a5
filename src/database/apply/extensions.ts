import type { Database, DataType } from "../../model/database.js";
import type { CreateExtension, DropExtension } from "../../model/operation.js";
import type { AlterExtension } from "../../model/operation-extensions.js";
import { changed, exists, mapTables, missing, part, refused, type Changed, type ChangeContext } from "./change.js";
import { typesOfExtension, withoutExtension } from "../extension-objects.js";
import type { Name } from "../../model/name.js";
import { hasSchema } from "../names/lookup.js";
import type { DatabaseObject, ExtensionMember } from "../../model/database-objects.js";
import type { Operation } from "../../model/operation.js";
import { nameAt, NOWHERE } from "../recreate/nowhere.js";
import { currentType } from "../render.js";
import { dropOf } from "./owned.js";
import { lostBeside } from "./lost-beside.js";
import { placesOf } from "../recreate/objects.js";
import { commented } from "./settings.js";
import { withUncertain } from "../uncertain.js";

export function createExtension({ name, ifNotExists, schema }: CreateExtension, database: Database, context: ChangeContext): Changed {
  if (database.extensions.some((extension) => extension.name === name.name)) return ifNotExists ? changed(database) : exists(database, "extension", part(name.name));
  return changed({ ...database, extensions: [...database.extensions, { id: context.newId(), name: name.name, schema }] });
}

/** What a hosting provider installs is there without a migration that made it. */
export function alterExtension({ name: { name }, change }: AlterExtension, database: Database, context: ChangeContext): Changed {
  switch (change.kind) {
    case "setSchema": {
      const to = change.to.name;
      if (!hasSchema(database, to)) return missing(database, "schema", part(to));
      return changed(withTypesIn({ ...database, extensions: database.extensions.map((extension) => (extension.name === name ? { ...extension, schema: to } : extension)) }, typesOfExtension(name), to));
    }
    case "add": {
      const found = commented(change.object, database);
      if (!found || !database.extensions.some((extension) => extension.name === name)) return changed(withUncertain(database, [change.object.name], "AlterExtensionContentsStmt", context));
      return changed(withMembers(database, name, (members) => [...members, { on: change.object.on, ...found }]));
    }
    case "drop": {
      const found = commented(change.object, database);
      return changed(withMembers(database, name, (members) => members.filter(({ target, part: of }) => target !== found?.target || of !== found.part)));
    }
    case "update": return changed(database);
  }
}

const withMembers = (database: Database, name: string, change: (members: readonly ExtensionMember[]) => readonly ExtensionMember[]): Database => ({
  ...database, extensions: database.extensions.map((extension) => (extension.name === name ? { ...extension, members: change(extension.members ?? []) } : extension)),
});

/** They go with their extension, whatever the order. */
function withoutMembers(database: Database, name: string, apply: (drop: Operation, left: Database) => Changed): Database {
  const members = database.extensions.find((extension) => extension.name === name)?.members ?? [];
  if (members.length === 0) return database;
  let left = withMembers(database, name, () => []);
  for (const { target } of members) {
    const object = left.objects.find(({ id }) => id === target);
    const drop = object ? dropObjectOf(object, left) : dropOf(target, left);
    if (drop) left = apply(drop, left).database;
  }
  return left;
}

const dropObjectOf = ({ kind, schema, name, arguments: types, of }: DatabaseObject, database: Database): Operation => ({
  kind: "dropObject", span: NOWHERE, object: kind, name: nameAt({ schema, name }), on: undefined, arguments: types.map((type) => currentType(type, database)), ifExists: true, cascade: true, ...(of !== undefined && { of }),
});

/** The extension that keeps what is gone afterwards from being dropped, and what that is. */
export function requiring(before: Database, after: Database): { readonly extension: string; readonly name: Name } | undefined {
  for (const { id, name: extension, members = [] } of before.extensions) {
    if (members.length === 0 || !after.extensions.some((left) => left.id === id)) continue;
    const left = placesOf(after, true);
    for (const { target } of members) {
      const place = left.has(target) ? undefined : placesOf(before, true).get(target);
      if (place) return { extension, name: place.name };
    }
  }
  return undefined;
}

function withTypesIn(database: Database, names: readonly string[], schema: string): Database {
  if (names.length === 0) return database;
  const isMoved = ({ userType, name }: DataType): boolean => userType === undefined && names.includes(name);
  const moved = <T extends { readonly type: DataType }>(typed: T): T => (isMoved(typed.type) ? { ...typed, type: { ...typed.type, schema } } : typed);
  return {
    ...database,
    tables: mapTables(database, (table) => (table.columns.some(({ type }) => isMoved(type)) ? { ...table, columns: table.columns.map(moved) } : table)),
    domains: database.domains.map(moved),
    composites: database.composites.map((type) => ({ ...type, attributes: type.attributes.map(moved) })),
  };
}

/** `apply`: what drops a member. */
export function dropExtension(operation: DropExtension, database: Database, context: ChangeContext, apply: (drop: Operation, left: Database) => Changed): Changed {
  const { name: { name }, cascade } = operation;
  const left = withoutMembers(database, name, apply);
  if (left !== database && !cascade) {
    const members = new Set(database.extensions.find((extension) => extension.name === name)?.members?.map(({ target }) => target));
    const dependents = lostBeside(members, database, left);
    if (dependents.length > 0) return refused(database, { kind: "dependents", what: "extension", name: part(name), dependents });
  }
  const result = dropOwn(operation, left, context);
  return result.problems.length > 0 ? { ...result, database } : result;
}

/** What the extension itself made. */
function dropOwn({ name, ifExists, cascade }: DropExtension, database: Database, context: ChangeContext): Changed {
  const known = database.extensions.some((extension) => extension.name === name.name);
  // plpgsql and what a hosting provider installs are there without a migration that made them.
  if (!ifExists && name.name !== "plpgsql" && !known) return missing(database, "extension", part(name.name));
  const extensions = database.extensions.filter((extension) => extension.name !== name.name);
  const rest = withoutExtension(database, name.name);
  if (!rest) {
    // What it has, and CASCADE takes along, is not known.
    const unknown = cascade && (known || !ifExists) ? [...database.unknown, { migration: context.migration, statement: context.statement, node: "DropStmt" }] : database.unknown;
    return changed({ ...database, extensions, unknown });
  }
  if (rest.dependents.length > 0 && !cascade && known) return refused(database, { kind: "dependents", what: "extension", name: part(name.name), dependents: rest.dependents });
  return changed(known ? { ...rest.database, extensions } : { ...database, extensions });
}
