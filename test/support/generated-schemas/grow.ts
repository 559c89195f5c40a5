import type { Choice } from './choice.js';
import { usableEnums } from './edit.js';
import { columnSpecs, unsupportedTypes, type ColumnSpec, type Trait } from './column-specs.js';
import { referentialActions, tableName, columnName, indexFields, type Arity, type ColumnType, type DefaultValue, type EnumType, type EnumValue, type Field, type Index, type IndexAlgorithm, type IndexPart, type Model, type ReferentialAction, type SchemaDraft } from './model.js';

/** The parts that a draft grows by. Each call keeps the draft valid for Prisma. */
export interface Grower {
  newEnum(): EnumType;
  newEnumValue(): EnumValue;
  newModel(): Model;
  newField(arity?: Arity): Field;
  newRelation(child: Model, parent: Model): void;
  newJoin(a: Model, b: Model): void;
  /** False where no column of the model can carry one. */
  newIndex(model: Model): boolean;
  newUnique(model: Model, fields: readonly Field[]): Index;
  defaultFor(type: ColumnType, arity: Arity): DefaultValue | undefined;
  specWith(traits: readonly Trait[]): ColumnSpec;
  /** A database name of the kind that legacy databases have, never used before. `limit`: the most bytes it may have. */
  oddName(limit: number): string;
  fieldName(): string;
  modelName(): string;
  constraintName(): string;
  action(): ReferentialAction | undefined;
}

