import type { AddConstraint, ColumnDefinition, CreateTable, DropTable, RenameTable, SetTableSchema } from "../../../model/operation.js";
import { quoteIdentifier } from "../naming.js";
import { columnDefinition, columnOptions } from "./columns.js";
import { namedConstraint } from "./constraints.js";
import { cascade, ifExists, ifNotExists, qualifiedName, words } from "./names.js";

/** `constraints` are written inside it, as Prisma does: after an empty line. */
export function createTable(operation: CreateTable, constraints: readonly AddConstraint[] = []): string {
  const head = words("CREATE", persistence(operation), "TABLE", ifNotExists(operation), qualifiedName(operation.name));
  if (operation.asQuery) return words(head, (operation.outputColumns?.length ?? 0) > 0 && `(${operation.outputColumns?.map(quoteIdentifier).join(", ") ?? ""})`, operation.onCommitDrop && "ON COMMIT DROP", `AS ${operation.asQuery.sql}`, operation.withNoData && "WITH NO DATA");
  const partitioned = operation.partitionBy !== undefined && `PARTITION BY ${operation.partitionBy}`;
  const inside = constraints.map(namedConstraint);
  if (operation.partitionOf) {
    const { parent, bounds } = operation.partitionOf;
    const body = block(operation.columns.map(partitionColumn), inside);
    return words(head, "PARTITION OF", qualifiedName(parent), body, bounds, partitioned);
  }
  if (operation.ofType) return words(head, "OF", qualifiedName(operation.ofType), block(operation.columns.map(partitionColumn), inside), partitioned, operation.onCommitDrop && "ON COMMIT DROP");
  const likes = (operation.likes ?? []).map(({ source, including }) => words("LIKE", qualifiedName(source), ...including.map((option) => `INCLUDING ${option.toUpperCase()}`)));
  const columns = operation.columns.map(columnDefinition);
  for (const [place, { at }] of (operation.likes ?? []).entries()) columns.splice(at + place, 0, likes[place] ?? "");
  const inherits = operation.inherits.length > 0 && `INHERITS (${operation.inherits.map(qualifiedName).join(", ")})`;
  return words(head, block(columns, inside) || "()", inherits, partitioned, operation.onCommitDrop && "ON COMMIT DROP");
}

export const dropTable = (operation: DropTable): string => words("DROP TABLE", ifExists(operation), qualifiedName(operation.name), cascade(operation));

export const renameTable = (operation: RenameTable): string =>
  words("ALTER TABLE", ifExists(operation), qualifiedName(operation.name), "RENAME TO", quoteIdentifier(operation.to.name));

export const setTableSchema = (operation: SetTableSchema): string =>
  words("ALTER TABLE", ifExists(operation), qualifiedName(operation.name), "SET SCHEMA", quoteIdentifier(operation.to.name));

function persistence(operation: CreateTable): string {
  return operation.persistence === "permanent" ? "" : operation.persistence.toUpperCase();
}

const partitionColumn = (column: ColumnDefinition): string => words(quoteIdentifier(column.name.name), "WITH OPTIONS", columnOptions(column));

/** Undefined when there is nothing to enclose. */
function block(columns: readonly string[], constraints: readonly string[]): string | undefined {
  const parts = [columns, constraints].filter((part) => part.length > 0).map((part) => part.map((line) => `    ${line}`).join(",\n"));
  return parts.length > 0 ? `(\n${parts.join(",\n\n")}\n)` : undefined;
}
