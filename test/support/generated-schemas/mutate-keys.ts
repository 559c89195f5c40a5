import { isNeeded, pickModel, remove, removeJoins, removeRelations, touch } from './edit.js';
import { hasTrait } from './grow.js';
import { columnName, isAutoincrement, sameFields, tableName, type Field, type Model, type SchemaDraft } from './model.js';
import type { Mutation } from './mutation.js';

/** Another primary key; what referenced the old one goes, since PostgreSQL keeps a key that foreign keys stand on. */
const changeKey: Mutation = (draft, choice) => {
  const model = pickModel(draft, choice, (candidate) => !draft.step.rekeyed.has(candidate));
  if (model === undefined) return false;
  const candidates = model.fields.filter((field) => field.arity === 'required' && hasTrait(field, 'key'));
  const fields = choice.some(candidates, choice.int(1, 2));
  if (fields.length === 0 || sameFields(fields, model.key.fields)) return false;
  const doubled = model.indexes.filter((index) => index.kind === 'unique' && index.parts.length === fields.length && index.parts.every((part) => fields.includes(part.field)));
  if (doubled.some((index) => isNeeded(draft, model, index))) return false;
  draft.step.rekeyed.add(model);
  forgetKey(draft, model);
  model.key = { fields, map: model.key.map };
  for (const index of doubled) remove(model.indexes, index);
  return true;
};

/** A new column takes over as the primary key. */
const addKeyField: Mutation = (draft, choice, grow) => {
  const model = pickModel(draft, choice, (candidate) => !draft.step.rekeyed.has(candidate));
  if (model === undefined) return false;
  const type = { kind: 'scalar', spec: grow.specWith(['key']) } as const;
  const field: Field = { name: grow.fieldName(), map: undefined, type, arity: 'required', default: choice.chance(60) ? grow.defaultFor(type, 'required') : undefined, updatedAt: false };
  draft.step.rekeyed.add(model);
  forgetKey(draft, model);
  model.fields.unshift(field);
  model.key = { fields: choice.chance(30) && model.key.fields.length === 1 ? [...model.key.fields, field] : [field], map: model.key.map };
  return true;
};

const renameKey: Mutation = (draft, choice, grow) => {
  const model = pickModel(draft, choice, (candidate) => !draft.step.rekeyed.has(candidate));
  if (model === undefined) return false;
  draft.step.rekeyed.add(model);
  model.key = { ...model.key, map: model.key.map !== undefined && choice.chance(40) ? undefined : grow.constraintName() };
  return true;
};

/** Parent and child columns change their type together. Not serial ones: for them the engine writes SET DATA TYPE SERIAL, which is no type. */
const retypeKey: Mutation = (draft, choice, grow) => {
  const model = pickModel(draft, choice, (candidate) => !draft.step.rekeyed.has(candidate));
  if (model === undefined) return false;
  const field = model.key.fields[0];
  if (field === undefined || model.key.fields.length > 1 || draft.relations.some((relation) => relation.fields.includes(field))) return false;
  const type = { kind: 'scalar', spec: grow.specWith(['key']) } as const;
  const value = choice.chance(50) ? grow.defaultFor(type, 'required') : undefined;
  if (isAutoincrement(field.default) || isAutoincrement(value)) return false;
  const linked = draft.relations.filter((relation) => relation.references.includes(field)).flatMap((relation) => relation.references.map((referenced, at) => ({ referenced, child: relation.fields[at], model: relation.child })));
  if (linked.some(({ child, model: owner }) => child === undefined || draft.step.frozen.has(owner) || isKeyLike(draft, owner, child))) return false;
  draft.step.rekeyed.add(model);
  for (const { model: owner } of linked) touch(draft, owner);
  field.type = type;
  field.updatedAt = false;
  field.default = value;
  for (const { referenced, child } of linked) if (referenced === field && child !== undefined) child.type = type;
  dropSpecialIndexes(draft, [field, ...linked.flatMap(({ referenced, child }) => (referenced === field && child !== undefined ? [child] : []))]);
  return true;
};

/** CREATE SEQUENCE, SET DEFAULT nextval, OWNED BY. Prisma writes the sequence's name unquoted, so only plain names work. */
const addAutoincrement: Mutation = (draft, choice) => {
  const model = pickModel(draft, choice, (candidate) => !draft.step.touched.has(candidate) && isPlainSchema(candidate.schema));
  if (model === undefined) return false;
  const plain = (field: Field): boolean => /^[a-z]\w{0,50}$/i.test(`${tableName(model)}_${columnName(field)}`);
  const field = choice.maybe(model.fields.filter((candidate) => candidate.arity === 'required' && hasTrait(candidate, 'serial') && plain(candidate)));
  if (field === undefined || isAutoincrement(field.default) || draft.relations.some((relation) => relation.fields.includes(field))) return false;
  draft.step.frozen.add(model);
  field.default = { kind: 'text', text: 'autoincrement()' };
  return true;
};

export const mutateKeys: readonly Mutation[] = [changeKey, addKeyField, renameKey, retypeKey, addAutoincrement, addAutoincrement];

function isKeyLike(draft: SchemaDraft, model: Model, field: Field): boolean {
  return model.key.fields.includes(field) || draft.relations.some((relation) => relation.references.includes(field));
}

const isPlainSchema = (schema: string | undefined): boolean => schema === undefined || /^[a-z]+$/.test(schema);

function forgetKey(draft: SchemaDraft, model: Model): void {
  removeJoins(draft, model);
  removeRelations(draft, (relation) => (relation.parent === model && sameFields(relation.references, model.key.fields)) || (relation.child === model && sameFields(relation.fields, model.key.fields)));
}

function dropSpecialIndexes(draft: SchemaDraft, fields: readonly Field[]): void {
  for (const model of draft.models) {
    const special = model.indexes.filter((index) => index.algorithm !== undefined && index.parts.some((part) => fields.includes(part.field)));
    for (const index of special) remove(model.indexes, index);
  }
}
