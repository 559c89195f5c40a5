import type { DataType, ObjectId } from "./database.js";

/** An expression whose names follow renames: `references` are the parts of `sql` that stand for objects. */
export interface BoundExpression {
  readonly sql: string;
  readonly references: readonly Reference[];
  readonly literal: string | null | undefined;
  /** Types to cast it to before use: a string literal keeps the type that its column had when it was written, whatever ALTER COLUMN TYPE did since. */
  readonly casts: readonly DataType[];
}

export interface Reference {
  /**
   * `type`: enum, domain or composite; `object`: a function, or the object itself in its own definition; `label`: a value of an enum; `row`: a relation's name as an item of FROM, without its schema. At no text stand
   * `output`, the source of a name that a query gives a column of its own, and `item`, a relation some of whose columns a query calls by names of its own.
   */
  readonly kind: "column" | "relation" | "row" | "type" | "object" | "regclass" | "label" | "output" | "item";
  readonly target: ObjectId;
  /** Of an output: what the query calls it. */
  readonly as?: string;
  /** Of a column: the query calls it so whatever its name is. */
  readonly fixed?: true;
  /** Of a column without a qualifier: whose it is, and what else the query may take for it. */
  readonly of?: ColumnSource;
  /** Of a relation, row or item: the columns that a query calls so. */
  readonly pins?: readonly Pin[];
  /** Of an item: the query has a name for it. */
  readonly aliased?: true;
  /** UTF-16 indices into `sql`. */
  readonly start: number;
  readonly end: number;
}

export interface Pin {
  readonly column: ObjectId;
  readonly as: string;
}

export interface ColumnSource {
  readonly relation: ObjectId;
  /** What the query calls the relation, where that is not its own name. */
  readonly alias: string | undefined;
  readonly others: readonly ObjectId[];
  /** A column of the query may have the name as well. */
  readonly sorts?: true;
}
