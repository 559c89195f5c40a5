import { columnById, tableById } from "../../../database/names/lookup.js";
import { partitions } from "../../../database/inheritance.js";
import { keyColumns, primaryKeyIndex } from "../../../database/keys.js";
import { identifier, nameAt, NOWHERE } from "../../../database/recreate/nowhere.js";
import type { Column, Index, KeyConstraint, Table } from "../../../model/database.js";
import type { Writer } from "../../../model/dialect.js";
import type { AddConstraint, DropConstraint, Operation } from "../../../model/operation.js";
import type { AttachIndex } from "../../../model/operation-tables.js";
import type { Step } from "../../../model/step.js";
import type { WayOut } from "../../way-out.js";
import { builtConcurrently } from "../rows/unique.js";
import { isNotNullName } from "./not-null-series.js";
import { inItsPlace } from "./statement-parts.js";
import { statements, validate } from "./constraints.js";

/** Columns of a primary key whose rows have to be searched for NULL. */
export const nullableKeyColumns = (index: Index, table: Table | undefined): Column[] => (table ? keyColumns(index).flatMap((id) => columnById(table, id) ?? []).filter(({ notNull }) => !notNull) : []);

/** New, without a default, and nothing was written to the table since: NULL in every row. */
export function isUnfilled({ id, initial }: Column, table: Table, { deployed }: Step): boolean {
  const live = tableById(deployed, table.id);
  return live !== undefined && !columnById(live, id) && initial === null && table.changedBy.length === live.changedBy.length;
}

/** The live table has a primary key over the same columns, one of which gets another type in this statement. */
export function isSameKeyOfOtherType(index: Index, { id }: Table, { deployed, statement }: Step): boolean {
  const live = tableById(deployed, id);
  const old = live && primaryKeyIndex(live);
  if (!live || !old || keyColumns(old).toSorted().join() !== keyColumns(index).toSorted().join()) return false;
  const names = keyColumns(old).map((column) => columnById(live, column)?.name);
  return statement.operations.some((operation) => operation.kind === "alterColumnType" && names.includes(operation.column.name));
}

/** A key over an index that is built CONCURRENTLY first; NOT NULL of its columns before that, proven by a CHECK. What else the statement does stays where it is. */
export function indexFirst(step: Step<AddConstraint>, key: KeyConstraint, index: Index, table: Table, sql: Writer): WayOut {
  const columns = key.kind === "primaryKey" ? nullableKeyColumns(index, tableById(step.before, table.id)) : [];
  const old = inItsPlace(step, []).filter((operation): operation is DropConstraint => operation.kind === "dropConstraint" && isPrimaryKey(operation, step, table));
  const rest = inItsPlace(step, []).filter((operation) => !old.some((drop) => drop === operation));
  const name = key.name.toLowerCase();
  const checkName = (column: Column): string => isNotNullName(table, column.name, sql);
  const isBuilt = tableById(step.before, table.id)?.indexes.some(({ id }) => id === index.id) === true;
  // The name belongs to the old key until that is dropped.
  const built = old.length > 0 ? { ...index, name: sql.newName(index.name, [], "new") } : index;
  const checks = columns.map((column): Operation => ({ kind: "addConstraint", span: NOWHERE, table: nameAt(table), name: identifier(checkName(column)), inline: undefined, constraint: { kind: "check", expression: { sql: `${sql.identifier(column.name)} IS NOT NULL`, names: [], literal: undefined }, notValid: true, noInherit: false } }));
  const proven = columns.flatMap((column): Operation[] => [
    { kind: "setNotNull", span: NOWHERE, table: nameAt(table), column: identifier(column.name) },
    { kind: "dropConstraint", span: NOWHERE, table: nameAt(table), name: identifier(checkName(column)), ifExists: false, cascade: false },
  ]);
  const named = (part: string, operations: readonly Operation[]): WayOut["then"] => (operations.length === 0 ? [] : [{ name: `${part}${name}`, sql: statements(operations, sql) }]);
  const takenOver = usingIndex(step.operation, key, table, isBuilt ? step.operation.constraint : undefined, built.name);
  return {
    title: "Build its index CONCURRENTLY first",
    here: statements([...rest, ...checks], sql),
    then: [...named("check_", columns.map((column) => validate(table, checkName(column)))), ...named("not_null_", proven), ...named("index_", isBuilt ? [] : [builtConcurrently(built, table, step, sql)]), ...named("add_", [...old, takenOver])],
  };
}

const isPrimaryKey = ({ name }: DropConstraint, { before }: Step, { id }: Table): boolean => tableById(before, id)?.constraints.some((constraint) => constraint.kind === "primaryKey" && constraint.name === name.name) === true;

function usingIndex(operation: AddConstraint, key: KeyConstraint, table: Table, written: AddConstraint["constraint"] | undefined, index: string): AddConstraint {
  const { only: _, ...rest } = operation;
  if (written) return { ...rest, inline: undefined };
  const base = { columns: [], include: [], usingIndex: identifier(index), deferrable: key.deferrable, initiallyDeferred: key.initiallyDeferred };
  const constraint = key.kind === "unique" ? ({ ...base, kind: "unique", nullsNotDistinct: false } as const) : ({ ...base, kind: "primaryKey" } as const);
  return { ...rest, table: nameAt(table), name: identifier(key.name), inline: undefined, constraint };
}

/** On the partitioned table alone, then on each partition over an index built CONCURRENTLY, which is then attached. */
export function partitionsKeysFirst(step: Step<AddConstraint>, key: KeyConstraint, table: Table, sql: Writer): WayOut {
  const parts = keyParts(step, key, table, sql);
  return {
    title: "Build it partition by partition, CONCURRENTLY",
    here: statements(inItsPlace(step, [{ ...step.operation, inline: undefined, only: true }]), sql),
    then: parts.map((operation, at) => ({ name: `${key.name.toLowerCase()}_${at + 1}`, sql: [sql.statement(operation)] })),
  };
}

function keyParts(step: Step<AddConstraint>, key: KeyConstraint, table: Table, sql: Writer): Operation[] {
  const { after } = step;
  const owner = table.indexes.find(({ id }) => id === key.index);
  return partitions(after, table.id).flatMap((partition): Operation[] => {
    const index = partition.indexes.find(({ parent }) => parent === owner?.id);
    const part = partition.constraints.find((constraint): constraint is KeyConstraint => "index" in constraint && constraint.index === index?.id && constraint.kind === key.kind);
    if (!owner || !index || !part) return [];
    const attach: AttachIndex = { kind: "attachIndex", span: NOWHERE, name: nameAt({ schema: table.schema, name: owner.name }), partition: nameAt({ schema: partition.schema, name: index.name }) };
    if (partition.partitionBy === undefined) return [builtConcurrently(index, partition, step, sql), usingIndex(step.operation, part, partition, undefined, index.name), attach];
    const alone: AddConstraint = { ...step.operation, table: nameAt(partition), name: identifier(part.name), only: true, inline: undefined };
    return [alone, ...keyParts(step, part, partition, sql), attach];
  });
}
