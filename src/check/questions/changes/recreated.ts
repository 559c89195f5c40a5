import { findColumn, findTable, tableById } from "../../../database/names/lookup.js";
import { isDeployedColumn } from "../../../database/questions.js";
import type { Column, Table } from "../../../model/database.js";
import type { Writer } from "../../../model/dialect.js";
import type { AddColumn, DropColumn } from "../../../model/operation.js";
import type { ReplayedMigration, Step } from "../../../model/step.js";
import { isReadBefore } from "./renames.js";

export interface RecreatedColumn {
  readonly table: Table;
  readonly from: Column;
  readonly to: Column;
  readonly dropped: Step<DropColumn>;
  readonly added: Step<AddColumn>;
}

/** Columns of the live database that a migration drops and adds again under their own names, without reading their values before. One that is computed from others then is another thing. */
export function recreatedColumns({ steps, after, deployed }: ReplayedMigration): RecreatedColumn[] {
  const found: RecreatedColumn[] = [];
  for (const [at, dropped] of steps.entries()) {
    if (!isDrop(dropped) || dropped.before === dropped.after) continue;
    const table = findTable(dropped.before, dropped.operation.table);
    const from = table && findColumn(table, dropped.operation.column.name);
    if (!table || !from || !isDeployedColumn(table, from, deployed) || isReadBefore(table, from, dropped, steps)) continue;
    const added = steps.slice(at + 1).find((step): step is Step<AddColumn> => isAdd(step) && step.before !== step.after && findTable(step.before, step.operation.table)?.id === table.id && step.operation.column.name.name === from.name);
    const left = tableById(after, table.id);
    const to = left && findColumn(left, from.name);
    if (added && to && to.id !== from.id && !to.generated) found.push({ table, from, to, dropped, added });
  }
  return found;
}

const isDrop = (step: Step): step is Step<DropColumn> => step.operation.kind === "dropColumn";
const isAdd = (step: Step): step is Step<AddColumn> => step.operation.kind === "addColumn";

/** Both as one ALTER TABLE that keeps the values. `type`: the new one, as SQL. A default of the old type stands in the way of the cast. */
export function alterInPlace({ table, from, to, added }: RecreatedColumn, type: string, sql: Writer): string {
  const column = sql.identifier(from.name);
  const commands = [
    ...(from.default ? ["DROP DEFAULT"] : []),
    `TYPE ${type} USING ${castOf(from, to, column, type)}`,
    ...(added.operation.column.default ? [`SET DEFAULT ${added.operation.column.default.sql}`] : []),
    ...(to.notNull === from.notNull ? [] : [to.notNull ? "SET NOT NULL" : "DROP NOT NULL"]),
  ];
  return `ALTER TABLE ${sql.name(table)} ${commands.map((command) => `ALTER COLUMN ${column} ${command}`).join(", ")}`;
}

/** SQL that makes a value of the column's type one of the other, where there is a cast between them. */
function castOf({ type }: Column, to: Column, quoted: string, target: string): string {
  if (to.type.array && !type.array) return `ARRAY[${quoted}]::${target}`;
  if (type.array && !to.type.array) return `${quoted}[1]::${target}`;
  if (to.type.name === "json" || to.type.name === "jsonb") return type.name.startsWith("json") ? `${quoted}::${target}` : `to_${to.type.name}(${quoted})`;
  if (/^(?:int[248]|float[48]|numeric)$/.test(type.name) && /^(?:timestamp|timestamptz|date)$/.test(to.type.name)) return `to_timestamp(${quoted})::${target}`;
  const viaText = type.userType !== undefined || to.type.userType !== undefined;
  return `${quoted}${viaText ? "::text" : ""}::${target}`;
}
