import { foreignKeysOf, type OwnedForeignKey } from "../../../database/dependents.js";
import { columnNames, findColumn, findIndex, findTable, tableById } from "../../../database/names/lookup.js";
import { coveringIndex, foreignKeyById } from "../../../database/questions.js";
import type { Database, Table } from "../../../model/database.js";
import type { AddConstraint, DropIndex } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";

/** The foreign key that a step adds, as `final` has it; undefined where that does not have it any more, or the step adds none. */
export function keptForeignKey({ operation, before, after }: Step<AddConstraint>, final: Database): OwnedForeignKey | undefined {
  if (operation.constraint.kind !== "foreignKey" || before === after) return undefined;
  const made = findTable(after, operation.table)?.constraints.at(-1);
  return made && foreignKeyById(final, made.id);
}

/** Those of the live database from the same columns to the same table: Prisma drops a key and makes it again to change a part of it. */
export function deployedLikes({ table, foreignKey }: OwnedForeignKey, deployed: Database): readonly OwnedForeignKey[] {
  const live = tableById(deployed, table.id);
  const alike = live ? foreignKeysOf(live).filter((key) => key.references.table === foreignKey.references.table && key.columns.join() === foreignKey.columns.join()) : [];
  return live ? alike.map((key) => ({ table: live, foreignKey: key })) : [];
}

/** The foreign key that a step adds, if `final` has it and no index for it. One that is made again as the live database has it is no slower than before. */
export function addedWithoutIndex(step: Step<AddConstraint>, final: Database): OwnedForeignKey | undefined {
  const kept = keptForeignKey(step, final);
  if (!kept || coveringIndex(kept.table, kept.foreignKey.columns)) return undefined;
  return deployedLikes(kept, step.deployed).some(({ table, foreignKey }) => !coveringIndex(table, foreignKey.columns)) ? undefined : kept;
}

/** Foreign keys that the dropped index served, and that have none in `final`. */
export function leftWithoutIndex({ operation, before, after }: Step<DropIndex>, final: Database): OwnedForeignKey[] {
  const place = findIndex(before, operation.name);
  if (!place?.table || before === after) return [];
  const alone = { ...place.table, indexes: [place.index] };
  return foreignKeysOf(place.table).flatMap((foreignKey) => {
    const kept = foreignKeyById(final, foreignKey.id);
    return kept && !coveringIndex(kept.table, foreignKey.columns) && coveringIndex(alone, foreignKey.columns) ? [kept] : [];
  });
}

/** The table has all these columns, and an index that finds rows by them. */
export function isIndexed(table: Table | undefined, columns: readonly string[]): boolean {
  const ids = table ? columns.flatMap((column) => findColumn(table, column)?.id ?? []) : [];
  return table !== undefined && ids.length === columns.length && coveringIndex(table, ids) !== undefined;
}

/** A key over exactly these columns that deletes its rows with their parent's. */
export const cascadesOver = (table: Table, columns: readonly string[]): boolean =>
  foreignKeysOf(table).some((key) => key.onDelete === "cascade" && columnNames(table, key.columns).join() === columns.join());
