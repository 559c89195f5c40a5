import type { Span } from "../text/source-text.js";
import type { Expression, Identifier, Name, NameAt, TypedLiteral, TypeName } from "./name.js";
import type { Need, StandingRefusal } from "./need.js";
import type { ExtensionOperation } from "./operation-extensions.js";
import type { MaintenanceOperation } from "./operation-maintenance.js";
import type { Parameter } from "./database.js";
import type { AccessOperation, RoleName } from "./operation-access.js";
import type { AdministrationOperation } from "./operation-administration.js";
import type { AddConstraint, AlterConstraint, DropConstraint, RenameConstraint, ValidateConstraint } from "./operation-constraints.js";
import type { ChangeData, LockTable } from "./operation-data.js";
import type { ObjectOperation } from "./operation-objects.js";
import type { Routine, RoutineCall } from "./routine.js";
import type { QueryOutput, TableLike, TableOperation } from "./operation-tables.js";

export type * from "./operation-constraints.js";
export type * from "./operation-data.js";
export type * from "./operation-extensions.js";
export type { QueryOutput } from "./operation-tables.js";

/**
 * What a statement does, provider-neutral. One statement may give several: `ALTER TABLE` with commas gives one a command, and constraints written
 * inside CREATE TABLE or ADD COLUMN become `addConstraint` operations after it (`inline: true`), in the order in which the provider makes them.
 */
export type Operation =
  | CreateSchema | DropSchema | RenameSchema
  | CreateTable | DropTable | RenameTable | SetTableSchema | TableOperation
  | AddColumn | DropColumn | RenameColumn | AlterColumnType | SetDefault | DropDefault | SetNotNull | DropNotNull | SetIdentity | DropIdentity | DropGenerated
  | AddConstraint | DropConstraint | RenameConstraint | ValidateConstraint | AlterConstraint
  | CreateIndex | DropIndex | RenameIndex
  | CreateEnum | AddEnumValue | RenameEnumValue | DropType | RenameType | SetTypeSchema
  | CreateSequence | AlterSequence | DropSequence | RenameSequence
  | CreateView | DropView | RenameView | SetRelationParameter | SetIndexStatistics
  | ExtensionOperation | ObjectOperation | AccessOperation | AdministrationOperation
  | MaintenanceOperation
  | ChangeData | LockTable
  | Begin | Commit | Rollback | Savepoint
  | SetParameter | ResetParameter
  | Opaque | Invalid;

export type OperationKind = Operation["kind"];
export type OperationOf<K extends OperationKind> = Extract<Operation, { kind: K }>;

export interface Base<K extends string> {
  readonly kind: K;
  /** The part of the statement that does this: one command of an ALTER TABLE, one inline constraint, or the whole statement. */
  readonly span: Span;
  /** In a DO block's IF, or in one that catches errors: where the server would refuse it, it does nothing. */
  readonly conditional?: boolean;
  /** Whether it runs at all, only the server knows. */
  readonly undecided?: boolean;
  /** CREATE SCHEMA … AUTHORIZATION: who does it. */
  readonly asRole?: RoleName;
  /** Functions and procedures that it calls and that may be the database's own. */
  readonly calls?: readonly RoutineCall[];
  /** These three of its whole statement, on its last operation; literals whose type nothing in the statement tells are left out. */
  readonly needs?: readonly Need[];
  readonly refusal?: StandingRefusal;
  readonly literals?: readonly TypedLiteral[];
}
export interface OnTable {
  readonly table: NameAt;
  /** ONLY: not its partitions and heirs. */
  readonly only?: boolean;
  /** ALTER TABLE IF EXISTS: without the table nothing happens. */
  readonly ifTableExists?: boolean;
}
interface IfExists { readonly ifExists: boolean }
interface IfNotExists { readonly ifNotExists: boolean }
export interface Dropping extends IfExists {
  readonly cascade: boolean;
}

