import type { Refusal } from "./database.js";

/** A name in a query, a change of rows or an expression without which the server refuses the statement. Paths are unquoted, outermost first. */
export type Need = (
  | { readonly kind: "relation" | "sequence" | "type"; readonly path: readonly string[] }
  | { readonly kind: "function"; readonly path: readonly string[]; readonly arguments: number }
  /** `scopes`: the FROM clauses in which it is looked for, the innermost first. `seesAll`: it sees each item of that one. `star`: all columns, not one called `*`. */
  | { readonly kind: "column"; readonly path: readonly string[]; readonly star?: true; readonly scopes: readonly Scope[]; readonly seesAll?: true }
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
  /** Of a subquery: its columns, and for `*` what they are those of. Without either it may have any column. */
  readonly columns?: readonly (string | Scope)[];
  /** Columns that a join makes one with those of the items before it. */
  readonly merged?: readonly string[] | "natural";
  /** Its columns are only found with its name before them. */
  readonly qualified?: true;
}

/** What the server refuses for how it is written, as long as these functions are its own. */
export interface StandingRefusal extends Refusal { readonly functions: readonly string[] }
