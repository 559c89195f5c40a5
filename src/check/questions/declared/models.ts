import { foreignKeysOf } from "../../../database/dependents.js";
import { columnNames } from "../../../database/names/lookup.js";
import type { ForeignKey, Table } from "../../../model/database.js";
import type { Step } from "../../../model/step.js";
import type { DeclaredField } from "../../../schema/declared-field.js";
import type { DeclaredModel, DeclaredRelation, DeclaredSchema } from "../../../schema/declared-schema.js";
import { fieldOfColumn, modelOfTable } from "../../../schema/schema-questions.js";
import type { SchemaReview } from "../../schema-review/schema-review.js";

export { indexCovering } from "../../../schema/schema-questions.js";

export interface TableName {
  readonly schema: string;
  readonly name: string;
}

export const modelOf = (declared: DeclaredSchema | undefined, review: SchemaReview, table: TableName): DeclaredModel | undefined =>
  declared && modelOfTable(declared, table, review.defaultSchema);

export function fieldOf(declared: DeclaredSchema | undefined, review: SchemaReview, table: TableName, column: string): DeclaredField | undefined {
  const model = modelOf(declared, review, table);
  return model && fieldOfColumn(model, column);
}

/** Columns by their names in the model; those that it does not declare keep theirs. */
export const fieldNames = (model: DeclaredModel | undefined, columns: readonly string[]): string[] => columns.map((column) => (model && fieldOfColumn(model, column)?.name) ?? column);

/** schema.prisma of the code that runs while this step is deployed; undefined where it is not known, as for a migration that is deployed already. */
export const deployedSchema = (review: SchemaReview, { migration }: Step): DeclaredSchema | undefined => (migration.deployed ? undefined : review.base);

/** Prisma Client of this schema selects the column. Where there is no such schema to ask (no base), nothing speaks against it. */
export function stillDeclared(declared: DeclaredSchema | undefined, review: SchemaReview, table: TableName, column: string): boolean {
  if (!declared) return true;
  const model = modelOf(declared, review, table);
  const field = model && fieldOfColumn(model, column);
  return field !== undefined && !field.isIgnored && !model?.isIgnored;
}

/**
 * Where all is reviewed, a relation whose foreign key the migrations left out, or dropped: the server knows nothing of it. What only a change of schema.prisma asks
 * for may still come.
 */
export function isWithoutKey({ columns }: DeclaredRelation, table: Table | undefined, review: SchemaReview): boolean {
  if (!review.all || !table || review.declared.datasource?.relationMode === "prisma") return false;
  return !foreignKeysOf(table).some((key) => columnNames(table, key.columns).join() === columns.join());
}

/** The relation of schema.prisma, as it is now, that this foreign key stands for: the same columns, of the same table. */
export const relationOfKey = (review: SchemaReview, table: Table, { columns }: ForeignKey): DeclaredRelation | undefined =>
  modelOf(review.declared, review, table)?.relations.find((relation) => relation.kind === "owning" && relation.columns.join() === columnNames(table, columns).join());

/** Prisma Client of this schema knows the table. */
export function stillModelled(declared: DeclaredSchema | undefined, review: SchemaReview, table: TableName): boolean {
  if (!declared) return true;
  const model = modelOf(declared, review, table);
  if (model) return !model.isIgnored;
  return declared.joinTables.some((join) => join.table === table.name);
}
