import type { Comment } from "../../../../model/migration.js";

/** `nul`: a NUL character outside quotes. `unterminated`: a quote or comment that runs to the end of the text. */
export type TokenKind = "word" | "quoted" | "string" | "number" | "symbol" | "operator" | "parameter" | "nul" | "unterminated";

export interface Token {
  readonly kind: TokenKind;
  /** UTF-16 indices. */
  readonly start: number;
  readonly end: number;
}

export interface Tokens {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
}

/**
 * PostgreSQL's lexical structure (scan.l of version 18, standard_conforming_strings on), on UTF-16 text. Agrees with libpg-query's scanner wherever
 * that accepts the text; unlike it, goes on to the end of a text that does not scan, which is when tokens are needed most.
 */
export function tokenize(text: string): Tokens {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  let at = 0;
  let run: OperatorRun = { end: 0, last: 0 };
  const push = (kind: TokenKind, end: number): void => {
    tokens.push({ kind, start: at, end });
    at = end;
  };
  const pushQuoted = (kind: TokenKind, end: number): void => {
    if (end === -1) push("unterminated", text.length);
    else push(kind, end);
  };
  const pushComment = (end: number, delimiter: number): void => {
    comments.push({ span: { start: at, end }, text: text.slice(at + 2, end - delimiter) });
    // Not past its end, or a file of comments would be searched from each of them.
    const written = text.slice(at, end);
    for (let nul = written.indexOf("\0"); nul !== -1; nul = written.indexOf("\0", nul + 1)) tokens.push({ kind: "nul", start: at + nul, end: at + nul + 1 });
    at = end;
  };

  while (at < text.length) {
    const unit = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (isSpace(unit)) at++;
    else if (unit === 0) push("nul", at + 1);
    else if (unit === DASH && next === DASH) pushComment(endOfLine(text, at), 0);
    else if (unit === SLASH && next === STAR) {
      const end = endOfBlockComment(text, at);
      if (end === -1) push("unterminated", text.length);
      else pushComment(end, 2);
    } else if (unit === QUOTE) pushQuoted("string", endOfString(text, at, false));
    else if (unit === DOUBLE_QUOTE) pushQuoted("quoted", endOfQuoted(text, at));
    else if ((unit | 32) === LOWER_E && next === QUOTE) pushQuoted("string", endOfString(text, at + 1, true));
    else if (((unit | 32) === LOWER_B || (unit | 32) === LOWER_X) && next === QUOTE) pushQuoted("string", endOfString(text, at + 1, false));
    else if ((unit | 32) === LOWER_U && next === AMPERSAND && text.charCodeAt(at + 2) === QUOTE) pushQuoted("string", endOfString(text, at + 2, false));
    else if ((unit | 32) === LOWER_U && next === AMPERSAND && text.charCodeAt(at + 2) === DOUBLE_QUOTE) pushQuoted("quoted", endOfQuoted(text, at + 2));
    else if (isWordStart(unit)) push("word", endOfWord(text, at));
    else if (isDigit(unit) || (unit === DOT && isDigit(next))) push("number", endOfNumber(text, at));
    else if (unit === DOLLAR) {
      const tag = dollarTag(text, at);
      if (tag !== undefined) {
        const close = text.indexOf(tag, at + tag.length);
        pushQuoted("string", close === -1 ? -1 : close + tag.length);
      } else if (isDigit(next)) push("parameter", skip(text, at + 1, isDigit));
      else push("symbol", at + 1);
    } else if (isOperator(unit)) {
      if (at >= run.end) run = operatorRun(text, at);
      const end = Math.max(run.last, at) + 1;
      push(end === at + 1 ? "symbol" : "operator", end);
    } else if (unit === COLON && (next === COLON || next === EQUALS)) push("operator", at + 2);
    else if (unit === DOT && next === DOT) push("operator", at + 2);
    else push("symbol", at + 1);
  }
  return { tokens, comments };
}

