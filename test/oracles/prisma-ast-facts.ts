import type { Attribute, AttributeArgument, BlockAttribute, Block, Field, Func, KeyValue, Schema, Value } from "@mrleebo/prisma-ast";
import type {
  ParsedSchemaFile,
  SchemaArgument,
  SchemaAttribute,
  SchemaBlock,
  SchemaFieldType,
  SchemaValue,
} from "../../src/schema/syntax-tree.js";

/** One fact a line, in the order of the text; attributes with all their arguments, written without spaces. */
export function factsOfAst(schema: Schema): string[] {
  const facts: string[] = [];
  for (const block of schema.list) facts.push(...factsOfAstBlock(block));
  return facts;
}

export function factsOfTree(file: ParsedSchemaFile): string[] {
  const facts: string[] = [];
  for (const block of file.blocks) facts.push(...factsOfTreeBlock(block, file));
  return facts;
}

function factsOfAstBlock(block: Block): string[] {
  switch (block.type) {
    case "comment":
    case "break":
      return [];
    case "datasource":
    case "generator": {
      const facts = [`${block.type} ${block.name}`];
      for (const entry of block.assignments) {
        if (entry.type === "assignment") facts.push(`${block.name} ${entry.key} = ${astValue(entry.value)}`);
      }
      return facts;
    }
    case "enum": {
      const [facts, attributes] = [[`enum ${block.name}`], [""].slice(1)];
      for (const entry of block.enumerators) {
        if (entry.type === "attribute") attributes.push(`${block.name} ${astAttribute(entry)}`);
        if (entry.type === "enumerator") facts.push(`${block.name} ${[entry.name, ...astAttributes(entry)].join(" ")}`);
      }
      return [...facts, ...attributes];
    }
    default: {
      const [facts, attributes] = [[`${block.type} ${block.name}`], [""].slice(1)];
      for (const entry of block.properties) {
        if (entry.type === "attribute") attributes.push(`${block.name} ${astAttribute(entry)}`);
        if (entry.type === "field") facts.push(`${block.name} ${astField(entry)}`);
      }
      return [...facts, ...attributes];
    }
  }
}

function astField(field: Field): string {
  const type = typeof field.fieldType === "string" ? field.fieldType : astFunction(field.fieldType);
  const arity = field.array === true ? "[]" : field.optional === true ? "?" : "";
  return [field.name, `${type}${arity}`, ...astAttributes(field)].join(" ");
}

function astAttributes(owner: { attributes?: Attribute[] }): string[] {
  return (owner.attributes ?? []).map(astAttribute);
}

function astAttribute(attribute: Attribute | BlockAttribute): string {
  const sign = attribute.kind === "field" ? "@" : "@@";
  const name = attribute.group === undefined ? attribute.name : `${attribute.group}.${attribute.name}`;
  const args = (attribute.args ?? []).map((argument: AttributeArgument) => astValue(argument.value));
  return `${sign}${name}${args.length === 0 ? "" : `(${args.join()})`}`;
}

function astValue(value: Value | Func | KeyValue | undefined): string {
  if (value === null || value === undefined) return "null";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${value.map(astValue).join()}]`;
  switch (value.type) {
    case "function":
      return astFunction(value);
    case "array":
      // Of `[]` it has no `args` at all, whatever its types say.
      return `[${"args" in value && Array.isArray(value.args) ? value.args.map(astValue).join() : ""}]`;
    case "object":
      return `{${value.properties.map(astValue).join()}}`;
    case "keyValue":
      return `${value.key}:${astValue(value.value)}`;
  }
}

function astFunction({ name, params }: Func): string {
  return `${name}(${(params ?? []).map(astValue).join()})`;
}

function factsOfTreeBlock(block: SchemaBlock, file: ParsedSchemaFile): string[] {
  const name = block.name.text;
  const facts = [`${block.kind} ${name}`];
  switch (block.kind) {
    case "datasource":
    case "generator":
      for (const entry of block.entries) facts.push(`${name} ${entry.name.text} = ${treeValue(entry.value, file)}`);
      return facts;
    case "alias":
      return facts;
    case "enum":
      for (const value of block.values) {
        facts.push([name, value.name.text, ...value.attributes.map((one) => treeAttribute(one, file))].join(" "));
      }
      break;
    default:
      for (const field of block.fields) {
        const attributes = field.attributes.map((one) => treeAttribute(one, file));
        facts.push([name, field.name.text, treeType(field.type, file), ...attributes].join(" "));
      }
  }
  for (const attribute of block.attributes) facts.push(`${name} ${treeAttribute(attribute, file)}`);
  return facts;
}

function treeType(type: SchemaFieldType | null, file: ParsedSchemaFile): string {
  if (type === null) return "";
  const name = type.unsupported ? `Unsupported(${file.source.slice(type.unsupported.span)})` : type.name.text;
  return name + { required: "", optional: "?", list: "[]" }[type.arity];
}

function treeAttribute(attribute: SchemaAttribute, file: ParsedSchemaFile): string {
  const args = attribute.arguments.map((argument) => treeArgument(argument, file));
  const sign = attribute.level === "field" ? "@" : "@@";
  return `${sign}${attribute.name.text}${args.length === 0 ? "" : `(${args.join()})`}`;
}

function treeArgument({ name, value }: SchemaArgument, file: ParsedSchemaFile): string {
  return name === null ? treeValue(value, file) : `${name.text}:${treeValue(value, file)}`;
}

function treeValue(value: SchemaValue | null, file: ParsedSchemaFile): string {
  switch (value?.kind) {
    case undefined:
      return "";
    case "string":
    case "number":
    case "path":
      return file.source.slice(value.span);
    case "call":
      return `${value.name.text}(${value.arguments.map((argument) => treeArgument(argument, file)).join()})`;
    case "array":
      return `[${value.items.map((item) => treeValue(item, file)).join()}]`;
    case "object":
      return `{${value.entries.map((entry) => treeArgument(entry, file)).join()}}`;
  }
}
