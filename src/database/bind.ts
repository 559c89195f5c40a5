import type { BoundExpression, Database, DataType, ObjectId, Reference, Table } from "../model/database.js";
import type { Expression, Name, NameInExpression, TypeName } from "../model/name.js";
import { findColumn, findEnum, findSequence, findTable, findView } from "./lookup.js";

/** Ties the names in an expression to the objects they mean now. Names that mean nothing known stay text. `scope`: tables whose columns it may use. */
export function bind(expression: Expression, database: Database, scope: readonly Table[]): BoundExpression {
  const references: Reference[] = [];
  for (const name of expression.names) {
    if (name.kind === "column") references.push(...columnReferences(expression.sql, name, database, scope));
    else if (name.kind !== "function") {
      const target = objectOf(name, database);
      if (target !== undefined) references.push({ kind: name.kind === "type" ? "enum" : name.kind, target, start: name.start, end: name.end });
    }
  }
  return { sql: expression.sql, references, literal: expression.literal, casts: [] };
}

export function bindType(type: TypeName, database: Database): DataType {
  const found = findEnum(database, type);
  return { enum: found?.id, schema: found?.schema ?? type.schema, name: type.name, modifiers: type.modifiers, array: type.dimensions > 0 };
}

/** Ids of what an expression refers to. */
export const targets = (expression: BoundExpression | undefined): readonly ObjectId[] => expression?.references.map((reference) => reference.target) ?? [];

export const refersTo = (expression: BoundExpression | undefined, id: ObjectId): boolean => expression?.references.some((reference) => reference.target === id) ?? false;

function columnReferences(sql: string, name: NameInExpression, database: Database, scope: readonly Table[]): Reference[] {
  const column = name.path.at(-1);
  if (column === undefined || column === "*") return [];
  const qualifier = name.path.length > 1 ? tableNamed(name.path.slice(0, -1), database) : undefined;
  const owners = scope.filter((table) => findColumn(table, column) && (!qualifier || table.id === qualifier.id));
  const owner = owners.length === 1 ? owners[0] : undefined;
  const found = owner && findColumn(owner, column);
  if (!found) return [];
  if (name.path.length === 1) return [{ kind: "column", target: found.id, start: name.start, end: name.end }];
  const dot = lastDot(sql, name);
  const references: Reference[] = [{ kind: "column", target: found.id, start: dot + 1 + leadingBlanks(sql.slice(dot + 1, name.end)), end: name.end }];
  if (qualifier) references.unshift({ kind: "relation", target: qualifier.id, start: name.start, end: dot });
  return references;
}

function objectOf(name: NameInExpression, database: Database): ObjectId | undefined {
  const path = toName(name.path);
  if (name.kind === "type") return findEnum(database, path)?.id;
  return (findTable(database, path) ?? findView(database, path) ?? findSequence(database, path))?.id;
}

const tableNamed = (path: readonly string[], database: Database): Table | undefined => findTable(database, toName(path));

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
