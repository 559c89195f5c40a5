import { shellWord } from "../../text/shell-word.js";
import { resolveCommits } from "./commits.js";
import type { Repository } from "./commits.js";
import { linesOf } from "./run-git.js";

const FULL_ID = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** What to do, in one line, so that a ref that is missing can be used. The commands run as they are. */
export async function fetchAdvice(repository: Repository, ref: string): Promise<string> {
  const remotes = linesOf(await repository.git(["remote"]));
  const remote = remotes.includes("origin") ? "origin" : remotes[0];
  if (remote === undefined) return "Check the spelling: `git branch --all` lists the branches that are here.";
  if (FULL_ID.test(ref)) return `Run \`${fetchCommit(repository, remote, ref)}\` first.`;
  if (/[~^:]|@\{/.test(ref)) {
    return repository.shallow ? "The clone is shallow: run `git fetch --deepen=100` first." : "Check the spelling: `git log` shows the commits that are here.";
  }

  const name = ref.replace(/^refs\/remotes\//, "");
  const named = remotes.find((candidate) => name.startsWith(`${candidate}/`));
  if (named !== undefined) return remoteBranchAdvice(repository, named, name.slice(named.length + 1));
  if (/^v?\d/.test(name)) return `Run \`git fetch ${depth(repository)}${shellWord(remote)} tag ${shellWord(name)}\` first.`;
  const branch = name.replace(/^refs\/heads\//, "");
  const [remoteBranch] = await resolveCommits(repository, [`refs/remotes/${remote}/${branch}`]);
  if (remoteBranch !== undefined) return `Write \`${remote}/${branch}\`, which is here.`;
  return `Run \`${fetchBranch(repository, remote, branch)}\` first, and write \`${remote}/${branch}\`.`;
}

function remoteBranchAdvice(repository: Repository, remote: string, branch: string): string {
  if (branch === "HEAD") return `Run \`git remote set-head ${shellWord(remote)} --auto\` first.`;
  return `Run \`${fetchBranch(repository, remote, branch)}\` first.`;
}

/** With its destination, because clones of a single branch fetch others into FETCH_HEAD only. */
export function fetchBranch(repository: Repository, remote: string, branch: string): string {
  return `git fetch ${depth(repository)}${shellWord(remote)} ${shellWord(`${branch}:refs/remotes/${remote}/${branch}`)}`;
}

export function fetchCommit(repository: Repository, remote: string, id: string): string {
  return `git fetch ${depth(repository)}${shellWord(remote)} ${shellWord(id)}`;
}

/** In a full clone `--depth` would cut its history off. */
function depth({ shallow }: Repository): string {
  return shallow ? "--depth=1 " : "";
}
