import type { SourceText, Span } from "../text/source-text.js";
import { parseBody } from "./parse-body.js";
import { parseFieldType } from "./parse-field.js";
import { parseFieldAttributes } from "./parse-value.js";
import type { ParsedSchemaFile, SchemaBlock, SchemaComment, SchemaName } from "./syntax-tree.js";
import { TokenCursor } from "./token-cursor.js";
import { tokenize, type SchemaToken } from "./tokenize.js";

/**
 * Reads a schema.prisma of Prisma 2 to 7. Never throws: what cannot be read costs its line and is noted in `errors`.
 * More tolerant than Prisma (lists on several lines, trailing commas, block comments anywhere): every text that Prisma
 * accepts has no errors here, and a few that it refuses have none either. Grammar: prisma-engines,
 * psl/schema-ast/src/parser/datamodel.pest.
 */
export function parseSchema(source: SourceText): ParsedSchemaFile {
  const { tokens, errors } = tokenize(source.text);
  const cursor = new TokenCursor(tokens, errors);
  const blocks: SchemaBlock[] = [];
  while (cursor.peek().kind !== "end") {
    const block = cursor.peek().kind === "newline" ? undefined : parseBlock(cursor);
    if (block !== undefined) blocks.push(block);
    cursor.skipNewlines();
  }
  const sorted = cursor.errors.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { source, tokens, blocks, comments: commentsOf(tokens), errors: sorted };
}

/** The exact text that was parsed, put together from its tokens. */
export function printSchema(file: ParsedSchemaFile): string {
  let text = "";
  for (const token of file.tokens) text += token.text;
  return text;
}

function parseBlock(cursor: TokenCursor): SchemaBlock | undefined {
  const keyword = cursor.peek();
  if (!cursor.isAtName()) {
    invalidLine(cursor);
    return undefined;
  }
  if (keyword.text === "type" && cursor.isAtName(1) && cursor.peek(2).text === "=") return parseAlias(cursor);
  const start = keyword.span.start;
  const kind = blockKind(keyword.text);
  if (kind === undefined) {
    unknownBlock(cursor);
    return undefined;
  }
  cursor.next();
  const name = cursor.isAtName() ? nameOf(cursor.next()) : missingName(cursor, keyword.span);
  const header = cursor.spanFrom(start);
  if (!openBrace(cursor, header)) return undefined;
  return parseBody(cursor, kind, name, header);
}

function blockKind(keyword: string): Exclude<SchemaBlock["kind"], "alias"> | undefined {
  switch (keyword) {
    case "datasource":
    case "generator":
    case "model":
    case "view":
    case "type":
    case "enum":
      return keyword;
    default:
      return undefined;
  }
}

function parseAlias(cursor: TokenCursor): SchemaBlock {
  const { start } = cursor.next().span;
  const name = nameOf(cursor.next());
  cursor.next();
  const type = parseFieldType(cursor);
  const attributes = parseFieldAttributes(cursor);
  const span = cursor.spanFrom(start);
  if (type === null) cursor.error("The type is missing.", span);
  if (!cursor.isAtLineEnd()) invalidLine(cursor);
  return { kind: "alias", name, type, attributes, span };
}

/** Takes the `{`. Prisma wants it on the header's line; one on the next line is taken too, as an error. */
function openBrace(cursor: TokenCursor, header: Span): boolean {
  const mark = cursor.mark();
  if (cursor.isAtLineEnd()) {
    cursor.skipNewlines();
    if (cursor.isAt("{")) cursor.error("`{` must stand on the line above.");
    else cursor.back(mark);
  }
  if (cursor.isAt("{")) {
    cursor.next();
    return true;
  }
  cursor.error("`{` is missing behind this name.", header);
  cursor.skipLine();
  return false;
}

function unknownBlock(cursor: TokenCursor): void {
  const brace = cursor.peek(1).text === "{" ? 1 : 2;
  if (cursor.peek(brace).text !== "{" || cursor.peek(1).kind === "newline") {
    invalidLine(cursor);
    return;
  }
  const keyword = cursor.peek();
  cursor.error(`\`${keyword.text}\` is no kind of block.`, keyword.span);
  // Read as a model, so that its end is found as every other block's; what is wrong inside does not matter any more.
  const known = cursor.errors.length;
  for (let left = brace; left >= 0; left--) cursor.next();
  parseBody(cursor, "model", nameOf(keyword), keyword.span);
  cursor.errors.length = known;
}

function invalidLine(cursor: TokenCursor): void {
  const { start } = cursor.peek().span;
  cursor.next();
  cursor.skipLine();
  cursor.error("This line does not begin a block.", cursor.spanFrom(start));
}

function missingName(cursor: TokenCursor, keyword: Span): SchemaName {
  cursor.error("A name is missing behind this word.", keyword);
  return { text: "", span: { start: keyword.end, end: keyword.end } };
}

function nameOf({ text, span }: SchemaToken): SchemaName {
  return { text, span };
}

function commentsOf(tokens: readonly SchemaToken[]): SchemaComment[] {
  const comments: SchemaComment[] = [];
  for (const { kind, text, span } of tokens) {
    if (kind === "lineComment") comments.push({ kind: "line", text: text.slice(2), span });
    if (kind === "docComment") comments.push({ kind: "doc", text: text.slice(3), span });
    if (kind === "blockComment") {
      const end = text.length >= 4 && text.endsWith("*/") ? -2 : undefined;
      comments.push({ kind: "block", text: text.slice(2, end), span });
    }
  }
  return comments;
}
