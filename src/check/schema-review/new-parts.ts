import type { DeclaredField } from "../../schema/declared-field.js";
import type { DeclaredKey, DeclaredModel, DeclaredRelation, DeclaredSchema } from "../../schema/declared-schema.js";
import { keysOf } from "../../schema/schema-questions.js";
import type { DeclaredPart } from "./schema-review.js";

/** What a schema has that its base has not in the same way, and the base's models of the same tables. */
export function newParts(
  declared: DeclaredSchema,
  base: DeclaredSchema,
  defaultSchema: string,
): { parts: ReadonlySet<DeclaredPart>; atBase: ReadonlyMap<DeclaredModel, DeclaredModel> } {
  const parts = new Set<DeclaredPart>();
  const atBase = new Map<DeclaredModel, DeclaredModel>();
  const known = new Map<string, DeclaredModel>();
  for (const model of modelsOf(base)) known.set(tableKey(model, defaultSchema), model);
  const mode = declared.datasource?.relationMode;
  const sameMode = mode === base.datasource?.relationMode;
  for (const model of modelsOf(declared)) {
    const before = known.get(tableKey(model, defaultSchema));
    if (before !== undefined) atBase.set(model, before);
    if (before === undefined || modelSignature(model) !== modelSignature(before)) parts.add(model);
    addNew(parts, model.fields, before?.fields, fieldSignature);
    addNew(parts, keysOf(model), before === undefined ? [] : keysOf(before), keySignature);
    // With another relationMode each relation gains or loses its foreign key.
    const baseRelations = new Set(sameMode ? before?.relations.map((relation) => relationSignature(relation, before, base)) : []);
    for (const relation of model.relations) {
      if (!baseRelations.has(relationSignature(relation, model, declared))) parts.add(relation);
    }
  }
  addNew(parts, declared.enums, base.enums, ({ databaseName, schema, values }) =>
    signature([databaseName, schema ?? defaultSchema, values.map((value) => value.databaseName)]),
  );
  return { parts, atBase };
}

function addNew<P extends DeclaredPart>(
  parts: Set<DeclaredPart>,
  now: readonly P[],
  before: readonly P[] | undefined,
  signatureOf: (part: P) => string,
): void {
  const known = new Set(before?.map(signatureOf));
  for (const part of now) if (!known.has(signatureOf(part))) parts.add(part);
}

function modelsOf(schema: DeclaredSchema): readonly DeclaredModel[] {
  return [...schema.models, ...schema.views, ...schema.compositeTypes];
}

function tableKey(model: DeclaredModel, defaultSchema: string): string {
  return signature([model.kind, model.schema ?? defaultSchema, model.table]);
}

function modelSignature(model: DeclaredModel): string {
  return signature([model.isIgnored, model.id === undefined ? null : keySignature(model.id)]);
}

function fieldSignature(field: DeclaredField): string {
  // A relation's type is a model's name, which may change without the database; its columns say what counts.
  const type = field.kind === "relation" ? null : field.type;
  const native = field.nativeType === undefined ? null : [field.nativeType.name, field.nativeType.arguments];
  const name = field.kind === "relation" ? field.name : field.column;
  const flags = [field.isList, field.isRequired, field.isUpdatedAt, field.isIgnored];
  return signature([name, field.kind, type, flags, withoutPlace(field.default), native]);
}

function keySignature(key: DeclaredKey): string {
  const fields = key.fields.map(({ column, sort, ops, length }) => [column, sort ?? "Asc", ops, length]);
  const where = key.where === undefined ? null : [key.where.sql, key.where.notNullColumns];
  return signature([key.kind, fields, key.databaseName, key.type ?? "BTree", key.clustered, where]);
}

function relationSignature(relation: DeclaredRelation, model: DeclaredModel, schema: DeclaredSchema): string {
  const { kind, isList, columns, referencedColumns, actions, databaseName } = relation;
  const target = schema.models.find(({ name }) => name === relation.target);
  const ends = [model.table, target?.schema, target?.table];
  // A join table has its name from the relation or from both models; the database does not know of inverse sides.
  if (kind === "implicitManyToMany") return signature([kind, relation.name, relation.relationName ?? [model.name, relation.target], ends]);
  return signature([kind, kind === "owning" ? databaseName : relation.name, isList, columns, referencedColumns, actions, ends]);
}

function withoutPlace(value: DeclaredField["default"]): unknown {
  return value.kind === "none" ? value : { ...value, span: undefined };
}

function signature(parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}
