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
  /** Inner ones first. */
  readonly naturalJoins?: readonly NaturalJoin[];
  /** Value of a literal, casts looked through: a string for any literal, null for NULL; undefined when it is no literal. */
  readonly literal: string | null | undefined;
}

export interface NameInExpression {
  /**
   * `constant`: a string, which may be a value of an enum; `self`: in a CREATE or ALTER statement the name of what it is about. `regclass`: a relation's name inside a string literal, as in `nextval('"User_id_seq"'::regclass)`.
   * `row`: an item of FROM for its whole row, without its schema. Two stand at no text: `output` behind an item of a SELECT list without AS, `item` behind one of FROM.
   */
  readonly kind: "column" | "relation" | "row" | "type" | "function" | "object" | "regclass" | "constant" | "self" | "output" | "item";
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
  /** Of an output: the name that gives the column of the query its own, which stays when that of the source changes. */
  readonly source?: Pick<NameInExpression, "kind" | "path" | "arguments" | "builtIn" | "from">;
  /** Of an item. */
  readonly item?: RelationInQuery;
  /** Of a column: in ORDER BY or DISTINCT ON, where what the query calls its own columns comes first. */
  readonly sorts?: true;
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
  /** What the query calls its first columns: `t AS x (a, b)`. */
  readonly columns?: readonly string[];
  /** Columns that JOIN … USING calls so, whatever they are called in their tables. */
  readonly using?: readonly string[];
  /** It has a name of its own. */
  readonly aliased?: true;
  /** Its columns are only found with its name before them. */
  readonly qualified?: true;
  /** Where in the `sql` it ends, UTF-16. */
  readonly end?: number;
  /** JOIN … USING and NATURAL JOIN: columns that it shares with those before it, or all of one name; `unclear` where it is more than one chain of joins. */
  readonly shares?: readonly string[] | "natural" | "unclear";
  /** Of RIGHT JOIN: what is shared comes from it. */
  readonly outer?: "right" | "full";
  /** How many queries further out than the name it stands. */
  readonly depth: number;
}

/** NATURAL JOIN is one USING the names that both sides have when the server reads it. */
export interface NaturalJoin {
  /** Of the word with the blanks behind it, UTF-16 indices into `sql`. */
  readonly word: Span;
  /** Where the item on the right ends. */
  readonly end: number;
  readonly left: readonly RelationInQuery[];
  readonly right: readonly RelationInQuery[];
}

/** A string constant that the server reads as a value of a type: the one it is cast to, or that of the column to which it is compared or assigned. */
export interface TypedLiteral {
  readonly value: string;
  readonly as:
    | { readonly kind: "type"; readonly type: TypeName }
    /** Unquoted, as written: `["role"]`, `["u", "role"]`. `assigned`: of the table that is written, whatever the query around it reads. */
    | { readonly kind: "column"; readonly path: readonly string[]; readonly assigned?: true }
    /** Of an INSERT without a list of columns, from 0. */
    | { readonly kind: "position"; readonly at: number };
}

/** `expected`: as what the whole expression is to be: the column of a default. `argument`: what the function takes at this place, from 0. */
export type LiteralType = TypedLiteral["as"] | { readonly kind: "expected" } | { readonly kind: "argument"; readonly at: number; readonly called: Pick<NameInExpression, "path" | "arguments"> };
