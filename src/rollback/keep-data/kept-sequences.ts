import { columnById, tableById } from "../../database/questions.js";
import type { Database, Sequence } from "../../model/database.js";
import type { KeptTable } from "./plan.js";

export interface KeptSequence {
  readonly sequence: Sequence;
  /** Nothing drew from it since: it is made again. Otherwise it is only ever set forward. */
  readonly isExact: boolean;
}

/** Sequences that the migration drops, and those that TRUNCATE … RESTART IDENTITY may set back. */
export function keptSequences(before: Database, after: Database, tables: readonly KeptTable[]): readonly KeptSequence[] {
  return before.sequences.flatMap((sequence): KeptSequence[] => {
    const { id, ownedBy } = sequence;
    const owner = ownedBy && tableById(before, ownedBy.table);
    if (owner?.persistence === "temporary") return [];
    const now = ownedBy && tableById(after, ownedBy.table);
    if (!after.sequences.some((other) => other.id === id)) return [{ sequence, isExact: !now || !columnById(now, ownedBy.column) }];
    return tables.some(({ table, returns }) => table === owner && returns === "rows") ? [{ sequence, isExact: false }] : [];
  });
}
