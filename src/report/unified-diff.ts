import type { FixedFile } from "../model/fix.js";

const CONTEXT = 3;
/** Larger middles are replaced whole: comparing them line by line takes the square of it. */
const MOST_LINES = 3000;

/** The changes as `git apply` takes them, from the repository's root. Empty without any. */
export function unifiedDiff(files: readonly FixedFile[]): string {
  return files.map(fileDiff).join("");
}

function fileDiff({ file, before, after }: FixedFile): string {
  if (before === after) return "";
  const [from, to] = [word(`a/${file}`), word(`b/${file}`)];
  // A tab tells programs that the name, which may hold spaces, ends there.
  const end = /\s/.test(file) ? "\t" : "";
  const head = `diff --git ${from} ${to}\n${before === undefined ? `new file mode 100644\n--- /dev/null\n` : `--- ${from}${end}\n`}+++ ${to}${end}\n`;
  return head + hunks(changes(linesOf(before ?? ""), linesOf(after))).join("");
}

/** Quoted as git does it where the name holds what would end it. */
const word = (path: string): string => (/["\\\p{Cc}]/u.test(path) ? `"${path.replace(/["\\]/g, "\\$&").replace(/\p{Cc}/gu, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, "0")}`)}"` : path);

/** Each with its line end. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

interface Line {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

function changes(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const same = (text: string): Line => ({ sign: " ", text });
  const middle = compared(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return [...before.slice(0, start).map(same), ...middle, ...before.slice(before.length - end).map(same)];
}

/** By their longest common subsequence. */
function compared(before: readonly string[], after: readonly string[]): Line[] {
  const gone = (text: string): Line => ({ sign: "-", text });
  const come = (text: string): Line => ({ sign: "+", text });
  if (before.length > MOST_LINES || after.length > MOST_LINES) return [...before.map(gone), ...after.map(come)];
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const at = i * width + j;
      lengths[at] = before[i] === after[j] ? (lengths[at + width + 1] ?? 0) + 1 : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0);
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, text] = [before[i], after[j]];
    if (old !== undefined && old === text) {
      lines.push({ sign: " ", text: old });
      i++;
      j++;
    } else if (old !== undefined && (text === undefined || (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))) {
      lines.push(gone(old));
      i++;
    } else if (text !== undefined) {
      lines.push(come(text));
      j++;
    }
  }
  return lines;
}

function hunks(lines: readonly Line[]): string[] {
  const printed: string[] = [];
  const changed = lines.flatMap(({ sign }, at) => (sign === " " ? [] : [at]));
  for (let next = 0; next < changed.length; ) {
    const first = Math.max(0, (changed[next] ?? 0) - CONTEXT);
    let last = changed[next] ?? 0;
    while (next < changed.length && (changed[next] ?? 0) - last <= 2 * CONTEXT) last = changed[next++] ?? last;
    printed.push(hunk(lines, first, Math.min(lines.length, last + CONTEXT + 1)));
  }
  return printed;
}

function hunk(lines: readonly Line[], from: number, to: number): string {
  const count = (some: readonly Line[], sign: "-" | "+"): number => some.filter((line) => line.sign === " " || line.sign === sign).length;
  const before = lines.slice(0, from);
  const own = lines.slice(from, to);
  const range = (sign: "-" | "+"): string => `${count(before, sign) + (count(own, sign) === 0 ? 0 : 1)},${count(own, sign)}`;
  const body = own.map(({ sign, text }) => `${sign}${text}${text.endsWith("\n") ? "" : "\n\\ No newline at end of file\n"}`).join("");
  return `@@ -${range("-")} +${range("+")} @@\n${body}`;
}
