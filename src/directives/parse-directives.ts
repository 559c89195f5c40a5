import type { SourceText, Span } from "../text/source-text.js";
import type { Directive, KnownDirective, UnknownDirective } from "./directive.js";
import { readComment, type CommentText, type ReadDirective } from "./read-comment.js";

/** A file's comments in the order of the text; of an SQL file its statements too. */
export interface Commented {
  readonly source: SourceText;
  readonly comments: readonly CommentText[];
  /** In the order of the text. Without them, as in schema.prisma, `disable-next-statement` means the next line. */
  readonly statements?: readonly { readonly span: Span }[];
}

/** The disable comments of one file, in the order of the text. */
export function parseDirectives(file: Commented): readonly Directive[] {
  const read: (ReadDirective | UnknownDirective)[] = [];
  const enables: ReadDirective[] = [];
  for (const comment of file.comments) {
    const found = readComment(file.source, comment);
    if (found === undefined) continue;
    read.push(found);
    if (found.kind === "read" && found.label === "enable") enables.push(found);
  }
  let known: ReturnType<Lines> | undefined;
  const lines = () => (known ??= codeLines(file));
  return read.map((directive) => (directive.kind === "unknown" ? directive : withRanges(file, lines, directive, enables)));
}

type Lines = () => readonly { readonly span: Span }[];

function withRanges(file: Commented, lines: Lines, directive: ReadDirective, enables: readonly ReadDirective[]): KnownDirective {
  const { label, span, reason } = directive;
  const range = rangeOf(file, lines, directive);
  const later = label === "disable" ? enables.slice(firstEndingAfter(enables, span.end)) : [];
  const rules = directive.rules.map((rule) => ({ ...rule, range: endedBy(range, later, rule.id) }));
  const enabledAgain = [];
  if (directive.rules.length === 0) {
    for (const enable of later) for (const { id } of enable.rules) enabledAgain.push({ id, from: enable.span.start });
  }
  return { kind: "known", label, span, rules, reason, range: endedBy(range, later, undefined), enabledAgain };
}

function rangeOf(file: Commented, lines: Lines, { label, span }: ReadDirective): Span | undefined {
  const { text } = file.source;
  switch (label) {
    case "enable":
      return undefined;
    case "disable-file":
      return { start: 0, end: text.length };
    case "disable":
      return { start: span.end, end: text.length };
    case "disable-next-line":
      return next(lines(), span.end);
    case "disable-next-statement":
      return next(file.statements ?? lines(), span.end);
  }
}

/** `rule` undefined: the end of a `disable` of all rules, which takes an `enable` of all. */
function endedBy(range: Span | undefined, enables: readonly ReadDirective[], rule: string | undefined): Span | undefined {
  if (range === undefined) return undefined;
  for (const { rules, span } of enables) {
    if (rules.length === 0 || rules.some(({ id }) => id === rule)) return { start: range.start, end: span.start };
  }
  return range;
}

/** The next statement or line; a directive inside one is for the one after it. */
function next(items: readonly { readonly span: Span }[], from: number): Span | undefined {
  const first = firstEndingAfter(items, from);
  const isInside = (items[first]?.span.start ?? from) < from;
  return items[isInside ? first + 1 : first]?.span;
}

/** Lines with more on them than space and comments; the one after a directive may so be another directive's. */
function codeLines({ source, comments }: Commented): readonly { readonly span: Span }[] {
  const lines: { span: Span }[] = [];
  let comment = 0;
  for (const { index: start, 0: line } of source.text.matchAll(/[^\r\n]+/g)) {
    const end = start + line.length;
    let at = start;
    let hasCode = false;
    while ((comments[comment]?.span.end ?? Infinity) <= start) comment++;
    for (let next = comments[comment]; next !== undefined && next.span.start < end; next = comments[comment]) {
      hasCode ||= source.text.slice(at, next.span.start).trim() !== "";
      at = next.span.end;
      if (at >= end) break;
      comment++;
    }
    hasCode ||= source.text.slice(at, end).trim() !== "";
    if (hasCode) lines.push({ span: { start, end } });
  }
  return lines;
}

/** Index of the first item that ends after the UTF-16 index; the items are in the order of the text and do not overlap. */
function firstEndingAfter(items: readonly { readonly span: Span }[], index: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.span.end ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  return low;
}
