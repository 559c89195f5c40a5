import type { Database, Index, ObjectId, Refusal, Table, View } from "../../model/database.js";
import type { StoredComment } from "../../model/database-objects.js";
import type { AlterTableSetting, Comment, CommentedKind, CommentedObject } from "../../model/operation-objects.js";
import type { MoveTablespace } from "../../model/operation-tables.js";
import { indexesInTablespace, inTablespace } from "../tablespaces.js";
import { changed, invalid, missing, part, replaceTable, replaceView, said, type Changed, type ChangeContext } from "./change.js";
import { findObject, relationNamed } from "../names/find-object.js";
import { findColumn, findConstraint, findIndex, findSequence, findTable, findView, viewColumnId, type IndexPlace } from "../names/lookup.js";
import { missingRelation } from "../refusals/missing-relation.js";
import { otherKind } from "../refusals/other-kind.js";
import { columnOfNotNull } from "../not-null.js";
import { findDomain, findType } from "../names/user-types.js";

/** Of a table or materialised view. */
export function alterTableSetting(operation: AlterTableSetting, database: Database, context: ChangeContext): Changed {
  const relation = findTable(database, operation.table) ?? findView(database, operation.table);
  const { setting, name, value } = operation;
  const security = ROW_SECURITY[setting];
  if (relation && "query" in relation && security !== undefined) {
    const action = value === undefined ? security.off : security.on;
    return invalid(database, { code: "42809", message: `ALTER action ${action} ROW SECURITY cannot be performed on relation ${said(operation.table.name)}` }, "view", operation.table);
  }
  const place = relation || setting !== "tablespace" ? undefined : findIndex(database, operation.table);
  if (place) return changed(withIndex(place, { ...place.index, tablespace: value }, database));
  if (!relation) return relationNamed(database, operation.table) ? changed(database) : missing(database, "table", operation.table);
  const column = operation.column && columnIn(relation, operation.column.name);
  if (operation.column && column === undefined) return "query" in relation && relation.types === undefined ? changed(database) : missing(database, "column", part(operation.column.name), relation);
  // The rest of an IF NOT EXISTS that did nothing.
  const made = operation.inline === "addColumn" ? column : relation.id;
  if (operation.inline && made?.startsWith(`${context.migration}#${context.statement}.`) !== true) return changed(database);
  const index = operation.index && relation.indexes.find((candidate) => candidate.name === operation.index?.name);
  if (operation.index && !index) return missing(database, "index", part(operation.index.name), relation);
  const kept = (relation.settings ?? []).filter((old) => old.setting !== setting || old.name !== name || old.column !== column);
  const settings = value === undefined ? kept : [...kept, { setting, name, column, index: index?.id, value }];
  return changed("query" in relation ? replaceView(database, { ...relation, settings }) : replaceTable(database, { ...relation, settings }));
}

/** SET TABLESPACE of each. */
export function moveTablespace(operation: MoveTablespace, database: Database): Changed {
  const { to } = operation;
  let next = database;
  for (const place of indexesInTablespace(operation, database)) next = withIndex(place, { ...place.index, tablespace: to === "pg_default" ? undefined : to }, next);
  for (const relation of inTablespace(operation, database)) {
    const kept = (relation.settings ?? []).filter(({ setting }) => setting !== "tablespace");
    const settings = to === "pg_default" ? kept : [...kept, { setting: "tablespace" as const, name: undefined, column: undefined, index: undefined, value: to }];
    next = "query" in relation ? replaceView(next, { ...relation, settings }) : replaceTable(next, { ...relation, settings });
  }
  return changed(next);
}

function withIndex({ table, view }: IndexPlace, index: Index, database: Database): Database {
  const put = (indexes: readonly Index[]): readonly Index[] => indexes.map((old) => (old.id === index.id ? index : old));
  return table ? replaceTable(database, { ...table, indexes: put(table.indexes) }) : replaceView(database, { ...view, indexes: put(view.indexes) });
}

function columnIn(relation: Table | View, name: string): ObjectId | undefined {
  if (!("query" in relation)) return findColumn(relation, name)?.id;
  const at = relation.columns.indexOf(name);
  return at === -1 ? undefined : viewColumnId(relation, at);
}

/** Tables alone have it. */
const ROW_SECURITY: { readonly [setting in AlterTableSetting["setting"]]?: { readonly on: string; readonly off: string } } = { rowSecurity: { on: "ENABLE", off: "DISABLE" }, forceRowSecurity: { on: "FORCE", off: "NO FORCE" } };

export function comment(operation: Comment, database: Database): Changed {
  const wrong = wrongKind(operation, database);
  if (wrong) return invalid(database, wrong, operation.on, operation.name);
  const found = commented(operation, database);
  // Roles, databases and what else is not part of the schema.
  if (!found) return notThere(operation, database) ?? changed(database);
  const kept = database.comments.filter((old) => old.target !== found.target || old.part !== found.part);
  const { on, text } = operation;
  return changed({ ...database, comments: text === undefined ? kept : [...kept, { on, ...found, text }] });
}

/** The name is that of something of another kind. */
function wrongKind({ on, name }: Comment, database: Database): Refusal | undefined {
  switch (on) {
    case "table":
    case "view":
    case "materialized view":
    case "sequence":
    case "index": return otherKind(on, name, database);
    case "domain": return findType(database, name) && !findDomain(database, name) ? { code: "42809", message: `${said(name.name)} is not a domain` } : undefined;
    default: return undefined;
  }
}

function notThere({ on, name, part: of }: Comment, database: Database): Changed | undefined {
  const owner = of && (on === "constraint" || on === "trigger" || on === "policy") ? findTable(database, name) : undefined;
  if (owner && of && !owner.columnsUnknown) return missing(database, on, part(of.name), owner);
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
    case "publication": return target(database.publications.find((publication) => publication.name === name.name));
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
