/** As Markdown has it: a span begins and ends with as many backticks as none of the runs within it has. The text may begin or end with a backtick. */
export function codeSpan(code: string): string {
  const runs = new Set((code.match(/`+/g) ?? []).map((run) => run.length));
  let count = 1;
  while (runs.has(count)) count += 1;
  const fence = "`".repeat(count);
  const pad = code.startsWith("`") || code.endsWith("`") ? " " : "";
  return fence + pad + code + pad + fence;
}

export interface TextPart {
  readonly kind: "prose" | "code";
  /** Of code: without its backticks. */
  readonly text: string;
  /** As it was written. */
  readonly written: string;
}

/** Prose and the code spans in it. Backticks without their like are prose, as are those within a word: names can hold them. */
export function codeSpans(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const found of text.matchAll(SPAN)) {
    if (found.index > end) parts.push(prose(text.slice(end, found.index)));
    const [written, , inside = ""] = found;
    parts.push({ kind: "code", text: /^ .*` $|^ `.* $/s.test(inside) ? inside.slice(1, -1) : inside, written });
    end = found.index + written.length;
  }
  if (end < text.length) parts.push(prose(text.slice(end)));
  return parts;
}

const prose = (text: string): TextPart => ({ kind: "prose", text, written: text });

const SPAN = /(?<![`\w"])(`+)(?!`)(.+?)(?<!`)\1(?![`\w])/gs;
