import { expect, test } from "vitest";
import { sandbox, statuses } from "./sandbox.js";
import type { Work } from "./sandbox.js";

/** `main` with the files, then a branch `feature` that is checked out. */
function forked(files: Readonly<Record<string, string>>): Work {
  const work = sandbox().init("repo");
  work.commit(files);
  work.git("switch", "--quiet", "--create", "feature");
  return work;
}

function onMain(work: Work, change: () => void): void {
  work.git("switch", "--quiet", "main");
  change();
  work.git("switch", "--quiet", "feature");
}

test("new: committed on the branch, untracked, and ignored by .gitignore alike", async () => {
  const work = forked({ a: "1\n" });
  work.commit({ b: "2\n", ".gitignore": "d\n" });
  const state = await work.base();
  expect(state.base).toEqual({ kind: "git", ref: "main", source: "local default branch" });
  expect(state.notices).toEqual([]);
  expect(await statuses(state, { a: "1\n", b: "2\n", c: "3\n", d: "4\n" }, { paths: ["a", "b", "c", "d"] })).toEqual(["a: same", "b: new", "c: new", "d: new"]);
});

test("edited: committed or not", async () => {
  const work = forked({ a: "1\n", b: "1\n" });
  work.commit({ a: "2\n" });
  expect(await statuses(await work.base(), { a: "2\n", b: "2\n" })).toEqual(["a: edited", "b: edited"]);
});

test("edited here and back again is the same", async () => {
  const work = forked({ a: "1\n" });
  work.commit({ a: "2\n" });
  expect(await statuses(await work.base(), { a: "1\n" })).toEqual(["a: same"]);
});

test("deleted and renamed", async () => {
  const work = forked({ "m/1/migration.sql": "create\n", "m/2/migration.sql": "alter\n" });
  expect(await statuses(await work.base(), { "m/3/migration.sql": "create\n" }, { paths: ["m"] })).toEqual([
    "m/1/migration.sql: deleted",
    "m/2/migration.sql: deleted",
    "m/3/migration.sql: new",
  ]);
});

test("what the target branch did since is not this branch's doing", async () => {
  const work = forked({ changed: "1\n", removed: "1\n", both: "1\n", same: "1\n" });
  onMain(work, () => {
    work.git("rm", "--quiet", "removed");
    work.commit({ changed: "2\n", both: "2\n", added: "1\n" });
  });
  const working = { changed: "1\n", removed: "1\n", both: "3\n", same: "1\n" };
  expect(await statuses(await work.base(), working)).toEqual([
    "added: added-at-tip",
    "both: edited",
    "changed: changed-at-tip",
    "removed: removed-at-tip",
    "same: same",
  ]);
});

test("edited here, removed by the target branch", async () => {
  const work = forked({ a: "1\n", z: "1\n" });
  onMain(work, () => {
    work.git("rm", "--quiet", "a");
    work.commit({});
  });
  expect(await statuses(await work.base(), { a: "2\n", z: "1\n" })).toEqual(["a: edited", "z: same"]);
});

test("added on both sides: the same text is shared, another is an edit", async () => {
  const work = forked({ z: "1\n" });
  onMain(work, () => work.commit({ a: "1\n", b: "1\n" }));
  expect(await statuses(await work.base(), { a: "1\n", b: "2\n", z: "1\n" })).toEqual(["a: same", "b: edited", "z: same"]);
});

test("texts of tip, merge base and deployed", async () => {
  const work = forked({ a: "1\n" });
  work.git("tag", "production");
  onMain(work, () => work.commit({ a: "2\n" }));
  const state = await work.base({ deployed: "production" });
  const files = await state.compare({ paths: ["a"], wanted: () => true, working: new Map([["a", "3\n"]]) });
  expect(files).toEqual(new Map([["a", { status: "edited", tip: "2\n", mergeBase: "1\n", deployed: "1\n" }]]));
});

test("a file that is only deployed", async () => {
  const work = forked({ a: "1\n" });
  work.git("switch", "--quiet", "--create", "production", "main");
  work.commit({ hotfix: "1\n" });
  work.git("switch", "--quiet", "feature");
  const state = await work.base({ deployed: "production" });
  const files = await state.compare({ paths: ["."], wanted: () => true, working: new Map([["a", "1\n"]]) });
  expect(files.get("hotfix")).toEqual({ status: "elsewhere", tip: undefined, mergeBase: undefined, deployed: "1\n" });
});

