import type { Span } from "./source-text.js";

/**
 * The same plain data with each span `{ start, end }` of the file put elsewhere. Places of names in expressions count in the expression's own text:
 * objects under the key `names` stay as they are.
 */
export function moveSpans<T>(value: T, to: (span: Span) => Span): T;
export function moveSpans(value: unknown, to: (span: Span) => Span): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => moveSpans(item, to));
  if (typeof value !== "object" || value === null) return value;
  if (isSpan(value)) return to(value);
  const moved: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) moved[key] = key === "names" ? item : moveSpans(item, to);
  return moved;
}

const isSpan = (value: object): value is Span => Object.keys(value).length === 2 && "start" in value && "end" in value && typeof value.start === "number";
