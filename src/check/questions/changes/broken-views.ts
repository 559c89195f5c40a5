import { findTable, findView } from "../../../database/names/lookup.js";
import type { Database, View } from "../../../model/database.js";
import type { ReplayedMigration, Step } from "../../../model/step.js";
import type { DeclaredModel } from "../../../schema/declared-schema.js";
import { viewOfTable } from "../../../schema/schema-questions.js";
import type { SchemaReview } from "../../schema-review/schema-review.js";
import { deployedSchema } from "../declared/models.js";

export interface BrokenView {
  readonly view: View;
  /** Columns that Prisma Client asks for and that are gone; none: the whole view is. */
  readonly columns: readonly string[];
  /** After it the migration never brings them back. */
  readonly step: Step;
}

/** Views that the deployed schema.prisma declares, and that the migration leaves without what it declares of them. */
export function brokenViews({ steps, deployed, after: end }: ReplayedMigration, review: SchemaReview): BrokenView[] {
  const [first] = steps;
  const declared = first && deployedSchema(review, first);
  if (!declared) return [];
  return deployed.views.flatMap((view) => {
    const model = viewOfTable(declared, view, review.defaultSchema);
    const lost = model && !model.isIgnored ? missingOf(view, model, end) : undefined;
    if (!model || lost === undefined) return [];
    // What an earlier migration took is that one's.
    const step = steps.findLast((each) => each.before !== each.after && missingOf(view, model, each.before)?.join() !== lost.join() && missingOf(view, model, each.after)?.join() === lost.join());
    return step ? [{ view, columns: lost, step }] : [];
  });
}

/** Undefined: nothing, or it is not known. */
function missingOf(view: View, { fields }: DeclaredModel, database: Database): string[] | undefined {
  const now = findView(database, view);
  const table = findTable(database, view);
  const there = table ? table.columns.map(({ name }) => name) : now?.columns;
  if (there === undefined) return [];
  if (table?.columnsUnknown === true || there.length === 0) return undefined;
  const asked = fields.filter(({ kind, isIgnored }) => kind !== "relation" && !isIgnored).map(({ column }) => column);
  const gone = asked.filter((column) => view.columns.includes(column) && !there.includes(column));
  return gone.length > 0 ? gone : undefined;
}
