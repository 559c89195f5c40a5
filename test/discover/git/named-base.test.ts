import { afterAll, expect, test } from "vitest";
import { copyOf, failure, follow, sandbox, statuses } from "./sandbox.js";
import type { Work } from "./sandbox.js";

/** main: a · release/1 forks at a, adds r1 · main goes on with m · release/2 forks there, adds r2. */
function makeReleases(): Work {
  const work = sandbox(afterAll).init("repo");
  work.commit({ a: "1" });
  work.git("switch", "--quiet", "--create", "release/1");
  work.commit({ r1: "1" });
  work.git("switch", "--quiet", "main");
  work.commit({ m: "1" });
  work.git("switch", "--quiet", "--create", "release/2");
  work.commit({ r2: "1" });
  return work;
}

const original = makeReleases();

function withReleases(): Work {
  return copyOf(original);
}

test("--since goes before the configuration, which goes before the CI system", async () => {
  const work = withReleases();
  const ci = { GITLAB_CI: "true", CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "release/2" };
  const since = await work.base({ since: ["main"], configured: ["release/1"] }, ci);
  expect(since.base).toEqual({ kind: "git", ref: "main", source: "--since" });
  const configured = await work.base({ configured: ["release/1"] }, ci);
  expect(configured.base).toEqual({ kind: "git", ref: "release/1", source: "config" });
  const system = await work.base({}, ci);
  expect(system.base).toEqual({ kind: "git", ref: "release/2", source: "GitLab merge request" });
});

test("a tag, an annotated tag, a commit, HEAD~1", async () => {
  const work = withReleases();
  work.git("tag", "plain", "release/1");
  work.git("tag", "--annotate", "--message", "x", "annotated", "release/1");
  const id = work.git("rev-parse", "release/1");
  for (const ref of ["plain", "annotated", id, id.slice(0, 8)]) {
    const state = await work.base({ since: [ref] });
    expect(state.base.ref).toBe(ref);
    expect(await statuses(state, { a: "1", m: "1" })).toEqual(["a: same", "m: new", "r1: added-at-tip"]);
  }
  expect(await statuses(await work.base({ since: ["HEAD~1"] }), { a: "1", m: "1", r2: "1" })).toEqual(["a: same", "m: same", "r2: new"]);
});

test("of several, the nearest to HEAD, whatever their order", async () => {
  const work = withReleases();
  work.git("switch", "--quiet", "--create", "fix", "release/1");
  work.commit({ fix: "1" });
  for (const since of [["main", "release/2", "release/1"], ["release/1", "release/2", "main"]]) {
    expect((await work.base({ since })).base.ref).toBe("release/1");
  }
});

test("a pattern and a branch", async () => {
  const work = withReleases();
  const since = ["release/*", "main"];
  work.git("switch", "--quiet", "--create", "fix", "release/2");
  work.commit({ fix: "1" });
  expect((await work.base({ configured: since })).base).toEqual({ kind: "git", ref: "release/2", source: "config" });
  work.git("switch", "--quiet", "--create", "feature", "main");
  work.commit({ feature: "1" });
  // As near to release/2 as to main, which has fewer commits of its own.
  expect((await work.base({ configured: since })).base.ref).toBe("main");
});

test("the same distance to all: the first that is written", async () => {
  const work = sandbox().init("repo");
  work.commit({ a: "1" });
  work.git("branch", "x");
  work.git("branch", "y");
  expect((await work.base({ since: ["y", "x"] })).base.ref).toBe("y");
});

test("a pattern for remote branches", async () => {
  const work = withReleases();
  const clone = work.sandbox.clone(work, "clone");
  clone.git("switch", "--quiet", "--create", "fix", "origin/release/1");
  clone.commit({ fix: "1" });
  const state = await clone.base({ since: ["origin/release/*"] });
  expect(state.base.ref).toBe("origin/release/1");
  expect(await statuses(state, { a: "1", r1: "1", fix: "1" })).toEqual(["a: same", "fix: new", "r1: same"]);
});

test("a pattern without a match: said when another ref serves, an error when none does", async () => {
  const work = withReleases();
  const state = await work.base({ configured: ["origin/release/*", "main"] });
  expect(state.base.ref).toBe("main");
  expect(state.notices).toEqual(['No branch matches "origin/release/*" (config).']);
  expect(await failure(work.base({ since: ["origin/*"] }))).toEqual([
    'No branch matches "origin/*" (--since).',
    "Run `git fetch` first, or check the spelling: `git branch --all` lists the branches that are here.",
  ]);
});

