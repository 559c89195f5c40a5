import { findColumn, findTable } from "../../../../database/names/lookup.js";
import { hasServerDefault } from "../../../../database/questions.js";
import type { PossibleFailure } from "../../../../model/effect.js";
import type { AddColumn, SetNotNull, ValidateConstraint } from "../../../../model/operation.js";
import { quoteIdentifier as quote } from "../../naming.js";
import { family, nameOf } from "../relations.js";
import { holdsNoRows, liveRows, newValue, type Meeting } from "./live-rows.js";
import { isProvenNotNull } from "../proofs/not-null.js";

/** ADD COLUMN … NOT NULL, also by its domain, without a value for the rows that are there. */
export function failingColumn(operation: AddColumn, meeting: Meeting): PossibleFailure[] {
  const table = findTable(meeting.before, operation.table);
  const added = findTable(meeting.after, operation.table);
  const column = added && findColumn(added, operation.column.name.name);
  if (!table || !column || findColumn(table, column.name) || holdsNoRows(table, meeting)) return [];
  const domain = meeting.after.domains.find(({ id }) => id === column.type.userType);
  const required = column.notNull || (domain?.notNull === true && !column.type.array);
  if (!required || hasServerDefault(column, meeting.after)) return [];
  const rows = liveRows(table, [], meeting, { own: operation.only === true });
  return [{ code: "23502", why: "rows that are there get no value for it", relation: nameOf(table), columns: [column.name], checkQuery: rows && `SELECT 1 FROM ${rows} LIMIT 1` }];
}

/** SET NOT NULL, and VALIDATE of a NOT NULL. */
/** SET NOT NULL, and VALIDATE CONSTRAINT of a NOT NULL that was NOT VALID. */
export function failingNotNull(operation: SetNotNull | ValidateConstraint, meeting: Meeting): PossibleFailure[] {
  const table = findTable(meeting.before, operation.table);
  const after = findTable(meeting.after, operation.table);
  const now = after?.columns.find((column) => (operation.kind === "setNotNull" ? column.name === operation.column.name : column.notNullConstraint?.name === operation.name.name));
  const column = table && now && findColumn(table, now.name);
  if (!table || !now?.notNull || !column || column.notNull || holdsNoRows(table, meeting)) return [];
  const proven = family(meeting.before, table).every((each) => isProvenNotNull(each, findColumn(each, column.name)?.id ?? ""));
  if (proven || typeof newValue(table, column, meeting) === "string") return [];
  const rows = liveRows(table, [column], meeting, { own: operation.only === true });
  return [{ code: "23502", why: "rows hold NULL in it", relation: nameOf(table), columns: [column.name], checkQuery: rows && `SELECT 1 FROM ${rows} WHERE ${quote(column.name)} IS NULL LIMIT 1` }];
}
