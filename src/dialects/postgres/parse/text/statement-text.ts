import type { SourceText, Span } from "../../../../text/source-text.js";
import type { Token } from "./tokenize.js";

/** Half-open range of token numbers. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * One statement as tokens. The tree says what things are but hardly ever where they end, and of many not even where they start; the tokens say.
 * Token numbers count through the file's tokens. What the tree promises to be there is not checked for: a missing token reads as an empty word.
 */
export class StatementText {
  readonly source: SourceText;
  readonly range: Range;
  readonly #tokens: readonly Token[];
  readonly #toIndex: (byte: number) => number;

  /** `toIndex` gives the file's UTF-16 index of one of the tree's byte locations. */
  constructor(source: SourceText, tokens: readonly Token[], range: Range, toIndex: (byte: number) => number) {
    this.source = source;
    this.range = range;
    this.#tokens = tokens;
    this.#toIndex = toIndex;
  }

  /** A part of it that is a statement of its own. */
  part(range: Range): StatementText {
    return new StatementText(this.source, this.#tokens, range, this.#toIndex);
  }

  get span(): Span {
    return this.spanOf(this.range);
  }

  /** Number of the token at a location of the tree; -1 for the tree's "nowhere". */
  at(location: number | undefined): number {
    if (location === undefined || location < 0) return -1;
    const number = firstTokenFrom(this.#tokens, this.#toIndex(location));
    return number >= this.range.from && number < this.range.to ? number : -1;
  }

  spanAt(number: number): Span {
    const token = this.#tokens[number];
    return token === undefined ? this.span : { start: token.start, end: token.end };
  }

  spanOf(range: Range): Span {
    const first = this.#tokens[range.from];
    const last = this.#tokens[range.to - 1];
    if (first === undefined || last === undefined) return this.span;
    return { start: first.start, end: Math.max(last.end, first.start) };
  }

  /** The token as written. */
  raw(number: number): string {
    const token = number < this.range.to ? this.#tokens[number] : undefined;
    return token === undefined ? "" : this.source.text.slice(token.start, token.end);
  }

  /** An unquoted word in lower case, or a symbol; empty for anything else. */
  word(number: number): string {
    const kind = this.kind(number);
    if (kind === "word") return this.raw(number).toLowerCase();
    return kind === "symbol" || kind === "operator" ? this.raw(number) : "";
  }

  kind(number: number): Token["kind"] | undefined {
    return number < this.range.to ? this.#tokens[number]?.kind : undefined;
  }

  /** Are these words here, one after another? */
  isAt(number: number, ...words: readonly string[]): boolean {
    for (let offset = 0; offset < words.length; offset++) if (!this.#is(number + offset, words[offset] ?? "")) return false;
    return true;
  }

  /** The number after these words when they are here, else the number itself. */
  after(number: number, ...words: readonly string[]): number {
    return this.isAt(number, ...words) ? number + words.length : number;
  }

  /** A dotted name's tokens from its first one. */
  dotted(number: number): Range {
    let to = number + 1;
    while (this.#is(to, ".") && this.isName(to + 1)) to += 2;
    return { from: number, to };
  }

  isName(number: number): boolean {
    const kind = this.kind(number);
    return kind === "word" || kind === "quoted";
  }

  /** What is between the parenthesis or bracket at a number and its partner. */
  inside(open: number): Range {
    let depth = 0;
    for (let number = open; number < this.range.to; number++) {
      depth += this.#nesting(number);
      if (depth === 0) return { from: open + 1, to: number };
    }
    return { from: open + 1, to: this.range.to };
  }

  /** First of these words in the range outside parentheses, or -1. */
  find(range: Range, ...words: readonly string[]): number {
    let depth = 0;
    for (let number = range.from; number < range.to; number++) {
      depth += this.#nesting(number);
      if (depth > 1) continue;
      for (const word of words) if (this.#is(number, word) && (depth === 0 || word === "(")) return number;
    }
    return -1;
  }

  /** The range cut at its commas outside parentheses. */
  parts(range: Range): Range[] {
    const parts: Range[] = [];
    let depth = 0;
    let from = range.from;
    for (let number = range.from; number < range.to; number++) {
      depth += this.#nesting(number);
      if (depth !== 0 || !this.#is(number, ",")) continue;
      parts.push({ from, to: number });
      from = number + 1;
    }
    if (from < range.to) parts.push({ from, to: range.to });
    return parts;
  }

  /** As `word(number) === word`, without making a string of every token on the way. */
  #is(number: number, word: string): boolean {
    const token = number < this.range.to ? this.#tokens[number] : undefined;
    return token !== undefined && token.end - token.start === word.length && this.word(number) === word;
  }

  #nesting(number: number): number {
    const token = this.#tokens[number];
    if (token === undefined || token.kind !== "symbol") return 0;
    const unit = this.source.text.charCodeAt(token.start);
    return unit === 40 || unit === 91 ? 1 : unit === 41 || unit === 93 ? -1 : 0;
  }
}

/** Number of the first token that starts at an index or after it. */
export function firstTokenFrom(tokens: readonly Token[], index: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  return low;
}
