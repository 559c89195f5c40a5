import { findColumn, findTable } from "../../../database/names/lookup.js";
import type { Table } from "../../../model/database.js";
import type { DeclaredField } from "../../../schema/declared-field.js";
import type { SchemaReview } from "../../schema-review/schema-review.js";

/** Required fields of deployed tables that schema.prisma has new, that no migration has made yet, and for which the database will have no value. */
export function requiredFieldsToCome(review: SchemaReview): { readonly table: Table; readonly field: DeclaredField }[] {
  return review.declared.models.filter(({ isIgnored }) => !isIgnored).flatMap((model) => {
    const name = { schema: model.schema ?? review.defaultSchema, name: model.table };
    const table = findTable(review.deployed, name);
    const final = findTable(review.final, name);
    if (!table || !final) return [];
    const isThere = ({ column }: DeclaredField): boolean => (findColumn(final, column) ?? findColumn(table, column)) !== undefined;
    const isWithoutValue = ({ kind, isRequired, default: { kind: origin } }: DeclaredField): boolean => kind !== "relation" && isRequired && (origin === "none" || origin === "prisma");
    return model.fields.filter((field) => isWithoutValue(field) && review.isNew(field) && !isThere(field)).map((field) => ({ table, field }));
  });
}
