import type { Span } from "../text/source-text.js";
import type { SchemaName, SchemaSyntaxError } from "./syntax-tree.js";
import type { SchemaToken } from "./tokenize.js";

/**
 * Walks over the tokens that count: words, values, punctuation and line ends. Spaces and comments are passed over
 * wherever they stand, also where Prisma itself would refuse a block comment.
 */
export class TokenCursor {
  readonly errors: SchemaSyntaxError[];
  readonly #tokens: readonly SchemaToken[];
  readonly #end: SchemaToken;
  #at = 0;

  constructor(tokens: readonly SchemaToken[], errors: readonly SchemaSyntaxError[]) {
    this.errors = [...errors];
    this.#tokens = tokens.filter((token) => !isTrivia(token));
    const length = tokens.at(-1)?.span.end ?? 0;
    this.#end = { kind: "end", text: "", span: { start: length, end: length } };
  }

  /** The next token, or the one `ahead` tokens later; a token of kind `end` behind the last. */
  peek(ahead = 0): SchemaToken {
    return this.#tokens[this.#at + ahead] ?? this.#end;
  }

  next(): SchemaToken {
    const token = this.peek();
    this.#at++;
    return token;
  }

  /** Whether the next token is this punctuation or word. A string never is: its text has quotes. */
  isAt(text: string): boolean {
    return this.peek().text === text && this.peek().kind !== "end";
  }

  /** Whether the next token may be a name: a word, or a number, which Prisma too reads as a name. */
  isAtName(ahead = 0): boolean {
    const { kind } = this.peek(ahead);
    return kind === "word" || kind === "number";
  }

  isAtLineEnd(): boolean {
    const { kind } = this.peek();
    return kind === "newline" || kind === "end";
  }

  skipNewlines(): void {
    while (this.peek().kind === "newline") this.#at++;
  }

  skipLine(): void {
    while (!this.isAtLineEnd()) this.#at++;
  }

  /** A mark to come `back` to. */
  mark(): number {
    return this.#at;
  }

  back(mark: number): void {
    this.#at = mark;
  }

  /** From `start` to the end of the token that was taken last. */
  spanFrom(start: number): Span {
    const last = this.#tokens[Math.min(this.#at, this.#tokens.length) - 1];
    return { start, end: Math.max(start, last?.span.end ?? start) };
  }

  error(message: string, span: Span = this.peek().span): void {
    this.errors.push({ message, span });
  }

  /** A word with the dotted ones behind it. The next token must be a name. */
  path(): SchemaName {
    const { text, span } = this.next();
    let whole = text;
    while (this.isAt(".") && this.isAtName(1)) {
      this.next();
      whole += `.${this.next().text}`;
    }
    return { text: whole, span: this.spanFrom(span.start) };
  }
}

function isTrivia({ kind }: SchemaToken): boolean {
  return kind === "space" || kind === "lineComment" || kind === "docComment" || kind === "blockComment";
}
