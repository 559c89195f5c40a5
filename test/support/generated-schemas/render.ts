import type { EnumType, EnumValue, Field, Index, Join, Model, Relation, SchemaDraft } from './model.js';

/** The schema.prisma text of a draft, valid for Prisma 6 and 7 apart from the datasource's missing `url`. */
export function renderSchema(draft: SchemaDraft): string {
  for (const { schema } of [...draft.enums, ...draft.models]) if (schema !== undefined) draft.listedSchemas.add(schema);
  const listed = [...draft.listedSchemas];
  const schemas = listed.length === 0 ? '' : `\n  schemas  = [${listed.map(quoted).join(', ')}]`;
  const blocks = [`datasource db {\n  provider = "postgresql"${schemas}\n}`];
  for (const enumType of draft.enums) blocks.push(renderEnum(enumType));
  for (const model of draft.models) blocks.push(renderModel(draft, model));
  return `${blocks.join('\n\n')}\n`;
}

function renderEnum(enumType: EnumType): string {
  const lines = enumType.values.map((value) => `${value.name}${mapAttribute('@map', value.map)}`);
  return block('enum', enumType.name, [...lines, ...blockAttributes(enumType)]);
}

function renderModel(draft: SchemaDraft, model: Model): string {
  const lines = model.fields.map((field) => renderField(model, field));
  for (const relation of draft.relations) lines.push(...relationFields(draft, model, relation));
  for (const join of draft.joins) lines.push(...joinFields(draft, model, join));
  if (model.key.fields.length > 1) lines.push(`@@id([${model.key.fields.map((field) => field.name).join(', ')}]${mapArgument(model.key.map)})`);
  for (const index of model.indexes) if (!isInline(index)) lines.push(renderIndex(index));
  return block('model', model.name, [...lines, ...blockAttributes(model)]);
}

function renderField(model: Model, field: Field): string {
  const arity = field.arity === 'list' ? '[]' : field.arity === 'optional' ? '?' : '';
  const parts = [`${field.name} ${typeName(field)}${arity}`];
  if (model.key.fields.length === 1 && model.key.fields[0] === field) parts.push(model.key.map === undefined ? '@id' : `@id(map: ${quoted(model.key.map)})`);
  for (const index of model.indexes) if (isInline(index) && index.parts[0]?.field === field) parts.push(inlineUnique(index));
  if (field.default !== undefined) parts.push(`@default(${defaultText(field)})`);
  if (field.updatedAt) parts.push('@updatedAt');
  if (field.type.kind === 'scalar' && field.type.spec.native !== undefined) parts.push(`@db.${field.type.spec.native}`);
  if (field.map !== undefined) parts.push(`@map(${quoted(field.map)})`);
  return parts.join(' ');
}

function typeName(field: Field): string {
  switch (field.type.kind) {
    case 'scalar':
      return field.type.spec.scalar;
    case 'enum':
      return field.type.enumType.name;
    case 'unsupported':
      return `Unsupported(${quoted(field.type.sql)})`;
  }
}

function defaultText(field: Field): string {
  if (field.default === undefined) return '';
  if (field.default.kind === 'text') return field.default.text;
  const names = field.default.values.map((value: EnumValue) => value.name).join(', ');
  return field.arity === 'list' ? `[${names}]` : names;
}

/** One unique column is written at its field, as people do, unless it is sorted. */
function isInline(index: Index): boolean {
  return index.kind === 'unique' && index.parts.length === 1 && index.parts[0]?.sort === undefined;
}

function inlineUnique(index: Index): string {
  return index.map === undefined ? '@unique' : `@unique(map: ${quoted(index.map)})`;
}

function renderIndex(index: Index): string {
  const parts = index.parts.map(({ field, sort, ops }) => {
    const options = [...(sort === undefined ? [] : [`sort: ${sort}`]), ...(ops === undefined ? [] : [`ops: ${ops}`])];
    return options.length === 0 ? field.name : `${field.name}(${options.join(', ')})`;
  });
  const type = index.algorithm === undefined ? '' : `, type: ${index.algorithm}`;
  return `@@${index.kind}([${parts.join(', ')}]${type}${mapArgument(index.map)})`;
}

function relationFields(draft: SchemaDraft, model: Model, relation: Relation): string[] {
  const lines: string[] = [];
  const name = needsName(draft, relation.child, relation.parent) ? `"Link${relation.number}"` : undefined;
  if (relation.child === model) {
    const optional = relation.fields.some((field) => field.arity === 'optional') ? '?' : '';
    const options = [
      ...(name === undefined ? [] : [name]),
      `fields: [${relation.fields.map((field) => field.name).join(', ')}]`,
      `references: [${relation.references.map((field) => field.name).join(', ')}]`,
      ...(relation.onDelete === undefined ? [] : [`onDelete: ${relation.onDelete}`]),
      ...(relation.onUpdate === undefined ? [] : [`onUpdate: ${relation.onUpdate}`]),
      ...(relation.map === undefined ? [] : [`map: ${quoted(relation.map)}`]),
    ];
    lines.push(`link${relation.number} ${relation.parent.name}${optional} @relation(${options.join(', ')})`);
  }
  if (relation.parent === model) {
    const arity = relation.cardinality === 'one' ? '?' : '[]';
    lines.push(`back${relation.number} ${relation.child.name}${arity}${name === undefined ? '' : ` @relation(${name})`}`);
  }
  return lines;
}

function joinFields(draft: SchemaDraft, model: Model, join: Join): string[] {
  const attribute = needsName(draft, join.a, join.b) ? ` @relation("Join${join.number}")` : '';
  const lines: string[] = [];
  if (join.a === model) lines.push(`many${join.number} ${join.b.name}[]${attribute}`);
  if (join.b === model) lines.push(`others${join.number} ${join.a.name}[]${attribute}`);
  return lines;
}

/** Prisma wants a name where two models are joined more than once, or a model with itself. */
function needsName(draft: SchemaDraft, one: Model, other: Model): boolean {
  if (one === other) return true;
  const pairs = [...draft.relations.map((relation) => [relation.child, relation.parent]), ...draft.joins.map((join) => [join.a, join.b])];
  return pairs.filter((pair) => pair.includes(one) && pair.includes(other)).length > 1;
}

function blockAttributes(item: { readonly map: string | undefined; readonly schema: string | undefined }): string[] {
  return [...(item.map === undefined ? [] : [`@@map(${quoted(item.map)})`]), ...(item.schema === undefined ? [] : [`@@schema(${quoted(item.schema)})`])];
}

function block(keyword: string, name: string, lines: readonly string[]): string {
  return `${keyword} ${name} {\n${lines.map((line) => `  ${line}`).join('\n')}\n}`;
}

const mapAttribute = (attribute: string, map: string | undefined): string => (map === undefined ? '' : ` ${attribute}(${quoted(map)})`);
const mapArgument = (map: string | undefined): string => (map === undefined ? '' : `, map: ${quoted(map)}`);
const quoted = (text: string): string => JSON.stringify(text);
