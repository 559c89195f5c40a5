import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { reasonOf } from "../discover/read-text.js";
import { isThere, realPath } from "../discover/repository.js";
import type { FixedFile } from "../model/fix.js";
import { LintError } from "../model/lint-error.js";
import type { ProjectReport } from "../report/lint-report.js";
import { writeWhole } from "./write-whole.js";

/** Where the fixes of a project are noted down whole before the first of its files is touched; gone when the last one is written. */
export function journalOf(root: string, { migrationsDir, schema }: Pick<ProjectReport, "migrationsDir" | "schema">): string {
  return join(root, dirname(migrationsDir ?? schema[0] ?? "."), ".prisma-migrate-lint-fix");
}

/**
 * Writes all files, in their order. Killed at any point it leaves either nothing, or a journal from which `finish` does the rest. Throws `LintError`,
 * before anything is written, for a file that is not as it was read and for a folder that is there.
 */
export function writeFixes(root: string, journal: string, files: readonly FixedFile[]): void {
  for (const each of files) requireUntouched(root, each);
  const draft = `${journal}.${process.pid}.tmp`;
  try {
    removeRemains(journal);
    mkdirSync(draft);
    writeFileSync(join(draft, "plan.json"), JSON.stringify({ version: 1, files: files.map(({ file, before = null, after = null }) => ({ file, before, after })) }));
    renameSync(draft, journal);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw new LintError(`The fixes cannot be written: ${reasonOf(error)}.`, `Nothing was written. ${existsSync(journal) ? "Another run may be writing." : "`--fix-dry-run` prints them as a diff."}`);
  }
  finish(root, journal);
}

/** Does what the journal says and is not done yet. Throws `LintError` where a file is neither as it was nor as it was to be, and where it cannot be written. */
export function finish(root: string, journal: string): void {
  const files = readPlan(journal);
  const todo = files.filter((each) => textOf(root, each.file) !== each.after);
  const foreign = todo.find(({ file, before }) => textOf(root, file) !== before);
  if (foreign) throw new LintError(`${foreign.file} was changed since a fix was interrupted.`, `Look at what ${journal} says of it, and delete that folder.`);
  try {
    for (const { file, before, after } of todo) {
      const path = realPath(join(root, file));
      if (before !== undefined) removeRemains(path);
      if (after === undefined) removeFolder(path, join(journal, "gone"));
      else if (before !== undefined) writeWhole(path, after);
      else addFolder(path, after, join(journal, "next"));
    }
    rmSync(journal, { recursive: true });
  } catch (error) {
    throw new LintError(`The fixes cannot be written: ${reasonOf(error)}.`, "Some of them are: run `prisma-migrate-lint --fix` again to write the rest.");
  }
}

/** What a process that was killed had begun to write beside it. */
function removeRemains(path: string): void {
  const isRemains = (name: string): boolean => name.startsWith(`${basename(path)}.`) && /^\.\d+\.tmp$/.test(name.slice(basename(path).length));
  for (const name of readdirSync(dirname(path)).filter(isRemains)) rmSync(join(dirname(path), name), { recursive: true, force: true });
}

/** With its file in it at once: Prisma refuses a folder without. */
function addFolder(path: string, text: string, draft: string): void {
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  writeFileSync(join(draft, "migration.sql"), text);
  renameSync(draft, dirname(path));
}

/** With its file at once, for the same reason. */
function removeFolder(path: string, grave: string): void {
  rmSync(grave, { recursive: true, force: true });
  renameSync(dirname(path), grave);
}

function requireUntouched(root: string, { file, before }: FixedFile): void {
  if (before === undefined && isThere(dirname(join(root, file)))) throw new LintError(`${dirname(file)} is there already.`, "Nothing was written. Rename or delete it.");
  if (textOf(root, file) !== before) throw new LintError(`${file} was changed while it was looked at.`, "Nothing was written. Run it again.");
}

function textOf(root: string, file: string): string | undefined {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

function readPlan(journal: string): readonly FixedFile[] {
  const path = join(journal, "plan.json");
  try {
    const plan: unknown = JSON.parse(readFileSync(path, "utf8"));
    const files: unknown = typeof plan === "object" && plan !== null ? Reflect.get(plan, "files") : undefined;
    if (Array.isArray(files)) return files.map(plannedFile);
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof Error && "code" in error)) throw error;
  }
  throw new LintError(`${path} cannot be read.`, `Delete the folder ${journal}, and look with git at what was fixed.`);
}

function plannedFile(entry: unknown): FixedFile {
  const [file, before, after] = ["file", "before", "after"].map((name): unknown => (typeof entry === "object" && entry !== null ? Reflect.get(entry, name) : undefined));
  if (typeof file !== "string" || (after !== null && typeof after !== "string") || (before !== null && typeof before !== "string")) throw new SyntaxError("no planned file");
  return { file, before: before ?? undefined, after: after ?? undefined };
}
