import type { Choice } from './choice.js';
import { isNeeded, pickModel, remove, removeFields, removeJoins, removeRelations } from './edit.js';
import { growerOf, nameLongConstraints } from './grow.js';
import { mutateEnums } from './mutate-enums.js';
import { mutateFields } from './mutate-fields.js';
import { mutateKeys } from './mutate-keys.js';
import { indexFields, sameFields, type Model, type SchemaDraft } from './model.js';
import type { Mutation } from './mutation.js';

/** Changes a draft in place by one to four random mutations. */
export function mutate(draft: SchemaDraft, choice: Choice): void {
  for (const enumType of draft.enums) for (const value of enumType.values) value.fresh = false;
  const { touched, frozen, rekeyed, usedEnums, swappedEnums } = draft.step;
  for (const marks of [touched, frozen, rekeyed, usedEnums, swappedEnums]) marks.clear();
  const grow = growerOf(draft, choice);
  let left = choice.int(1, 4);
  for (let attempt = 0; attempt < 12 && left > 0; attempt += 1) {
    if (choice.pick(mutations)(draft, choice, grow)) left -= 1;
  }
  nameLongConstraints(draft, grow.constraintName);
}

const addModel: Mutation = (draft, choice, grow) => {
  const created = grow.newModel();
  const other = choice.pick(draft.models);
  if (choice.chance(60)) grow.newRelation(created, other);
  return true;
};

const dropModel: Mutation = (draft, choice) => {
  if (draft.models.length < 2) return false;
  const dropped = pickModel(draft, choice);
  if (dropped === undefined) return false;
  removeRelations(draft, (relation) => relation.child === dropped || relation.parent === dropped);
  removeJoins(draft, dropped);
  remove(draft.models, dropped);
  return true;
};

/** To Prisma a table with another name is another table: DROP TABLE and CREATE TABLE, unless @@map keeps the old name. */
const renameModel: Mutation = (draft, choice, grow) => {
  const model = pickModel(draft, choice);
  if (model === undefined) return false;
  if (model.map === undefined && choice.chance(50)) model.map = model.name;
  model.name = grow.modelName();
  return true;
};

const remapModel: Mutation = (draft, choice, grow) => {
  const model = pickModel(draft, choice);
  if (model === undefined) return false;
  model.map = model.map !== undefined && choice.chance(40) ? undefined : grow.oddName(80);
  return true;
};

const moveModel: Mutation = (draft, choice) => {
  const model = pickModel(draft, choice, (candidate) => !isReferenced(draft, candidate));
  if (model === undefined) return false;
  const target = choice.maybe(draft.schemas.filter((schema) => schema !== model.schema));
  if (target === undefined) return false;
  model.schema = target;
  return true;
};

/** Prisma forgets foreign keys of other tables when a table of the same name moves. */
function isReferenced(draft: SchemaDraft, model: Model): boolean {
  return draft.relations.some((relation) => relation.parent === model && relation.child !== model) || draft.joins.some((join) => join.a === model || join.b === model);
}

const addSchema: Mutation = (draft, _choice, grow) => {
  if (draft.schemas.length === 0 || draft.schemas.length > 3) return false;
  draft.schemas.push(grow.oddName(40));
  return true;
};

const addRelation: Mutation = (draft, choice, grow) => {
  grow.newRelation(choice.pick(draft.models), choice.pick(draft.models));
  return true;
};

const dropRelation: Mutation = (draft, choice) => {
  const dropped = choice.maybe(draft.relations);
  if (dropped === undefined) return false;
  remove(draft.relations, dropped);
  if (!draft.step.frozen.has(dropped.child) && choice.chance(60)) removeFields(draft, dropped.child, dropped.fields);
  return true;
};

const changeActions: Mutation = (draft, choice, grow) => {
  const relation = choice.maybe(draft.relations);
  if (relation === undefined) return false;
  relation.onDelete = grow.action();
  relation.onUpdate = grow.action();
  return true;
};

const renameForeignKey: Mutation = (draft, choice, grow) => {
  const relation = choice.maybe(draft.relations);
  if (relation === undefined) return false;
  relation.map = relation.map !== undefined && choice.chance(40) ? undefined : grow.constraintName();
  return true;
};

const addJoin: Mutation = (draft, choice, grow) => {
  const joinable = draft.models.filter((model) => model.key.fields.length === 1);
  if (joinable.length === 0) return false;
  grow.newJoin(choice.pick(joinable), choice.pick(joinable));
  return true;
};

const dropJoin: Mutation = (draft, choice) => {
  const dropped = choice.maybe(draft.joins);
  if (dropped !== undefined) remove(draft.joins, dropped);
  return dropped !== undefined;
};

const addIndex: Mutation = (draft, choice, grow) => grow.newIndex(choice.pick(draft.models));

const dropIndex: Mutation = (draft, choice) => {
  const model = choice.pick(draft.models);
  const dropped = choice.maybe(model.indexes.filter((index) => !isNeeded(draft, model, index)));
  if (dropped !== undefined) remove(model.indexes, dropped);
  return dropped !== undefined;
};

const renameIndex: Mutation = (draft, choice, grow) => {
  const index = choice.maybe(choice.pick(draft.models).indexes);
  if (index === undefined) return false;
  index.map = index.map !== undefined && choice.chance(40) ? undefined : grow.constraintName();
  return true;
};

/** The same index with another sort order, which Prisma drops and creates again. */
const resortIndex: Mutation = (draft, choice) => {
  const model = choice.pick(draft.models);
  const index = choice.maybe(model.indexes.filter((candidate) => candidate.algorithm === undefined && !isNeeded(draft, model, candidate)));
  const part = index?.parts[0];
  if (part === undefined) return false;
  part.sort = part.sort === 'Desc' ? undefined : 'Desc';
  return true;
};

/** `@@index` becomes `@@unique` or the other way round. */
const changeUniqueness: Mutation = (draft, choice) => {
  const model = choice.pick(draft.models);
  const index = choice.maybe(model.indexes.filter((candidate) => candidate.algorithm === undefined && !isNeeded(draft, model, candidate)));
  if (index === undefined || sameFields(model.key.fields, indexFields(index))) return false;
  model.indexes.splice(model.indexes.indexOf(index), 1, { ...index, kind: index.kind === 'index' ? 'unique' : 'index' });
  return true;
};

const mutations: readonly Mutation[] = [
  addModel, dropModel, renameModel, remapModel, moveModel, addSchema, addRelation, addRelation, dropRelation, changeActions, renameForeignKey, addJoin, dropJoin,
  addIndex, addIndex, dropIndex, renameIndex, resortIndex, changeUniqueness, ...mutateFields, ...mutateKeys, ...mutateEnums,
];
