import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sandbox, Work } from "./sandbox.js";

test("the index's text, not the working tree's", async () => {
  const work = sandbox().init("repo");
  work.commit({ a: "1\n", b: "1\n", gone: "1\n" });
  work.write("a", "staged\n");
  work.write("neu ö", "staged\n");
  work.git("rm", "--quiet", "gone");
  work.git("add", "a", "neu ö");
  work.write("a", "staged\nand more\n");
  work.write("b", "not staged\n");
  work.write("untracked", "1\n");
  expect(await (await work.open()).staged(["."])).toEqual([
    { path: "a", text: "staged\n" },
    { path: "gone", text: undefined },
    { path: "neu ö", text: "staged\n" },
  ]);
});

test("what the disk has otherwise, as the index has it", async () => {
  const work = sandbox().init("repo");
  work.commit({ a: "1\n", b: "1\n", gone: "1\n", same: "1\n" });
  work.write("a", "staged\n");
  work.git("add", "a");
  work.write("a", "staged\nand more\n");
  work.write("b", "not staged\n");
  rmSync(join(work.folder, "gone"));
  work.write("intended", "1\n");
  work.git("add", "--intent-to-add", "intended");
  work.write("untracked", "1\n");
  const reader = await work.open();
  expect(await reader.unstaged(["."])).toEqual([
    { path: "a", text: "staged\n" },
    { path: "b", text: "1\n" },
    { path: "gone", text: "1\n" },
  ]);
  expect(await reader.unstaged([])).toEqual([]);
});

test("only under the paths asked for", async () => {
  const work = sandbox().init("repo");
  work.commit({});
  work.write("m/1/migration.sql", "1");
  work.write("other", "1");
  work.git("add", "--all");
  const reader = await work.open();
  expect(await reader.staged(["m"])).toEqual([{ path: "m/1/migration.sql", text: "1" }]);
  expect(await reader.staged([])).toEqual([]);
});

test("a renamed file is one deleted and one added", async () => {
  const work = sandbox().init("repo");
  work.commit({ a: "the same text\n" });
  work.git("mv", "a", "b");
  expect(await (await work.open()).staged(["."])).toEqual([
    { path: "a", text: undefined },
    { path: "b", text: "the same text\n" },
  ]);
});

test("before the first commit everything in the index is staged", async () => {
  const work = sandbox().init("repo");
  work.write("a", "1");
  work.git("add", "a");
  expect(await (await work.open()).staged(["."])).toEqual([{ path: "a", text: "1" }]);
});

test("intent to add stages nothing", async () => {
  const work = sandbox().init("repo");
  work.commit({ z: "1" });
  work.write("a", "1");
  work.git("add", "--intent-to-add", "a");
  expect(await (await work.open()).staged(["."])).toEqual([]);
});

test("unmerged files are left out", async () => {
  const work = sandbox().init("repo");
  work.commit({ a: "1\n" });
  work.git("switch", "--quiet", "--create", "feature");
  work.commit({ a: "2\n" });
  work.git("switch", "--quiet", "main");
  work.commit({ a: "3\n" });
  expect(() => work.git("merge", "feature")).toThrow();
  work.write("b", "1");
  work.git("add", "b");
  expect(await (await work.open()).staged(["."])).toEqual([{ path: "b", text: "1" }]);
});

test("`git commit FILE` gives the hook an index of its own", async () => {
  const work = sandbox().init("repo");
  work.commit({ z: "1" });
  work.write("a", "1");
  work.write("b", "1");
  work.git("add", "a", "b");
  work.git("read-tree", "--index-output=.git/next-index-1.lock", "HEAD");
  const reader = await work.open({ GIT_INDEX_FILE: ".git/next-index-1.lock" });
  expect(await reader.staged(["."])).toEqual([]);
});

test("a worktree has an index of its own", async () => {
  const work = sandbox().init("repo");
  work.commit({ z: "1" });
  work.git("worktree", "add", "--quiet", "-b", "feature", work.sandbox.path("tree"));
  const tree = new Work(work.sandbox, work.sandbox.path("tree"));
  tree.write("a", "1");
  tree.git("add", "a");
  const hook = { GIT_DIR: join(work.folder, ".git/worktrees/tree"), GIT_INDEX_FILE: join(work.folder, ".git/worktrees/tree/index") };
  expect(await (await tree.open(hook)).staged(["."])).toEqual([{ path: "a", text: "1" }]);
  expect(await (await work.open()).staged(["."])).toEqual([]);
});
