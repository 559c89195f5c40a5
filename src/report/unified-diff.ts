import { structuredPatch } from "diff";
import type { FixedFile } from "../model/fix.js";

/** The changes as `git apply` takes them, from the repository's root. Empty without any. */
export const unifiedDiff = (files: readonly FixedFile[]): string => files.filter(({ before, after }) => before !== after).map(fileDiff).join("");

function fileDiff({ file, before, after }: FixedFile): string {
  const [from, to] = [word(`a/${file}`), word(`b/${file}`)];
  // A tab tells programs that the name, which may hold spaces, ends there.
  const end = /\s/.test(file) ? "\t" : "";
  const head = `diff --git ${from} ${to}\n${before === undefined ? "new file mode 100644\n--- /dev/null\n" : `${after === undefined ? "deleted file mode 100644\n" : ""}--- ${from}${end}\n`}+++ ${after === undefined ? "/dev/null" : `${to}${end}`}\n`;
  return head + diffLines(before ?? "", after ?? "").map((line) => `${line}\n`).join("");
}

/** What changed, with three lines around it: `@@ -1,2 +1,3 @@` and the lines of each hunk. */
export function diffLines(before: string, after: string): readonly string[] {
  const { hunks } = structuredPatch("", "", before, after, undefined, undefined, { context: 3 });
  return hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [`@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`, ...lines]);
}

/** Of no lines it is the line before. */
const range = (start: number, lines: number): string => `${lines === 0 ? start - 1 : start},${lines}`;

/** Quoted as git does it where the name holds what would end it. */
const word = (path: string): string => (/["\\\p{Cc}]/u.test(path) ? `"${path.replace(/["\\]/g, "\\$&").replace(/\p{Cc}/gu, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, "0")}`)}"` : path);
