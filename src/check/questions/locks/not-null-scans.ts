import { saysNotNull } from "../../../database/forbids-null.js";
import { findColumn } from "../../../database/names/lookup.js";
import type { Config } from "../../../model/config.js";
import type { Constraint, Table } from "../../../model/database.js";
import type { SetNotNull } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import { isDone, liveTable } from "./live-table.js";

/** A SET NOT NULL that searches a table in use for NULL. */
export interface NotNullScan {
  readonly step: Step<SetNotNull>;
  readonly table: Table;
  readonly column: string;
  /** A CHECK that says it already, and was never validated. */
  readonly guarding: Constraint | undefined;
}

export function notNullScans(steps: readonly Step[], config: Config): NotNullScan[] {
  return steps.flatMap((step) => {
    const { operation, effect } = step;
    if (operation.kind !== "setNotNull" || effect.scans.length === 0 || !isDone(step)) return [];
    const table = liveTable(operation.table, step, config);
    if (!table) return [];
    const column = operation.column.name;
    const { id } = findColumn(table, column) ?? { id: "" };
    const guarding = table.constraints.find((constraint) => constraint.kind === "check" && constraint.notEnforced !== true && saysNotNull(constraint.expression, id));
    return [{ step: { ...step, operation }, table, column, guarding }];
  });
}

/** Those of one statement that read the same table with no CHECK to help them: it is read once for all. */
export const readTogether = (scan: NotNullScan, scans: readonly NotNullScan[]): NotNullScan[] =>
  scans.filter(({ step, table, guarding }) => step.statement === scan.step.statement && table.id === scan.table.id && !guarding);
