import type { Constraint, Database, Index, Table } from "../../../model/database.js";
import { informationSchema } from "./information-schema.js";
import { OWN_RELATION, OWN_TYPE } from "./own-names.js";
import { row, type Pattern, type Row } from "./value.js";

/**
 * The rows that a catalog or a view of information_schema has for a database, those of PostgreSQL's own objects in one row of patterns; undefined for
 * what is not modelled.
 */
export function catalogRows(schema: string, name: string, database: Database): readonly Row[] | undefined {
  // What a statement that is not understood made or dropped would be missing or too much.
  if (database.unknown.length > 0) return undefined;
  if (schema === "information_schema") return informationSchema(name, database);
  return CATALOGS[name]?.(database);
}

/** Oids stand for objects by their ids; a schema by its name. */
const namespace = (schema: string): string => `schema ${schema}`;

const ANY: Pattern = { like: /^/ };

const CATALOGS: Readonly<Record<string, (database: Database) => Row[]>> = {
  pg_namespace: ({ schemas }) => [...schemas.map(({ name }) => row({ oid: namespace(name), nspname: name })), ...["pg_catalog", "information_schema", "pg_toast"].map((name) => row({ oid: namespace(name), nspname: name }))],
  pg_class: (database) => [...relations(database).map(({ id, schema, name, kind }) => row({ oid: id, relname: name, relnamespace: namespace(schema), relkind: kind })), ...own({ relname: OWN_RELATION }, "relnamespace")],
  pg_tables: ({ tables }) => [...tables.map(({ schema, name }) => row({ schemaname: schema, tablename: name })), ...own({ tablename: OWN_RELATION }, undefined)],
  pg_views: ({ views }) => [...views.filter((view) => !view.materialized).map(({ schema, name }) => row({ schemaname: schema, viewname: name })), ...own({ viewname: OWN_RELATION }, undefined)],
  pg_matviews: ({ views }) => views.filter((view) => view.materialized).map(({ schema, name }) => row({ schemaname: schema, matviewname: name })),
  pg_sequences: ({ sequences }) => sequences.map(({ schema, name }) => row({ schemaname: schema, sequencename: name })),
  pg_indexes: (database) => [...indexes(database).map(({ index, schema, relation }) => row({ schemaname: schema, tablename: relation, indexname: index.name })), ...own({ indexname: OWN_RELATION, tablename: OWN_RELATION }, undefined)],
  pg_index: (database) => [...indexes(database).map(({ index, id }) => row({ indexrelid: index.id, indrelid: id, indisunique: index.unique, indisvalid: true })), row({ indexrelid: "pg_catalog", indrelid: "pg_catalog" })],
  pg_attribute: (database) => [...database.tables.flatMap(attributes), ...database.views.flatMap((view) => view.columns.map((name) => row({ attrelid: view.id, attname: name, attisdropped: false }))), row({ attname: { like: /^(ctid|cmin|cmax|xmin|xmax|tableoid|\.\.\.)/ } }), row({ attrelid: "pg_catalog", attname: ANY }), ...indexes(database).map(({ index }) => row({ attrelid: index.id }))],
  pg_constraint: (database) => [...database.tables.flatMap((table) => table.constraints.map((constraint) => constraintRow(table, constraint))), ...database.domains.flatMap((domain) => domain.checks.map(({ name }) => row({ conname: name, connamespace: namespace(domain.schema), conrelid: "0", contypid: domain.id, contype: "c" }))), row({ conname: { like: /_not_null\d*$/ }, contype: "n" }), row({ conname: { like: /^_?pg_|_domain_check$/ }, conrelid: "pg_catalog" })],
  pg_type: (database) => [...types(database), ...own({ typname: OWN_TYPE }, "typnamespace"), ...database.extensions.map(() => row({ typname: OWN_TYPE }))],
  pg_enum: ({ enums }) => enums.flatMap((type) => type.values.map(({ label }) => row({ enumtypid: type.id, enumlabel: label }))),
  pg_trigger: ({ objects }) => [...objects.filter(({ kind }) => kind === "trigger").map(({ name, on }) => row({ tgname: name, tgrelid: on, tgisinternal: false })), row({ tgname: { like: /^RI_ConstraintTrigger/ }, tgisinternal: true })],
  pg_policy: ({ objects }) => objects.filter(({ kind }) => kind === "policy").map(({ name, on }) => row({ polname: name, polrelid: on })),
  pg_policies: ({ objects, tables }) => objects.filter(({ kind }) => kind === "policy").map(({ name, on }) => {
    const table = tables.find(({ id }) => id === on);
    return row({ policyname: name, tablename: table?.name, schemaname: table?.schema });
  }),
  // A hosting provider may have put in others; of functions PostgreSQL has three thousand of its own.
  pg_extension: ({ extensions }) => [...extensions.map(({ name }) => row({ extname: name })), row({ extname: "plpgsql" }), row({})],
  pg_proc: ({ objects }) => [...objects.filter(({ kind }) => kind === "function" || kind === "procedure").map(({ id, name, schema }) => row({ oid: id, proname: name, pronamespace: schema && namespace(schema) })), ...own({}, "pronamespace"), row({})],
};

