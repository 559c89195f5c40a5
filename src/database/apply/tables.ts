import type { Column, Database, Refusal, Sequence, Table } from "../../model/database.js";
import type { Name } from "../../model/name.js";
import type { ColumnDefinition, CreateTable, DropTable, RenameTable, SetTableSchema } from "../../model/operation.js";
import { bind, bindType } from "../names/bind.js";
import { appendSequence, appendTable, changed, exists, invalid, missing, part, refused, replaceTable, said, type Changed, type ChangeContext } from "./change.js";
import { describe, foreignKeysTo, sequenceUsers, viewsOn } from "../dependents.js";
import { withoutForeignKeys, withoutSequences, withoutTables, withoutViews } from "./drop.js";
import { withLikeColumns, withLikeParts } from "./copy-columns.js";
import { columnsOfQuery, columnTwice, refusedColumn } from "./query-columns.js";
import { heirs } from "../dependents.js";
import { unfitKey } from "../partition-key.js";
import { invalidColumn, MOST_COLUMNS, TOO_MANY_COLUMNS } from "../refusals/invalid-columns.js";
import { inheritedChecks, inheritedColumn, partitions, translated } from "../inheritance.js";
import { madeWithout, missingColumn, missingRelation, relationsIn } from "../refusals/missing-relation.js";
import { missingType } from "../refusals/missing-type.js";
import { notNullOf } from "../not-null.js";
import { completePartition } from "./partition-indexes.js";
import { creationSchema, findColumn, findSequence, findTable, findView, hasSchema, relationExists, tableById } from "../names/lookup.js";
import { otherKind } from "../refusals/other-kind.js";
import { identitySequence, serialSequence } from "./sequences.js";
import { typedColumns, unfitType } from "./typed-tables.js";
import { findComposite } from "../names/user-types.js";
import { typeTaken } from "../refusals/type-taken.js";

export function createTable(operation: CreateTable, database: Database, context: ChangeContext): Changed {
  const schema = operation.persistence === "temporary" ? "pg_temp" : (operation.name.schema ?? creationSchema(database));
  if (schema === undefined || !hasSchema(database, schema)) return missing(database, "schema", part(schema ?? ""));
  if (relationExists(database, schema, operation.name.name)) return operation.ifNotExists ? changed(database) : exists(database, "table", { schema, name: operation.name.name });
  const unknownType = missingType([...operation.columns.map(({ type }) => type), ...(operation.ofType ? [{ ...operation.ofType, modifiers: [], dimensions: 0 }] : [])], database, context);
  if (unknownType) return missing(database, "type", unknownType);
  const twice = repeated(operation.columns.map(({ name }) => name.name));
  if (twice !== undefined) return exists(database, "column", part(twice), { schema, name: operation.name.name });
  const self = { schema, name: operation.name.name };
  if (operation.columns.length > MOST_COLUMNS) return invalid(database, TOO_MANY_COLUMNS, "table", self);
  const type = operation.ofType && findComposite(database, operation.ofType);
  const wrongType = operation.ofType && unfitType(operation.ofType, operation.columns, database);
  if (wrongType) return invalid(database, wrongType, "table", self);
  for (const column of operation.columns) {
    const wrong = invalidColumn(column, self, operation.columns, database, context);
    if (wrong) return { database, problems: [wrong] };
  }
  const sources = [...operation.inherits, ...(operation.partitionOf ? [operation.partitionOf.parent] : [])];
  const wrongParent = sources.map((name) => unfitParent(name, operation, database)).find((refusal) => refusal !== undefined);
  if (wrongParent) return invalid(database, wrongParent, "table", self);
  const source = missingRelation([...operation.inherits, ...(operation.partitionOf ? [operation.partitionOf.parent] : []), ...(operation.likes ?? []).map((like) => like.source), ...relationsIn(operation.asQuery)], database);
  if (source && !(operation.likes ?? []).some((like) => findComposite(database, like.source))) return madeWithout(source, { schema, name: operation.name.name }, "CreateStmt", database, context);
  // A table brings a type of its name.
  const taken = typeTaken(database, self);
  if (taken) return taken;
  const parents = [...operation.inherits, ...(operation.partitionOf ? [operation.partitionOf.parent] : [])].map((name) => findTable(database, name));
  const table: Table = {
    id: context.newId(),
    schema,
    name: operation.name.name,
    columns: [],
    constraints: [],
    indexes: [],
    persistence: operation.persistence,
    partitionBy: operation.partitionBy,
    partitionOf: operation.partitionOf && parents[0] && { parent: parents[0].id, bounds: operation.partitionOf.bounds },
    inherits: operation.partitionOf ? [] : parents.flatMap((parent) => (parent ? [parent.id] : [])),
    settings: [],
    filledBy: operation.asQuery && operation.withNoData !== true ? [context.migration] : [],
    changedBy: [],
    columnsUnknown: operation.ofType !== undefined && !type,
    ...(type && { ofType: type.id }),
    ...(operation.onCommitDrop === true && { onCommitDrop: true }),
  };
  const doubled = operation.asQuery && columnTwice(operation, database);
  if (doubled !== undefined) return invalid(database, { code: "42701", message: `column ${said(doubled)} specified more than once` }, "table", table);
  const unfit = operation.asQuery && refusedColumn(operation, database);
  if (unfit) return invalid(database, unfit, "table", table);
  if (operation.asQuery) return changed(appendTable(database, { ...table, ...columnsOfQuery(operation, database, context) }));
  const from = parents.filter((parent) => parent !== undefined);
  const isPartition = operation.partitionOf !== undefined;
  const columns = merged(from.flatMap((parent) => parent.columns.map((column) => inheritedColumn(column, isPartition, context))));
  const started: Table = { ...table, columns: type ? typedColumns(type, context) : rebound(columns, from, table) };
  let next = appendTable(database, { ...started, constraints: inheritedChecks(started, from, context) });
  const likes = [...(operation.likes ?? [])];
  for (const [at, column] of operation.columns.entries()) {
    while (likes[0]?.at === at) next = withLikeColumns(next, table.id, likes.shift(), context);
    next = isPartition || operation.ofType ? withOwnOptions(column, table.id, next, context) : withColumn(column, table.id, next, context);
  }
  for (const like of likes) next = withLikeColumns(next, table.id, like, context);
  if (from.length > 0) next = { ...next, tables: next.tables.map((made) => (made.id === table.id ? { ...made, columns: merged(made.columns) } : made)) };
  const whole = tableById(next, table.id);
  const unknown = whole && operation.columns.map(({ generated }) => generated && missingColumn(generated.expression, whole)).find((column) => column !== undefined);
  if (unknown !== undefined) return missing(database, "column", part(unknown), table);
  const wrongKey = whole && unfitKey(whole);
  if (wrongKey) return "code" in wrongKey ? invalid(database, wrongKey, "table", self) : missing(database, "column", part(wrongKey.missing), self);
  for (const like of operation.likes ?? []) next = withLikeParts(next, table.id, like, context);
  const [parent] = from;
  return changed(isPartition && parent ? completePartition(next, parent.id, table.id, context) : next);
}

