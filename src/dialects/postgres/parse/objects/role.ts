import type { AlterRoleStmt, CreateRoleStmt, DefElem, DropRoleStmt, GrantRoleStmt, Node } from "libpg-query";
import type { RoleChange } from "../../../../model/operation-access.js";
import { optionsOf } from "../tree.js";
import { roleName } from "./which-object.js";

/** What a statement changes of roles and their memberships. */
export function roleChanges(node: Node): readonly RoleChange[] | undefined {
  if ("GrantRoleStmt" in node) return granted(node.GrantRoleStmt);
  if ("DropRoleStmt" in node) return dropped(node.DropRoleStmt);
  return "AlterRoleStmt" in node ? altered(node.AlterRoleStmt) : undefined;
}

function granted({ granted_roles = [], grantee_roles, is_grant, opt, grantor }: GrantRoleStmt): RoleChange[] {
  const roles = granted_roles.flatMap((node) => ("AccessPriv" in node ? (node.AccessPriv.priv_name ?? []) : []));
  const members = rolesOf(grantee_roles);
  const option = optionsOf(opt).find(({ defname }) => defname === "inherit");
  if (is_grant === true) return [{ kind: "grant", roles, members, inherits: option && isTrue(option) }];
  // Of several grants it takes back that of one role.
  if (grantor) return [];
  const [first] = optionsOf(opt);
  return [{ kind: "revoke", roles, members, inherits: undefined, ...(first && { option: first.defname === "inherit" ? ("inherit" as const) : ("other" as const) }) }];
}

const dropped = ({ roles }: DropRoleStmt): RoleChange[] => [{ kind: "drop", roles: rolesOf(roles) }];

/** ALTER GROUP … ADD and DROP USER are of this kind too. */
function altered({ role, options, action }: AlterRoleStmt): RoleChange[] {
  const name = roleName(role);
  return optionsOf(options).flatMap((option): RoleChange[] => {
    if (option.defname === "inherit") return [{ kind: "inherit", role: name, inherits: isTrue(option) }];
    return option.defname === "rolemembers" ? [{ kind: action === -1 ? "revoke" : "grant", roles: [name], members: listed(option), inherits: undefined }] : [];
  });
}

/** CREATE ROLE, USER and GROUP. */
export function createdRole({ role = "", options }: CreateRoleStmt): readonly RoleChange[] {
  const all = optionsOf(options);
  const inherits = all.findLast(({ defname }) => defname === "inherit");
  const changes: RoleChange[] = [{ kind: "create", role, inherits: !inherits || isTrue(inherits) }];
  for (const option of all) {
    if (option.defname === "addroleto") changes.push({ kind: "grant", roles: listed(option), members: [role], inherits: undefined });
    else if (option.defname === "rolemembers" || option.defname === "adminmembers") changes.push({ kind: "grant", roles: [role], members: listed(option), inherits: undefined });
  }
  return changes;
}

const rolesOf = (nodes: readonly Node[] | undefined): string[] => (nodes ?? []).flatMap((node) => ("RoleSpec" in node ? [roleName(node.RoleSpec)] : []));

const listed = ({ arg }: DefElem): string[] => (arg !== undefined && "List" in arg ? rolesOf(arg.List.items) : []);

function isTrue({ arg }: DefElem): boolean {
  if (arg === undefined) return true;
  if ("Boolean" in arg) return arg.Boolean.boolval === true;
  return "String" in arg ? /^(?:true|on|option)$/i.test(arg.String.sval ?? "") : true;
}
