import type { Constraint, Database, ForeignKey, Index, IndexPart, ObjectId, Table } from "../../model/database.js";
import { targets } from "../names/bind.js";
import { firstFree, replaceTable, type ChangeContext } from "./change.js";
import { foreignKeysOf } from "../dependents.js";
import { partitions, translated, translatedColumn } from "../inheritance.js";
import { columnById, columnNames, findConstraint, indexById, relationExists, tableById } from "../names/lookup.js";

/** Gives every partition its part of a partitioned table's index: one that is like it, or a new one (source: DefineIndex, AttachPartitionEnsureIndexes). */
export function spreadIndex(database: Database, owner: ObjectId, index: Index, context: ChangeContext): Database {
  let next = database;
  for (const partition of partitions(database, owner)) next = partIndex(next, owner, index, partition.id, context);
  return next;
}

/** Indexes, keys and foreign keys of the partitioned table for one partition. */
export function completePartition(database: Database, owner: ObjectId, partition: ObjectId, context: ChangeContext): Database {
  let next = database;
  const table = tableById(database, owner);
  if (!table) return database;
  for (const index of table.indexes) next = partIndex(next, owner, index, partition, context);
  for (const foreignKey of foreignKeysOf(table)) next = partForeignKey(next, owner, foreignKey, partition, context);
  return next;
}

export function spreadForeignKey(database: Database, owner: ObjectId, foreignKey: ForeignKey, context: ChangeContext): Database {
  let next = database;
  for (const partition of partitions(database, owner)) next = partForeignKey(next, owner, foreignKey, partition.id, context);
  return next;
}

function partIndex(database: Database, owner: ObjectId, index: Index, id: ObjectId, context: ChangeContext): Database {
  const parent = tableById(database, owner);
  const partition = tableById(database, id);
  if (!parent || !partition) return database;
  const constraint = parent.constraints.find((candidate) => candidate.id === index.constraint);
  const wanted = translatedIndex(index, parent, partition);
  const found = partition.indexes.find((candidate) => candidate.parent === undefined && candidate.invalid !== true && sameIndex(candidate, wanted) && sameKind(constraint, constraintOf(candidate, partition)));
  if (found) {
    const indexes = partition.indexes.map((candidate) => (candidate === found ? { ...found, parent: index.id } : candidate));
    const constraints = partition.constraints.map((candidate) => (candidate.id === found.constraint ? { ...candidate, inherited: true } : candidate));
    return replaceTable(database, { ...partition, indexes, constraints });
  }
  const { table, made } = withCopy(wanted, constraint, parent, partition, index.id, database, context);
  return spreadIndex(replaceTable(database, table), id, made, context);
}

/** The table with a copy of an index (already translated) and of the constraint behind it, named as PostgreSQL names them. */
export function withCopy(index: Index, constraint: Constraint | undefined, from: Table, to: Table, parent: ObjectId | undefined, database: Database, context: ChangeContext): { readonly table: Table; readonly made: Index } {
  const constraintId = constraint && context.newId();
  const name = copyName(index, constraint, from, to, database, context);
  const { parent: _parent, invalid: _invalid, ...plain } = index;
  const made: Index = { ...plain, id: context.newId(), name, constraint: constraintId, ...(parent !== undefined && { parent }) };
  const table = { ...to, indexes: [...to.indexes, made] };
  if (!constraint || constraintId === undefined || !("index" in constraint)) return { table, made };
  const { inherited: _inherited, ...plainConstraint } = constraint;
  const own = constraint.kind === "exclusion" ? { elements: translated(constraint.elements, from, to), predicate: constraint.predicate && translated(constraint.predicate, from, to) } : {};
  const copy: Constraint = { ...plainConstraint, ...own, id: constraintId, name, index: made.id, ...(parent !== undefined && { inherited: true }) };
  return { table: { ...table, constraints: [...to.constraints, copy] }, made };
}

