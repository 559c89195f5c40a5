import type { Column, Table } from "../../../model/database.js";
import type { Migration } from "../../../model/migration.js";
import type { Operation } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";

/**
 * Earlier in this migration the table got a required column without a value for the rows that were there, and no row since: with a single one the migration
 * would not have come this far.
 */
export const isProvedEmpty = (table: Table, { migration }: Pick<Step, "migration">): boolean =>
  table.columns.some((column) => {
    const at = requiredAt(column, migration);
    return at !== undefined && !table.changedBy.some((changed) => mayPutRowsIn(changed, at, migration));
  });

/** Index of the statement that added the column NOT NULL, and NULL is all that it could have given to rows. */
function requiredAt({ id, name, notNull, initial }: Column, migration: Migration): number | undefined {
  const at = statementOf(id, migration);
  if (at === undefined || !notNull || (initial !== null && initial?.literal !== null)) return undefined;
  const operations = migration.script.statements[at]?.operations ?? [];
  const isRequired = (operation: Operation): boolean =>
    (operation.kind === "addColumn" && operation.column.name.name === name && operation.column.notNull) ||
    (operation.kind === "addConstraint" && operation.constraint.kind === "primaryKey" && operation.constraint.columns.some((column) => column.name === name));
  return operations.some(isRequired) ? at : undefined;
}

function mayPutRowsIn(changed: string, since: number, migration: Migration): boolean {
  const at = statementOf(changed, migration);
  const operations = at === undefined || at <= since ? [] : (migration.script.statements[at]?.operations ?? []);
  return operations.some((operation) => operation.kind !== "changeData" || (operation.command !== "update" && operation.command !== "delete"));
}

/** Of an object's id or a statement's name, `<migration>#<statement>…`, where it is of this migration. */
function statementOf(id: string, { name }: Migration): number | undefined {
  const number = id.startsWith(`${name}#`) ? Number.parseInt(id.slice(name.length + 1), 10) : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}
