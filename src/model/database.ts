import type { BoundExpression } from "./bound-expression.js";
import type { ComparedColumns } from "./compared-columns.js";
import type { DefaultPrivilege, Publication, StoredOwner, StoredPrivilege, StoredRole } from "./database-access.js";
import type { BaseType, CompositeType, DatabaseObject, Domain, Extension, RangeType, StoredComment, TableSetting } from "./database-objects.js";
import type { Name } from "./name.js";
import type { ReferentialAction } from "./operation.js";

export type { BoundExpression, Reference } from "./bound-expression.js";

/**
 * Given at creation and kept through renames: `<migration>#<statement>.<number>`. The same object has the same id in every replay,
 * whichever migrations are left out.
 */
export type ObjectId = string;

/** The database at one point of the history. Immutable, plain data; every list is in order of creation. */
export interface Database {
  readonly schemas: readonly Schema[];
  readonly tables: readonly Table[];
  readonly enums: readonly EnumType[];
  readonly domains: readonly Domain[];
  readonly composites: readonly CompositeType[];
  readonly ranges: readonly RangeType[];
  readonly baseTypes: readonly BaseType[];
  readonly sequences: readonly Sequence[];
  readonly views: readonly View[];
  readonly objects: readonly DatabaseObject[];
  readonly comments: readonly StoredComment[];
  readonly privileges: readonly StoredPrivilege[];
  readonly defaultPrivileges: readonly DefaultPrivilege[];
  readonly owners: readonly StoredOwner[];
  readonly roles: readonly StoredRole[];
  readonly publications: readonly Publication[];
  readonly extensions: readonly Extension[];
  /** Where unqualified names are looked up and created, first one first. */
  readonly searchPath: readonly string[];
  readonly settings: readonly Setting[];
  /** Statements so far whose effect on the schema is not known. Empty: everything here is certain. */
  readonly unknown: readonly UnknownChange[];
}

export interface UnknownChange {
  readonly migration: string;
  readonly statement: number;
  readonly node: string;
  /** Of what it may have made, changed or dropped; undefined: anything. */
  readonly names?: readonly Name[];
  /** Schemas in which it may have made anything that was not there; then `names` are all else. */
  readonly schemas?: readonly string[];
  /** It made an empty schema whose name is not known; then `names` are all else. */
  readonly newSchema?: true;
}

export interface Setting {
  readonly name: string;
  readonly values: readonly string[];
  readonly scope: "session" | "transaction";
}

export interface Schema {
  readonly id: ObjectId;
  readonly name: string;
}

export interface Table {
  readonly id: ObjectId;
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
  readonly persistence: "permanent" | "unlogged" | "temporary";
  readonly partitionBy: string | undefined;
  readonly partitionOf: { readonly parent: ObjectId; readonly bounds: string } | undefined;
  readonly inherits: readonly ObjectId[];
  /** The composite type whose changes it follows. */
  readonly ofType?: ObjectId | undefined;
  readonly settings: readonly TableSetting[];
  /** ON COMMIT DROP. */
  readonly onCommitDrop?: boolean;
  /** What took all rows out in the transaction that still runs, and no statement of it put one in since. Only the lock of TRUNCATE keeps other sessions from doing so. */
  readonly emptied?: "truncate" | "delete" | undefined;
  /** Migrations that put rows into it. */
  readonly filledBy: readonly string[];
  /** Statements that put rows in, changed or removed them: `<migration>#<statement>`. */
  readonly changedBy: readonly string[];
  /** Its columns could not all be told (CREATE TABLE AS, LIKE, an opaque command). */
  readonly columnsUnknown: boolean;
}

export interface Column {
  readonly id: ObjectId;
  readonly name: string;
  readonly type: DataType;
  readonly notNull: boolean;
  /** The constraint behind NOT NULL, since PostgreSQL 18; one that is not validated is there without `notNull`. */
  readonly notNullConstraint?: NotNullConstraint | undefined;
  readonly default: BoundExpression | undefined;
  readonly identity: "always" | "by default" | undefined;
  readonly generated: { readonly expression: BoundExpression; readonly storage: "stored" | "virtual" } | undefined;
  readonly collation: Name | undefined;
  /** Its default when ADD COLUMN made it: what the rows hold that were there then; `null` for NULL. Undefined: it came with its table, or the server works it out row by row. */
  readonly initial?: BoundExpression | null;
  /** Not its table's own: goes when that of the parent goes. */
  readonly inherited?: boolean;
}

export interface NotNullConstraint {
  readonly id: ObjectId;
  readonly name: string;
  readonly validated: boolean;
  readonly noInherit: boolean;
  /** Not its table's own: goes when that of the parent goes. */
  readonly inherited: boolean;
}

/** A column's type: built in, or one of the database's own, which then follows its renames. */
export interface DataType {
  /** Of an enum, domain, composite type or table of this database; otherwise undefined. */
  readonly userType: ObjectId | undefined;
  /** `name` is PostgreSQL's catalog name; for a user type its name when the column got it. `schema` is undefined for built-in types. */
  readonly schema: string | undefined;
  readonly name: string;
  readonly modifiers: readonly string[];
  readonly array: boolean;
}