function copyName(index: Index, constraint: Constraint | undefined, from: Table, table: Table, database: Database, context: ChangeContext): string {
  const label = constraint === undefined ? "idx" : constraint.kind === "primaryKey" ? "pkey" : constraint.kind === "unique" ? "key" : "excl";
  const columns: string[] = [];
  // Of an exclusion constraint the model has the elements only as text.
  if (constraint?.kind === "exclusion") columns.push(...columnNames(from, [...new Set(targets(constraint.elements))]));
  for (const key of label === "pkey" ? [] : index.keys) {
    const wanted = (key.column !== undefined && columnById(table, key.column)?.name) || (/^\s*"?([\w$]+)"?\s*\(/.exec(key.expression?.sql ?? "")?.[1] ?? "expr");
    columns.push(firstFree((suffix) => `${wanted}${suffix}`, (name) => columns.includes(name)));
  }
  if (label !== "pkey") columns.push(...columnNames(table, index.include));
  const taken = (name: string): boolean => relationExists(database, table.schema, name) || findConstraint(table, name) !== undefined || table.indexes.some((candidate) => candidate.name === name);
  return firstFree((suffix) => context.naming.automaticName(table.name, columns, `${label}${suffix}`), taken);
}

export function translatedIndex(index: Index, from: Table, to: Table): Index {
  return {
    ...index,
    keys: index.keys.map((key) => ({ ...key, column: key.column === undefined ? undefined : translatedColumn(key.column, from, to), expression: key.expression && translated(key.expression, from, to) })),
    include: index.include.flatMap((column) => translatedColumn(column, from, to) ?? []),
    predicate: index.predicate && translated(index.predicate, from, to),
  };
}

const constraintOf = (index: Index, table: Table): Constraint | undefined => table.constraints.find((candidate) => candidate.id === index.constraint);

const sameKind = (a: Constraint | undefined, b: Constraint | undefined): boolean => a === undefined || a.kind === b?.kind;

/** As CompareIndexInfo: all but names and storage. */
function sameIndex(a: Index, b: Index): boolean {
  const shape = ({ unique, method, keys, include, predicate, nullsNotDistinct }: Index): string => JSON.stringify([unique, method, keys.map(keyShape), include, predicate?.sql, nullsNotDistinct]);
  return shape(a) === shape(b);
}

const keyShape = ({ column, expression, operatorClass, collation }: IndexPart): unknown[] => [column, expression?.sql, operatorClass, collation];

function partForeignKey(database: Database, owner: ObjectId, key: ForeignKey, id: ObjectId, context: ChangeContext): Database {
  const parent = tableById(database, owner);
  const partition = tableById(database, id);
  if (!parent || !partition) return database;
  const ids = (columns: readonly ObjectId[]): ObjectId[] => columns.flatMap((column) => translatedColumn(column, parent, partition) ?? []);
  const wanted: ForeignKey = { ...key, columns: ids(key.columns), ...(key.onDeleteColumns && { onDeleteColumns: ids(key.onDeleteColumns) }), parent: key.id, inherited: true };
  const found = foreignKeysOf(partition).find((candidate) => candidate.parent === undefined && sameForeignKey(candidate, wanted));
  if (found) {
    return replaceTable(database, { ...partition, constraints: partition.constraints.map((candidate) => (candidate === found ? { ...found, parent: key.id, inherited: true } : candidate)) });
  }
  const taken = (name: string): boolean => findConstraint(partition, name) !== undefined;
  const name = taken(key.name) ? firstFree((suffix) => context.naming.automaticName(partition.name, columnNames(partition, wanted.columns), `fkey${suffix}`), taken) : key.name;
  const made: ForeignKey = { ...wanted, id: context.newId(), name };
  return spreadForeignKey(replaceTable(database, { ...partition, constraints: [...partition.constraints, made] }), id, made, context);
}

function sameForeignKey(a: ForeignKey, b: ForeignKey): boolean {
  const shape = ({ columns, references, onDelete, onUpdate, matchFull, deferrable, initiallyDeferred, onDeleteColumns }: ForeignKey): string =>
    JSON.stringify([columns, references.table, references.columns, onDelete, onUpdate, matchFull, deferrable, initiallyDeferred, onDeleteColumns]);
  return shape(a) === shape(b);
}

/** An index and all its parts in partitions, further levels too. */
export function withParts(database: Database, index: ObjectId): Set<ObjectId> {
  const found = new Set([index]);
  for (const id of found) {
    for (const table of database.tables) for (const candidate of table.indexes) if (candidate.parent === id) found.add(candidate.id);
  }
  return found;
}

/** A partitioned table's index is valid from when every partition has its valid part; that may make its own parent valid (source: validatePartitionedIndex). */
export function validated(database: Database, owner: ObjectId, id: ObjectId): Database {
  const table = tableById(database, owner);
  const index = table && indexById(table, id);
  if (!table || index?.invalid !== true) return database;
  const whole = partitions(database, owner).every((partition) => partition.indexes.some((candidate) => candidate.parent === id && candidate.invalid !== true));
  if (!whole) return database;
  const { invalid: _, ...valid } = index;
  const next = replaceTable(database, { ...table, indexes: table.indexes.map((candidate) => (candidate === index ? valid : candidate)) });
  return valid.parent === undefined || !table.partitionOf ? next : validated(next, table.partitionOf.parent, valid.parent);
}
