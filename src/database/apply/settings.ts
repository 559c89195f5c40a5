import type { Database } from "../../model/database.js";
import type { StoredComment } from "../../model/database-objects.js";
import type { AlterTableSetting, Comment, CommentedKind, CommentedObject } from "../../model/operation-objects.js";
import { changed, invalid, missing, part, replaceTable, said, type Changed, type ChangeContext } from "./change.js";
import { findObject, relationNamed } from "../names/find-object.js";
import { findColumn, findConstraint, findIndex, findSequence, findTable, findView } from "../names/lookup.js";
import { missingRelation } from "./missing-relation.js";
import { columnOfNotNull } from "../not-null.js";
import { findDomain, findType } from "../names/user-types.js";

export function alterTableSetting(operation: AlterTableSetting, database: Database, context: ChangeContext): Changed {
  const table = findTable(database, operation.table);
  const { setting, name, value } = operation;
  const security = ROW_SECURITY[setting];
  if (!table && security !== undefined && findView(database, operation.table)) {
    const action = value === undefined ? security.off : security.on;
    return invalid(database, { code: "42809", message: `ALTER action ${action} ROW SECURITY cannot be performed on relation ${said(operation.table.name)}` }, "view", operation.table);
  }
  if (!table) return relationNamed(database, operation.table) ? changed(database) : missing(database, "table", operation.table);
  const column = operation.column && findColumn(table, operation.column.name);
  if (operation.column && !column) return missing(database, "column", part(operation.column.name), table);
  // The rest of an IF NOT EXISTS that did nothing.
  if (operation.inline && !(operation.inline === "addColumn" ? column : table)?.id.startsWith(`${context.migration}#${context.statement}.`)) return changed(database);
  const index = operation.index && table.indexes.find((candidate) => candidate.name === operation.index?.name);
  if (operation.index && !index) return missing(database, "index", part(operation.index.name), table);
  const kept = table.settings.filter((old) => old.setting !== setting || old.name !== name || old.column !== column?.id);
  const settings = value === undefined ? kept : [...kept, { setting, name, column: column?.id, index: index?.id, value }];
  return changed(replaceTable(database, { ...table, settings }));
}

/** Tables alone have it. */
const ROW_SECURITY: { readonly [setting in AlterTableSetting["setting"]]?: { readonly on: string; readonly off: string } } = { rowSecurity: { on: "ENABLE", off: "DISABLE" }, forceRowSecurity: { on: "FORCE", off: "NO FORCE" } };

export function comment(operation: Comment, database: Database): Changed {
  const found = commented(operation, database);
  // Roles, databases and what else is not part of the schema.
  if (!found) return notThere(operation, database) ?? changed(database);
  const kept = database.comments.filter((old) => old.target !== found.target || old.part !== found.part);
  const { on, text } = operation;
  return changed({ ...database, comments: text === undefined ? kept : [...kept, { on, ...found, text }] });
}

function notThere({ on, name, part: of }: Comment, database: Database): Changed | undefined {
  if (!RELATIONS.has(on)) return undefined;
  const relation = missingRelation([name], database);
  if (relation && (on !== "column" || !findType(database, name))) return missing(database, on === "column" ? "table" : on, relation);
  const table = on === "column" ? findTable(database, name) : undefined;
  return table && of && !table.columnsUnknown ? missing(database, "column", part(of.name), table) : undefined;
}

const RELATIONS: ReadonlySet<CommentedKind> = new Set(["table", "view", "materialized view", "sequence", "index", "column"]);

/** Where what a statement names is kept. */
export function commented({ on, name, part: of, arguments: types, of: whose }: CommentedObject, database: Database): Pick<StoredComment, "target" | "part"> | undefined {
  const target = (found: { readonly id: string } | undefined): Pick<StoredComment, "target" | "part"> | undefined => found && { target: found.id, part: undefined };
  switch (on) {
    case "schema": return target(database.schemas.find((schema) => schema.name === name.name));
    case "extension": return target(database.extensions.find((extension) => extension.name === name.name));
    case "table": return target(findTable(database, name));
    case "view":
    case "materialized view": return target(findView(database, name));
    case "sequence": return target(findSequence(database, name));
    case "index": return target(findIndex(database, name)?.index);
    case "type":
    case "domain": return target(findType(database, name));
    case "trigger":
    case "policy":
    case "rule": return of && target(findObject(database, { object: on, name: { schema: undefined, name: of.name }, on: name, arguments: undefined }));
    case "domain constraint": return target(findDomain(database, name)?.checks.find((check) => check.name === of?.name));
    case "constraint": {
      const table = findTable(database, name);
      return table && of && target(findConstraint(table, of.name) ?? columnOfNotNull(table, of.name)?.notNullConstraint);
    }
    case "column": {
      if (!of) return undefined;
      const table = findTable(database, name);
      if (table) return target(findColumn(table, of.name));
      const type = findType(database, name);
      if (type && "attributes" in type) return target(type.attributes.find((attribute) => attribute.name === of.name));
      const view = findView(database, name);
      return view && { target: view.id, part: of.name };
    }
    default: return target(findObject(database, { object: on, name, on: undefined, arguments: types, ...(whose !== undefined && { of: whose }) }));
  }
}
