import { columnById, findColumn, findTable, tableById } from "../../../database/names/lookup.js";
import type { Column, Database, DataType, ObjectId, Table } from "../../../model/database.js";
import type { ReplayedMigration, Step } from "../../../model/step.js";
import { sameType } from "./likeness.js";
import { isReadBefore } from "./renames.js";
import { whenThereAgain } from "../locks/transaction.js";

export interface RetypedColumn {
  /** As the live database has them. */
  readonly live: Table;
  readonly from: Column;
  readonly to: Column;
  /** Took the name from the old column: a RENAME or DROP of it. */
  readonly taken: Step;
  /** Gave it to the new one. */
  readonly given: Step;
}

/** Deployed columns whose names, as far as other sessions see never gone, belong to another column of another type when the migration ends. Not when the old values are dropped unread. */
export function retypedColumns({ steps, before, after, deployed }: ReplayedMigration): RetypedColumn[] {
  const found: RetypedColumn[] = [];
  for (const taken of steps) {
    if ((taken.operation.kind !== "dropColumn" && taken.operation.kind !== "renameColumn") || taken.before === taken.after) continue;
    const table = findTable(taken.before, taken.operation.table);
    const column = table && findColumn(table, taken.operation.column.name);
    const live = table && tableById(deployed, table.id);
    const from = live && column && columnById(live, column.id);
    if (!from || from.name !== column.name || whenThereAgain(taken, steps, live, from.name) !== "at once") continue;
    const has = (database: Database, id: ObjectId): boolean => {
      const there = tableById(database, live.id);
      return there !== undefined && there.name === live.name && there.schema === live.schema && findColumn(there, from.name)?.id === id;
    };
    const left = tableById(after, live.id);
    const to = left && findColumn(left, from.name);
    if (!to || to.id === from.id || !has(before, from.id) || !has(after, to.id) || isSameType(from.type, to.type)) continue;
    const dropped = steps.find((step) => step.operation.kind === "dropColumn" && isOf(step.before, live.id, from.id) && !isOf(step.after, live.id, from.id));
    const last = dropped && tableById(dropped.before, live.id);
    const then = last && columnById(last, from.id);
    if (dropped && last && !isReadBefore(last, then, dropped, steps)) continue;
    const given = steps.findLast((step) => has(step.after, to.id) && !has(step.before, to.id));
    if (given && !found.some((other) => other.from === from)) found.push({ live, from, to, taken, given });
  }
  return found;
}

/** PostgreSQL compares values of one type with values of the other, as code that runs still does. */
export function isSameKind({ from, to }: RetypedColumn, { deployed, after }: ReplayedMigration): boolean {
  const [a, b] = [baseType(from.type, deployed), baseType(to.type, after)];
  if (a.array !== b.array) return false;
  if (a.userType !== undefined || b.userType !== undefined) return a.userType === b.userType;
  return a.name === b.name || KINDS.some((kind) => kind.has(a.name) && kind.has(b.name));
}

const KINDS: readonly ReadonlySet<string>[] = [
  new Set(["text", "varchar", "bpchar", "char", "name", "citext"]),
  new Set(["int2", "int4", "int8", "float4", "float8", "numeric"]),
  new Set(["timestamp", "timestamptz", "date"]),
];

/** Of a domain, what it is made of. */
function baseType(type: DataType, { domains }: Pick<Database, "domains">): DataType {
  const domain = type.array ? undefined : domains.find(({ id }) => id === type.userType);
  return domain ? baseType(domain.type, { domains }) : type;
}

const isSameType = (a: DataType, b: DataType): boolean => sameType(a, b) && a.modifiers.join() === b.modifiers.join();
const isOf = (database: Database, table: ObjectId, column: ObjectId): boolean => tableById(database, table)?.columns.some(({ id }) => id === column) === true;
