import type { Span } from "../text/source-text.js";
import type { KnownDirective } from "./directive.js";

/** Whether the directive silences this rule at this UTF-16 index of its file, of which `length` is the text's length. */
export function silences(directive: KnownDirective, rule: string, index: number, length: number): boolean {
  if (directive.label === "enable") return false;
  if (directive.rules.length === 0) {
    if (directive.enabledAgain.some(({ id, from }) => id === rule && index >= from)) return false;
    return contains(directive.range, index, length);
  }
  return directive.rules.some(({ id, range }) => id === rule && contains(range, index, length));
}

/** The end of the file belongs to a range that goes up to it. */
function contains(range: Span | undefined, index: number, length: number): boolean {
  if (range === undefined || index < range.start) return false;
  return index < range.end || range.end === length;
}
