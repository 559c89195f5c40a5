import { ciTarget } from "./ci-systems.js";
import { ciTip } from "./ci-tip.js";
import { mergeBaseOf } from "./commits.js";
import type { Repository } from "./commits.js";
import { compareFiles } from "./compare.js";
import { defaultBranchTip } from "./default-branch.js";
import { namedTip } from "./named-tip.js";
import type { Tip } from "./tip.js";
import type { BaseRequest, BaseState } from "./types.js";
import { withoutBase } from "./without-base.js";

/**
 * The base, first that applies: `--since`, `since` of the configuration, the CI system, the remote's default branch, the local one, none.
 * Throws `LintError` for a base that is named (by people or by the CI system) and missing.
 */
export async function findBase(repository: Repository, request: BaseRequest): Promise<BaseState> {
  const { head } = repository;
  const { tip, notices } = await tipOf(repository, request);
  const deployed = request.deployed === undefined ? undefined : await namedTip(repository, [request.deployed], "config `deployed`");
  const base = tip ?? deployed;
  if (base === undefined) {
    return head === undefined ? withoutBase("no commit yet", []) : withoutBase("no branch to compare with", [...notices, "No base was found: no remote and no default branch. Name one with --since."]);
  }

  const mergeBase = base.mergeBase ?? (head === undefined ? undefined : await mergeBaseOf(repository, base.commit, head));
  const points = { tip: base.commit, mergeBase, deployed: deployed?.commit ?? base.commit };
  return {
    base: { kind: "git", ref: base.ref, source: base.source },
    notices: [...notices, ...base.notices, ...(mergeBase === undefined ? [withoutMergeBase(repository, base.ref)] : [])],
    compare: (files) => compareFiles(repository, points, files),
  };
}

interface Found {
  readonly tip: Tip | undefined;
  readonly notices: readonly string[];
}

async function tipOf(repository: Repository, request: BaseRequest): Promise<Found> {
  if (request.since.length > 0) return { tip: await namedTip(repository, request.since, "--since"), notices: [] };
  if (request.configured.length > 0) return { tip: await namedTip(repository, request.configured, "config"), notices: [] };
  const { target, notices } = ciTarget(repository.env, repository.topLevel);
  const tip = target === undefined ? await defaultBranchTip(repository) : await ciTip(repository, target);
  return { tip, notices };
}

function withoutMergeBase({ shallow }: Repository, ref: string): string {
  const why = shallow ? "The clone is shallow" : `HEAD and ${ref} have no commit in common`;
  return `${why}: edited migrations are found by comparing with the tip of ${ref}, and deleted ones not at all.`;
}
