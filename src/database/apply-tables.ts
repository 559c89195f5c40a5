import type { Column, Database, Sequence, Table } from "../model/database.js";
import type { ColumnDefinition, CreateTable, DropTable, RenameTable, SetTableSchema } from "../model/operation.js";
import { bind, bindType } from "./bind.js";
import { changed, exists, missing, part, refused, replaceTable, type Changed, type ChangeContext } from "./change.js";
import { describe, foreignKeysTo, sequenceUsers, viewsOn } from "./dependents.js";
import { withoutForeignKeys, withoutSequences, withoutViews } from "./drop.js";
import { creationSchema, findTable, findView, hasSchema, relationExists } from "./lookup.js";
import { identitySequence, serialSequence } from "./apply-sequences.js";
import { renameView } from "./apply-views.js";

export function createTable(operation: CreateTable, database: Database, context: ChangeContext): Changed {
  const schema = operation.persistence === "temporary" ? "pg_temp" : (operation.name.schema ?? creationSchema(database));
  if (schema === undefined || !hasSchema(database, schema)) return missing(database, "schema", part(schema ?? ""));
  if (relationExists(database, schema, operation.name.name)) return operation.ifNotExists ? changed(database) : exists(database, "table", { schema, name: operation.name.name });
  const parents = [...operation.inherits, ...(operation.partitionOf ? [operation.partitionOf.parent] : [])].map((name) => findTable(database, name));
  const table: Table = {
    id: context.newId(),
    schema,
    name: operation.name.name,
    // Identity is not inherited, only NOT NULL with it; a partition has its parent's.
    columns: merged(parents.flatMap((parent) => parent?.columns ?? []).map((column) => ({ ...column, id: context.newId(), identity: operation.partitionOf && column.identity }))),
    constraints: [],
    indexes: [],
    persistence: operation.persistence,
    partitionBy: operation.partitionBy,
    partitionOf: operation.partitionOf && parents[0] && { parent: parents[0].id, bounds: operation.partitionOf.bounds },
    inherits: operation.partitionOf ? [] : parents.flatMap((parent) => (parent ? [parent.id] : [])),
    settings: [],
    filledBy: operation.asQuery ? [context.migration] : [],
    columnsUnknown: operation.asQuery !== undefined,
  };
  let next: Database = { ...database, tables: [...database.tables, table] };
  for (const column of operation.columns) next = withColumn(column, table.id, next, context);
  if (parents.length === 0) return changed(next);
  return changed({ ...next, tables: next.tables.map((made) => (made.id === table.id ? { ...made, columns: merged(made.columns) } : made)) });
}

/** Columns of one name, of several parents or the table's own, are one: at the first one's place, as the last one says (source: MergeAttributes). */
function merged(columns: readonly Column[]): readonly Column[] {
  const byName = new Map<string, Column>();
  for (const column of columns) {
    const earlier = byName.get(column.name);
    byName.set(column.name, earlier === undefined ? column : { ...column, notNull: column.notNull || earlier.notNull, default: column.default ?? earlier.default });
  }
  return [...byName.values()];
}

/** The table with one column more, and the sequence that a serial or identity brings along. */
export function withColumn(definition: ColumnDefinition, tableId: string, database: Database, context: ChangeContext): Database {
  const table = database.tables.find((candidate) => candidate.id === tableId);
  if (!table) return database;
  const id = context.newId();
  const type = bindType(definition.type, database);
  const plain: Column = {
    id,
    name: definition.name.name,
    type,
    notNull: definition.notNull || definition.serial || definition.identity !== undefined,
    default: undefined,
    identity: definition.identity,
    generated: undefined,
    collation: definition.collation,
  };
  const scope: Table = { ...table, columns: [...table.columns, plain] };
  const generated = definition.generated && { expression: bind(definition.generated.expression, database, [scope]), storage: definition.generated.storage };
  const written = definition.default && bind(definition.default, database, [scope]);

  let sequence: Sequence | undefined;
  if (definition.serial) sequence = serialSequence(scope, plain, type.name, database, context);
  else if (definition.identity) sequence = identitySequence(scope, plain, definition.identityOptions, database, context);
  const serialDefault = definition.serial && sequence ? nextValue(sequence, context) : undefined;
  const column: Column = { ...plain, default: written ?? serialDefault, generated };
  const sequences = sequence ? [...database.sequences, sequence] : database.sequences;
  return replaceTable({ ...database, sequences }, { ...table, columns: [...table.columns, column] });
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
    if (operation.ifExists) return changed(database);
    return findView(database, operation.name) ? refused(database, { kind: "invalid", what: "table", name: operation.name }) : missing(database, "table", operation.name);
  }
  const going = new Set<string>([table.id]);
  for (const other of context.together) {
    const also = other.kind === "dropTable" ? findTable(database, other.name) : undefined;
    if (also) going.add(also.id);
  }
  const foreignKeys = foreignKeysTo(database, table.id).filter((key) => !going.has(key.table.id));
  const views = viewsOn(database, [table.id, ...table.columns.map((column) => column.id)]);
  const owned = database.sequences.filter((sequence) => sequence.ownedBy?.table === table.id);
  const users = owned.flatMap((sequence) => sequenceUsers(database, sequence.id)).filter((user) => !going.has(user.table.id));
  const partitions = database.tables.filter((candidate) => candidate.partitionOf?.parent === table.id);
  const children = database.tables.filter((candidate) => candidate.inherits.includes(table.id) && !going.has(candidate.id));
  const dependents = [...foreignKeys.map(describe.foreignKey), ...views.map(describe.view), ...users.map(describe.default), ...children.map(describe.table)];
  if (dependents.length > 0 && !operation.cascade) return refused(database, { kind: "dependents", what: "table", name: { schema: table.schema, name: table.name }, dependents });

  let next = withoutViews(database, views);
  next = withoutForeignKeys(next, table.id);
  next = withoutSequences(next, owned);
  const gone = new Set([table.id, ...partitions.map((partition) => partition.id), ...(operation.cascade ? children.map((child) => child.id) : [])]);
  return changed({ ...next, tables: next.tables.filter((candidate) => !gone.has(candidate.id)) });
}

/** Rename, or move to another schema; what belongs to the table goes along. */
export function moveTable(operation: RenameTable | SetTableSchema, database: Database, to: { readonly name?: string; readonly schema?: string }): Changed {
  const table = findTable(database, operation.name);
  // ALTER TABLE … RENAME takes views too.
  if (!table && operation.kind === "renameTable" && findView(database, operation.name)) return renameView({ ...operation, kind: "renameView", materialized: false }, database);
  if (!table) return operation.ifExists ? changed(database) : missing(database, "table", operation.name);
  const schema = to.schema ?? table.schema;
  const name = to.name ?? table.name;
  if (!hasSchema(database, schema)) return missing(database, "schema", part(schema));
  if (relationExists(database, schema, name)) return exists(database, "table", { schema, name });
  const sequences = to.schema === undefined
    ? database.sequences
    : database.sequences.map((sequence) => (sequence.ownedBy?.table === table.id ? { ...sequence, schema } : sequence));
  return changed(replaceTable({ ...database, sequences }, { ...table, schema, name }));
}
