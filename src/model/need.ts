import type { Refusal } from "./database.js";
import type { TypeName } from "./name.js";

/** A name in a query, a change of rows or an expression without which the server refuses the statement. Paths are unquoted, outermost first. */
export type Need = (
  | { readonly kind: "relation" | "sequence"; readonly path: readonly string[] }
  /** `shell`: what the server says of one that is only a name; undefined: nothing. */
  | { readonly kind: "type"; readonly path: readonly string[]; readonly shell: Refusal | undefined }
  | { readonly kind: "function"; readonly path: readonly string[]; readonly arguments: number }
  /** `scopes`: the FROM clauses in which it is looked for, the innermost first. `seesAll`: it sees each item of that one. `star`: all columns, not one called `*`. */
  | { readonly kind: "column"; readonly path: readonly string[]; readonly star?: true; readonly scopes: readonly Scope[]; readonly seesAll?: true }
  | { readonly kind: "value"; readonly value: Value; readonly as: Expected }
  /** A column of a query with groups, and what it groups by; `output`: where no column is called so, those of the output that is; `functions`: what must be the server's own for that. */
  | { readonly kind: "grouped"; readonly read: ColumnRead; readonly by: readonly (ColumnRead & { readonly output?: readonly ColumnRead[] })[]; readonly functions: readonly string[] }
  /** Columns of a query beside those of a table (`named`: how many of them INSERT names) or of the other arm of UNION. */
  | { readonly kind: "count"; readonly columns: readonly (string | Scope)[]; readonly beside: { readonly table: readonly string[]; readonly named: number | undefined } | { readonly columns: readonly (string | Scope)[]; readonly set: string } }
) & {
  /** Of a function's body, which is only read while `check_function_bodies` is on. */
  readonly ofBody?: true;
};

/** One FROM clause. */
export type Scope = readonly ScopeItem[];

export interface ScopeItem {
  /** undefined: it may be called anything. */
  readonly alias: string | undefined;
  /** Of a table or view with its own columns. */
  readonly path?: readonly string[];
  /** Of a table that the statement makes. */
  readonly made?: readonly { readonly name: string; readonly type: TypeName }[];
  /** Of a subquery: its columns, and for `*` what they are those of. Without either it may have any column. */
  readonly columns?: readonly (string | Scope)[];
  /** Columns that a join makes one with those of the items before it. */
  readonly merged?: readonly string[] | "natural";
  /** Its columns are only found with its name before them. */
  readonly qualified?: true;
}

/** What the server refuses for how it is written, as long as these functions are its own. */
export interface StandingRefusal extends Refusal { readonly functions: readonly string[] }

/** An expression whose type can be told. */
export type Value =
  /** Without a type of its own. */
  | { readonly kind: "string"; readonly text: string }
  /** `function`: the one of the server whose result it is. */
  | { readonly kind: "typed"; readonly type: TypeName; readonly function?: string }
  | { readonly kind: "null" }
  | Operated
  | Common
  | ColumnRead;

/** One of several values, which get a common type. `what`: as the server's messages call it, `CASE`. */
export interface Common { readonly kind: "common"; readonly of: readonly Value[]; readonly what: string }

/** `left`: undefined before its only operand. `elements`: it is asked of each of the right side. */
export interface Operated { readonly kind: "operation"; readonly operator: string; readonly left: Value | undefined; readonly right: Value; readonly elements?: true }

export interface ColumnRead { readonly kind: "column"; readonly path: readonly string[]; readonly scopes: readonly Scope[] }

/** What the server makes of a value as soon as it has read the statement. */
export type Expected =
  /** A cast of a string. */
  | { readonly kind: "type"; readonly type: TypeName }
  /** A cast of anything else. */
  | { readonly kind: "cast"; readonly type: TypeName }
  /** A common type. */
  | { readonly kind: "matched" }
  /** ALTER COLUMN TYPE … USING. */
  | { readonly kind: "using"; readonly column: string; readonly type: TypeName }
  /** An operator that takes it. */
  | { readonly kind: "operated" }
  /** Comparison of a string with a column. */
  | ColumnRead
  /** INSERT and UPDATE; a number: the place among the table's columns, from 0. */
  | { readonly kind: "assigned"; readonly table: readonly string[]; readonly column: string | number }
  /** `clause`: as the server's messages call it, `WHERE`. */
  | { readonly kind: "condition"; readonly clause: string }
  /** The same column of the other arm of UNION. */
  | { readonly kind: "united"; readonly value: Value; readonly set: string }
  /** A cast where only immutable ones may stand; `message`: what the server says of others. */
  | { readonly kind: "immutable"; readonly to: TypeName; readonly message: string };
