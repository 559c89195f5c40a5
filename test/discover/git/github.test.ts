import { afterAll, expect, test } from "vitest";
import type { Variables } from "../../../src/discover/git/index.js";
import { copyOf, failure, follow, sandbox, statuses, Work } from "./sandbox.js";

interface PullRequest {
  readonly origin: Work;
  readonly base: string;
  readonly head: string;
  readonly merge: string;
}

/** main: a, m; the pull request adds p to a; `refs/pull/7/merge` merges it into main's tip, as GitHub makes it. */
function makePullRequest(): PullRequest {
  const origin = sandbox(afterAll).init("origin");
  origin.commit({ a: "1" });
  origin.git("switch", "--quiet", "--create", "feature");
  origin.commit({ p: "1" });
  const head = origin.head();
  origin.git("switch", "--quiet", "main");
  origin.commit({ m: "1" });
  const base = origin.head();
  return { origin, base, head, merge: mergeOf(origin, base, head) };
}

const original = makePullRequest();

function pullRequest(): PullRequest {
  return { ...original, origin: copyOf(original.origin) };
}

function mergeOf(origin: Work, base: string, head: string): string {
  origin.git("switch", "--quiet", "--detach", base);
  origin.git("merge", "--quiet", "--no-ff", "--message", "merge", head);
  const merge = origin.head();
  origin.git("update-ref", "refs/pull/7/merge", merge);
  origin.git("switch", "--quiet", "main");
  return merge;
}

/** As actions/checkout does it. */
function checkout(origin: Work, ref: string, ...options: readonly string[]): Work {
  const work = origin.sandbox.init("checkout");
  work.git("remote", "add", "origin", `file://${origin.folder}`);
  work.git("fetch", "--quiet", "--no-tags", ...options, "origin", `+${ref}:refs/remotes/checkout`);
  work.git("checkout", "--quiet", "--detach", "refs/remotes/checkout");
  return work;
}

function event(work: Work, name: string, payload: unknown): Variables {
  const file = "event.json";
  const folder = new Work(work.sandbox, work.sandbox.path("_temp"));
  folder.write(file, JSON.stringify(payload));
  return { GITHUB_ACTIONS: "true", GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: `${folder.folder}/${file}` };
}

function pullEvent(work: Work, { base, head }: PullRequest, name = "pull_request"): Variables {
  const payload = { pull_request: { base: { sha: base, ref: "main" }, head: { sha: head, ref: "feature" } } };
  return { ...event(work, name, payload), GITHUB_BASE_REF: "main", GITHUB_HEAD_REF: "feature" };
}

const ZEROS = "0".repeat(40);
const SHALLOW = "The clone is shallow: edited migrations are found by comparing with the tip of";

test("pull request, fetch-depth 2: HEAD^1", async () => {
  const pull = pullRequest();
  const work = checkout(pull.origin, "refs/pull/7/merge", "--depth=2");
  const state = await work.base({}, pullEvent(work, pull));
  expect(state.base).toEqual({ kind: "git", ref: "HEAD^1", source: "GitHub pull request" });
  expect(state.notices).toEqual([]);
  expect(await statuses(state, { a: "1", m: "1", p: "1" })).toEqual(["a: same", "m: same", "p: new"]);
});

test("pull request, fetch-depth 2, deleted and edited files are known", async () => {
  const pull = pullRequest();
  const work = checkout(pull.origin, "refs/pull/7/merge", "--depth=2");
  const state = await work.base({}, pullEvent(work, pull));
  expect(await statuses(state, { a: "2", p: "1" })).toEqual(["a: edited", "m: deleted", "p: new"]);
});

test("pull request whose target has moved on since the event: the merge's own parent is the tip", async () => {
  const pull = pullRequest();
  pull.origin.commit({ later: "1" });
  mergeOf(pull.origin, pull.origin.head(), pull.head);
  const work = checkout(pull.origin, "refs/pull/7/merge");
  const state = await work.base({}, pullEvent(work, pull));
  expect(state.base.ref).toBe("HEAD^1");
  expect(await statuses(state, { a: "1", m: "1", later: "1", p: "1" })).toEqual(["a: same", "later: same", "m: same", "p: new"]);
});

