import { foreignKeysOf, heirs } from "../../../../database/dependents.js";
import { columnById, tableById } from "../../../../database/names/lookup.js";
import { isEmptied, isEmpty } from "../../../../database/questions.js";
import { currentType, renderExpression } from "../../../../database/render.js";
import type { BoundExpression, Column, Database, Table } from "../../../../model/database.js";
import { quoteIdentifier as quote } from "../../naming.js";
import { sqlType } from "../../types.js";
import { qualifiedName } from "../../write/names.js";
import { isLive, withAncestors } from "../relations.js";

/** An operation between its two databases, and the live one, whose rows it will meet. */
export interface Meeting {
  readonly before: Database;
  readonly after: Database;
  readonly deployed: Database;
  /** Major version of the server, where it is known. */
  readonly version: number | undefined;
}

/** No session but this one can have put rows into it, and none of these migrations did. */
export const holdsNoRows = (table: Table, { before, deployed }: Meeting): boolean => isEmpty(table, deployed) || isEmptied(table, before) || !isLive(table);

/**
 * An item of FROM that gives, on the deployed database, the rows that the table will have just before the operation, under the names of that moment:
 * columns that the migrations add hold their first value. Undefined when what happens on the way decides.
 */
export function liveRows(table: Table, columns: readonly Column[], meeting: Meeting, { own = false } = {}): string | undefined {
  const live = tableById(meeting.deployed, table.id);
  if (!live || mayHaveChanged(table, meeting)) return undefined;
  const from = `${own && table.partitionBy === undefined && heirs(meeting.before, table).length > 0 ? "ONLY " : ""}${qualifiedName(live)}`;
  const values = columns.map((column) => liveValue(column, live, meeting));
  if (values.every((value, at) => value === quote(columns[at]?.name ?? ""))) return from;
  // Expressions may name others than those that are asked for.
  const items = table.columns.flatMap((column) => {
    const value = liveValue(column, live, meeting);
    return value === undefined ? [] : [`${value} AS ${quote(column.name)}`];
  });
  return values.includes(undefined) ? undefined : `(SELECT ${items.join(", ")} FROM ${from}) AS ${quote(table.name)}`;
}

/** What every row holds in a column that is new to the live database: SQL, null for NULL; undefined where that is not known. */
export function newValue(table: Table, column: Column, meeting: Meeting): string | null | undefined {
  const live = tableById(meeting.deployed, table.id);
  if (!live || columnById(live, column.id) || mayHaveChanged(table, meeting)) return undefined;
  const { initial } = column;
  if (initial === undefined) return undefined;
  if (initial === null || initial.literal === null) return null;
  return initial.literal === undefined ? undefined : renderExpression(initial, meeting.before, quote);
}

/** A condition over a table's columns, as SQL on `liveRows`. Undefined: it needs a function or type that the live database does not have, or has by another name. */
export function liveCondition(expression: BoundExpression, { after, deployed }: Meeting): string | undefined {
  const sql = renderExpression(expression, after, quote);
  const others = expression.references.filter(({ kind }) => kind !== "column");
  const live = [...deployed.objects, ...deployed.enums, ...deployed.domains, ...deployed.composites, ...deployed.ranges, ...deployed.baseTypes, ...deployed.tables, ...deployed.sequences];
  if (!others.every(({ target }) => live.some(({ id }) => id === target))) return undefined;
  return others.length === 0 || sql === renderExpression(expression, { ...deployed, tables: after.tables }, quote) ? sql : undefined;
}

function liveValue(column: Column, live: Table, meeting: Meeting): string | undefined {
  const there = columnById(live, column.id);
  if (there) return isSameType(there, column) ? quote(there.name) : undefined;
  const table = tableById(meeting.before, live.id);
  const value = table && newValue(table, column, meeting);
  if (value === undefined) return undefined;
  const { userType } = column.type;
  const type = sqlType(currentType(column.type, userType === undefined ? meeting.before : meeting.deployed));
  const isThere = userType === undefined || [...meeting.deployed.enums, ...meeting.deployed.domains].some(({ id }) => id === userType);
  if (value === null) return isThere ? `NULL::${type}` : "NULL";
  return isThere ? `(${value})::${type}` : undefined;
}

const isSameType = ({ type: a }: Column, { type: b }: Column): boolean => a === b || (a.userType === b.userType && a.name === b.name && a.array === b.array && a.modifiers.join() === b.modifiers.join());

/** Rows that were written since: by statements, through foreign keys, or by what is not understood. */
function mayHaveChanged(table: Table, { before, deployed }: Meeting): boolean {
  if (before.unknown.length > deployed.unknown.length) return true;
  const changed = before.tables.filter((each) => each.changedBy.length !== (tableById(deployed, each.id)?.changedBy.length ?? 0));
  if (changed.length === 0) return false;
  // What a trigger or rule does is not known.
  if (changed.some((each) => before.objects.some(({ kind, on }) => on === each.id && (kind === "trigger" || kind === "rule")))) return true;
  const reached = new Set<string>();
  const queue = [...changed];
  for (let next = queue.pop(); next; next = queue.pop()) {
    for (const each of [...withAncestors(before, next), ...heirs(before, next)]) {
      if (reached.has(each.id)) continue;
      reached.add(each.id);
      queue.push(...before.tables.filter((child) => foreignKeysOf(child).some(({ references }) => references.table === each.id)));
    }
  }
  return reached.has(table.id);
}
