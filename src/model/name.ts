import type { Span } from "../text/source-text.js";
import type { ObjectKind } from "./operation-objects.js";
import type { DerivedTable } from "./operation-tables.js";

/** A name as the provider folds it, unquoted. `schema` is undefined where the statement did not say it and replay could not tell. */
export interface Name {
  readonly schema: string | undefined;
  readonly name: string;
}

/** A name in a file. */
export interface NameAt extends Name {
  readonly span: Span;
}

/** A simple name in a file: a column, a constraint, an enum label. */
export interface Identifier {
  readonly name: string;
  readonly span: Span;
}

/** A data type as written, aliases resolved to PostgreSQL's catalog names (`int4`, `varchar`, `timestamptz`). */
export interface TypeName extends Name {
  /** Type modifiers as SQL: `["10", "2"]` of `numeric(10, 2)`. */
  readonly modifiers: readonly string[];
  /** Number of `[]`; PostgreSQL stores only whether there is one. */
  readonly dimensions: number;
  /** `table.column%TYPE`, unquoted: that of the column. */
  readonly ofColumn?: readonly string[];
}

/** An SQL expression or query as text, with the names in it, so that they can follow renames. */
export interface Expression {
  readonly sql: string;
  readonly names: readonly NameInExpression[];
  /** Value of a literal, casts looked through: a string for any literal, null for NULL; undefined when it is no literal. */
  readonly literal: string | null | undefined;
}

export interface NameInExpression {
  /** `constant`: a string, which may be a value of an enum; `self`: in a CREATE or ALTER statement the name of what it is about. `regclass`: a relation's name inside a string literal, as in `nextval('"User_id_seq"'::regclass)`. */
  readonly kind: "column" | "relation" | "type" | "function" | "object" | "regclass" | "constant" | "self";
  /** Of a constant: what the server reads it as. */
  readonly as?: LiteralType;
  /** Of an `object`. */
  readonly object?: ObjectKind;
  /** Of a function: how many are given. */
  readonly arguments?: number | undefined;
  /** Of a function: the provider has one of this name, and which of the two a call means depends on types. */
  readonly builtIn?: true;
  /** Unquoted, outermost first: `["public", "User"]`. A column may carry its table: `["User", "email"]`. */
  readonly path: readonly string[];
  /** UTF-16 indices into `sql`. */
  readonly start: number;
  readonly end: number;
  /** All columns: the last part of its path is `*`, which is also a name that a column can have. */
  readonly star?: true;
  /** It gives a column of a query its name, which stays when that of the column changes. */
  readonly output?: true;
  /** Of a column in a query: the relations in whose FROM it stands, those of the innermost query first. */
  readonly from?: readonly RelationInQuery[] | undefined;
}

/** One item of a FROM clause. */
export interface RelationInQuery {
  /** The name by which the query calls it. */
  readonly alias: string;
  /** Undefined for what is no table or view: a subquery, a function, a common table expression. */
  readonly path: readonly string[] | undefined;
  /** What it is, of a subquery or common table expression that can be followed. */
  readonly derived?: DerivedTable;
  /** JOIN … USING and NATURAL JOIN: columns that it shares with those before it, or all of one name; `unclear` where it is more than one chain of joins. */
  readonly shares?: readonly string[] | "natural" | "unclear";
  /** Of RIGHT JOIN: what is shared comes from it. */
  readonly outer?: "right" | "full";
  /** How many queries further out than the name it stands. */
  readonly depth: number;
}

/** A string constant that the server reads as a value of a type: the one it is cast to, or that of the column to which it is compared or assigned. */
export interface TypedLiteral {
  readonly value: string;
  readonly as:
    | { readonly kind: "type"; readonly type: TypeName }
    /** Unquoted, as written: `["role"]`, `["u", "role"]`. */
    | { readonly kind: "column"; readonly path: readonly string[] }
    /** Of an INSERT without a list of columns, from 0. */
    | { readonly kind: "position"; readonly at: number };
}

/** `expected`: as what the whole expression is to be: the column of a default. */
export type LiteralType = TypedLiteral["as"] | { readonly kind: "expected" };
