/** Half-open range of UTF-16 indices into one file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Counted from 1; columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * One file's text and the three ways in which positions in it are counted. UTF-16 indices are the project's own unit;
 * libpg-query reports UTF-8 byte offsets for nodes and tokens, and code points for error positions.
 */
export class SourceText {
  readonly file: string;
  readonly text: string;
  #lineStarts: readonly number[] | undefined;
  #indexOfByte: Uint32Array | null | undefined;

  /** `file` is relative to the repository's root, with forward slashes. */
  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  slice(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  /** Position of a UTF-16 index; an index past the end gives the end. */
  position(index: number): Position {
    const starts = (this.#lineStarts ??= lineStarts(this.text));
    const at = Math.min(Math.max(index, 0), this.text.length);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
  }

  /** UTF-16 index of a position; clamped into the text. */
  index({ line, column }: Position): number {
    const starts = (this.#lineStarts ??= lineStarts(this.text));
    const start = starts[Math.min(line, starts.length) - 1] ?? 0;
    return Math.min(start + column - 1, this.text.length);
  }

  /** UTF-16 index of a UTF-8 byte offset. A lone surrogate counts three bytes, as the replacement character that encoders write for it. */
  fromByte(byte: number): number {
    if (this.#indexOfByte === undefined) this.#indexOfByte = isAscii(this.text) ? null : indexOfByte(this.text);
    if (this.#indexOfByte === null) return Math.min(byte, this.text.length);
    return this.#indexOfByte[byte] ?? this.text.length;
  }

  /** UTF-16 index of the code point with this number, counted from 0. */
  fromCodePoint(codePoint: number): number {
    let index = 0;
    for (let left = codePoint; left > 0 && index < this.text.length; left--) {
      index += (this.text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
    }
    return index;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // A lone CR ends a line too, as editors and ESLint count.
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

function indexOfByte(text: string): Uint32Array {
  const map = new Uint32Array(text.length * 3 + 1);
  let byte = 0;
  for (let index = 0; index < text.length; ) {
    const codePoint = text.codePointAt(index) ?? 0;
    const bytes = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    map.fill(index, byte, byte + bytes);
    byte += bytes;
    index += codePoint > 0xffff ? 2 : 1;
  }
  map[byte] = text.length;
  return map.subarray(0, byte + 1);
}
