import { describe, expect, it } from "vitest";
import { parseSchema } from "../../src/schema/parse-schema.js";
import type { ModelBlock, ParsedSchemaFile, SchemaBlock } from "../../src/schema/syntax-tree.js";
import { SourceText, type Span } from "../../src/text/source-text.js";

describe("places", () => {
  const text = [
    "\uFEFF// 🚚",
    "model Straße { // open",
    '  größe  Unsupported("a b")?  @default(dbgenerated("x()"))  @db.Foo(1, -2.5) /// doc',
    "  tags   String[]",
    '  @@index([größe(sort: Desc, ops: raw("o"))], map: "i", where: { größe: null })',
    "}",
  ].join("\r\n");
  const file = parse(text);
  const model = onlyModel(file);
  const [field, list] = model.fields;
  const [index] = model.attributes;

  it("block, name, field, type", () => {
    expect(file.errors).toEqual([]);
    expect(model.span).toEqual({ start: 8, end: text.length });
    expect(model.name).toEqual({ text: "Straße", span: { start: 14, end: 20 } });
    expect(field?.span).toEqual({ start: 34, end: 108 });
    expect(field?.name).toEqual({ text: "größe", span: { start: 34, end: 39 } });
    expect(field?.type).toEqual({
      name: { text: "Unsupported", span: { start: 41, end: 52 } },
      unsupported: { kind: "string", value: "a b", span: { start: 53, end: 58 } },
      arity: "optional",
      span: { start: 41, end: 60 },
    });
    expect(list?.type).toEqual({
      name: { text: "String", span: { start: 127, end: 133 } },
      unsupported: null,
      arity: "list",
      span: { start: 127, end: 135 },
    });
  });

  it("attributes and their arguments", () => {
    const [byDatabase, native] = field?.attributes ?? [];
    expect(byDatabase).toEqual({
      level: "field",
      name: { text: "default", span: { start: 63, end: 70 } },
      argumentsSpan: { start: 70, end: 90 },
      span: { start: 62, end: 90 },
      arguments: [
        {
          name: null,
          span: { start: 71, end: 89 },
          value: {
            kind: "call",
            name: { text: "dbgenerated", span: { start: 71, end: 82 } },
            span: { start: 71, end: 89 },
            arguments: [
              {
                name: null,
                value: { kind: "string", value: "x()", span: { start: 83, end: 88 } },
                span: { start: 83, end: 88 },
              },
            ],
          },
        },
      ],
    });
    expect(native?.name).toEqual({ text: "db.Foo", span: { start: 93, end: 99 } });
    expect(native?.arguments.map((argument) => argument.value)).toEqual([
      { kind: "number", text: "1", span: { start: 100, end: 101 } },
      { kind: "number", text: "-2.5", span: { start: 103, end: 107 } },
    ]);
  });

  it("block attributes, calls with named arguments, objects", () => {
    expect(textsOf(file, index?.arguments ?? [])).toEqual([
      '[größe(sort: Desc, ops: raw("o"))]',
      'map: "i"',
      "where: { größe: null }",
    ]);
    expect(index?.arguments.map((argument) => argument.name?.text)).toEqual([undefined, "map", "where"]);
    expect(index?.argumentsSpan && file.source.slice(index.argumentsSpan).length).toBe(70);
    expect(index?.arguments[2]?.value).toMatchObject({ kind: "object", entries: [{ name: { text: "größe" } }] });
  });

  it("comments", () => {
    expect(file.comments).toEqual([
      { kind: "line", text: " 🚚", span: { start: 1, end: 6 } },
      { kind: "line", text: " open", span: { start: 23, end: 30 } },
      { kind: "doc", text: " doc", span: { start: 109, end: 116 } },
    ]);
  });
});

