import type { BoundExpression, Database, DataType, ObjectId, Reference, Table, View } from "../../model/database.js";
import type { Expression, Name, NameInExpression, RelationInQuery, TypeName } from "../../model/name.js";
import { findColumn, findForeignTable, findSequence, findTable, findView, viewColumnId } from "./lookup.js";
import { columnsOfQuery, pinsOf, relationAt } from "./columns-of-query.js";
import { findObject, functionCalled } from "./find-object.js";
import { labels } from "./labels.js";
import { findType } from "./user-types.js";

/** Ties the names in an expression to the objects they mean now. Names that mean nothing known stay text. `scope`: what has columns that it may use outside of queries; `expected`: what it is to be. */
export function bind(expression: Expression, database: Database, scope: readonly ColumnOwner[], expected?: DataType): BoundExpression {
  const references: Reference[] = [];
  for (const name of expression.names) {
    if (name.kind === "constant") references.push(...labels(expression.sql, name, { database, scope, expected }));
    else if (name.kind === "column") references.push(...columnReferences(expression.sql, name, database, scope));
    else if (name.kind === "row") references.push(...rowReferences(name, database, scope));
    else if (name.kind === "item") references.push(...itemReferences(name, database));
    else if (name.kind === "output") references.push(...outputReferences(name, database, scope));
    else {
      const found = objectOf(name, database);
      if (found) references.push({ ...found, start: name.start, end: name.end });
    }
  }
  return { sql: expression.sql, references, literal: expression.literal, casts: [] };
}

/** A table, or what a materialised view is to its indexes. */
export interface ColumnOwner {
  readonly id: ObjectId;
  readonly columns: readonly { readonly id: ObjectId; readonly name: string; readonly type?: DataType | undefined }[];
}

export const columnsOfView = (view: View): ColumnOwner => ({ id: view.id, columns: view.columns.map((name, at) => ({ id: viewColumnId(view, at), name, type: view.types?.[at]?.type })) });

export function bindType(type: TypeName, database: Database): DataType {
  const owner = type.ofColumn && tableNamed(type.ofColumn.slice(0, -1), database);
  const column = owner && findColumn(owner, type.ofColumn.at(-1) ?? "");
  if (column) return { ...column.type, modifiers: [] };
  const found = findType(database, type) ?? findTable(database, type) ?? findView(database, type);
  return { userType: found?.id, schema: found?.schema ?? type.schema, name: type.name, modifiers: type.modifiers, array: type.dimensions > 0 };
}

/** Ids of what an expression refers to. */
export const targets = (expression: BoundExpression | undefined): readonly ObjectId[] => expression?.references.map((reference) => reference.target) ?? [];

export const refersTo = (expression: BoundExpression | undefined, id: ObjectId): boolean => expression?.references.some((reference) => reference.target === id) ?? false;

function columnReferences(sql: string, name: NameInExpression, database: Database, scope: readonly ColumnOwner[]): Reference[] {
  const column = name.path.at(-1);
  if (column === undefined || name.star === true) return [];
  const columns = columnsMeant(name, column, database, scope);
  if (name.path.length === 1) return columns ? columns.map((found) => ({ kind: "column", ...found, start: name.start, end: name.end })) : rowReferences(name, database, scope);
  const dot = lastDot(sql, name);
  const references: Reference[] = [];
  const owner = ownerOf(name);
  const qualifier = isAliased(name) ? undefined : (findTable(database, owner) ?? findView(database, owner));
  if (qualifier) references.push({ kind: "relation", target: qualifier.id, ...pinned(itemCalled(name), database), start: name.start, end: dot });
  for (const { of: _, ...found } of columns ?? []) references.push({ kind: "column", ...found, start: dot + 1 + leadingBlanks(sql.slice(dot + 1, name.end)), end: name.end });
  return references;
}

type ColumnMeant = Pick<Reference, "target" | "fixed" | "of">;

/** More than one where a join makes one of them. */
function columnsMeant(name: Pick<NameInExpression, "path" | "from" | "sorts">, column: string, database: Database, scope: readonly ColumnOwner[]): readonly ColumnMeant[] | undefined {
  if (!name.from) {
    const target = columnOf(name, column, database, scope);
    return target === undefined ? undefined : [{ target }];
  }
  const found = columnsOfQuery(name, database);
  return found?.columns.map(({ id, fixed }) => ({ target: id, ...(fixed ? { fixed: true as const } : sourceOf(name, found.item, database)) }));
}

/** What else may be taken for a column without a qualifier once it, or another, is called otherwise. */
function sourceOf({ path, from = [], sorts }: Pick<NameInExpression, "path" | "from" | "sorts">, item: RelationInQuery, database: Database): Pick<Reference, "of"> {
  const relation = path.length === 1 ? relationAt(item.path ?? [], database)?.id : undefined;
  const before = from.filter((other) => other !== item && other.depth <= item.depth && other.qualified !== true);
  const others = before.flatMap((other) => other.path ? (relationAt(other.path, database)?.id ?? []) : []);
  if (relation === undefined || (others.length === 0 && sorts !== true) || before.some(({ alias }) => alias === item.alias)) return {};
  return { of: { relation, alias: item.aliased === true ? item.alias : undefined, others, ...(sorts && { sorts }) } };
}

