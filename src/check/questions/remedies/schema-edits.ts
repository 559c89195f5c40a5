import type { FileEdit } from "../../../model/finding.js";
import type { DeclaredField } from "../../../schema/declared-field.js";
import type { Declared, DeclaredModel, DeclaredSchema } from "../../../schema/declared-schema.js";
import type { ModelBlock, SchemaAttribute, SchemaField } from "../../../schema/syntax-tree.js";

/** Puts one more line at the end of the model's block. */
export function blockAttribute(model: DeclaredModel, attribute: string): FileEdit {
  const { source, span } = model;
  const brace = source.text.lastIndexOf("}", span.end);
  const lineStart = source.text.lastIndexOf("\n", brace - 1) + 1;
  const own = source.text.slice(lineStart, brace).trim() === "";
  const newline = source.text.includes("\r\n") ? "\r\n" : "\n";
  const at = own ? lineStart : brace;
  // Block attributes stand together, behind an empty line.
  const [above = ""] = /[^\n]*$/.exec(source.text.slice(0, at).trimEnd()) ?? [];
  const gap = /^\s*@@/.test(above) || /\n[ \t]*\r?\n$/.test(source.text.slice(0, at)) ? "" : newline;
  const text = own ? `${gap}  ${attribute}${newline}` : `${newline}${gap}  ${attribute}${newline}`;
  return { file: source.file, span: { start: at, end: at }, text };
}

/** Gives the model this table, as `@@map` where its own name is another; the line goes where it is not needed any more. */
export function mapModel(model: DeclaredModel, table: string, schema: DeclaredSchema): FileEdit | undefined {
  const block = blockOf(model, schema);
  if (!block) return undefined;
  const known = block.attributes.find(({ name }) => name.text === "map");
  if (!known) return blockAttribute(model, `@@map(${JSON.stringify(table)})`);
  if (table !== model.name) return renamed(model, known, table);
  const { text, file } = model.source;
  const start = text.lastIndexOf("\n", known.span.start) + 1;
  const [rest = ""] = /^[ \t]*(?:\r?\n)?/.exec(text.slice(known.span.end)) ?? [];
  return text.slice(start, known.span.start).trim() === "" ? { file, span: { start, end: known.span.end + rest.length }, text: "" } : undefined;
}

/** Gives the field this column, as `@map` where its own name is another; the attribute goes where it is not needed any more. */
export function mapField(field: DeclaredField, column: string, schema: DeclaredSchema): FileEdit | undefined {
  const written = fieldIn(field, schema);
  if (!written) return undefined;
  const known = written.attributes.find(({ name }) => name.text === "map");
  if (!known) return behind(written, field, `@map(${JSON.stringify(column)})`, schema);
  if (column !== field.name) return renamed(field, known, column);
  const [gap = ""] = /[ \t]*$/.exec(field.source.text.slice(0, known.span.start)) ?? [];
  return { file: field.source.file, span: { start: known.span.start - gap.length, end: known.span.end }, text: "" };
}

/** Puts the attribute before the field's others, as Prisma's own documentation has `@default`. */
export function firstAttribute(field: DeclaredField, attribute: string, schema: DeclaredSchema): FileEdit | undefined {
  const written = fieldIn(field, schema);
  const [first] = written?.attributes ?? [];
  if (!written || !first) return written && behind(written, field, attribute, schema);
  return { file: field.source.file, span: { start: first.span.start, end: first.span.start }, text: `${attribute} ` };
}

/** At the field's end; a first one in the column in which its neighbours have theirs. */
function behind({ span: { end }, attributes }: SchemaField, { source }: DeclaredField, attribute: string, schema: DeclaredSchema): FileEdit {
  const column = attributes.length > 0 ? undefined : attributeColumn(end, source, schema);
  const own = end - source.text.lastIndexOf("\n", end - 1) - 1;
  return { file: source.file, span: { start: end, end }, text: `${" ".repeat(Math.max(1, (column ?? 0) - own))}${attribute}` };
}

/** In the lines around this place, without an empty one between, as `prisma format` aligns them; counted from 0. */
function attributeColumn(place: number, source: Declared["source"], schema: DeclaredSchema): number | undefined {
  const { text } = source;
  const from = Math.max(...[...text.slice(0, place).matchAll(/\n[ \t]*\r?\n|\{/g)].map(({ index }) => index), 0);
  const [gap] = /\n[ \t]*\r?\n|\}/.exec(text.slice(place)) ?? [];
  const to = gap === undefined ? text.length : text.indexOf(gap, place);
  const starts = blocksIn(source, schema).flatMap(({ fields }) => fields).filter(({ span }) => span.start > from && span.end < to).flatMap(({ attributes: [first] }) => first?.span.start ?? []);
  return starts.map((start) => start - text.lastIndexOf("\n", start) - 1)[0];
}

function renamed({ source }: Declared, { arguments: [argument] }: SchemaAttribute, name: string): FileEdit | undefined {
  return argument?.value?.kind === "string" ? { file: source.file, span: argument.value.span, text: JSON.stringify(name) } : undefined;
}

const blocksIn = (source: Declared["source"], { files }: DeclaredSchema): readonly ModelBlock[] =>
  files.filter((file) => file.source === source).flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === "model" ? block : [])));

const blockOf = (model: DeclaredModel, schema: DeclaredSchema): ModelBlock | undefined => blocksIn(model.source, schema).find(({ span }) => span.start === model.span.start);

const fieldIn = (field: DeclaredField, schema: DeclaredSchema): SchemaField | undefined =>
  blocksIn(field.source, schema).flatMap(({ fields }) => fields).find(({ span }) => span.start === field.span.start);
