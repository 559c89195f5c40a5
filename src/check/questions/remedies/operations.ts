import { identifier, nameAt, NOWHERE } from "../../../database/recreate/nowhere.js";
import type { Database, Index, ObjectId, Table } from "../../../model/database.js";
import { foreignKeysOf } from "../../../database/dependents.js";
import { partitions } from "../../../database/inheritance.js";
import { relationSchema } from "../../../database/names/lookup.js";
import { createIndex } from "../../../database/recreate/indexes.js";
import type { Identifier, Name } from "../../../model/name.js";
import type { CreateIndex, DropConstraint, DropIndex, RenameTable, SetTableSchema } from "../../../model/operation.js";
import type { AttachIndex } from "../../../model/operation-tables.js";
import { defaultName } from "../../../schema/default-name.js";

/** A plain index on these columns, under the name that Prisma gives it; where that one is taken, PostgreSQL finds another. */
export const indexOn = (table: Name, columns: readonly string[], concurrently: boolean, database: Database): CreateIndex => ({
  kind: "createIndex",
  span: NOWHERE,
  table: nameAt(table),
  name: freeName(defaultName("index", table.name, columns), table, database),
  unique: false,
  concurrently,
  keyword: NOWHERE,
  method: "btree",
  keys: columns.map((name) => ({ column: identifier(name), expression: undefined, order: "asc", nulls: "last", operatorClass: undefined, collation: undefined })),
  include: [],
  predicate: undefined,
  nullsNotDistinct: false,
  only: false,
  parameters: undefined,
  ifNotExists: false,
});

const freeName = (name: string, { schema }: Name, database: Database): Identifier | undefined => (relationSchema(database, { schema, name }) === undefined ? identifier(name) : undefined);

export const dropConcurrently = (index: Name): DropIndex => ({ kind: "dropIndex", span: NOWHERE, name: nameAt(index), concurrently: true, ifExists: false, cascade: false, keyword: NOWHERE });

/** What the migration that builds it is called: `index_user_email` for `User_email_idx`. */
export const indexFolder = (name: string): string => `index_${name.toLowerCase().replace(/_(?:idx|index|key)$/, "")}`;

/** Drops the foreign keys that lean on a unique index: what DROP INDEX … CASCADE takes along. */
export const dropForeignKeysOn = (index: ObjectId, database: Database): DropConstraint[] =>
  database.tables.flatMap((table) =>
    foreignKeysOf(table).filter((key) => key.references.index === index && key.parent === undefined)
      .map(({ name }): DropConstraint => ({ kind: "dropConstraint", span: NOWHERE, table: nameAt(table), name: identifier(name), ifExists: false, cascade: false })),
  );

/** Gives a table another name, another schema, or both. */
export function moveTable(from: TableName, to: TableName): (RenameTable | SetTableSchema)[] {
  const moves: (RenameTable | SetTableSchema)[] = [];
  if (from.schema !== to.schema) moves.push({ kind: "setTableSchema", span: NOWHERE, name: nameAt(from), to: identifier(to.schema), ifExists: false });
  if (from.name !== to.name) moves.push({ kind: "renameTable", span: NOWHERE, name: nameAt({ schema: to.schema, name: from.name }), to: identifier(to.name), ifExists: false });
  return moves;
}

interface TableName {
  readonly schema: string;
  readonly name: string;
}

/** The parts that an index of a partitioned table has on its partitions, down to the last, each as operations: build it CONCURRENTLY, then attach it. */
export function partsOnPartitions(table: Table, index: Index, database: Database, quote: (name: string) => string): { readonly partition: Table; readonly build: CreateIndex; readonly attach: AttachIndex }[] {
  return partitions(database, table.id).flatMap((partition) => {
    const part = partition.indexes.find(({ parent }) => parent === index.id);
    if (!part) return [];
    const divided = partition.partitionBy !== undefined;
    const build = { ...createIndex(part, partition, database, quote), concurrently: !divided, only: divided };
    const attach: AttachIndex = { kind: "attachIndex", span: NOWHERE, name: nameAt({ schema: table.schema, name: index.name }), partition: nameAt({ schema: partition.schema, name: part.name }) };
    return [{ partition, build, attach }, ...partsOnPartitions(partition, part, database, quote)];
  });
}
