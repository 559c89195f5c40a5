import type { Refusal } from "./database.js";
import type { Expression, NameAt } from "./name.js";
import type { Base, OnTable } from "./operation.js";

/** INSERT, UPDATE, DELETE, TRUNCATE, COPY, MERGE; one operation for each table that is written. */
export interface ChangeData extends Base<"changeData">, OnTable {
  readonly command: "insert" | "update" | "delete" | "truncate" | "copy" | "merge";
  /** INSERT … VALUES and its like: a fixed number of rows that the statement spells out. */
  readonly literalRows: boolean;
  /** Columns written; empty for DELETE and TRUNCATE. */
  readonly columns: readonly string[];
  /** Tables it reads besides. */
  readonly reads: readonly NameAt[];
  /** Columns that its expressions read, as written: `["old"]`, `["User", "old"]`. */
  readonly readsColumns: readonly (readonly string[])[];
  /** Those of them whose values go into what it writes; the others only choose rows. */
  readonly sources?: readonly (readonly string[])[];
  readonly where: Expression | undefined;
  /** Of UPDATE, where it writes one value a column. */
  readonly assigns?: readonly Assignment[];
  /** UPDATE … FROM, DELETE … USING: which rows it reaches depends on other tables. */
  readonly joins?: boolean;
  readonly cascade: boolean;
  /** Of INSERT, where they can be counted: values in a row, and how many columns it names for them; undefined: those of the table. */
  readonly values?: { readonly count: number; readonly columns: number | undefined };
  /** ON CONFLICT: the columns, or the constraint, that it names; `where`: of a partial index; `expressions`: they are not all columns. */
  readonly conflict?: { readonly columns: readonly string[]; readonly where: boolean; readonly expressions?: true } | { readonly constraint: string };
  /** What no table makes right: two values for one column, rows of several lengths. */
  readonly contradiction?: Refusal;
}
export interface Assignment {
  readonly column: string;
  readonly isNull: MayBeNull;
}
/** Whether an expression gives NULL: always, where one of these columns is NULL (none: never), as the column's own default, or it cannot be told. */
export type MayBeNull = "always" | "default" | "unknown" | readonly (readonly string[])[];
export interface LockTable extends Base<"lockTable">, OnTable { readonly mode: string; readonly nowait: boolean }
