import type { SourceText, Span } from "../text/source-text.js";
import type { DeclaredField } from "./declared-field.js";
import type { ParsedSchemaFile } from "./syntax-tree.js";

/** What all schema files of one project declare together. Every part knows its file and its place in it. */
export interface DeclaredSchema {
  readonly files: readonly ParsedSchemaFile[];
  /** The first one; Prisma allows no second. */
  readonly datasource: DeclaredDatasource | undefined;
  readonly generators: readonly DeclaredGenerator[];
  readonly models: readonly DeclaredModel[];
  readonly views: readonly DeclaredModel[];
  /** `type` blocks (MongoDB). */
  readonly compositeTypes: readonly DeclaredModel[];
  readonly enums: readonly DeclaredEnum[];
  /** The tables that implicit many-to-many relations make. */
  readonly joinTables: readonly DeclaredJoinTable[];
}

export interface Declared {
  readonly source: SourceText;
  /** The whole declaration. */
  readonly span: Span;
}

export interface NamedDeclaration extends Declared {
  readonly name: string;
  readonly nameSpan: Span;
}

export interface DeclaredDatasource extends NamedDeclaration {
  /** As written, but `postgres` is given as `postgresql`; undefined where it is no string. */
  readonly provider: string | undefined;
  /** Default `foreignKeys`, or `prisma` for MongoDB. Its name before Prisma 4.5 was `referentialIntegrity`. */
  readonly relationMode: "foreignKeys" | "prisma";
  /** Empty without `schemas = […]`. */
  readonly schemas: readonly string[];
  readonly hasUrl: boolean;
}

export interface DeclaredGenerator extends NamedDeclaration {
  readonly provider: string | undefined;
  readonly previewFeatures: readonly string[];
}

/** A model, a view or a composite type. */
export interface DeclaredModel extends NamedDeclaration {
  readonly kind: "model" | "view" | "type";
  /** Name in the database: `@@map`, or the model's own. */
  readonly table: string;
  /** `@@schema`; undefined means the connection's default schema. */
  readonly schema: string | undefined;
  /** `@@ignore`: Prisma Client does not know the model. */
  readonly isIgnored: boolean;
  /** All of them, relation fields too. */
  readonly fields: readonly DeclaredField[];
  readonly id: DeclaredKey | undefined;
  readonly uniques: readonly DeclaredKey[];
  /** `@@index` and `@@fulltext`. */
  readonly indexes: readonly DeclaredKey[];
  readonly relations: readonly DeclaredRelation[];
}

/** `@id`, `@@id`, `@unique`, `@@unique`, `@@index` or `@@fulltext`; the span is the attribute's. */
export interface DeclaredKey extends Declared {
  readonly kind: "id" | "unique" | "index" | "fulltext";
  readonly fields: readonly DeclaredKeyField[];
  /** As written in `map` (or in `name` of an `@@index`, its old spelling). */
  readonly map: string | undefined;
  /** `map` or Prisma's default. MySQL, SQLite and MongoDB do not name primary keys: undefined there. */
  readonly databaseName: string | undefined;
  /** Access method as written: `Hash`, `Gin`, …; undefined means BTree. */
  readonly type: string | undefined;
  readonly clustered: boolean | undefined;
  readonly where: DeclaredPredicate | undefined;
}

export interface DeclaredKeyField {
  /** `address.street` for a part of a composite type. */
  readonly name: string;
  readonly column: string;
  readonly sort: "Asc" | "Desc" | undefined;
  /** Operator class as written: `JsonbPathOps`, or the text of `raw("…")`. */
  readonly ops: string | undefined;
  /** Indexed prefix, in characters (MySQL). */
  readonly length: number | undefined;
  readonly span: Span;
}

/** `where` of a partial index. */
export interface DeclaredPredicate {
  readonly span: Span;
  /** The SQL of `raw("…")`; undefined for an object. */
  readonly sql: string | undefined;
  /** Columns, where the predicate says no more than that all of them are not null. */
  readonly notNullColumns: readonly string[] | undefined;
}

/** One relation field. */
export interface DeclaredRelation extends NamedDeclaration {
  /**
   * `owning`: this side has the foreign key. `inverse`: the other side has it, or no side says so.
   * `implicitManyToMany`: a join table has both keys.
   */
  readonly kind: "owning" | "inverse" | "implicitManyToMany";
  /** The name in `@relation("…")`. */
  readonly relationName: string | undefined;
  /** Name of the model at the other end. */
  readonly target: string;
  readonly isList: boolean;
  /** Empty but for `owning`; the same for `columns`, `references` and `referencedColumns`. */
  readonly fields: readonly string[];
  readonly columns: readonly string[];
  readonly references: readonly string[];
  readonly referencedColumns: readonly string[];
  /** As written: `Cascade`, `Restrict`, `NoAction`, `SetNull`, `SetDefault`. */
  readonly onDelete: string | undefined;
  readonly onUpdate: string | undefined;
  /** With Prisma's defaults filled in; undefined but for `owning`. */
  readonly actions: { readonly onDelete: string; readonly onUpdate: string } | undefined;
  readonly map: string | undefined;
  /** Name of the foreign key: `map` or Prisma's default; undefined but for `owning`. There is none in the database with relation mode `prisma`. */
  readonly databaseName: string | undefined;
  /** Of `@relation(…)`. */
  readonly attributeSpan: Span | undefined;
}

export interface DeclaredEnum extends NamedDeclaration {
  readonly databaseName: string;
  readonly schema: string | undefined;
  readonly values: readonly DeclaredEnumValue[];
}

export interface DeclaredEnumValue extends NamedDeclaration {
  /** `@map`, or the value's own name. */
  readonly databaseName: string;
}

/** Table `_<name>` with the columns `A` and `B`, each with a foreign key that cascades. */
export interface DeclaredJoinTable {
  readonly table: string;
  /** Schema of the first model. */
  readonly schema: string | undefined;
  /** Column `A` is the key of the first, `B` of the second: ordered by model name, in self relations by field name. */
  readonly models: readonly [DeclaredModel, DeclaredModel];
  readonly relations: readonly [DeclaredRelation, DeclaredRelation];
}
