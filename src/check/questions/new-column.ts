import { identifier, nameAt, NOWHERE } from "../../database/nowhere.js";
import { findColumn } from "../../database/lookup.js";
import type { Table } from "../../model/database.js";
import type { Writer } from "../../model/dialect.js";
import type { AlterColumnType } from "../../model/operation.js";

/** For help texts: SQL that puts a column of the new type beside the old one, fills it, and takes the old one away. */
export interface NewColumn {
  readonly add: string;
  readonly copy: string;
  readonly drop: string;
  /** The new column's name for `@map`. */
  readonly map: string;
}

export function columnBeside(operation: AlterColumnType, table: Table, sql: Writer): NewColumn {
  const old = operation.column.name;
  const name = findColumn(table, `${old}_new`) ? `${old}_new_2` : `${old}_new`;
  const [from, to] = [sql.identifier(old), sql.identifier(name)];
  return {
    add: `ALTER TABLE ${sql.name(table)} ADD COLUMN ${to} ${sql.type(operation.type)}`,
    copy: `UPDATE ${sql.name(table)} SET ${to} = ${operation.using?.sql ?? from} WHERE ${to} IS NULL AND ${from} IS NOT NULL`,
    drop: sql.statement({ kind: "dropColumn", span: NOWHERE, table: nameAt(table), column: identifier(old), ifExists: false, cascade: false }),
    map: JSON.stringify(name),
  };
}
