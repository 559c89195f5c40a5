import { nameAt, NOWHERE } from "../../../database/recreate/nowhere.js";
import { findColumn, findTable } from "../../../database/names/lookup.js";
import type { Table } from "../../../model/database.js";
import type { Writer } from "../../../model/dialect.js";
import type { Environment } from "../../../model/environment.js";
import type { AddColumn } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import { inCode } from "../findings/wording.js";
import { notNullSeries } from "../remedies/not-null-series.js";

/** ADD COLUMN of the type alone, which writes no row anew. */
export function plainColumn({ table, column }: AddColumn): AddColumn {
  const { notNullConstraint: _, ...rest } = column;
  return {
    kind: "addColumn", span: NOWHERE, table: nameAt(table), ifNotExists: false,
    column: { ...rest, notNull: false, default: undefined, serial: false, identity: undefined, identityOptions: undefined, generated: undefined },
  };
}

/** For a help text, where the new column is NOT NULL: how to get there once its rows are filled. Empty where it is not. */
export function requiredLater({ operation, after }: Step<AddColumn>, table: Table, environment: Pick<Environment, "serverVersion">, sql: Writer): string {
  const { name } = operation.column.name;
  const made = findTable(after, operation.table);
  if (!made || findColumn(made, name)?.notNull !== true) return "";
  const { guard, prove } = notNullSeries(table, name, after, environment, sql);
  return ` Then make it required: ${inCode([sql.statement(guard)])} In the next migration: ${inCode(prove.map((each) => sql.statement(each)))}`;
}
