import type { AddColumn, Operation } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import type { Span } from "../../../text/source-text.js";

/** The statement that adds the column makes it (part of) the primary key too, and with that NOT NULL. */
export function becomesPrimaryKey({ statement, operation }: Step<AddColumn>): boolean {
  const { name } = operation.column.name;
  return statement.operations.some((other) => other.kind === "addConstraint" && other.constraint.kind === "primaryKey" && other.constraint.columns.some((column) => column.name === name));
}

/** One of the statements inside a DO block. */
export const isInDoBlock = ({ statement }: Step): boolean => statement.operations.some(isDoBlock);

const isDoBlock = (operation: Operation): boolean => operation.kind === "opaque" && operation.node === "DoStmt";

/** The first match within the step's text; the whole of it where there is none. */
export function textOf({ migration, operation: { span } }: Step, pattern: RegExp): Span {
  const found = pattern.exec(migration.source.slice(span));
  return found === null ? span : { start: span.start + found.index, end: span.start + found.index + found[0].length };
}
