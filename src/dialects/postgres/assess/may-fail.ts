import type { Constraint, Database, ForeignKey, Index, Table } from "../../../model/database.js";
import type { PossibleFailure } from "../../../model/effect.js";
import type { AddColumn, AddConstraint, CreateIndex, Operation, SetNotNull, ValidateConstraint } from "../../../model/operation.js";
import { renderExpression } from "../../../database/render.js";
import { hasServerDefault } from "../../../database/questions.js";
import { columnNames, findColumn, findConstraint, findTable, indexById, tableById } from "../../../database/lookup.js";
import { keyColumns } from "../../../database/keys.js";
import { quoteIdentifier as quote } from "../naming.js";

/** Failures that depend on the rows that are there, each with the query that tells: it returns rows exactly when the statement would fail. */
export function mayFail(operation: Operation, before: Database, after: Database): readonly PossibleFailure[] {
  switch (operation.kind) {
    case "addColumn": return requiredColumn(operation, before, after);
    case "setNotNull": return nullsLeft(operation, before);
    case "createIndex": return uniqueIndex(operation, before, after);
    case "addConstraint": return constraint(operation, before, after);
    case "validateConstraint": return constraint(operation, before, after);
    default: return [];
  }
}

function requiredColumn(operation: AddColumn, before: Database, after: Database): PossibleFailure[] {
  const table = findTable(before, operation.table);
  const added = findTable(after, operation.table);
  const column = added && findColumn(added, operation.column.name.name);
  if (!table || !column || findColumn(table, column.name) || !column.notNull || hasServerDefault(column, after)) return [];
  return [{ code: "23502", why: "rows that are there get no value for it", relation: place(table), columns: [column.name], checkQuery: `SELECT 1 FROM ${name(table)} LIMIT 1` }];
}

function nullsLeft(operation: SetNotNull, before: Database): PossibleFailure[] {
  const table = findTable(before, operation.table);
  const column = table && findColumn(table, operation.column.name);
  if (!table || !column || column.notNull) return [];
  return [{ code: "23502", why: "rows hold NULL in it", relation: place(table), columns: [column.name], checkQuery: `SELECT 1 FROM ${name(table)} WHERE ${quote(column.name)} IS NULL LIMIT 1` }];
}

function uniqueIndex(operation: CreateIndex, before: Database, after: Database): PossibleFailure[] {
  if (!operation.unique) return [];
  const old = findTable(before, operation.table);
  const table = findTable(after, operation.table);
  const index = table?.indexes.find((candidate) => !old?.indexes.some((known) => known.id === candidate.id));
  return table && index ? [duplicates(table, index, after)] : [];
}

function constraint(operation: AddConstraint | ValidateConstraint, before: Database, after: Database): PossibleFailure[] {
  const old = findTable(before, operation.table);
  const table = findTable(after, operation.table);
  const inline = operation.kind === "addConstraint" ? operation.inline : undefined;
  // A table that its own statement makes holds no rows.
  if (!table || inline === "createTable") return [];
  const made = operation.kind === "validateConstraint" ? findConstraint(table, operation.name.name) : table.constraints.find((candidate) => !old?.constraints.some((known) => known.id === candidate.id));
  if (!made?.validated) return [];
  const failures = failuresOf(made, table, old, after);
  // Before the statement there is no column that a query could ask for.
  return inline === "addColumn" ? failures.map((failure) => ({ ...failure, checkQuery: undefined })) : failures;
}

function failuresOf(made: Constraint, table: Table, old: Table | undefined, after: Database): PossibleFailure[] {
  switch (made.kind) {
    case "primaryKey":
    case "unique": {
      const index = indexById(table, made.index);
      if (!index) return [];
      const nulls = made.kind === "primaryKey" ? nullsInKey(table, index, old) : [];
      // USING INDEX: the index was checked when it was built.
      return old?.indexes.some((known) => known.id === index.id) ? nulls : [...nulls, duplicates(table, index, after)];
    }
    case "foreignKey": return orphans(made, table, after);
    case "check": {
      const condition = renderExpression(made.expression, after, quote);
      const columns = columnNames(table, made.expression.references.map((reference) => reference.target));
      return [{ code: "23514", why: "rows violate it", relation: place(table), columns, checkQuery: `SELECT 1 FROM ${name(table)} WHERE NOT (${condition}) LIMIT 1` }];
    }
    case "exclusion": return [{ code: "23P01", why: "rows conflict with each other", relation: place(table), columns: [], checkQuery: undefined }];
  }
}

/** PRIMARY KEY sets its columns NOT NULL, and refuses rows that lack one of them. */
function nullsInKey(table: Table, index: Index, old: Table | undefined): PossibleFailure[] {
  const columns = columnNames(table, keyColumns(index)).filter((column) => old !== undefined && findColumn(old, column)?.notNull === false);
  if (columns.length === 0) return [];
  return [{ code: "23502", why: "rows hold NULL in it", relation: place(table), columns, checkQuery: `SELECT 1 FROM ${name(table)} WHERE ${columns.map((column) => `${quote(column)} IS NULL`).join(" OR ")} LIMIT 1` }];
}

function duplicates(table: Table, index: Index, database: Database): PossibleFailure {
  const columns = columnNames(table, index.keys.flatMap((key) => (key.column === undefined ? [] : [key.column])));
  const keys = index.keys.map((key) => {
    const column = key.column === undefined ? undefined : table.columns.find((candidate) => candidate.id === key.column);
    return column ? quote(column.name) : key.expression ? `(${renderExpression(key.expression, database, quote)})` : "NULL";
  });
  const conditions = index.nullsNotDistinct ? [] : keys.map((key) => `${key} IS NOT NULL`);
  if (index.predicate) conditions.push(`(${renderExpression(index.predicate, database, quote)})`);
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
  const checkQuery = `SELECT ${keys.join(", ")}, count(*) FROM ${name(table)}${where} GROUP BY ${keys.map((_, at) => at + 1).join(", ")} HAVING count(*) > 1 LIMIT 1`;
  return { code: "23505", why: "rows share the same values", relation: place(table), columns, checkQuery };
}

function orphans(key: ForeignKey, table: Table, database: Database): PossibleFailure[] {
  const parent = tableById(database, key.references.table);
  if (!parent) return [];
  const columns = columnNames(table, key.columns);
  const referenced = columnNames(parent, key.references.columns);
  const match = columns.map((column, at) => `p.${quote(referenced[at] ?? "")} = c.${quote(column)}`).join(" AND ");
  const given = columns.map((column) => `c.${quote(column)} IS NOT NULL`).join(key.matchFull ? " OR " : " AND ");
  const checkQuery = `SELECT 1 FROM ${name(table)} c WHERE (${given}) AND NOT EXISTS (SELECT 1 FROM ${name(parent)} p WHERE ${match}) LIMIT 1`;
  return [{ code: "23503", why: `rows point to no row of ${parent.name}`, relation: place(table), columns, checkQuery }];
}

const place = ({ schema, name }: Table): { readonly schema: string; readonly name: string } => ({ schema, name });
const name = (table: Table): string => `${quote(table.schema)}.${quote(table.name)}`;