export function growerOf(draft: SchemaDraft, choice: Choice): Grower {
  const number = (): number => (draft.lastNumber += 1);
  const schemaOf = (): string | undefined => choice.maybe(draft.schemas);
  const mapOr = (limit: number): string | undefined => (choice.chance(25) ? oddName(limit) : undefined);

  const oddName = (limit: number): string => {
    const n = number();
    const names = [`legacy_${n}`, `T.${n}`, `with space ${n}`, `UPPER${n}`, `order-${n}`, `user$${n}`, `ünï${n}`, `${n}😀🚀`, `${n} ${'long_name_'.repeat(7)}`, `${n}${'😀'.repeat(18)}`];
    return choice.pick(names.filter((name) => Buffer.byteLength(name) <= limit));
  };

  const newEnumValue = (): EnumValue => {
    const n = number();
    return { name: choice.pick([`VALUE_${n}`, `Value${n}`, `v${n}`]), map: mapOr(40), fresh: true };
  };

  const newEnum = (): EnumType => {
    const created: EnumType = { name: `Kind${number()}`, map: mapOr(40), schema: schemaOf(), values: [] };
    const count = choice.int(1, 4);
    for (let at = 0; at < count; at += 1) created.values.push({ ...newEnumValue(), fresh: false });
    draft.enums.push(created);
    return created;
  };

  const specWith = (traits: readonly Trait[]): ColumnSpec => choice.pick(columnSpecs.filter((spec) => traits.every((trait) => spec.traits.includes(trait))));

  const defaultFor = (type: ColumnType, arity: Arity): DefaultValue | undefined => {
    if (type.kind === 'unsupported') return undefined;
    if (type.kind === 'enum') {
      const values = type.enumType.values.filter((value) => !value.fresh);
      if (arity === 'list') return { kind: 'values', values: choice.some(values, choice.int(0, 2)) };
      return values.length === 0 ? undefined : { kind: 'values', values: [choice.pick(values)] };
    }
    if (arity === 'list') return { kind: 'text', text: `[${choice.some(type.spec.literals, choice.int(0, 2)).join(', ')}]` };
    const serial = type.spec.traits.includes('serial') && arity === 'required' ? ['autoincrement()'] : [];
    const found = choice.maybe([...type.spec.literals, ...type.spec.calls, ...serial]);
    return found === undefined ? undefined : { kind: 'text', text: found };
  };

  const newType = (arity: Arity): ColumnType => {
    const enumType = choice.chance(20) ? choice.maybe(usableEnums(draft)) : undefined;
    if (enumType !== undefined) {
      draft.step.usedEnums.add(enumType);
      return { kind: 'enum', enumType };
    }
    if (arity !== 'list' && choice.chance(4)) return { kind: 'unsupported', sql: choice.pick(unsupportedTypes) };
    return { kind: 'scalar', spec: specWith(arity === 'list' ? ['list'] : []) };
  };

  const newField = (arity: Arity = choice.pick(['required', 'required', 'optional', 'optional', 'list'])): Field => {
    const type = newType(arity);
    const updatedAt = type.kind === 'scalar' && type.spec.scalar === 'DateTime' && arity !== 'list' && choice.chance(20);
    const value = !updatedAt && choice.chance(45) ? defaultFor(type, arity) : undefined;
    return { name: fieldName(), map: mapOr(80), type, arity, default: value, updatedAt };
  };

  const newKeyField = (): Field => {
    const type: ColumnType = { kind: 'scalar', spec: specWith(['key']) };
    return { name: fieldName(), map: mapOr(80), type, arity: 'required', default: choice.chance(60) ? defaultFor(type, 'required') : undefined, updatedAt: false };
  };

  const newModel = (): Model => {
    const keyFields = choice.chance(25) ? [newKeyField(), newKeyField()] : [newKeyField()];
    const fields = [...keyFields];
    const count = choice.int(1, 5);
    for (let at = 0; at < count; at += 1) fields.push(newField());
    const keyMap = choice.chance(15) ? constraintName() : undefined;
    const created: Model = { name: modelName(), map: mapOr(80), schema: schemaOf(), fields, key: { fields: keyFields, map: keyMap }, indexes: [] };
    draft.models.push(created);
    draft.step.touched.add(created);
    if (choice.chance(50)) newIndex(created);
    return created;
  };

  const newRelation = (child: Model, parent: Model): void => {
    const uniques = parent.indexes.filter((index) => index.kind === 'unique' && index.parts.every((part) => part.field.type.kind === 'scalar' && part.sort === undefined)).map(indexFields);
    const references = choice.pick([parent.key.fields, parent.key.fields, ...uniques]);
    const arity = choice.pick(['required', 'optional'] as const);
    const fields = references.map((referenced): Field => ({ name: fieldName(), map: mapOr(80), type: referenced.type, arity, default: undefined, updatedAt: false }));
    child.fields.push(...fields);
    const cardinality = choice.chance(25) ? 'one' : 'many';
    if (cardinality === 'one') newUnique(child, fields);
    else if (choice.chance(40)) child.indexes.push({ kind: 'index', parts: fields.map((field) => ({ field, sort: undefined, ops: undefined })), algorithm: undefined, map: undefined });
    draft.relations.push({ number: number(), child, parent, fields, references, cardinality, onDelete: action(), onUpdate: action(), map: choice.chance(20) ? constraintName() : undefined });
  };

  const newIndex = (model: Model): boolean => {
    const candidates = indexCandidates(model, choice);
    const found = choice.maybe(candidates);
    if (found === undefined) return false;
    model.indexes.push({ ...found, map: choice.chance(25) ? constraintName() : undefined });
    return true;
  };

  const newUnique = (model: Model, fields: readonly Field[]): Index => {
    const created: Index = { kind: 'unique', parts: fields.map((field) => ({ field, sort: undefined, ops: undefined })), algorithm: undefined, map: undefined };
    model.indexes.push(created);
    return created;
  };

  const fieldName = (): string => `${choice.pick(['name', 'total', 'state', 'createdAt', 'note', 'code'])}${number()}`;
  const modelName = (): string => `${choice.pick(['User', 'Order', 'Item', 'Account', 'Event', 'Invoice'])}${number()}`;
  const constraintName = (): string => `${choice.pick(['uq', 'IX named', 'fk.named', 'k😀'])}_${number()}`;
  const action = (): ReferentialAction | undefined => (choice.chance(50) ? choice.pick(referentialActions) : undefined);
  const newJoin = (a: Model, b: Model): void => void draft.joins.push({ number: number(), a, b });
  return { newEnum, newEnumValue, newModel, newField, newRelation, newJoin, newIndex, newUnique, defaultFor, specWith, oddName, fieldName, modelName, constraintName, action };
}

