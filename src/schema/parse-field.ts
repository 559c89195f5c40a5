import { parseFieldAttributes, parseValue } from "./parse-value.js";
import type {
  ConfigEntry,
  SchemaEnumValue,
  SchemaField,
  SchemaFieldType,
  SchemaName,
  StringValue,
} from "./syntax-tree.js";
import type { TokenCursor } from "./token-cursor.js";

/** Undefined, and nothing taken, where the line does not begin with a name; the same for the two below. */
export function parseField(cursor: TokenCursor): SchemaField | undefined {
  if (!cursor.isAtName()) return undefined;
  const name = takeName(cursor);
  // Prisma 1's `name: Type`.
  if (cursor.isAt(":")) cursor.error("A field has no `:` before its type.", cursor.next().span);
  const type = parseFieldType(cursor);
  if (type === null) cursor.error("The type of this field is missing.", name.span);
  const attributes = parseFieldAttributes(cursor);
  return { name, type, attributes, span: cursor.spanFrom(name.span.start) };
}

export function parseEnumValue(cursor: TokenCursor): SchemaEnumValue | undefined {
  if (!cursor.isAtName()) return undefined;
  const name = takeName(cursor);
  const attributes = parseFieldAttributes(cursor);
  return { name, attributes, span: cursor.spanFrom(name.span.start) };
}

export function parseConfigEntry(cursor: TokenCursor): ConfigEntry | undefined {
  if (!cursor.isAtName()) return undefined;
  const name = takeName(cursor);
  if (!cursor.isAt("=")) {
    cursor.error("`=` and a value are missing behind this name.", name.span);
    return { name, value: null, span: name.span };
  }
  cursor.next();
  const value = parseValue(cursor);
  return { name, value, span: cursor.spanFrom(name.span.start) };
}

/** Null, and nothing taken or noted, where no type stands. */
export function parseFieldType(cursor: TokenCursor): SchemaFieldType | null {
  const { start } = cursor.peek().span;
  if (cursor.isAt("[") && cursor.isAtName(1)) return parseOldList(cursor, start);
  if (!cursor.isAtName()) return null;
  const name = takeName(cursor);
  const unsupported = name.text === "Unsupported" && cursor.isAt("(") ? parseUnsupported(cursor) : null;
  const arity = parseArity(cursor);
  return { name, unsupported, arity, span: cursor.spanFrom(start) };
}

function parseArity(cursor: TokenCursor): SchemaFieldType["arity"] {
  const { start } = cursor.peek().span;
  if (cursor.isAt("[") && cursor.peek(1).text === "]") {
    cursor.next();
    cursor.next();
    if (!cursor.isAt("?")) return "list";
    cursor.next();
    cursor.error("A list cannot be optional.", cursor.spanFrom(start));
    return "list";
  }
  if (cursor.isAt("?")) {
    cursor.next();
    return "optional";
  }
  if (cursor.isAt("!")) cursor.error("A required type has no `!`.", cursor.next().span);
  return "required";
}

/** Prisma 1's `[Type]`. */
function parseOldList(cursor: TokenCursor, start: number): SchemaFieldType {
  cursor.next();
  const name = takeName(cursor);
  if (cursor.isAt("]")) cursor.next();
  const span = cursor.spanFrom(start);
  cursor.error("A list's type is written `Type[]`.", span);
  return { name, unsupported: null, arity: "list", span };
}

function parseUnsupported(cursor: TokenCursor): StringValue | null {
  const open = cursor.next();
  const value = cursor.isAtLineEnd() ? null : parseValue(cursor);
  if (cursor.isAt(")")) cursor.next();
  else cursor.error("The matching `)` is missing.", open.span);
  if (value?.kind === "string") return value;
  cursor.error("`Unsupported` takes the database's type as a string.", open.span);
  return null;
}

function takeName(cursor: TokenCursor): SchemaName {
  const { text, span } = cursor.next();
  return { text, span };
}
