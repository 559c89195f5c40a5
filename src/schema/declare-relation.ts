import { argumentValue, attributeNamed, pathOf, pathsOf, stringOf } from "./attribute-arguments.js";
import type { DeclarationNames } from "./declaration-names.js";
import { mappedName } from "./declare-config.js";
import type { KeyOwner } from "./declare-key.js";
import type { DeclaredField } from "./declared-field.js";
import type { DeclaredRelation } from "./declared-schema.js";
import { defaultName } from "./default-name.js";
import type { ModelBlock, SchemaAttribute, SchemaField } from "./syntax-tree.js";

export function declareRelations(owner: KeyOwner, names: DeclarationNames): DeclaredRelation[] {
  const relations: DeclaredRelation[] = [];
  for (const field of owner.fields) {
    const target = field.kind === "relation" ? names.models.get(field.type) : undefined;
    if (target !== undefined) relations.push(declareRelation(field, target, owner, names));
  }
  return relations;
}

function declareRelation(
  field: DeclaredField,
  target: ModelBlock,
  owner: KeyOwner,
  names: DeclarationNames,
): DeclaredRelation {
  const attribute = relationAttribute(owner.block, field.name);
  const args = attribute?.arguments ?? [];
  const fields = pathsOf(argumentValue(args, "fields"));
  const references = pathsOf(argumentValue(args, "references"));
  const provider = names.datasource?.provider;
  const isOwning = fields.length > 0;
  const columns = fields.map((name) => owner.fields.find((one) => one.name === name)?.column ?? name);
  const onDelete = pathOf(argumentValue(args, "onDelete"));
  const onUpdate = pathOf(argumentValue(args, "onUpdate"));
  const map = stringOf(argumentValue(args, "map"));
  const defaults = defaultActions(field, fields, owner.fields, provider);
  return {
    kind: kindOf(field, attribute, owner.block, target, isOwning),
    source: owner.source,
    span: field.span,
    name: field.name,
    nameSpan: field.nameSpan,
    relationName: relationName(attribute),
    target: field.type,
    isList: field.isList,
    fields,
    columns,
    references: isOwning ? references : [],
    referencedColumns: isOwning ? references.map((name) => columnOfBlock(target, name)) : [],
    onDelete,
    onUpdate,
    actions: isOwning
      ? { onDelete: onDelete ?? defaults.onDelete, onUpdate: onUpdate ?? defaults.onUpdate }
      : undefined,
    map,
    databaseName: isOwning ? (map ?? defaultName("foreignKey", owner.table, columns, provider)) : undefined,
    attributeSpan: attribute?.span,
  };
}

/** Prisma tells a relation's two ends by its name and, where one model refers to itself, by being two fields. */
function kindOf(
  field: DeclaredField,
  attribute: SchemaAttribute | undefined,
  block: ModelBlock,
  target: ModelBlock,
  isOwning: boolean,
): DeclaredRelation["kind"] {
  if (isOwning) return "owning";
  if (!field.isList) return "inverse";
  const name = relationName(attribute);
  const opposite = target.fields.find((other) => isOpposite(other, field, name, block, target));
  const otherAttribute = opposite && attributeNamed(opposite.attributes, "relation");
  const otherOwns = argumentValue(otherAttribute?.arguments ?? [], "fields") !== undefined;
  return opposite?.type?.arity === "list" && !otherOwns ? "implicitManyToMany" : "inverse";
}

function isOpposite(
  other: SchemaField,
  field: DeclaredField,
  name: string | undefined,
  block: ModelBlock,
  target: ModelBlock,
): boolean {
  if (other.type?.name.text !== block.name.text) return false;
  if (block === target && other.name.text === field.name) return false;
  return relationName(attributeNamed(other.attributes, "relation")) === name;
}

function relationAttribute(block: ModelBlock, field: string): SchemaAttribute | undefined {
  const declared = block.fields.find((one) => one.name.text === field);
  return attributeNamed(declared?.attributes ?? [], "relation");
}

/** The empty string is no name to Prisma. */
function relationName(attribute: SchemaAttribute | undefined): string | undefined {
  return stringOf(argumentValue(attribute?.arguments ?? [], "name", "may be unnamed")) || undefined;
}

/** Required as soon as one of its columns is. SQL Server has no RESTRICT. */
function defaultActions(
  field: DeclaredField,
  columns: readonly string[],
  fields: readonly DeclaredField[],
  provider: string | undefined,
): { onDelete: string; onUpdate: string } {
  const isRequired = columns.some((name) => fields.find((one) => one.name === name)?.isRequired) || field.isRequired;
  const restrict = provider === "sqlserver" ? "NoAction" : "Restrict";
  return { onDelete: isRequired ? restrict : "SetNull", onUpdate: "Cascade" };
}

function columnOfBlock(block: ModelBlock, name: string): string {
  const field = block.fields.find((one) => one.name.text === name);
  return mappedName(field?.attributes ?? [], "map") ?? name;
}
