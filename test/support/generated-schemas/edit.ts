import type { Choice } from './choice.js';
import { indexFields, sameFields, type EnumType, type Field, type Index, type Join, type Model, type Relation, type SchemaDraft } from './model.js';

/** A model whose table and columns this step may change, marked as changed by it. Undefined where all are frozen. */
export function pickModel(draft: SchemaDraft, choice: Choice, condition: (model: Model) => boolean = () => true): Model | undefined {
  const model = choice.maybe(draft.models.filter((candidate) => !draft.step.frozen.has(candidate) && condition(candidate)));
  if (model !== undefined) touch(draft, model);
  return model;
}

export function touch(draft: SchemaDraft, model: Model): void {
  draft.step.touched.add(model);
  for (const { type } of model.fields) if (type.kind === 'enum') draft.step.usedEnums.add(type.enumType);
}

/** Enums that a column may be given in this step. */
export function usableEnums(draft: SchemaDraft): EnumType[] {
  return draft.enums.filter((enumType) => !draft.step.swappedEnums.has(enumType));
}

/** Removals that take along what would be left invalid. */
export function removeRelations(draft: SchemaDraft, condition: (relation: Relation) => boolean): void {
  keep(draft.relations, (relation) => !condition(relation));
}

export function removeJoins(draft: SchemaDraft, model: Model): void {
  keep(draft.joins, (join: Join) => join.a !== model && join.b !== model);
}

/** Fields of a relation or the primary key stay. */
export function removeFields(draft: SchemaDraft, model: Model, fields: readonly Field[]): void {
  const removable = fields.filter((field) => !isTied(draft, model, field));
  removeIndexesOn(model, removable);
  keep(model.fields, (field) => !removable.includes(field));
}

export function removeIndexesOn(model: Model, fields: readonly Field[]): void {
  keep(model.indexes, (index) => !indexFields(index).some((field) => fields.includes(field)));
}

/** In the primary key or in a relation, at either end. */
export function isTied(draft: SchemaDraft, model: Model, field: Field): boolean {
  if (model.key.fields.includes(field)) return true;
  return draft.relations.some((relation) => relation.fields.includes(field) || relation.references.includes(field));
}

/** True where a relation stands on the index: its parent's unique key or the uniqueness of a one-to-one. */
export function isNeeded(draft: SchemaDraft, model: Model, index: Index): boolean {
  if (index.kind === 'index') return false;
  const fields = indexFields(index);
  return draft.relations.some(
    (relation) =>
      (relation.parent === model && sameFields(relation.references, fields)) || (relation.child === model && relation.cardinality === 'one' && sameFields(relation.fields, fields)),
  );
}

export function remove<T>(from: T[], element: T): void {
  keep(from, (candidate) => candidate !== element);
}

function keep<T>(list: T[], condition: (element: T) => boolean): void {
  list.splice(0, list.length, ...list.filter(condition));
}
