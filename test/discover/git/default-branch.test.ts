import { expect, test } from "vitest";
import { sandbox, statuses } from "./sandbox.js";

test("the remote's HEAD, whatever its name", async () => {
  const box = sandbox();
  const origin = box.init("origin", "--initial-branch=trunk");
  origin.commit({ a: "1" });
  origin.git("branch", "main");
  const clone = box.clone(origin, "clone");
  clone.git("switch", "--quiet", "--create", "feature");
  clone.commit({ b: "1" });
  const state = await clone.base();
  expect(state.base).toEqual({ kind: "git", ref: "origin/trunk", source: "default branch" });
  expect(await statuses(state, { a: "1", b: "1" })).toEqual(["a: same", "b: new"]);
});

test("without the remote's HEAD: main before master; a dangling HEAD is passed over", async () => {
  const box = sandbox();
  const origin = box.init("origin", "--initial-branch=master");
  origin.commit({ a: "1" });
  const clone = box.clone(origin, "clone");
  clone.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone");
  expect((await clone.base()).base.ref).toBe("origin/master");
  origin.git("branch", "main");
  clone.git("fetch", "--quiet");
  expect((await clone.base()).base.ref).toBe("origin/main");
});

test("another remote where there is no origin; origin goes first", async () => {
  const box = sandbox();
  const there = box.init("there");
  there.commit({ a: "1" });
  const clone = box.clone(there, "clone", "--origin=backup");
  expect((await clone.base()).base.ref).toBe("backup/main");
  clone.git("remote", "add", "origin", `file://${there.folder}`);
  clone.git("fetch", "--quiet", "origin");
  expect((await clone.base()).base.ref).toBe("origin/main");
});

test("on the default branch itself, ahead of the remote: the remote's tip", async () => {
  const box = sandbox();
  const origin = box.init("origin");
  origin.commit({ a: "1" });
  const clone = box.clone(origin, "clone");
  clone.commit({ b: "1" });
  const state = await clone.base();
  expect(state.base.ref).toBe("origin/main");
  expect(await statuses(state, { a: "1", b: "1", c: "1" })).toEqual(["a: same", "b: new", "c: new"]);
});

test("on the local default branch: what is not committed is new", async () => {
  const work = sandbox().init("repo");
  work.commit({ a: "1", b: "1" });
  const state = await work.base();
  expect(state.base).toEqual({ kind: "git", ref: "main", source: "local default branch" });
  expect(await statuses(state, { a: "2", b: "1", c: "1" })).toEqual(["a: edited", "b: same", "c: new"]);
});

test("init.defaultBranch names the local default branch", async () => {
  const work = sandbox().init("repo");
  work.commit({ a: "1" });
  work.git("branch", "develop");
  work.git("config", "init.defaultBranch", "develop");
  expect((await work.base()).base.ref).toBe("develop");
});

test("the only local branch is the default one; of two with other names none is", async () => {
  const work = sandbox().init("repo", "--initial-branch=trunk");
  work.commit({ a: "1" });
  expect((await work.base()).base.ref).toBe("trunk");
  work.git("branch", "other");
  const state = await work.base();
  expect(state.base).toEqual({ kind: "none", ref: null, source: "no branch to compare with" });
  expect(state.notices).toEqual(["No base was found: no remote and no default branch. Name one with --since."]);
  expect(await statuses(state, { a: "1" })).toEqual(["a: new"]);
});

test("before the first commit everything is new", async () => {
  const work = sandbox().init("repo");
  work.write("a", "1");
  const state = await work.base();
  expect(state.base).toEqual({ kind: "none", ref: null, source: "no commit yet" });
  expect(await statuses(state, { a: "1" })).toEqual(["a: new"]);
});

test("before the first commit of a branch, the remote still is the base", async () => {
  const box = sandbox();
  const origin = box.init("origin");
  origin.commit({ a: "1" });
  const clone = box.clone(origin, "clone");
  clone.git("switch", "--quiet", "--orphan", "fresh");
  expect(await statuses(await clone.base(), { b: "1" })).toEqual(["a: added-at-tip", "b: new"]);
});

test("detached HEAD", async () => {
  const box = sandbox();
  const origin = box.init("origin");
  origin.commit({ a: "1" });
  const clone = box.clone(origin, "clone");
  clone.commit({ b: "1" });
  clone.git("checkout", "--quiet", "--detach");
  expect(await statuses(await clone.base(), { a: "1", b: "1" })).toEqual(["a: same", "b: new"]);
});

test("a partial clone fetches the contents that it needs", async () => {
  const box = sandbox();
  const origin = box.init("origin");
  origin.git("config", "uploadpack.allowFilter", "true");
  origin.commit({ a: "1\n", b: "1\n" });
  const clone = box.clone(origin, "clone", "--filter=blob:none", "--no-checkout");
  expect(await statuses(await clone.base(), { a: "1\n", b: "2\n" })).toEqual(["a: same", "b: edited"]);
});

test("a partial clone whose remote is gone says what to fetch", async () => {
  const box = sandbox();
  const origin = box.init("origin");
  origin.git("config", "uploadpack.allowFilter", "true");
  origin.commit({ a: "1\n" });
  const clone = box.clone(origin, "clone", "--filter=blob:none", "--no-checkout");
  clone.git("remote", "set-url", "origin", `file://${box.path("gone")}`);
  const state = await clone.base();
  await expect(statuses(state, { a: "2\n" })).rejects.toThrow("git does not have the content of the object d00491fd7e");
});

test("the same request is answered once", async () => {
  const work = sandbox().init("repo");
  work.commit({ a: "1" });
  const reader = await work.open();
  const request = { since: [], configured: ["main"], deployed: undefined };
  expect(await reader.base(request)).toBe(await reader.base({ ...request }));
});
