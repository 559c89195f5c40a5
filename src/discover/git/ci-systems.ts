import { isWithin, realPath } from "../repository.js";
import { commits, filled, pushTarget } from "./ci-target.js";
import type { CiAnswer, CiTarget } from "./ci-target.js";
import { githubTarget } from "./github-target.js";
import type { Variables } from "./types.js";

/** Each CI system's variable for the folder that it checks out to. */
const CHECKOUT_FOLDERS = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BITBUCKET_CLONE_DIR", "BUILD_SOURCESDIRECTORY"];

/**
 * Reads the variables that CI systems set, and GitHub's event file. CircleCI names no base, so the default branch is taken there.
 * They speak of the repository that is built: in one outside of its checkout they do not count.
 */
export function ciTarget(env: Variables, topLevel: string): CiAnswer {
  const answer = env["GITHUB_ACTIONS"] === "true" ? githubTarget(env) : { target: gitlabTarget(env) ?? bitbucketTarget(env) ?? azureTarget(env), notices: [] };
  const folders = CHECKOUT_FOLDERS.map((name) => filled(env[name])).filter((folder) => folder !== undefined);
  if (answer.target === undefined || folders.length === 0 || folders.some((folder) => isWithin(realPath(folder), topLevel))) return answer;
  return { target: undefined, notices: [`The base of the ${answer.target.source} does not count here, outside of ${folders.join(", ")}.`] };
}

function gitlabTarget(env: Variables): CiTarget | undefined {
  if (env["GITLAB_CI"] !== "true") return undefined;
  const advice = { onMerge: "set `GIT_DEPTH: 0`", always: "set `GIT_DEPTH: 0`" };
  const branch = filled(env["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"]);
  if (branch !== undefined) {
    return {
      source: "GitLab merge request",
      pullHead: filled(env["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"]),
      // Only set in pipelines for merged results.
      tips: commits(env["CI_MERGE_REQUEST_TARGET_BRANCH_SHA"]),
      branch,
      forks: commits(env["CI_MERGE_REQUEST_DIFF_BASE_SHA"]),
      advice,
    };
  }
  return pushTarget("GitLab push", env["CI_COMMIT_BRANCH"], env["CI_DEFAULT_BRANCH"], env["CI_COMMIT_BEFORE_SHA"], advice);
}

function bitbucketTarget(env: Variables): CiTarget | undefined {
  const tips = commits(env["BITBUCKET_PR_DESTINATION_COMMIT"]);
  const branch = filled(env["BITBUCKET_PR_DESTINATION_BRANCH"]);
  if (tips.length === 0 && branch === undefined) return undefined;
  const depth = "set `clone: depth: full`";
  return { source: "Bitbucket pull request", pullHead: undefined, tips, branch, forks: [], advice: { onMerge: depth, always: depth } };
}

function azureTarget(env: Variables): CiTarget | undefined {
  // `refs/heads/main` for Azure Repos, `main` for GitHub.
  const branch = filled(env["SYSTEM_PULLREQUEST_TARGETBRANCH"])?.replace(/^refs\/heads\//, "");
  if (branch === undefined) return undefined;
  const depth = "set `fetchDepth: 0` on the checkout step";
  return {
    source: "Azure pull request",
    pullHead: filled(env["SYSTEM_PULLREQUEST_SOURCECOMMITID"]),
    tips: [],
    branch,
    forks: [],
    advice: { onMerge: "set `fetchDepth: 2` on the checkout step", always: depth },
  };
}
