import { defaultPrivileges, type PlaceOf, privileges } from "../../database/recreate/access.js";
import { placesOf } from "../../database/recreate/objects.js";
import { defaultsWithAll, effectiveDefaults, effectivePrivileges, isOwner, withAll } from "../../database/effective-rights.js";
import type { DefaultPrivilege, StoredPrivilege } from "../../model/database-access.js";
import type { Database } from "../../model/database.js";
import type { Draft } from "../draft.js";

/** Rights as they are in the goal. What a named role had beside all that is known, nothing here gives back or takes away. */
export function levelRights(draft: Draft, goal: Database): void {
  const all = [...draft.database.privileges, ...goal.privileges];
  if (all.length === 0) return;
  const places = placesOf({ ...goal, privileges: all });
  const placeOf: PlaceOf = (id) => places.get(id);
  const there = ({ target }: StoredPrivilege): boolean => placeOf(target) !== undefined;
  const now = (): StoredPrivilege[] => effectivePrivileges(draft.database, draft.serverVersion).filter(there);
  const wanted = effectivePrivileges(goal, draft.serverVersion).filter(there);
  const run = (list: readonly StoredPrivilege[]): void => { draft.run(...privileges({ ...goal, privileges: withAll(list, goal, draft.serverVersion) }, placeOf)); };
  const owners = new Map(goal.owners.map(({ target, role }) => [target, role]));
  run(withdrawn(now(), wanted, keyOfPrivilege));
  // What a REVOKE of a table took from its columns comes again.
  run(given(now(), wanted, keyOfPrivilege, ({ role, target }) => role === "public" || isOwner(role, owners.get(target))));
}

/** The same of what later objects get. */
export function levelDefaults(draft: Draft, goal: Database): void {
  const now = (): DefaultPrivilege[] => effectiveDefaults(draft.database, draft.serverVersion);
  const wanted = effectiveDefaults(goal, draft.serverVersion);
  const run = (list: readonly DefaultPrivilege[]): void => { draft.run(...defaultPrivileges({ ...goal, defaultPrivileges: defaultsWithAll(list, draft.serverVersion) })); };
  run(withdrawn(now(), wanted, keyOfDefault));
  run(given(now(), wanted, keyOfDefault, ({ role }) => role === "public"));
}

type Right = StoredPrivilege | DefaultPrivilege;

const keyOfPrivilege = ({ target, part, role, privilege }: StoredPrivilege): string => JSON.stringify([target, part, role, privilege]);
const keyOfDefault = ({ creator, schema, on, role, privilege }: DefaultPrivilege): string => JSON.stringify([creator, schema, on, role, privilege]);

function withdrawn<T extends Right>(now: readonly T[], wanted: readonly T[], keyOf: (right: T) => string): T[] {
  const goal = new Map(wanted.map((right) => [keyOf(right), right]));
  const known = new Map(now.map((right) => [keyOf(right), right]));
  const lesser = now.flatMap((right): T[] => {
    const other = goal.get(keyOf(right))?.action;
    if (right.action === "revoke") return [];
    if (other === undefined) return [{ ...right, action: "revoke" }];
    return right.action === "grant option" && other === "grant" ? [{ ...right, action: "revoke option" }] : [];
  });
  return [...lesser, ...wanted.filter((right) => right.action === "revoke" && known.get(keyOf(right))?.action !== "revoke")];
}

/** `isKnown`: what the role has by itself is known. */
function given<T extends Right>(now: readonly T[], wanted: readonly T[], keyOf: (right: T) => string, isKnown: (right: T) => boolean): T[] {
  const goal = new Set(wanted.map(keyOf));
  const known = new Map(now.map((right) => [keyOf(right), right.action]));
  const own = now.flatMap((right): T[] => (right.action === "revoke" && isKnown(right) && !goal.has(keyOf(right)) ? [{ ...right, action: "grant" }] : []));
  return [...own, ...wanted.filter((right) => right.action !== "revoke" && known.get(keyOf(right)) !== right.action)];
}
