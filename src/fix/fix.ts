import type { Finding } from "../model/finding.js";
import type { Fixes } from "../model/fix.js";
import type { Project } from "../model/project.js";
import type { SourceText } from "../text/source-text.js";
import { together, type Candidate } from "./candidates.js";
import { begin, projectOf, type History } from "./history.js";
import { attempt, type Judged, type Proving } from "./prove.js";
import { candidatesIn, reasonsFor } from "./reasons.js";
import { filesOf, summaryOf } from "./summary.js";

export interface FixInput extends Proving {
  /** Why a file may not be changed: its bytes are not those that were read. */
  readonly refuses: (source: SourceText) => string | undefined;
  /** Nothing says which migrations are deployed, nor has anybody chosen some. */
  readonly isUnchosen: boolean;
  /** Findings that are known and stay: those of a baseline. */
  readonly isKnown: (finding: Finding) => boolean;
}

/** The fixes, and the project as its files then are. */
export interface Fixed extends Omit<Fixes, "applied"> {
  /** Statements that turn the database at the end of the original into the one that is meant. */
  readonly delta: readonly string[];
  readonly project: Project;
  readonly judged: Judged;
}

/** More rounds than any sensible file needs; each takes at least one suggestion. */
const MOST_ROUNDS = 200;

/**
 * Rewrites new migrations, and lines of schema.prisma, as their findings suggest: lint and fix again until nothing more can be done. Each round is
 * replayed before it counts: the database at the end must be equal, the findings gone and none new. Pure: nothing is written.
 */
export function fix(input: FixInput): Fixed {
  const refused = new Map<string, string>();
  const declared: string[] = [];
  let state: State = { history: begin(input.project), judged: input.judged, taken: [] };
  let isBetter = false;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    state = better({ ...state, taken: [] }, candidatesIn(state.judged, state.history, input, refused), input, refused);
    if (state.taken.length > 0) {
      isBetter = true;
      declared.push(...state.taken.filter(({ file }) => file === null).map(({ suggestion }) => suggestion.title));
      continue;
    }
    // What was refused may go now that others have gone.
    if (!isBetter || refused.size === 0) break;
    refused.clear();
    isBetter = false;
  }
  const { history, judged } = state;
  return { delta: history.delta, files: filesOf(history, input.project), migrations: summaryOf(history, input), declared, left: reasonsFor(judged, history, input, refused), project: projectOf(history, input.project), judged };
}

interface State {
  readonly history: History;
  readonly judged: Judged;
  /** Candidates that led here; none where nothing changed. */
  readonly taken: readonly Candidate[];
}

/** Those that go together at once; about more than a statement one at a time, when no other is left: BEGIN around a file would leave them no room. */
function better(state: State, candidates: readonly Candidate[], input: FixInput, refused: Map<string, string>): State {
  const migrations = state.judged.timeline.migrations.map(({ migration }) => migration);
  const reached = taken(state, together(candidates, migrations), input, refused);
  if (reached.taken.length > 0) return reached;
  for (const candidate of candidates) {
    if (refused.has(candidate.finding.fingerprint)) continue;
    const one = taken(state, [candidate], input, refused);
    if (one.taken.length > 0) return one;
  }
  return state;
}

/** All of them; where that cannot be proved, one half and then the other, as far as that is about other files. */
function taken(state: State, candidates: readonly Candidate[], input: FixInput, refused: Map<string, string>): State {
  const [first] = candidates;
  if (!first) return state;
  const all = attempt(state.history, state.judged, candidates, input);
  if (typeof all !== "string") return { ...all, taken: [...state.taken, ...candidates] };
  if (candidates.length === 1) {
    refused.set(first.finding.fingerprint, all);
    return state;
  }
  const middle = candidates.length >> 1;
  const half = taken(state, candidates.slice(0, middle), input, refused);
  const changed = new Set(half.taken.flatMap(({ suggestion }) => suggestion.edits.map(({ file }) => file)));
  return taken(half, candidates.slice(middle).filter(({ suggestion }) => suggestion.edits.every(({ file }) => !changed.has(file))), input, refused);
}
