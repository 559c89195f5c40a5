import type { AlterColumn, ColumnConstraint, CreateColumnDef, DataTypeDef, Statement, TableAlteration, TableConstraint, TableReference } from "pgsql-ast-parser";

/** What pgsql-ast-parser says that a statement does, one line each, sorted. Kinds that operations do not model are `other`. */
export function pgsqlAstFacts(statement: Statement): string[] {
  return facts(statement).sort();
}

function facts(statement: Statement): string[] {
  switch (statement.type) {
    case "create table": {
      const table = name(statement.name);
      const columns = statement.columns.flatMap((column) => (column.kind === "column" ? columnFacts(table, column) : ["other"]));
      return [`createTable ${table}`, ...columns, ...(statement.constraints ?? []).map((constraint) => constraintFact(table, constraint))];
    }
    case "alter table":
      return statement.changes.flatMap((change) => alterationFacts(name(statement.table), change));
    case "create index": {
      const keys = statement.expressions.map(({ expression }) => (expression.type === "ref" ? cut(expression.name) : "(…)"));
      const words = [statement.unique === true ? "unique" : "", statement.concurrently === true ? "concurrently" : "", statement.where === undefined ? "" : "partial"].filter((word) => word !== "");
      return [`createIndex ${statement.indexName === undefined ? "?" : cut(statement.indexName.name)} on ${name(statement.table)} using ${statement.using?.name.toLowerCase() ?? "btree"} (${keys.join(", ")}) ${words.join(" ")}`.trim()];
    }
    case "drop table":
      return statement.names.map((dropped) => `dropTable ${name(dropped)}`);
    case "drop index":
      return statement.names.map((dropped) => `dropIndex ${name(dropped)}`);
    case "drop type":
      return statement.names.map((dropped) => `dropType ${name(dropped)}`);
    case "drop sequence":
      return statement.names.map((dropped) => `dropSequence ${name(dropped)}`);
    case "create enum":
      return [`createEnum ${name(statement.name)} (${statement.values.map(({ value }) => value).join(", ")})`];
    case "alter enum":
      return [statement.change.type === "rename" ? `renameType ${name(statement.name)} to ${cut(statement.change.to.name)}` : `addEnumValue ${name(statement.name)} ${statement.change.add.value}`];
    case "alter index":
      return [statement.change.type === "rename" ? `renameIndex ${name(statement.index)} to ${cut(statement.change.to.name)}` : "other"];
    case "alter sequence":
      return [statement.change.type === "set options" ? `alterSequence ${name(statement.name)}` : statement.change.type === "rename" ? `renameSequence ${name(statement.name)}` : "other"];
    case "create sequence":
      return [`createSequence ${name(statement.name)}`];
    case "create view":
    case "create materialized view":
      return [`createView ${name(statement.name)}`];
    case "create schema":
      return [`createSchema ${cut(statement.name.name)}`];
    case "create extension":
      return [`createExtension ${cut(statement.extension.name)}`];
    case "insert":
      return [`insert ${name(statement.into)} (${(statement.columns ?? []).map((column) => cut(column.name)).join(", ")})`];
    case "update":
      return [`update ${name(statement.table)} (${statement.sets.map(({ column }) => cut(column.name)).join(", ")})`];
    case "delete":
      return [`delete ${name(statement.from)}`];
    case "truncate table":
      return statement.tables.map((table) => `truncate ${name(table)}`);
    case "with": {
      const written = [...statement.bind.map((bound) => bound.statement), statement.in].flatMap(facts).filter((fact) => fact !== "other");
      return written.length === 0 ? ["other"] : written;
    }
    case "begin":
    case "start transaction":
      return ["begin"];
    case "commit":
      return ["commit"];
    case "rollback":
      return ["rollback"];
    case "set":
      return [statement.set.type === "default" ? `resetParameter ${statement.variable.name.toLowerCase()}` : `setParameter ${statement.variable.name.toLowerCase()}`];
    case "set timezone":
      return ["setParameter timezone"];
    default:
      return ["other"];
  }
}

