import { commits, filled, pushTarget } from "./ci-target.js";
import type { CiAnswer, CiTarget } from "./ci-target.js";
import { githubTarget } from "./github-target.js";
import type { Variables } from "./types.js";

/** Reads the variables that CI systems set, and GitHub's event file. CircleCI names no base, so the default branch is taken there. */
export function ciTarget(env: Variables): CiAnswer {
  if (env["GITHUB_ACTIONS"] === "true") return githubTarget(env);
  return { target: gitlabTarget(env) ?? bitbucketTarget(env) ?? azureTarget(env), notices: [] };
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
