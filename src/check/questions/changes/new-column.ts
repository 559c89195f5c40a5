import { identifier, nameAt, NOWHERE } from "../../../database/recreate/nowhere.js";
import { findColumn, tableById } from "../../../database/names/lookup.js";
import { foreignKeysTo, goesWithColumn } from "../../../database/questions.js";
import type { Database, ObjectId, Table } from "../../../model/database.js";
import type { Writer } from "../../../model/dialect.js";
import type { AlterColumnType } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import { inCode, listed } from "../findings/wording.js";

/** For help texts: SQL that puts a column of the new type beside the old one, fills it, and takes the old one away. */
export interface NewColumn {
  readonly add: string;
  readonly copy: string;
  /** A sentence. */
  readonly last: string;
  /** The new column's name for `@map`. */
  readonly map: string;
}

export function columnBeside({ operation, before, deployed }: Step<AlterColumnType>, table: Table, sql: Writer): NewColumn {
  const old = operation.column.name;
  const name = ["new", "new_2"].map((label) => sql.newName(old, [], label)).find((free) => !findColumn(table, free)) ?? old;
  const [from, to] = [sql.identifier(old), sql.identifier(name)];
  const drop = sql.statement({ kind: "dropColumn", span: NOWHERE, table: nameAt(table), column: identifier(old), ifExists: false, cascade: false });
  const column = findColumn(table, old)?.id ?? "";
  const live = tableById(deployed, table.id);
  // Prisma drops a primary key before the change of type, and makes it again after it.
  const onIt = [...new Set([...(live ? standsOn(live, column, deployed) : []), ...standsOn(table, column, before)])];
  return {
    add: `ALTER TABLE ${sql.name(table)} ADD COLUMN ${to} ${sql.type(operation.type)}`,
    copy: `UPDATE ${sql.name(table)} SET ${to} = ${operation.using?.sql ?? from} WHERE ${to} IS NULL AND ${from} IS NOT NULL`,
    last: onIt.length > 0 ? `Build what stands on the old column (${listed(onIt)}) over the new one too, indexes CONCURRENTLY and constraints NOT VALID first. After the rollout, in a new migration, drop the old column.` : `After the rollout, in a new migration: ${inCode([drop])}`,
    map: JSON.stringify(name),
  };
}

/** Names of the indexes and constraints that go with the column, and of the foreign keys of others that point to it. */
function standsOn(table: Table, column: ObjectId, before: Database): string[] {
  const { indexes, constraints } = goesWithColumn(table, column);
  const keys = foreignKeysTo(before, table.id).filter(({ foreignKey }) => foreignKey.references.columns.includes(column)).map(({ foreignKey }) => foreignKey.name);
  return [...new Set([...constraints, ...indexes, ...keys])];
}
