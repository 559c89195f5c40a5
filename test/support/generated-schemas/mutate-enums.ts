import type { Choice } from './choice.js';
import { pickModel, removeIndexesOn } from './edit.js';
import type { EnumType, EnumValue, Field, Model, SchemaDraft } from './model.js';
import type { Mutation } from './mutation.js';

const addEnum: Mutation = (draft, choice, grow) => {
  const model = pickModel(draft, choice);
  if (model === undefined) return false;
  const enumType = grow.newEnum();
  draft.step.usedEnums.add(enumType);
  const arity = choice.pick(['required', 'optional', 'list'] as const);
  const type = { kind: 'enum', enumType } as const;
  model.fields.push({ name: grow.fieldName(), map: undefined, type, arity, default: choice.chance(50) ? grow.defaultFor(type, arity) : undefined, updatedAt: false });
  return true;
};

const addValues: Mutation = (draft, choice, grow) => {
  const enumType = choice.maybe(draft.enums);
  if (enumType === undefined) return false;
  const count = choice.int(1, 3);
  for (let at = 0; at < count; at += 1) enumType.values.splice(choice.int(0, enumType.values.length), 0, grow.newEnumValue());
  return true;
};

const removeValue: Mutation = (draft, choice) => {
  const enumType = swappable(draft, choice, (candidate) => candidate.values.length > 1);
  if (enumType === undefined) return false;
  const removed = choice.pick(enumType.values);
  enumType.values.splice(enumType.values.indexOf(removed), 1);
  for (const { field } of usersOf(draft, enumType)) forgetValue(field, removed);
  return true;
};

/** Prisma sees another value; with @map it is only another name in the client. */
const renameValue: Mutation = (draft, choice, grow) => {
  const enumType = swappable(draft, choice);
  if (enumType === undefined) return false;
  const value = choice.pick(enumType.values);
  if (value.map === undefined && choice.chance(30)) value.map = value.name;
  const { name } = grow.newEnumValue();
  value.name = name;
  return true;
};

const remapValue: Mutation = (draft, choice, grow) => {
  const enumType = swappable(draft, choice);
  if (enumType === undefined) return false;
  const value = choice.pick(enumType.values);
  value.map = value.map !== undefined && choice.chance(40) ? undefined : grow.oddName(40);
  return true;
};

const renameEnum: Mutation = (draft, choice, grow) => {
  const enumType = swappable(draft, choice);
  if (enumType === undefined) return false;
  if (enumType.map === undefined && choice.chance(30)) enumType.map = enumType.name;
  else if (choice.chance(30)) enumType.map = grow.oddName(40);
  enumType.name = `Kind${(draft.lastNumber += 1)}`;
  return true;
};

const dropEnum: Mutation = (draft, choice, grow) => {
  const enumType = swappable(draft, choice);
  if (enumType === undefined) return false;
  for (const { model, field } of usersOf(draft, enumType)) {
    removeIndexesOn(model, [field]);
    field.type = { kind: 'scalar', spec: grow.specWith(field.arity === 'list' ? ['list'] : ['btree', 'key']) };
    field.default = undefined;
  }
  draft.enums.splice(draft.enums.indexOf(enumType), 1);
  return true;
};

export const mutateEnums: readonly Mutation[] = [addEnum, addValues, addValues, removeValue, removeValue, renameValue, remapValue, renameEnum, dropEnum];

/** An enum that this step may replace: no column of it has changed, and from now on none may. */
function swappable(draft: SchemaDraft, choice: Choice, condition: (enumType: EnumType) => boolean = () => true): EnumType | undefined {
  const { usedEnums, swappedEnums, touched, frozen } = draft.step;
  const free = draft.enums.filter((candidate) => !usedEnums.has(candidate) && !usersOf(draft, candidate).some(({ model }) => touched.has(model)) && condition(candidate));
  const enumType = choice.maybe(free);
  if (enumType === undefined) return undefined;
  swappedEnums.add(enumType);
  for (const { model } of usersOf(draft, enumType)) frozen.add(model);
  return enumType;
}

function usersOf(draft: SchemaDraft, enumType: EnumType): { readonly model: Model; readonly field: Field }[] {
  return draft.models.flatMap((model) => model.fields.filter((field) => field.type.kind === 'enum' && field.type.enumType === enumType).map((field) => ({ model, field })));
}

function forgetValue(field: Field, removed: EnumValue): void {
  if (field.default?.kind !== 'values' || !field.default.values.includes(removed)) return;
  const values = field.default.values.filter((value) => value !== removed);
  field.default = field.arity === 'list' ? { kind: 'values', values } : undefined;
}
