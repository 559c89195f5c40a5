import { LintError } from "../../model/lint-error.js";
import { requireRef, resolveCommits } from "./commits.js";
import type { Commit, Repository } from "./commits.js";
import { fetchAdvice } from "./fetch-advice.js";
import { linesOf } from "./run-git.js";
import type { Tip } from "./tip.js";

interface Candidate {
  readonly ref: string;
  readonly commit: Commit;
}

interface Distance {
  readonly candidate: Candidate;
  /** Commits that HEAD has and the candidate has not. */
  readonly ahead: number;
  /** Commits that the candidate has and HEAD has not. */
  readonly behind: number;
}

const PROCESSES_AT_ONCE = 8;

/**
 * The nearest to HEAD of the refs that people named: the one that HEAD has the fewest commits on top of, then the one with the fewest of its own,
 * then the first. Throws `LintError` for a ref that is missing, and when no pattern matches.
 */
export async function namedTip(repository: Repository, refs: readonly string[], source: string): Promise<Tip> {
  const notices: string[] = [];
  const candidates: Candidate[] = [];
  const literals = refs.filter((ref) => !isPattern(ref));
  const commits = await resolveCommits(repository, literals);
  for (const ref of refs) {
    if (isPattern(ref)) {
      const matches = await matchesOf(repository, ref);
      if (matches.length === 0) notices.push(`No branch matches "${ref}" (${source}).`);
      candidates.push(...matches);
      continue;
    }
    const commit = commits[literals.indexOf(ref)];
    if (commit === undefined) throw new LintError(`"${ref}" (${source}) is not a commit in this clone.`, await fetchAdvice(repository, ref));
    candidates.push({ ref, commit });
  }
  const [first, ...others] = candidates;
  if (first === undefined) {
    throw new LintError(`No branch matches "${refs.join('", "')}" (${source}).`, "Run `git fetch` first, or check the spelling: `git branch --all` lists the branches that are here.");
  }
  const nearest = others.length === 0 || repository.head === undefined ? first : await nearestOf(repository, candidates, repository.head, notices);
  return { ...nearest, source, notices };
}

function isPattern(ref: string): boolean {
  return /[*?[]/.test(ref);
}

async function matchesOf({ git }: Repository, pattern: string): Promise<readonly Candidate[]> {
  requireRef(pattern);
  const patterns = pattern.startsWith("refs/") ? [pattern] : ["refs/remotes/", "refs/heads/", "refs/tags/"].map((start) => start + pattern);
  const output = await git(["for-each-ref", "--format=%(refname:short) %(objectname) %(*objectname) %(symref)", ...patterns]);
  const matches: Candidate[] = [];
  for (const line of linesOf(output)) {
    // An annotated tag's own id comes before that of its commit. `origin/HEAD` is a second name of another match.
    const [ref = "", id = "", peeled = "", symref = ""] = line.split(" ");
    if (symref === "") matches.push({ ref, commit: peeled === "" ? id : peeled });
  }
  return matches;
}

async function nearestOf(repository: Repository, candidates: readonly Candidate[], head: Commit, notices: string[]): Promise<Candidate> {
  const distances: Distance[] = [];
  for (let at = 0; at < candidates.length; at += PROCESSES_AT_ONCE) {
    const few = candidates.slice(at, at + PROCESSES_AT_ONCE);
    distances.push(...(await Promise.all(few.map((candidate) => distanceOf(repository, candidate, head)))));
  }
  // A stable sort: of equals, the first that was written stays first.
  distances.sort((a, b) => a.ahead - b.ahead || a.behind - b.behind);
  const [nearest, next] = distances;
  if (nearest === undefined) throw new Error("no candidates");
  if (repository.shallow && next !== undefined && nearest.ahead === next.ahead && nearest.candidate.commit !== next.candidate.commit) {
    notices.push(`The clone is shallow: which of ${candidates.map(({ ref }) => ref).join(", ")} is nearest cannot be told for sure; ${nearest.candidate.ref} was taken.`);
  }
  return nearest.candidate;
}

async function distanceOf({ git }: Repository, candidate: Candidate, head: Commit): Promise<Distance> {
  const output = await git(["rev-list", "--left-right", "--count", `${candidate.commit}...${head}`]);
  const [behind, ahead] = (linesOf(output)[0] ?? "").split("\t").map(Number);
  return { candidate, ahead: ahead ?? Infinity, behind: behind ?? Infinity };
}
