import stringWidth from "string-width";
import type { SourceText, Span } from "../text/source-text.js";
import { printable } from "./prose.js";

export interface FramePaint {
  /** Line numbers and rules. */
  gutter(text: string): string;
  /** Carets and brackets. */
  mark(text: string): string;
}

/** Without a terminal nothing is wrapped, but a seed of a megabyte in one line is still cut. */
const widestLine = 200;
const tabWidth = 4;
const linesShown = 5;

/**
 * The span's lines under their place, rows without line end:
 * ```
 *   ┌─ prisma/migrations/1_init/migration.sql:4:20
 * 4 │ ALTER TABLE "User" DROP COLUMN "email";
 *   │                    ^^^^^^^^^^^^^^^^^^^
 * ```
 * A span of several lines gets a bracket at its left, without its middle when it is long. `width` is in columns.
 */
export function codeFrame(source: SourceText, span: Span, place: string, width: number | undefined, paint: FramePaint): readonly string[] {
  const region = trimmed(source, span);
  const first = source.position(region.start).line;
  const last = source.position(region.end).line;
  const numberWidth = String(last).length;
  const room = Math.max((width ?? widestLine) - numberWidth - 3, 10);
  const gutter = (label: string) => paint.gutter(`${label.padStart(numberWidth)} │`);

  const rows = [paint.gutter(`${" ".repeat(numberWidth)} ┌─ `) + place];
  if (first === last) {
    const line = visibleLine(source, first, region, room);
    rows.push(`${gutter(String(first))} ${line.text}`.trimEnd(), `${gutter("")} ${line.indent}${paint.mark(line.underline)}`);
    return rows;
  }

  const omitted = last - first + 1 > linesShown;
  for (let number = first; number <= last; number++) {
    if (omitted && number === first + linesShown - 2) {
      rows.push(`${gutter("…")} ${paint.mark("┆")}`);
      number = last;
    }
    const line = visibleLine(source, number, region, room - 2);
    rows.push(`${gutter(String(number))} ${paint.mark(number === first ? "╭" : number === last ? "╰" : "│")} ${line.text}`.trimEnd());
    // The bracket says which lines; where the span starts within its line has to be shown only when it is not the line's own start.
    if (number === first && !line.fromStart) rows.push(`${gutter("")} ${paint.mark("│")} ${line.indent}${paint.mark(line.underline)}`);
  }
  return rows;
}

/** Columns that the frame's line numbers take, to indent what follows the frame. */
export function gutterWidth(source: SourceText, span: Span): number {
  return String(source.position(trimmed(source, span).end).line).length;
}

/** Without white space at its ends, so that a line end does not add a line; an empty span stays where it is. */
function trimmed(source: SourceText, { start, end }: Span): Span {
  const text = source.slice({ start, end });
  const body = text.trim();
  if (body === "") return { start, end: start };
  const from = start + text.indexOf(body);
  return { start: from, end: from + body.length };
}

interface VisibleLine {
  readonly text: string;
  readonly indent: string;
  readonly underline: string;
  readonly fromStart: boolean;
}

interface Cell {
  readonly text: string;
  /** Column of the terminal, from 0, and how many it takes. */
  readonly at: number;
  readonly width: number;
}

function visibleLine(source: SourceText, line: number, region: Span, room: number): VisibleLine {
  const lineStart = source.index({ line, column: 1 });
  const whole = lineText(source, line, lineStart);
  // Measuring a line of a megabyte takes seconds; what lies this far from the mark is cut off in any case.
  const clipped = Math.max(region.start - lineStart - 4 * room, 0);
  const raw = whole.slice(clipped, Math.max(region.start - lineStart, 0) + 4 * room);
  const cells: Cell[] = [];
  let column = 0;
  let index = lineStart + clipped;
  let from: number | undefined;
  let to = 0;
  for (const character of characters(raw)) {
    const cell = cellOf(character, column);
    // An empty region is a place between two characters.
    if (index === region.start || (index > region.start && index < region.end)) {
      from ??= column;
      to = column + cell.width;
    }
    cells.push(cell);
    column += cell.width;
    index += character.length;
  }
  const markFrom = from ?? column;
  const markTo = Math.max(to, markFrom + 1);
  const window = windowAround(markFrom, markTo, column, room);
  const lead = window.from > 0 ? "…" : "";
  const tail = window.to < column ? "…" : "";
  const kept = cells.filter((cell) => cell.at >= window.from && cell.at + cell.width <= window.to);
  // Half of a wide character at the left cut leaves a column empty.
  const gap = (kept[0]?.at ?? window.from) - window.from;
  const visibleFrom = Math.max(markFrom, window.from);
  return {
    text: lead + " ".repeat(gap) + kept.map((cell) => cell.text).join("") + tail,
    indent: " ".repeat(lead.length + visibleFrom - window.from),
    underline: "^".repeat(Math.max(Math.min(markTo, Math.max(window.to, visibleFrom + 1)) - visibleFrom, 1)),
    fromStart: whole.slice(0, Math.max(region.start - lineStart, 0)).trim() === "",
  };
}

/** The columns to show: all, or as many as fit, with the marked ones among them and one column for each ellipsis. */
function windowAround(from: number, to: number, total: number, room: number): { readonly from: number; readonly to: number } {
  if (Math.max(total, to) <= room) return { from: 0, to: total };
  if (to <= room - 1) return { from: 0, to: room - 1 };
  // Too long to be seen whole: then rather with the words before it, which say what is altered.
  if (to - from > room - 2 && from <= room / 2) return { from: 0, to: room - 1 };
  if (total - from <= room - 1) return { from: total - (room - 1), to: total };
  const inner = room - 2;
  const before = Math.max(Math.floor((inner - (to - from)) / 2), 0);
  return { from: from - before, to: from - before + inner };
}

function lineText(source: SourceText, line: number, start: number): string {
  const next = source.index({ line: line + 1, column: 1 });
  // The last line has no next: the position is then clamped to the last line's own start.
  const end = next > start ? next : source.text.length;
  return source.text.slice(start, end).replace(/[\r\n]+$/, "");
}

function cellOf(character: string, at: number): Cell {
  if (character === "\t") {
    const width = tabWidth - (at % tabWidth);
    return { text: " ".repeat(width), at, width };
  }
  const text = printable(character);
  return { text, at, width: isAscii(text) ? text.length : stringWidth(text) };
}

/** What a reader takes for one character. The segmenter costs time, so ASCII goes without. */
function characters(text: string): Iterable<string> {
  if (isAscii(text)) return text;
  return Array.from(new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text), ({ segment }) => segment);
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7e) return false;
  return true;
}
