import { findTable, findView, tableById } from "../../../database/names/lookup.js";
import type { Database } from "../../../model/database.js";
import type { Name } from "../../../model/name.js";
import type { RenameSchema, RenameTable, RenameView, SetTableSchema } from "../../../model/operation.js";
import type { ReplayedMigration, Step } from "../../../model/step.js";
import type { SchemaReview } from "../../schema-review/schema-review.js";
import { deployedSchema, stillModelled } from "../declared/models.js";
import { said } from "../findings/wording.js";
import { isDone } from "../locks/live-table.js";
import { whenThereAgain } from "../locks/transaction.js";

type Renaming = RenameTable | SetTableSchema | RenameView | RenameSchema;
interface RelationName {
  readonly schema: string;
  readonly name: string;
}

/** A step that takes names of tables and views away for which the running code asks; at least one of the lists has something. */
export interface RenamedRelations {
  readonly step: Step<Renaming>;
  /** A later transaction of the same migration gives the name back. */
  readonly later: readonly RelationName[];
  /** Nothing in the migration does. */
  readonly never: readonly RelationName[];
}

/** Not of those that go in the same migration: they are dropped. */
export function renamedRelations({ steps, after: end }: ReplayedMigration, review: SchemaReview): RenamedRelations[] {
  return steps.flatMap((step) => {
    const { operation, before, deployed, effect } = step;
    if (!isRenaming(operation) || !isDone(step)) return [];
    const gone = new Map(effect.breaks.filter(({ code }) => code === "42P01").map(({ relation }) => [said(relation), { schema: relation.schema ?? "public", name: relation.name }]));
    const asked = [...gone.values()].filter((relation) => {
      const id = idOf(before, relation);
      if (id === undefined || id !== idOf(deployed, relation) || !stillModelled(deployedSchema(review, step), review, relation)) return false;
      return tableById(end, id) !== undefined || end.views.some((view) => view.id === id);
    });
    const [later, never] = (["later", "never"] as const).map((when) => asked.filter((relation) => whenThereAgain(step, steps, relation) === when));
    return later?.length || never?.length ? [{ step: { ...step, operation }, later: later ?? [], never: never ?? [] }] : [];
  });
}

/** What a relation is called after the step. */
export function nameAfter(relation: RelationName, { before, after }: Step): RelationName {
  const id = idOf(before, relation);
  return [...after.tables, ...after.views].find((other) => other.id === id) ?? relation;
}

const isRenaming = (operation: Step["operation"]): operation is Renaming =>
  operation.kind === "renameTable" || operation.kind === "setTableSchema" || operation.kind === "renameView" || operation.kind === "renameSchema";

const idOf = (database: Database, relation: Name): string | undefined => (findTable(database, relation) ?? findView(database, relation))?.id;
