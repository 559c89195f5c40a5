import type { Expression, Identifier, Name, NameAt, TypeName } from "./name.js";
import type { RoleName } from "./operation-access.js";
import type { Base, Dropping, OnTable } from "./operation.js";

/** Operations on objects beside tables: domains, composite types, and those that are kept as the text that made them. */
export type ObjectOperation =
  | CreateDomain | AlterDomain | CreateComposite | AlterComposite | CreateRange | CreateBaseType | AlterBaseType
  | CreateObject | AlterObject | DropObject | RenameObject | SetObjectSchema | SetObjectFiring
  | AlterTableSetting | Comment;

export interface CreateDomain extends Base<"createDomain"> {
  readonly name: NameAt;
  readonly type: TypeName;
  readonly collation: Name | undefined;
  readonly notNull: boolean;
  readonly default: Expression | undefined;
  readonly checks: readonly DomainCheckDefinition[];
}
export interface DomainCheckDefinition {
  /** undefined: the provider names it. */
  readonly name: Identifier | undefined;
  readonly expression: Expression;
  readonly notValid: boolean;
}
export interface AlterDomain extends Base<"alterDomain"> { readonly name: NameAt; readonly change: DomainChange }
export type DomainChange =
  | { readonly kind: "setDefault"; readonly default: Expression }
  | { readonly kind: "dropDefault" | "setNotNull" | "dropNotNull" }
  | { readonly kind: "addCheck"; readonly check: DomainCheckDefinition }
  | { readonly kind: "dropConstraint"; readonly name: Identifier; readonly ifExists: boolean }
  | { readonly kind: "validateConstraint"; readonly name: Identifier }
  | { readonly kind: "renameConstraint"; readonly name: Identifier; readonly to: Identifier };

export interface CreateComposite extends Base<"createComposite"> { readonly name: NameAt; readonly attributes: readonly AttributeDefinition[] }
export interface AttributeDefinition {
  readonly name: Identifier;
  readonly type: TypeName;
  readonly collation: Name | undefined;
}
export interface CreateRange extends Base<"createRange"> {
  readonly name: NameAt;
  /** As in its parentheses, without the name of the multirange. */
  readonly parameters: readonly { readonly name: string; readonly value: Expression }[];
  /** undefined: the provider names it. */
  readonly multirange: NameAt | undefined;
}
export interface CreateBaseType extends Base<"createBaseType"> {
  readonly name: NameAt;
  /** As in its parentheses; undefined: a shell. */
  readonly options: readonly TypeOptionDefinition[] | undefined;
}
/** ALTER TYPE … SET ( … ). */
export interface AlterBaseType extends Base<"alterBaseType"> { readonly name: NameAt; readonly options: readonly TypeOptionDefinition[] }
/** `value` undefined: NONE. */
export interface TypeOptionDefinition { readonly name: string; readonly value: Expression | undefined }
export interface AlterComposite extends Base<"alterComposite"> { readonly name: NameAt; readonly cascade: boolean; readonly change: CompositeChange }
export type CompositeChange =
  | { readonly kind: "addAttribute"; readonly attribute: AttributeDefinition }
  | { readonly kind: "dropAttribute"; readonly attribute: Identifier; readonly ifExists: boolean }
  | { readonly kind: "alterAttributeType"; readonly attribute: AttributeDefinition }
  | { readonly kind: "renameAttribute"; readonly attribute: Identifier; readonly to: Identifier };

/** Kept as the statement that made it. */
export type ObjectKind = TableObjectKind | DatabaseObjectKind | SchemaObjectKind;
/** Of a table or view. */
export type TableObjectKind = "trigger" | "policy" | "rule";
/** In no schema. A `cast` has no name but its types; a `transform` has the name of its language, a `user mapping` that of its role. */
export type DatabaseObjectKind = "event trigger" | "cast" | "transform" | "language" | "access method" | "foreign data wrapper" | "server" | "user mapping";
export type SchemaObjectKind =
  | "function" | "procedure" | "aggregate" | "statistics" | "collation" | "conversion" | "operator" | "operator class" | "operator family"
  | "text search configuration" | "text search dictionary" | "text search parser" | "text search template" | "foreign table";

