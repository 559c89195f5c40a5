import { mkdirSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { LintError } from "../model/lint-error.js";
import { writeWhole } from "./write-whole.js";

/** Writes the file whole or not at all, so that nobody reads half a report; folders are made. Throws `LintError` when it cannot be written. */
export function writeReport(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const target = existing(path);
    // A pipe or a device (/dev/stdout) must not be replaced by a file.
    if (target.special) {
      writeFileSync(target.path, text);
      return;
    }
    writeWhole(target.path, text);
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    throw new LintError(`The report cannot be written to ${path}: ${error.message}.`, "Give a file in a folder that can be written to.");
  }
}

/** Where a symlink leads, and whether something is there that is no plain file. */
function existing(path: string): { readonly path: string; readonly special: boolean } {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return { path, special: false };
  return { path: realpathSync(path), special: !stats.isFile() && !stats.isDirectory() };
}