test("line ends: CRLF on either side or mixed is no edit, and the text is the working tree's", async () => {
  const work = forked({ lf: "a\nb\n", crlf: "a\r\nb\r\n", mixed: "a\r\nb\n", other: "a\nb\n" });
  const working = { lf: "a\r\nb\r\n", crlf: "a\nb\n", mixed: "a\nb\r\n", other: "a\r\nc\r\n" };
  const state = await work.base();
  expect(await statuses(state, working)).toEqual(["crlf: same", "lf: same", "mixed: same", "other: edited"]);
  const files = await state.compare({ paths: ["mixed"], wanted: () => true, working: new Map([["mixed", "a\nb\r\n"]]) });
  expect(files.get("mixed")?.tip).toBe("a\nb\r\n");
});

test("core.autocrlf does not make every file edited", async () => {
  const work = sandbox().init("repo");
  work.git("config", "core.autocrlf", "true");
  work.commit({ a: "1\r\n2\r\n" });
  expect(work.git("cat-file", "-s", "HEAD:a")).toBe("4");
  expect(await statuses(await work.base(), { a: "1\r\n2\r\n" })).toEqual(["a: same"]);
});

test("names with spaces, tabs, quotes, glob characters, letters beyond ASCII", async () => {
  const names = ["m/a b", "m/c\td", "m/e\"f'", "m/*", "m/g[h]", "m/größe 数据 🚀", "m/:(top)x"];
  const work = forked(Object.fromEntries(names.map((name) => [name, "1\n"])));
  const working = Object.fromEntries(names.map((name) => [name, "2\n"]));
  expect(await statuses(await work.base(), working, { paths: ["m"] })).toEqual(names.map((name) => `${name}: edited`).sort());
  expect(await statuses(await work.base(), { "m/*": "1\n" }, { paths: ["m/*"] })).toEqual(["m/*: same"]);
});

test("only what is asked for: folders, and the wanted files in them", async () => {
  const work = forked({ "a/x.sql": "1", "a/deep/y.sql": "1", "a/z.md": "1", "b/x.sql": "1", "ab/x.sql": "1" });
  const state = await work.base();
  const sql = (path: string): boolean => path.endsWith(".sql");
  expect(await statuses(state, { "a/x.sql": "1", "a/new.md": "1" }, { paths: ["a"], wanted: sql })).toEqual(["a/deep/y.sql: deleted", "a/x.sql: same"]);
  expect(await statuses(state, { "b/n.sql": "1" }, { paths: [], wanted: sql })).toEqual(["b/n.sql: new"]);
});

test("symbolic links at the tip are no files", async () => {
  const work = forked({ a: "1" });
  work.git("update-index", "--add", "--cacheinfo", `120000,${work.git("rev-parse", "HEAD:a")},link`);
  work.git("commit", "--quiet", "--message", "link");
  work.git("branch", "--force", "main", "HEAD");
  expect(await statuses(await work.base(), { a: "1" })).toEqual(["a: same"]);
});

test("a byte order mark and bytes that are not UTF-8 come out as readText gives them", async () => {
  const work = forked({ bom: "\uFEFFselect 1;\n" });
  work.git("config", "core.autocrlf", "false");
  const state = await work.base();
  const files = await state.compare({ paths: ["bom"], wanted: () => true, working: new Map([["bom", "select 1;\n"]]) });
  expect(files.get("bom")).toEqual({ status: "edited", tip: "\uFEFFselect 1;\n", mergeBase: "\uFEFFselect 1;\n", deployed: "\uFEFFselect 1;\n" });
});

test("a repository with SHA-256 ids", async () => {
  const work = sandbox().init("repo", "--object-format=sha256");
  work.commit({ a: "1\n", b: "1\n" });
  expect(await statuses(await work.base(), { a: "1\n", b: "2\n" })).toEqual(["a: same", "b: edited"]);
});

test("in the middle of a merge of the target branch, what it brings is not new", async () => {
  const work = forked({ a: "1\n" });
  work.commit({ mine: "1\n", both: "1\n" });
  onMain(work, () => work.commit({ theirs: "1\n", both: "2\n" }));
  expect(() => work.git("merge", "main")).toThrow();
  const state = await work.base();
  expect(await statuses(state, { a: "1\n", mine: "1\n", theirs: "1\n", both: "<<<<<<< HEAD\n" })).toEqual(["a: same", "both: edited", "mine: new", "theirs: same"]);
});

test("histories with nothing in common are compared with the tip, which is said", async () => {
  const work = forked({ a: "1\n", gone: "1\n" });
  work.git("switch", "--quiet", "--orphan", "other");
  work.commit({ a: "2\n" });
  const state = await work.base();
  expect(state.notices).toEqual(["HEAD and main have no commit in common: edited migrations are found by comparing with the tip of main, and deleted ones not at all."]);
  expect(await statuses(state, { a: "2\n", b: "1\n" })).toEqual(["a: edited", "b: new", "gone: added-at-tip"]);
});