/** Which object. */
interface OfObject {
  readonly object: ObjectKind;
  readonly name: NameAt;
  /** The table or view of a trigger, policy or rule. Not called `table`: it may be a view. */
  readonly on: NameAt | undefined;
  /** Types of a function's arguments, without those that only go out, or of an operator's or cast's sides; undefined where the statement does not say them. */
  readonly arguments: readonly TypeName[] | undefined;
  /** Two of a name may differ in it: the access method of an operator class or family, the server of a user mapping. */
  readonly of?: string;
}
export interface CreateObject extends Base<"createObject">, OfObject {
  readonly replace: boolean;
  readonly ifNotExists: boolean;
  /** Of a policy: whom it is for. */
  readonly roles?: readonly RoleName[];
  readonly policy?: PolicyRule;
  readonly trigger?: { readonly insteadOf: boolean; /** FOR EACH ROW. */ readonly row: boolean };
  /** Of a function that gives one value of one type. */
  readonly returns?: TypeName;
  /** Of a function in C or of the server: where there is no type of this name, the server makes a shell. */
  readonly shell?: TypeName;
  /** The whole statement. */
  readonly definition: Expression;
}
/** A change that is kept as its statement too: ALTER FUNCTION … STABLE, ALTER POLICY … USING ( ). */
export interface AlterObject extends Base<"alterObject">, OfObject { readonly roles?: readonly RoleName[]; readonly policy?: Partial<Pick<PolicyRule, "using" | "check">>; readonly definition: Expression }
/** What a policy is for, and what it asks of rows; undefined where it does not say. */
export interface PolicyRule {
  readonly command: "all" | "select" | "insert" | "update" | "delete";
  readonly restrictive: boolean;
  /** `everything`: `true`. */
  readonly using: "everything" | "condition" | undefined;
  readonly check: "everything" | "condition" | undefined;
}
export interface DropObject extends Base<"dropObject">, OfObject, Dropping {}
export interface RenameObject extends Base<"renameObject">, OfObject { readonly to: Identifier }
export interface SetObjectSchema extends Base<"setObjectSchema">, OfObject { readonly to: Identifier }
/** When a trigger or rule fires. */
export interface SetObjectFiring extends Base<"setObjectFiring">, OnTable {
  readonly object: "trigger" | "rule";
  /** undefined: all triggers. */
  readonly name: Identifier | undefined;
  readonly firing: Firing;
}
export type Firing = "origin" | "disabled" | "replica" | "always";

/** What a table or column has besides its definition. */
export interface AlterTableSetting extends Base<"alterTableSetting">, OnTable {
  readonly setting: TableSettingKind;
  /** Of a storage parameter. */
  readonly name: string | undefined;
  readonly column: Identifier | undefined;
  readonly index: Identifier | undefined;
  /** As SQL; undefined: as it is when nothing is said. */
  readonly value: string | undefined;
  /** Said by CREATE TABLE or ADD COLUMN, which made what it is about. */
  readonly inline?: "createTable" | "addColumn";
}
export type TableSettingKind = "rowSecurity" | "forceRowSecurity" | "replicaIdentity" | "parameter" | "storage" | "compression" | "statistics" | "columnParameter" | "clusterOn" | "tablespace" | "accessMethod";

export interface Comment extends Base<"comment">, CommentedObject {
  /** undefined: IS NULL. */
  readonly text: string | undefined;
}
/** Which object of whatever kind. */
export interface CommentedObject {
  readonly on: CommentedKind;
  /** Of the object, or of what has the part. */
  readonly name: NameAt;
  /** A column, constraint, trigger, policy or rule of `name`. */
  readonly part: Identifier | undefined;
  readonly arguments: readonly TypeName[] | undefined;
  readonly of?: string;
}
export type CommentedKind =
  | "schema" | "table" | "view" | "materialized view" | "sequence" | "index" | "type" | "domain" | "extension" | "column" | "constraint" | "domain constraint" | "publication" | ObjectKind;
