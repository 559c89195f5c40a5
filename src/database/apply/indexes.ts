import type { Database, Index, IndexPart, Refusal, Table, View } from "../../model/database.js";
import type { Name } from "../../model/name.js";
import type { CreateIndex, DropIndex, IndexKey, RenameIndex } from "../../model/operation.js";
import { bind, columnsOfView, type ColumnOwner } from "../names/bind.js";
import { changed, exists, firstFree, invalid, mapTables, missing, part, refused, replaceTable, replaceView, said, type Changed, type ChangeContext } from "./change.js";
import { describe, foreignKeysTo } from "../dependents.js";
import { unbuildable, undroppable, undroppableOf } from "../refusals/concurrently.js";
import { otherKind } from "../refusals/other-kind.js";
import { withoutForeignKeys } from "./drop.js";
import { hasPartitions } from "./partitions.js";
import { unfitForPartitions } from "../partition-key.js";
import { spreadIndex, withParts } from "./partition-indexes.js";
import { findColumn, findIndex, findSequence, findTable, findView, relationExists } from "../names/lookup.js";

export function createIndex(operation: CreateIndex, database: Database, context: ChangeContext): Changed {
  const table = findTable(database, operation.table);
  const view = table ? undefined : findView(database, operation.table);
  const owner = table ?? view;
  if (!owner) return findSequence(database, operation.table) ? invalid(database, notIndexable(operation.table), "table", operation.table) : missing(database, "table", operation.table);
  if (view?.materialized === false) return invalid(database, notIndexable(view), "view", view);
  const unbuilt = table && unbuildable(operation, table);
  if (unbuilt) return invalid(database, unbuilt, "index", part(operation.name?.name ?? ""), table);
  const name = operation.name ? context.naming.truncate(operation.name.name) : automaticName(operation, owner, database, context);
  if (relationExists(database, owner.schema, name)) return operation.ifNotExists ? changed(database) : exists(database, "index", { schema: owner.schema, name }, owner);

  const wrong = unfit(operation) ?? (table && operation.unique ? unfitForPartitions(table, operation.keys.map(({ column }) => column?.name), "UNIQUE") : undefined);
  if (wrong) return invalid(database, wrong, "index", part(name), owner);
  const scope = table ? [table] : view ? [columnsOfView(view)] : [];
  const keys: IndexPart[] = [];
  for (const key of operation.keys) {
    const column = key.column && table ? findColumn(table, key.column.name) : undefined;
    if (key.column && table && !column) {
      if (!table.columnsUnknown) return missing(database, "column", part(key.column.name), table);
    }
    const { called: _, ...rest } = key;
    keys.push({ ...rest, column: column?.id, expression: keyExpression(key, column !== undefined, database, scope) });
  }
  const include: string[] = [];
  for (const column of operation.include) {
    const found = table && findColumn(table, column.name);
    if (table && !found) return missing(database, "column", part(column.name), table);
    if (found) include.push(found.id);
  }
  const index: Index = {
    id: context.newId(),
    name,
    unique: operation.unique,
    method: operation.method,
    keys,
    include,
    predicate: operation.predicate && bind(operation.predicate, database, scope),
    nullsNotDistinct: operation.nullsNotDistinct,
    parameters: operation.parameters,
    ...(operation.tablespace !== undefined && { tablespace: operation.tablespace }),
    constraint: undefined,
    ...(operation.only && table && hasPartitions(database, table) && { invalid: true }),
  };
  const next = withIndexes(database, owner, [...owner.indexes, index]);
  return changed(operation.only ? next : spreadIndex(next, owner.id, index, context));
}

const notIndexable = ({ name }: Name): Refusal => ({ code: "42809", message: `cannot create index on relation ${said(name)}` });

/** What PostgreSQL's own access methods lack. */
function unfit({ method, unique, keys }: CreateIndex): Refusal | undefined {
  if (unique && ["hash", "gin", "gist", "spgist", "brin"].includes(method)) return { code: "0A000", message: `access method ${said(method)} does not support unique indexes` };
  return keys.length > 1 && ["hash", "spgist"].includes(method) ? { code: "0A000", message: `access method ${said(method)} does not support multicolumn indexes` } : undefined;
}

