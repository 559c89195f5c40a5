import type { StoredRole } from "../../model/database-access.js";
import type { Database } from "../../model/database.js";
import type { RoleChange, RoleName } from "../../model/operation-access.js";
import { effectiveDefaults, effectivePrivileges } from "../effective-rights.js";
import { changed, invalid, part, said, type Changed, type ChangeContext } from "./change.js";

/** What GRANT role TO role, CREATE, ALTER and DROP ROLE change. Of a role that these migrations do not make it is not known whether it inherits. */
export function changeRoles(changes: readonly RoleChange[], database: Database, context: ChangeContext): Changed {
  let roles = database.roles;
  const known = (name: RoleName): StoredRole => roles.find((role) => role.name === name) ?? { name, inherits: undefined, memberOf: [] };
  const set = (role: StoredRole): void => void (roles = [...roles.filter(({ name }) => name !== role.name), role]);
  for (const change of changes) {
    switch (change.kind) {
      case "create": set({ name: change.role, inherits: change.inherits, memberOf: [] }); break;
      case "inherit": {
        // Since PostgreSQL 16 a membership keeps what it was granted with.
        const isKept = (context.serverVersion ?? 0) >= 16;
        const role = known(change.role);
        set({ ...role, inherits: change.inherits, memberOf: isKept ? role.memberOf : role.memberOf.map((one) => ({ ...one, inherits: undefined })) });
        break;
      }
      case "grant":
      case "revoke":
        for (const name of change.members) {
          const member = known(name);
          const others = member.memberOf.filter(({ role }) => !change.roles.includes(role));
          const inherits = change.inherits ?? member.inherits;
          if (change.kind === "grant") set({ ...member, memberOf: [...others, ...change.roles.map((role) => ({ role, inherits }))] });
          else if (change.option === undefined) set({ ...member, memberOf: others });
          else if (change.option === "inherit") set({ ...member, memberOf: member.memberOf.map((one) => (change.roles.includes(one.role) ? { ...one, inherits: false } : one)) });
        }
        break;
      case "drop":
        for (const name of change.roles) {
          if (isNeeded(name, database, context.serverVersion)) return invalid(database, { code: "2BP01", message: `role ${said(name)} cannot be dropped because some objects depend on it` }, "role", part(name));
          set({ ...known(name), memberOf: [], dropped: true });
          roles = roles.map((role) => ({ ...role, memberOf: role.memberOf.filter((one) => one.role !== name) }));
        }
        break;
    }
  }
  return changed({ ...database, roles });
}

/** It owns something that is there, has rights to it, or a policy is for it (source: checkSharedDependencies). */
function isNeeded(role: RoleName, database: Database, serverVersion: number | undefined): boolean {
  const { schemas, tables, enums, domains, composites, ranges, sequences, views, objects, publications } = database;
  const there = new Set([...schemas, ...tables, ...enums, ...domains, ...composites, ...ranges, ...sequences, ...views, ...objects, ...publications].map(({ id }) => id));
  for (const { columns } of tables) for (const { id } of columns) there.add(id);
  if (database.owners.some((owner) => owner.role === role && there.has(owner.target))) return true;
  if (effectivePrivileges(database, serverVersion).some((right) => right.role === role && right.action !== "revoke" && there.has(right.target))) return true;
  if (effectiveDefaults(database, serverVersion).some((right) => right.creator === role || (right.role === role && right.action !== "revoke"))) return true;
  return objects.some(({ kind, roles = [] }) => kind === "policy" && roles.includes(role));
}
