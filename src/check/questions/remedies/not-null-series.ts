import { identifier, nameAt, NOWHERE } from "../../../database/recreate/nowhere.js";
import { findColumn, findConstraint, findTable } from "../../../database/names/lookup.js";
import type { Database, Table } from "../../../model/database.js";
import type { Writer } from "../../../model/dialect.js";
import type { Environment } from "../../../model/environment.js";
import type { AddConstraint, DropConstraint, Operation, SetNotNull } from "../../../model/operation.js";
import { validate } from "./constraints.js";

/** NOT NULL without a scan under ACCESS EXCLUSIVE. */
export interface NotNullSeries {
  /** From here on no new NULL comes in; nothing is read. */
  readonly guard: Operation;
  /** In a later transaction: reads the rows beside reads and writes, and ends as SET NOT NULL would. */
  readonly prove: readonly Operation[];
}

/** PostgreSQL 18 takes NOT NULL itself NOT VALID; before that a CHECK proves it. `after`: the database in which the column is NOT NULL. */
export function notNullSeries(table: Table, column: string, after: Database, { serverVersion }: Pick<Environment, "serverVersion">, sql: Writer): NotNullSeries {
  const made = findColumn(findTable(after, table) ?? table, column)?.notNullConstraint;
  if ((serverVersion.value ?? 0) >= 18 && made) {
    const guard: SetNotNull = { kind: "setNotNull", span: NOWHERE, table: nameAt(table), column: identifier(column), constraint: { name: identifier(made.name), noInherit: made.noInherit, notValid: true } };
    return { guard, prove: [validate(table, made.name)] };
  }
  const check = checkNotNull(table, column, sql);
  const required: SetNotNull = { kind: "setNotNull", span: NOWHERE, table: nameAt(table), column: identifier(column) };
  const drop: DropConstraint = { kind: "dropConstraint", span: NOWHERE, table: nameAt(table), name: check.name, ifExists: false, cascade: false };
  return { guard: check, prove: [validate(table, check.name.name), required, drop] };
}

type NamedCheck = AddConstraint & { readonly name: NonNullable<AddConstraint["name"]> };

function checkNotNull(table: Table, column: string, sql: Writer): NamedCheck {
  const quoted = sql.identifier(column);
  const names = [{ kind: "column" as const, path: [column], start: 0, end: quoted.length }];
  return {
    kind: "addConstraint", span: NOWHERE, table: nameAt(table), name: identifier(isNotNullName(table, column, sql)), inline: undefined,
    constraint: { kind: "check", expression: { sql: `${quoted} IS NOT NULL`, names, literal: undefined }, notValid: true, noInherit: false },
  };
}

/** Of a CHECK that a column is not NULL: no name of the table's constraints, nor of the same check of another column. Not `…_not_null`, which PostgreSQL 18 gives to NOT NULL itself. */
export function isNotNullName(table: Table, column: string, sql: Writer): string {
  const named = (name: string, number = ""): string => sql.newName(table.name, [name], `is_not_null${number}`);
  const isAnothers = (name: string): boolean => findConstraint(table, name) !== undefined || table.columns.some((other) => other.name !== column && named(other.name) === name);
  if (!isAnothers(named(column))) return named(column);
  // No two columns have the same place, and numbered names of one table differ from the others.
  return named(column, `_${table.columns.findIndex(({ name }) => name === column) + 1}`);
}
