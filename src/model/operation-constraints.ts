import type { Expression, Identifier, NameAt } from "./name.js";
import type { Base, Dropping, OnTable } from "./operation.js";

export interface AddConstraint extends Base<"addConstraint">, OnTable {
  /** undefined: the provider names it. */
  readonly name: Identifier | undefined;
  readonly constraint: ConstraintDefinition;
  /** Written inside CREATE TABLE or ADD COLUMN. */
  readonly inline: "createTable" | "addColumn" | undefined;
}

export type ConstraintDefinition = PrimaryKeyDefinition | UniqueDefinition | ForeignKeyDefinition | CheckDefinition | ExclusionDefinition;
interface Deferrable {
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
}
interface KeyDefinition extends Deferrable {
  readonly columns: readonly Identifier[];
  readonly include: readonly Identifier[];
  /** USING INDEX: the constraint takes over an index that is there. */
  readonly usingIndex: Identifier | undefined;
  /** The last column WITHOUT OVERLAPS. */
  readonly withoutOverlaps?: boolean;
  /** Storage parameters of its index as SQL, without WITH ( ). */
  readonly parameters?: string;
}
export interface PrimaryKeyDefinition extends KeyDefinition { readonly kind: "primaryKey" }
export interface UniqueDefinition extends KeyDefinition { readonly kind: "unique"; readonly nullsNotDistinct: boolean }
export interface ForeignKeyDefinition extends Deferrable {
  readonly kind: "foreignKey";
  readonly columns: readonly Identifier[];
  readonly references: NameAt;
  /** Empty: the parent's primary key. */
  readonly referencedColumns: readonly Identifier[];
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly matchFull: boolean;
  readonly notValid: boolean;
  /** NOT ENFORCED; then `notValid` too. */
  readonly notEnforced?: boolean;
  /** The last column PERIOD. */
  readonly period?: boolean;
  /** ON DELETE SET NULL (columns), SET DEFAULT (columns); undefined: all. */
  readonly onDeleteColumns?: readonly Identifier[];
}
export interface CheckDefinition {
  readonly kind: "check";
  readonly expression: Expression;
  readonly notValid: boolean;
  readonly notEnforced?: boolean;
  readonly noInherit: boolean;
}
/** EXCLUDE: its elements as text, WITH operators included. */
export interface ExclusionDefinition extends Deferrable {
  readonly kind: "exclusion";
  readonly method: string;
  readonly elements: Expression;
  readonly include?: readonly Identifier[];
  /** Storage parameters of its index as SQL, without WITH ( ). */
  readonly parameters?: string;
  readonly predicate: Expression | undefined;
}
export type ReferentialAction = "no action" | "restrict" | "cascade" | "set null" | "set default";

export interface DropConstraint extends Base<"dropConstraint">, Dropping, OnTable { readonly name: Identifier }
export interface RenameConstraint extends Base<"renameConstraint">, OnTable { readonly name: Identifier; readonly to: Identifier }
export interface ValidateConstraint extends Base<"validateConstraint">, OnTable { readonly name: Identifier }
/** What it says nothing of stays as it is. */
export interface AlterConstraint extends Base<"alterConstraint">, OnTable, Partial<Deferrable> {
  readonly name: Identifier;
  readonly enforced?: boolean;
  readonly noInherit?: boolean;
}
