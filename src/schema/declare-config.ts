import type { SourceText } from "../text/source-text.js";
import { attributeNamed, argumentValue, stringOf, stringsOf } from "./attribute-arguments.js";
import type { DeclaredDatasource, DeclaredEnum, DeclaredEnumValue, DeclaredGenerator } from "./declared-schema.js";
import type { ConfigBlock, EnumBlock, SchemaAttribute, SchemaValue } from "./syntax-tree.js";

export function declareDatasource(block: ConfigBlock, source: SourceText): DeclaredDatasource {
  const written = providerOf(block);
  const provider = written === "postgres" ? "postgresql" : written;
  const mode = stringOf(entry(block, "relationMode")) ?? stringOf(entry(block, "referentialIntegrity"));
  return {
    ...declaration(block, source),
    provider,
    relationMode: (mode ?? (provider === "mongodb" ? "prisma" : "foreignKeys")) === "prisma" ? "prisma" : "foreignKeys",
    schemas: stringsOf(entry(block, "schemas")),
    hasUrl: block.entries.some((one) => one.name.text === "url"),
  };
}

export function declareGenerator(block: ConfigBlock, source: SourceText): DeclaredGenerator {
  return {
    ...declaration(block, source),
    provider: stringOf(entry(block, "provider")),
    previewFeatures: stringsOf(entry(block, "previewFeatures")),
  };
}

export function declareEnum(block: EnumBlock, source: SourceText): DeclaredEnum {
  const values: DeclaredEnumValue[] = [];
  for (const value of block.values) {
    const databaseName = mappedName(value.attributes, "map") ?? value.name.text;
    values.push({ ...declaration(value, source), databaseName });
  }
  return {
    ...declaration(block, source),
    databaseName: mappedName(block.attributes, "map") ?? block.name.text,
    schema: mappedName(block.attributes, "schema"),
    values,
  };
}

/** The string of `@map("…")`, `@@map(name: "…")` or `@@schema("…")`. */
export function mappedName(attributes: readonly SchemaAttribute[], attribute: "map" | "schema"): string | undefined {
  const found = attributeNamed(attributes, attribute);
  if (found === undefined) return undefined;
  return stringOf(argumentValue(found.arguments, attribute === "map" ? "name" : "map", "may be unnamed"));
}

export function declaration(
  node: { readonly name: { readonly text: string; readonly span: DeclaredEnum["span"] }; readonly span: DeclaredEnum["span"] },
  source: SourceText,
) {
  return { name: node.name.text, nameSpan: node.name.span, source, span: node.span };
}

function entry(block: ConfigBlock, name: string): SchemaValue | undefined {
  return block.entries.find((one) => one.name.text === name)?.value ?? undefined;
}

/** Prisma 2 took a list of providers, of which `url` chose one: the first is as good a guess as any. */
function providerOf(block: ConfigBlock): string | undefined {
  return stringsOf(entry(block, "provider"))[0];
}
