import type { Check, Column, Database, ObjectId, Sequence, Table } from "../model/database.js";
import type { CreateTable, QueryOutput } from "../model/operation.js";
import type { TableLike } from "../model/operation-tables.js";
import { identitySequence } from "./apply-sequences.js";
import { bindType, columnOfQuery, tableNamed } from "./bind.js";
import { replaceTable, type ChangeContext } from "./change.js";
import { starColumns } from "./expand-stars.js";
import { translated } from "./inheritance.js";
import { columnById, findColumn, findTable, tableById } from "./lookup.js";
import { translatedIndex, withCopy } from "./partition-indexes.js";

/** LIKE: names, types, collations and NOT NULL always; the rest when it is asked for. */
export function withLikeColumns(database: Database, id: ObjectId, like: TableLike | undefined, context: ChangeContext): Database {
  const table = tableById(database, id);
  const source = like && findTable(database, like.source);
  if (!table || !like) return database;
  // A view, say.
  if (!source) return replaceTable(database, { ...table, columnsUnknown: true });
  const asked = (option: TableLike["including"][number]): boolean => like.including.includes(option);
  const copies = source.columns.map((column): Column => ({
    ...column,
    id: context.newId(),
    ...(column.notNullConstraint && { notNullConstraint: { ...column.notNullConstraint, id: context.newId(), inherited: false } }),
    default: asked("defaults") ? column.default : undefined,
    identity: asked("identity") ? column.identity : undefined,
    generated: asked("generated") ? column.generated : undefined,
    inherited: false,
  }));
  const all = { ...table, columns: [...table.columns, ...copies] };
  const bound = all.columns.map((column) => (column.generated && copies.includes(column) ? { ...column, generated: { ...column.generated, expression: translated(column.generated.expression, source, all) } } : column));
  let next = replaceTable(database, { ...all, columns: bound, columnsUnknown: table.columnsUnknown || source.columnsUnknown });
  for (const copy of copies) {
    const sequence = copy.identity && identityOf(source, copy.name, database);
    if (!sequence) continue;
    const made = identitySequence(all, copy, undefined, next, context);
    next = { ...next, sequences: [...next.sequences, { ...sequence, id: made.id, schema: made.schema, name: made.name, ownedBy: made.ownedBy }] };
  }
  return next;
}

const identityOf = (table: Table, name: string, database: Database): Sequence | undefined =>
  database.sequences.find((sequence) => sequence.identity && sequence.ownedBy?.column === findColumn(table, name)?.id);

/** LIKE … INCLUDING CONSTRAINTS, INDEXES: checks keep their names, indexes and keys get new ones; foreign keys are never copied. */
export function withLikeParts(database: Database, id: ObjectId, like: TableLike, context: ChangeContext): Database {
  const source = findTable(database, like.source);
  let table = tableById(database, id);
  if (!source || !table) return database;
  if (like.including.includes("constraints")) {
    for (const constraint of source.constraints) {
      if (constraint.kind !== "check") continue;
      const copy: Check = { ...constraint, id: context.newId(), expression: translated(constraint.expression, source, table), inherited: false };
      table = { ...table, constraints: [...table.constraints, copy] };
    }
  }
  if (like.including.includes("indexes")) {
    for (const index of source.indexes) {
      const constraint = source.constraints.find((candidate) => candidate.id === index.constraint);
      table = withCopy(translatedIndex(index, source, table), constraint, source, table, undefined, database, context).table;
    }
  }
  return replaceTable(database, table);
}

/** Columns of CREATE TABLE AS; none and unknown when not all of them can be told. */
export function columnsOfQuery(operation: CreateTable, database: Database, context: ChangeContext): Pick<Table, "columns" | "columnsUnknown"> {
  const arms = [operation.outputs ?? [], ...(operation.united ?? [])].map((outputs, arm) => sourcesOfArm(arm === 0 ? outputs : outputs.map((output) => (output.star === undefined ? { ...output, name: output.name ?? "" } : output)), operation, database));
  const [first] = arms;
  const columns: Column[] = [];
  for (const [at, source] of (first ?? []).entries()) {
    const { name } = source;
    const common = arms.reduce<Source | undefined>((sofar, arm) => commonOf(sofar, arm?.[at]), source);
    const given = operation.outputColumns?.[at] ?? name;
    if (!common || columns.some((column) => column.name === given)) return { columns: [], columnsUnknown: true };
    columns.push({ id: context.newId(), name: given, type: common.type, collation: common.collation, notNull: false, default: undefined, identity: undefined, generated: undefined });
  }
  return { columns, columnsUnknown: columns.length === 0 };
}

function sourcesOfArm(outputs: readonly QueryOutput[], operation: CreateTable, database: Database): readonly Source[] | undefined {
  const found: Source[] = [];
  for (const output of outputs) {
    const sources = sourcesOf(output, operation, database);
    if (!sources) return undefined;
    found.push(...sources.map((source) => (output.untyped === true ? { ...source, untyped: true } : source)));
  }
  return found;
}

const NUMBERS = ["int2", "int4", "int8", "numeric", "float4", "float8"];

/** The type of what UNION unites, where it is clear: one type, or numbers (source: select_common_type). */
function commonOf(a: Source | undefined, b: Source | undefined): Source | undefined {
  if (!a || !b || a === b) return a && b;
  if (a.untyped === true && b.untyped === true) return a;
  if (a.untyped === true || b.untyped === true) {
    const { type, collation } = a.untyped === true ? b : a;
    return { name: a.name, type: { ...type, modifiers: [] }, collation };
  }
  const [one, other] = [a.type, b.type];
  const collation = a.collation?.name === b.collation?.name ? a.collation : undefined;
  if (one.userType === other.userType && one.name === other.name && one.array === other.array) return { ...a, collation, type: one.modifiers.join() === other.modifiers.join() ? one : { ...one, modifiers: [] } };
  const rank = ({ type }: Source): number => (type.array || type.userType !== undefined ? -1 : NUMBERS.indexOf(type.name));
  if (rank(a) === -1 || rank(b) === -1) return undefined;
  return { ...a, type: { ...(rank(a) > rank(b) ? one : other), modifiers: [] } };
}

interface Source extends Pick<Column, "name" | "type" | "collation"> { readonly untyped?: boolean }

function sourcesOf(output: QueryOutput, { asQuery }: CreateTable, database: Database): readonly Source[] | undefined {
  const at = output.star ?? output.column;
  if (output.name !== undefined && output.type) return [{ name: output.name, type: bindType(output.type, database), collation: undefined }];
  const name = asQuery?.names.find((candidate) => candidate.kind === "column" && candidate.start === at);
  if (output.star !== undefined && asQuery && !name) {
    // TABLE t
    const [relation, ...others] = asQuery.names;
    const table = others.length === 0 && relation?.kind === "relation" && /^\s*table\b/i.test(asQuery.sql) ? tableNamed(relation.path, database) : undefined;
    return table && !table.columnsUnknown ? table.columns : undefined;
  }
  if (at === undefined || !name) return undefined;
  if (output.star !== undefined) return starColumns(name, database)?.flatMap(({ source }) => source);
  const id = columnOfQuery(name, name.path.at(-1) ?? "", database);
  for (const { path } of name.from ?? []) {
    const table = path && tableNamed(path, database);
    const column = id !== undefined && table ? columnById(table, id) : undefined;
    if (column) return [{ ...column, name: output.name ?? column.name }];
  }
  return undefined;
}
