import type { BoundExpression, Column, Database, DataType, Index, IndexPart, Reference, Sequence, Table, View } from "../../src/model/database.js";

/** Databases built by hand; ids are names that no object has. */

export const empty: Database = {
  schemas: [{ id: "schema:public", name: "public" }],
  tables: [],
  enums: [],
  domains: [],
  composites: [],
  ranges: [],
  baseTypes: [],
  sequences: [],
  views: [],
  objects: [],
  comments: [],
  privileges: [],
  defaultPrivileges: [],
  owners: [],
  roles: [],
  publications: [],
  extensions: [],
  searchPath: ["public"],
  settings: [],
  unknown: [],
};

export function table(id: string, given: Partial<Table>): Table {
  return {
    id,
    schema: "public",
    name: id,
    columns: [],
    constraints: [],
    indexes: [],
    persistence: "permanent",
    partitionBy: undefined,
    partitionOf: undefined,
    inherits: [],
    settings: [],
    filledBy: [],
    changedBy: [],
    columnsUnknown: false,
    ...given,
  };
}

export const builtIn = (name: string, ...modifiers: readonly string[]): DataType => ({ userType: undefined, schema: undefined, name, modifiers, array: false });

export function column(id: string, type: DataType, given: Partial<Column> = {}): Column {
  return { id, name: id.slice(id.indexOf(".") + 1), type, notNull: false, default: undefined, identity: undefined, generated: undefined, collation: undefined, ...given };
}

export function index(id: string, columns: readonly string[], given: Partial<Index> = {}): Index {
  return {
    id,
    name: id,
    unique: false,
    method: "btree",
    keys: columns.map((target) => key({ column: target })),
    include: [],
    predicate: undefined,
    nullsNotDistinct: false,
    parameters: undefined,
    constraint: undefined,
    ...given,
  };
}

export const key = (given: Partial<IndexPart>): IndexPart => ({
  column: undefined,
  expression: undefined,
  order: "asc",
  nulls: "last",
  operatorClass: undefined,
  collation: undefined,
  ...given,
});

export function sequence(id: string, given: Partial<Sequence> = {}): Sequence {
  return {
    id,
    schema: "public",
    name: id,
    dataType: "int8",
    start: undefined,
    increment: undefined,
    minimum: undefined,
    maximum: undefined,
    cache: undefined,
    cycle: false,
    ownedBy: undefined,
    identity: false,
    ...given,
  };
}

export const view = (id: string, given: Partial<View> & Pick<View, "query">): View => ({
  id,
  schema: "public",
  name: id,
  materialized: false,
  columns: [],
  dependsOn: given.query.references.map((reference) => reference.target),
  indexes: [],
  ...given,
});

/**
 * SQL in which `{kind:target|text}` is a reference to an object whose name was `text` when it was written: `"a" > {column:t.b|"old"}`.
 */
export function expression(marked: string, given: Partial<BoundExpression> = {}): BoundExpression {
  let sql = "";
  const references: Reference[] = [];
  let from = 0;
  for (const match of marked.matchAll(/\{(column|relation|type|object|regclass):([^|}]+)\|([^}]*)\}/g)) {
    const [whole, kind, target = "", text = ""] = match;
    sql += marked.slice(from, match.index);
    if (kind === "column" || kind === "relation" || kind === "type" || kind === "object" || kind === "regclass") references.push({ kind, target, start: sql.length, end: sql.length + text.length });
    sql += text;
    from = match.index + whole.length;
  }
  return { sql: sql + marked.slice(from), references, literal: undefined, casts: [], ...given };
}
