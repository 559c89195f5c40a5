import type { Config } from "../../../model/config.js";
import type { Lock, LockMode } from "../../../model/effect.js";
import type { Step } from "../../../model/step.js";
import { liveRelation } from "./live-table.js";

/** Each of them makes inserts, updates and deletes wait; whoever waits for one of them makes them wait as well. */
const BLOCKING: ReadonlySet<LockMode> = new Set(["ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"]);

const isBlocking = (mode: LockMode): boolean => BLOCKING.has(mode);

/** Locks that a step takes on relations in use and not small, for which others wait when they write at least. */
export const blockingLocks = (step: Step, config: Pick<Config, "tables" | "smallTableRows">): readonly Lock[] =>
  step.problems.length > 0 ? [] : step.effect.locks.filter(({ relation, mode }) => isBlocking(mode) && liveRelation(relation, step, config) !== undefined);

/** The same of locks that earlier statements of its transaction keep. */
export const heldBlockingLocks = (step: Step, config: Pick<Config, "tables" | "smallTableRows">): readonly Lock[] =>
  step.held.filter(({ relation, mode }) => isBlocking(mode) && liveRelation(relation, step, config) !== undefined);
