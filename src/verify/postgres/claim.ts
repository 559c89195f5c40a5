import { compareModes, distinct, strongest } from "../../dialects/postgres/assess/locks/modes.js";
import type { Database } from "../../model/database.js";
import type { LockMode } from "../../model/effect.js";
import type { Step } from "../../model/step.js";
import type { Traced } from "./trace.js";

/** What was assessed of a statement, in the same form: all its operations together, on relations that were there before it. */
export function assessed(steps: readonly Step[]): Traced {
  const [first] = steps;
  const there = (relation: { readonly schema: string | undefined; readonly name: string }): boolean => first !== undefined && exists(first.before, relation);
  const locks = strongest(steps.flatMap(({ effect }) => effect.locks)).filter(({ relation }) => there(relation));
  const names = (of: "rewrites" | "scans"): string[] => distinct(steps.flatMap(({ effect }) => effect[of])).filter(there).map(keyOf).sort();
  return { locks: new Map(locks.map(({ relation, mode }) => [keyOf(relation), mode])), rewrites: names("rewrites"), scans: names("scans") };
}

const keyOf = ({ schema, name }: { readonly schema: string | undefined; readonly name: string }): string => `${schema ?? "?"}.${name}`;

const exists = ({ tables, views }: Database, { schema, name }: { readonly schema: string | undefined; readonly name: string }): boolean =>
  [...tables, ...views].some((relation) => relation.schema === schema && relation.name === name);

/** Modes from here up do not depend on the rows. */
const isCertain = (mode: LockMode | undefined): boolean => mode !== undefined && compareModes(mode, "ShareUpdateExclusiveLock") >= 0;

/**
 * One line for each thing that differs: modes from ShareUpdateExclusive up must be equal, weaker ones may be assessed that were not taken; rewrites must be
 * equal; what was assessed as read whole must have been read.
 */
export function compareTraces(real: Traced, claim: Traced): string[] {
  const said: string[] = [];
  for (const name of new Set([...real.locks.keys(), ...claim.locks.keys()])) {
    const taken = real.locks.get(name);
    const claimed = claim.locks.get(name);
    if (taken === claimed) continue;
    const covered = claimed !== undefined && !isCertain(claimed) && (taken === undefined || compareModes(taken, claimed) < 0);
    if (!covered) said.push(`${name}: locked ${taken ?? "not at all"}, assessed ${claimed ?? "none"}`);
  }
  if (real.rewrites.join() !== claim.rewrites.join()) said.push(`rewrites: ${real.rewrites.join(", ") || "none"}, assessed ${claim.rewrites.join(", ") || "none"}`);
  const unread = claim.scans.filter((name) => !real.scans.includes(name) && real.locks.has(name));
  if (unread.length > 0) said.push(`assessed as read whole, and was not: ${unread.join(", ")}`);
  return said;
}

/**
 * What a statement of a migration did otherwise than assessed. Modes that hold up no command but one of their own kind depend on the rows, so none of
 * them is too many. Where the locks were only sampled, those that were not seen may have been there.
 */
export function contradictions(real: Traced, steps: readonly Step[], complete: boolean): string[] {
  const claim = { ...assessed(steps), scans: [] };
  if (!complete) {
    const more = [...real.locks].filter(([name, mode]) => isCertain(mode) && compareModes(claim.locks.get(name) ?? "AccessShareLock", mode) < 0);
    return compareTraces({ locks: new Map(more), rewrites: [], scans: [] }, { locks: new Map(more.flatMap(([name]) => entryOf(claim.locks, name))), rewrites: [], scans: [] });
  }
  const locks = new Map([...real.locks].filter(([name, mode]) => isCertain(mode) || claim.locks.has(name)));
  for (const [name, mode] of claim.locks) {
    const taken = locks.get(name);
    // Taken once more, it is not seen.
    if (real.heldBefore?.get(name)?.includes(mode) && (taken === undefined || compareModes(taken, mode) < 0)) locks.set(name, mode);
    else if (taken !== undefined && !isCertain(taken) && !isCertain(mode)) locks.set(name, mode);
  }
  return compareTraces({ ...real, locks }, claim);
}

function entryOf(locks: ReadonlyMap<string, LockMode>, name: string): [string, LockMode][] {
  const mode = locks.get(name);
  return mode === undefined ? [] : [[name, mode]];
}
