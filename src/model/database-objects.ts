import type { BoundExpression, DataType, ObjectId } from "./database.js";
import type { Name } from "./name.js";
import type { RoleName } from "./operation-access.js";
import type { CommentedKind, Firing, ObjectKind, PolicyRule, TableSettingKind } from "./operation-objects.js";

export interface Domain {
  readonly id: ObjectId;
  readonly schema: string;
  readonly name: string;
  readonly type: DataType;
  readonly collation: Name | undefined;
  readonly notNull: boolean;
  readonly default: BoundExpression | undefined;
  readonly checks: readonly DomainCheck[];
}
export interface DomainCheck {
  readonly id: ObjectId;
  readonly name: string;
  readonly expression: BoundExpression;
  readonly validated: boolean;
}

export interface CompositeType {
  readonly id: ObjectId;
  readonly schema: string;
  readonly name: string;
  readonly attributes: readonly Attribute[];
}
export interface Attribute {
  readonly id: ObjectId;
  readonly name: string;
  readonly type: DataType;
  readonly collation: Name | undefined;
}

/** Or the multirange that comes with one. */
export interface RangeType {
  readonly id: ObjectId;
  readonly schema: string;
  readonly name: string;
  /** Its name when it was made, which its constructor functions keep. */
  readonly made: Name;
  /** Of a range: `subtype` and the others, without the multirange's name. */
  readonly parameters: readonly { readonly name: string; readonly value: BoundExpression }[];
  /** Of a multirange: its range, with which it goes. */
  readonly range: ObjectId | undefined;
}

/** With functions of its own that read and write it. */
export interface BaseType {
  readonly id: ObjectId;
  readonly schema: string;
  readonly name: string;
  /** As in its parentheses, by name; undefined: a shell, only a name that such functions can have before the type is there. */
  readonly options: readonly TypeOption[] | undefined;
}
export interface TypeOption {
  readonly name: string;
  readonly value: BoundExpression;
}

/** A function, trigger, policy, rule, operator, …: kept as the statement that made it and those that changed it, whose names follow renames. */
export interface DatabaseObject {
  readonly id: ObjectId;
  readonly kind: ObjectKind;
  /** undefined for what is in no schema. */
  readonly schema: string | undefined;
  readonly name: string;
  /** The table or view that it is dropped with. */
  readonly on: ObjectId | undefined;
  /** Of a function: types of what goes in; of an operator or cast: of its sides. */
  readonly arguments: readonly DataType[];
  /** Of a function that gives one value of one type. */
  readonly returns?: DataType;
  /** The access method of an operator class or family, the server of a user mapping. */
  readonly of: string | undefined;
  /** Of a policy: whom it is for. */
  readonly roles?: readonly RoleName[];
  readonly policy?: PolicyRule;
  /** What made it, then what changed it. */
  readonly definitions: readonly BoundExpression[];
  readonly firing: Firing;
}

/** One that is not as it is when nothing is said. */
export interface TableSetting {
  readonly setting: TableSettingKind;
  readonly name: string | undefined;
  readonly column: ObjectId | undefined;
  readonly index: ObjectId | undefined;
  /** As SQL. */
  readonly value: string;
}

export interface StoredComment {
  readonly on: CommentedKind;
  /** Id of the object itself, of an extension or schema its id; a view for the columns of it. */
  readonly target: ObjectId;
  /** Column of a view. */
  readonly part: string | undefined;
  readonly text: string;
}

export interface Extension {
  readonly id: ObjectId;
  /** undefined: not said. */
  readonly schema?: string | undefined;
  readonly name: string;
  /** What ALTER EXTENSION … ADD made to go with it. */
  readonly members?: readonly ExtensionMember[];
}
export type ExtensionMember = Pick<StoredComment, "on" | "target" | "part">;
