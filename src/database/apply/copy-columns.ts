import type { Check, Column, Database, ObjectId, Sequence, Table } from "../../model/database.js";
import type { TableLike } from "../../model/operation-tables.js";
import { identitySequence } from "./sequences.js";
import { appendSequence, firstFree, replaceTable, type ChangeContext } from "./change.js";
import { translated } from "../inheritance.js";
import { findColumn, findTable, findView, tableById } from "../names/lookup.js";
import { translatedIndex, withCopy } from "./partition-indexes.js";
import { findComposite } from "../names/user-types.js";

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
    next = appendSequence(next, { ...sequence, dataType: "int8", minimum, maximum, id: made.id, schema: made.schema, name: made.name, ownedBy: made.ownedBy });
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
