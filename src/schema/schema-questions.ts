import type { DeclaredField } from "./declared-field.js";
import type { DeclaredJoinTable, DeclaredKey, DeclaredModel, DeclaredRelation, DeclaredSchema } from "./declared-schema.js";

export interface TableName {
  /** Undefined means the connection's default schema. */
  readonly schema: string | undefined;
  readonly name: string;
}

/** `defaultSchema` is where models without `@@schema` live: `?schema=` of the URL, else `public`. */
export function modelOfTable(schema: DeclaredSchema, table: TableName, defaultSchema = "public"): DeclaredModel | undefined {
  return schema.models.find((model) => isTable(model, table, defaultSchema));
}

export function viewOfTable(schema: DeclaredSchema, table: TableName, defaultSchema = "public"): DeclaredModel | undefined {
  return schema.views.find((view) => isTable(view, table, defaultSchema));
}

export function joinTableOfTable(
  schema: DeclaredSchema,
  table: TableName,
  defaultSchema = "public",
): DeclaredJoinTable | undefined {
  return schema.joinTables.find((joinTable) => isTable(joinTable, table, defaultSchema));
}

export function modelNamed(schema: DeclaredSchema, name: string): DeclaredModel | undefined {
  return schema.models.find((model) => model.name === name);
}

export function fieldNamed(model: DeclaredModel, name: string): DeclaredField | undefined {
  return model.fields.find((field) => field.name === name);
}

/** Relation fields are no columns and are never found. */
export function fieldOfColumn(model: DeclaredModel, column: string): DeclaredField | undefined {
  return model.fields.find((field) => field.column === column && field.kind !== "relation");
}

/** Primary key, unique keys and indexes. */
export function keysOf(model: DeclaredModel): readonly DeclaredKey[] {
  return [...(model.id ? [model.id] : []), ...model.uniques, ...model.indexes];
}

/** The key whose name in the database is `name`. */
export function keyOfDatabaseName(model: DeclaredModel, name: string): DeclaredKey | undefined {
  return keysOf(model).find((key) => key.databaseName === name);
}

/** The relation whose foreign key has this name in the database. */
export function relationOfForeignKey(model: DeclaredModel, name: string): DeclaredRelation | undefined {
  return model.relations.find((relation) => relation.databaseName === name);
}

/**
 * The first key that finds rows by equality of all these columns: it begins with one of them and has the others. Only BTree,
 * and Hash for a single column. A partial index counts where it leaves out no more than nulls of these very columns,
 * which no equality finds.
 */
export function indexCovering(model: DeclaredModel, columns: readonly string[]): DeclaredKey | undefined {
  return columns.length === 0 ? undefined : keysOf(model).find((key) => covers(key, columns));
}

function covers(key: DeclaredKey, columns: readonly string[]): boolean {
  if (key.kind === "fulltext" || key.fields.length < columns.length) return false;
  if (key.type === "Hash" ? columns.length > 1 : key.type !== undefined && key.type !== "BTree") return false;
  if (key.where !== undefined) {
    const { notNullColumns } = key.where;
    if (notNullColumns === undefined || !notNullColumns.every((column) => columns.includes(column))) return false;
  }
  const [first, ...others] = key.fields.map((field) => field.column);
  return first !== undefined && columns.includes(first) && columns.every((column) => column === first || others.includes(column));
}

function isTable(
  declared: { readonly table: string; readonly schema: string | undefined },
  table: TableName,
  defaultSchema: string,
): boolean {
  return declared.table === table.name && (declared.schema ?? defaultSchema) === (table.schema ?? defaultSchema);
}
