import type { Check, Column, Database, ObjectId, Sequence, Table } from "../model/database.js";
import type { CreateTable, QueryOutput } from "../model/operation.js";
import type { TableLike } from "../model/operation-tables.js";
import { identitySequence } from "./apply-sequences.js";
import { bindType, columnOfQuery, tableNamed, viewNamed } from "./bind.js";
import { firstFree, replaceTable, type ChangeContext } from "./change.js";
import { starColumns } from "./expand-stars.js";
import { translated } from "./inheritance.js";
import { columnById, findColumn, findTable, findView, tableById, viewColumnId } from "./lookup.js";
import { translatedIndex, withCopy } from "./partition-indexes.js";
import { findComposite } from "./user-types.js";

/** LIKE: names, types, collations and NOT NULL always; the rest when it is asked for. */
export function withLikeColumns(database: Database, id: ObjectId, like: TableLike | undefined, context: ChangeContext): Database {
  const table = tableById(database, id);
  const source = like && findTable(database, like.source);
  if (!table || !like) return database;
  if (!source) {
    const columns = columnsOfOther(like, database, context);
    return replaceTable(database, columns ? { ...table, columns: [...table.columns, ...columns] } : { ...table, columnsUnknown: true });
  }
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
    // Its limits stay, not its type (source: generateSerialExtraStmts).
    const limits = LIMITS.get(sequence.dataType);
    const isDescending = sequence.increment?.startsWith("-") === true;
    const { minimum = isDescending ? limits?.minimum : undefined, maximum = isDescending ? undefined : limits?.maximum } = sequence;
    next = { ...next, sequences: [...next.sequences, { ...sequence, dataType: "int8", minimum, maximum, id: made.id, schema: made.schema, name: made.name, ownedBy: made.ownedBy }] };
  }
  return withColumnExtras(next, id, source, copies, like);
}

/** Of a view or composite type: names and types. */
function columnsOfOther({ source }: TableLike, database: Database, context: ChangeContext): Column[] | undefined {
  const plain = { notNull: false, default: undefined, identity: undefined, generated: undefined };
  const view = findView(database, source);
  if (view) return view.types?.map((type, at) => ({ ...plain, ...type, id: context.newId(), name: view.columns[at] ?? "" }));
  return findComposite(database, source)?.attributes.map(({ name, type, collation }) => ({ ...plain, id: context.newId(), name, type, collation }));
}

const LIMITS: ReadonlyMap<string, { readonly minimum: string; readonly maximum: string }> = new Map([
  ["int2", { minimum: "-32768", maximum: "32767" }], ["int4", { minimum: "-2147483648", maximum: "2147483647" }],
]);

/** INCLUDING STORAGE, COMPRESSION and COMMENTS of columns. */
function withColumnExtras(database: Database, id: ObjectId, source: Table, copies: readonly Column[], { including }: TableLike): Database {
  const table = tableById(database, id);
  if (!table) return database;
  const copyOf = (column: ObjectId | undefined): ObjectId | undefined => copies.find(({ name }) => name === source.columns.find((candidate) => candidate.id === column)?.name)?.id;
  const settings = source.settings.flatMap((setting) => {
    const column = (setting.setting === "storage" || setting.setting === "compression") && including.includes(setting.setting) ? copyOf(setting.column) : undefined;
    return column === undefined ? [] : [{ ...setting, column }];
  });
  const next = settings.length === 0 ? database : replaceTable(database, { ...table, settings: [...table.settings, ...settings] });
  return including.includes("comments") ? withComments(next, copyOf) : next;
}

function withComments(database: Database, copyOf: (id: ObjectId) => ObjectId | undefined): Database {
  const comments = database.comments.flatMap((comment) => {
    const target = copyOf(comment.target);
    return target === undefined ? [] : [{ ...comment, target }];
  });
  return comments.length === 0 ? database : { ...database, comments: [...database.comments, ...comments] };
}

const identityOf = (table: Table, name: string, database: Database): Sequence | undefined =>
  database.sequences.find((sequence) => sequence.identity && sequence.ownedBy?.column === findColumn(table, name)?.id);

