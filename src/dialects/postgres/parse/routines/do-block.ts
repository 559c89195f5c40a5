import { parsePlPgSQLSync } from "libpg-query";
import type { DoStmt } from "libpg-query";
import type { Operation } from "../../../../model/operation.js";
import type { Span } from "../../../../text/source-text.js";
import { bodyReader, type ReadStatements } from "./body-reader.js";
import { opaque } from "../opaque.js";
import { routineOf } from "./plpgsql.js";
import { runRoutine } from "./run.js";
import type { StatementText } from "../text/statement-text.js";
import { strings } from "../tree.js";

/**
 * A DO block in PL/pgSQL: first its own `DoStmt` with the routine, which the replay runs, then what it does as far as that can be told without a database.
 * SQL put together at run time and other languages stay opaque.
 */
export function doBlock(text: StatementText, node: DoStmt, read: ReadStatements): Operation[] {
  const body = isPlPgSql(node) ? bodyOf(text) : undefined;
  const parsed = body && parsedBody(text.source.slice(text.span));
  const routine = body && routineOf(parsed, 0, bodyReader(text.source, body, text.span, read));
  if (routine === undefined) return [{ ...opaque(text.span, "DoStmt", true), mayFill: true }];
  const operations: Operation[] = [{ ...opaque(text.span, "DoStmt", false), routine }];
  const run = runRoutine(routine, undefined, [], read);
  for (let next = run.next(); next.done !== true; next = run.next()) operations.push(next.value);
  return operations;
}

/** What PL/pgSQL's parser makes of a DO or CREATE FUNCTION; undefined where the module refuses what it may well have misunderstood: a name that only the server knows. */
export function parsedBody(sql: string): unknown {
  try {
    return parsePlPgSQLSync(sql);
  } catch {
    return undefined;
  }
}

function isPlPgSql({ args = [] }: DoStmt): boolean {
  let language = "plpgsql";
  for (const option of args) {
    if ("DefElem" in option && option.DefElem.defname === "language") language = strings(option.DefElem.arg ? [option.DefElem.arg] : [])[0] ?? language;
  }
  return language.toLowerCase() === "plpgsql";
}

/** The string that is the body. */
function bodyOf(text: StatementText): Span | undefined {
  for (let number = text.range.from; number < text.range.to; number++) if (text.kind(number) === "string") return text.spanAt(number);
  return undefined;
}
