import { foreignKeysTo } from "../../database/dependents.js";
import { columnById, tableById } from "../../database/questions.js";
import type { Column, Database, ForeignKey, ObjectId, Table } from "../../model/database.js";
import type { Dialect } from "../../model/dialect.js";
import type { Environment } from "../../model/environment.js";
import type { Name } from "../../model/name.js";
import type { ReplayedMigration } from "../../model/step.js";
import { sameColumnType } from "../difference/same.js";
import type { Loss } from "../lost-values.js";
import { keptNames } from "./kept-names.js";
import { keptSequences, type KeptSequence } from "./kept-sequences.js";

export interface KeepPlan {
  /** Parents before children. */
  readonly tables: readonly KeptTable[];
  /** Of the sequences' positions; undefined where none is kept. */
  readonly sequenceTable: Name | undefined;
  readonly sequences: readonly KeptSequence[];
  /** Those with which no order of the tables is right. */
  readonly circular: ReadonlySet<ObjectId>;
  /** What is lost all the same. */
  readonly lost: readonly Loss[];
}

/** A table as it was before the migration, and what of it is put aside. */
export interface KeptTable {
  readonly table: Table;
  readonly kept: Name;
  readonly columns: readonly Column[];
  /** Tells which row is which; undefined where all rows come back, or none. */
  readonly key: readonly Column[] | undefined;
  /** `table`: it was dropped; `rows`: those that are missing; `values`: of rows that stayed; `nothing`: no statement can tell which row is which. */
  readonly returns: "table" | "rows" | "values" | "nothing";
  /** Set back in rows that stayed. */
  readonly values: readonly Column[];
  /** Of those, the ones whose values of now cannot be turned back. */
  readonly computed: readonly Column[];
}

/** What to put aside before the migration, and how it comes back. */
export function planKeep(migration: ReplayedMigration, losses: readonly Loss[], dialect: Dialect, environment: Environment): KeepPlan {
  const { before, after } = migration;
  const groups = grouped(losses, before, after);
  const unstable = unstableColumns(losses, before);
  const names = keptNames(migration, dialect.naming, dialect.writer, environment);
  const tables: KeptTable[] = [];
  const lost: Loss[] = losses.filter(({ of }) => of === undefined || !isKeepable(of.table, before));
  for (const { table, columns, isRows, losses: own } of groups) {
    const planned = planTable(table, columns, isRows, own, unstable, before, after);
    const kept = { ...planned, kept: names.next(table) };
    tables.push(kept);
    if (kept.returns === "nothing") lost.push(...own.map((loss) => ({ ...loss, why: `${loss.why}; the rows of before stay in "${kept.kept.name}", for ${whyNot(table, own, before)}` })));
  }
  const sequences = keptSequences(before, after, tables);
  const { order, circular } = inOrder(tables, before);
  return { tables: order, sequences, sequenceTable: sequences.length > 0 ? names.next({ schema: "", name: "sequences" }) : undefined, circular, lost };
}

interface Group {
  readonly table: Table;
  readonly columns: Set<ObjectId>;
  isRows: boolean;
  readonly losses: Loss[];
}

/** By table; values in partitions come back through the table that they are parts of. */
function grouped(losses: readonly Loss[], before: Database, after: Database): readonly Group[] {
  const groups = new Map<ObjectId, Group>();
  const rows = new Set(losses.flatMap(({ of }) => (of && !of.columns ? [of.table] : [])));
  for (const loss of losses) {
    const own = loss.of && tableById(before, loss.of.table);
    if (!loss.of || !own || !isKeepable(own.id, before)) continue;
    const root = rootOf(own, before);
    const table = loss.of.columns !== undefined || rows.has(root.id) || !tableById(after, root.id) ? root : own;
    const group = groups.get(table.id) ?? { table, columns: new Set(), isRows: false, losses: [] };
    groups.set(table.id, group);
    group.losses.push(loss);
    if (!loss.of.columns) group.isRows = true;
    for (const id of loss.of.columns ?? []) {
      const column = table.columns.find(({ name }) => name === columnById(own, id)?.name);
      if (column) group.columns.add(column.id);
    }
  }
  return [...groups.values()];
}

function isKeepable(id: ObjectId, before: Database): boolean {
  const table = tableById(before, id);
  return table !== undefined && !table.columnsUnknown && table.persistence !== "temporary";
}

function rootOf(table: Table, database: Database): Table {
  const parent = table.partitionOf && tableById(database, table.partitionOf.parent);
  return parent ? rootOf(parent, database) : table;
}

