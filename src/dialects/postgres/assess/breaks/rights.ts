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

/** Roles that statements gave something to, or made the owner of something. Words for whoever runs them, and the server's own roles, are none. */
export function rolesIn({ privileges, owners }: Database): RoleName[] {
  const named = new Set([...privileges.flatMap(({ role, action }) => (action === "grant" || action === "grant option" ? [role] : [])), ...owners.map(({ role }) => role)]);
  return [...named].filter((role) => !["current_role", "current_user", "session_user"].includes(role) && !role.startsWith("pg_"));
}

/** Whether the history gives it: to the role itself, as the owner, or to PUBLIC. What it has as a superuser or member of another role is not known. */
export function may(role: RoleName, right: Right, database: Database): boolean {
  if (said(role, right, database) ?? ownerOf(right.target, database) === role) return true;
  return said(PUBLIC, right, database) ?? right.ofPublic === true;
}

/** A schema that these migrations do not make is not known. */
export function mayUseSchema(role: RoleName, schema: string, database: Database): boolean {
  const id = database.schemas.find(({ name }) => name === schema)?.id;
  return id === undefined || may(role, { privilege: "USAGE", target: id, ofPublic: id === FIRST_PUBLIC }, database);
}

/** undefined: who runs the migrations. */
export const ownerOf = (target: ObjectId, { owners }: Database): RoleName | undefined => owners.find((owner) => owner.target === target)?.role;

function said(role: RoleName, { privilege, target, part }: Right, { privileges }: Database): boolean | undefined {
  const entry = privileges.findLast((one) => one.target === target && one.part === part && one.role === role && (one.privilege === "ALL" || one.privilege === privilege) && one.action !== "revoke option");
  return entry && entry.action !== "revoke";
}
