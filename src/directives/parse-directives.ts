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
  return read.map((directive) => (directive.kind === "unknown" ? directive : withRanges(file, directive, enables)));
}

function withRanges(file: Commented, directive: ReadDirective, enables: readonly ReadDirective[]): KnownDirective {
  const { label, span, reason } = directive;
  const range = rangeOf(file, directive);
  const later = label === "disable" ? enables.filter((enable) => enable.span.start >= span.end) : [];
  const rules = directive.rules.map((rule) => ({ ...rule, range: endedBy(range, later, rule.id) }));
  const enabledAgain = [];
  if (directive.rules.length === 0) {
    for (const enable of later) for (const { id } of enable.rules) enabledAgain.push({ id, from: enable.span.start });
  }
  return { kind: "known", label, span, rules, reason, range: endedBy(range, later, undefined), enabledAgain };
}

function rangeOf(file: Commented, { label, span }: ReadDirective): Span | undefined {
  const { text } = file.source;
  switch (label) {
    case "enable":
      return undefined;
    case "disable-file":
      return { start: 0, end: text.length };
    case "disable":
      return { start: span.end, end: text.length };
    case "disable-next-line":
      return nextLine(file, span.end);
    case "disable-next-statement":
      if (file.statements === undefined) return nextLine(file, span.end);
      return file.statements.find((statement) => statement.span.start >= span.end)?.span;
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

/** The next line with more on it than space and comments, so that several directives may stand above one another. */
function nextLine({ source, comments }: Commented, from: number): Span | undefined {
  const lineEnd = /\r\n|\r|\n|$/g;
  lineEnd.lastIndex = from;
  for (;;) {
    const end = lineEnd.exec(source.text);
    if (end === null) return undefined;
    const start = end.index + end[0].length;
    if (start >= source.text.length) return undefined;
    lineEnd.lastIndex = start;
    const stop = lineEnd.exec(source.text)?.index ?? source.text.length;
    if (hasCode(source.text, { start, end: stop }, comments)) return { start, end: stop };
    lineEnd.lastIndex = stop;
  }
}

function hasCode(text: string, line: Span, comments: readonly CommentText[]): boolean {
  let at = line.start;
  for (const { span } of comments) {
    if (span.end <= at) continue;
    if (span.start >= line.end) break;
    if (text.slice(at, span.start).trim() !== "") return true;
    at = Math.max(at, span.end);
  }
  return at < line.end && text.slice(at, line.end).trim() !== "";
}
