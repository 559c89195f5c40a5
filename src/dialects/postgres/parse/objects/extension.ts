import type { AlterExtensionContentsStmt, AlterExtensionStmt, AlterObjectSchemaStmt, CreateExtensionStmt, ImportForeignSchemaStmt } from "libpg-query";
import type { Operation } from "../../../../model/operation.js";
import type { AlterExtension, ExtensionChange } from "../../../../model/operation-extensions.js";
import { extensionFunctions } from "../../catalog/extension-functions.js";
import { rangeVars } from "../data/change-data.js";
import { identifierAt, nameAt } from "../names.js";
import { opaque } from "../opaque.js";
import type { StatementText } from "../text/statement-text.js";
import { objectPath } from "../tree.js";
import { whichObject } from "./which-object.js";

export function createExtension(text: StatementText, node: CreateExtensionStmt): Operation[] {
  const number = text.after(text.range.from + 2, "if", "not", "exists");
  const option = (node.options ?? []).find((child) => "DefElem" in child && child.DefElem.defname === "schema");
  const schema = option !== undefined && "DefElem" in option ? objectPath(option.DefElem.arg)[0] : undefined;
  return [{ kind: "createExtension", span: text.span, ifNotExists: node.if_not_exists ?? false, name: identifierAt(text, number, node.extname), schema }];
}

/** What an update of an extension does that is not known may be anything. */
export const updateExtension = (text: StatementText, { extname }: AlterExtensionStmt): Operation[] | undefined => alter(text, extname, { kind: "update" });

export const moveExtension = (text: StatementText, { object, newschema }: AlterObjectSchemaStmt): Operation[] | undefined =>
  alter(text, objectPath(object)[0], { kind: "setSchema", to: identifierAt(text, text.range.to - 1, newschema) });

/** ALTER EXTENSION name ADD | DROP kind object */
export function changeMembers(text: StatementText, { extname, action, objtype, object }: AlterExtensionContentsStmt): Operation[] | undefined {
  const kind = action === 1 ? "add" : "drop";
  const isTable = objtype === "OBJECT_TABLE" || objtype === "OBJECT_MATVIEW";
  const name = isTable ? nameAt(text, text.range.from + (objtype === "OBJECT_TABLE" ? 5 : 6), objectPath(object)) : undefined;
  const path = objectPath(object);
  const called = name ?? whichObject(text, text.range.from + 5, objtype, object)?.name ?? (path.length > 0 ? { schema: path.at(-2), name: path.at(-1) ?? "" } : undefined);
  return alter(text, extname, { kind, object: called, locks: name ? [{ name, only: true, mode: "SHARE UPDATE EXCLUSIVE" }] : [] }, true);
}

function alter(text: StatementText, name = "", change: ExtensionChange, always = false): AlterExtension[] | undefined {
  if (!always && !extensionFunctions.has(name) && name !== "plpgsql") return undefined;
  return [{ kind: "alterExtension", span: text.span, name: identifierAt(text, text.range.from + 2, name), change, written: text.source.slice(text.span) }];
}

/** It makes foreign tables: those of its list, or any that are not there yet. */
export function importForeignSchema(text: StatementText, { list_type, table_list, local_schema = "" }: ImportForeignSchemaStmt): Operation[] {
  const made = { ...opaque(text.span, "ImportForeignSchemaStmt", true) };
  if (list_type === "FDW_IMPORT_SCHEMA_LIMIT_TO") return [{ ...made, names: rangeVars(table_list).map(({ relname = "" }) => ({ schema: local_schema, name: relname })) }];
  return [{ ...made, names: [], schemas: [local_schema] }];
}
