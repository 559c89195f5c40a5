import { resolve } from "node:path";
import { LintError } from "../model/lint-error.js";
import type { MigrationFile } from "../model/migration.js";
import { nearest } from "../text/nearest.js";

/** Whether an option's words mean this migration: by its folder's name, or by the path of the folder or of the file, from `cwd`. `root`: what the migration's file is relative to. */
export function isNamed({ name, source }: MigrationFile, words: string, root: string, cwd: string): boolean {
  const file = resolve(root, source.file);
  return name === words || file === resolve(cwd, words) || file === resolve(cwd, words, "migration.sql");
}

/** What to say when none of those called `names` is meant. */
export function noSuchMigration(option: string, words: string, names: readonly string[]): LintError {
  const near = nearest(words, names);
  return new LintError(`There is no migration "${words}"${near === undefined ? "." : `: did you mean "${near}"?`}`, `Give ${option} the name of a migration's folder, or its path.`);
}