function alterationFacts(table: string, change: TableAlteration): string[] {
  switch (change.type) {
    case "add column":
      return [`addColumn ${table}`, ...columnFacts(table, change.column)];
    case "drop column":
      return [`dropColumn ${table}.${cut(change.column.name)}`];
    case "rename":
      return [`renameTable ${table} to ${cut(change.to.name)}`];
    case "rename column":
      return [`renameColumn ${table}.${cut(change.column.name)} to ${cut(change.to.name)}`];
    case "rename constraint":
      return [`renameConstraint ${table}.${cut(change.constraint.name)} to ${cut(change.to.name)}`];
    case "add constraint":
      return [constraintFact(table, change.constraint)];
    case "drop constraint":
      return [`dropConstraint ${table}.${cut(change.constraint.name)}`];
    case "alter column":
      return [alterColumnFact(`${table}.${cut(change.column.name)}`, change.alter)];
    case "owner":
      return ["other"];
  }
}

function alterColumnFact(column: string, alter: AlterColumn): string {
  switch (alter.type) {
    case "set type":
      return `alterColumnType ${column} ${type(alter.dataType)}`;
    case "set default":
      return `setDefault ${column}`;
    case "drop default":
      return `dropDefault ${column}`;
    case "set not null":
      return `setNotNull ${column}`;
    case "drop not null":
      return `dropNotNull ${column}`;
    case "add generated":
      return `setIdentity ${column}`;
  }
}

function columnFacts(table: string, { name: { name: columnName }, dataType, constraints = [] }: CreateColumnDef): string[] {
  const column = cut(columnName);
  const has = (type: ColumnConstraint["type"]): string => (constraints.some((constraint) => constraint.type === type) ? ` ${type}` : "");
  return [`column ${table}.${column} ${type(dataType)}${has("not null")}${has("default")}`, ...constraints.flatMap((constraint) => columnConstraintFact(table, column, constraint))];
}

function columnConstraintFact(table: string, column: string, constraint: ColumnConstraint): string[] {
  const named = constraint.constraintName === undefined ? "?" : cut(constraint.constraintName.name);
  switch (constraint.type) {
    case "primary key":
      return [`primaryKey ${table} ${named} (${column})`];
    case "unique":
      return [`unique ${table} ${named} (${column})`];
    case "check":
      return [`check ${table} ${named}`];
    case "reference":
      return [foreignKeyFact(table, named, [column], constraint)];
    default:
      return [];
  }
}

function constraintFact(table: string, constraint: TableConstraint): string {
  const named = constraint.constraintName === undefined ? "?" : cut(constraint.constraintName.name);
  switch (constraint.type) {
    case "primary key":
      return `primaryKey ${table} ${named} (${constraint.columns.map((column) => cut(column.name)).join(", ")})`;
    case "unique":
      return `unique ${table} ${named} (${constraint.columns.map((column) => cut(column.name)).join(", ")})`;
    case "check":
      return `check ${table} ${named}`;
    case "foreign key":
      return foreignKeyFact(table, named, constraint.localColumns.map((column) => cut(column.name)), constraint);
  }
}

function foreignKeyFact(table: string, named: string, columns: readonly string[], { foreignTable, foreignColumns, onDelete = "no action", onUpdate = "no action" }: TableReference): string {
  return `foreignKey ${table} ${named} (${columns.join(", ")}) ${name(foreignTable)} (${foreignColumns.map((column) => cut(column.name)).join(", ")}) delete ${onDelete} update ${onUpdate}`;
}

function type(definition: DataTypeDef): string {
  if (definition.kind === "array") return `${type(definition.arrayOf)}[]`;
  const known = definition.doubleQuoted === true ? undefined : ALIASES.get(definition.name.toLowerCase());
  const modifiers = definition.config === undefined ? "" : `(${definition.config.join(", ")})`;
  return `${known ?? name(definition)}${modifiers}`;
}

const ALIASES: ReadonlyMap<string, string> = new Map([
  ["int", "int4"], ["integer", "int4"], ["bigint", "int8"], ["smallint", "int2"], ["boolean", "bool"], ["double precision", "float8"], ["real", "float4"], ["decimal", "numeric"],
  ["character varying", "varchar"], ["char", "bpchar"], ["character", "bpchar"], ["timestamp with time zone", "timestamptz"], ["timestamp without time zone", "timestamp"],
  ["time with time zone", "timetz"], ["time without time zone", "time"], ["serial4", "serial"], ["serial8", "bigserial"],
]);

/** It keeps names at full length; PostgreSQL cuts them at 63 bytes. */
function cut(identifier: string): string {
  return Buffer.from(identifier).length === identifier.length ? identifier.slice(0, 63) : identifier;
}

function name({ schema, name: last }: { readonly schema?: string; readonly name: string }): string {
  return schema === undefined ? cut(last) : `${cut(schema)}.${cut(last)}`;
}
