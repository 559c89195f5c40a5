import type { Database, Parameter } from "../../model/database.js";
import type { DropDefault, RenameColumn, SetDefault, SetIndexStatistics, SetRelationParameter } from "../../model/operation.js";
import { bind } from "../names/bind.js";
import { changed, exists, missing, replaceTable, replaceView, type Changed, type ChangeContext } from "./change.js";
import { findIndex, findView } from "../names/lookup.js";

export function setRelationParameter(operation: SetRelationParameter, database: Database): Changed {
  const { on, name, parameter, value, ifExists } = operation;
  const set = (old: readonly Parameter[]): readonly Parameter[] => [...old.filter((other) => other.name !== parameter), ...(value === undefined ? [] : [{ name: parameter, value }])];
  if (on !== "index") {
    const view = findView(database, name);
    if (!view) return ifExists ? changed(database) : missing(database, "view", name);
    const { parameters: old = [], ...rest } = view;
    const left = set(old);
    return changed(replaceView(database, { ...rest, ...(left.length > 0 && { parameters: left }) }));
  }
  const parameters = set(parsed(findIndex(database, name)?.index.parameters)).map((one) => `${one.name} = ${one.value}`).join(", ");
  return withIndex(operation, database, { parameters: parameters === "" ? undefined : parameters });
}

/** `fillfactor = 70, deduplicate_items` */
const parsed = (parameters: string | undefined): Parameter[] =>
  (parameters ?? "").split(",").filter((part) => part.trim() !== "").map((part) => {
    const [name = "", value = "true"] = part.split("=");
    return { name: name.trim().toLowerCase(), value: value.trim() };
  });

export function setIndexStatistics(operation: SetIndexStatistics, database: Database): Changed {
  const keys = findIndex(database, operation.name)?.index.keys.map((key, at) => {
    if (at !== operation.column - 1) return key;
    const { statistics: _, ...rest } = key;
    return operation.value === undefined ? rest : { ...rest, statistics: operation.value };
  });
  return withIndex(operation, database, { keys: keys ?? [] });
}

function withIndex({ name, ifExists }: SetRelationParameter | SetIndexStatistics, database: Database, change: object): Changed {
  const place = findIndex(database, name);
  if (!place) return ifExists ? changed(database) : missing(database, "index", name);
  const indexes = (place.table ?? place.view).indexes.map((index) => (index.id === place.index.id ? { ...index, ...change } : index));
  return changed(place.table ? replaceTable(database, { ...place.table, indexes }) : replaceView(database, { ...place.view, indexes }));
}

/** RENAME COLUMN of a view; undefined when it is of no view. Where not all of its columns can be told, what reads them cannot follow. */
export function renameViewColumn({ table: name, column, to }: RenameColumn, database: Database, context: ChangeContext): Changed | undefined {
  const view = findView(database, name);
  if (!view) return undefined;
  const known = view.columns.includes(column.name);
  if (known && view.columns.includes(to.name)) return exists(database, "column", { schema: undefined, name: to.name }, view);
  const columns = view.columns.map((one) => (one === column.name ? to.name : one));
  const defaults = view.defaults?.map((one) => (one.column === column.name ? { ...one, column: to.name } : one));
  const comments = database.comments.map((comment) => (comment.target === view.id && comment.part === column.name ? { ...comment, part: to.name } : comment));
  const privileges = database.privileges.map((entry) => (entry.target === view.id && entry.part === column.name ? { ...entry, part: to.name } : entry));
  const next = replaceView({ ...database, comments, privileges }, { ...view, columns, ...(defaults && { defaults }) });
  return changed(known ? next : { ...next, unknown: [...next.unknown, { migration: context.migration, statement: context.statement, node: "RenameStmt" }] });
}

/** SET DEFAULT and DROP DEFAULT of a view's column; undefined when it is of no view. */
export function setViewDefault(operation: SetDefault | DropDefault, database: Database): Changed | undefined {
  const view = findView(database, operation.table);
  if (!view) return undefined;
  const kept = (view.defaults ?? []).filter(({ column }) => column !== operation.column.name);
  const defaults = operation.kind === "dropDefault" ? kept : [...kept, { column: operation.column.name, default: bind(operation.default, database, [], view.types?.[view.columns.indexOf(operation.column.name)]?.type) }];
  return changed(replaceView(database, { ...view, defaults }));
}
