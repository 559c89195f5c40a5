import { resolveCommits } from "./commits.js";
import type { Commit, Repository } from "./commits.js";
import { linesOf } from "./run-git.js";
import type { Tip } from "./tip.js";

interface Branch {
  /** Full: `refs/heads/main`. */
  readonly ref: string;
  readonly commit: Commit;
  /** What a symbolic ref points to, or empty. */
  readonly target: string;
}

/**
 * The remote's default branch (`origin` before other remotes; its HEAD, else main, else master), else the local one (init.defaultBranch, main,
 * master, or the only branch that there is). On the default branch itself that is HEAD, so only what is not committed is new.
 */
export async function defaultBranchTip(repository: Repository): Promise<Tip | undefined> {
  const names = ["HEAD", "main", "master"];
  const remote = await branches(repository, names.map((name) => `refs/remotes/*/${name}`));
  const ofOrigin = remote.filter(({ ref }) => ref.startsWith("refs/remotes/origin/"));
  for (const candidates of [ofOrigin, remote]) {
    for (const name of names) {
      const found = candidates.find(({ ref }) => ref.endsWith(`/${name}`));
      if (found !== undefined) return tipOf(found, "default branch");
    }
  }
  return repository.head === undefined ? undefined : localTip(repository);
}

async function localTip(repository: Repository): Promise<Tip | undefined> {
  const [local, configured] = await Promise.all([branches(repository, ["refs/heads/"]), repository.git(["config", "--get", "init.defaultBranch"])]);
  for (const name of [...linesOf(configured), "main", "master"]) {
    const found = local.find(({ ref }) => ref === `refs/heads/${name}`);
    if (found !== undefined) return tipOf(found, "local default branch");
  }
  const [only, another] = local;
  return only === undefined || another !== undefined ? undefined : tipOf(only, "local default branch");
}

function tipOf({ ref, commit, target }: Branch, source: string): Tip {
  const name = (target === "" ? ref : target).replace(/^refs\/(remotes|heads)\//, "");
  return { commit, ref: name, source, notices: [] };
}

async function branches({ git }: Repository, patterns: readonly string[]): Promise<readonly Branch[]> {
  const output = await git(["for-each-ref", "--format=%(refname) %(objectname) %(symref)", ...patterns]);
  return linesOf(output).map((line) => {
    const [ref = "", commit = "", target = ""] = line.split(" ");
    return { ref, commit, target };
  });
}

/** The branch as a remote has it (`origin` first), else the local one. */
export async function branchTip(repository: Repository, name: string): Promise<{ readonly commit: Commit; readonly ref: string } | undefined> {
  const remotes = await branches(repository, [`refs/remotes/*/${name}`]);
  const remote = remotes.find(({ ref }) => ref === `refs/remotes/origin/${name}`) ?? remotes[0];
  if (remote !== undefined) return { commit: remote.commit, ref: remote.ref.replace("refs/remotes/", "") };
  const [commit] = await resolveCommits(repository, [`refs/heads/${name}`]);
  return commit === undefined ? undefined : { commit, ref: name };
}
