import { foreignKeysOf } from "../../database/dependents.js";
import { columnById, columnNames, tableById } from "../../database/names/lookup.js";
import { quoteIdentifier as quote } from "../../dialects/postgres/naming.js";
import { literal, qualifiedName as place } from "../../dialects/postgres/write/names.js";
import type { Column, Database, ForeignKey, ObjectId, Table } from "../../model/database.js";
import { likelyValues } from "./likely-values.js";
import { nullable, type PlacedTable } from "./order.js";
import { valueOf } from "./values.js";

/** SQL of each column's value, by column; what the server fills in itself is not there. */
export type Row = ReadonlyMap<ObjectId, string>;

/** How the next value of a column is made. */
export type Choice = { readonly kind: "numbered"; readonly offset: number } | { readonly kind: "listed"; readonly values: readonly string[] } | { readonly kind: "null" };

export interface Recipe {
  readonly choices: ReadonlyMap<ObjectId, Choice>;
  /** Added to a row's number to choose its parent, by the number of the foreign key; 0 where there is none. */
  readonly parentOffsets: readonly number[];
}

/** Deterministic numbers below `limit`. */
export type Dice = (limit: number) => number;

export function firstRecipe(table: Table, database: Database): Recipe {
  const choices = new Map<ObjectId, Choice>();
  for (const column of ownColumns(table)) {
    const checks = table.constraints.filter((constraint) => constraint.kind === "check" && constraint.expression.references.some(({ target }) => target === column.id));
    const list = checks.some((check) => check.kind === "check" && /\bin\s*\(|=\s*any\b/i.test(check.expression.sql));
    const values = list ? likelyValues(table, column, database).filter((value) => !/^a*$|^1*$/.test(value)) : [];
    choices.set(column.id, values.length > 0 ? { kind: "listed", values } : { kind: "numbered", offset: 0 });
  }
  return { choices, parentOffsets: [] };
}

/** Another recipe, after the server refused a row of the last one. */
export function otherRecipe(table: Table, database: Database, dice: Dice): Recipe {
  const choices = new Map<ObjectId, Choice>();
  for (const column of ownColumns(table)) {
    const likely = likelyValues(table, column, database);
    const offset = dice(2) === 0 ? 0 : dice(10_000);
    const thrown = dice(10);
    const value = likely[dice(Math.max(likely.length, 1))];
    if (value !== undefined && thrown < 7) choices.set(column.id, { kind: "listed", values: [value] });
    else if (!column.notNull && thrown > 6) choices.set(column.id, { kind: "null" });
    else choices.set(column.id, { kind: "numbered", offset });
  }
  return { choices, parentOffsets: table.constraints.map(() => dice(10)) };
}

/** Columns that an INSERT has to name: not those that the server numbers or computes. */
export const ownColumns = (table: Table): Column[] => table.columns.filter((column) => !column.identity && !column.generated && !/\bnextval\s*\(/i.test(column.default?.sql ?? ""));

/** Row `n` of a table, required foreign keys to `together` aside; a text that says why there cannot be one. */
export function draftRow({ table, later }: PlacedTable, n: number, recipe: Recipe, rows: ReadonlyMap<ObjectId, readonly Row[]>, together: readonly Table[], database: Database): Map<ObjectId, string> | string {
  const row = new Map<ObjectId, string>();
  const keys = foreignKeysOf(table).filter((key) => !later.includes(key) && tableById(database, key.references.table) !== undefined);
  for (const key of later) for (const column of nulledBy(table, key)) row.set(column, "NULL");
  const refused = (id: ObjectId): boolean => recipe.choices.get(id)?.kind === "null";
  for (const [number, key] of keys.entries()) {
    if (together.some(({ id }) => id === key.references.table)) continue;
    const parents = rows.get(key.references.table) ?? [];
    const start = n + (recipe.parentOffsets[number] ?? 0);
    const at = parents.findIndex((_, index) => fits(key, parents, (start + index) % parents.length, row, database));
    if (at !== -1 && !key.columns.some(refused)) setFrom(row, key, parents, (start + at) % parents.length, database);
    else if (nullable(table, key)) for (const column of nulledBy(table, key)) row.set(column, "NULL");
    else if (parents.length === 0) return `its parent ${nameOf(key, database)} has no rows`;
    else setFrom(row, key, parents, start % parents.length, database);
  }
  for (const column of ownColumns(table)) {
    if (row.has(column.id)) continue;
    const value = chosen(column, recipe.choices.get(column.id), database, n);
    if (value === undefined && column.notNull && !column.default) return `values of ${column.type.name} are not known (${column.name})`;
    if (value !== undefined) row.set(column.id, value);
  }
  for (const key of keys) {
    if (key.references.table !== table.id || !nullable(table, key)) continue;
    const before = rows.get(table.id) ?? [];
    if (before.length > 0) setFrom(row, key, before, before.length - 1, database);
    else for (const column of nulledBy(table, key)) row.set(column, "NULL");
  }
  return row;
}

/** Makes rows that must point to each other, or to themselves, do so; what the server would number is given. */
export function joinRows(drafts: ReadonlyMap<Table, Map<ObjectId, string>>, n: number, database: Database): void {
  const tables = [...drafts.keys()];
  // A key may hang on another table's key of the same circle: as often as there are tables.
  for (let round = 0; round < tables.length; round++) {
    for (const [table, row] of drafts) {
      for (const key of foreignKeysOf(table)) {
        const parent = tables.find(({ id }) => id === key.references.table);
        const values = parent && drafts.get(parent);
        if (!parent || !values || nullable(table, key)) continue;
        for (const [at, id] of key.columns.entries()) {
          const target = key.references.columns[at] ?? "";
          const column = parent.columns.find((candidate) => candidate.id === target);
          if (column && !values.has(target)) values.set(target, literal(valueOf(column, database, n + 1_000_000) ?? ""));
          row.set(id, values.get(target) ?? "NULL");
        }
      }
    }
  }
}

/** The value of a column in row `at` of a table: as it was inserted, or looked up where the server made it. */
export function cell(table: Table, rows: readonly Row[], at: number, column: ObjectId): string {
  const inserted = rows[at]?.get(column);
  if (inserted !== undefined) return inserted;
  const [name = ""] = columnNames(table, [column]);
  return `(SELECT ${quote(name)} FROM ${place(table)} ORDER BY ${quote(name)} OFFSET ${at} LIMIT 1)`;
}

function chosen(column: Column, choice: Choice = { kind: "numbered", offset: 0 }, database: Database, n: number): string | undefined {
  if (choice.kind === "null") return "NULL";
  const value = choice.kind === "listed" ? choice.values[n % choice.values.length] : valueOf(column, database, n + choice.offset);
  if (value !== undefined) return literal(value);
  return column.notNull || column.default ? undefined : "NULL";
}

function fits(key: ForeignKey, parents: readonly Row[], at: number, row: Row, database: Database): boolean {
  const parent = database.tables.find(({ id }) => id === key.references.table);
  return parent !== undefined && key.columns.every((column, index) => {
    const set = row.get(column);
    return set === undefined || set === cell(parent, parents, at, key.references.columns[index] ?? "");
  });
}

function setFrom(row: Map<ObjectId, string>, key: ForeignKey, parents: readonly Row[], at: number, database: Database): void {
  const parent = database.tables.find(({ id }) => id === key.references.table);
  if (parent) for (const [index, column] of key.columns.entries()) row.set(column, cell(parent, parents, at, key.references.columns[index] ?? ""));
}

const nulledBy = (table: Table, key: ForeignKey): ObjectId[] => key.columns.filter((id) => columnById(table, id)?.notNull === false);
const nameOf = (key: ForeignKey, database: Database): string => database.tables.find(({ id }) => id === key.references.table)?.name ?? "gone";
