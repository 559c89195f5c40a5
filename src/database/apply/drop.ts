import type { Constraint, Database, Index, ObjectId, Sequence, Table, View } from "../../model/database.js";
import { refersTo } from "../names/bind.js";
import { handNamesOn } from "../names/known-names.js";
import { mapTables } from "./change.js";

/** What goes along when something is dropped; each gives the database without it. */

export function withoutViews(database: Database, views: readonly View[]): Database {
  if (views.length === 0) return database;
  const gone = new Set(views.map((view) => view.id));
  return { ...database, views: database.views.filter((view) => !gone.has(view.id)) };
}

export function withoutTables(database: Database, ids: readonly ObjectId[]): Database {
  const tables = database.tables.filter(({ id }) => !ids.includes(id));
  handNamesOn(database.tables, tables, []);
  return { ...database, tables };
}

/** Without the foreign keys that point to `parent`. */
export function withoutForeignKeys(database: Database, parent: ObjectId, index?: ObjectId): Database {
  const points = (constraint: Constraint): boolean =>
    constraint.kind === "foreignKey" && constraint.references.table === parent && (index === undefined || constraint.references.index === index);
  if (!database.tables.some((table) => table.constraints.some(points))) return database;
  return {
    ...database,
    tables: mapTables(database, (table) => (table.constraints.some(points) ? { ...table, constraints: table.constraints.filter((constraint) => !points(constraint)) } : table)),
  };
}

/** Without sequences, and without the defaults that draw from them. */
export function withoutSequences(database: Database, sequences: readonly Sequence[]): Database {
  if (sequences.length === 0) return database;
  const gone = new Set(sequences.map((sequence) => sequence.id));
  const draws = (table: Table): boolean => table.columns.some((column) => column.default?.references.some((reference) => gone.has(reference.target)));
  return {
    ...database,
    sequences: database.sequences.filter((sequence) => !gone.has(sequence.id)),
    tables: mapTables(database, (table) => {
      if (!draws(table)) return table;
      return { ...table, columns: table.columns.map((column) => (column.default?.references.some((reference) => gone.has(reference.target)) ? { ...column, default: undefined } : column)) };
    }),
  };
}

/** The table without a column and all that PostgreSQL drops with it: indexes and constraints in which it stands. */
export function withoutColumn(table: Table, column: ObjectId): Table {
  const inIndex = (index: Index): boolean =>
    index.include.includes(column) || refersTo(index.predicate, column) || index.keys.some((key) => key.column === column || refersTo(key.expression, column));
  const gone = new Set(table.indexes.filter(inIndex).map((index) => index.id));
  const inConstraint = (constraint: Constraint): boolean => {
    switch (constraint.kind) {
      case "primaryKey":
      case "unique": return gone.has(constraint.index);
      case "foreignKey": return constraint.columns.includes(column);
      case "check": return refersTo(constraint.expression, column);
      case "exclusion": return gone.has(constraint.index) || refersTo(constraint.elements, column) || refersTo(constraint.predicate, column);
    }
  };
  const constraints = table.constraints.filter((constraint) => !inConstraint(constraint));
  const left = new Set(constraints.map((constraint) => constraint.id));
  return {
    ...table,
    columns: table.columns.filter((candidate) => candidate.id !== column),
    indexes: table.indexes.filter((index) => !gone.has(index.id) && (index.constraint === undefined || left.has(index.constraint))),
    constraints,
  };
}
