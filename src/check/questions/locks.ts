import type { LockMode } from "../../model/effect.js";

/** Each of them makes inserts, updates and deletes of others wait; whoever waits for one of them makes them wait as well. */
export const blocksWrites = (mode: LockMode): boolean => BLOCKING.has(mode);

const BLOCKING: ReadonlySet<LockMode> = new Set(["ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"]);
