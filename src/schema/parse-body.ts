import type { Span } from "../text/source-text.js";
import { parseField, parseEnumValue, parseConfigEntry } from "./parse-field.js";
import { parseAttribute } from "./parse-value.js";
import type {
  ConfigEntry,
  SchemaAttribute,
  SchemaBlock,
  SchemaEnumValue,
  SchemaField,
  SchemaName,
} from "./syntax-tree.js";
import type { TokenCursor } from "./token-cursor.js";

type BracedKind = Exclude<SchemaBlock["kind"], "alias">;

/** Everything behind a block's `{`, its `}` included. */
export function parseBody(cursor: TokenCursor, kind: BracedKind, name: SchemaName, header: Span): SchemaBlock {
  const attributes: SchemaAttribute[] = [];
  const { start } = header;
  switch (kind) {
    case "datasource":
    case "generator": {
      const entries: ConfigEntry[] = [];
      parseLines(cursor, header, () => takeInto(entries, parseConfigEntry(cursor)));
      return { kind, name, span: cursor.spanFrom(start), entries };
    }
    case "enum": {
      const values: SchemaEnumValue[] = [];
      const line = () => takeInto(values, parseEnumValue(cursor));
      parseLines(cursor, header, () => takeBlockAttribute(cursor, attributes) || line());
      return { kind, name, span: cursor.spanFrom(start), values, attributes };
    }
    case "model":
    case "view":
    case "type": {
      const fields: SchemaField[] = [];
      const line = () => takeInto(fields, parseField(cursor));
      parseLines(cursor, header, () => takeBlockAttribute(cursor, attributes) || line());
      return { kind, name, span: cursor.spanFrom(start), fields, attributes };
    }
  }
}

/** `parseLine` takes one line's statement, or nothing and says so. */
function parseLines(cursor: TokenCursor, header: Span, parseLine: () => boolean): void {
  skipBehindBrace(cursor);
  for (;;) {
    const mark = cursor.mark();
    cursor.skipNewlines();
    if (cursor.isAt("}")) {
      cursor.next();
      return;
    }
    if (cursor.peek().kind === "end" || isBlockHeader(cursor)) {
      cursor.back(mark);
      cursor.error("The `}` of this block is missing.", header);
      return;
    }
    const taken = parseLine();
    endLine(cursor, taken);
  }
}

/** Prisma passes over whatever stands behind `{` on its line, and refuses a block of one line, which is read here. */
function skipBehindBrace(cursor: TokenCursor): void {
  if (cursor.isAtLineEnd()) return;
  const { start } = cursor.peek().span;
  const mark = cursor.mark();
  let closed = false;
  while (!cursor.isAtLineEnd()) closed = cursor.next().text === "}" || closed;
  const rest = cursor.spanFrom(start);
  if (closed) cursor.back(mark);
  cursor.error("What stands behind `{` must go to the next line.", rest);
}

/** A line such as `model Post {` inside a block: the block before it was never closed. */
function isBlockHeader(cursor: TokenCursor): boolean {
  const keyword = /^(?:datasource|generator|model|view|type|enum)$/u;
  return keyword.test(cursor.peek().text) && cursor.isAtName(1) && cursor.peek(2).text === "{";
}

function endLine(cursor: TokenCursor, taken: boolean): void {
  if (cursor.isAtLineEnd()) return;
  if (cursor.isAt("}")) {
    cursor.error("`}` must stand on a line of its own.");
    return;
  }
  const { start } = cursor.peek().span;
  while (!cursor.isAtLineEnd() && !cursor.isAt("}")) cursor.next();
  const message = taken ? "The rest of this line cannot be read." : "This line cannot be read.";
  cursor.error(message, cursor.spanFrom(start));
}

function takeBlockAttribute(cursor: TokenCursor, into: SchemaAttribute[]): boolean {
  if (!cursor.isAt("@@")) return false;
  into.push(parseAttribute(cursor));
  return true;
}

function takeInto<Item>(list: Item[], item: Item | undefined): boolean {
  if (item === undefined) return false;
  list.push(item);
  return true;
}