/** `ofRole`: AUTHORIZATION CURRENT_USER and its like, whose name it has. */
export interface CreateSchema extends Base<"createSchema">, IfNotExists { readonly name: Identifier; readonly ofRole?: "current" | "session" }
export interface DropSchema extends Base<"dropSchema">, Dropping { readonly name: Identifier }
export interface RenameSchema extends Base<"renameSchema"> { readonly name: Identifier; readonly to: Identifier }

export interface CreateTable extends Base<"createTable">, IfNotExists {
  readonly name: NameAt;
  readonly columns: readonly ColumnDefinition[];
  readonly persistence: "permanent" | "unlogged" | "temporary";
  /** Text after PARTITION BY; the table is then a partitioned parent. */
  readonly partitionBy: string | undefined;
  /** PARTITION OF parent, with its bounds as text. */
  readonly partitionOf: { readonly parent: NameAt; readonly bounds: string } | undefined;
  readonly inherits: readonly NameAt[];
  /** OF a composite type, whose attributes are its columns; `columns` say more of them, without types. */
  readonly ofType?: NameAt;
  /** In order. */
  readonly likes?: readonly TableLike[];
  /** Of a temporary table: gone with its transaction. */
  readonly onCommitDrop?: boolean;
  /** CREATE TABLE AS, SELECT INTO: its columns come from a query and it holds rows. */
  readonly asQuery: Expression | undefined;
  /** WITH NO DATA: it holds no rows. */
  readonly withNoData?: boolean;
  /** Of `asQuery`, and names given to its columns instead of its own. */
  readonly outputs?: readonly QueryOutput[];
  /** Of the other arms of UNION and its like, and the other rows of VALUES: they decide on types. */
  readonly united?: readonly (readonly QueryOutput[])[];
  readonly outputColumns?: readonly string[];
}

export interface ColumnDefinition {
  readonly name: Identifier;
  readonly type: TypeName;
  readonly typeSpan: Span;
  readonly span: Span;
  /** NOT NULL as written; a primary key, serial or identity implies it without saying so. */
  readonly notNull: boolean;
  /** What NOT NULL says more since PostgreSQL 18, where it is a constraint. */
  readonly notNullConstraint?: NotNullDefinition;
  /** What its clauses say against each other. */
  readonly contradiction?: Contradiction;
  readonly default: Expression | undefined;
  readonly defaultSpan: Span | undefined;
  /** serial, bigserial, smallserial: `type` is then the integer type behind it. */
  readonly serial: boolean;
  readonly identity: "always" | "by default" | undefined;
  readonly identityOptions: SequenceOptions | undefined;
  readonly generated: { readonly expression: Expression; readonly storage: "stored" | "virtual" } | undefined;
  readonly collation: Name | undefined;
}

/** `message` as the server's begins: "multiple default values specified". `since`: major version. */
export interface Contradiction {
  readonly message: string;
  readonly since?: number;
}

export interface DropTable extends Base<"dropTable">, Dropping { readonly name: NameAt }
export interface RenameTable extends Base<"renameTable">, IfExists { readonly name: NameAt; readonly to: Identifier }
/** Of views and sequences too. */
export interface SetTableSchema extends Base<"setTableSchema">, IfExists { readonly name: NameAt; readonly to: Identifier }

