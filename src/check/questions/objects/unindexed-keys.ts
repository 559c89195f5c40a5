import { columnNames, findTable, tableById } from "../../../database/names/lookup.js";
import type { OwnedForeignKey } from "../../../database/dependents.js";
import { isUnshared } from "../../../database/questions.js";
import type { Database } from "../../../model/database.js";
import type { Place } from "../../../model/finding.js";
import type { CreateIndex } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import { indexCovering } from "../../../schema/schema-questions.js";
import type { SchemaReview } from "../../schema-review/schema-review.js";
import type { TableName } from "../declared/models.js";
import { newRelations } from "../declared/relations.js";
import { indexOn } from "../remedies/operations.js";
import { isIndexed } from "./foreign-keys.js";

/** A foreign key, or a relation of schema.prisma, whose columns no index begins with. */
export interface UnindexedKey {
  readonly table: TableName;
  readonly columns: readonly string[];
  readonly parent: { readonly schema?: string; readonly name: string };
  /** Live code works with the table. */
  readonly isInUse: boolean;
}

export const unindexedKey = ({ table, foreignKey }: OwnedForeignKey, { deployed }: Step, final: Database): UnindexedKey =>
  ({ table, columns: columnNames(table, foreignKey.columns), parent: tableById(final, foreignKey.references.table) ?? table, isInUse: !isUnshared(table, deployed) });

/** Of the relations that this change brings, with their places in schema.prisma. */
export function unindexedRelations(review: SchemaReview): { readonly key: UnindexedKey; readonly at: Place }[] {
  return newRelations(review).flatMap(({ model, relation: { columns, source, span }, name, table, parent }) =>
    (indexCovering(model, columns) || isIndexed(table, columns) ? [] : [{ key: { table: name, columns, parent: { name: parent }, isInUse: findTable(review.deployed, name) !== undefined }, at: { file: source.file, span } }]));
}

/** The index that it lacks: CONCURRENTLY while its table is in use, which is refused on a partitioned one. */
export const indexForKey = ({ table, columns, isInUse }: UnindexedKey, final: Database): CreateIndex => indexOn(table, columns, isInUse && findTable(final, table)?.partitionBy === undefined, final);
