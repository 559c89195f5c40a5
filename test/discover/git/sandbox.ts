import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { openRepository } from "../../../src/discover/git/index.js";
import type { BaseState, CompareRequest, GitReader, Variables } from "../../../src/discover/git/index.js";
import { LintError } from "../../../src/model/lint-error.js";

// Many small processes: slow only where the machine has other things to do.
vi.setConfig({ testTimeout: 60_000 });

/** A folder with a git configuration of its own, removed when the test ends (or all of the file's, with `afterAll`). */
export function sandbox(atEnd: (remove: () => void) => void = onTestFinished): Sandbox {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "prisma-migrate-lint-git-")));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "gitconfig"), CONFIG);
  return new Sandbox(folder);
}

/** A repository of this test's own with the same history, without the cost of making it again. */
export function copyOf(work: Work): Work {
  const box = sandbox();
  const folder = box.path(basename(work.folder));
  cpSync(work.folder, folder, { recursive: true });
  return new Work(box, folder);
}

const CONFIG = `[user]
  name = Tester
  email = tester@example.com
[init]
  defaultBranch = main
  templateDir =
[core]
  fsync = none
[gc]
  auto = 0
[maintenance]
  auto = false
[protocol "file"]
  allow = always
[advice]
  detachedHead = false
`;

class Sandbox {
  readonly folder: string;
  readonly env: Variables;
  #seconds = 0;

  constructor(folder: string) {
    this.folder = folder;
    this.env = {
      PATH: process.env["PATH"],
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: join(folder, "gitconfig"),
    };
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** A new repository on `main`. */
  init(name: string, ...options: readonly string[]): Work {
    this.git(this.folder, "init", "--quiet", ...options, name);
    return new Work(this, this.path(name));
  }

  /** A clone through the transport, so that `--depth` and `--filter` count. */
  clone(from: Work, name: string, ...options: readonly string[]): Work {
    this.git(this.folder, "clone", "--quiet", ...options, `file://${from.folder}`, name);
    return new Work(this, this.path(name));
  }

  git(cwd: string, ...parameters: readonly string[]): string {
    // Commits a second apart, so that their order never depends on the clock.
    const date = `${1_700_000_000 + this.#seconds++} +0000`;
    const env = { ...this.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    return execFileSync("git", [...parameters], { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  }
}

/** A working tree. */
export class Work {
  readonly sandbox: Sandbox;
  readonly folder: string;

  constructor(sandbox: Sandbox, folder: string) {
    this.sandbox = sandbox;
    this.folder = folder;
  }

  git(...parameters: readonly string[]): string {
    return this.sandbox.git(this.folder, ...parameters);
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Writes the files, commits all. */
  commit(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", "change");
  }

  head(): string {
    return this.git("rev-parse", "HEAD");
  }

  open(env: Variables = {}): Promise<GitReader> {
    return openRepository(this.folder, { ...this.sandbox.env, ...env });
  }

  async base(request: Partial<{ since: string[]; configured: string[]; deployed: string }> = {}, env: Variables = {}): Promise<BaseState> {
    const reader = await this.open(env);
    return reader.base({ since: request.since ?? [], configured: request.configured ?? [], deployed: request.deployed });
  }
}

/** `path: status` of each file, sorted; everything in the repository unless told otherwise. */
export async function statuses(state: BaseState, working: Readonly<Record<string, string>>, request: Partial<CompareRequest> = {}): Promise<readonly string[]> {
  const files = await state.compare({ paths: ["."], wanted: () => true, working: new Map(Object.entries(working)), ...request });
  return [...files].map(([path, { status }]) => `${path}: ${status}`).sort();
}

/** Why and what to do, of the `LintError` that the promise ends with. */
export async function failure(promise: Promise<unknown>): Promise<readonly [message: string, todo: string]> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof LintError) return [error.message, error.todo];
    throw error;
  }
  throw new Error("it did not fail");
}

/** Runs the first command between backticks in a `todo`, as people would. */
export function follow(work: Work, todo: string): void {
  const command = /`(git [^`]*)`/.exec(todo)?.[1];
  if (command === undefined) throw new Error(`no command in: ${todo}`);
  work.git(...command.split(" ").slice(1));
}
