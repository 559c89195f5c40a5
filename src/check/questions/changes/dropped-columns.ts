import { keyColumns, primaryKeyIndex } from "../../../database/keys.js";
import { columnById, columnNames, findColumn, findTable, tableById } from "../../../database/names/lookup.js";
import type { Column, Table } from "../../../model/database.js";
import type { DropColumn } from "../../../model/operation.js";
import type { ReplayedMigration, Step } from "../../../model/step.js";
import { whenThereAgain } from "../locks/transaction.js";
import { isReadBefore } from "./renames.js";

/** A column of the live database that is gone when the migration ends, while its table is not. */
export interface DroppedColumn {
  readonly step: Step<DropColumn>;
  /** Right before the drop. */
  readonly table: Table;
  readonly column: Column;
  /** As the live database has them: under these names the running code asks for it. */
  readonly live: Table;
  readonly known: Column;
  /** The other columns of the primary key, by which its values find back to their rows. */
  readonly key: readonly string[];
  /** Its values are put somewhere else first, as far as is known. */
  readonly isMoved: boolean;
}

/** Not where its values are there again under its own name for the code that runs: a change of type by hand. */
export function droppedColumns({ steps, after: end }: ReplayedMigration): DroppedColumn[] {
  return steps.flatMap((step) => {
    const { operation, before, after, deployed } = step;
    if (operation.kind !== "dropColumn" || before === after) return [];
    const table = findTable(before, operation.table);
    const column = table && findColumn(table, operation.column.name);
    const live = table && tableById(deployed, table.id);
    const known = live && column && columnById(live, column.id);
    const rest = table && tableById(end, table.id);
    // What a ROLLBACK brought back is not lost.
    if (!known || !rest || columnById(rest, column.id)) return [];
    const isMoved = isReadBefore(table, column, step, steps);
    if (isMoved && whenThereAgain(step, steps, live, known.name) === "at once") return [];
    return [{ step: { ...step, operation }, table, column, live, known, key: keyOf(table).filter((name) => name !== column.name), isMoved }];
  });
}

const keyOf = (table: Table): string[] => {
  const primary = primaryKeyIndex(table);
  return primary ? columnNames(table, keyColumns(primary)) : [];
};
