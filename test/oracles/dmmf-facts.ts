import type { getDMMF } from "@prisma/internals";
import type { DeclaredDefault, DeclaredField, DefaultLiteral } from "../../src/schema/declared-field.js";
import type { DeclaredKey, DeclaredModel, DeclaredRelation, DeclaredSchema } from "../../src/schema/declared-schema.js";
import { keysOf } from "../../src/schema/schema-questions.js";

type Dmmf = Awaited<ReturnType<typeof getDMMF>>["datamodel"];
type DmmfField = Dmmf["models"][number]["fields"][number];

/** One fact a line, sorted: the DMMF puts views behind models, and keys in an order of its own. */
export function factsOfDmmf({ datamodel }: { readonly datamodel: Dmmf }): string[] {
  const facts: string[] = [];
  for (const model of datamodel.models) {
    facts.push(`model ${model.name} table ${model.dbName ?? model.name} schema ${model.schema ?? "-"}`);
    model.fields.forEach((field, at) => facts.push(`${model.name} ${at} ${dmmfField(field)}`));
  }
  for (const type of datamodel.types) {
    type.fields.forEach((field, at) => facts.push(`type ${type.name} ${at} ${dmmfField(field)}`));
  }
  for (const one of datamodel.enums) {
    facts.push(`enum ${one.name} ${one.dbName ?? one.name}`);
    one.values.forEach((value, at) => facts.push(`enum ${one.name} ${at} ${value.name} ${value.dbName ?? value.name}`));
  }
  for (const index of datamodel.indexes) {
    const fields = index.fields.map((f) => keyField(f.name, f.sortOrder, f.length, f.operatorClass));
    const type = index.algorithm ?? "BTree";
    facts.push(key(index.model, index.type, fields, index.dbName, type, index.clustered));
  }
  return facts.sort();
}

/** The same facts of our declaration, without what the DMMF leaves out: what is ignored or unsupported. */
export function factsOfDeclaration(schema: DeclaredSchema): string[] {
  const facts: string[] = [];
  const ignored = new Set<string>();
  const all = [...schema.models, ...schema.views];
  for (const model of all) if (model.isIgnored) ignored.add(model.name);
  const isKnown = (field: DeclaredField) => !field.isIgnored && field.kind !== "unsupported" && !ignored.has(field.type);
  for (const model of all.filter((one) => !one.isIgnored)) {
    facts.push(`model ${model.name} table ${model.table} schema ${model.schema ?? "-"}`);
    model.fields.filter(isKnown).forEach((field, at) => facts.push(`${model.name} ${at} ${ourField(field, model)}`));
  }
  for (const type of schema.compositeTypes) {
    type.fields.filter(isKnown).forEach((field, at) => facts.push(`type ${type.name} ${at} ${ourField(field, type)}`));
  }
  for (const one of schema.enums) {
    facts.push(`enum ${one.name} ${one.databaseName}`);
    one.values.forEach((value, at) => facts.push(`enum ${one.name} ${at} ${value.name} ${value.databaseName}`));
  }
  for (const model of all.filter((one) => !one.isIgnored)) {
    for (const one of keysOf(model)) {
      const fields = one.fields.map((f) => keyField(f.name, f.sort?.toLowerCase(), f.length, f.ops));
      const kind = one.kind === "index" ? "normal" : one.kind;
      facts.push(key(model.name, kind, fields, one.map, one.type ?? "BTree", one.clustered));
    }
  }
  return facts.sort();
}

function dmmfField(field: DmmfField): string {
  const parts = [field.name, field.type, field.kind, field.isList ? "list" : field.isRequired ? "required" : "optional"];
  parts.push(`column ${field.dbName ?? field.name}`, field.isId ? "id" : "", field.isUnique ? "unique" : "");
  parts.push(field.isUpdatedAt === true ? "updatedAt" : "");
  if (field.nativeType) parts.push(`native ${field.nativeType[0]}(${field.nativeType[1].join()})`);
  parts.push(`default ${dmmfDefault(field)}`);
  if (field.relationName !== undefined) {
    const from = field.relationFromFields?.join() ?? "";
    const to = field.relationToFields?.join() ?? "";
    const { relationName, relationOnDelete = "-", relationOnUpdate = "-" } = field;
    parts.push(`relation ${relationName} (${from}) (${to}) ${relationOnDelete} ${relationOnUpdate}`);
  }
  return parts.filter((part) => part !== "").join(" ");
}