test("pull request, fetch-depth 1: an error whose command makes it work", async () => {
  const pull = pullRequest();
  const work = checkout(pull.origin, "refs/pull/7/merge", "--depth=1");
  const env = pullEvent(work, pull);
  const [message, todo] = await failure(work.base({}, env));
  expect(message).toBe("main, the base of this GitHub pull request, is not in this clone.");
  expect(todo).toBe("Run `git fetch --depth=1 origin main:refs/remotes/origin/main` first, or set `fetch-depth: 2` on actions/checkout.");
  follow(work, todo);
  const state = await work.base({}, env);
  // The branch that was fetched is the merge's parent, so the merge base is known although the clone is shallow.
  expect(state.base.ref).toBe("HEAD^1");
  expect(state.notices).toEqual([]);
  expect(await statuses(state, { a: "1", p: "1" })).toEqual(["a: same", "m: deleted", "p: new"]);
});

test("pull request, fetch-depth 1, the target moved on before its tip was fetched", async () => {
  const pull = pullRequest();
  pull.origin.commit({ later: "1" });
  const work = checkout(pull.origin, "refs/pull/7/merge", "--depth=1");
  work.git("fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main");
  const state = await work.base({}, pullEvent(work, pull));
  expect(state.base).toEqual({ kind: "git", ref: "origin/main", source: "GitHub pull request" });
  expect(state.notices).toEqual([`${SHALLOW} origin/main, and deleted ones not at all.`]);
  expect(await statuses(state, { a: "1", m: "1", p: "1" })).toEqual(["a: same", "later: added-at-tip", "m: same", "p: new"]);
});

test("pull request, its own head checked out: the base of the event", async () => {
  const pull = pullRequest();
  pull.origin.git("branch", "all", pull.merge);
  const work = checkout(pull.origin, "refs/heads/all");
  work.git("checkout", "--quiet", "--detach", pull.head);
  const state = await work.base({}, pullEvent(work, pull));
  expect(state.base).toEqual({ kind: "git", ref: pull.base.slice(0, 10), source: "GitHub pull request" });
  expect(await statuses(state, { a: "1", p: "1" })).toEqual(["a: same", "m: added-at-tip", "p: new"]);
});

test("pull request, its own head with fetch-depth 1: depth 2 would not help", async () => {
  const pull = pullRequest();
  const work = checkout(pull.origin, "refs/heads/feature", "--depth=1");
  const env = pullEvent(work, pull);
  const [, todo] = await failure(work.base({}, env));
  expect(todo).toBe("Run `git fetch --depth=1 origin main:refs/remotes/origin/main` first, or set `fetch-depth: 0` on actions/checkout.");
  follow(work, todo);
  expect(await statuses(await work.base({}, env), { a: "1", p: "1" })).toEqual(["a: same", "m: added-at-tip", "p: new"]);
});

test("pull_request_target checks out the target: nothing can be new, which is said", async () => {
  const pull = pullRequest();
  const work = checkout(pull.origin, "refs/heads/main", "--depth=1");
  const state = await work.base({}, pullEvent(work, pull, "pull_request_target"));
  expect(state.base.source).toBe("GitHub pull request");
  expect(state.notices).toEqual([`HEAD is the tip of the target branch, so nothing is new: check out the commit of the pull request, ${pull.head.slice(0, 10)}.`]);
});

test.each([
  ["missing", undefined],
  ["not JSON", "{"],
  ["something else", "[1, null]"],
])("event file %s: GITHUB_BASE_REF serves", async (_, text) => {
  const pull = pullRequest();
  const work = checkout(pull.origin, "refs/pull/7/merge");
  work.git("fetch", "--quiet", "origin", "main:refs/remotes/origin/main");
  const env = pullEvent(work, pull);
  const file = new Work(work.sandbox, work.sandbox.path("other"));
  if (text !== undefined) file.write("event.json", text);
  const state = await work.base({}, { ...env, GITHUB_EVENT_PATH: `${file.folder}/event.json` });
  expect(state.base.ref).toBe("origin/main");
  expect(state.notices).toEqual(text === "[1, null]" ? [] : ["GitHub's event file (GITHUB_EVENT_PATH) cannot be read: the base is taken from the other variables."]);
});

test("merge group: the commit that the group is put on", async () => {
  const pull = pullRequest();
  const work = checkout(pull.origin, "refs/pull/7/merge");
  const env = event(work, "merge_group", { merge_group: { base_sha: pull.base, base_ref: "refs/heads/main", head_sha: pull.merge } });
  const state = await work.base({}, env);
  expect(state.base).toEqual({ kind: "git", ref: pull.base.slice(0, 10), source: "GitHub merge group" });
  expect(await statuses(state, { a: "1", m: "1", p: "1" })).toEqual(["a: same", "m: same", "p: new"]);
});

