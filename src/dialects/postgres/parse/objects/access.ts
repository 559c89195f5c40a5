import type { AlterDefaultPrivilegesStmt, AlterOwnerStmt, AlterTableCmd, CreateRoleStmt, DropOwnedStmt, GrantStmt, Node, ReassignOwnedStmt } from "libpg-query";
import type { NameAt } from "../../../../model/name.js";
import type { ChangePrivileges, DefaultedKind, GrantedKind, OwnedKind, PrivilegeAction } from "../../../../model/operation-access.js";
import type { Operation } from "../../../../model/operation.js";
import { routine } from "./function.js";
import { identifierAt, identifiersIn, nameAt, relationName } from "../names.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { objectPath, strings } from "../tree.js";
import { createdRole } from "./role.js";
import { roleName, whichObject, wordsOfKind } from "./which-object.js";

const GRANTED: ReadonlyMap<string, GrantedKind> = new Map([
  ["OBJECT_TABLE", "table"], ["OBJECT_SEQUENCE", "sequence"], ["OBJECT_SCHEMA", "schema"], ["OBJECT_TYPE", "type"], ["OBJECT_DOMAIN", "type"],
  ["OBJECT_FUNCTION", "function"], ["OBJECT_PROCEDURE", "procedure"], ["OBJECT_ROUTINE", "routine"],
]);

/** GRANT and REVOKE, one operation an object; undefined for what is the server's: databases, tablespaces, parameters. */
export function grant(text: StatementText, node: GrantStmt): Operation[] | undefined {
  const on = GRANTED.get(node.objtype ?? "");
  if (on === undefined) return undefined;
  const keyword = text.find(text.range, "on");
  const privileges = privilegesOf(text, node, keyword);
  const base = { kind: "changePrivileges" as const, action: actionOf(node), on, privileges, roles: roleNames(node.grantees) };
  const objects = node.objects ?? [];
  if (node.targtype === "ACL_TARGET_ALL_IN_SCHEMA") {
    const places = text.parts({ from: text.find({ from: keyword, to: text.range.to }, "schema") + 1, to: text.range.to });
    return strings(objects).map((name, at): ChangePrivileges => {
      const schema = { schema: undefined, ...identifierAt(text, places[at]?.from ?? keyword, name) };
      return { ...base, span: objects.length === 1 ? text.span : schema.span, all: true, name: schema, arguments: undefined };
    });
  }
  const places = text.parts({ from: keyword + (KIND_WORDS.has(text.word(keyword + 1)) && text.isName(keyword + 2) ? 2 : 1), to: text.range.to });
  return objects.flatMap((object, at): ChangePrivileges[] => {
    const named = namedObject(text, places[at]?.from ?? keyword + 1, object, on);
    return named ? [{ ...base, ...named, span: objects.length === 1 ? text.span : named.name.span, all: false }] : [];
  });
}

const KIND_WORDS: ReadonlySet<string> = new Set(["table", "sequence", "schema", "type", "domain", "function", "procedure", "routine"]);

function namedObject(text: StatementText, number: number, object: Node, on: GrantedKind): Pick<ChangePrivileges, "name" | "arguments"> | undefined {
  if ("RangeVar" in object) return { name: relationName(text, object.RangeVar), arguments: undefined };
  if ("ObjectWithArgs" in object) {
    const which = routine(text, number, object.ObjectWithArgs, on === "procedure" ? "procedure" : "function");
    return which && { name: which.name, arguments: which.arguments };
  }
  return { name: nameAt(text, number, objectPath(object)), arguments: undefined };
}

function actionOf({ is_grant = false, grant_option = false }: GrantStmt): PrivilegeAction {
  if (is_grant) return grant_option ? "grant option" : "grant";
  return grant_option ? "revoke option" : "revoke";
}

const roleNames = (nodes: readonly Node[] | undefined): string[] => (nodes ?? []).flatMap((node) => ("RoleSpec" in node ? [roleName(node.RoleSpec)] : []));

/** None in the tree: ALL. */
function privilegesOf(text: StatementText, { privileges = [] }: GrantStmt, to: number): ChangePrivileges["privileges"] {
  if (privileges.length === 0) return [{ name: "ALL", columns: [] }];
  const option = text.find({ from: text.range.from, to }, "for");
  const parts = text.parts({ from: option === -1 ? text.range.from + 1 : option + 1, to });
  return privileges.flatMap((node, at) => {
    if (!("AccessPriv" in node)) return [];
    const { priv_name: name = "ALL", cols } = node.AccessPriv;
    const part: Range = parts[at] ?? { from: to, to };
    const open = cols === undefined ? -1 : text.find(part, "(");
    return [{ name: name.toUpperCase(), columns: open === -1 ? [] : identifiersIn(text, text.inside(open), cols) }];
  });
}

