import type { Database } from "../../../model/database.js";
import type { Writer } from "../../../model/dialect.js";
import type { FileEdit } from "../../../model/finding.js";
import type { Name } from "../../../model/name.js";
import type { AddConstraint } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import { findTable } from "../../../database/names/lookup.js";
import { isUnshared } from "../../../database/questions.js";
import type { WayOut } from "../../way-out.js";
import { indexFolder, indexOn } from "./operations.js";

/** An index for the foreign key that a step adds, in schema.prisma and in SQL: with the key where the table is new, otherwise CONCURRENTLY. Undefined where Prisma would want another name for it, or the table is partitioned. */
export function indexDeclared({ migration, statement, deployed }: Step<AddConstraint>, table: Name & { readonly schema: string }, columns: readonly string[], final: Database, edit: FileEdit, title: string, sql: Writer): WayOut | undefined {
  const plain = indexOn(table, columns, false, final);
  const name = plain.name?.name;
  const owner = findTable(final, table);
  if (name === undefined || name !== sql.newName(table.name, columns, "idx") || !owner || owner.partitionBy !== undefined) return undefined;
  const build = sql.statement(plain);
  const isNew = isUnshared(owner, deployed);
  return {
    title,
    here: [migration.source.slice(statement.span), ...(isNew ? [build] : [])],
    then: isNew ? [] : [{ name: indexFolder(name), sql: [sql.statement(indexOn(table, columns, true, final))] }],
    along: [edit],
    delta: [build],
  };
}
