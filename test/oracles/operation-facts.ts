import type { Name, TypeName } from "../../src/model/name.js";
import type { AddConstraint, ColumnDefinition, Operation } from "../../src/model/operation.js";

/** What our operations say that a statement does, in the words of `pgsqlAstFacts`, sorted. */
export function operationFacts(operations: readonly Operation[]): string[] {
  return operations.flatMap(facts).sort();
}

function facts(operation: Operation): string[] {
  switch (operation.kind) {
    case "createTable": {
      const table = full(operation.name);
      return [`createTable ${table}`, ...operation.columns.map((column) => columnFact(table, column))];
    }
    case "addColumn":
      return [`addColumn ${full(operation.table)}`, columnFact(full(operation.table), operation.column)];
    case "addConstraint":
      return [constraintFact(operation)];
    case "dropColumn":
    case "setDefault":
    case "dropDefault":
    case "setNotNull":
    case "dropNotNull":
    case "setIdentity":
      return [`${operation.kind} ${full(operation.table)}.${operation.column.name}`];
    case "alterColumnType":
      return [`alterColumnType ${full(operation.table)}.${operation.column.name} ${type(operation.type)}`];
    case "renameColumn":
      return [`renameColumn ${full(operation.table)}.${operation.column.name} to ${operation.to.name}`];
    case "dropConstraint":
      return [`dropConstraint ${full(operation.table)}.${operation.name.name}`];
    case "renameConstraint":
      return [`renameConstraint ${full(operation.table)}.${operation.name.name} to ${operation.to.name}`];
    case "createIndex": {
      const keys = operation.keys.map(({ column }) => column?.name ?? "(…)");
      const words = [operation.unique ? "unique" : "", operation.concurrently ? "concurrently" : "", operation.predicate === undefined ? "" : "partial"].filter((word) => word !== "");
      return [`createIndex ${operation.name?.name ?? "?"} on ${full(operation.table)} using ${operation.method} (${keys.join(", ")}) ${words.join(" ")}`.trim()];
    }
    case "dropTable":
    case "dropIndex":
    case "dropType":
    case "dropSequence":
    case "createSequence":
    case "alterSequence":
    case "createView":
      return [`${operation.kind} ${full(operation.name)}`];
    case "createSchema":
    case "createExtension":
      return [`${operation.kind} ${operation.name.name}`];
    case "renameTable":
    case "renameIndex":
    case "renameType":
      return [`${operation.kind} ${full(operation.name)} to ${operation.to.name}`];
    case "renameSequence":
      return [`renameSequence ${full(operation.name)}`];
    case "createEnum":
      return [`createEnum ${full(operation.name)} (${operation.values.map(({ name }) => name).join(", ")})`];
    case "addEnumValue":
      return [`addEnumValue ${full(operation.name)} ${operation.value.name}`];
    case "changeData": {
      const columns = operation.command === "insert" || operation.command === "update" ? ` (${operation.columns.join(", ")})` : "";
      return [`${operation.command} ${full(operation.table)}${columns}`];
    }
    case "begin":
    case "commit":
    case "rollback":
      return [operation.kind];
    case "setParameter":
    case "resetParameter":
      return [`${operation.kind} ${operation.name ?? "all"}`];
    case "createDomain":
    case "alterDomain":
    case "createComposite":
    case "alterComposite":
    case "createObject":
    case "alterObject":
    case "dropObject":
    case "renameObject":
    case "setObjectSchema":
    case "setObjectFiring":
    case "alterTableSetting":
    case "comment":
    case "refreshMaterializedView":
    case "administer":
    case "readData":
    case "opaque":
      return ["other"];
    default:
      return [operation.kind];
  }
}

function columnFact(table: string, column: ColumnDefinition): string {
  const serial = { int2: "smallserial", int4: "serial", int8: "bigserial" }[column.type.name];
  const written = column.serial && serial !== undefined ? serial : type(column.type);
  return `column ${table}.${column.name.name} ${written}${column.notNull ? " not null" : ""}${column.default === undefined ? "" : " default"}`;
}

function constraintFact({ table, name, constraint }: AddConstraint): string {
  const on = `${full(table)} ${name?.name ?? "?"}`;
  switch (constraint.kind) {
    case "primaryKey":
    case "unique":
      return `${constraint.kind} ${on} (${constraint.columns.map((column) => column.name).join(", ")})`;
    case "check":
    case "exclusion":
      return `${constraint.kind} ${on}`;
    case "foreignKey": {
      const [columns, others] = [constraint.columns, constraint.referencedColumns].map((list) => list.map((column) => column.name).join(", "));
      return `foreignKey ${on} (${columns}) ${full(constraint.references)} (${others}) delete ${constraint.onDelete} update ${constraint.onUpdate}`;
    }
  }
}

function type({ modifiers, dimensions, ...name }: TypeName): string {
  return `${full(name)}${modifiers.length === 0 ? "" : `(${modifiers.join(", ")})`}${"[]".repeat(dimensions)}`;
}

function full({ schema, name }: Name): string {
  return schema === undefined ? name : `${schema}.${name}`;
}
