import { columnById, tableById } from "../database/names/lookup.js";
import { createIndex } from "../database/recreate/indexes.js";
import { currentType, renderExpression } from "../database/render.js";
import type { BoundExpression, Column, Constraint, Database, Index, ObjectId, Table } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";

/** The database as plain data. Temporary tables are left out, as in the SQL. */
export function databaseJson(database: Database, dialect: Dialect): unknown {
  const tables = database.tables.filter((table) => table.persistence !== "temporary");
  const names = new Set([...database.schemas, ...tables.map(({ schema }) => ({ name: schema })), ...database.enums.map(({ schema }) => ({ name: schema }))].map(({ name }) => name));
  return {
    schemas: [...names].map((name) => ({
      name,
      tables: tables.filter(({ schema }) => schema === name).map((table) => tableJson(table, database, dialect)),
      enums: database.enums.filter(({ schema }) => schema === name).map((type) => ({ name: type.name, values: type.values.map(({ label }) => label) })),
    })),
  };
}

function tableJson(table: Table, database: Database, dialect: Dialect): unknown {
  const quote = (name: string) => dialect.naming.quote(name);
  const sql = (expression: BoundExpression | undefined) => (expression === undefined ? null : renderExpression(expression, database, quote));
  return {
    name: table.name,
    columns: table.columns.map((column) => ({
      name: column.name,
      type: columnType(column, database, dialect),
      nullable: !column.notNull,
      default: sql(column.default),
      identity: column.identity ?? null,
      generated: sql(column.generated?.expression),
    })),
    constraints: table.constraints.map((constraint) => ({
      name: constraint.name,
      kind: constraint.kind,
      ...constraintJson(constraint, table, database, sql),
      validated: constraint.validated,
      deferrable: constraint.deferrable,
    })),
    indexes: table.indexes.map((index) => ({
      name: index.name,
      unique: index.unique,
      definition: dialect.writer.statement(createIndex(index, table, database, quote)),
      columns: indexColumns(index, table),
      constraint: table.constraints.find(({ id }) => id === index.constraint)?.name ?? null,
    })),
  };
}

function columnType(column: Column, database: Database, dialect: Dialect): string {
  const { schema, name, modifiers } = currentType(column.type, database);
  return dialect.typeName({ schema, name, modifiers, array: column.type.array });
}

function constraintJson(constraint: Constraint, table: Table, database: Database, sql: (expression: BoundExpression | undefined) => string | null): Readonly<Record<string, unknown>> {
  switch (constraint.kind) {
    case "primaryKey":
    case "unique": {
      const index = table.indexes.find(({ id }) => id === constraint.index);
      return { columns: index === undefined ? [] : indexColumns(index, table) };
    }
    case "foreignKey": {
      const parent = tableById(database, constraint.references.table);
      return {
        columns: columnNames(constraint.columns, table),
        references: parent === undefined ? null : { schema: parent.schema, table: parent.name, columns: columnNames(constraint.references.columns, parent) },
        onDelete: constraint.onDelete,
        onUpdate: constraint.onUpdate,
      };
    }
    case "check":
      return { expression: sql(constraint.expression) };
    case "exclusion":
      return { method: constraint.method, elements: sql(constraint.elements), where: sql(constraint.predicate) };
  }
}

/** Null stands for an expression. */
function indexColumns(index: Index, table: Table): readonly (string | null)[] {
  return index.keys.map(({ column }) => (column === undefined ? null : (columnById(table, column)?.name ?? null)));
}

function columnNames(ids: readonly ObjectId[], table: Table): readonly string[] {
  return ids.flatMap((id) => columnById(table, id)?.name ?? []);
}