describe("blocks", () => {
  it("every kind", () => {
    const kinds = ["datasource", "generator", "model", "view", "type", "enum"];
    const file = parse(`${kinds.map((kind) => `${kind} ${kind} {\n}\n`).join("")}type Old = Int @id`);
    expect(file.errors).toEqual([]);
    expect(file.blocks.map((block) => `${block.kind} ${block.name.text}`)).toEqual([
      ...kinds.map((kind) => `${kind} ${kind}`),
      "alias Old",
    ]);
  });

  it("keywords as names of fields, enum values that begin with a digit", () => {
    const file = parse("model type {\n  model enum @id\n  enum view?\n}\nenum E {\n  2x\n  1\n}");
    expect(file.errors).toEqual([]);
    expect(onlyModel(file).fields.map((field) => [field.name.text, field.type?.name.text])).toEqual([
      ["model", "enum"],
      ["enum", "view"],
    ]);
    expect(file.blocks[1]).toMatchObject({ kind: "enum", values: [{ name: { text: "2x" } }, { name: { text: "1" } }] });
  });

  it("entries of a datasource", () => {
    const file = parse('datasource db {\n  url = env("X") // y\n  schemas = [\n    "a",\n    "b",\n  ]\n}');
    expect(file.errors).toEqual([]);
    const [block] = file.blocks;
    expect(block?.kind === "datasource" && textsOf(file, block.entries)).toEqual([
      'url = env("X")',
      'schemas = [\n    "a",\n    "b",\n  ]',
    ]);
  });

  it("escapes of strings are JSON's", () => {
    const file = parse('model A {\n  a String @default("\\"\\\\\\/\\n\\t\\u00e9\\uD83D\\uDE9A\\q")\n}');
    expect(onlyModel(file).fields[0]?.attributes[0]?.arguments[0]?.value).toMatchObject({ value: '"\\/\n\té🚚q' });
  });
});

describe("recovery", () => {
  it("an open bracket costs its line only", () => {
    const file = parse("model A {\n  id Int @id(\n  n Int @default([1,\n  @@index([n\n  b Int\n}\nmodel B {\n  id Int\n}");
    expect(fieldNames(file)).toEqual(["A: id n b", "B: id"]);
    expect(errorsOf(file)).toEqual([
      "The matching `)` is missing.: (",
      "The matching `)` is missing.: (",
      "The matching `]` is missing.: [",
      "The matching `)` is missing.: (",
      "The matching `]` is missing.: [",
    ]);
  });

  it("an open block ends where the next begins", () => {
    const file = parse("model A {\n  id Int\n\nmodel B {\n  id Int\n}\n");
    expect(fieldNames(file)).toEqual(["A: id", "B: id"]);
    expect(errorsOf(file)).toEqual(["The `}` of this block is missing.: model A"]);
    expect(file.source.slice(onlyModel(file).span)).toBe("model A {\n  id Int");
  });

  it("an open string or comment ends with its line", () => {
    const file = parse('model A {\n  a String @map("x)\n  b Int\n}\n/* open\nmodel B {\n  id Int\n}');
    expect(fieldNames(file)).toEqual(["A: a b", "B: id"]);
    expect(errorsOf(file)).toEqual([
      "The matching `)` is missing.: (",
      'This string is not closed on its line.: "x)',
      "This comment is not closed.: /* open",
    ]);
  });

  it("an unknown block, a stray line, a missing name, what Prisma passes over behind a brace", () => {
    const file = parse("modl A {\n  id Int @@\n}\nstray\nmodel {\n}\nmodel B { id Int\n  n Int\n}");
    expect(fieldNames(file)).toEqual([": ", "B: n"]);
    expect(errorsOf(file)).toEqual([
      "`modl` is no kind of block.: modl",
      "This line does not begin a block.: stray",
      "A name is missing behind this word.: model",
      "What stands behind `{` must go to the next line.: id Int",
    ]);
  });

  it("a field without a type keeps its name and attributes", () => {
    const file = parse("model A {\n  a @id\n  b\n}");
    expect(onlyModel(file).fields).toMatchObject([{ type: null, attributes: [{ name: { text: "id" } }] }, { type: null }]);
    expect(errorsOf(file)).toEqual(["The type of this field is missing.: a", "The type of this field is missing.: b"]);
  });
});

function parse(text: string): ParsedSchemaFile {
  return parseSchema(new SourceText("schema.prisma", text));
}

function onlyModel(file: ParsedSchemaFile): ModelBlock {
  const [model] = file.blocks.filter((block): block is ModelBlock => block.kind === "model");
  if (model === undefined) throw new Error("no model");
  return model;
}

function fieldNames(file: ParsedSchemaFile): string[] {
  const names = (block: SchemaBlock) => ("fields" in block ? block.fields.map((field) => field.name.text) : []);
  return file.blocks.map((block) => `${block.name.text}: ${names(block).join(" ")}`);
}

function errorsOf(file: ParsedSchemaFile): string[] {
  return file.errors.map((error) => `${error.message}: ${file.source.slice(error.span)}`);
}

function textsOf(file: ParsedSchemaFile, nodes: readonly { readonly span: Span }[]): string[] {
  return nodes.map((node) => file.source.slice(node.span));
}
