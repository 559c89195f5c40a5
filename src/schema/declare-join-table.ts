import type { DeclaredJoinTable, DeclaredModel, DeclaredRelation } from "./declared-schema.js";
import { joinTableNames } from "./default-name.js";

/** Tables of the implicit many-to-many relations, each once. MongoDB has none: its lists of ids are fields. */
export function declareJoinTables(models: readonly DeclaredModel[], provider: string | undefined): DeclaredJoinTable[] {
  const byName = new Map<string, DeclaredModel>();
  for (const model of models) if (!byName.has(model.name)) byName.set(model.name, model);
  const tables: DeclaredJoinTable[] = [];
  for (const model of byName.values()) {
    for (const relation of model.relations) {
      const target = byName.get(relation.target);
      const opposite = target && oppositeOf(relation, model, target);
      if (target === undefined || opposite === undefined) continue;
      if (!isFirst(model, relation, target, opposite)) continue;
      const { table } = joinTableNames([model.name, target.name], relation.relationName, provider);
      tables.push({ table, schema: model.schema, models: [model, target], relations: [relation, opposite] });
    }
  }
  return tables;
}

function oppositeOf(relation: DeclaredRelation, model: DeclaredModel, target: DeclaredModel): DeclaredRelation | undefined {
  if (relation.kind !== "implicitManyToMany") return undefined;
  return target.relations.find(
    (other) =>
      other.kind === "implicitManyToMany" &&
      other.target === model.name &&
      other.relationName === relation.relationName &&
      !(target === model && other.name === relation.name),
  );
}

/** Prisma's order: by model name, of one model with itself by field name. */
function isFirst(
  model: DeclaredModel,
  relation: DeclaredRelation,
  target: DeclaredModel,
  opposite: DeclaredRelation,
): boolean {
  return model === target ? relation.name < opposite.name : model.name < target.name;
}
