import type { Expression, Identifier, NameAt, TypeName } from "./name.js";
import type { ObjectKind } from "./operation-objects.js";
import type { Base } from "./operation.js";

/** Who may do what, and what is published. Roles belong to the server and not to one database: only their names are known here. */
export type AccessOperation = ChangePrivileges | ChangeDefaultPrivileges | SetOwner | DropOwned | ReassignOwned | CreateRole | RenameRole | CreatePublication | AlterPublication | DropPublication | RenamePublication;

/** `public`, `current_role`, `current_user` and `session_user` stand for themselves. */
export type RoleName = string;

/** Name of a privilege in capitals, or `ALL`. */
export type PrivilegeName = string;

/** GRANT: `grant`; WITH GRANT OPTION: `grant option`. REVOKE: `revoke`; REVOKE GRANT OPTION FOR: `revoke option`. */
export type PrivilegeAction = "grant" | "grant option" | "revoke" | "revoke option";

/** On one object, or on all of a schema; of one that is not known nothing is kept. */
export interface ChangePrivileges extends Base<"changePrivileges"> {
  readonly action: PrivilegeAction;
  readonly on: GrantedKind;
  /** ON ALL … IN SCHEMA: `name` is the schema. */
  readonly all: boolean;
  readonly name: NameAt;
  readonly arguments: readonly TypeName[] | undefined;
  /** `columns` empty: on the whole object. */
  readonly privileges: readonly { readonly name: PrivilegeName; readonly columns: readonly Identifier[] }[];
  readonly roles: readonly RoleName[];
}
/** `table` is any relation, `type` a domain too. */
export type GrantedKind = "table" | "sequence" | "schema" | "type" | "function" | "procedure" | "routine";

/** What objects get that are made later. */
export interface ChangeDefaultPrivileges extends Base<"changeDefaultPrivileges"> {
  readonly action: PrivilegeAction;
  /** Whose objects; undefined: those of who runs it. */
  readonly creator: RoleName | undefined;
  readonly schema: Identifier | undefined;
  readonly on: DefaultedKind;
  readonly privileges: readonly PrivilegeName[];
  readonly roles: readonly RoleName[];
}
export type DefaultedKind = "tables" | "sequences" | "functions" | "types" | "schemas";

export interface SetOwner extends Base<"setOwner"> {
  readonly on: OwnedKind;
  readonly name: NameAt;
  readonly arguments: readonly TypeName[] | undefined;
  readonly of?: string;
  readonly ifExists: boolean;
  readonly to: RoleName;
}
/** `table` is any relation. */
export type OwnedKind = "table" | "schema" | "type" | "domain" | "publication" | ObjectKind;

/** What these roles have, and what was granted to them. */
export interface DropOwned extends Base<"dropOwned"> { readonly roles: readonly RoleName[]; readonly cascade: boolean }
export interface ReassignOwned extends Base<"reassignOwned"> { readonly roles: readonly RoleName[]; readonly to: RoleName }

/** `options` as written after the name. */
export interface CreateRole extends Base<"createRole"> { readonly name: Identifier; readonly options: string; readonly changes?: readonly RoleChange[] }

export type RoleChange =
  /** `inherits`: whether it has the rights of what it will be a member of. */
  | { readonly kind: "create" | "inherit"; readonly role: RoleName; readonly inherits: boolean }
  /** `inherits` undefined: as the member does. */
  | { readonly kind: "grant"; readonly roles: readonly RoleName[]; readonly members: readonly RoleName[]; readonly inherits: boolean | undefined }
  /** `option`: REVOKE … OPTION FOR, which leaves the membership. */
  | { readonly kind: "revoke"; readonly roles: readonly RoleName[]; readonly members: readonly RoleName[]; readonly inherits: undefined; readonly option?: "inherit" | "other" }
  | { readonly kind: "drop"; readonly roles: readonly RoleName[] };

export interface RenameRole extends Base<"renameRole"> { readonly name: Identifier; readonly to: Identifier }

export interface CreatePublication extends Base<"createPublication">, Published {
  readonly name: Identifier;
  readonly allTables: boolean;
  readonly options: readonly PublicationOption[];
}
export interface AlterPublication extends Base<"alterPublication"> { readonly name: Identifier; readonly change: PublicationChange }
export type PublicationChange =
  | { readonly kind: "add" | "set" | "drop" } & Published
  | { readonly kind: "options"; readonly options: readonly PublicationOption[] };
interface Published {
  readonly tables: readonly PublishedTableDefinition[];
  readonly schemas: readonly PublishedSchema[];
}
/** `current`: CURRENT_SCHEMA, the first of the search path. */
export interface PublishedSchema extends Identifier { readonly current?: true }
export interface PublishedTableDefinition {
  readonly table: NameAt;
  readonly only: boolean;
  /** undefined: all. */
  readonly columns: readonly Identifier[] | undefined;
  readonly where: Expression | undefined;
}
/** Value as SQL. */
export interface PublicationOption {
  readonly name: string;
  readonly value: string;
}
export interface DropPublication extends Base<"dropPublication"> { readonly name: Identifier; readonly ifExists: boolean }
export interface RenamePublication extends Base<"renamePublication"> { readonly name: Identifier; readonly to: Identifier }
