import type { ColumnSpec } from './column-specs.js';

/** A schema.prisma under construction. Objects point at each other, so a rename needs no search and replace; the text comes from render.ts. */
export interface SchemaDraft {
  /**
   * Database schemas that a multi-schema project may use; empty where the datasource names none. A schema is listed from its first use on:
   * between two schema.prisma texts the engine takes a listed one for existing.
   */
  readonly schemas: string[];
  readonly listedSchemas: Set<string>;
  readonly enums: EnumType[];
  readonly models: Model[];
  readonly relations: Relation[];
  readonly joins: Join[];
  /** What the step that is being made has changed already. */
  readonly step: Step;
  /** Last number given out; every name carries one, so names never collide. */
  lastNumber: number;
}

/**
 * Two changes that Prisma's engine handles one at a time, but not in one migration, exclude each other here: it swaps an enum before it makes the
 * tables and columns that use it, for one.
 */
export interface Step {
  /** Tables and columns of these have changed. */
  readonly touched: Set<Model>;
  /** Tables and columns of these may not change any more. */
  readonly frozen: Set<Model>;
  readonly rekeyed: Set<Model>;
  /** Columns of these types were added, changed or dropped. */
  readonly usedEnums: Set<EnumType>;
  readonly swappedEnums: Set<EnumType>;
}

export interface EnumType {
  name: string;
  map: string | undefined;
  readonly schema: string | undefined;
  readonly values: EnumValue[];
}

export interface EnumValue {
  name: string;
  map: string | undefined;
  /** Added in the step that is being made: PostgreSQL refuses to use such a value in the transaction that adds it (55P04). */
  fresh: boolean;
}

export type ColumnType =
  | { readonly kind: 'scalar'; readonly spec: ColumnSpec }
  | { readonly kind: 'enum'; readonly enumType: EnumType }
  | { readonly kind: 'unsupported'; readonly sql: string };

export type Arity = 'required' | 'optional' | 'list';

export type DefaultValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'values'; readonly values: readonly EnumValue[] };

export interface Field {
  name: string;
  map: string | undefined;
  type: ColumnType;
  arity: Arity;
  default: DefaultValue | undefined;
  updatedAt: boolean;
}

export type IndexAlgorithm = 'Hash' | 'Gin' | 'Gist' | 'SpGist' | 'Brin';

export interface IndexPart {
  readonly field: Field;
  sort: 'Asc' | 'Desc' | undefined;
  readonly ops: string | undefined;
}

export interface Index {
  readonly kind: 'index' | 'unique';
  readonly parts: readonly IndexPart[];
  readonly algorithm: IndexAlgorithm | undefined;
  map: string | undefined;
}

export interface Model {
  name: string;
  map: string | undefined;
  schema: string | undefined;
  readonly fields: Field[];
  key: { readonly fields: readonly Field[]; map: string | undefined };
  readonly indexes: Index[];
}

export const referentialActions = ['Cascade', 'Restrict', 'NoAction', 'SetNull', 'SetDefault'] as const;
export type ReferentialAction = (typeof referentialActions)[number];

/** A foreign key of `child` to `parent`; the two may be one model. `fields` and `references` pair up. */
export interface Relation {
  readonly number: number;
  readonly child: Model;
  readonly parent: Model;
  readonly fields: readonly Field[];
  readonly references: readonly Field[];
  /** `one`: a unique index or the primary key covers `fields`. */
  readonly cardinality: 'one' | 'many';
  onDelete: ReferentialAction | undefined;
  onUpdate: ReferentialAction | undefined;
  map: string | undefined;
}

/** An implicit many-to-many relation; both models have a primary key of one column. */
export interface Join {
  readonly number: number;
  readonly a: Model;
  readonly b: Model;
}

export const tableName = (model: Model): string => model.map ?? model.name;
export const columnName = (field: Field): string => field.map ?? field.name;
export const sameFields = (a: readonly Field[], b: readonly Field[]): boolean => a.length === b.length && a.every((field, at) => field === b[at]);
export const indexFields = (index: Index): readonly Field[] => index.parts.map((part) => part.field);
export const isAutoincrement = (value: DefaultValue | undefined): boolean => value?.kind === 'text' && value.text === 'autoincrement()';
