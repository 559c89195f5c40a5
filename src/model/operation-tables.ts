import type { Expression, Identifier, NameAt, TypeName } from "./name.js";
import type { RoleName } from "./operation-access.js";
import type { Base, OnTable } from "./operation.js";

/** How tables belong to each other, and what else ALTER TABLE says of them. */
export type TableOperation = AttachPartition | DetachPartition | AttachIndex | SetInheritance | SetTableType | SetGenerated | SetPersistence | MoveTablespace;

/** ATTACH PARTITION; `bounds` as text: `FOR VALUES IN (1)`, `DEFAULT`. */
export interface AttachPartition extends Base<"attachPartition">, OnTable { readonly partition: NameAt; readonly bounds: string }
/** CONCURRENTLY goes after the partition's name. `finalize`: the second half of one that was interrupted. */
export interface DetachPartition extends Base<"detachPartition">, OnTable { readonly partition: NameAt; readonly concurrently: boolean; readonly finalize?: boolean }
/** ALTER INDEX … ATTACH PARTITION: `name` is the index of the partitioned table. */
export interface AttachIndex extends Base<"attachIndex"> { readonly name: NameAt; readonly partition: NameAt }
/** INHERIT and NO INHERIT. */
export interface SetInheritance extends Base<"setInheritance">, OnTable { readonly parent: NameAt; readonly inherit: boolean }
/** OF a composite type; undefined: NOT OF. */
export interface SetTableType extends Base<"setTableType">, OnTable { readonly type: NameAt | undefined }
/** SET EXPRESSION of a generated column. */
export interface SetGenerated extends Base<"setGenerated">, OnTable { readonly column: Identifier; readonly expression: Expression }
/** SET LOGGED and SET UNLOGGED, of sequences too. */
export interface SetPersistence extends Base<"setPersistence">, OnTable { readonly persistence: "permanent" | "unlogged" }

/** ALTER … ALL IN TABLESPACE: what lies in `from`, of these owners, is written anew in `to`. */
export interface MoveTablespace extends Base<"moveTablespace"> {
  readonly on: "table" | "index" | "materialized view";
  readonly from: string;
  readonly to: string;
  /** Empty: of all. */
  readonly owners: readonly RoleName[];
  readonly nowait: boolean;
}

/** LIKE in the list of a CREATE TABLE's columns. */
export interface TableLike {
  readonly source: NameAt;
  /** How many of the table's own columns stand before it. */
  readonly at: number;
  readonly including: readonly LikeOption[];
}
export type LikeOption = "comments" | "compression" | "constraints" | "defaults" | "generated" | "identity" | "indexes" | "statistics" | "storage";

/** One item of a SELECT list. */
export interface QueryOutput {
  /** As PostgreSQL names the column; undefined where only the server can tell. */
  readonly name: string | undefined;
  /** `*` or `t.*`: where in the query's `sql` it stands, UTF-16; undefined for a column. */
  readonly star: number | undefined;
  /** Where its expression is a plain column: the place of that name in the query's `sql`, UTF-16. */
  readonly column?: number;
  /** Where the expression itself says its type: casts, literals, count(*). */
  readonly type?: TypeName;
  /** A string or NULL, which takes the type of what it is united with. */
  readonly untyped?: boolean;
  /** Where its type depends on what it is given: a function, or COALESCE as `["coalesce"]`. */
  readonly call?: { readonly path: readonly string[]; readonly arguments: readonly QueryOutput[] };
}

/** A subquery or common table expression, in the `sql` of the query around it. */
export interface DerivedTable {
  /** Of UNION and its like one for each arm. */
  readonly arms: readonly (readonly QueryOutput[])[];
  /** Names given to its columns instead of their own. */
  readonly columns: readonly string[];
  /** Behind those of its arms: what SEARCH and CYCLE add. */
  readonly added?: readonly QueryOutput[];
}
