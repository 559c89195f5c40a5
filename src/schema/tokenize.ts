import type { Span } from "../text/source-text.js";
import type { SchemaSyntaxError } from "./syntax-tree.js";

export type SchemaTokenKind =
  | "space"
  | "newline"
  | "lineComment"
  | "docComment"
  | "blockComment"
  | "word"
  | "number"
  | "string"
  | "punctuation"
  | "unknown"
  | "end";

export interface SchemaToken {
  readonly kind: SchemaTokenKind;
  readonly text: string;
  readonly span: Span;
}

/**
 * Cuts a text into tokens that together are the text, byte order mark included. Never throws: a string or block comment
 * that is not closed ends with its line, so that the lines after it are still read.
 */
export function tokenize(text: string): { tokens: SchemaToken[]; errors: SchemaSyntaxError[] } {
  const tokens: SchemaToken[] = [];
  const errors: SchemaSyntaxError[] = [];
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at);
    tokens.push(token);
    const problem = problemOf(token);
    if (problem !== undefined) errors.push({ message: problem, span: token.span });
    at = token.span.end;
  }
  return { tokens, errors };
}

/** In this order; the last one takes any character, lone surrogates too. */
const patterns: readonly (readonly [SchemaTokenKind, RegExp])[] = [
  ["newline", /\r\n|\n|\r/y],
  // JavaScript counts U+FEFF as a space.
  ["space", /[^\S\r\n]+/y],
  ["docComment", /\/\/\/[^\r\n]*/y],
  ["lineComment", /\/\/[^\r\n]*/y],
  ["blockComment", /\/\*[\s\S]*?\*\//y],
  ["blockComment", /\/\*[^\r\n]*/y],
  ["string", /"(?:\\[^\r\n]|[^"\\\r\n])*(?:"|\\?)/y],
  ["number", /-?\d+(?:\.\d+)?(?![\p{L}\p{N}\p{M}_-])/uy],
  // Prisma's words begin with a letter or digit of any script (since 5.x) and go on with `_` and `-`. A leading `_` is
  // refused by its validation, which is not for a parser to repeat.
  ["word", /[\p{L}\p{N}_][\p{L}\p{N}\p{M}_-]*/uy],
  ["punctuation", /@@|[@{}()[\],:.=?!]/y],
  ["unknown", /[\s\S]/uy],
];

function tokenAt(text: string, at: number): SchemaToken {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    // With the u flag, an index inside a surrogate pair matches from the pair's start.
    if (match === null || match.index !== at) continue;
    return { kind, text: match[0], span: { start: at, end: at + match[0].length } };
  }
  return { kind: "unknown", text: text.charAt(at), span: { start: at, end: at + 1 } };
}

function problemOf(token: SchemaToken): string | undefined {
  switch (token.kind) {
    case "string":
      return isClosedString(token.text) ? undefined : "This string is not closed on its line.";
    case "blockComment":
      return token.text.length >= 4 && token.text.endsWith("*/") ? undefined : "This comment is not closed.";
    default:
      return undefined;
  }
}

function isClosedString(text: string): boolean {
  return /^"(?:\\.|[^"\\])*"$/u.test(text);
}
