import { parsePlPgSQLSync } from "libpg-query";
import type { DoStmt } from "libpg-query";
import type { Operation } from "../../../model/operation.js";
import { moveSpans } from "../../../text/move-spans.js";
import { SourceText } from "../../../text/source-text.js";
import type { Span } from "../../../text/source-text.js";
import { opaque } from "./opaque.js";
import { staticStatements, type StaticStatement } from "./plpgsql.js";
import type { StatementText } from "./statement-text.js";
import { strings } from "./tree.js";

/** How the statements inside are read: `parse` of this folder. */
export type ReadStatements = (source: SourceText) => readonly Operation[];

/**
 * The statements that a DO block in PL/pgSQL surely runs, or runs when its IF or its exceptions let it, as operations of their own. Loops, SQL put
 * together at run time and other languages stay opaque. The block's own `DoStmt` comes first.
 */
export function doBlock(text: StatementText, node: DoStmt, read: ReadStatements): Operation[] {
  const body = bodyOf(text, node);
  const sql = text.source.slice(text.span);
  const found = body === undefined ? undefined : staticStatements(parsed(sql));
  if (body === undefined || found === undefined) return [opaque(text.span, "DoStmt", true)];
  const operations: Operation[] = [opaque(text.span, "DoStmt", !found.complete)];
  let from = body.start;
  for (const statement of found.statements) {
    const at = text.source.text.indexOf(statement.written, from);
    const start = at === -1 || at >= body.end ? undefined : at;
    if (start !== undefined) from = start + statement.written.length;
    operations.push(...inside(statement, start, text, read));
  }
  return operations;
}

function inside(statement: StaticStatement, start: number | undefined, text: StatementText, read: ReadStatements): Operation[] {
  const place: Span = start === undefined ? text.span : { start, end: start + statement.written.length };
  const verbatim = start !== undefined && statement.written === statement.sql;
  return read(new SourceText(text.source.file, statement.sql)).map((operation) => {
    const placed = moveSpans(operation, (span) => (verbatim ? { start: span.start + place.start, end: span.end + place.start } : place));
    return statement.conditional ? { ...placed, conditional: true } : placed;
  });
}

/** Undefined where the module refuses what it may well have misunderstood: a name that only the server knows. */
function parsed(sql: string): unknown {
  try {
    return parsePlPgSQLSync(sql);
  } catch {
    return undefined;
  }
}

/** Between the dollar quotes; undefined for other languages and for a body in plain quotes, whose escapes move everything. */
function bodyOf(text: StatementText, { args = [] }: DoStmt): Span | undefined {
  let language = "plpgsql";
  for (const option of args) {
    if ("DefElem" in option && option.DefElem.defname === "language") language = strings(option.DefElem.arg ? [option.DefElem.arg] : [])[0] ?? language;
  }
  if (language.toLowerCase() !== "plpgsql") return undefined;
  for (let number = text.range.from; number < text.range.to; number++) {
    if (text.kind(number) === "string" && text.raw(number).startsWith("$")) return text.spanAt(number);
  }
  return undefined;
}
