import type { BoundExpression, ObjectId } from "./database.js";
import type { DefaultedKind, GrantedKind, OwnedKind, PrivilegeAction, PrivilegeName, PublicationOption, RoleName } from "./operation-access.js";

/** One right that differs, or may differ, from what an object has by itself; later ones of a list count more. */
export interface StoredPrivilege {
  readonly on: GrantedKind;
  /** An object or a table's column. */
  readonly target: ObjectId;
  /** Column of a view, which has no id. */
  readonly part: string | undefined;
  readonly role: RoleName;
  readonly privilege: PrivilegeName;
  readonly action: PrivilegeAction;
}

export interface DefaultPrivilege {
  readonly creator: RoleName | undefined;
  /** undefined: in all. */
  readonly schema: ObjectId | undefined;
  readonly on: DefaultedKind;
  readonly role: RoleName;
  readonly privilege: PrivilegeName;
  readonly action: PrivilegeAction;
}

/** Objects without one belong to who ran the migrations. */
export interface StoredOwner {
  readonly on: OwnedKind;
  readonly target: ObjectId;
  readonly role: RoleName;
}

/** Of which something is known beyond its name. */
export interface StoredRole {
  readonly name: RoleName;
  /** undefined: not known, as these migrations do not make it. */
  readonly inherits: boolean | undefined;
  /** Its rights are the member's where it inherits them. */
  readonly memberOf: readonly { readonly role: RoleName; readonly inherits: boolean | undefined }[];
  readonly dropped?: true;
}

export interface Publication {
  readonly id: ObjectId;
  readonly name: string;
  readonly allTables: boolean;
  /** Some may be dropped since. */
  readonly tables: readonly PublishedTable[];
  readonly schemas: readonly ObjectId[];
  readonly options: readonly PublicationOption[];
}
export interface PublishedTable {
  readonly table: ObjectId;
  readonly only: boolean;
  readonly columns: readonly ObjectId[] | undefined;
  readonly where: BoundExpression | undefined;
}
