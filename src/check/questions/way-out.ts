import { identifier, nameAt, NOWHERE } from "../../database/nowhere.js";
import type { FileEdit } from "../../model/finding.js";
import type { Database } from "../../model/database.js";
import { relationSchema } from "../../database/lookup.js";
import type { Identifier, Name } from "../../model/name.js";
import type { CreateIndex, DropIndex, RenameTable, SetTableSchema } from "../../model/operation.js";
import type { DeclaredModel } from "../../schema/declared-schema.js";

/** A plain index on these columns, under the name that Prisma gives it; where that one is taken, PostgreSQL finds another. */
export const indexOn = (table: Name, columns: readonly string[], concurrently: boolean, database: Database): CreateIndex => ({
  kind: "createIndex",
  span: NOWHERE,
  table: nameAt(table),
  name: freeName(`${table.name}_${columns.join("_")}_idx`, table, database),
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

/** Puts one more line at the end of the model's block. */
export function blockAttribute(model: DeclaredModel, attribute: string): FileEdit {
  const { source, span } = model;
  const brace = source.text.lastIndexOf("}", span.end);
  const lineStart = source.text.lastIndexOf("\n", brace - 1) + 1;
  const own = source.text.slice(lineStart, brace).trim() === "";
  const newline = source.text.includes("\r\n") ? "\r\n" : "\n";
  const at = own ? lineStart : brace;
  const text = own ? `  ${attribute}${newline}` : `${newline}  ${attribute}${newline}`;
  return { file: source.file, span: { start: at, end: at }, text };
}
