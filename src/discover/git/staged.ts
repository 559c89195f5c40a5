import { LintError } from "../../model/lint-error.js";
import type { Repository } from "./commits.js";
import { fieldsOf, readBlobs } from "./objects.js";
import type { BlobId } from "./objects.js";
import { linesOf, reasonGiven } from "./run-git.js";
import type { StagedFile } from "./types.js";

/** See `GitReader.staged`. One to three processes. */
export async function stagedFiles(repository: Repository, paths: readonly string[]): Promise<readonly StagedFile[]> {
  if (paths.length === 0) return [];
  const against = repository.head ?? (await emptyTree(repository));
  return withTexts(repository, changesOf(await rawDiff(repository, ["diff-index", "--cached", "--ita-invisible-in-index"], [against], paths)));
}

/** See `GitReader.unstaged`. One or two processes. */
export async function unstagedFiles(repository: Repository, paths: readonly string[]): Promise<readonly StagedFile[]> {
  if (paths.length === 0) return [];
  return withTexts(repository, indexedOf(await rawDiff(repository, ["diff-files"], [], paths)));
}

async function rawDiff({ git }: Repository, command: readonly string[], against: readonly string[], paths: readonly string[]): Promise<Buffer> {
  const folders = paths.includes(".") ? [] : paths;
  const output = await git([...command, "-z", "--no-renames", "--raw", "--abbrev=64", ...against, "--", ...folders]);
  if (output.code !== 0) throw new LintError(`git cannot read the index: ${reasonGiven(output)}.`, "Run `git status` to see what is wrong.");
  return output.stdout;
}

async function withTexts(repository: Repository, changes: readonly Change[]): Promise<readonly StagedFile[]> {
  const ids = new Set<BlobId>();
  for (const { id } of changes) if (id !== undefined) ids.add(id);
  const texts = await readBlobs(repository, ids);
  return changes.map(({ path, id }) => ({ path, text: id === undefined ? undefined : texts.get(id) }));
}

interface Change {
  readonly path: string;
  /** Undefined when the file is deleted. */
  readonly id: BlobId | undefined;
}

/** `:<old mode> <new mode> <old id> <new id> <letter>\0<path>\0`, again and again. */
function changesOf(stdout: Buffer): readonly Change[] {
  const fields = fieldsOf(stdout);
  const changes: Change[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, newMode = "", , id, letter] = (fields[at] ?? "").split(" ");
    const path = fields[at + 1] ?? "";
    if (letter === "D") changes.push({ path, id: undefined });
    else if (letter !== "U" && newMode.startsWith("100")) changes.push({ path, id });
  }
  return changes;
}

/** The same lines, of which the old side is the index. What is only intended to be added (A) is not in it yet. */
function indexedOf(stdout: Buffer): readonly Change[] {
  const fields = fieldsOf(stdout);
  const files: Change[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [mode = "", , id, , letter] = (fields[at] ?? "").split(" ");
    if ((letter === "M" || letter === "D" || letter === "T") && mode.startsWith(":100")) files.push({ path: fields[at + 1] ?? "", id });
  }
  return files;
}

/** Before the first commit the index is compared with nothing. */
async function emptyTree({ git }: Repository): Promise<string> {
  const output = await git(["hash-object", "-t", "tree", "--stdin"]);
  return linesOf(output)[0] ?? "";
}
