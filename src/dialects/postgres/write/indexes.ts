import type { CreateIndex, DropIndex, IndexKey, RenameIndex } from "../../../model/operation.js";
import { quoteIdentifier } from "../naming.js";
import { cascade, columnList, ifExists, ifNotExists, qualifiedName, words } from "./names.js";

export function createIndex(operation: CreateIndex): string {
  const keys = `(${operation.keys.map(indexKey).join(", ")})`;
  const table = words(operation.only && "ONLY", qualifiedName(operation.table));
  return words(
    "CREATE",
    operation.unique && "UNIQUE",
    "INDEX",
    operation.concurrently && "CONCURRENTLY",
    ifNotExists(operation),
    operation.name && quoteIdentifier(operation.name.name),
    // As Prisma writes it: no blank before the columns, unless the method stands between.
    operation.method === "btree" ? `ON ${table}${keys}` : `ON ${table} USING ${method(operation.method)} ${keys}`,
    operation.include.length > 0 && `INCLUDE (${columnList(operation.include)})`,
    operation.nullsNotDistinct && "NULLS NOT DISTINCT",
    operation.parameters !== undefined && `WITH (${operation.parameters})`,
    operation.tablespace !== undefined && `TABLESPACE ${quoteIdentifier(operation.tablespace)}`,
    operation.predicate && `WHERE ${operation.predicate.sql}`,
  );
}

export const dropIndex = (operation: DropIndex): string =>
  words("DROP INDEX", operation.concurrently && "CONCURRENTLY", ifExists(operation), qualifiedName(operation.name), cascade(operation));

export const renameIndex = (operation: RenameIndex): string =>
  words("ALTER INDEX", ifExists(operation), qualifiedName(operation.name), "RENAME TO", quoteIdentifier(operation.to.name));

/** PostgreSQL's own methods are written as Prisma writes them; those of extensions are names. */
function method(name: string): string {
  return ["gin", "gist", "spgist", "brin", "hash"].includes(name) ? name.toUpperCase() : quoteIdentifier(name);
}

function indexKey(key: IndexKey): string {
  return words(
    key.column ? quoteIdentifier(key.column.name) : `(${key.expression?.sql ?? ""})`,
    key.collation && `COLLATE ${qualifiedName(key.collation)}`,
    key.operatorClass,
    key.order === "desc" && "DESC",
    nulls(key),
  );
}

/** NULLs come last in ascending and first in descending order when nothing is said. */
function nulls({ order, nulls }: IndexKey): string {
  const usual = order === "asc" ? "last" : "first";
  return nulls === usual ? "" : `NULLS ${nulls.toUpperCase()}`;
}
