import type { Database, Index, ObjectId, Table, View } from "../../model/database.js";
import type { Identifier } from "../../model/name.js";
import type { CreateIndex } from "../../model/operation.js";
import { identifier, nameAt, NOWHERE } from "./nowhere.js";
import { toExpression } from "../render.js";

/** Indexes that no constraint makes by itself. */
export function freeIndexes(table: Table): Index[] {
  return table.indexes.filter((index) => !table.constraints.some((constraint) => constraint.id === index.constraint));
}

/** The index with its names of now. */
export function createIndex(index: Index, owner: Table | View, database: Database, quote: (name: string) => string): CreateIndex {
  // Indexes of a view hold its columns as expressions.
  const columns = "query" in owner ? [] : owner.columns;
  const named = (id: ObjectId): Identifier | undefined => {
    const column = columns.find((candidate) => candidate.id === id);
    return column && identifier(column.name);
  };
  return {
    kind: "createIndex",
    span: NOWHERE,
    keyword: NOWHERE,
    ifNotExists: false,
    table: nameAt(owner),
    name: identifier(index.name),
    unique: index.unique,
    concurrently: false,
    method: index.method,
    keys: index.keys.map((key) => ({
      column: key.column === undefined ? undefined : named(key.column),
      expression: key.expression && toExpression(key.expression, database, quote),
      order: key.order,
      nulls: key.nulls,
      operatorClass: key.operatorClass,
      collation: key.collation,
    })),
    include: index.include.flatMap((id) => named(id) ?? []),
    predicate: index.predicate && toExpression(index.predicate, database, quote),
    nullsNotDistinct: index.nullsNotDistinct,
    only: "partitionBy" in owner && owner.partitionBy !== undefined,
    parameters: index.parameters,
    ...(index.tablespace !== undefined && { tablespace: index.tablespace }),
  };
}