export interface AddColumn extends Base<"addColumn">, IfNotExists, OnTable { readonly column: ColumnDefinition }
export interface DropColumn extends Base<"dropColumn">, Dropping, OnTable { readonly column: Identifier }
export interface RenameColumn extends Base<"renameColumn">, OnTable { readonly column: Identifier; readonly to: Identifier }
export interface AlterColumnType extends Base<"alterColumnType">, OnTable {
  readonly column: Identifier;
  readonly type: TypeName;
  readonly using: Expression | undefined;
  readonly collation: Name | undefined;
}
export interface SetDefault extends Base<"setDefault">, OnTable { readonly column: Identifier; readonly default: Expression }
export interface DropDefault extends Base<"dropDefault">, OnTable { readonly column: Identifier }
/** SET NOT NULL, and ADD CONSTRAINT … NOT NULL. */
export interface SetNotNull extends Base<"setNotNull">, OnTable {
  readonly column: Identifier;
  readonly constraint?: NotNullDefinition;
}
export interface NotNullDefinition {
  /** undefined: the provider names it. */
  readonly name: Identifier | undefined;
  readonly noInherit: boolean;
  readonly notValid: boolean;
}
export interface DropNotNull extends Base<"dropNotNull">, OnTable { readonly column: Identifier }
/** ADD GENERATED … AS IDENTITY, SET GENERATED …, and its sequence options. */
export interface SetIdentity extends Base<"setIdentity">, OnTable {
  readonly column: Identifier;
  readonly add: boolean;
  readonly generation: "always" | "by default" | undefined;
  readonly options: SequenceOptions | undefined;
}
export interface DropIdentity extends Base<"dropIdentity">, IfExists, OnTable { readonly column: Identifier }
/** DROP EXPRESSION: the column stays, with its values. */
export interface DropGenerated extends Base<"dropGenerated">, IfExists, OnTable { readonly column: Identifier }

export interface CreateIndex extends Base<"createIndex">, IfNotExists, OnTable {
  /** undefined: the provider names it. */
  readonly name: Identifier | undefined;
  readonly unique: boolean;
  readonly concurrently: boolean;
  /** The word INDEX, after which CONCURRENTLY goes. */
  readonly keyword: Span;
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly include: readonly Identifier[];
  readonly predicate: Expression | undefined;
  readonly nullsNotDistinct: boolean;
  /** ON ONLY: a partitioned parent's index without those of its partitions. */
  readonly only: boolean;
  /** Storage parameters as SQL, without WITH ( ). */
  readonly parameters: string | undefined;
  readonly tablespace?: string | undefined;
}
export interface IndexKey {
  /** A column, or an expression; exactly one of the two is there. */
  readonly column: Identifier | undefined;
  readonly expression: Expression | undefined;
  /** What an automatic name calls an expression. */
  readonly called?: string;
  readonly order: "asc" | "desc";
  readonly nulls: "first" | "last";
  readonly operatorClass: string | undefined;
  readonly collation: Name | undefined;
}
export interface DropIndex extends Base<"dropIndex">, Dropping { readonly name: NameAt; readonly concurrently: boolean; readonly keyword: Span }
/** `asTable`: as ALTER TABLE, which locks its table. */
export interface RenameIndex extends Base<"renameIndex">, IfExists { readonly name: NameAt; readonly to: Identifier; readonly asTable?: true }

export interface CreateEnum extends Base<"createEnum"> { readonly name: NameAt; readonly values: readonly Identifier[] }
export interface AddEnumValue extends Base<"addEnumValue">, IfNotExists {
  readonly name: NameAt;
  readonly value: Identifier;
  readonly neighbour: { readonly value: string; readonly after: boolean } | undefined;
}
export interface RenameEnumValue extends Base<"renameEnumValue"> { readonly name: NameAt; readonly value: Identifier; readonly to: Identifier }
export interface DropType extends Base<"dropType">, Dropping { readonly name: NameAt }
export interface RenameType extends Base<"renameType"> { readonly name: NameAt; readonly to: Identifier }
export interface SetTypeSchema extends Base<"setTypeSchema"> { readonly name: NameAt; readonly to: Identifier }

