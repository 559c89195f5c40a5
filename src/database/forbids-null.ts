import type { BoundExpression, Column, ObjectId, Table } from "../model/database.js";

/** No new row of the table can hold NULL in the column: NOT NULL or a CHECK that says just this, both of which may be NOT VALID. */
export const forbidsNull = (table: Table, { id, notNull, notNullConstraint }: Column): boolean =>
  notNull || notNullConstraint !== undefined ||
  table.constraints.some((constraint) => constraint.kind === "check" && constraint.notEnforced !== true && saysNotNull(constraint.expression, id));

/** `"column" IS NOT NULL` and nothing else. */
export function saysNotNull({ sql, references }: BoundExpression, column: ObjectId): boolean {
  const [reference, ...others] = references;
  if (!reference || others.length > 0 || reference.target !== column) return false;
  return /^[\s(]*is\s+not\s+null[\s)]*$/i.test(`${sql.slice(0, reference.start)} ${sql.slice(reference.end)}`);
}
