import { FIRST_PUBLIC } from "../../../../database/names/lookup.js";
import type { Database, ObjectId } from "../../../../model/database.js";
import type { PrivilegeName, RoleName } from "../../../../model/operation-access.js";

/** All roles, those of the future too. */
export const PUBLIC: RoleName = "public";

export interface Right {
  readonly privilege: PrivilegeName;
  readonly target: ObjectId;
  /** Column of a view. */
  readonly part?: string | undefined;
  /** PUBLIC has it as long as nothing is said: EXECUTE of functions. */
  readonly ofPublic?: boolean;
}

/** Roles that statements gave something to, made the owner of something, or a member of others. Words for whoever runs them, and the server's own roles, are none. */
export function rolesIn({ privileges, owners, roles }: Database): RoleName[] {
  const named = new Set([...privileges.flatMap(({ role, action }) => (action === "grant" || action === "grant option" ? [role] : [])), ...owners.map(({ role }) => role), ...roles.flatMap(({ name, memberOf }) => (memberOf.length > 0 ? [name] : []))]);
  return [...named].filter((role) => !["current_role", "current_user", "session_user"].includes(role) && !role.startsWith("pg_"));
}

/** Of a membership of which it is not known whether it gives rights: whether it counts. */
export type Doubt = "counts" | "does not count";

/** Whether the history gives it: to the role itself or one that it is a member of, as the owner, or to PUBLIC. What it has as a superuser is not known. */
export function may(role: RoleName, right: Right, database: Database, doubt: Doubt): boolean {
  if (database.roles.some(({ name, dropped }) => name === role && dropped === true)) return false;
  const has = (one: RoleName): boolean => said(one, right, database) ?? ownerOf(right.target, database) === one;
  if (has(role) || groupsOf(role, database, doubt).some(has)) return true;
  return said(PUBLIC, right, database) ?? right.ofPublic === true;
}

/** Roles whose rights are its own, through others too. */
export function groupsOf(role: RoleName, { roles }: Database, doubt: Doubt): RoleName[] {
  const found: RoleName[] = [];
  const pending = [role];
  for (let member = pending.pop(); member !== undefined; member = pending.pop()) {
    const of = roles.find(({ name }) => name === member)?.memberOf ?? [];
    const next = of.filter((one) => (one.inherits ?? doubt === "counts") && !found.includes(one.role)).map((one) => one.role);
    found.push(...next);
    pending.push(...next);
  }
  return found;
}

/** A schema that these migrations do not make is not known. */
export function mayUseSchema(role: RoleName, schema: string, database: Database, doubt: Doubt): boolean {
  const id = database.schemas.find(({ name }) => name === schema)?.id;
  return id === undefined || may(role, { privilege: "USAGE", target: id, ofPublic: id === FIRST_PUBLIC }, database, doubt);
}

/** undefined: who runs the migrations. */
export const ownerOf = (target: ObjectId, { owners }: Database): RoleName | undefined => owners.find((owner) => owner.target === target)?.role;

function said(role: RoleName, { privilege, target, part }: Right, { privileges }: Database): boolean | undefined {
  const entry = privileges.findLast((one) => one.target === target && one.part === part && one.role === role && (one.privilege === "ALL" || one.privilege === privilege) && one.action !== "revoke option");
  return entry && entry.action !== "revoke";
}
