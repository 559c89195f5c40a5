import type { SourceText } from "../text/source-text.js";
import { attributeNamed } from "./attribute-arguments.js";
import type { DeclarationNames } from "./declaration-names.js";
import { declareDefault } from "./declare-default.js";
import { mappedName } from "./declare-config.js";
import type { DeclaredField, DeclaredNativeType } from "./declared-field.js";
import type { SchemaAttribute, SchemaField, SchemaFieldType } from "./syntax-tree.js";

export function declareFields(
  fields: readonly SchemaField[],
  source: SourceText,
  names: DeclarationNames,
): DeclaredField[] {
  const declared: DeclaredField[] = [];
  for (const field of fields) {
    // Without a type there is nothing to say about the column.
    if (field.type !== null) declared.push(declareField(field, field.type, source, names));
  }
  return declared;
}

/** A field's own attributes and those that its type's alias adds. */
export function attributesOf(field: SchemaField, names: DeclarationNames): readonly SchemaAttribute[] {
  const alias = field.type === null ? undefined : names.aliases.get(field.type.name.text);
  return alias === undefined ? field.attributes : [...field.attributes, ...alias.attributes];
}

function declareField(
  field: SchemaField,
  type: SchemaFieldType,
  source: SourceText,
  names: DeclarationNames,
): DeclaredField {
  const attributes = attributesOf(field, names);
  const typeName = names.aliases.get(type.name.text)?.type?.name.text ?? type.name.text;
  const isRequired = type.arity === "required";
  return {
    // No spread: with one, declaring a schema takes twice as long.
    name: field.name.text,
    nameSpan: field.name.span,
    source,
    span: field.span,
    column: mappedName(attributes, "map") ?? field.name.text,
    kind: type.unsupported === null ? kindOf(typeName, names) : "unsupported",
    type: type.unsupported?.value ?? typeName,
    typeSpan: type.span,
    isList: type.arity === "list",
    isRequired,
    default: declareDefault(attributes, names.enums.get(typeName)),
    isUpdatedAt: attributeNamed(attributes, "updatedAt") !== undefined,
    nativeType: nativeType(attributes, source, names),
    isIgnored: attributeNamed(attributes, "ignore") !== undefined,
  };
}

const scalars = new Set(["String", "Boolean", "Int", "BigInt", "Float", "Decimal", "DateTime", "Json", "Bytes"]);

function kindOf(type: string, names: DeclarationNames): DeclaredField["kind"] {
  if (scalars.has(type)) return "scalar";
  if (names.enums.has(type)) return "enum";
  if (names.models.has(type)) return "relation";
  if (names.compositeTypes.has(type)) return "composite";
  return "unknown";
}

/** `@<datasource>.<Type>`. A file read without its datasource's file may call it anything. */
function nativeType(
  attributes: readonly SchemaAttribute[],
  source: SourceText,
  { datasource }: DeclarationNames,
): DeclaredNativeType | undefined {
  for (const attribute of attributes) {
    const [scope, name, ...rest] = attribute.name.text.split(".");
    if (name === undefined || rest.length > 0) continue;
    if (datasource !== undefined && datasource.name !== scope) continue;
    const args = attribute.arguments.map((argument) => source.slice(argument.span));
    return { name, arguments: args, span: attribute.span };
  }
  return undefined;
}
