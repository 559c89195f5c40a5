import { resolve } from "node:path";
import { textOf } from "../discover/read-text.js";
import { LintError } from "../model/lint-error.js";
import type { OpenOptions } from "../open-projects.js";
import type { LintFlags } from "./options.js";
import type { Terminal } from "./terminal.js";

/** What `--stdin` gives; undefined without it. Throws `LintError` for options that do not fit together and for what is no text. */
export async function bufferOf(paths: readonly string[], { stdin, stdinFilename, cwd }: LintFlags, terminal: Terminal): Promise<OpenOptions["buffer"]> {
  if (stdin !== true) {
    if (stdinFilename === undefined) return undefined;
    throw new LintError("--stdin-filename says which file standard input is, which is read with --stdin alone.", "Add --stdin, or give the path without an option.");
  }
  if (stdinFilename === undefined) throw new LintError("--stdin does not say which file it is.", "Give its path with --stdin-filename: prisma/migrations/NAME/migration.sql.");
  if (paths.length > 0) throw new LintError(`--stdin stands for one file: ${paths.join(" ")} cannot be given too.`, "Leave the paths out.");
  const bytes = (await terminal.readInput?.()) ?? new Uint8Array();
  return { path: resolve(terminal.cwd, cwd ?? ".", stdinFilename), text: textOf(bytes, stdinFilename).text };
}
