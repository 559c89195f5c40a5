import type { Lock, LockMode } from "../../../../model/effect.js";
import type { Name } from "../../../../model/name.js";
import { isLive, nameOf, type Relation } from "../relations.js";

/** Weakest first, as lockdefs.h numbers them. */
export const lockModes: readonly LockMode[] = [
  "AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock",
];

/** PostgreSQL's table of conflicting modes (docs, 13.3.1); it is symmetric. */
const CONFLICTS: Readonly<Record<LockMode, readonly LockMode[]>> = {
  AccessShareLock: ["AccessExclusiveLock"],
  RowShareLock: ["ExclusiveLock", "AccessExclusiveLock"],
  RowExclusiveLock: ["ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"],
  ShareUpdateExclusiveLock: ["ShareUpdateExclusiveLock", "ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"],
  ShareLock: ["RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"],
  ShareRowExclusiveLock: ["RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"],
  ExclusiveLock: ["RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"],
  AccessExclusiveLock: lockModes,
};

/** Whether a session waits for the one while another holds the other. */
export const conflicts = (one: LockMode, other: LockMode): boolean => CONFLICTS[one].includes(other);

/** What of other sessions waits while a relation is locked so: plain reads, and inserts, updates and deletes. */
export function blocks(mode: LockMode): readonly ("read" | "write")[] {
  const blocked: ("read" | "write")[] = [];
  if (conflicts(mode, "AccessShareLock")) blocked.push("read");
  if (conflicts(mode, "RowExclusiveLock")) blocked.push("write");
  return blocked;
}

/** On those that are there and not temporary. */
export function lock(mode: LockMode, relations: readonly (Relation | undefined)[]): Lock[] {
  return relations.flatMap((relation) => (relation && isLive(relation) ? [{ relation: nameOf(relation), mode }] : []));
}

export const exclusive = (relations: readonly (Relation | undefined)[]): Lock[] => lock("AccessExclusiveLock", relations);

/** Negative when the first is the weaker one. */
export const compareModes = (one: LockMode, other: LockMode): number => lockModes.indexOf(one) - lockModes.indexOf(other);

/** One entry a relation, with the strongest mode, in order of the first mention. */
export function strongest(locks: readonly Lock[]): readonly Lock[] {
  const byRelation = new Map<string, Lock>();
  for (const { relation, mode } of locks) {
    const held = byRelation.get(keyOf(relation));
    if (held === undefined || compareModes(held.mode, mode) < 0) byRelation.set(keyOf(relation), { relation, mode });
  }
  return [...byRelation.values()];
}

/** Each name once. */
export function distinct(names: readonly Name[]): readonly Name[] {
  return [...new Map(names.map((name) => [keyOf(name), name])).values()];
}

const keyOf = ({ schema, name }: Name): string => JSON.stringify([schema, name]);

/** Certainly a server before this version. */
export const isBefore = (version: number, serverVersion: number | undefined): boolean => serverVersion !== undefined && serverVersion < version;
