import { LintError } from "../../model/lint-error.js";
import { linesOf } from "./run-git.js";
import type { Git } from "./run-git.js";
import type { Variables } from "./types.js";

export interface Repository {
  /** Runs in the top level. */
  readonly git: Git;
  readonly env: Variables;
  readonly topLevel: string;
  /** Undefined before the first commit. */
  readonly head: Commit | undefined;
  readonly shallow: boolean;
}

/** A commit's full object id. */
export type Commit = string;

/** The commits that these refs (branches, tags, ids, `HEAD~2`) name, undefined for those that are not here; one process for all. */
export async function resolveCommits({ git }: Repository, refs: readonly string[]): Promise<readonly (Commit | undefined)[]> {
  if (refs.length === 0) return [];
  for (const ref of refs) requireRef(ref);
  const output = await git(["cat-file", "--batch-check=%(objectname)"], refs.map((ref) => `${ref}^{commit}\n`).join(""));
  const lines = linesOf(output);
  return refs.map((_, index) => /^[0-9a-f]{40,64}$/.exec(lines[index] ?? "")?.[0]);
}

/** One that is not a ref by its form never reaches git's command line. */
export function requireRef(ref: string): void {
  if (ref !== "" && !ref.startsWith("-") && !/\p{Cc}/u.test(ref)) return;
  throw new LintError(`${JSON.stringify(ref)} is not the name of a commit.`, "Name a branch, a tag or a commit, such as `origin/main`.");
}

/** Parents as the commit names them, also those that a shallow clone does not have. */
export async function parentsOf({ git }: Repository, commit: Commit): Promise<readonly Commit[]> {
  const output = await git(["cat-file", "commit", commit]);
  const parents: Commit[] = [];
  for (const line of linesOf(output)) {
    if (line === "") break;
    if (line.startsWith("parent ")) parents.push(line.slice("parent ".length));
  }
  return parents;
}

/** Where the two histories parted; undefined when they have no common commit here, as in shallow clones. */
export async function mergeBaseOf({ git }: Repository, a: Commit, b: Commit): Promise<Commit | undefined> {
  if (a === b) return a;
  const output = await git(["merge-base", a, b]);
  return output.code === 0 ? linesOf(output)[0] : undefined;
}

export function shortId(commit: Commit): string {
  return commit.slice(0, 10);
}
