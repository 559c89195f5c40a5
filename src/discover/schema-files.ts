import { readdirSync, type Dirent } from "node:fs";
import { join } from "node:path";
import { LintError } from "../model/lint-error.js";
import { reasonOf } from "./read-text.js";
import { isFile, isFolder, realPath } from "./repository.js";

/**
 * The `.prisma` files of a schema given as file or folder: absolute, symlinks resolved, each once. A folder is read at any depth as Prisma's loader
 * does; Prisma leaves the order to the file system, here it is the order of names. Throws `LintError` for a folder that cannot be read.
 */
export function schemaFiles(path: string): readonly string[] {
  const real = realPath(path);
  if (isFile(real)) return [real];
  const files = new Set<string>();
  collect(real, files, new Set());
  return [...files];
}

function collect(folder: string, files: Set<string>, visited: Set<string>): void {
  if (visited.has(folder)) return;
  visited.add(folder);
  for (const entry of entriesOf(folder)) {
    const name = join(folder, entry.name);
    const path = entry.isSymbolicLink() ? realPath(name) : name;
    if (path.endsWith(".prisma") && isFile(path)) files.add(path);
    // Thousands of folders in which no schema lies.
    else if ((entry.isDirectory() || (entry.isSymbolicLink() && isFolder(path))) && !isFile(join(path, "migration_lock.toml"))) collect(path, files, visited);
  }
}

/** What is in a folder, in the byte order of the names. Throws `LintError` when it cannot be read. */
export function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => byBytes(a.name, b.name));
  } catch (error) {
    throw new LintError(`${folder} cannot be read: ${reasonOf(error)}.`, "Check that the folder is there and that you may read it.");
  }
}

/** Prisma sorts names as bytes (UTF-8), which differs from JavaScript's order beyond the BMP. */
export function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