/** PostgreSQL's own, in its two schemas. */
function own(columns: Parameters<typeof row>[0], schema: string | undefined): Row[] {
  return ["pg_catalog", "information_schema", "pg_toast"].map((name) => row({ ...columns, [schema ?? "schemaname"]: schema === undefined ? name : namespace(name) }));
}

interface Relation {
  readonly id: string;
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
}

function relations(database: Database): Relation[] {
  return [
    ...database.tables.map((table) => ({ ...table, kind: table.partitionBy === undefined ? "r" : "p" })),
    ...database.views.map((view) => ({ ...view, kind: view.materialized ? "m" : "v" })),
    ...database.sequences.map((sequence) => ({ ...sequence, kind: "S" })),
    ...indexes(database).map(({ index, schema, partitioned }) => ({ id: index.id, name: index.name, schema, kind: partitioned ? "I" : "i" })),
    ...database.composites.map((type) => ({ ...type, id: `relation of ${type.id}`, kind: "c" })),
  ];
}

function indexes({ tables, views }: Database): { readonly index: Index; readonly id: string; readonly schema: string; readonly relation: string; readonly partitioned: boolean }[] {
  const of = ({ id, schema, name, indexes: owned }: Pick<Table, "id" | "schema" | "name" | "indexes">, partitioned: boolean) => owned.map((index) => ({ index, id, schema, relation: name, partitioned }));
  return [...tables.flatMap((table) => of(table, table.partitionBy !== undefined)), ...views.flatMap((view) => of(view, false))];
}

function attributes(table: Table): Row[] {
  const known = table.columns.map(({ name, notNull }) => row({ attrelid: table.id, attname: name, attisdropped: false, attnotnull: notNull }));
  return table.columnsUnknown ? [...known, row({ attrelid: table.id })] : known;
}

const CONTYPES: Readonly<Record<Constraint["kind"], string>> = { primaryKey: "p", unique: "u", foreignKey: "f", check: "c", exclusion: "x" };

function constraintRow(table: Table, constraint: Constraint): Row {
  const { name, validated, kind } = constraint;
  const confrelid = constraint.kind === "foreignKey" ? constraint.references.table : "0";
  return row({ oid: constraint.id, conname: name, connamespace: namespace(table.schema), conrelid: table.id, contypid: "0", contype: CONTYPES[kind], convalidated: validated, confrelid });
}

/** A table and a view are types too, and each type has one of its arrays, called `_name`. */
function types(database: Database): Row[] {
  const named = [
    ...database.enums.map((type) => ({ ...type, kind: "e" })),
    ...database.domains.map((type) => ({ ...type, kind: "d" })),
    ...[...database.composites, ...database.tables, ...database.views].map((type) => ({ ...type, kind: "c" })),
    ...database.ranges.map((type) => ({ ...type, kind: type.range === undefined ? "r" : "m" })),
    ...database.baseTypes.map((type) => ({ ...type, kind: type.options ? "b" : "p" })),
  ];
  return named.flatMap(({ id, schema, name, kind }) => [
    row({ oid: id, typname: name, typnamespace: namespace(schema), typtype: kind }),
    row({ typname: `_${name}`, typnamespace: namespace(schema), typtype: "b" }),
  ]);
}
