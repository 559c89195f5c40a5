import { identifier, nameAt, NOWHERE } from "../database/nowhere.js";
import type { FileEdit } from "../model/finding.js";
import type { Name } from "../model/name.js";
import type { CreateIndex, DropIndex } from "../model/operation.js";
import type { DeclaredModel } from "../schema/declared-schema.js";

/** A plain index on these columns, under the name that Prisma gives it. */
export const indexOn = (table: Name, columns: readonly string[], concurrently: boolean): CreateIndex => ({
  kind: "createIndex",
  span: NOWHERE,
  table: nameAt(table),
  name: identifier(`${table.name}_${columns.join("_")}_idx`),
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

export const dropConcurrently = (index: Name): DropIndex => ({ kind: "dropIndex", span: NOWHERE, name: nameAt(index), concurrently: true, ifExists: false, cascade: false, keyword: NOWHERE });

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
