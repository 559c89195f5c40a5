import type { ChalkInstance } from "chalk";
import wrapAnsi from "wrap-ansi";
import { codeSpans, type TextPart } from "../text/code-span.js";

/** Where text goes: `width` in columns, undefined where nothing is to be wrapped. */
export interface Page {
  readonly chalk: ChalkInstance;
  readonly width: number | undefined;
}

/** Text of migrations is not to be obeyed by the terminal: control characters and those that reverse the reading direction are made visible. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, (character) => (character === "\n" ? character : "\uFFFD"));
}

/** Lines of prose that is not trusted: `first` before the first one, `hang` spaces before the others. Backticked code is coloured. */
export function paragraph(text: string, page: Page, first: Prefix, hang = first.columns): readonly string[] {
  return wrapped(painted(text, page), page, first, hang);
}

/** Text of our own making or from `painted`, which may hold the terminal's own sequences. */
export function wrapped(text: string, { width }: Page, first: Prefix = { text: "", columns: 0 }, hang = first.columns): readonly string[] {
  // Stands for the prefix while the lines are measured, as part of its first word.
  const stand = "_".repeat(first.columns - hang);
  const lines = width === undefined ? (stand + text).split("\n") : wrapAt(stand + text, Math.max(width - hang, narrowest));
  return lines.map((line, number) => (number === 0 ? first.text + line.slice(stand.length) : " ".repeat(hang) + line));
}

/** Code that fits on a line is not broken: it is there to be copied. Coloured code stands between two sequences, the first of which ends with a letter. */
function wrapAt(text: string, columns: number): readonly string[] {
  const pieces = text.split(colorSequence).map((piece) => inSpans(piece, (code) => (code.length <= columns && !code.includes("\n") ? code.replaceAll(" ", noBreak) : code)));
  const whole = pieces.join("");
  return wrapAnsi(whole, columns).replaceAll(noBreak, " ").split("\n");
}

const colorSequence = new RegExp(`(${String.fromCharCode(27)}\\[[\\d;]*m)`);

/** Of the private use area: no text has it, and it is one column wide. */
const noBreak = "\uE000";

/** Safe to print, with backticked code coloured. */
export function painted(text: string, { chalk }: Page): string {
  return inSpans(printable(text), (code) => chalk.cyan(code));
}

/** With the code spans changed, as they are written. */
const inSpans = (text: string, change: (code: string) => string): string => codeSpans(text).map(({ kind, written }) => (kind === "code" ? change(written) : written)).join("");

/** Narrower columns than this are unreadable; the terminal's own wrapping is then the smaller evil. */
const narrowest = 20;

export interface Prefix {
  readonly text: string;
  readonly columns: number;
}

/**
 * Advice: prose in which each whole SQL statement stands on a line of its own, never wrapped, so that it can be copied.
 * `Here: ` + "`ALTER …;`" + ` Next: …` gives three lines. Lines of the text that are indented are code too.
 */
export function advice(text: string, page: Page, first: Prefix): readonly string[] {
  const rows: string[] = [];
  const hanging = { text: " ".repeat(first.columns), columns: first.columns };
  for (const part of adviceParts(text)) {
    if (part.kind === "code") {
      if (rows.length === 0) rows.push(first.text.trimEnd());
      for (const line of printable(part.text).split("\n")) rows.push(`${hanging.text}  ${page.chalk.cyan(line)}`.trimEnd());
    } else {
      rows.push(...paragraph(part.text, page, rows.length === 0 ? first : hanging));
    }
  }
  return rows;
}

interface Part {
  readonly kind: "prose" | "code";
  readonly text: string;
}

function adviceParts(text: string): readonly Part[] {
  const parts: Part[] = [];
  let prose = "";
  const flush = (): void => {
    // What follows a statement that left its sentence needs no comma.
    const rest = parts.length === 0 ? prose : prose.replace(/^\s*[,.;]?[ \t]*/, "");
    prose = "";
    for (const line of rest.split("\n")) {
      if (line.trim() === "") continue;
      if (/^(\s{2,}|\t)/.test(line)) parts.push({ kind: "code", text: line.trim() });
      else parts.push({ kind: "prose", text: line.trim() });
    }
  };
  const spans = codeSpans(text);
  for (const [at, span] of spans.entries()) {
    const opens = isStatement(spans[at + 2]) && spans[at + 1]?.text.trim() === "";
    const closes = isStatement(spans[at - 2]) && spans[at - 1]?.text.trim() === "";
    const { text: inside, written } = span;
    if ((isStatement(span) || (isWord(span) && (opens || closes))) && !prose.endsWith("(")) {
      flush();
      parts.push({ kind: "code", text: inside.trim() });
    } else prose += written;
  }
  flush();
  return parts;
}

const isStatement = (span: TextPart | undefined): boolean => span?.kind === "code" && /\s/.test(span.text.trim()) && span.text.endsWith(";");

/** `BEGIN;` and `COMMIT;` are statements where one stands beside them; elsewhere they are words of a sentence. */
const isWord = ({ kind, text }: TextPart): boolean => kind === "code" && /^[A-Z]+;$/.test(text);
