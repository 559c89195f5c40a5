import { findTable } from "../../database/questions.js";
import type { ReplayedMigration } from "../../model/step.js";
import type { Loss } from "../lost-values.js";

/** What triggers and rules write when the migration writes: nobody has told what that is. */
export function firing({ steps }: ReplayedMigration): readonly Loss[] {
  const losses = new Map<string, Loss>();
  for (const { operation, before, statement } of steps) {
    if (operation.kind !== "changeData") continue;
    const table = findTable(before, operation.table);
    const own = before.objects.find(({ kind, on, firing: state }) => table !== undefined && on === table.id && (kind === "trigger" || kind === "rule") && state !== "disabled");
    const what = own && `what ${own.kind} "${own.name}" of "${operation.table.name}" writes`;
    if (what !== undefined && !losses.has(what)) losses.set(what, { what, why: "it is not known", statement: statement.index, isChange: true });
  }
  return [...losses.values()];
}