const QUOTE = 39, DOUBLE_QUOTE = 34, DASH = 45, PLUS = 43, SLASH = 47, STAR = 42, DOLLAR = 36, DOT = 46, COLON = 58, EQUALS = 61, AMPERSAND = 38, BACKSLASH = 92;
const LOWER_E = 101, LOWER_B = 98, LOWER_X = 120, LOWER_U = 117;

export function isSpace(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13);
}
function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}
function isWordStart(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 95 || unit >= 0x80;
}
function isWordPart(unit: number): boolean {
  return isWordStart(unit) || isDigit(unit) || unit === DOLLAR;
}
function isOperator(unit: number): boolean {
  return OPERATOR_UNITS[unit] === 1;
}
const OPERATOR_UNITS = new Uint8Array(128);
for (const symbol of "+-*/<>=~!@#%^&|`?") OPERATOR_UNITS[symbol.charCodeAt(0)] = 1;

function skip(text: string, from: number, accepts: (unit: number) => boolean): number {
  let at = from;
  while (at < text.length && accepts(text.charCodeAt(at))) at++;
  return at;
}
function endOfWord(text: string, from: number): number {
  return skip(text, from + 1, isWordPart);
}
function endOfLine(text: string, from: number): number {
  return skip(text, from, (unit) => unit !== 10 && unit !== 13);
}

function endOfBlockComment(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === SLASH && text.charCodeAt(at + 1) === STAR) {
      depth++;
      at++;
    } else if (unit === STAR && text.charCodeAt(at + 1) === SLASH) {
      depth--;
      at++;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

function endOfQuoted(text: string, quote: number): number {
  for (let close = text.indexOf('"', quote + 1); close !== -1; close = text.indexOf('"', close + 2)) {
    if (text.charCodeAt(close + 1) !== DOUBLE_QUOTE) return close + 1;
  }
  return -1;
}

function endOfString(text: string, quote: number, escapes: boolean): number {
  for (let at = quote + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === BACKSLASH && escapes) at++;
    else if (unit === QUOTE) {
      if (text.charCodeAt(at + 1) === QUOTE) at++;
      else {
        const more = continuation(text, at + 1);
        if (more === -1) return at + 1;
        at = more;
      }
    }
  }
  return -1;
}

/**
 * Two strings with a line break between them are one: index of the second's opening quote, or -1. PostgreSQL lets comments stand between them too;
 * libpg-query, which makes tokens of comments, does not.
 */
function continuation(text: string, from: number): number {
  let newline = false;
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) newline = true;
    else if (unit === QUOTE) return newline ? at : -1;
    else if (!isSpace(unit)) return -1;
  }
  return -1;
}

function dollarTag(text: string, from: number): string | undefined {
  let at = from + 1;
  if (isWordStart(text.charCodeAt(at))) at = skip(text, at, (unit) => isWordPart(unit) && unit !== DOLLAR);
  return text.charCodeAt(at) === DOLLAR ? text.slice(from, at + 1) : undefined;
}

const NUMBER = /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*(?:\.(?!\.)(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?/y;

function endOfNumber(text: string, from: number): number {
  NUMBER.lastIndex = from;
  return NUMBER.test(text) ? NUMBER.lastIndex : from + 1;
}

/** Symbols of operators one after another. Of many `+` each is an operator: the run is read once and not from each of them. */
interface OperatorRun {
  readonly end: number;
  /** Index of the last symbol of an operator that starts in it; before that start when it is of one symbol. */
  readonly last: number;
}

function operatorRun(text: string, from: number): OperatorRun {
  let end = from;
  let last = from;
  let free = false;
  do {
    const unit = text.charCodeAt(end);
    if (unit !== PLUS && unit !== DASH) last = end;
    free ||= FREE_ENDING.includes(text.charAt(end));
    end++;
  } while (end < text.length && isOperator(text.charCodeAt(end)) && !startsComment(text, end));
  return { end, last: free ? end - 1 : last };
}

/** A longer operator may end in + or - only when it has one of these in it, so that `a=-1` is `=` and `-`. */
const FREE_ENDING = "~!@#%^&|`?";

function startsComment(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return (text.charCodeAt(at) === DASH && next === DASH) || (text.charCodeAt(at) === SLASH && next === STAR);
}
