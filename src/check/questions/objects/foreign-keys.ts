import { foreignKeysOf, type OwnedForeignKey } from "../../../database/dependents.js";
import { findTable, tableById } from "../../../database/names/lookup.js";
import { foreignKeyById } from "../../../database/questions.js";
import type { Database } from "../../../model/database.js";
import type { AddConstraint } from "../../../model/operation.js";
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
