import type { Database, DataType } from "../../model/database.js";
import type { CreateExtension, DropExtension } from "../../model/operation.js";
import type { AlterExtension } from "../../model/operation-extensions.js";
import { changed, exists, mapTables, missing, part, refused, type Changed, type ChangeContext } from "./change.js";
import { typesOfExtension, withoutExtension } from "../extension-objects.js";
import { hasSchema } from "../names/lookup.js";
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
    // It goes when the extension goes, which is not kept.
    case "add": return changed(change.object ? withUncertain(database, [change.object], "AlterExtensionContentsStmt", context) : database);
    case "update":
    case "drop": return changed(database);
  }
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

export function dropExtension({ name, ifExists, cascade }: DropExtension, database: Database, context: ChangeContext): Changed {
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
