import type { Migration, Statement } from "../../model/migration.js";
import type { Span } from "../../text/source-text.js";

/** A statement as it goes out of its file. */
export interface TakenOut {
  /** With its semicolon, the rest of its last line, the comments that go along, and one of two empty lines that would meet. */
  readonly span: Span;
  /** The comments right above it: they are about it, or silence something in it. Each with its line end; empty without any. */
  readonly comments: string;
}

/** What leaves the file where a statement goes somewhere else. */
export function takeOut({ source: { text }, script }: Migration, statement: Statement): TakenOut {
  const first = attachedFrom(text, script, statement);
  const comments = text.slice(first, statement.span.start);
  const [rest = ""] = /^[ \t]*;?[ \t]*(?:\r?\n)?/.exec(text.slice(statement.span.end)) ?? [];
  const span = { start: first, end: statement.span.end + rest.length };
  return { span: withoutGap(text, span), comments };
}

/** Where the lines of comments begin that stand above the statement without an empty line between. */
function attachedFrom(text: string, { comments }: Migration["script"], { span }: Statement): number {
  let from = span.start;
  for (const comment of comments.toReversed()) {
    if (comment.span.end > from) continue;
    const lineStart = text.lastIndexOf("\n", comment.span.start - 1) + 1;
    const isOwnLine = text.slice(lineStart, comment.span.start).trim() === "" && /^[ \t]*\r?\n[ \t]*$/.test(text.slice(comment.span.end, from));
    if (!isOwnLine || isAboutMore(comment.text)) return from;
    from = lineStart;
  }
  return from;
}

/** A directive for the file or for all that follows, and the warnings that Prisma writes at the top. */
const isAboutMore = (comment: string): boolean => /^\s*prisma-migrate-lint-(?!disable-next)/.test(comment) || /^\s*Warnings:/.test(comment);

/** Two empty lines would meet where the statement stood between them, or the file begin with one. */
function withoutGap(text: string, { start, end }: Span): Span {
  const before = text.slice(0, start);
  const [next = ""] = /^[ \t]*\r?\n/.exec(text.slice(end)) ?? [];
  return before.trim() === "" || /\n[ \t]*\r?\n$/.test(before) ? { start, end: end + next.length } : { start, end };
}
