import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openRepository } from "../../../src/discover/git/index.js";
import { failure, sandbox, statuses, Work } from "./sandbox.js";

const NOTHING = { since: [], configured: [], deployed: undefined };

test("top level from a folder below it", async () => {
  const work = sandbox().init("repo");
  work.write("packages/db/x", "");
  const reader = await openRepository(join(work.folder, "packages/db"), work.sandbox.env);
  expect(reader.topLevel).toBe(work.folder);
  expect(reader.notices).toEqual([]);
});

test("top level is the real path when the working directory is a symbolic link", async () => {
  const work = sandbox().init("repo");
  symlinkSync(work.folder, work.sandbox.path("link"));
  const reader = await openRepository(work.sandbox.path("link"), work.sandbox.env);
  expect(reader.topLevel).toBe(work.folder);
});

test("a folder name with spaces, quotes and letters beyond ASCII", async () => {
  const work = sandbox().init("Größe \"1\" 数据");
  work.commit({ "a": "1" });
  expect((await work.open()).topLevel).toBe(work.folder);
  expect(await statuses(await work.base(), { a: "1", b: "2" })).toEqual(["a: same", "b: new"]);
});

test("no repository: no top level, no notice, everything new", async () => {
  const { folder, env } = sandbox();
  const reader = await openRepository(folder, { ...env, GIT_CEILING_DIRECTORIES: folder });
  expect(reader.topLevel).toBe(undefined);
  expect(reader.notices).toEqual([]);
  const state = await reader.base(NOTHING);
  expect(state.base).toEqual({ kind: "none", ref: null, source: "no git" });
  expect(await statuses(state, { a: "1" })).toEqual(["a: new"]);
  expect(await reader.staged(["."])).toEqual([]);
});

test("no repository, but a base is named", async () => {
  const { folder, env } = sandbox();
  const reader = await openRepository(folder, env);
  expect(await failure(reader.base({ ...NOTHING, since: ["origin/main"] }))).toEqual([
    '"origin/main" cannot be looked up: there is no git repository here.',
    "Run this inside the repository, with git installed, or leave the ref out.",
  ]);
});

test("no git binary is a notice", async () => {
  const work = sandbox().init("repo");
  const reader = await work.open({ PATH: work.sandbox.path("nowhere") });
  expect(reader.topLevel).toBe(undefined);
  expect(reader.notices).toEqual(["git is not installed: every migration is taken for new."]);
});

test("bare repository and the .git folder have no working tree", async () => {
  const box = sandbox();
  const bare = box.init("bare.git", "--bare");
  const work = box.init("repo");
  expect((await bare.open()).topLevel).toBe(undefined);
  expect((await openRepository(join(work.folder, ".git"), box.env)).topLevel).toBe(undefined);
});

test("a repository of another user says what to do", async () => {
  const work = sandbox().init("repo");
  expect(await failure(work.open({ GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" }))).toEqual([
    `git refuses to read ${work.folder}: it belongs to another user.`,
    `If you trust it, run \`git config --global --add safe.directory ${work.folder}\`.`,
  ]);
});

test("a broken configuration says what git says", async () => {
  const work = sandbox().init("repo");
  work.write(".git/config", "[core\n");
  expect(await failure(work.open())).toEqual([
    `git cannot read the repository at ${work.folder}: bad config line 1 in file .git/config.`,
    "Run `git status` there to see what is wrong.",
  ]);
});

test("worktree: its own top level, the branches of the repository", async () => {
  const work = sandbox().init("repo");
  work.commit({ a: "1" });
  const tree = work.sandbox.path("tree");
  work.git("worktree", "add", "--quiet", "-b", "feature", tree);
  const other = new Work(work.sandbox, tree);
  other.commit({ b: "2" });
  const state = await other.base();
  expect((await other.open()).topLevel).toBe(tree);
  expect(state.base.ref).toBe("main");
  expect(await statuses(state, { a: "1", b: "2" })).toEqual(["a: same", "b: new"]);
});

test("in a hook, git's own variables do not move the top level", async () => {
  const work = sandbox().init("repo");
  work.commit({ "packages/db/a": "1" });
  const env = { ...work.sandbox.env, GIT_DIR: join(work.folder, ".git"), GIT_INDEX_FILE: ".git/index", GIT_PREFIX: "packages/" };
  const reader = await openRepository(join(work.folder, "packages/db"), env);
  expect(reader.topLevel).toBe(work.folder);
});

test("submodule: the base is its own", async () => {
  const box = sandbox();
  const inner = box.init("inner");
  inner.commit({ a: "1" });
  const outer = box.init("outer");
  outer.commit({ z: "1" });
  outer.git("submodule", "--quiet", "add", `file://${inner.folder}`, "db");
  outer.commit({});
  const module = new Work(box, join(outer.folder, "db"));
  expect((await module.open()).topLevel).toBe(module.folder);
  const state = await module.base();
  expect(state.base).toEqual({ kind: "git", ref: "origin/main", source: "default branch" });
  expect(await statuses(state, { a: "1", b: "1" })).toEqual(["a: same", "b: new"]);
  // The outer repository lists the submodule as one entry, which is no file.
  expect(await statuses(await outer.base(), { z: "1" })).toEqual([".gitmodules: deleted", "z: same"]);
});

test("index of a hook in another repository does not count", async () => {
  const box = sandbox();
  const work = box.init("repo");
  const other = box.init("other");
  other.commit({ b: "1" });
  work.write("a", "1");
  work.git("add", "a");
  const reader = await work.open({ GIT_INDEX_FILE: join(other.folder, ".git/index") });
  expect(await reader.staged(["."])).toEqual([{ path: "a", text: "1" }]);
});

test("a folder in a repository that is not tracked at all", async () => {
  const work = sandbox().init("repo");
  work.commit({ a: "1" });
  mkdirSync(join(work.folder, "new"));
  const state = await (await openRepository(join(work.folder, "new"), work.sandbox.env)).base(NOTHING);
  expect(await statuses(state, { "new/b": "1" }, { paths: ["new"] })).toEqual(["new/b: new"]);
});
