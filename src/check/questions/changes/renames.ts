import type { Column, Database, ObjectId, Table } from "../../../model/database.js";
import type { Expression } from "../../../model/name.js";
import type { AddColumn, ChangeData, CreateTable, DropColumn, DropTable } from "../../../model/operation.js";
import type { ReplayedMigration, Step } from "../../../model/step.js";
import { findColumn, findTable, tableById } from "../../../database/names/lookup.js";
import { foreignKeysOf, isDeployedColumn, isUnshared } from "../../../database/questions.js";
import { namesAreAlike, sameColumn, sameType, sharedColumns } from "./likeness.js";

export interface ColumnRename {
  readonly table: Table;
  readonly from: Column;
  readonly to: Column;
  readonly dropped: Step<DropColumn>;
  readonly added: Step<AddColumn>;
}

export interface TableRename {
  readonly from: Table;
  readonly to: Table;
  readonly dropped: Step<DropTable>;
  readonly created: Step<CreateTable>;
}

/**
 * Columns that a migration drops while it adds one that could be the same under a new name: the same type, and a like name; or the only pair of
 * its table, alike in everything. A foreign key must point to the same table. Not when the migration copies the values across before it drops them, or the live database never had the column.
 */
export function columnRenames(replayed: ReplayedMigration): ColumnRename[] {
  const { steps, deployed } = replayed;
  const renames: ColumnRename[] = [];
  const renamedTables = tableRenames(replayed);
  const drops = steps.filter((step): step is Step<DropColumn> => step.operation.kind === "dropColumn" && step.before !== step.after);
  const adds = steps.filter((step): step is Step<AddColumn> => step.operation.kind === "addColumn" && step.before !== step.after);
  const taken = new Set<Step>();
  for (const dropped of drops) {
    const table = findTable(dropped.before, dropped.operation.table);
    const from = table && findColumn(table, dropped.operation.column.name);
    if (!table || !from || !isDeployedColumn(table, from, deployed) || isReadBefore(table, from, dropped, steps)) continue;
    const here = (step: Step<DropColumn | AddColumn>): boolean => findTable(step.before, step.operation.table)?.id === table.id;
    const candidates = adds.filter((step) => here(step) && !taken.has(step));
    const sole = drops.filter(here).length === 1 && candidates.length === 1;
    for (const added of candidates) {
      const made = findTable(added.after, added.operation.table);
      const to = made && findColumn(made, added.operation.column.name.name);
      // Under its own name it is dropped and made again: another mistake.
      if (!made || !to || to.name === from.name || to.generated || !sameType(from.type, to.type)) continue;
      if (!namesAreAlike(from.name, to.name) && !(sole && sameColumn(from, to))) continue;
      if (!sameParent(parentOf(replayed.before, table.id, from.id), parentOf(replayed.after, table.id, to.id), renamedTables)) continue;
      taken.add(added);
      renames.push({ table, from, to, dropped, added });
      break;
    }
  }
  return renames;
}

/** Tables that a migration drops while it creates one with nearly the same columns. */
export function tableRenames({ steps, deployed, after }: ReplayedMigration): TableRename[] {
  const renames: TableRename[] = [];
  const taken = new Set<string>();
  for (const dropped of steps) {
    if (dropped.operation.kind !== "dropTable" || dropped.before === dropped.after) continue;
    const from = findTable(dropped.before, dropped.operation.name);
    if (!from || isUnshared(from, deployed) || from.columns.length < 2 || isReadBefore(from, undefined, dropped, steps)) continue;
    for (const created of steps) {
      if (created.operation.kind !== "createTable" || created.before === created.after) continue;
      const made = findTable(created.after, created.operation.name);
      const to = made && tableById(after, made.id);
      if (!to || taken.has(to.id) || (to.schema === from.schema && to.name === from.name)) continue;
      if (sharedColumns(from, to) < (namesAreAlike(from.name, to.name) ? 0.6 : 0.9)) continue;
      taken.add(to.id);
      renames.push({ from, to, dropped: { ...dropped, operation: dropped.operation }, created: { ...created, operation: created.operation } });
      break;
    }
  }
  return renames;
}

/** The table that a column's foreign key points to. */
function parentOf(database: Database, table: ObjectId, column: ObjectId): ObjectId | undefined {
  const owner = tableById(database, table);
  return owner && foreignKeysOf(owner).find((key) => key.columns.includes(column))?.references.table;
}

/** A column that points elsewhere, or that began or ceased to point anywhere, is another column. */
const sameParent = (old: ObjectId | undefined, young: ObjectId | undefined, renames: readonly TableRename[]): boolean =>
  old === young || renames.some(({ from, to }) => from.id === old && to.id === young);

/** A data change of the migration puts values of the table or column somewhere else before `dropped`, or a statement that is not understood may do so. */
export function isReadBefore(table: Table, column: Column | undefined, dropped: Step, steps: readonly Step[]): boolean {
  for (const step of steps) {
    if (step === dropped) return false;
    const { operation } = step;
    if (operation.kind === "opaque" && operation.mayChangeSchema) return true;
    if (operation.kind === "createTable" && operation.asQuery && queryReads(operation.asQuery, table, column, step.before)) return true;
    if (operation.kind !== "changeData" || operation.command === "delete" || operation.command === "truncate") continue;
    const used = [operation.table, ...operation.reads].some((name) => findTable(step.before, name)?.id === table.id);
    if (!used) continue;
    // Tidied up in place it is copied nowhere.
    const isItself = operation.command === "update" && operation.columns.length === 1 && operation.columns[0] === column?.name && findTable(step.before, operation.table)?.id === table.id;
    if (column === undefined ? operation.reads.length > 0 : !isItself && carriedBy(operation, column, step.before)?.some((path) => path.at(-1) === column.name || path.at(-1) === "*")) return true;
  }
  return false;
}

/** Columns whose values are kept in what is written. Which of few values a row had is kept as well by choosing the rows with it: `SET "hidden" = true WHERE "excluded"`. */
const carriedBy = ({ sources, readsColumns }: ChangeData, { type }: Column, { enums }: Database): ChangeData["sources"] =>
  !type.array && (type.name === "bool" || enums.some(({ id }) => id === type.userType)) ? readsColumns : sources;

function queryReads({ names }: Expression, table: Table, column: Column | undefined, database: Database): boolean {
  const reads = names.some(({ kind, path }) => kind === "relation" && findTable(database, { schema: path.at(-2), name: path.at(-1) ?? "" })?.id === table.id);
  return reads && (column === undefined || names.some(({ kind, path, star }) => kind === "column" && (path.at(-1) === column.name || star === true)));
}
