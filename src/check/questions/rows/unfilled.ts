import { isCleared } from "../../../database/emptied.js";
import { forbidsNull } from "../../../database/forbids-null.js";
import { findColumn, findTable } from "../../../database/names/lookup.js";
import { isDeployedColumn, isUnshared } from "../../../database/questions.js";
import type { Column, Table } from "../../../model/database.js";
import type { SetNotNull } from "../../../model/operation.js";
import type { ReplayedMigration, Step, Timeline } from "../../../model/step.js";
import { cameWithValue, nullsLeft } from "./backfill.js";
import { isProvedEmpty } from "./proved-empty.js";

/** A SET NOT NULL that may meet a NULL: of the rows that are there nothing has filled all, in this migration or since new NULLs were refused. */
export interface UnfilledNotNull {
  readonly step: Step<SetNotNull>;
  readonly table: Table;
  readonly column: Column;
  /** What this migration does fills some rows. */
  readonly isPartlyFilled: boolean;
  /** An earlier one that filled all, after which the running code could write NULL. */
  readonly filledIn: ReplayedMigration | undefined;
  /** The live database has the column. */
  readonly isDeployed: boolean;
  /** Constant that is its default when the statement ends, as SQL. */
  readonly fallback: string | undefined;
}

export function unfilledNotNulls(timeline: Timeline): UnfilledNotNull[] {
  return timeline.migrations.flatMap((replayed, at) => (replayed.migration.reported ? replayed.steps.flatMap((step, number) => unfilled(step, number, timeline, at) ?? []) : []));
}

function unfilled(step: Step, number: number, timeline: Timeline, at: number): UnfilledNotNull | undefined {
  const { operation, before, deployed, effect } = step;
  if (operation.kind !== "setNotNull" || !effect.mayFail.some(({ code }) => code === "23502")) return undefined;
  const table = findTable(before, operation.table);
  const column = table && findColumn(table, operation.column.name);
  if (!table || !column || cameWithValue(column, table, deployed) || isCleared(table, before) || isProvedEmpty(table, step)) return undefined;
  const steps = timeline.migrations[at]?.steps ?? [];
  const left = nullsLeft(column, table, steps.slice(0, number));
  // Filled as its table was made.
  if (left === "all" && isUnshared(table, deployed) && column.initial === undefined) return undefined;
  const earlier = timeline.migrations.slice(0, at);
  const guarded = [...earlier.flatMap((replayed) => replayed.steps), ...steps.slice(0, number)].filter((each) => wasGuarded(each, table, column));
  if (left === "none" || left === "unknown" || nullsLeft(column, table, guarded) === "none") return undefined;
  return {
    step: { ...step, operation },
    table,
    column,
    isPartlyFilled: left === "some",
    filledIn: earlier.findLast((replayed) => nullsLeft(column, table, replayed.steps) === "none"),
    isDeployed: isDeployedColumn(table, column, deployed),
    fallback: defaultAtEnd(step, operation, steps, column),
  };
}

/** New rows could not hold NULL there already. */
function wasGuarded({ before }: Step, table: Table, column: Column): boolean {
  const then = before.tables.find(({ id }) => id === table.id);
  const as = then?.columns.find(({ id }) => id === column.id);
  return then !== undefined && as !== undefined && forbidsNull(then, as);
}

function defaultAtEnd({ statement }: Step, { table }: SetNotNull, steps: readonly Step[], { name }: Column): string | undefined {
  const end = steps.findLast((step) => step.statement === statement)?.after;
  const found = end && findTable(end, table)?.columns.find((column) => column.name === name)?.default;
  return typeof found?.literal === "string" ? found.sql : undefined;
}
