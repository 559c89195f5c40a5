import { nearest } from "../text/nearest.js";

/** The end of a sentence about a wrong word: `: did you mean "json"?`, or a full stop. */
export function meant(word: string, words: readonly string[]): string {
  const near = nearest(word, words);
  return near === undefined ? "." : `: did you mean "${near}"?`;
}
