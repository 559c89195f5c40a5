import type { Span } from "../text/source-text.js";
import type { SchemaArgument, SchemaAttribute, SchemaName, SchemaValue } from "./syntax-tree.js";
import type { TokenCursor } from "./token-cursor.js";

/** The attributes of one field or enum value, up to the end of the line. */
export function parseFieldAttributes(cursor: TokenCursor): SchemaAttribute[] {
  const attributes: SchemaAttribute[] = [];
  while (cursor.isAt("@")) attributes.push(parseAttribute(cursor));
  return attributes;
}

/** The next token must be `@` or `@@`. */
export function parseAttribute(cursor: TokenCursor): SchemaAttribute {
  const sign = cursor.next();
  const level = sign.text === "@@" ? "block" : "field";
  const name = attributeName(cursor, sign.span.end);
  const open = cursor.isAt("(") ? cursor.peek().span.start : undefined;
  const args = open === undefined ? [] : parseArguments(cursor, 0);
  const argumentsSpan = open === undefined ? null : cursor.spanFrom(open);
  return { level, name, arguments: args, argumentsSpan, span: cursor.spanFrom(sign.span.start) };
}

/** Null, with an error noted, where no value stands; nothing is taken then. */
export function parseValue(cursor: TokenCursor, depth = 0): SchemaValue | null {
  const token = cursor.peek();
  if (depth > deepest) {
    cursor.error("This value is nested too deeply.");
    cursor.skipLine();
    return null;
  }
  if (token.kind === "string") {
    cursor.next();
    return { kind: "string", value: unescape(token.text), span: token.span };
  }
  if (token.kind === "number" && cursor.peek(1).text !== ".") {
    cursor.next();
    return { kind: "number", text: token.text, span: token.span };
  }
  if (cursor.isAtName()) return parsePathOrCall(cursor, depth);
  if (cursor.isAt("[")) return parseArray(cursor, depth);
  if (cursor.isAt("{")) return parseObject(cursor, depth);
  cursor.error("A value is missing here.", { start: token.span.start, end: token.span.start });
  return null;
}

/** No stack overflow for `[[[[…`; Prisma's own values nest three deep. */
const deepest = 64;

function attributeName(cursor: TokenCursor, end: number): SchemaName {
  if (cursor.isAtName()) return cursor.path();
  cursor.error("An attribute's name is missing here.", { start: end, end });
  return { text: "", span: { start: end, end } };
}

/** The next token must be `(`. */
function parseArguments(cursor: TokenCursor, depth: number): SchemaArgument[] {
  return parseList(cursor, ")", () => parseArgument(cursor, depth));
}

function parseArgument(cursor: TokenCursor, depth: number): SchemaArgument | null {
  const { start } = cursor.peek().span;
  const name = cursor.isAtName() && cursor.peek(1).text === ":" ? takeName(cursor) : null;
  const value = parseValue(cursor, depth + 1);
  return name === null && value === null ? null : { name, value, span: cursor.spanFrom(start) };
}

function takeName(cursor: TokenCursor): SchemaName {
  const { text, span } = cursor.next();
  cursor.next();
  return { text, span };
}

function parsePathOrCall(cursor: TokenCursor, depth: number): SchemaValue {
  const name = cursor.path();
  if (!cursor.isAt("(")) return { kind: "path", text: name.text, span: name.span };
  const args = parseArguments(cursor, depth + 1);
  return { kind: "call", name, arguments: args, span: cursor.spanFrom(name.span.start) };
}

function parseArray(cursor: TokenCursor, depth: number): SchemaValue {
  const { start } = cursor.peek().span;
  const items = parseList(cursor, "]", () => parseValue(cursor, depth + 1));
  return { kind: "array", items, span: cursor.spanFrom(start) };
}

function parseObject(cursor: TokenCursor, depth: number): SchemaValue {
  const { start } = cursor.peek().span;
  const entries = parseList(cursor, "}", () => parseArgument(cursor, depth));
  return { kind: "object", entries, span: cursor.spanFrom(start) };
}

/**
 * Items between brackets, commas between them and perhaps behind the last. Prisma wants a list on one line; other tools
 * do not, and a list may go on in the next line as long as that line does not begin something of its own: an unclosed
 * bracket costs the rest of its line, not of its file.
 */
function parseList<Item>(cursor: TokenCursor, close: ")" | "]" | "}", parseItem: () => Item | null): Item[] {
  const open = cursor.next();
  const items: Item[] = [];
  for (;;) {
    if (!moveOn(cursor, close)) return unclosed(cursor, open.span, close, items);
    if (cursor.isAt(close)) break;
    const item = parseItem();
    if (item === null) return unclosed(cursor, open.span, close, items);
    items.push(item);
    const mark = cursor.mark();
    if (!moveOn(cursor, close)) return unclosed(cursor, open.span, close, items);
    if (cursor.isAt(close)) break;
    if (!cursor.isAt(",")) {
      cursor.back(mark);
      return unclosed(cursor, open.span, close, items);
    }
    cursor.next();
  }
  cursor.next();
  return items;
}

function unclosed<Item>(cursor: TokenCursor, open: Span, close: string, items: Item[]): Item[] {
  cursor.error(`The matching \`${close}\` is missing.`, open);
  return items;
}

/** Steps over line ends; false, and nothing taken, where the list cannot go on behind them. */
function moveOn(cursor: TokenCursor, close: string): boolean {
  if (!cursor.isAtLineEnd()) return true;
  const mark = cursor.mark();
  cursor.skipNewlines();
  // The `}` of the block and the one of an object on several lines cannot be told apart; Prisma has no such objects.
  const begins = close === "}" || cursor.isAt("}") || cursor.isAt("@@") || cursor.isAt("@") || cursor.peek().kind === "end";
  if (!begins && !(cursor.isAtName() && cursor.isAtName(1))) return true;
  cursor.back(mark);
  return false;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** Decodes the escapes of JSON, which are Prisma's; one that JSON does not know stands for its character. */
function unescape(literal: string): string {
  const closed = literal.length > 1 && literal.endsWith('"');
  const body = literal.slice(1, closed ? -1 : undefined);
  return body.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/gsu, (_, code: string | undefined, letter: string | undefined) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return escapes[letter ?? ""] ?? letter ?? "";
  });
}
