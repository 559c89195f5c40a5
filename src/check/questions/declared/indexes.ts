import { hasPlainKeys } from "../../../database/keys.js";
import type { Index, Table } from "../../../model/database.js";
import type { DeclaredKey, DeclaredModel, DeclaredSchema } from "../../../schema/declared-schema.js";
import { keyOfDatabaseName, keysOf } from "../../../schema/schema-questions.js";

/** As schema.prisma spells them; it knows no others. */
const METHODS: ReadonlyMap<string, string> = new Map([["btree", "BTree"], ["hash", "Hash"], ["gin", "Gin"], ["gist", "Gist"], ["spgist", "SpGist"], ["brin", "Brin"]]);

/** Prisma's comparison of the history with schema.prisma takes notice of it: not of an index on expressions, nor of one with a condition where the preview feature for them is off. */
export const isSeenByPrisma = (index: Index, { generators }: DeclaredSchema): boolean =>
  hasPlainKeys(index) && (index.predicate === undefined || generators.some(({ previewFeatures }) => previewFeatures.includes("partialIndexes")));

/** schema.prisma has no words for it: another method, columns that are only carried along, or NULLS NOT DISTINCT. */
export const isBeyondPrisma = (index: Index): boolean => !METHODS.has(index.method) || index.include.length > 0 || index.nullsNotDistinct;

/** What of the model stands for the index: by its name, or under another one with the same columns, which Prisma would rename. */
export function declaredKeyOf(model: DeclaredModel, table: Table, index: Index): DeclaredKey | undefined {
  const columns = index.keys.map(({ column }) => table.columns.find(({ id }) => id === column)?.name);
  const isAlike = (key: DeclaredKey): boolean =>
    (key.kind === "index") === !index.unique && (key.where === undefined) === (index.predicate === undefined) && key.fields.length === columns.length && key.fields.every((field, at) => field.column === columns[at]);
  return keyOfDatabaseName(model, index.name) ?? keysOf(model).find(isAlike);
}

/** The attribute of the model's block that declares the index under its name. */
export function attributeFor(model: DeclaredModel, table: Table, index: Index): string {
  const fields = index.keys.map(({ column, order, operatorClass }) => {
    const name = table.columns.find(({ id }) => id === column)?.name ?? "";
    const field = model.fields.find((candidate) => candidate.column === name)?.name ?? name;
    const said = [...(operatorClass === undefined ? [] : [`ops: raw(${JSON.stringify(operatorClass)})`]), ...(order === "desc" ? ["sort: Desc"] : [])];
    return said.length === 0 ? field : `${field}(${said.join(", ")})`;
  });
  const type = index.method === "btree" ? "" : `, type: ${METHODS.get(index.method) ?? ""}`;
  return `${index.unique ? "@@unique" : "@@index"}([${fields.join(", ")}], map: ${JSON.stringify(index.name)}${type})`;
}
