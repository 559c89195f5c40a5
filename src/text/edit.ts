import type { Span } from "./source-text.js";

/** Replaces what `span` covers by `text`; an empty span inserts. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** Applies edits of one text. They may come in any order but must not overlap; throws `RangeError` when they do. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = "";
  let from = 0;
  for (const edit of ordered) {
    if (edit.span.start < from) throw new RangeError(`edits overlap at ${edit.span.start}`);
    result += text.slice(from, edit.span.start) + edit.text;
    from = edit.span.end;
  }
  return result + text.slice(from);
}
