import { hasServerDefault, isUnshared } from "../../../database/questions.js";
import { parents } from "../../../database/inheritance.js";
import { columnById, findColumn, findTable, tableById } from "../../../database/names/lookup.js";
import type { Column, Database, Table } from "../../../model/database.js";
import type { NameAt } from "../../../model/name.js";
import type { ChangeData, MayBeNull } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";

/**
 * What the steps, in their order, leave of the NULLs of a column: `all` when they do not touch it, `none` when a statement fills every row that could hold one,
 * `some` when it depends on the rows, `unknown` after a statement that is not understood.
 */
export function nullsLeft(column: Column, table: Table, steps: readonly Step[]): "all" | "some" | "none" | "unknown" {
  let left: "all" | "some" = "all";
  for (const step of steps) {
    const { operation, before, deployed } = step;
    if (operation.kind === "opaque" && (operation.mayFill === true || operation.mayChangeSchema)) return "unknown";
    const then = before.tables.find(({ id }) => id === table.id)?.columns.find(({ id }) => id === column.id);
    if (operation.kind === "changeData" && then && reaches(operation, table, before)) {
      const filled = fills(operation, then, table, { before, deployed });
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

interface Databases {
  readonly before: Database;
  readonly deployed: Database;
}

function fills(operation: ChangeData, column: Column, table: Table, { before, deployed }: Databases): "all" | "some" | undefined {
  const rows = rowsReached(operation, column, { before, deployed });
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
function rowsReached({ joins, where, reads, table: written }: ChangeData, column: Column, { before, deployed }: Databases): "all" | "some" {
  // Joined with nothing but itself, as in WITH … AS (SELECT … FROM "t") UPDATE "t" … FROM …, each row meets itself.
  if (joins === true) return reads.length > 0 && reads.every((read) => findTable(before, read)?.id === findTable(before, written)?.id) ? "all" : "some";
  if (!where) return "all";
  const sql = where.sql.replace(/[\s()]+/g, " ").trim();
  if (/^(?:true|1 = 1)$/i.test(sql)) return "all";
  const [, other] = /^(?:"?\w+"?\.)?"?(\w+)"? is not null$/i.exec(sql) ?? [];
  if (other !== undefined && wasRequired(other, written, { before, deployed })) return "all";
  const name = column.name.replace(/[.*+?^${}|[\]\\]/g, "\\$&");
  const isNull = new RegExp(`(?:^|[^\\w"])"?${name}"? ?(?:is null|isnull|is distinct from)\\b`, "i");
  return isNull.test(sql) && !/\band\b/i.test(sql) ? "all" : "some";
}

/** The live database has the column, and no row in which it is NULL; the migrations may have lifted that just before. */
function wasRequired(name: string, written: NameAt, { before, deployed }: Databases): boolean {
  const table = findTable(before, written);
  const column = table && findColumn(table, name);
  const live = table && tableById(deployed, table.id);
  return column !== undefined && live !== undefined && columnById(live, column.id)?.notNull === true;
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