/** LIKE … INCLUDING CONSTRAINTS, INDEXES: checks keep their names, indexes and keys get new ones; foreign keys are never copied. */
export function withLikeParts(database: Database, id: ObjectId, like: TableLike, context: ChangeContext): Database {
  const source = findTable(database, like.source);
  let table = tableById(database, id);
  if (!source || !table) return database;
  const copyIds = new Map<ObjectId, ObjectId>();
  if (like.including.includes("constraints")) {
    for (const constraint of source.constraints) {
      if (constraint.kind !== "check") continue;
      const copy: Check = { ...constraint, id: context.newId(), expression: translated(constraint.expression, source, table), inherited: false };
      table = { ...table, constraints: [...table.constraints, copy] };
      copyIds.set(constraint.id, copy.id);
    }
  }
  if (like.including.includes("indexes")) {
    for (const index of source.indexes) {
      const constraint = source.constraints.find((candidate) => candidate.id === index.constraint);
      const copied = withCopy(translatedIndex(index, source, table), constraint, source, table, undefined, database, context);
      table = copied.table;
      copyIds.set(index.id, copied.made.id);
      if (constraint && copied.made.constraint !== undefined) copyIds.set(constraint.id, copied.made.constraint);
    }
  }
  let next = replaceTable(database, table);
  if (like.including.includes("statistics")) next = withStatistics(next, source, table, copyIds, context);
  return like.including.includes("comments") ? withComments(next, (target) => copyIds.get(target)) : next;
}

function withStatistics(database: Database, source: Table, table: Table, copyIds: Map<ObjectId, ObjectId>, context: ChangeContext): Database {
  let next = database;
  for (const object of database.objects) {
    if (object.kind !== "statistics" || object.on !== source.id) continue;
    const used = new Set(object.definitions[0]?.references.map(({ target }) => target));
    // Expressions among its columns stand as `expr` in the name, of which the model has only the text.
    const columns = source.columns.filter((column) => used.has(column.id)).map(({ name }) => name);
    const taken = (name: string): boolean => next.objects.some((other) => other.kind === "statistics" && other.schema === table.schema && other.name === name);
    const name = firstFree((suffix) => context.naming.automaticName(table.name, columns, `stat${suffix}`), taken);
    const id = context.newId();
    const definitions = object.definitions.slice(0, 1).map((definition) => {
      const bound = translated(definition, source, table);
      return { ...bound, references: bound.references.map((reference) => (reference.target === object.id ? { ...reference, target: id } : reference)) };
    });
    copyIds.set(object.id, id);
    next = { ...next, objects: [...next.objects, { ...object, id, schema: table.schema, name, on: table.id, definitions }] };
  }
  return next;
}

type QueryOfTable = Pick<CreateTable, "asQuery" | "outputs" | "united" | "outputColumns">;

/** Columns of CREATE TABLE AS; none and unknown when not all of them can be told. */
export function columnsOfQuery(operation: QueryOfTable, database: Database, context: ChangeContext): Pick<Table, "columns" | "columnsUnknown"> {
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

function sourcesOfArm(outputs: readonly QueryOutput[], operation: QueryOfTable, database: Database): readonly Source[] | undefined {
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

function sourcesOf(output: QueryOutput, { asQuery }: QueryOfTable, database: Database): readonly Source[] | undefined {
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
  if (output.star !== undefined) {
    const sources = starColumns(name, database)?.flatMap(({ source }) => source ?? []);
    return sources?.length === starColumns(name, database)?.length ? sources : undefined;
  }
  const id = columnOfQuery(name, name.path.at(-1) ?? "", database);
  for (const { path } of name.from ?? []) {
    const table = path && tableNamed(path, database);
    const column = id !== undefined && table ? columnById(table, id) : undefined;
    if (column) return [{ ...column, name: output.name ?? column.name }];
    const view = path && viewNamed(path, database);
    const at = view ? view.columns.findIndex((_, place) => viewColumnId(view, place) === id) : -1;
    const type = view?.types?.[at];
    if (type) return [{ ...type, name: output.name ?? view.columns[at] ?? "" }];
  }
  return undefined;
}