function ourField(field: DeclaredField, model: DeclaredModel): string {
  const kind = field.kind === "relation" || field.kind === "composite" ? "object" : field.kind;
  const parts = [field.name, field.type, kind, field.isList ? "list" : field.isRequired ? "required" : "optional"];
  const isAlone = (one: DeclaredKey) => one.fields.length === 1 && one.fields[0]?.name === field.name;
  // Prisma takes `@@id([a])` for `@id`, and `@@unique([a])` for `@unique`.
  const isId = model.id !== undefined && isAlone(model.id);
  // An id counts as no unique field.
  const isUnique = !isId && model.uniques.some((one) => isAlone(one) && one.where === undefined);
  parts.push(`column ${field.column}`, isId ? "id" : "", isUnique ? "unique" : "");
  parts.push(field.isUpdatedAt ? "updatedAt" : "");
  if (field.nativeType) parts.push(`native ${field.nativeType.name}(${field.nativeType.arguments.join()})`);
  // `@default("2.00")` of a Decimal.
  const isNumber = ["Int", "BigInt", "Float", "Decimal"].includes(field.type) && field.default.kind === "literal";
  parts.push(`default ${isNumber ? numberText(ourDefault(field.default)) : ourDefault(field.default)}`);
  const relation = model.relations.find((one) => one.name === field.name);
  if (relation !== undefined) parts.push(ourRelation(relation, model));
  return parts.filter((part) => part !== "").join(" ");
}

function ourRelation(relation: DeclaredRelation, model: DeclaredModel): string {
  const name = relation.relationName ?? [model.name, relation.target].sort().join("To");
  const [from, to] = [relation.fields.join(), relation.references.join()];
  return `relation ${name} (${from}) (${to}) ${relation.onDelete ?? "-"} ${relation.onUpdate ?? "-"}`;
}

function keyField(name: string, sort: string | undefined, length: number | undefined, ops: string | undefined): string {
  return `${name} ${sort ?? "-"} ${length ?? "-"} ${ops ?? "-"}`;
}

function key(
  model: string,
  kind: string,
  fields: readonly string[],
  map: string | undefined,
  type: string,
  clustered: boolean | undefined,
): string {
  return `${model} key ${kind} (${fields.join(", ")}) map ${map ?? "-"} type ${type} clustered ${clustered ?? "-"}`;
}

function dmmfDefault({ default: value }: DmmfField): string {
  if (value === undefined) return "-";
  if (typeof value === "number") return numberText(String(value));
  if (typeof value !== "object") return String(value);
  if (!("name" in value)) return value.map((one) => (typeof one === "number" ? numberText(String(one)) : String(one))).join(" | ");
  return value.name === "dbgenerated" ? `dbgenerated(${value.args.join()})` : `${value.name}()`;
}

function ourDefault(value: DeclaredDefault): string {
  switch (value.kind) {
    case "none":
      return "-";
    case "literal":
      return literal(value.value);
    case "list":
      return value.values.map(literal).join(" | ");
    case "dbgenerated":
      return `dbgenerated(${value.sql ?? ""})`;
    case "prisma":
      return value.function === "updatedAt" ? "-" : `${value.function}()`;
    case "now":
    case "autoincrement":
    case "sequence":
      return `${value.kind}()`;
  }
}

/** The DMMF gives 13.37 as 13.370000000000001, and BigInts as exact strings. */
function numberText(text: string): string {
  return /^-?\d+$/.test(text) ? text : String(Number(Number(text).toPrecision(15)));
}

function literal(value: DefaultLiteral): string {
  switch (value.kind) {
    case "string":
      return value.value;
    case "number":
      return numberText(value.text);
    case "boolean":
      return String(value.value);
    case "enum":
      return value.name;
  }
}
