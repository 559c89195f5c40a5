import { hasSqlDetails, loadModule, parseSync } from "libpg-query";
import type { Node } from "libpg-query";
import type { Database } from "../../../model/database.js";
import type { Script, Statement } from "../../../model/migration.js";
import type { Invalid, Operation } from "../../../model/operation.js";
import type { CalledRoutine, Ran, Routine } from "../../../model/routine.js";
import { SourceText } from "../../../text/source-text.js";
import type { Span } from "../../../text/source-text.js";
import { newerSyntax } from "./newer-syntax.js";
import { opaque } from "./opaque.js";
import { operations, type Prepared } from "./operations.js";
import { routineFrom } from "./routines/routine.js";
import { runRoutine } from "./routines/run.js";
import { split } from "./text/split.js";
import { StatementText, firstTokenFrom } from "./text/statement-text.js";
import type { Range } from "./text/statement-text.js";
import { tokenize } from "./text/tokenize.js";
import type { Token } from "./text/tokenize.js";

/** Loads PostgreSQL's parser (WASM); once, before the first `parse`. */
export async function loadParser(): Promise<void> {
  await loadModule();
}

/** Runs a body on a database (`Dialect.run`). */
export function run(routine: Routine, database: Database, args: readonly string[]): Generator<Operation, void, Ran> {
  return runRoutine(routine, database, args, operationsIn);
}

/** The body of a function, by the statements that made and changed it (`Dialect.routine`). */
export function routine(definitions: readonly string[]): CalledRoutine | undefined {
  return routineFrom(definitions, operationsIn);
}

/** Above this the text is parsed statement by statement: the tree of a whole file takes a hundred times the file's size. UTF-16 units. */
const WHOLE_TEXT_LIMIT = 100_000;

/** Never throws for bad SQL: what does not parse becomes a statement with an `invalid` operation, and the others are parsed all the same. */
export function parse(source: SourceText): Script {
  const byteOrderMark = source.text.startsWith("\ufeff");
  const { tokens, comments } = tokenizeAfterMark(source.text, byteOrderMark);
  const prepared: Prepared = new Map();
  const parsed = parseWhole(source, tokens, byteOrderMark, prepared) ?? split(source, tokens).map((range) => parseOne(source, tokens, range, prepared));
  const statements = parsed.map((statement, index) => ({ index, ...statement }));
  return { source, comments, statements: byteOrderMark ? refuseMark(statements) : statements };
}

/** All operations of a text, for SQL that stands inside other statements. */
const operationsIn = (source: SourceText): readonly Operation[] => parse(source).statements.flatMap((statement) => statement.operations);

/** UTF-16 units of what an error message quotes. */
const LONGEST_QUOTE = 60;

type Parsed = Pick<Statement, "span" | "operations" | "newer">;

function tokenizeAfterMark(text: string, byteOrderMark: boolean): ReturnType<typeof tokenize> {
  // A space is as long as the mark, in UTF-16, so that no offset moves.
  return tokenize(byteOrderMark ? ` ${text.slice(1)}` : text);
}

/** undefined when the text must be cut into statements first. */
function parseWhole(source: SourceText, tokens: readonly Token[], byteOrderMark: boolean, prepared: Prepared): Parsed[] | undefined {
  const { text } = source;
  if (tokens.length === 0) return [];
  if (byteOrderMark || text.length > WHOLE_TEXT_LIMIT || text.includes("\0") || tokens.at(-1)?.kind === "unterminated") return undefined;
  const result = parseText(text);
  if (result.kind !== "parsed") return undefined;
  return result.statements.map(({ node, location, length }) => {
    const start = source.fromByte(location);
    const end = length === 0 ? text.length : source.fromByte(location + length);
    const range = { from: firstTokenFrom(tokens, start), to: firstTokenFrom(tokens, end) };
    const statement = new StatementText(source, tokens, range, (byte) => source.fromByte(byte));
    return { span: statement.span, operations: operations(statement, node, operationsIn, prepared), ...newerIn([node]) };
  });
}

