import { afterAll, expect, test } from "vitest";
import { copyOf, failure, follow, sandbox, statuses } from "./sandbox.js";
import type { Work } from "./sandbox.js";

interface Request {
  readonly origin: Work;
  readonly fork: string;
  readonly base: string;
  readonly head: string;
}

/** main: a, m; feature adds p to a. */
function makeRequest(): Request {
  const origin = sandbox(afterAll).init("origin");
  origin.commit({ a: "1" });
  const fork = origin.head();
  origin.git("switch", "--quiet", "--create", "feature");
  origin.commit({ p: "1" });
  const head = origin.head();
  origin.git("switch", "--quiet", "main");
  origin.commit({ m: "1" });
  return { origin, fork, base: origin.head(), head };
}

const original = makeRequest();

function request(): Request {
  return { ...original, origin: copyOf(original.origin) };
}

const ZEROS = "0".repeat(40);

test("GitLab merge request: the target branch before the commit where the branch parted", async () => {
  const { origin, fork } = request();
  const work = origin.sandbox.clone(origin, "clone", "--branch=feature");
  const state = await work.base({}, { GITLAB_CI: "true", CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main", CI_MERGE_REQUEST_DIFF_BASE_SHA: fork });
  expect(state.base).toEqual({ kind: "git", ref: "origin/main", source: "GitLab merge request" });
  expect(await statuses(state, { a: "1", p: "1" })).toEqual(["a: same", "m: added-at-tip", "p: new"]);
});

test("GitLab merge request, only its own branch fetched: where it parted, which is said", async () => {
  const { origin, fork } = request();
  const work = origin.sandbox.clone(origin, "clone", "--branch=feature", "--single-branch");
  const state = await work.base({}, { GITLAB_CI: "true", CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main", CI_MERGE_REQUEST_DIFF_BASE_SHA: fork });
  expect(state.base).toEqual({ kind: "git", ref: fork.slice(0, 10), source: "GitLab merge request" });
  expect(state.notices).toEqual([`The tip of main is not in this clone, so migrations that were added to it since ${fork.slice(0, 10)} are not seen.`]);
  expect(await statuses(state, { a: "1", p: "1" })).toEqual(["a: same", "p: new"]);
});

test("GitLab merge request, depth 1: an error whose command makes it work", async () => {
  const { origin, fork } = request();
  const work = origin.sandbox.clone(origin, "clone", "--branch=feature", "--depth=1");
  const env = { GITLAB_CI: "true", CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main", CI_MERGE_REQUEST_DIFF_BASE_SHA: fork };
  const [message, todo] = await failure(work.base({}, env));
  expect(message).toBe("main, the base of this GitLab merge request, is not in this clone.");
  expect(todo).toBe("Run `git fetch --depth=1 origin main:refs/remotes/origin/main` first, or set `GIT_DEPTH: 0`.");
  follow(work, todo);
  expect((await work.base({}, env)).base.ref).toBe("origin/main");
});

test("GitLab merged results: the merge's own parent", async () => {
  const { origin, base, head } = request();
  origin.git("switch", "--quiet", "--detach", base);
  origin.git("merge", "--quiet", "--no-ff", "--message", "merge", head);
  const env = { GITLAB_CI: "true", CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main", CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: head, CI_MERGE_REQUEST_TARGET_BRANCH_SHA: base };
  const state = await origin.base({}, env);
  expect(state.base).toEqual({ kind: "git", ref: "HEAD^1", source: "GitLab merge request" });
  expect(await statuses(state, { a: "1", m: "1", p: "1" })).toEqual(["a: same", "m: same", "p: new"]);
});

test("GitLab push: before it on the default branch, the default branch on others", async () => {
  const { origin, fork } = request();
  const work = origin.sandbox.clone(origin, "clone");
  const push = { GITLAB_CI: "true", CI_DEFAULT_BRANCH: "main", CI_COMMIT_BRANCH: "main", CI_COMMIT_BEFORE_SHA: fork };
  expect((await work.base({}, push)).base).toEqual({ kind: "git", ref: fork.slice(0, 10), source: "GitLab push" });
  expect((await work.base({}, { ...push, CI_COMMIT_BRANCH: "feature" })).base).toEqual({ kind: "git", ref: "origin/main", source: "GitLab push" });
  // Schedules and pipelines that people start.
  expect((await work.base({}, { ...push, CI_COMMIT_BEFORE_SHA: ZEROS })).base).toEqual({ kind: "git", ref: "origin/main", source: "default branch" });
});

test("Bitbucket pull request: the destination's commit (12 digits), else its branch", async () => {
  const { origin, base } = request();
  const work = origin.sandbox.clone(origin, "clone", "--branch=feature");
  const env = { BITBUCKET_BUILD_NUMBER: "1", BITBUCKET_PR_DESTINATION_BRANCH: "main" };
  const byCommit = await work.base({}, { ...env, BITBUCKET_PR_DESTINATION_COMMIT: base.slice(0, 12) });
  expect(byCommit.base).toEqual({ kind: "git", ref: base.slice(0, 10), source: "Bitbucket pull request" });
  expect(await statuses(byCommit, { a: "1", p: "1" })).toEqual(["a: same", "m: added-at-tip", "p: new"]);
  expect((await work.base({}, { ...env, BITBUCKET_PR_DESTINATION_COMMIT: "0123456789ab" })).base.ref).toBe("origin/main");
  const shallow = origin.sandbox.clone(origin, "shallow", "--branch=feature", "--depth=1");
  expect(await failure(shallow.base({}, env))).toEqual([
    "main, the base of this Bitbucket pull request, is not in this clone.",
    "Run `git fetch --depth=1 origin main:refs/remotes/origin/main` first, or set `clone: depth: full`.",
  ]);
});

test.each(["refs/heads/main", "main"])("Azure pull request to %s", async (target) => {
  const { origin, head } = request();
  const work = origin.sandbox.clone(origin, "clone", "--branch=feature");
  const env = { TF_BUILD: "True", SYSTEM_PULLREQUEST_TARGETBRANCH: target, SYSTEM_PULLREQUEST_SOURCECOMMITID: head };
  expect((await work.base({}, env)).base).toEqual({ kind: "git", ref: "origin/main", source: "Azure pull request" });
});

test("Azure pull request, the merge with fetchDepth 1 and 2", async () => {
  const { origin, base, head } = request();
  origin.git("switch", "--quiet", "--create", "merge", base);
  origin.git("merge", "--quiet", "--no-ff", "--message", "merge", head);
  const env = { TF_BUILD: "True", SYSTEM_PULLREQUEST_TARGETBRANCH: "refs/heads/main", SYSTEM_PULLREQUEST_SOURCECOMMITID: head };
  const one = origin.sandbox.clone(origin, "one", "--branch=merge", "--depth=1");
  expect((await failure(one.base({}, env)))[1]).toBe("Run `git fetch --depth=1 origin main:refs/remotes/origin/main` first, or set `fetchDepth: 2` on the checkout step.");
  const two = origin.sandbox.clone(origin, "two", "--branch=merge", "--depth=2");
  expect((await two.base({}, env)).base).toEqual({ kind: "git", ref: "HEAD^1", source: "Azure pull request" });
});

test("CircleCI names no base: the default branch", async () => {
  const { origin } = request();
  const work = origin.sandbox.clone(origin, "clone", "--branch=feature");
  expect((await work.base({}, { CI: "true", CIRCLECI: "true", CIRCLE_BRANCH: "feature" })).base).toEqual({ kind: "git", ref: "origin/main", source: "default branch" });
});

test("a target branch that is only local", async () => {
  const { origin } = request();
  origin.git("switch", "--quiet", "feature");
  expect((await origin.base({}, { SYSTEM_PULLREQUEST_TARGETBRANCH: "main" })).base.ref).toBe("main");
});
