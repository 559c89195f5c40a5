import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { LintError } from "../model/lint-error.js";
import { writeWhole } from "./write-whole.js";

const mark = "-- Written by prisma-migrate-lint, SHA-256 of all below: ";

/** The file's text: a line that tells whether somebody changed it, then the SQL. */
export const downFile = (sql: string): string => `${mark}${digest(sql)}\n${sql}`;

/** Writes `down.sql` and `keep-data.sql` files, all or none. Throws `LintError`, before anything is written, where one is there that was not written by this program or was changed since. */
export function writeDownFiles(files: readonly { readonly path: string; readonly sql: string }[]): void {
  const foreign = files.find(({ path }) => !isOurs(path));
  if (foreign) throw new LintError(`${foreign.path} is not as prisma-migrate-lint wrote it.`, "Rename or delete it to have it written anew. Nothing was written.");
  try {
    for (const { path, sql } of files) writeWhole(path, downFile(sql));
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    throw new LintError(`The rollback cannot be written: ${error.message}.`, "Without --write it is printed.");
  }
}

function isOurs(path: string): boolean {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return true;
    throw new LintError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`, "Without --write the rollback is printed.");
  }
  // Git may have changed the ends of the lines.
  const unix = text.replaceAll("\r\n", "\n");
  const end = unix.indexOf("\n");
  return unix.startsWith(mark) && unix.slice(mark.length, end) === digest(unix.slice(end + 1));
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
