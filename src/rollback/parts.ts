import { isUnshared } from "../database/questions.js";
import { findIndex, findTable } from "../database/names/lookup.js";
import type { Database, ObjectId } from "../model/database.js";
import type { Writer } from "../model/dialect.js";
import type { CreateIndex, DropIndex, Operation } from "../model/operation.js";
import type { RollbackPart } from "../model/rollback.js";
import type { ReplayedMigration } from "../model/step.js";
import type { DraftStatement } from "./draft.js";

/**
 * One transaction, and what must or should not run in one: an index that was made CONCURRENTLY is dropped so, before the rest; one of a deployed table
 * that comes back is made so, after it.
 */
export function partsOf(statements: readonly DraftStatement[], migration: ReplayedMigration, writer: Writer): RollbackPart[] {
  const made = madeConcurrently(migration);
  const first: string[] = [];
  const last: string[] = [];
  const rest: string[] = [];
  for (const [at, statement] of statements.entries()) {
    const [only, ...others] = statement.operations;
    const operation = others.length === 0 ? only?.operation : undefined;
    if (operation?.kind === "dropIndex" && only && made.has(findIndex(only.before, operation.name)?.index.id ?? "") && mayGoFirst(statements.slice(0, at))) first.push(writer.statement(concurrently(operation)));
    else if (operation?.kind === "createIndex" && isBuiltAlone(operation, migration, statements.slice(at + 1))) last.push(writer.statement(concurrently(operation)));
    else rest.push(statement.sql);
  }
  const alone = (sql: string): RollbackPart => ({ transaction: false, statements: [sql] });
  return [...first.map(alone), ...(rest.length > 0 ? [{ transaction: true, statements: rest }] : []), ...last.map(alone)];
}

const concurrently = <O extends CreateIndex | DropIndex>(operation: O): O => ({ ...operation, concurrently: true });

function madeConcurrently({ steps }: ReplayedMigration): ReadonlySet<ObjectId> {
  const made = new Set<ObjectId>();
  for (const { operation, before, after } of steps) {
    if (operation.kind !== "createIndex" || !operation.concurrently || !operation.name) continue;
    const name = { schema: operation.table.schema, name: operation.name.name };
    const index = findIndex(before, name) ? undefined : findIndex(after, name)?.index;
    if (index) made.add(index.id);
  }
  return made;
}

/** A foreign key may lean on it. */
const mayGoFirst = (earlier: readonly DraftStatement[]): boolean => !earlier.some(({ operations }) => operations.some(({ operation }) => operation.kind === "dropConstraint"));

/** On a table that the live database has, of columns that stayed, and nothing after it needs it. */
function isBuiltAlone(operation: CreateIndex, { before, after, deployed }: ReplayedMigration, later: readonly DraftStatement[]): boolean {
  const table = findTable(before, operation.table);
  if (!table || isUnshared(table, deployed) || table.partitionBy !== undefined || table.partitionOf) return false;
  const now = after.tables.find(({ id }) => id === table.id);
  const index = table.indexes.find(({ name }) => name === operation.name?.name);
  if (!now || !index || !columnsStay(index.keys.flatMap(({ column }) => column ?? []), before, after, table.id)) return false;
  if (index.keys.some(({ expression }) => expression !== undefined) && now.columns.length !== table.columns.length) return false;
  return !later.some(({ operations }) => operations.some(({ operation: other }) => leansOn(other, operation)));
}

function columnsStay(ids: readonly ObjectId[], before: Database, after: Database, table: ObjectId): boolean {
  const columnsOf = ({ tables }: Database) => tables.find(({ id }) => id === table)?.columns ?? [];
  const now = columnsOf(after);
  return columnsOf(before).filter(({ id }) => ids.includes(id)).every((column) => now.some(({ id, type }) => id === column.id && type.name === column.type.name && type.userType === column.type.userType));
}

function leansOn(operation: Operation, { name, table }: CreateIndex): boolean {
  switch (operation.kind) {
    case "comment": return operation.on === "index" && operation.name.name === name?.name;
    case "alterTableSetting": return operation.index?.name === name?.name && operation.index !== undefined;
    case "setRelationParameter":
    case "setIndexStatistics":
    case "attachIndex": return operation.name.name === name?.name;
    case "addConstraint": return operation.constraint.kind === "foreignKey" && operation.constraint.references.name === table.name;
    default: return false;
  }
}