function planTable(table: Table, changed: ReadonlySet<ObjectId>, isRows: boolean, losses: readonly Loss[], unstable: ReadonlySet<ObjectId>, before: Database, after: Database): Omit<KeptTable, "kept"> {
  const stored = table.columns.filter(({ generated }) => generated === undefined);
  const now = tableById(after, table.id);
  const values = stored.filter(({ id }) => changed.has(id));
  const nothing = { table, columns: stored, key: undefined, returns: "nothing", values: [], computed: [] } as const;
  if (isInFamily(table, before) || losses.some(({ of }) => of?.isAnyColumn === true)) return nothing;
  if (!now) return { table, columns: stored, key: undefined, returns: "table", values: [], computed: [] };
  const key = keyOf(table, now, (id) => changed.has(id) || unstable.has(id));
  if (!key) return nothing;
  const computed = values.filter((column) => isOtherType(column, now) && losses.some(({ of }) => of?.isComputed === true && of.columns?.includes(column.id) === true));
  return { table, key, values, computed, ...(isRows ? { columns: stored, returns: "rows" } : { columns: [...key, ...values], returns: "values" }) };
}

function isOtherType(column: Column, now: Table): boolean {
  const own = columnById(now, column.id);
  return own !== undefined && !sameColumnType(own, column);
}

/** Tables that inherit: a statement about one of them is about others too. */
const isInFamily = (table: Table, { tables }: Database): boolean => table.inherits.length > 0 || tables.some(({ inherits }) => inherits.includes(table.id));

/** The primary key, or other columns that tell one row from all others and that the migration leaves as they are. */
function keyOf(table: Table, now: Table, isChanged: (id: ObjectId) => boolean): readonly Column[] | undefined {
  const primary = new Set(table.constraints.flatMap((constraint) => (constraint.kind === "primaryKey" ? [constraint.index] : [])));
  for (const { unique, predicate, method, keys } of table.indexes.toSorted((a, b) => Number(primary.has(b.id)) - Number(primary.has(a.id)))) {
    if (!unique || predicate || method !== "btree") continue;
    const columns = keys.map(({ column }) => table.columns.find(({ id }) => id === column));
    const usable = columns.flatMap((column) => (column?.notNull === true && !column.generated && columnById(now, column.id) && !isChanged(column.id) ? [column] : []));
    if (usable.length === columns.length) return usable;
  }
  return undefined;
}

/** What follows, by ON UPDATE, values that are set back: a key that holds them is another one until then. */
function unstableColumns(losses: readonly Loss[], before: Database): ReadonlySet<ObjectId> {
  const unstable = new Set(losses.flatMap(({ of }) => of?.columns ?? []));
  for (const id of unstable) {
    const keys = before.tables.flatMap(({ id: table }) => foreignKeysTo(before, table));
    for (const { foreignKey } of keys) if (foreignKey.references.columns.includes(id) && follows(foreignKey)) for (const column of foreignKey.columns) unstable.add(column);
  }
  return unstable;
}

const follows = ({ onUpdate }: ForeignKey): boolean => onUpdate !== "no action" && onUpdate !== "restrict";

function whyNot(table: Table, losses: readonly Loss[], before: Database): string {
  if (isInFamily(table, before)) return "other tables inherit with it";
  if (losses.some(({ of }) => of?.isAnyColumn === true)) return "its keys may be written over too";
  return "no key that the migration leaves alone tells which row is which";
}

function inOrder(tables: readonly KeptTable[], before: Database): { readonly order: readonly KeptTable[]; readonly circular: ReadonlySet<ObjectId> } {
  const order: KeptTable[] = [];
  const circular = new Set<ObjectId>();
  const parentsOf = ({ table }: KeptTable, among: readonly KeptTable[]): ForeignKey[] =>
    [table, ...before.tables.filter((part) => part !== table && rootOf(part, before) === table)].flatMap(({ constraints }) => constraints.flatMap((constraint) => (constraint.kind === "foreignKey" && constraint.references.table !== table.id && among.some((other) => other.table.id === constraint.references.table) ? [constraint] : [])));
  for (let waiting = [...tables]; waiting.length > 0; waiting = waiting.filter((one) => !order.includes(one))) {
    const next = waiting.find((one) => parentsOf(one, waiting).length === 0) ?? waiting[0];
    if (!next) break;
    for (const { id } of parentsOf(next, waiting)) circular.add(id);
    order.push(next);
  }
  return { order, circular };
}
