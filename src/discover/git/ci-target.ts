import type { Commit } from "./commits.js";

/** What a CI system says about where the commits that it builds go. */
export interface CiTarget {
  /** `GitHub pull request`. */
  readonly source: string;
  /** Newest commit of the pull request: when it is HEAD's second parent, HEAD merges it into the target's tip. */
  readonly pullHead: Commit | undefined;
  /** Commits that may serve as the target's tip; the first that is here is taken. */
  readonly tips: readonly Commit[];
  /** The target branch, for when none of them is. */
  readonly branch: string | undefined;
  /** Commits where the branch parted from the target: the last resort. */
  readonly forks: readonly Commit[];
  /** Other ways than `git fetch` to have the base: where HEAD is the merge of a pull request, and always. */
  readonly advice?: { readonly onMerge: string; readonly always: string };
}

export interface CiAnswer {
  /** Undefined outside of CI, and where the CI system names no base: the default branch is taken then. */
  readonly target: CiTarget | undefined;
  readonly notices: readonly string[];
}

/**
 * A push to the default branch is compared with the commit before it. A push to another branch is compared with the default branch:
 * what an earlier push to it added is still not shared. Undefined for a new default branch.
 */
export function pushTarget(source: string, pushed: string | undefined, defaultBranch: string | undefined, before: string | undefined, advice: NonNullable<CiTarget["advice"]>): CiTarget | undefined {
  const toOther = filled(defaultBranch) !== undefined && filled(pushed) !== defaultBranch;
  if (toOther) return { source, pullHead: undefined, tips: [], branch: defaultBranch, forks: [], advice };
  const tips = commits(before);
  return tips.length === 0 ? undefined : { source, pullHead: undefined, tips, branch: undefined, forks: [], advice };
}

/** Nothing for an empty value and for all zeros, which stand for "no commit". */
export function commits(id: string | undefined): readonly Commit[] {
  return id !== undefined && /^[0-9a-f]{7,64}$/.test(id) && !/^0+$/.test(id) ? [id] : [];
}

export function filled(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}