function parseOne(source: SourceText, tokens: readonly Token[], range: Range, prepared: Prepared): Parsed {
  const start = tokens[range.from]?.start ?? 0;
  const end = tokens[range.to - 1]?.end ?? start;
  const span = { start, end };
  const chunk = new SourceText(source.file, source.text.slice(start, endOfReadable(source.text, tokens[range.to - 1]) ?? end));
  const nul = chunk.text.indexOf("\0");
  if (nul !== -1) return { span, operations: [invalid(span, "PostgreSQL's text cannot hold a NUL character", { start: start + nul, end: start + nul + 1 })] };

  const result = parseText(chunk.text);
  switch (result.kind) {
    case "failed": {
      const at = start + chunk.fromCodePoint(result.codePoint);
      const token = tokens[firstTokenFrom(tokens, at)];
      const stop = token === undefined || token.start !== at || at >= end ? { start: at, end: Math.min(at + 1, end) } : { start: at, end: token.end };
      return { span, operations: [invalid(span, result.message, stop)] };
    }
    case "too deep":
      return { span, operations: [opaque(span, "TooDeep", true)] };
    case "parsed": {
      const statement = new StatementText(source, tokens, range, (byte) => start + chunk.fromByte(byte));
      const done = result.statements.flatMap(({ node }): readonly Operation[] => operations(statement, node, operationsIn, prepared));
      return { span, operations: done, ...newerIn(result.statements.map(({ node }) => node)) };
    }
  }
}

function newerIn(nodes: readonly Node[]): Pick<Statement, "newer"> {
  const newer = nodes.flatMap(newerSyntax);
  return newer.length === 0 ? {} : { newer };
}

/** Of a comment left open only what is quoted of it: for each one inside it the scanner of libpg-query 18 reads all that is left. */
function endOfReadable(text: string, last: Token | undefined): number | undefined {
  if (last?.kind !== "unterminated" || !text.startsWith("/*", last.start)) return undefined;
  return Math.min(last.end, last.start + 2 * LONGEST_QUOTE);
}

type Result =
  | { readonly kind: "parsed"; readonly statements: readonly { readonly node: Node; readonly location: number; readonly length: number }[] }
  | { readonly kind: "failed"; readonly message: string; readonly codePoint: number }
  | { readonly kind: "too deep" };

function parseText(text: string): Result {
  try {
    // The module's own encoder takes a lone surrogate for half of a pair and eats the character after it.
    const { stmts = [] } = parseSync(text.replace(/\p{Surrogate}/gu, "\ufffd"));
    const statements = stmts.flatMap(({ stmt, stmt_location = 0, stmt_len = 0 }) => (stmt === undefined ? [] : [{ node: stmt, location: stmt_location, length: stmt_len }]));
    return { kind: "parsed", statements };
  } catch (error) {
    if (hasSqlDetails(error)) return { kind: "failed", message: shortened(error.message), codePoint: error.sqlDetails?.cursorPosition ?? 0 };
    // A tree too deep for the module's stack to print.
    if (error instanceof RangeError) return { kind: "too deep" };
    throw error;
  }
}

/** PostgreSQL quotes from where it stopped, which of a text left open is the rest of the file. */
function shortened(message: string): string {
  const [, before, near] = /^(.* at or near ")(.*)"$/s.exec(message) ?? [];
  if (before === undefined || near === undefined) return message;
  const [line = ""] = near.split(/\r?\n/);
  // Not between the halves of a pair.
  const shown = line.slice(0, LONGEST_QUOTE).replace(/[\uD800-\uDBFF]$/, "");
  return shown === near ? message : `${before}${shown}…"`;
}

function invalid(span: Span, message: string, at: Span): Invalid {
  return { kind: "invalid", span, message, at };
}

/** PostgreSQL reads a byte order mark as part of the first word, so the first statement is the one that fails. */
function refuseMark(statements: readonly Statement[]): Statement[] {
  const mark = { start: 0, end: 1 };
  const refusal = invalid(mark, "syntax error: the file starts with a byte order mark, which PostgreSQL does not skip", mark);
  const [first, ...others] = statements;
  if (first === undefined) return [{ index: 0, span: mark, operations: [refusal] }];
  return [{ ...first, operations: [refusal, ...first.operations] }, ...others];
}