test("push to the default branch: the commit before it", async () => {
  const pull = pullRequest();
  const before = pull.base;
  pull.origin.commit({ b: "1" });
  pull.origin.commit({ c: "1" });
  const work = checkout(pull.origin, "refs/heads/main");
  work.git("update-ref", "refs/remotes/origin/main", "HEAD");
  const state = await work.base({}, event(work, "push", { ref: "refs/heads/main", before, repository: { default_branch: "main" } }));
  expect(state.base).toEqual({ kind: "git", ref: before.slice(0, 10), source: "GitHub push" });
  expect(await statuses(state, { a: "1", m: "1", b: "1", c: "1" })).toEqual(["a: same", "b: new", "c: new", "m: same"]);
});

test("push to the default branch, fetch-depth 1: an error whose command makes it work", async () => {
  const { origin, base } = pullRequest();
  origin.commit({ b: "1" });
  const work = checkout(origin, "refs/heads/main", "--depth=1");
  const env = event(work, "push", { ref: "refs/heads/main", before: base, repository: { default_branch: "main" } });
  const [message, todo] = await failure(work.base({}, env));
  expect(message).toBe(`${base.slice(0, 10)}, the base of this GitHub push, is not in this clone.`);
  expect(todo).toBe(`Run \`git fetch --depth=1 origin ${base}\` first, or set \`fetch-depth: 0\` on actions/checkout.`);
  follow(work, todo);
  expect(await statuses(await work.base({}, env), { a: "1", m: "1", b: "1" })).toEqual(["a: same", "b: new", "m: same"]);
});

test("push without a default branch in the event: the commit before it", async () => {
  const { origin, base } = pullRequest();
  origin.commit({ b: "1" });
  const work = checkout(origin, "refs/heads/main");
  expect((await work.base({}, event(work, "push", { ref: "refs/heads/main", before: base }))).base.ref).toBe(base.slice(0, 10));
});

test.each(["second push", "new branch"])("push to another branch (%s): the default branch", async (which) => {
  const { origin, head } = pullRequest();
  const work = checkout(origin, "refs/heads/feature");
  const before = which === "new branch" ? ZEROS : head;
  const env = event(work, "push", { ref: "refs/heads/feature", before, repository: { default_branch: "main" } });
  const [message, todo] = await failure(work.base({}, env));
  expect(message).toBe("main, the base of this GitHub push, is not in this clone.");
  expect(todo).toBe("Run `git fetch origin main:refs/remotes/origin/main` first, or set `fetch-depth: 0` on actions/checkout.");
  follow(work, todo);
  const state = await work.base({}, env);
  expect(state.base).toEqual({ kind: "git", ref: "origin/main", source: "GitHub push" });
  expect(await statuses(state, { a: "1", p: "1" })).toEqual(["a: same", "m: added-at-tip", "p: new"]);
});

test("first push of the default branch, and other events: the default branch", async () => {
  const { origin } = pullRequest();
  const work = checkout(origin, "refs/heads/main");
  work.git("update-ref", "refs/remotes/origin/main", "HEAD");
  const push = event(work, "push", { ref: "refs/heads/main", before: ZEROS, repository: { default_branch: "main" } });
  expect((await work.base({}, push)).base).toEqual({ kind: "git", ref: "origin/main", source: "default branch" });
  const schedule = event(work, "schedule", { schedule: "0 0 * * *" });
  expect((await work.base({}, schedule)).base).toEqual({ kind: "git", ref: "origin/main", source: "default branch" });
});

test("another repository than the one that is built: the event does not count", async () => {
  const pull = pullRequest();
  const work = checkout(pull.origin, "refs/pull/7/merge", "--depth=2");
  const env = pullEvent(work, pull);
  const outside = await work.base({}, { ...env, GITHUB_WORKSPACE: work.sandbox.path("workspace") });
  expect(outside.base).toEqual({ kind: "none", ref: null, source: "no branch to compare with" });
  expect(outside.notices[0]).toBe(`The base of the GitHub pull request does not count here, outside of ${work.sandbox.path("workspace")}.`);
  const inside = await work.base({}, { ...env, GITHUB_WORKSPACE: work.folder });
  expect(inside.base.ref).toBe("HEAD^1");
});
