import type { SourceText } from "../text/source-text.js";
import { argumentValue, itemsOf, pathOf, stringOf } from "./attribute-arguments.js";
import type { DeclarationNames } from "./declaration-names.js";
import { attributesOf } from "./declare-field.js";
import { declarePredicate } from "./declare-predicate.js";
import type { DeclaredField } from "./declared-field.js";
import type { DeclaredKey, DeclaredKeyField } from "./declared-schema.js";
import { defaultName } from "./default-name.js";
import type { ModelBlock, SchemaArgument, SchemaAttribute, SchemaValue } from "./syntax-tree.js";

/** What the keys of a model need to know of it. */
export interface KeyOwner {
  readonly block: ModelBlock;
  readonly source: SourceText;
  readonly table: string;
  readonly fields: readonly DeclaredField[];
}

/** Keys in the order of the text: those of fields, then those of the block. */
export function declareKeys(owner: KeyOwner, names: DeclarationNames): DeclaredKey[] {
  const keys: DeclaredKey[] = [];
  for (const field of owner.block.fields) {
    for (const attribute of attributesOf(field, names)) {
      const kind = attribute.name.text;
      if (kind !== "id" && kind !== "unique") continue;
      const { span } = field.name;
      const only = { ...fieldOptions(attribute.arguments), name: field.name.text, column: columnOf(owner, field.name.text), span };
      keys.push(declareKey(kind, attribute, [only], owner, names));
    }
  }
  for (const attribute of owner.block.attributes) {
    const kind = attribute.name.text;
    if (kind !== "id" && kind !== "unique" && kind !== "index" && kind !== "fulltext") continue;
    keys.push(declareKey(kind, attribute, keyFields(attribute, owner), owner, names));
  }
  return keys;
}

function declareKey(
  kind: DeclaredKey["kind"],
  attribute: SchemaAttribute,
  fields: readonly DeclaredKeyField[],
  owner: KeyOwner,
  names: DeclarationNames,
): DeclaredKey {
  const args = attribute.arguments;
  // Before `map`, an index was named by `name`; Prisma still takes it so for @@index, for no other key.
  const oldName = kind === "index" ? stringOf(argumentValue(args, "name")) : undefined;
  const map = stringOf(argumentValue(args, "map")) ?? oldName;
  const clustered = pathOf(argumentValue(args, "clustered"));
  const where = argumentValue(args, "where");
  return {
    kind,
    source: owner.source,
    span: attribute.span,
    fields,
    map,
    databaseName: databaseName(kind, fields, map, owner.table, names.datasource?.provider),
    type: pathOf(argumentValue(args, "type")),
    clustered: clustered === undefined ? undefined : clustered === "true",
    where: where === undefined ? undefined : declarePredicate(where, owner.fields),
  };
}

function databaseName(
  kind: DeclaredKey["kind"],
  fields: readonly DeclaredKeyField[],
  map: string | undefined,
  table: string,
  provider: string | undefined,
): string | undefined {
  if (kind === "id" && (provider === "mysql" || provider === "sqlite" || provider === "mongodb")) return undefined;
  if (map !== undefined) return map;
  const columns = fields.map((field) => field.column.replaceAll(".", "_"));
  if (kind === "id") return defaultName("primaryKey", table, columns, provider);
  return defaultName(kind === "unique" ? "unique" : "index", table, columns, provider);
}

function keyFields(attribute: SchemaAttribute, owner: KeyOwner): DeclaredKeyField[] {
  const fields: DeclaredKeyField[] = [];
  for (const item of itemsOf(argumentValue(attribute.arguments, "fields", "may be unnamed"))) {
    if (item.kind !== "path" && item.kind !== "call") continue;
    const name = item.kind === "path" ? item.text : item.name.text;
    const options = fieldOptions(item.kind === "call" ? item.arguments : []);
    fields.push({ ...options, name, column: columnOf(owner, name), span: item.span });
  }
  return fields;
}

function fieldOptions(args: readonly SchemaArgument[]): Pick<DeclaredKeyField, "sort" | "ops" | "length"> {
  const sort = pathOf(argumentValue(args, "sort"));
  const length = argumentValue(args, "length");
  return {
    sort: sort === "Asc" || sort === "Desc" ? sort : undefined,
    ops: operatorClass(argumentValue(args, "ops")),
    length: length?.kind === "number" ? Number(length.text) : undefined,
  };
}

function operatorClass(value: SchemaValue | undefined): string | undefined {
  if (value?.kind !== "call") return pathOf(value);
  return value.name.text === "raw" ? stringOf(value.arguments[0]?.value) : undefined;
}

/** Of `address.street` only the first part is a field of the model itself; parts have their own `@map`, seldom used. */
function columnOf(owner: KeyOwner, path: string): string {
  const [first = "", ...rest] = path.split(".");
  const column = owner.fields.find((field) => field.name === first)?.column ?? first;
  return [column, ...rest].join(".");
}
