import type { ParsedSchemaFile } from "../../src/schema/syntax-tree.js";
import type { Span } from "../../src/text/source-text.js";

/**
 * Nodes whose span is not inside their parent's or is out of order among their siblings, names whose text is not what
 * stands there, tokens that leave a gap. Walks whatever objects have a span.
 */
export function misplacedNodes(file: ParsedSchemaFile): string[] {
  const wrong: string[] = [];
  let end = 0;
  for (const token of file.tokens) {
    if (token.span.start !== end || file.source.slice(token.span) !== token.text) wrong.push(`token at ${token.span.start}`);
    end = token.span.end;
  }
  const whole = { start: 0, end: file.source.text.length };
  visit({ blocks: file.blocks }, whole, "file", wrong);
  for (const error of file.errors) if (!isInside(error.span, whole)) wrong.push(`error ${error.message}`);
  for (const name of namesIn(file.blocks)) {
    const text = file.source.slice(name.span).replaceAll(/\s|\/\*.*?\*\//gsu, "");
    if (text !== name.text) wrong.push(`name ${name.text} is ${text}`);
  }
  return wrong;
}

function visit(node: object, parent: Span, path: string, wrong: string[]): void {
  const span = spanOf(node) ?? parent;
  if (!isInside(span, parent)) wrong.push(`${path} is outside its parent`);
  for (const [key, child] of entries(node)) {
    if (key === "span" || key === "argumentsSpan") continue;
    let from = span.start;
    const children: readonly unknown[] = Array.isArray(child) ? child : [child];
    for (const one of children) {
      if (typeof one !== "object" || one === null) continue;
      visit(one, span, `${path}.${key}`, wrong);
      const place = spanOf(one);
      if (place === undefined) continue;
      if (place.start < from) wrong.push(`${path}.${key} is out of order`);
      from = place.end;
    }
  }
}

function* namesIn(node: object): Iterable<{ readonly text: string; readonly span: Span }> {
  for (const [key, child] of entries(node)) {
    if (typeof child !== "object" || child === null) continue;
    const span = spanOf(child);
    if (key === "name" && span !== undefined && "text" in child && typeof child.text === "string") {
      yield { text: child.text, span };
    } else yield* namesIn(child);
  }
}

/** `Object.entries` gives `any`. */
function entries(node: object): [string, unknown][] {
  return Object.entries(node);
}

function spanOf(node: object): Span | undefined {
  if (!("span" in node) || typeof node.span !== "object" || node.span === null) return undefined;
  const { span } = node;
  if (!("start" in span) || !("end" in span)) return undefined;
  return typeof span.start === "number" && typeof span.end === "number" ? { start: span.start, end: span.end } : undefined;
}

function isInside(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end;
}
