import type { Dialect } from "../model/dialect.js";
import type { Script } from "../model/migration.js";
import { moveSpans } from "../text/move-spans.js";
import { SourceText } from "../text/source-text.js";

/** Parses a file as it will run, with what its placeholders stand for; all places are those of the file as it is written. */
export function parseFilled(source: SourceText, placeholders: ReadonlyMap<string, string>, dialect: Dialect): Script {
  const filled = fill(source.text, placeholders);
  if (filled === undefined) return dialect.parse(source);
  const script = dialect.parse(new SourceText(source.file, filled.text));
  const { statements, comments } = moveSpans({ statements: script.statements, comments: script.comments }, (span) => ({ start: filled.original(span.start, false), end: filled.original(span.end, true) }));
  return { source, statements, comments };
}

interface Filled {
  readonly text: string;
  /** Index in the file of an index in `text`; inside of what was filled in, the placeholder's start or end. */
  original(index: number, end: boolean): number;
}

interface Piece {
  /** In the filled text. */
  readonly start: number;
  readonly end: number;
  /** In the file. */
  readonly from: number;
  readonly to: number;
}

/** undefined when none of the placeholders is there. */
function fill(text: string, placeholders: ReadonlyMap<string, string>): Filled | undefined {
  const pieces: Piece[] = [];
  let result = "";
  let from = 0;
  for (let next = first(text, from, placeholders); next; next = first(text, from, placeholders)) {
    result += text.slice(from, next.at);
    const start = result.length;
    result += next.value;
    from = next.at + next.placeholder.length;
    pieces.push({ start, end: result.length, from: next.at, to: from });
  }
  if (pieces.length === 0) return undefined;
  const original = (index: number, end: boolean): number => {
    const piece = pieces.findLast((candidate) => candidate.start < index || (candidate.start === index && !end));
    if (piece === undefined) return index;
    if (index < piece.end) return end ? piece.to : piece.from;
    return piece.to + (index - piece.end);
  };
  return { text: result + text.slice(from), original };
}

/** The leftmost placeholder; of two at one place the longer. */
function first(text: string, from: number, placeholders: ReadonlyMap<string, string>): { readonly at: number; readonly placeholder: string; readonly value: string } | undefined {
  let found: { at: number; placeholder: string; value: string } | undefined;
  for (const [placeholder, value] of placeholders) {
    const at = placeholder === "" ? -1 : text.indexOf(placeholder, from);
    if (at === -1 || (found && (at > found.at || (at === found.at && placeholder.length <= found.placeholder.length)))) continue;
    found = { at, placeholder, value };
  }
  return found;
}
