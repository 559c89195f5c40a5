import type { Column, Constraint, Database, EnumType, Index, ObjectId, Sequence, Table, View } from "../../model/database.js";
import type { DatabaseObject } from "../../model/database-objects.js";
import type { Name } from "../../model/name.js";
import { mayHave } from "./known-names.js";

/** The schema that every new database has. */
export const FIRST_PUBLIC: ObjectId = "initial#public";

export const emptyDatabase = (defaultSchema: string): Database => ({
  schemas: [...new Set(["public", defaultSchema])].map((name) => ({ id: `initial#${name}`, name })),
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
  searchPath: [defaultSchema],
  settings: [],
  unknown: [],
});

interface Named {
  readonly schema: string;
  readonly name: string;
}

/** As PostgreSQL looks a name up: in its schema, or in the first schema of the search path that has it. */
export function find<T extends Named>(objects: readonly T[], database: Database, { schema, name }: Name): T | undefined {
  // What was made last is asked for most.
  if (schema !== undefined) return objects.findLast((object) => object.name === name && object.schema === schema);
  for (const place of ["pg_temp", ...database.searchPath]) {
    const found = objects.findLast((object) => object.name === name && object.schema === place);
    if (found) return found;
  }
  return undefined;
}

export const findTable = (database: Database, name: Name): Table | undefined => (mayHave(database.tables, name.name) ? find(database.tables, database, name) : undefined);
export const findEnum = (database: Database, name: Name): EnumType | undefined => find(database.enums, database, name);
export const findSequence = (database: Database, name: Name): Sequence | undefined => (mayHave(database.sequences, name.name) ? find(database.sequences, database, name) : undefined);
export const findView = (database: Database, name: Name): View | undefined => find(database.views, database, name);

/** Kept as text: nothing is known but its name. */
export const findForeignTable = (database: Database, name: Name): (DatabaseObject & Named) | undefined =>
  find(database.objects.flatMap((object) => (object.kind === "foreign table" && object.schema !== undefined ? [{ ...object, schema: object.schema }] : [])), database, name);

export const tableById = ({ tables }: Database, id: ObjectId): Table | undefined => (mayHave(tables, id) ? tables.findLast((table) => table.id === id) : undefined);
export const columnById = (table: Table, id: ObjectId): Column | undefined => table.columns.find((column) => column.id === id);
export const indexById = (table: Table, id: ObjectId): Index | undefined => table.indexes.find((index) => index.id === id);
/** For many of them: each alone is found sooner without it. */
export const columnsByName = (table: Table): ReadonlyMap<string, Column> => new Map(table.columns.map((column) => [column.name, column]));
export const findColumn = (table: Table, name: string): Column | undefined => table.columns.find((column) => column.name === name);
export const findConstraint = (table: Table, name: string): Constraint | undefined => table.constraints.find((constraint) => constraint.name === name);

/** A view's columns have no ids of their own: their place in it, which no rename changes. */
export const viewColumnId = (view: View, at: number): ObjectId => `${view.id}/${at}`;

/** The name that it has now; undefined for the id of anything else. */
export function viewColumnName(database: Database, id: ObjectId): string | undefined {
  const [, owner, at] = /^(.*#\d+\.\d+)\/(\d+)$/s.exec(id) ?? [];
  return owner === undefined ? undefined : database.views.find((view) => view.id === owner)?.columns[Number(at)];
}

/** An index and what it is on: a table or a materialised view, whose schema is the index's. */
export type IndexPlace = { readonly index: Index } & ({ readonly table: Table; readonly view?: undefined } | { readonly view: View; readonly table?: undefined });

export function findIndex(database: Database, { schema, name }: Name): IndexPlace | undefined {
  const schemas = schema === undefined ? ["pg_temp", ...database.searchPath] : [schema];
  for (const place of schemas) {
    for (const table of mayHave(database.tables, name) ? database.tables : []) {
      if (table.schema !== place) continue;
      const index = table.indexes.find((candidate) => candidate.name === name);
      if (index) return { table, index };
    }
    for (const view of database.views) {
      if (view.schema !== place) continue;
      const index = view.indexes.find((candidate) => candidate.name === name);
      if (index) return { view, index };
    }
  }
  return undefined;
}

/** Schema of the relation (table, view, sequence or index) that this name means; undefined when there is none. */
export function relationSchema(database: Database, name: Name): string | undefined {
  const relation = findTable(database, name) ?? findView(database, name) ?? findSequence(database, name) ?? findForeignTable(database, name);
  if (relation) return relation.schema;
  const place = findIndex(database, name);
  return place && (place.table ?? place.view).schema;
}

/** Tables, views, sequences and indexes share one namespace in each schema. */
export const relationExists = (database: Database, schema: string, name: string): boolean => relationSchema(database, { schema, name }) !== undefined;

/** Whether a constraint has this name anywhere in the schema: PostgreSQL makes up names that are new there (source: ChooseConstraintName). */
export const constraintNameTaken = (database: Database, schema: string, name: string): boolean =>
  mayHave(database.tables, name) && database.tables.some((table) => table.schema === schema && constraintNames(table).has(name));

/** By table, which is another object after each change. */
const namesOf = new WeakMap<Table, ReadonlySet<string>>();

function constraintNames(table: Table): ReadonlySet<string> {
  const known = namesOf.get(table);
  if (known) return known;
  const names = new Set(table.constraints.map(({ name }) => name));
  for (const { notNullConstraint } of table.columns) if (notNullConstraint) names.add(notNullConstraint.name);
  namesOf.set(table, names);
  return names;
}

/** Where an unqualified CREATE puts its object: the first schema of the search path that exists. */
export const creationSchema = (database: Database): string | undefined => database.searchPath.find((name) => database.schemas.some((schema) => schema.name === name));

export const hasSchema = (database: Database, name: string): boolean => name === "pg_temp" || database.schemas.some((schema) => schema.name === name);

/** Names of a table's columns by id, in the order given; columns that are gone are left out. */
export function columnNames(table: Table, ids: readonly ObjectId[]): string[] {
  const names: string[] = [];
  for (const id of ids) {
    const column = columnById(table, id);
    if (column) names.push(column.name);
  }
  return names;
}