/** What nothing can inherit from, or be a partition of. */
function unfitParent(name: Name, { partitionOf }: CreateTable, database: Database): Refusal | undefined {
  const parent = findTable(database, name);
  if (!parent) return findView(database, name) || findSequence(database, name) ? { code: "42809", message: `inherited relation ${said(name.name)} is not a table or foreign table` } : undefined;
  if (partitionOf) return parent.partitionBy === undefined ? { code: "42P17", message: `${said(parent.name)} is not partitioned` } : undefined;
  if (parent.partitionBy !== undefined) return { code: "42809", message: `cannot inherit from partitioned table ${said(parent.name)}` };
  return parent.partitionOf ? { code: "42809", message: `cannot inherit from partition ${said(parent.name)}` } : undefined;
}

const repeated = (names: readonly string[]): string | undefined => names.find((name, at) => names.indexOf(name) !== at);

/** Generated columns of parents compute from the columns that the new table has of them. */
function rebound(columns: readonly Column[], from: readonly Table[], table: Table): readonly Column[] {
  const scope = { ...table, columns };
  return columns.map((column) => {
    const parent = from.find((candidate) => findColumn(candidate, column.name));
    return column.generated && parent ? { ...column, generated: { ...column.generated, expression: translated(column.generated.expression, parent, scope) } } : column;
  });
}

/** What PARTITION OF says of a column of the parent's, and OF of one of the type's. */
function withOwnOptions(definition: ColumnDefinition, id: string, database: Database, context: ChangeContext): Database {
  const table = tableById(database, id);
  if (!table) return database;
  const columns = table.columns.map((column) => {
    if (column.name !== definition.name.name) return column;
    const generated = definition.generated ? { expression: bind(definition.generated.expression, database, [table]), storage: definition.generated.storage } : column.generated;
    const notNull = definition.notNull && !column.notNull && !column.notNullConstraint ? notNullOf(table, column.name, definition.notNullConstraint, database, context) : {};
    return { ...column, ...notNull, default: definition.default ? bind(definition.default, database, [table], column.type) : column.default, generated };
  });
  return replaceTable(database, { ...table, columns });
}

/** Columns of one name, of several parents or the table's own, are one: at the first one's place, as the last one says (source: MergeAttributes). */
function merged(columns: readonly Column[]): readonly Column[] {
  const byName = new Map<string, Column>();
  for (const column of columns) {
    const earlier = byName.get(column.name);
    byName.set(column.name, earlier === undefined ? column : { ...column, inherited: earlier.inherited === true && column.inherited === true, generated: column.generated ?? earlier.generated, ...mergedNotNull(earlier, column), default: column.default ?? earlier.default });
  }
  return [...byName.values()];
}

/** Where both have one, a name that the table gives itself counts, otherwise that of the first parent. */
function mergedNotNull(earlier: Column, column: Column): Pick<Column, "notNull" | "notNullConstraint"> {
  const first = earlier.notNullConstraint && { ...earlier.notNullConstraint, inherited: earlier.notNullConstraint.inherited && column.notNullConstraint?.inherited !== false };
  return { notNull: earlier.notNull || column.notNull, notNullConstraint: first ?? column.notNullConstraint };
}