test("a ref that is missing, in a shallow clone of one branch: the printed command brings it", async () => {
  const work = withReleases();
  const clone = work.sandbox.clone(work, "clone", "--depth=1", "--branch=release/2");
  const [message, todo] = await failure(clone.base({ since: ["origin/main"] }));
  expect(message).toBe('"origin/main" (--since) is not a commit in this clone.');
  expect(todo).toBe("Run `git fetch --depth=1 origin main:refs/remotes/origin/main` first.");
  follow(clone, todo);
  const state = await clone.base({ since: ["origin/main"] });
  expect(await statuses(state, { a: "1", m: "1", r2: "1" })).toEqual(["a: same", "m: same", "r2: new"]);
  expect(state.notices).toEqual(["The clone is shallow: edited migrations are found by comparing with the tip of origin/main, and deleted ones not at all."]);
});

test("a ref that is missing in a full clone: the command does not make it shallow", async () => {
  const work = withReleases();
  const clone = work.sandbox.clone(work, "clone", "--single-branch");
  const [, todo] = await failure(clone.base({ since: ["origin/release/1"] }));
  expect(todo).toBe("Run `git fetch origin release/1:refs/remotes/origin/release/1` first.");
  follow(clone, todo);
  expect((await clone.base({ since: ["origin/release/1"] })).base.ref).toBe("origin/release/1");
});

test("a local name for what only the remote has", async () => {
  const work = withReleases();
  const clone = work.sandbox.clone(work, "clone");
  expect(await failure(clone.base({ configured: ["main"] }))).toEqual(['"main" (config) is not a commit in this clone.', "Write `origin/main`, which is here."]);
  const narrow = work.sandbox.clone(work, "narrow", "--depth=1");
  expect(await failure(narrow.base({ configured: ["main"] }))).toEqual([
    '"main" (config) is not a commit in this clone.',
    "Run `git fetch --depth=1 origin main:refs/remotes/origin/main` first, and write `origin/main`.",
  ]);
});

test("a tag and a commit that are missing: the printed commands bring them", async () => {
  const work = withReleases();
  work.git("tag", "v1.0", "release/1");
  const id = work.git("rev-parse", "release/1");
  const clone = work.sandbox.clone(work, "clone", "--depth=1");
  const [, todo] = await failure(clone.base({ since: ["v1.0"] }));
  expect(todo).toBe("Run `git fetch --depth=1 origin tag v1.0` first.");
  follow(clone, todo);
  expect((await clone.base({ since: ["v1.0"] })).base.ref).toBe("v1.0");

  const other = work.sandbox.clone(work, "other", "--depth=1");
  const [, fetchId] = await failure(other.base({ since: [id] }));
  expect(fetchId).toBe(`Run \`git fetch --depth=1 origin ${id}\` first.`);
  follow(other, fetchId);
  expect((await other.base({ since: [id] })).base.ref).toBe(id);
});

test("an ancestor that a shallow clone does not have", async () => {
  const work = withReleases();
  const clone = work.sandbox.clone(work, "clone", "--depth=1");
  const [message, todo] = await failure(clone.base({ since: ["HEAD~1"] }));
  expect(message).toBe('"HEAD~1" (--since) is not a commit in this clone.');
  expect(todo).toBe("The clone is shallow: run `git fetch --deepen=100` first.");
  follow(clone, todo);
  expect((await clone.base({ since: ["HEAD~1"] })).base.ref).toBe("HEAD~1");
});

test("without a remote there is nothing to fetch", async () => {
  const work = withReleases();
  expect(await failure(work.base({ since: ["origin/main"] }))).toEqual([
    '"origin/main" (--since) is not a commit in this clone.',
    "Check the spelling: `git branch --all` lists the branches that are here.",
  ]);
});

test.each(["", "--output=x", "-q", "a\nb"])("%j is not a ref", async (ref) => {
  const work = withReleases();
  expect(await failure(work.base({ since: [ref] }))).toEqual([
    `${JSON.stringify(ref)} is not the name of a commit.`,
    "Name a branch, a tag or a commit, such as `origin/main`.",
  ]);
});

test("a name that a shell would take apart is quoted in the printed command", async () => {
  const work = withReleases();
  const clone = work.sandbox.clone(work, "clone");
  expect((await failure(clone.base({ since: ["origin/$(x)"] })))[1]).toBe("Run `git fetch origin '$(x):refs/remotes/origin/$(x)'` first.");
});

test("a shallow clone in which the nearest cannot be told says so", async () => {
  const work = withReleases();
  const clone = work.sandbox.clone(work, "clone", "--depth=1", "--no-single-branch");
  const state = await clone.base({ since: ["origin/release/1", "origin/main"] });
  expect(state.base.ref).toBe("origin/release/1");
  expect(state.notices[0]).toBe("The clone is shallow: which of origin/release/1, origin/main is nearest cannot be told for sure; origin/release/1 was taken.");
});

test("`deployed` that is missing", async () => {
  const work = withReleases();
  const clone = work.sandbox.clone(work, "clone");
  expect(await failure(clone.base({ deployed: "origin/production" }))).toEqual([
    '"origin/production" (config `deployed`) is not a commit in this clone.',
    "Run `git fetch origin production:refs/remotes/origin/production` first.",
  ]);
});