export interface SequenceOptions {
  readonly dataType: string | undefined;
  /** Sets the counter and is not kept. */
  readonly restart?: string;
  readonly start: string | undefined;
  readonly increment: string | undefined;
  /** null: NO MINVALUE. */
  readonly minimum: string | null | undefined;
  readonly maximum: string | null | undefined;
  readonly cache: string | undefined;
  readonly cycle: boolean | undefined;
  /** null: OWNED BY NONE. */
  readonly ownedBy: { readonly table: NameAt; readonly column: string } | null | undefined;
  /** SEQUENCE NAME of an identity column. */
  readonly name: Name | undefined;
}
export interface CreateSequence extends Base<"createSequence">, IfNotExists { readonly name: NameAt; readonly unlogged?: boolean; readonly options: SequenceOptions }
export interface AlterSequence extends Base<"alterSequence">, IfExists { readonly name: NameAt; readonly options: SequenceOptions }
export interface DropSequence extends Base<"dropSequence">, Dropping { readonly name: NameAt }
export interface RenameSequence extends Base<"renameSequence">, IfExists { readonly name: NameAt; readonly to: Identifier }

export interface CreateView extends Base<"createView">, IfNotExists {
  readonly name: NameAt;
  readonly materialized: boolean;
  readonly replace: boolean;
  /** Names given to its columns; fewer than it has, or none: the rest are those of `outputs`. */
  readonly columns: readonly string[];
  readonly query: Expression;
  /** Of the query itself. */
  readonly outputs: readonly QueryOutput[];
  readonly united?: readonly (readonly QueryOutput[])[];
  /** Storage parameters; `check_option` is WITH CHECK OPTION. */
  readonly parameters?: readonly Parameter[];
  /** WITH NO DATA: it cannot be read before REFRESH. */
  readonly withNoData?: boolean;
}
/** SET and RESET of a view's or index's parameters. */
export interface SetRelationParameter extends Base<"setRelationParameter">, IfExists {
  readonly on: "view" | "materialized view" | "index";
  readonly name: NameAt;
  readonly parameter: string;
  /** undefined: RESET. */
  readonly value: string | undefined;
}
/** ALTER INDEX … ALTER COLUMN number SET STATISTICS; `value` undefined: as it is when nothing is said. */
export interface SetIndexStatistics extends Base<"setIndexStatistics">, IfExists { readonly name: NameAt; readonly column: number; readonly value: string | undefined }
export interface DropView extends Base<"dropView">, Dropping { readonly name: NameAt; readonly materialized: boolean }
export interface RenameView extends Base<"renameView">, IfExists { readonly name: NameAt; readonly to: Identifier; readonly materialized: boolean }

export interface Begin extends Base<"begin"> {}
/** `chain`: the next statement is in a new block already. */
export interface Commit extends Base<"commit"> { readonly chain?: true }
export interface Rollback extends Base<"rollback"> { readonly toSavepoint: string | undefined; readonly chain?: true }
export interface Savepoint extends Base<"savepoint"> { readonly name: string; readonly release: boolean }

export interface SetParameter extends Base<"setParameter"> {
  readonly name: string;
  readonly values: readonly string[];
  readonly local: boolean;
}
/** `name` undefined: RESET ALL. */
export interface ResetParameter extends Base<"resetParameter"> { readonly name: string | undefined }

/** Parsed, but what it does is not modelled: nothing is claimed of what depends on it. */
export interface Opaque extends Base<"opaque"> {
  /** The statement's kind as the provider's grammar names it: `DoStmt`, `CreateFunctionStmt`. */
  readonly node: string;
  /** Might create, drop or change tables, types or indexes that the replay then does not know of. */
  readonly mayChangeSchema: boolean;
  /** CREATE INDEX CONCURRENTLY and its like: cannot run in a transaction block. */
  readonly refusesTransaction: boolean;
  /** Might put rows into any table. */
  readonly mayFill?: boolean;
  /** Of what it may have changed the schema of; undefined: anything. */
  readonly names?: readonly Name[];
  /** Schemas in which it may have made anything that was not there; then `names` are all else. */
  readonly schemas?: readonly string[];
  /** Of a DO block: what it runs. */
  readonly routine?: Routine;
  /** Of a CALL: the procedure is read, and what it runs comes after it as operations. */
  readonly followed?: boolean;
}
/** Does not parse; the parser stopped `at`. */
export interface Invalid extends Base<"invalid"> { readonly message: string; readonly at: Span }
