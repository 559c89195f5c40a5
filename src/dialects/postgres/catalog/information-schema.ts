import type { Column, Constraint, Database, Table } from "../../../model/database.js";
import { columnNames } from "../../../database/names/lookup.js";
import { typeName } from "../types.js";
import { OWN_RELATION } from "./own-names.js";
import { row, type Row } from "./value.js";

/** The rows of a view of information_schema; undefined for one that is not modelled. */
export function informationSchema(name: string, database: Database): Row[] | undefined {
  switch (name) {
    case "schemata":
      return [...database.schemas.map((schema) => row({ schema_name: schema.name })), ...OWN_SCHEMAS.map((schema) => row({ schema_name: schema }))];
    case "tables":
      return [
        ...database.tables.map((table) => row({ table_schema: table.schema, table_name: table.name, table_type: table.persistence === "temporary" ? "LOCAL TEMPORARY" : "BASE TABLE" })),
        ...plainViews(database).map((view) => row({ table_schema: view.schema, table_name: view.name, table_type: "VIEW" })),
        ...own({ table_name: OWN_RELATION }),
      ];
    case "views":
      return [...plainViews(database).map((view) => row({ table_schema: view.schema, table_name: view.name })), ...own({ table_name: OWN_RELATION })];
    case "columns":
      return [
        ...database.tables.flatMap(columns),
        ...plainViews(database).flatMap((view) => view.columns.map((column) => row({ table_schema: view.schema, table_name: view.name, column_name: column }))),
        ...own({ table_name: OWN_RELATION }),
      ];
    case "sequences":
      // Those of identity columns are not listed.
      return database.sequences.filter((sequence) => !sequence.identity).map((sequence) => row({ sequence_schema: sequence.schema, sequence_name: sequence.name }));
    case "table_constraints":
      return [...database.tables.flatMap((table) => table.constraints.flatMap((constraint) => constraintRow(table, constraint))), ...NOT_NULLS.map((columns) => row({ ...columns, constraint_type: "CHECK" })), ...own({ table_name: OWN_RELATION })];
    case "referential_constraints":
      return database.tables.flatMap((table) => table.constraints.filter(({ kind }) => kind === "foreignKey").map((constraint) => row({ constraint_schema: table.schema, constraint_name: constraint.name })));
    case "key_column_usage":
      return [...database.tables.flatMap((table) => table.constraints.flatMap((constraint) => keyColumns(table, constraint))), ...own({ table_name: OWN_RELATION })];
    case "triggers":
      return database.objects.filter(({ kind }) => kind === "trigger").map((trigger) => {
        const table = [...database.tables, ...database.views].find(({ id }) => id === trigger.on);
        return row({ trigger_name: trigger.name, trigger_schema: table?.schema, event_object_schema: table?.schema, event_object_table: table?.name });
      });
    default:
      return undefined;
  }
}

const OWN_SCHEMAS = ["pg_catalog", "information_schema", "pg_toast"];

const own = (columns: Parameters<typeof row>[0]): Row[] => OWN_SCHEMAS.map((schema) => row({ ...columns, table_schema: schema }));

/** PostgreSQL 18 gives NOT NULL constraints their names, those before it numbers. */
const NOT_NULLS = [{ constraint_name: { like: /_not_null\d*$/ } }] as const;

/** Materialised views are not listed. */
const plainViews = ({ views }: Database): Database["views"] => views.filter((view) => !view.materialized);

function columns(table: Table): Row[] {
  const of = { table_schema: table.schema, table_name: table.name };
  const known = table.columns.map((column) => row({ ...of, column_name: column.name, is_nullable: column.notNull ? "NO" : "YES", ...typeOf(column) }));
  return table.columnsUnknown ? [...known, row(of)] : known;
}

function typeOf({ type }: Column): Parameters<typeof row>[0] {
  if (type.userType !== undefined) return {};
  if (type.array) return { data_type: "ARRAY", udt_name: `_${type.name}` };
  return { data_type: typeName({ ...type, modifiers: [] }), udt_name: type.name };
}

const TYPES: Readonly<Record<Constraint["kind"], string | undefined>> = { primaryKey: "PRIMARY KEY", unique: "UNIQUE", foreignKey: "FOREIGN KEY", check: "CHECK", exclusion: undefined };

function constraintRow(table: Table, { kind, name }: Constraint): Row[] {
  const type = TYPES[kind];
  if (type === undefined) return [];
  return [row({ constraint_schema: table.schema, constraint_name: name, table_schema: table.schema, table_name: table.name, constraint_type: type })];
}

function keyColumns(table: Table, constraint: Constraint): Row[] {
  const ids = constraint.kind === "foreignKey" ? constraint.columns : constraint.kind === "check" || constraint.kind === "exclusion" ? [] : (table.indexes.find(({ id }) => id === constraint.index)?.keys ?? []).flatMap(({ column }) => column ?? []);
  return columnNames(table, ids).map((column) => row({ constraint_schema: table.schema, constraint_name: constraint.name, table_schema: table.schema, table_name: table.name, column_name: column }));
}
