import { findTable } from "../../../database/names/lookup.js";
import type { Table } from "../../../model/database.js";
import type { DeclaredModel, DeclaredRelation } from "../../../schema/declared-schema.js";
import type { SchemaReview } from "../../schema-review/schema-review.js";
import { isWithoutKey, type TableName } from "./models.js";

/** A side of a relation in schema.prisma that holds the foreign key's columns. */
export interface OwnedRelation {
  readonly model: DeclaredModel;
  readonly relation: DeclaredRelation;
  readonly name: TableName;
  /** At the end of the migrations; undefined where they have not made it yet. */
  readonly table: Table | undefined;
  /** The table that it references. */
  readonly parent: string;
}

/** What schema.prisma has of them and the base had not, or not in the same way: those that Prisma Client knows, and that the server has a key for or may still get one. */
export function newRelations(review: SchemaReview): OwnedRelation[] {
  const { models } = review.declared;
  return models.filter(({ isIgnored }) => !isIgnored).flatMap((model) => model.relations.flatMap((relation) => {
    if (relation.kind !== "owning" || !review.isNew(relation)) return [];
    const name = { schema: model.schema ?? review.defaultSchema, name: model.table };
    const table = findTable(review.final, name);
    if (isWithoutKey(relation, table, review)) return [];
    return [{ model, relation, name, table, parent: models.find((other) => other.name === relation.target)?.table ?? relation.target }];
  }));
}

/** The base has it with the same action on delete: another part of it was changed. */
export const hadSameDelete = ({ model, relation }: OwnedRelation, review: SchemaReview): boolean =>
  review.atBase(model)?.relations.some((known) => known.actions?.onDelete === relation.actions?.onDelete && known.target === relation.target && known.columns.join() === relation.columns.join()) === true;
