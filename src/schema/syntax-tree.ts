import type { SourceText, Span } from "../text/source-text.js";
import type { SchemaToken } from "./tokenize.js";

/** One schema.prisma file. `tokens` covers every UTF-16 unit of the text; a text with errors has a tree of what could be read. */
export interface ParsedSchemaFile {
  readonly source: SourceText;
  readonly tokens: readonly SchemaToken[];
  readonly blocks: readonly SchemaBlock[];
  readonly comments: readonly SchemaComment[];
  /** In the order of the text. */
  readonly errors: readonly SchemaSyntaxError[];
}

export interface SchemaSyntaxError {
  readonly message: string;
  readonly span: Span;
}

/** `text` is without the comment's marks and not trimmed. */
export interface SchemaComment {
  readonly kind: "line" | "doc" | "block";
  readonly text: string;
  readonly span: Span;
}

/** `span` of every node goes from its first to its last character, comments before and behind it excluded. */
export interface SchemaName {
  readonly text: string;
  readonly span: Span;
}

export type SchemaBlock = ConfigBlock | ModelBlock | EnumBlock | AliasBlock;

export interface ConfigBlock {
  readonly kind: "datasource" | "generator";
  /** Empty text where the name is missing (an error says so); the same for the other blocks. */
  readonly name: SchemaName;
  readonly span: Span;
  readonly entries: readonly ConfigEntry[];
}

export interface ConfigEntry {
  readonly name: SchemaName;
  readonly value: SchemaValue | null;
  readonly span: Span;
}

export interface ModelBlock {
  readonly kind: "model" | "view" | "type";
  readonly name: SchemaName;
  readonly span: Span;
  readonly fields: readonly SchemaField[];
  readonly attributes: readonly SchemaAttribute[];
}

export interface SchemaField {
  readonly name: SchemaName;
  /** Null where it is missing (an error says so). */
  readonly type: SchemaFieldType | null;
  readonly attributes: readonly SchemaAttribute[];
  readonly span: Span;
}

export interface SchemaFieldType {
  /** `Unsupported` for `Unsupported("…")`. */
  readonly name: SchemaName;
  /** The database's own name of the type, of `Unsupported("…")` only. */
  readonly unsupported: StringValue | null;
  readonly arity: "required" | "optional" | "list";
  /** With `[]` or `?`. */
  readonly span: Span;
}

export interface EnumBlock {
  readonly kind: "enum";
  readonly name: SchemaName;
  readonly span: Span;
  readonly values: readonly SchemaEnumValue[];
  readonly attributes: readonly SchemaAttribute[];
}

export interface SchemaEnumValue {
  readonly name: SchemaName;
  readonly attributes: readonly SchemaAttribute[];
  readonly span: Span;
}

/** `type Id = Int @id`, gone since Prisma 3. */
export interface AliasBlock {
  readonly kind: "alias";
  readonly name: SchemaName;
  readonly type: SchemaFieldType | null;
  readonly attributes: readonly SchemaAttribute[];
  readonly span: Span;
}

export interface SchemaAttribute {
  /** `field` for `@`, `block` for `@@`. */
  readonly level: "field" | "block";
  /** Without the `@`; with its dots, as in `db.VarChar`. */
  readonly name: SchemaName;
  readonly arguments: readonly SchemaArgument[];
  /** Of the parentheses; null where there are none. */
  readonly argumentsSpan: Span | null;
  readonly span: Span;
}

export interface SchemaArgument {
  readonly name: SchemaName | null;
  /** Null where it is missing (an error says so). */
  readonly value: SchemaValue | null;
  readonly span: Span;
}

export type SchemaValue = StringValue | NumberValue | PathValue | CallValue | ArrayValue | ObjectValue;

/** `value` has its escapes decoded; `span` has the quotes. */
export interface StringValue {
  readonly kind: "string";
  readonly value: string;
  readonly span: Span;
}

export interface NumberValue {
  readonly kind: "number";
  /** As written: a BigInt or Decimal does not fit a JavaScript number. */
  readonly text: string;
  readonly span: Span;
}

/** A bare word: field, enum value, `true`, `null`, `Cascade`, `address.street`. */
export interface PathValue {
  readonly kind: "path";
  readonly text: string;
  readonly span: Span;
}

export interface CallValue {
  readonly kind: "call";
  readonly name: SchemaName;
  readonly arguments: readonly SchemaArgument[];
  readonly span: Span;
}

export interface ArrayValue {
  readonly kind: "array";
  readonly items: readonly SchemaValue[];
  readonly span: Span;
}

/** `{ deletedAt: null }` of a partial index's `where` (Prisma 7, preview `partialIndexes`). */
export interface ObjectValue {
  readonly kind: "object";
  readonly entries: readonly SchemaArgument[];
  readonly span: Span;
}