interface NamedConstraint {
  readonly id: ObjectId;
  readonly name: string;
  /** False after NOT VALID, until VALIDATE CONSTRAINT. */
  readonly validated: boolean;
  /** NOT ENFORCED: nothing is checked, old rows and new ones. */
  readonly notEnforced?: boolean;
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
  /** Of a partition or heir: not its table's own, goes with that of the parent. */
  readonly inherited?: boolean;
}
export type Constraint = KeyConstraint | ForeignKey | Check | Exclusion;
/** Primary key or unique; its columns and options are those of its index. */
export interface KeyConstraint extends NamedConstraint { readonly kind: "primaryKey" | "unique"; readonly index: ObjectId; readonly withoutOverlaps?: boolean }
export interface ForeignKey extends NamedConstraint {
  readonly kind: "foreignKey";
  readonly columns: readonly ObjectId[];
  /** The parent table, its columns in the order of `columns`, and the unique index that it leans on. */
  readonly references: { readonly table: ObjectId; readonly columns: readonly ObjectId[]; readonly index: ObjectId };
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly matchFull: boolean;
  /** The last column PERIOD. */
  readonly period?: boolean;
  /** ON DELETE SET NULL (columns): only these. */
  readonly onDeleteColumns?: readonly ObjectId[];
  /** Of a partition: the foreign key of the partitioned table that it is a part of. */
  readonly parent?: ObjectId;
}
export interface Check extends NamedConstraint { readonly kind: "check"; readonly expression: BoundExpression; readonly noInherit: boolean }
export interface Exclusion extends NamedConstraint {
  readonly kind: "exclusion";
  readonly method: string;
  readonly elements: BoundExpression;
  readonly predicate: BoundExpression | undefined;
  readonly index: ObjectId;
}

export interface Index {
  readonly id: ObjectId;
  readonly name: string;
  readonly unique: boolean;
  readonly method: string;
  readonly keys: readonly IndexPart[];
  readonly include: readonly ObjectId[];
  readonly predicate: BoundExpression | undefined;
  readonly nullsNotDistinct: boolean;
  readonly parameters: string | undefined;
  /** undefined: where the database's own are. */
  readonly tablespace?: string | undefined;
  /** Belongs to a primary key, unique or exclusion constraint: cannot be dropped by DROP INDEX. */
  readonly constraint: ObjectId | undefined;
  /** Of a partition: the index of the partitioned table that it is a part of. */
  readonly parent?: ObjectId;
  /** Of a partitioned table: not every partition has its part yet; nothing is looked up in it and nothing can lean on it. */
  readonly invalid?: boolean;
}
export interface IndexPart {
  readonly column: ObjectId | undefined;
  readonly expression: BoundExpression | undefined;
  readonly order: "asc" | "desc";
  readonly nulls: "first" | "last";
  readonly operatorClass: string | undefined;
  readonly collation: Name | undefined;
  /** SET STATISTICS of an expression. */
  readonly statistics?: string;
}

export interface EnumType {
  readonly id: ObjectId;
  readonly schema: string;
  readonly name: string;
  /** In sort order. */
  readonly values: readonly EnumValue[];
}
export interface EnumValue {
  readonly id: ObjectId;
  readonly label: string;
}

export interface Sequence {
  readonly id: ObjectId;
  readonly schema: string;
  readonly name: string;
  readonly dataType: string;
  readonly start: string | undefined;
  readonly increment: string | undefined;
  readonly minimum: string | undefined;
  readonly maximum: string | undefined;
  readonly cache: string | undefined;
  readonly cycle: boolean;
  /** Dropped with this column. */
  readonly ownedBy: { readonly table: ObjectId; readonly column: ObjectId } | undefined;
  /** Made by GENERATED … AS IDENTITY: belongs wholly to its column. */
  readonly identity: boolean;
  /** Since PostgreSQL 15. */
  readonly unlogged?: boolean | undefined;
}

export interface View {
  readonly id: ObjectId;
  readonly schema: string;
  readonly name: string;
  readonly materialized: boolean;
  readonly columns: readonly string[];
  /** Of its columns, in order; undefined where not all of them can be told. */
  readonly types?: readonly Pick<Column, "type" | "collation">[];
  readonly query: BoundExpression;
  /** Tables, views and columns that it reads, as far as its text tells. */
  readonly dependsOn: readonly ObjectId[];
  /** Of a materialised view. */
  readonly indexes: readonly Index[];
  /** Materialised WITH NO DATA: no query can read it. */
  readonly unpopulated?: boolean;
  /** Storage parameters; `check_option` is WITH CHECK OPTION. */
  readonly parameters?: readonly Parameter[];
  /** Of a materialised one. */
  readonly settings?: readonly TableSetting[];
  /** For rows inserted through it. */
  readonly defaults?: readonly { readonly column: string; readonly default: BoundExpression }[];
}

/** Value as SQL. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** Why an operation could not be applied as PostgreSQL would have refused it. The database is then unchanged. */
export type Problem = (RefusedFor & { readonly kind: "missing" | "exists" | "dependents" }) | (RefusedFor & Refusal & { readonly kind: "invalid" });

/** What the server says of what no row makes right: its SQLSTATE, and its message. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly compared?: ComparedColumns;
}

interface RefusedFor {
  /** What it is about: `table`, `column`, `index`, `constraint`, `type`, `enum value`, `sequence`, `view`, `schema`, `primary key`. */
  readonly what: string;
  readonly name: Name;
  /** The table, for parts of tables. */
  readonly table: Name | undefined;
  /** Of a column that none of several relations has: these. */
  readonly among?: readonly Name[];
  /** Of a function that is there with other numbers of arguments: the one that it was given. */
  readonly given?: number;
  /** For `dependents`: what is in the way, in words: `constraint Post_authorId_fkey on table Post`. */
  readonly dependents: readonly string[];
}
