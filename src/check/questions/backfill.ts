import { hasServerDefault, isUnshared } from "../../database/questions.js";
import { parents } from "../../database/inheritance.js";
import { findColumn, findTable } from "../../database/lookup.js";
import type { Column, Database, Table } from "../../model/database.js";
import type { ChangeData, MayBeNull } from "../../model/operation.js";
import type { Step } from "../../model/step.js";

/**
 * What the steps, in their order, leave of the NULLs of a column: `all` when they do not touch it, `none` when a statement fills every row that could hold one,
 * `some` when it depends on the rows, `unknown` after a statement that is not understood.
 */
export function nullsLeft(column: Column, table: Table, steps: readonly Step[]): "all" | "some" | "none" | "unknown" {
  let left: "all" | "some" = "all";
  for (const step of steps) {
    const { operation, before } = step;
    if (operation.kind === "opaque" && (operation.mayFill === true || operation.mayChangeSchema)) return "unknown";
    const then = before.tables.find(({ id }) => id === table.id)?.columns.find(({ id }) => id === column.id);
    if (operation.kind === "changeData" && then && reaches(operation, table, before)) {
      const filled = fills(operation, then, table, before);
      if (filled === "all") return "none";
      if (filled === "some") left = "some";
    }
    // What a USING makes of NULLs is known only where it is left out.
    if (operation.kind === "alterColumnType" && operation.using && operation.column.name === then?.name && findTable(before, operation.table)?.id === table.id && /\b(?:coalesce|case)\b/i.test(operation.using.sql)) return "unknown";
  }
  return left;
}

/** The statement is about this table, or about one whose rows are in it. */
function reaches({ table: name, only }: ChangeData, table: Table, before: Database): boolean {
  const written = findTable(before, name);
  return written !== undefined && (written.id === table.id || (only !== true && ancestors(table, before).has(written.id)));
}

function ancestors(table: Table, database: Database): Set<string> {
  const found = new Set<Table>([table]);
  // A set gives what is added to it while it is walked, too.
  for (const each of found) for (const parent of parents(database, each)) found.add(parent);
  return new Set([...found].map(({ id }) => id));
}

function fills(operation: ChangeData, column: Column, table: Table, before: Database): "all" | "some" | undefined {
  const rows = rowsReached(operation, column, before);
  switch (operation.command) {
    case "truncate": return undefined;
    case "delete": return rows === "all" ? "all" : undefined;
    // Into a deployed table they only put new rows.
    case "insert":
    case "copy": return operation.columns.length === 0 || operation.columns.includes(column.name) ? "some" : undefined;
    case "merge": return operation.columns.includes(column.name) ? "some" : undefined;
    case "update": {
      const assigned = operation.assigns?.find((assignment) => assignment.column === column.name)?.isNull;
      if (assigned === undefined || assigned === "always") return undefined;
      return rows === "all" && (operation.joins === true || givesValue(assigned, column, table, before)) ? "all" : "some";
    }
  }
}

/** All rows that hold NULL in the column, or some of them. */
function rowsReached({ joins, where, reads, table: written }: ChangeData, column: Column, before: Database): "all" | "some" {
  // Joined with nothing but itself, as in WITH … AS (SELECT … FROM "t") UPDATE "t" … FROM …, each row meets itself.
  if (joins === true) return reads.length > 0 && reads.every((read) => findTable(before, read)?.id === findTable(before, written)?.id) ? "all" : "some";
  if (!where) return "all";
  const sql = where.sql.replace(/[\s()]+/g, " ").trim();
  if (/^(?:true|1 = 1)$/i.test(sql)) return "all";
  const name = column.name.replace(/[.*+?^${}|[\]\\]/g, "\\$&");
  const isNull = new RegExp(`(?:^|[^\\w"])"?${name}"? ?(?:is null|isnull|is distinct from)\\b`, "i");
  return isNull.test(sql) && !/\band\b/i.test(sql) ? "all" : "some";
}

function givesValue(value: MayBeNull, column: Column, table: Table, before: Database): boolean {
  if (value === "default") return hasServerDefault(column, before);
  if (typeof value === "string") return false;
  const now = findTable(before, table) ?? table;
  return value.every((path) => findColumn(now, path.at(-1) ?? "")?.notNull === true);
}

/** ADD COLUMN gave the rows a value that is not NULL, in a migration that is not deployed yet. */
export function cameWithValue(column: Column, table: Table, deployed: Database): boolean {
  const isNew = !isUnshared(table, deployed) && !deployed.tables.some(({ columns }) => columns.some(({ id }) => id === column.id));
  return isNew && column.initial !== undefined && column.initial !== null && column.initial.literal !== null;
}
