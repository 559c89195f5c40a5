import type { AlterExtensionContentsStmt, AlterExtensionStmt, AlterObjectSchemaStmt, CreateExtensionStmt, ImportForeignSchemaStmt } from "libpg-query";
import type { Operation } from "../../../../model/operation.js";
import type { AlterExtension, ExtensionChange } from "../../../../model/operation-extensions.js";
import { knownExtensions } from "../../catalog/known-extensions.js";
import { objectAt } from "./comment.js";
import { rangeVars } from "../data/change-data.js";
import { identifierAt } from "../names.js";
import { opaque } from "../opaque.js";
import type { StatementText } from "../text/statement-text.js";
import { objectPath } from "../tree.js";

export function createExtension(text: StatementText, node: CreateExtensionStmt): Operation[] {
  const number = text.after(text.range.from + 2, "if", "not", "exists");
  const option = (node.options ?? []).find((child) => "DefElem" in child && child.DefElem.defname === "schema");
  const schema = option !== undefined && "DefElem" in option ? objectPath(option.DefElem.arg)[0] : undefined;
  return [{ kind: "createExtension", span: text.span, ifNotExists: node.if_not_exists ?? false, name: identifierAt(text, number, node.extname), schema }];
}

/** What an update of an extension does that is not known may be anything. */
export function updateExtension(text: StatementText, { extname, options = [] }: AlterExtensionStmt): Operation[] | undefined {
  const [option] = options;
  return alter(text, extname, { kind: "update", to: option !== undefined && "DefElem" in option ? objectPath(option.DefElem.arg)[0] : undefined });
}

export const moveExtension = (text: StatementText, { object, newschema }: AlterObjectSchemaStmt): Operation[] | undefined =>
  alter(text, objectPath(object)[0], { kind: "setSchema", to: identifierAt(text, text.range.to - 1, newschema) });

/** ALTER EXTENSION name ADD | DROP kind object */
export function changeMembers(text: StatementText, { extname, action, objtype, object }: AlterExtensionContentsStmt): Operation[] | undefined {
  const member = objectAt(text, text.range.from + 4, objtype, object);
  if (member === undefined) return undefined;
  const isLocked = objtype === "OBJECT_TABLE" || objtype === "OBJECT_MATVIEW";
  return alter(text, extname, { kind: action === 1 ? "add" : "drop", object: member, locks: isLocked ? [{ name: member.name, only: true, mode: "SHARE UPDATE EXCLUSIVE" }] : [] }, true);
}

function alter(text: StatementText, name = "", change: ExtensionChange, always = false): AlterExtension[] | undefined {
  if (!always && !knownExtensions.has(name)) return undefined;
  return [{ kind: "alterExtension", span: text.span, name: identifierAt(text, text.range.from + 2, name), change }];
}

/** It makes foreign tables: those of its list, or any that are not there yet. */
export function importForeignSchema(text: StatementText, { list_type, table_list, local_schema = "" }: ImportForeignSchemaStmt): Operation[] {
  const made = { ...opaque(text.span, "ImportForeignSchemaStmt", true) };
  if (list_type === "FDW_IMPORT_SCHEMA_LIMIT_TO") return [{ ...made, names: rangeVars(table_list).map(({ relname = "" }) => ({ schema: local_schema, name: relname })) }];
  return [{ ...made, names: [], schemas: [local_schema] }];
}
