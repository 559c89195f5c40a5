import { LintError } from "../../model/lint-error.js";
import type { CiTarget } from "./ci-target.js";
import { parentsOf, resolveCommits, shortId } from "./commits.js";
import type { Commit, Repository } from "./commits.js";
import { branchTip } from "./default-branch.js";
import { fetchBranch, fetchCommit } from "./fetch-advice.js";
import type { Tip } from "./tip.js";

/** The tip of the branch that the CI system says this build goes to. Throws `LintError` when it is not in this clone. */
export async function ciTip(repository: Repository, target: CiTarget): Promise<Tip> {
  const { head } = repository;
  const parents = head === undefined || target.pullHead === undefined ? [] : await parentsOf(repository, head);
  const merged = parents.length === 2 && parents[1] === target.pullHead ? parents[0] : undefined;
  const tip = (await mergedTip(repository, target, merged)) ?? (await listedTip(repository, target));
  if (tip === undefined) throw missing(repository, target, merged);
  const same = target.pullHead !== undefined && tip.commit === head && target.pullHead !== head;
  return same ? { ...tip, notices: [...tip.notices, `HEAD is the tip of the target branch, so nothing is new: check out the commit of the pull request, ${shortId(target.pullHead)}.`] } : tip;
}

/** HEAD merges the pull request into the target's tip, which therefore is its first parent; newer than what the event says when the build runs again. */
async function mergedTip(repository: Repository, { source }: CiTarget, parent: Commit | undefined): Promise<Tip | undefined> {
  if (parent === undefined) return undefined;
  const [commit] = await resolveCommits(repository, [parent]);
  return commit === undefined ? undefined : { commit, ref: "HEAD^1", source, mergeBase: commit, notices: [] };
}

async function listedTip(repository: Repository, { tips, branch, forks, source }: CiTarget): Promise<Tip | undefined> {
  const commits = await resolveCommits(repository, [...tips, ...forks]);
  const tip = commits.slice(0, tips.length).find((commit) => commit !== undefined);
  if (tip !== undefined) return { commit: tip, ref: shortId(tip), source, notices: [] };
  const onBranch = branch === undefined ? undefined : await branchTip(repository, branch);
  if (onBranch !== undefined) return { ...onBranch, source, notices: [] };
  const fork = commits.find((commit) => commit !== undefined);
  if (fork === undefined) return undefined;
  const unseen = `The tip of ${branch ?? "the target branch"} is not in this clone, so migrations that were added to it since ${shortId(fork)} are not seen.`;
  return { commit: fork, ref: shortId(fork), source, mergeBase: fork, notices: [unseen] };
}

function missing(repository: Repository, { source, branch, tips, forks, advice }: CiTarget, merged: Commit | undefined): LintError {
  const id = tips[0] ?? forks[0];
  const name = branch ?? shortId(id ?? "");
  const command = branch === undefined ? fetchCommit(repository, "origin", id ?? "") : fetchBranch(repository, "origin", branch);
  const setting = merged === undefined ? advice?.always : advice?.onMerge;
  return new LintError(`${name}, the base of this ${source}, is not in this clone.`, `Run \`${command}\` first${setting === undefined ? "" : `, or ${setting}`}.`);
}
