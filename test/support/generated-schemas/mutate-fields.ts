import type { Choice } from './choice.js';
import { isTied, pickModel, removeFields, removeIndexesOn, usableEnums } from './edit.js';
import type { Grower } from './grow.js';
import { columnName, isAutoincrement, type Arity, type ColumnType, type Field, type Model, type SchemaDraft } from './model.js';
import type { Mutation } from './mutation.js';

const addField: Mutation = (draft, choice, grow) => {
  const model = pickModel(draft, choice);
  if (model === undefined) return false;
  const field = grow.newField();
  model.fields.splice(choice.int(0, model.fields.length), 0, field);
  return true;
};

const dropField: Mutation = (draft, choice) => {
  const found = freeField(draft, choice);
  if (found !== undefined) removeFields(draft, found.model, [found.field]);
  return found !== undefined;
};

/** Without @map, Prisma drops the column and adds another. */
const renameField: Mutation = (draft, choice, grow) => {
  const found = freeField(draft, choice);
  if (found === undefined) return false;
  if (choice.chance(30)) found.field.map = columnName(found.field);
  found.field.name = grow.fieldName();
  return true;
};

const remapField: Mutation = (draft, choice, grow) => {
  const found = freeField(draft, choice);
  if (found === undefined) return false;
  found.field.map = found.field.map !== undefined && choice.chance(40) ? undefined : grow.oddName(80);
  return true;
};

const retypeField: Mutation = (draft, choice, grow) => {
  const found = freeField(draft, choice);
  if (found === undefined) return false;
  const enumType = choice.maybe(usableEnums(draft));
  const type: ColumnType =
    enumType !== undefined && choice.chance(15) ? { kind: 'enum', enumType } : { kind: 'scalar', spec: grow.specWith(found.field.arity === 'list' ? ['list'] : []) };
  if (!hasWorkingCast(found.field.type, type)) return false;
  removeIndexesOn(found.model, [found.field]);
  setType(draft, found.field, type, found.field.arity, choice, grow);
  return true;
};

/** Another native type of the same scalar, where most casts are. */
const changeNativeType: Mutation = (draft, choice, grow) => {
  const found = freeField(draft, choice);
  if (found === undefined || found.field.type.kind !== 'scalar') return false;
  const { scalar } = found.field.type.spec;
  const candidates = Array.from({ length: 8 }, () => grow.specWith(found.field.arity === 'list' ? ['list', 'btree'] : ['btree'])).filter((spec) => spec.scalar === scalar);
  const spec = choice.maybe(candidates);
  if (spec === undefined || !hasWorkingCast(found.field.type, { kind: 'scalar', spec })) return false;
  if (found.model.indexes.some((index) => index.algorithm !== undefined)) removeIndexesOn(found.model, [found.field]);
  setType(draft, found.field, { kind: 'scalar', spec }, found.field.arity, choice, grow);
  return true;
};

const toggleRequired: Mutation = (draft, choice) => {
  const found = freeField(draft, choice);
  if (found === undefined || found.field.arity === 'list') return false;
  const arity = found.field.arity === 'required' ? 'optional' : 'required';
  found.field.arity = arity;
  return true;
};

/** Not for enums: Prisma casts a value to a list of them, which PostgreSQL refuses. */
const toggleList: Mutation = (draft, choice, grow) => {
  const found = freeField(draft, choice);
  if (found === undefined || found.field.type.kind !== 'scalar') return false;
  if (!found.field.type.spec.traits.includes('list')) return false;
  removeIndexesOn(found.model, [found.field]);
  setType(draft, found.field, found.field.type, found.field.arity === 'list' ? 'optional' : 'list', choice, grow);
  return true;
};

const changeDefault: Mutation = (draft, choice, grow) => {
  const model = pickModel(draft, choice);
  if (model === undefined) return false;
  const field = choice.pick(model.fields);
  if (isSerial(field) || draft.relations.some((relation) => relation.fields.includes(field))) return false;
  const value = field.default !== undefined && choice.chance(40) ? undefined : grow.defaultFor(field.type, field.arity);
  if (isAutoincrement(value)) return false;
  field.default = value;
  field.updatedAt = false;
  return true;
};

/** The foreign key's columns become optional or required together with the relation. */
const changeRelationArity: Mutation = (draft, choice) => {
  const relation = choice.maybe(draft.relations.filter(({ child, fields }) => !fields.some((field) => child.key.fields.includes(field))));
  if (relation === undefined) return false;
  const arity = relation.fields.every((field) => field.arity === 'required') ? 'optional' : 'required';
  for (const field of relation.fields) field.arity = arity;
  return true;
};

export const mutateFields: readonly Mutation[] = [
  addField, addField, addField, dropField, dropField, renameField, remapField, retypeField, retypeField, changeNativeType, changeNativeType, toggleRequired, toggleRequired, toggleList, changeDefault, changeDefault, changeRelationArity,
];

function freeField(draft: SchemaDraft, choice: Choice): { readonly model: Model; readonly field: Field } | undefined {
  const model = pickModel(draft, choice);
  if (model === undefined) return undefined;
  const field = choice.maybe(model.fields.filter((candidate) => !isTied(draft, model, candidate) && !isSerial(candidate)));
  return field === undefined ? undefined : { model, field };
}

/** Prisma takes these for castable, PostgreSQL does not: found by trying every pair of types, as single columns and as lists. */
function hasWorkingCast(from: ColumnType, to: ColumnType): boolean {
  if (from.kind === 'unsupported') return false;
  if (from.kind === 'enum' || to.kind !== 'scalar') return true;
  if (from.spec.native === 'Money') return to.spec.scalar === 'Decimal';
  return !(from.spec.scalar === 'DateTime' && to.spec.native?.startsWith('Timetz'));
}

/** Between two schema.prisma texts the engine does not know a sequence's name and writes `DROP SEQUENCE ""`, so a serial column stays one. */
const isSerial = (field: Field): boolean => isAutoincrement(field.default);

function setType(draft: SchemaDraft, field: Field, type: ColumnType, arity: Arity, choice: Choice, grow: Grower): void {
  if (type.kind === 'enum') draft.step.usedEnums.add(type.enumType);
  field.type = type;
  field.arity = arity;
  field.updatedAt = false;
  const value = choice.chance(50) ? grow.defaultFor(type, arity) : undefined;
  field.default = isAutoincrement(value) ? undefined : value;
}