/** A whole row, by the name of its table. */
function rowReferences({ path, from, start, end }: NameInExpression, database: Database, scope: readonly ColumnOwner[]): Reference[] {
  if (!from) {
    const table = tableNamed(path, database);
    return table && scope.some(({ id }) => id === table.id) ? [{ kind: "row", target: table.id, start, end }] : [];
  }
  const item = itemCalled({ path: [...path, "*"], from });
  const isOpen = path.length === 1 && from.some((other) => other.path === undefined && item !== undefined && other.depth <= item.depth);
  const relation = item?.path && item.aliased !== true && !isOpen ? relationAt(item.path, database) : undefined;
  return item && relation ? [{ kind: "row", target: relation.id, ...pinned(item, database), start, end }] : [];
}

/** The columns whose names its joins keep lean on it as well. */
function itemReferences({ item, start, end }: NameInExpression, database: Database): Reference[] {
  const pins = item ? pinsOf(item, database) : [];
  const relation = item?.path && relationAt(item.path, database);
  if (pins.length === 0 || !relation) return [];
  return [{ kind: "item", target: relation.id, pins, ...(item.aliased === true && { aliased: true as const }), start, end }, ...pins.map(({ column }): Reference => ({ kind: "column", target: column, fixed: true, start, end }))];
}

/** Nothing where the name is the query's own. */
function outputReferences({ path, source, start, end }: NameInExpression, database: Database, scope: readonly ColumnOwner[]): Reference[] {
  const as = path[0];
  if (!source || as === undefined) return [];
  const place = { ...source, start, end };
  const columns = source.kind === "column" ? columnsMeant(source, source.path.at(-1) ?? "", database, scope) : undefined;
  if (columns) return columns.slice(0, 1).flatMap(({ target, fixed }) => (fixed ? [] : [{ kind: "output", target, as, start, end }]));
  const target = source.kind === "column" ? rowReferences(place, database, scope)[0]?.target : objectOf(place, database)?.target;
  return target === undefined ? [] : [{ kind: "output", target, as, start, end }];
}

/** The item of FROM whose name stands before that of the column. */
const itemCalled = ({ path, from = [] }: Pick<NameInExpression, "path" | "from">): RelationInQuery | undefined => from.filter(({ alias }) => alias === path.at(-2)).sort((a, b) => a.depth - b.depth)[0];

function pinned(item: RelationInQuery | undefined, database: Database): Pick<Reference, "pins"> {
  const pins = item ? pinsOf(item, database) : [];
  return pins.length === 0 ? {} : { pins };
}

export function columnOf(name: Pick<NameInExpression, "path">, column: string, database: Database, scope: readonly ColumnOwner[]): ObjectId | undefined {
  const qualifier = name.path.length > 1 ? tableNamed(name.path.slice(0, -1), database) : undefined;
  const owned = scope.flatMap(({ id, columns }) => (qualifier && id !== qualifier.id ? [] : (columns.find(({ name: own }) => own === column) ?? [])));
  return owned.length === 1 ? owned[0]?.id : undefined;
}

/** `users` in a query FROM app.users is that table, whatever the search path has. */
function ownerOf({ path, from = [] }: NameInExpression): Name {
  const called = path.length === 2 ? from.find(({ alias }) => alias === path[0])?.path : undefined;
  return toName(called ?? path.slice(0, -1));
}

/** The query calls the relation by another name than its own, which no rename touches. */
const isAliased = ({ path, from }: NameInExpression): boolean => from?.some((relation) => relation.alias === path.at(-2) && (relation.aliased === true || relation.path?.at(-1) !== relation.alias)) ?? false;

function objectOf(name: NameInExpression, database: Database): Pick<Reference, "kind" | "target"> | undefined {
  const path = toName(name.path);
  const referTo = (kind: Reference["kind"], found: { readonly id: ObjectId } | undefined): Pick<Reference, "kind" | "target"> | undefined => found && { kind, target: found.id };
  const relation = (): { readonly id: ObjectId } | undefined => findTable(database, path) ?? findView(database, path);
  switch (name.kind) {
    case "self":
    case "constant":
    case "row":
    case "item":
    case "output":
    case "column": return undefined;
    case "object": return name.object && referTo("object", findObject(database, { object: name.object, name: path, on: undefined, arguments: undefined }));
    case "function": return name.builtIn === true ? undefined : referTo("object", functionCalled(database, path, name.arguments));
    case "type": return referTo("type", findType(database, path)) ?? referTo("relation", relation());
    case "relation":
    case "regclass": return referTo(name.kind, relation() ?? findSequence(database, path)) ?? referTo("object", name.kind === "relation" ? findForeignTable(database, path) : undefined);
  }
}

export const viewNamed = (path: readonly string[], database: Database): View | undefined => findView(database, toName(path));

export const tableNamed = (path: readonly string[], database: Database): Table | undefined => findTable(database, toName(path));

const toName = (path: readonly string[]): Name => ({ schema: path.at(-2), name: path.at(-1) ?? "" });

const leadingBlanks = (text: string): number => text.length - text.trimStart().length;

/** Index of the dot before the last part of a qualified name, dots inside quotes passed over. */
function lastDot(sql: string, { start, end }: NameInExpression): number {
  let dot = start;
  let quoted = false;
  for (let at = start; at < end; at++) {
    const character = sql[at];
    if (character === '"') quoted = !quoted;
    else if (character === "." && !quoted) dot = at;
  }
  return dot;
}
