import { editDistance, nearest } from "../text/nearest.js";
import type { SourceText, Span } from "../text/source-text.js";
import { directiveLabels, directivePrefix, type DirectiveLabel, type NamedRule, type UnknownDirective } from "./directive.js";

export interface CommentText {
  /** With its delimiters. */
  readonly span: Span;
  /** Without them. */
  readonly text: string;
}

/** A directive of which the range is not known yet. */
export interface ReadDirective {
  readonly kind: "read";
  readonly label: DirectiveLabel;
  readonly span: Span;
  readonly rules: readonly Omit<NamedRule, "range">[];
  readonly reason: string | undefined;
}

/** Undefined for a comment that is no directive: only its first word counts. */
export function readComment(source: SourceText, comment: CommentText): ReadDirective | UnknownDirective | undefined {
  // Most comments are no directives: one look must do.
  const first = /^[\s*]*(\S+)/.exec(comment.text);
  if (first === null || !/lint|prisma|migrate/i.test(first[0])) return undefined;
  const from = source.text.indexOf(comment.text, comment.span.start);
  const [lead, word = ""] = first;
  const start = from + lead.length - word.length;
  const label = directiveLabels.find((known) => directivePrefix + known === word);
  if (label === undefined) return unknownDirective(comment, word, start);
  const rest = comment.text.slice(lead.length);
  const reasonAt = /(?:^|\s)--+(?=\s|$)/.exec(rest);
  const names = reasonAt === null ? rest : rest.slice(0, reasonAt.index);
  const reason = reasonAt === null ? "" : rest.slice(reasonAt.index + reasonAt[0].length);
  const rules = rulesIn(names, from + lead.length);
  return { kind: "read", label, span: comment.span, rules, reason: oneLine(reason) };
}

function rulesIn(names: string, from: number): Omit<NamedRule, "range">[] {
  const rules = [];
  for (const match of names.matchAll(/[^\s,]+/g)) {
    // Begins a line of a block comment.
    if (match[0] === "*") continue;
    const start = from + match.index;
    rules.push({ id: match[0], span: { start, end: start + match[0].length } });
  }
  return rules;
}

/** Of several lines the beginnings, which may have a `*`, do not belong to the reason. */
function oneLine(reason: string): string | undefined {
  const line = reason.replace(/\s*\n[\s*]*/g, " ").trim();
  return line === "" ? undefined : line;
}

/** Letters that may be wrong in a word of at least 25. */
const wrongLetters = 5;

function unknownDirective({ span, text }: CommentText, word: string, start: number): UnknownDirective | undefined {
  // `prisma-migrate-lint disable-file` and `prisma-migrate-lint: disable-file`, but not the tool's name in a sentence.
  if (/^prisma-migrate-lint:?$/i.test(word)) {
    const [, both = word, second = ""] = /^[\s*]*(\S+\s+(\S+))/.exec(text) ?? [];
    const label = nearest(second, directiveLabels);
    if (label === undefined) return undefined;
    return { kind: "unknown", span, word: both, wordSpan: { start, end: start + both.length }, nearest: directivePrefix + label };
  }
  const right = nearestWord(word.toLowerCase().replace(/[:_]/g, "-"));
  if (right === undefined && !word.startsWith(directivePrefix)) return undefined;
  return { kind: "unknown", span, word, wordSpan: { start, end: start + word.length }, nearest: right };
}

function nearestWord(word: string): string | undefined {
  const right = nearest(word, directiveLabels.map((label) => directivePrefix + label));
  return right !== undefined && editDistance(word, right) <= wrongLetters ? right : undefined;
}
