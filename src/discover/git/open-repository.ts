import { isAbsolute, relative, resolve } from "node:path";
import { LintError } from "../../model/lint-error.js";
import { realPath } from "../repository.js";
import { findBase } from "./find-base.js";
import { gitIn, linesOf, reasonGiven } from "./run-git.js";
import type { Repository } from "./commits.js";
import type { GitOutput } from "./run-git.js";
import { stagedFiles, unstagedFiles } from "./staged.js";
import type { BaseRequest, BaseState, GitReader, Variables } from "./types.js";
import { withoutBase } from "./without-base.js";

/**
 * Opens the repository whose working tree holds `cwd` (an existing folder). Without git, outside of a working tree, or in a bare repository the
 * reader has no top level and every file is new. Throws `LintError` when git refuses the folder because it belongs to another user, or fails on it.
 */
export async function openRepository(cwd: string, env: Variables): Promise<GitReader> {
  const ownEnv = withoutRepository(env);
  const found = await gitIn(cwd, ownEnv)(["rev-parse", "--is-shallow-repository", "--absolute-git-dir", "--show-toplevel", "--revs-only", "HEAD"]);
  if (found.code === undefined) return readerWithout(["git is not installed: every migration is taken for new."]);
  if (found.code !== 0) return whenNotFound(found, cwd);
  const [shallow, gitFolder = "", topLevelGiven = "", head] = linesOf(found);
  const topLevel = realPath(resolve(topLevelGiven));
  const git = gitIn(topLevel, withIndex(ownEnv, env, topLevel, gitFolder));
  return readerOf({ git, env, topLevel, head, shallow: shallow === "true" });
}

function readerOf(repository: Repository): GitReader {
  const answers = new Map<string, Promise<BaseState>>();
  const base = (request: BaseRequest): Promise<BaseState> => {
    const key = JSON.stringify([request.since, request.configured, request.deployed]);
    const answer = answers.get(key) ?? findBase(repository, request);
    answers.set(key, answer);
    return answer;
  };
  return { topLevel: repository.topLevel, notices: [], base, staged: (paths) => stagedFiles(repository, paths), unstaged: (paths) => unstagedFiles(repository, paths) };
}

function readerWithout(notices: readonly string[]): GitReader {
  return {
    topLevel: undefined,
    notices,
    base: ({ since, configured, deployed }) => {
      const named = since[0] ?? configured[0] ?? deployed;
      if (named === undefined) return Promise.resolve(withoutBase("no git", []));
      const todo = "Run this inside the repository, with git installed, or leave the ref out.";
      return Promise.reject(new LintError(`"${named}" cannot be looked up: there is no git repository here.`, todo));
    },
    staged: () => Promise.resolve([]),
    unstaged: () => Promise.resolve([]),
  };
}

function whenNotFound(output: GitOutput, cwd: string): GitReader {
  const refused = /detected dubious ownership in repository at '(.*)'/.exec(output.stderr)?.[1];
  if (refused !== undefined) {
    throw new LintError(`git refuses to read ${refused}: it belongs to another user.`, `If you trust it, run \`git config --global --add safe.directory ${quoted(refused)}\`.`);
  }
  if (/not a git repository|must be run in a work tree/.test(output.stderr)) return readerWithout([]);
  throw new LintError(`git cannot read the repository at ${cwd}: ${reasonGiven(output)}.`, "Run `git status` there to see what is wrong.");
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path}'`;
}

/** Hooks run with GIT_DIR and others set, which would make git take any folder for the top level; the folder itself says which repository it is in. */
function withoutRepository(env: Variables): Variables {
  const unset = { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_COMMON_DIR: undefined, GIT_PREFIX: undefined, GIT_INDEX_FILE: undefined };
  return { ...env, ...unset };
}

/** `git commit -a` and `git commit FILE` give hooks an index of their own, relative to the top level. In another repository it does not count. */
function withIndex(ownEnv: Variables, env: Variables, topLevel: string, gitFolder: string): Variables {
  if (env["GIT_INDEX_FILE"] === undefined || env["GIT_INDEX_FILE"] === "") return ownEnv;
  const index = realPath(resolve(topLevel, env["GIT_INDEX_FILE"]));
  const inside = relative(realPath(gitFolder), index);
  return inside.startsWith("..") || isAbsolute(inside) ? ownEnv : { ...ownEnv, GIT_INDEX_FILE: index };
}
