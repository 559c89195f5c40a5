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
  let history = begin(input.project);
  let judged = input.judged;
  let isBetter = false;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = better(history, judged, candidatesIn(judged, history, input, refused), input, refused);
    if (next === undefined) {
      // What was refused may go now that others have gone.
      if (!isBetter || refused.size === 0) break;
      refused.clear();
      isBetter = false;
      continue;
    }
    isBetter = true;
    ({ history, judged } = next);
    declared.push(...next.taken.filter(({ file }) => file === null).map(({ suggestion }) => suggestion.title));
  }
  return { files: filesOf(history, input.project), migrations: summaryOf(history, input), declared, left: reasonsFor(judged, history, input, refused), project: projectOf(history, input.project), judged };
}

interface Better {
  readonly history: History;
  readonly judged: Judged;
  readonly taken: readonly Candidate[];
}

/** All that go together at once; where that cannot be proved, the first that can alone. Undefined where none can. */
function better(history: History, judged: Judged, candidates: readonly Candidate[], input: FixInput, refused: Map<string, string>): Better | undefined {
  const all = together(candidates, judged.timeline.migrations.map(({ migration }) => migration));
  if (all.length > 1) {
    const reached = attempt(history, judged, all, input);
    if (typeof reached !== "string") return { ...reached, taken: all };
  }
  for (const candidate of candidates) {
    const reached = attempt(history, judged, [candidate], input);
    if (typeof reached !== "string") return { ...reached, taken: [candidate] };
    refused.set(candidate.finding.fingerprint, reached);
  }
  return undefined;
}
