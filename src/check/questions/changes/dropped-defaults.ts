import { columnById, findColumn, findTable, tableById } from "../../../database/names/lookup.js";
import { hasServerDefault } from "../../../database/questions.js";
import type { Column, Table } from "../../../model/database.js";
import type { DropDefault } from "../../../model/operation.js";
import type { ReplayedMigration, Step } from "../../../model/step.js";
import type { SchemaReview } from "../../schema-review/schema-review.js";
import { deployedSchema, fieldOf } from "../declared/models.js";
import { isDone } from "../locks/live-table.js";

/** A column that stays required and whose default, which inserts of the running code rely on, is gone when the migration ends. */
export interface DroppedDefault {
  readonly step: Step<DropDefault>;
  /** Right before. */
  readonly table: Table;
  readonly column: Column;
  /** When the migration ends. */
  readonly left: Table;
  readonly now: Column;
  /** Why the inserts do not name it: the running code does not know it, or leaves it to the database. */
  readonly unsent: "unknown" | "generated";
}

export function droppedDefaults({ steps, after: end }: ReplayedMigration, review: SchemaReview): DroppedDefault[] {
  return steps.flatMap((step) => {
    const { operation, before, effect } = step;
    if (operation.kind !== "dropDefault" || !isDone(step)) return [];
    const table = findTable(before, operation.table);
    const column = table && findColumn(table, operation.column.name);
    const left = table && tableById(end, table.id);
    const now = left && column && columnById(left, column.id);
    if (!table || !column || !left || !now?.notNull || hasServerDefault(now, end)) return [];
    if (!effect.breaks.some((broken) => broken.code === "23502" && broken.column === column.name)) return [];
    const unsent = whyUnsent(step, table, column, review);
    return unsent ? [{ step: { ...step, operation }, table, column, left, now, unsent }] : [];
  });
}

function whyUnsent(step: Step, table: Table, column: Column, review: SchemaReview): "unknown" | "generated" | undefined {
  const live = tableById(step.deployed, table.id);
  const known = live && columnById(live, column.id);
  if (!known) return "unknown";
  const declared = deployedSchema(review, step);
  if (declared) {
    const field = fieldOf(declared, review, live, known.name);
    if (!field || field.isIgnored) return "unknown";
    return ["dbgenerated", "autoincrement", "sequence"].includes(field.default.kind) ? "generated" : undefined;
  }
  // Constants and the time are sent by Prisma Client, also where the schema of that time is not known.
  const { literal, sql } = column.default ?? { literal: null, sql: "" };
  return literal === undefined && !/^(?:current_timestamp(?:\(\d\))?|now\(\))$/i.test(sql.trim()) ? "generated" : undefined;
}
