import type { Span } from "../text/source-text.js";
import type { NamedDeclaration } from "./declared-schema.js";

export interface DeclaredField extends NamedDeclaration {
  /** `@map`, or the field's own name. */
  readonly column: string;
  /** `unknown`: no declaration has this type's name. A relation is no column. */
  readonly kind: "scalar" | "enum" | "composite" | "relation" | "unsupported" | "unknown";
  /** Prisma's name of the type; of `Unsupported("…")` the database's. */
  readonly type: string;
  /** With `[]` or `?`. */
  readonly typeSpan: Span;
  readonly isList: boolean;
  /** Neither `?` nor `[]`: only then is the column NOT NULL, since Prisma makes list columns nullable. */
  readonly isRequired: boolean;
  readonly default: DeclaredDefault;
  /** `@updatedAt`; may stand beside `@default(now())`. */
  readonly isUpdatedAt: boolean;
  readonly nativeType: DeclaredNativeType | undefined;
  /** `@ignore`: Prisma Client does not know the field. */
  readonly isIgnored: boolean;
}

/** `@db.VarChar(10)`. */
export interface DeclaredNativeType {
  /** `VarChar` */
  readonly name: string;
  /** `["10"]` */
  readonly arguments: readonly string[];
  /** Of the attribute. */
  readonly span: Span;
}

/**
 * Where a field's value comes from when none is given. `none` and `prisma` leave the column without a default:
 * `cuid()`, `uuid()`, `nanoid()`, `ulid()`, `auto()` and `@updatedAt` are filled in by Prisma Client.
 * `span` is the attribute's; `map` names the constraint (SQL Server).
 */
export type DeclaredDefault =
  | { readonly kind: "none" }
  | { readonly kind: "literal"; readonly value: DefaultLiteral; readonly map: string | undefined; readonly span: Span }
  | {
      readonly kind: "list";
      readonly values: readonly DefaultLiteral[];
      readonly map: string | undefined;
      readonly span: Span;
    }
  /** `now()`: CURRENT_TIMESTAMP in the database. */
  | { readonly kind: "now"; readonly map: string | undefined; readonly span: Span }
  | { readonly kind: "autoincrement"; readonly span: Span }
  /** CockroachDB's `sequence()`. */
  | { readonly kind: "sequence"; readonly span: Span }
  /** `sql` is undefined in `dbgenerated()`: some default that Prisma does not know. */
  | {
      readonly kind: "dbgenerated";
      readonly sql: string | undefined;
      readonly map: string | undefined;
      readonly span: Span;
    }
  /** `function` is `updatedAt` for `@updatedAt`. A function that is not known counts as Prisma's. */
  | { readonly kind: "prisma"; readonly function: string; readonly span: Span };

export type DefaultLiteral =
  | { readonly kind: "string"; readonly value: string }
  /** As written. */
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "enum"; readonly name: string; readonly databaseName: string };