/** Column names and types decide what PostgreSQL can index; one candidate of every sort that the model's columns allow. */
function indexCandidates(model: Model, choice: Choice): Omit<Index, 'map'>[] {
  const found: Omit<Index, 'map'>[] = [];
  const plain = model.fields.filter((field) => field.arity !== 'list' && hasTrait(field, 'btree'));
  const sorted = (): IndexPart[] => choice.some(plain, choice.int(1, 3)).map((field) => ({ field, sort: choice.chance(30) ? choice.pick(['Asc', 'Desc']) : undefined, ops: undefined }));
  const fresh = (parts: readonly IndexPart[]): boolean => parts.length > 0 && !model.indexes.some((index) => sameColumns(index.parts, parts));
  for (const kind of ['index', 'index', 'unique'] as const) {
    const parts = sorted();
    if (fresh(parts) && !(kind === 'unique' && isKey(model, parts))) found.push({ kind, parts, algorithm: undefined });
  }
  for (const field of model.fields) {
    for (const [algorithm, ops] of accessMethods(field)) {
      if (!model.indexes.some((index) => index.parts[0]?.field === field && index.parts.length === 1)) found.push({ kind: 'index', parts: [{ field, sort: undefined, ops }], algorithm });
    }
  }
  return found;
}

function accessMethods(field: Field): readonly (readonly [IndexAlgorithm, string | undefined])[] {
  if (field.arity === 'list') return hasTrait(field, 'btree') ? [['Gin', undefined], ['Gin', 'ArrayOps']] : [];
  if (field.type.kind !== 'scalar') return [];
  const { scalar, native } = field.type.spec;
  if (scalar === 'Json') return native === 'Json' ? [] : [['Gin', undefined], ['Gin', 'JsonbPathOps'], ['Gin', 'JsonbOps']];
  if (native === 'Inet') return [['Gist', 'InetOps'], ['SpGist', 'InetOps']];
  return [...(hasTrait(field, 'hash') ? [['Hash', undefined] as const] : []), ...(hasTrait(field, 'brin') ? [['Brin', undefined] as const] : [])];
}

export function hasTrait(field: Field, trait: Trait): boolean {
  if (field.type.kind === 'enum') return trait === 'btree' || trait === 'list';
  return field.type.kind === 'scalar' && field.type.spec.traits.includes(trait);
}

const sameColumns = (a: readonly IndexPart[], b: readonly IndexPart[]): boolean => a.length === b.length && a.every((part, at) => part.field === b[at]?.field);
const isKey = (model: Model, parts: readonly IndexPart[]): boolean => parts.length === model.key.fields.length && parts.every((part) => model.key.fields.includes(part.field));

/**
 * Prisma cuts the constraint names that it makes up to 63 bytes, so two of one long-named table become one name, which it refuses. All but the
 * first of them get a name of their own here, as Prisma's error tells people to do.
 */
export function nameLongConstraints(draft: SchemaDraft, constraintName: () => string): void {
  for (const model of draft.models) {
    const unnamed = [
      ...model.indexes.map((index) => ({ item: index, fields: indexFields(index) })),
      ...draft.relations.filter((relation) => relation.child === model).map((relation) => ({ item: relation, fields: relation.fields })),
    ].filter(({ item, fields }) => item.map === undefined && Buffer.byteLength([tableName(model), ...fields.map(columnName)].join('_')) > 55);
    for (const { item } of unnamed.slice(1)) item.map = constraintName();
  }
}