/** The table with one column more, and the sequence that a serial or identity brings along. */
export function withColumn(definition: ColumnDefinition, tableId: string, database: Database, context: ChangeContext): Database {
  const table = tableById(database, tableId);
  if (!table) return database;
  const id = context.newId();
  const type = bindType(definition.type, database);
  const plain: Column = {
    id,
    name: definition.name.name,
    type,
    ...(definition.notNull || definition.serial || definition.identity !== undefined ? notNullOf(table, definition.name.name, definition.notNullConstraint, database, context) : { notNull: false }),
    default: undefined,
    identity: definition.identity,
    generated: undefined,
    collation: definition.collation,
  };
  const scope: Table = { ...table, columns: [...table.columns, plain] };
  const generated = definition.generated && { expression: bind(definition.generated.expression, database, [scope], type), storage: definition.generated.storage };
  const written = definition.default && bind(definition.default, database, [scope], type);

  let sequence: Sequence | undefined;
  if (definition.serial) sequence = serialSequence(scope, plain, type.name, database, context);
  else if (definition.identity) sequence = identitySequence(scope, plain, definition.identityOptions, database, context);
  const serialDefault = definition.serial && sequence ? nextValue(sequence, context) : undefined;
  const column: Column = { ...plain, default: written ?? serialDefault, generated };
  return replaceTable(sequence ? appendSequence(database, sequence) : database, { ...table, columns: [...table.columns, column] });
}

function nextValue(sequence: Sequence, context: ChangeContext): NonNullable<Column["default"]> {
  const quote = context.naming.quote;
  const literal = `'${`${quote(sequence.schema)}.${quote(sequence.name)}`.replaceAll("'", "''")}'`;
  const sql = `nextval(${literal}::regclass)`;
  return { sql, references: [{ kind: "regclass", target: sequence.id, start: 8, end: 8 + literal.length }], literal: undefined, casts: [] };
}

export function dropTable(operation: DropTable, database: Database, context: ChangeContext): Changed {
  const table = findTable(database, operation.name);
  if (!table) {
    const other = otherKind("table", operation.name, database);
    if (other) return invalid(database, other, "table", operation.name);
    return operation.ifExists ? changed(database) : missing(database, "table", operation.name);
  }
  const going = new Set<string>();
  for (const other of context.together) {
    const also = other.kind === "dropTable" ? findTable(database, other.name) : undefined;
    if (also) for (const { id } of withPartitions(database, also)) going.add(id);
  }
  const cascading = operation.cascade ? [table, ...heirs(database, table)] : withPartitions(database, table);
  for (const { id } of cascading) going.add(id);
  const ids = cascading.map(({ id }) => id);
  const foreignKeys = ids.flatMap((id) => foreignKeysTo(database, id)).filter((key) => !going.has(key.table.id));
  const views = viewsOn(database, cascading.flatMap((owner) => [owner.id, ...owner.columns.map((column) => column.id)]));
  const owned = database.sequences.filter((sequence) => sequence.ownedBy !== undefined && ids.includes(sequence.ownedBy.table));
  const users = owned.flatMap((sequence) => sequenceUsers(database, sequence.id)).filter((user) => !going.has(user.table.id));
  const children = database.tables.filter((candidate) => candidate.inherits.some((id) => ids.includes(id)) && !going.has(candidate.id));
  const dependents = [...foreignKeys.map(describe.foreignKey), ...views.map(describe.view), ...users.map(describe.default), ...children.map(describe.table)];
  if (dependents.length > 0 && !operation.cascade) return refused(database, { kind: "dependents", what: "table", name: { schema: table.schema, name: table.name }, dependents });

  let next = withoutViews(database, views);
  for (const id of ids) next = withoutForeignKeys(next, id);
  next = withoutSequences(next, owned);
  return changed(withoutTables(next, ids));
}

/** Partitions of all levels go with their table, heirs only with CASCADE. */
function withPartitions(database: Database, table: Table): Table[] {
  const found = [table];
  for (const owner of found) found.push(...partitions(database, owner.id));
  return found;
}

/** Rename, or move to another schema; what belongs to the table goes along. */
export function moveTable(operation: RenameTable | SetTableSchema, database: Database, to: { readonly name?: string; readonly schema?: string }): Changed {
  const table = findTable(database, operation.name);
  if (!table) return operation.ifExists ? changed(database) : missing(database, "table", operation.name);
  const schema = to.schema ?? table.schema;
  const name = to.name ?? table.name;
  if (!hasSchema(database, schema)) return missing(database, "schema", part(schema));
  if (relationExists(database, schema, name)) return exists(database, "table", { schema, name });
  const taken = typeTaken(database, { schema, name });
  if (taken) return taken;
  const sequences = to.schema === undefined
    ? database.sequences
    : database.sequences.map((sequence) => (sequence.ownedBy?.table === table.id ? { ...sequence, schema } : sequence));
  return changed(replaceTable({ ...database, sequences }, { ...table, schema, name }));
}
