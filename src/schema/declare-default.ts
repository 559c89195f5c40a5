import type { Span } from "../text/source-text.js";
import { argumentValue, attributeNamed, stringOf } from "./attribute-arguments.js";
import type { DeclaredDefault, DefaultLiteral } from "./declared-field.js";
import type { DeclaredEnum } from "./declared-schema.js";
import type { CallValue, SchemaAttribute, SchemaValue } from "./syntax-tree.js";

/** `type` is the field's type where that is an enum. */
export function declareDefault(attributes: readonly SchemaAttribute[], type: DeclaredEnum | undefined): DeclaredDefault {
  const attribute = attributeNamed(attributes, "default");
  const value = attribute && argumentValue(attribute.arguments, "value", "may be unnamed");
  if (attribute !== undefined && value !== undefined) {
    const map = stringOf(argumentValue(attribute.arguments, "map"));
    return defaultOf(value, map, attribute.span, type);
  }
  const updatedAt = attributeNamed(attributes, "updatedAt");
  return updatedAt ? { kind: "prisma", function: "updatedAt", span: updatedAt.span } : { kind: "none" };
}

/**
 * Whether the column has a DEFAULT in the database, so that SQL that leaves it out still gets a value. True for
 * `dbgenerated()` without an expression: it says that somebody gave the column one by hand, Prisma itself writes none.
 */
export function isDatabaseDefault(declared: DeclaredDefault): boolean {
  return declared.kind !== "none" && declared.kind !== "prisma";
}

function defaultOf(
  value: SchemaValue,
  map: string | undefined,
  span: Span,
  type: DeclaredEnum | undefined,
): DeclaredDefault {
  if (value.kind === "call") return functionDefault(value, map, span);
  if (value.kind === "array") {
    const values: DefaultLiteral[] = [];
    for (const item of value.items) {
      const literal = literalOf(item, type);
      if (literal !== undefined) values.push(literal);
    }
    return { kind: "list", values, map, span };
  }
  const literal = literalOf(value, type);
  return literal === undefined ? { kind: "none" } : { kind: "literal", value: literal, map, span };
}

function functionDefault(call: CallValue, map: string | undefined, span: Span): DeclaredDefault {
  switch (call.name.text) {
    case "now":
      return { kind: "now", map, span };
    case "autoincrement":
      return { kind: "autoincrement", span };
    case "sequence":
      return { kind: "sequence", span };
    case "dbgenerated": {
      const sql = stringOf(argumentValue(call.arguments, "value", "may be unnamed"));
      return { kind: "dbgenerated", sql, map, span };
    }
    default:
      return { kind: "prisma", function: call.name.text, span };
  }
}

function literalOf(value: SchemaValue, type: DeclaredEnum | undefined): DefaultLiteral | undefined {
  switch (value.kind) {
    case "string":
      return { kind: "string", value: value.value };
    case "number":
      return { kind: "number", text: value.text };
    case "path": {
      const member = type?.values.find((one) => one.name === value.text);
      if (type === undefined && (value.text === "true" || value.text === "false")) {
        return { kind: "boolean", value: value.text === "true" };
      }
      return { kind: "enum", name: value.text, databaseName: member?.databaseName ?? value.text };
    }
    default:
      return undefined;
  }
}
