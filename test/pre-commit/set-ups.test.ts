import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, test, vi } from "vitest";
import { index, second, usersWith } from "../eslint/projects.js";
import type { Work } from "../discover/git/sandbox.js";
import { builtPackage, install } from "../support/built-package.js";
import { preCommit, lefthook } from "./stand-ins.js";

// Each commit starts git, a hook, its tool and Node.
vi.setConfig({ testTimeout: 120_000 });

const built = await builtPackage();
const page = readFileSync("docs/pre-commit.md", "utf8");
const concurrently = index.replace("INDEX", "INDEX CONCURRENTLY");

/** The blocks of code below a heading of the page, without their fences. */
function blocksOf(heading: string): readonly string[] {
  const [, section = ""] = page.split(`\n## ${heading}\n`);
  const [own = ""] = section.split("\n## ");
  return [...own.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code);
}

function block(heading: string, at = 0): string {
  const code = blocksOf(heading)[at];
  if (code === undefined) throw new Error(`docs/pre-commit.md: "${heading}" has no block ${at}`);
  return code;
}

interface Committed {
  readonly exitCode: number | null;
  readonly output: string;
}

function run(work: Work, command: string, ...argv: readonly string[]): Committed {
  const { status, stdout, stderr } = spawnSync(command, argv, { cwd: work.folder, env: { ...work.sandbox.env, CI: "" }, encoding: "utf8" });
  return { exitCode: status, output: `${stdout}${stderr}` };
}

const commit = (work: Work): Committed => run(work, "git", "commit", "--message", "change");

/** A project with the linter installed, and the files of the set-up committed. */
function project(files: Readonly<Record<string, string>>, packages: Readonly<Record<string, string>> = {}): Work {
  const work = usersWith("");
  install(work.folder, built, packages);
  work.commit({ ".gitignore": "node_modules\n", [second]: "SELECT 1;\n", ...files });
  return work;
}

const tool = (work: Work, name: string): Committed => run(work, join(work.folder, "node_modules/.bin", name));

/** Each gives a repository in which `git commit` runs the linter. */
const setUps: readonly (readonly [name: string, make: () => Work])[] = [
  [
    "git alone",
    () => {
      const work = project({ ".githooks/pre-commit": block("git alone") });
      chmodSync(join(work.folder, ".githooks/pre-commit"), 0o755);
      work.commit({});
      expect(run(work, "sh", "-c", block("git alone", 1)).exitCode).toBe(0);
      return work;
    },
  ],
  [
    "husky",
    () => {
      const work = project({ ".husky/pre-commit": block("husky"), "package.json": block("husky", 1) }, { husky: "husky", ".bin/husky": "husky/bin.js" });
      expect(tool(work, "husky")).toEqual({ exitCode: 0, output: "" });
      return work;
    },
  ],
  [
    "lint-staged with a function",
    () => withLintStaged({ "lint-staged.config.mjs": block("lint-staged") }),
  ],
  [
    "lint-staged in JSON",
    () => withLintStaged({ "package.json": block("lint-staged", 1) }),
  ],
  [
    "simple-git-hooks",
    () => {
      const work = project({ "package.json": block("simple-git-hooks") }, { "simple-git-hooks": "simple-git-hooks", ".bin/simple-git-hooks": "simple-git-hooks/cli.js" });
      expect(tool(work, "simple-git-hooks").exitCode).toBe(0);
      return work;
    },
  ],
  ["lefthook (a stand-in)", () => withHook({ "lefthook.yml": block("lefthook") }, lefthook(block("lefthook")))],
  ["pre-commit (a stand-in)", () => withHook({ ".pre-commit-config.yaml": block("pre-commit") }, preCommit(block("pre-commit")))],
];

function withHook(files: Readonly<Record<string, string>>, script: string, packages: Readonly<Record<string, string>> = {}): Work {
  const work = project(files, packages);
  work.write(".git/hooks/pre-commit", script);
  chmodSync(join(work.folder, ".git/hooks/pre-commit"), 0o755);
  return work;
}

function withLintStaged(files: Readonly<Record<string, string>>): Work {
  return withHook(files, "#!/bin/sh\nnode_modules/.bin/lint-staged\n", { "lint-staged": "lint-staged", ".bin/lint-staged": "lint-staged/bin/lint-staged.js" });
}

it.each(setUps)("what is staged is what counts: %s", (_, make) => {
  const work = make();
  const third = "prisma/migrations/3_index/migration.sql";
  work.write(third, index);
  work.git("add", "--all");
  work.write(third, concurrently);
  const refused = commit(work);
  expect(refused.output).toMatch(/3_index\/migration\.sql[\s\S]*require-concurrent-index/);
  expect(refused.exitCode).toBe(1);
  expect(work.git("status", "--short")).toBe(`AM ${third}`);

  // Right in the index, wrong on disk; and a migration that nobody staged.
  work.git("add", "--all");
  work.write(third, index);
  work.write("prisma/migrations/4_drop/migration.sql", 'DROP TABLE "User";\n');
  expect(commit(work).exitCode).toBe(0);
  expect(work.git("show", `HEAD:${third}`)).toBe(concurrently.trim());
});

test("every part of the page that holds a set-up is run", () => {
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading = ""]) => heading).filter((heading) => blocksOf(heading).length > 0);
  expect(headings).toEqual(["git alone", "husky", "lint-staged", "simple-git-hooks", "lefthook", "pre-commit"]);
});