/** A column that is none of a table (of a materialised view) is kept as an expression: its quoted name. */
function keyExpression(key: IndexKey, known: boolean, database: Database, scope: readonly ColumnOwner[]): IndexPart["expression"] {
  if (key.expression) return bind(key.expression, database, scope);
  if (known || !key.column) return undefined;
  const sql = `"${key.column.name.replaceAll('"', '""')}"`;
  return bind({ sql, names: [{ kind: "column", path: [key.column.name], start: 0, end: sql.length }], literal: undefined }, database, scope);
}

export function dropIndex(operation: DropIndex, database: Database, context: Pick<ChangeContext, "together">): Changed {
  const wrong = undroppable(operation, context);
  if (wrong) return isFirst(operation, context) ? invalid(database, wrong, "index", operation.name) : changed(database);
  const place = findIndex(database, operation.name);
  const other = otherKind("index", operation.name, database);
  if (other) return invalid(database, other, "index", operation.name);
  if (!place) return operation.ifExists ? changed(database) : missing(database, "index", operation.name);
  const { index } = place;
  const undropped = undroppableOf(operation, place.table);
  if (undropped) return invalid(database, undropped, "index", operation.name, place.table);
  const owner = place.table ?? place.view;
  const name: Name = { schema: owner.schema, name: index.name };
  const constraint = place.table?.constraints.find((candidate) => candidate.id === index.constraint);
  if (constraint) return refused(database, { kind: "dependents", what: "index", name, table: owner, dependents: [`constraint ${constraint.name} on table ${owner.name}`] });
  if (index.parent !== undefined) return refused(database, { kind: "dependents", what: "index", name, table: owner, dependents: ["the index of the partitioned table that it is a part of"] });
  const gone = withParts(database, index.id);
  const leaning = foreignKeysTo(database, owner.id).filter(({ foreignKey }) => foreignKey.references.index === index.id);
  if (leaning.length > 0 && !operation.cascade) return refused(database, { kind: "dependents", what: "index", name, table: owner, dependents: leaning.map(describe.foreignKey) });
  let next = withIndexes(database, owner, owner.indexes.filter((candidate) => candidate !== index));
  if (gone.size > 1) next = { ...next, tables: mapTables(next, (table) => (table.indexes.some(({ id }) => gone.has(id)) ? { ...table, indexes: table.indexes.filter(({ id }) => !gone.has(id)) } : table)) };
  return changed(withoutForeignKeys(next, owner.id, index.id));
}

/** One refusal is enough for what the statement lists. */
const isFirst = ({ span }: DropIndex, { together }: Pick<ChangeContext, "together">): boolean => together.find(({ kind }) => kind === "dropIndex")?.span.start === span.start;

export function renameIndex(operation: RenameIndex, database: Database): Changed {
  const place = findIndex(database, operation.name);
  if (!place) return operation.ifExists ? changed(database) : missing(database, "index", operation.name);
  const owner = place.table ?? place.view;
  const name = operation.to.name;
  if (relationExists(database, owner.schema, name)) return exists(database, "index", { schema: owner.schema, name }, owner);
  const next = withIndexes(database, owner, owner.indexes.map((index) => (index === place.index ? { ...index, name } : index)));
  if (!place.table) return changed(next);
  // The constraint behind it is renamed along.
  const constraints = place.table.constraints.map((constraint) => (constraint.id === place.index.constraint ? { ...constraint, name } : constraint));
  const table = next.tables.find((candidate) => candidate.id === place.table.id);
  return changed(table ? replaceTable(next, { ...table, constraints }) : next);
}

const withIndexes = (database: Database, owner: Table | View, indexes: readonly Index[]): Database =>
  "query" in owner ? replaceView(database, { ...owner, indexes }) : replaceTable(database, { ...owner, indexes });

/** As PostgreSQL's ChooseIndexName: `{table}_{columns}_idx`, an expression standing by its name as a column or `expr`. */
function automaticName(operation: CreateIndex, owner: Table | View, database: Database, context: ChangeContext): string {
  const columns: string[] = [];
  for (const key of operation.keys) {
    const wanted = key.column?.name ?? key.called ?? "expr";
    columns.push(firstFree((suffix) => `${wanted}${suffix}`, (name) => columns.includes(name)));
  }
  for (const column of operation.include) columns.push(column.name);
  return firstFree((suffix) => context.naming.automaticName(owner.name, columns, `idx${suffix}`), (name) => relationExists(database, owner.schema, name));
}
