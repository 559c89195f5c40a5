import { foreignKeysOf, foreignKeysTo, type OwnedForeignKey } from "../../../database/dependents.js";
import { compareKeyTypes, type KeyTypes } from "../../../database/key-types.js";
import { columnById, findTable, tableById } from "../../../database/names/lookup.js";
import { foreignKeyById } from "../../../database/questions.js";
import type { Column, Database, Table } from "../../../model/database.js";
import type { Step } from "../../../model/step.js";
import { isDone } from "../locks/live-table.js";
import { madeConstraint } from "../remedies/constraints.js";

/** Two columns that a foreign key compares, of different types. */
export interface UnlikeColumns {
  readonly child: Table;
  readonly column: Column;
  readonly parent: Table;
  readonly other: Column;
  readonly relation: Exclude<KeyTypes, "same">;
  /** Whose types they have. */
  readonly database: Database;
}

/** Of the keys that a step makes, or gives another type to a column of. What PostgreSQL refuses it refuses at once; the rest is judged on `final`: a type that is put right later is right. */
export function unlikeColumns(step: Step, final: Database): UnlikeColumns[] {
  return touchedKeys(step).flatMap(({ table, foreignKey }) => [...foreignKey.columns.keys()].flatMap((at): UnlikeColumns[] => {
    const now = compared(foreignKey.id, table, at, step.after);
    const end = foreignKeyById(final, foreignKey.id) && compared(foreignKey.id, table, at, final);
    const pair = now?.relation === "refused" ? now : end?.relation === "refused" ? undefined : end;
    return pair && pair.relation !== "same" ? [{ ...pair, relation: pair.relation }] : [];
  }));
}

function touchedKeys(step: Step): OwnedForeignKey[] {
  const { operation, after } = step;
  if (!isDone(step)) return [];
  if (operation.kind === "addConstraint") {
    const made = madeConstraint({ ...step, operation });
    const key = made?.kind === "foreignKey" ? foreignKeyById(after, made.id) : undefined;
    return key ? [key] : [];
  }
  const table = operation.kind === "alterColumnType" ? findTable(after, operation.table) : undefined;
  const column = operation.kind === "alterColumnType" ? table?.columns.find(({ name }) => name === operation.column.name) : undefined;
  if (!table || !column) return [];
  const own = foreignKeysOf(table).filter(({ columns }) => columns.includes(column.id)).map((foreignKey) => ({ table, foreignKey }));
  return [...own, ...foreignKeysTo(after, table.id).filter(({ foreignKey }) => foreignKey.references.columns.includes(column.id))].filter(({ foreignKey }) => foreignKey.parent === undefined);
}

/** The columns at this place of the key, as they are in this database. */
function compared(id: string, { id: owner }: Table, at: number, database: Database) {
  const key = foreignKeyById(database, id)?.foreignKey;
  const child = tableById(database, owner);
  const parent = key && tableById(database, key.references.table);
  const column = child && columnById(child, key?.columns[at] ?? "");
  const other = parent && columnById(parent, key.references.columns[at] ?? "");
  return column && other ? { child, column, parent, other, database, relation: compareKeyTypes(column.type, other.type, database) } : undefined;
}
