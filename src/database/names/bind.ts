import type { BoundExpression, Database, DataType, ObjectId, Reference, Table, View } from "../../model/database.js";
import type { Expression, Name, NameInExpression, TypeName } from "../../model/name.js";
import { findColumn, findForeignTable, findSequence, findTable, findView, viewColumnId } from "./lookup.js";
import { findObject, functionCalled } from "./find-object.js";
import { labels } from "./labels.js";
import { findType } from "./user-types.js";

/** Ties the names in an expression to the objects they mean now. Names that mean nothing known stay text. `scope`: what has columns that it may use outside of queries; `expected`: what it is to be. */
export function bind(expression: Expression, database: Database, scope: readonly ColumnOwner[], expected?: DataType): BoundExpression {
  const references: Reference[] = [];
  for (const name of expression.names) {
    if (name.kind === "constant") references.push(...labels(expression.sql, name, { database, scope, expected }));
    else if (name.kind === "column") references.push(...columnReferences(expression.sql, name, database, scope));
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
  const as = name.output === true ? { as: column } : {};
  const found = name.from ? columnOfQuery(name, column, database) : columnOf(name, column, database, scope);
  if (name.path.length === 1) return found === undefined ? [] : [{ kind: "column", target: found, ...as, start: name.start, end: name.end }];
  const dot = lastDot(sql, name);
  const references: Reference[] = [];
  const owner = ownerOf(name);
  const qualifier = isAliased(name) ? undefined : (findTable(database, owner) ?? findView(database, owner));
  if (qualifier) references.push({ kind: "relation", target: qualifier.id, start: name.start, end: dot });
  if (found !== undefined) references.push({ kind: "column", target: found, ...as, start: dot + 1 + leadingBlanks(sql.slice(dot + 1, name.end)), end: name.end });
  return references;
}

export function columnOf(name: Pick<NameInExpression, "path">, column: string, database: Database, scope: readonly ColumnOwner[]): ObjectId | undefined {
  const qualifier = name.path.length > 1 ? tableNamed(name.path.slice(0, -1), database) : undefined;
  const owned = scope.flatMap(({ id, columns }) => (qualifier && id !== qualifier.id ? [] : (columns.find(({ name: own }) => own === column) ?? [])));
  return owned.length === 1 ? owned[0]?.id : undefined;
}

/** The innermost query that has such a column decides; one with a part that is not known, or two candidates, leaves it open. */
export function columnOfQuery({ path, from = [] }: Pick<NameInExpression, "path" | "from">, column: string, database: Database): ObjectId | undefined {
  const alias = path.at(-2);
  const last = Math.max(0, ...from.map((relation) => relation.depth));
  for (let depth = 0; depth <= last; depth++) {
    const here = from.filter((relation) => relation.depth === depth && (alias === undefined || relation.alias === alias));
    const owners = here.map((relation) => relation.path && columnsNamed(relation.path, database)).filter((own) => own !== undefined);
    const columns = owners.flatMap((own) => own.find(({ name }) => name === column)?.id ?? []);
    if (columns.length === 1) return columns[0];
    if (columns.length > 1 || owners.length < here.length) return undefined;
  }
  return undefined;
}

/** `users` in a query FROM app.users is that table, whatever the search path has. */
function ownerOf({ path, from = [] }: NameInExpression): Name {
  const called = path.length === 2 ? from.find(({ alias }) => alias === path[0])?.path : undefined;
  return toName(called ?? path.slice(0, -1));
}

/** The query calls the relation by another name than its own, which no rename touches. */
const isAliased = ({ path, from }: NameInExpression): boolean => from?.some((relation) => relation.alias === path.at(-2) && relation.path?.at(-1) !== relation.alias) ?? false;

function objectOf(name: NameInExpression, database: Database): Pick<Reference, "kind" | "target"> | undefined {
  const path = toName(name.path);
  const referTo = (kind: Reference["kind"], found: { readonly id: ObjectId } | undefined): Pick<Reference, "kind" | "target"> | undefined => found && { kind, target: found.id };
  const relation = (): { readonly id: ObjectId } | undefined => findTable(database, path) ?? findView(database, path);
  switch (name.kind) {
    case "self":
    case "constant":
    case "column": return undefined;
    case "object": return name.object && referTo("object", findObject(database, { object: name.object, name: path, on: undefined, arguments: undefined }));
    case "function": return name.builtIn === true ? undefined : referTo("object", functionCalled(database, path, name.arguments));
    case "type": return referTo("type", findType(database, path)) ?? referTo("relation", relation());
    case "relation":
    case "regclass": return referTo(name.kind, relation() ?? findSequence(database, path)) ?? referTo("object", name.kind === "relation" ? findForeignTable(database, path) : undefined);
  }
}

/** Columns of a table, or of a view where they are known. */
function columnsNamed(path: readonly string[], database: Database): readonly { readonly id: ObjectId; readonly name: string }[] | undefined {
  const table = tableNamed(path, database);
  if (table) return table.columns;
  const view = viewNamed(path, database);
  return view && view.columns.length > 0 ? columnsOfView(view).columns : undefined;
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