const DEFAULTED: ReadonlyMap<string, DefaultedKind> = new Map([["OBJECT_TABLE", "tables"], ["OBJECT_SEQUENCE", "sequences"], ["OBJECT_FUNCTION", "functions"], ["OBJECT_TYPE", "types"], ["OBJECT_SCHEMA", "schemas"]]);

/** ALTER DEFAULT PRIVILEGES, one operation for each role and schema. */
export function alterDefaultPrivileges(text: StatementText, { options = [], action }: AlterDefaultPrivilegesStmt): Operation[] | undefined {
  const on = DEFAULTED.get(action?.objtype ?? "");
  if (on === undefined || action === undefined) return undefined;
  const schemas: string[] = [];
  const creators: string[] = [];
  for (const option of options) {
    if (!("DefElem" in option) || option.DefElem.arg === undefined || !("List" in option.DefElem.arg)) continue;
    const { items = [] } = option.DefElem.arg.List;
    if (option.DefElem.defname === "schemas") schemas.push(...strings(items));
    else creators.push(...roleNames(items));
  }
  const privileges = action.privileges === undefined ? ["ALL"] : action.privileges.flatMap((node) => ("AccessPriv" in node ? [(node.AccessPriv.priv_name ?? "ALL").toUpperCase()] : []));
  const at = text.find(text.range, "schema") + 1;
  const base = { kind: "changeDefaultPrivileges" as const, span: text.span, action: actionOf(action), on, privileges, roles: roleNames(action.grantees) };
  const places = text.parts({ from: at, to: text.range.to });
  const each = schemas.length === 0 ? [undefined] : schemas.map((schema, place) => identifierAt(text, places[place]?.from ?? at, schema));
  return (creators.length === 0 ? [undefined] : creators).flatMap((creator) => each.map((schema): Operation => ({ ...base, creator, schema })));
}

/** ALTER TABLE, VIEW, SEQUENCE … OWNER TO */
export const relationOwner = (text: StatementText, name: NameAt, range: Range, { newowner }: AlterTableCmd, ifExists: boolean): Operation => ({
  kind: "setOwner", span: text.spanOf(range), on: "table", name, arguments: undefined, ifExists, to: roleName(newowner),
});

const OWNED: ReadonlyMap<string, OwnedKind> = new Map([["OBJECT_SCHEMA", "schema"], ["OBJECT_TYPE", "type"], ["OBJECT_DOMAIN", "domain"], ["OBJECT_PUBLICATION", "publication"]]);

/** undefined for what is the server's. */
export function owner(text: StatementText, { objectType, object, newowner }: AlterOwnerStmt): Operation[] | undefined {
  const number = text.range.from + wordsOfKind(objectType);
  const base = { kind: "setOwner" as const, span: text.span, ifExists: false, to: roleName(newowner) };
  const on = OWNED.get(objectType ?? "");
  if (on !== undefined) return [{ ...base, on, name: nameAt(text, number, objectPath(object)), arguments: undefined }];
  const which = whichObject(text, number, objectType, object);
  if (which === undefined) return undefined;
  const { object: kind, name, arguments: types, of } = which;
  return [{ ...base, on: kind, name, arguments: types, ...(of !== undefined && { of }) }];
}

/** undefined for who runs it: nothing says what that has. */
export function dropOwned(text: StatementText, { roles, behavior }: DropOwnedStmt): Operation[] | undefined {
  const names = roleNames(roles);
  return names.some(isOneself) ? undefined : [{ kind: "dropOwned", span: text.span, roles: names, cascade: behavior === "DROP_CASCADE" }];
}

export function reassignOwned(text: StatementText, { roles, newrole }: ReassignOwnedStmt): Operation[] | undefined {
  const names = roleNames(roles);
  return names.some(isOneself) ? undefined : [{ kind: "reassignOwned", span: text.span, roles: names, to: roleName(newrole) }];
}

const isOneself = (role: string): boolean => role === "current_user" || role === "current_role" || role === "session_user";

/** CREATE ROLE | USER | GROUP */
export function createRole(text: StatementText, node: CreateRoleStmt): Operation[] {
  const number = text.range.from + 2;
  const rest = { from: number + 1, to: text.range.to };
  const login = node.stmt_type === "ROLESTMT_USER" ? "LOGIN" : "";
  return [{ kind: "createRole", span: text.span, name: identifierAt(text, number, node.role), options: [login, rest.from < rest.to ? text.source.slice(text.spanOf(rest)) : ""].filter((part) => part !== "").join(" "), changes: createdRole(node) }];
}

