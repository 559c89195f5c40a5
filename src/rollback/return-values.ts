import type { Column, Constraint, Database, ObjectId, Table } from "../model/database.js";
import { hasServerDefault } from "../database/questions.js";
import { targets } from "../database/names/bind.js";

/** The database that can be had again on rows that are there, and what of the old one cannot. */
export interface Attainable {
  readonly database: Database;
  /** Sentences. */
  readonly differs: readonly string[];
  /** Keys that cannot come back: their columns hold nothing. */
  readonly lostKeys: readonly { readonly table: Table; readonly constraint: string }[];
}

/**
 * A column that comes back into a table with rows has its default or NULL in each of them, and a table that comes back is empty: what forbids that
 * can only come back loosened. `isRestored`: tables and columns that get their values back.
 */
export function attainable(from: Database, to: Database, isRestored: (id: ObjectId) => boolean = () => false): Attainable {
  const differs: string[] = [];
  const lostKeys: { table: Table; constraint: string }[] = [];
  const there = new Set(from.tables.flatMap(idsOf));
  for (const id of to.tables.flatMap(idsOf)) if (isRestored(id)) there.add(id);
  let database = { ...to, tables: to.tables.map((table) => (there.has(table.id) ? withLooseColumns(table, there, to, differs, lostKeys) : table)) };
  const indexes = new Set(database.tables.flatMap((table) => table.indexes.map(({ id }) => id)));
  database = { ...database, tables: database.tables.map((table) => (there.has(table.id) ? withLooseConstraints(table, there, indexes, database, differs, lostKeys) : table)) };
  return differs.length === 0 ? { database: to, differs, lostKeys } : { database, differs, lostKeys };
}

const idsOf = (table: Table): ObjectId[] => [table.id, ...table.columns.map(({ id }) => id)];

function withLooseColumns(table: Table, there: ReadonlySet<ObjectId>, database: Database, differs: string[], lostKeys: { table: Table; constraint: string }[]): Table {
  const back = table.columns.filter(({ id, inherited }) => !there.has(id) && inherited !== true);
  if (back.length === 0) return table;
  const names = new Map(back.map((column) => [column.id, column]));
  const unique = table.indexes.filter((index) => index.unique && index.keys.every(({ column }) => column !== undefined && names.has(column)));
  // One value for all rows, or none.
  const isSame = (column: Column): boolean => !isNumbered(column, database);
  const stuck = new Set(unique.filter(({ keys }) => keys.every(({ column }) => { const found = names.get(column ?? ""); return found !== undefined && isSame(found); })).flatMap(({ keys }) => keys.map(({ column }) => column)));
  const columns = table.columns.map((column) => {
    if (!names.has(column.id) || !column.notNull || (hasServerDefault(column, database) && !stuck.has(column.id))) return column;
    differs.push(`"${table.name}"."${column.name}" can be NULL: the rows that are there have no value for it`);
    return { ...column, notNull: false, notNullConstraint: undefined };
  });
  const nullable = new Set(columns.flatMap(({ id, notNull }, at) => (table.columns[at]?.notNull === true && !notNull ? [id] : [])));
  const lost = table.constraints.filter((constraint) => constraint.kind === "primaryKey" && table.indexes.some(({ id, keys }) => id === constraint.index && keys.some(({ column }) => nullable.has(column ?? ""))));
  for (const constraint of lost) {
    lostKeys.push({ table, constraint: constraint.name });
    differs.push(`"${table.name}" has no primary key "${constraint.name}": its columns are empty`);
  }
  const gone = new Set(lost.flatMap((constraint) => ("index" in constraint ? [constraint.index] : [])));
  return { ...table, columns, constraints: table.constraints.filter((constraint) => !lost.includes(constraint)), indexes: table.indexes.filter(({ id }) => !gone.has(id)) };
}

/** Another value in each row. */
export const isNumbered = ({ identity, default: value }: Column, database: Database): boolean =>
  identity !== undefined || (value !== undefined && value.literal === undefined && (targets(value).some((id) => database.sequences.some((sequence) => sequence.id === id)) || /\b(?:uuid|random)/i.test(value.sql)));

function withLooseConstraints(table: Table, there: ReadonlySet<ObjectId>, indexes: ReadonlySet<ObjectId>, database: Database, differs: string[], lostKeys: { table: Table; constraint: string }[]): Table {
  const constraints = table.constraints.flatMap((constraint): Constraint[] => {
    if (constraint.kind === "foreignKey") {
      const { references } = constraint;
      if (!indexes.has(references.index) && database.tables.some(({ id }) => id === references.table)) {
        lostKeys.push({ table, constraint: constraint.name });
        differs.push(`"${table.name}" has no foreign key "${constraint.name}": the key that it leans on is not there`);
        return [];
      }
      const isParentEmpty = references.columns.some((id) => !there.has(id));
      const holdsValues = constraint.columns.every((id) => there.has(id));
      if (!constraint.validated || !isParentEmpty || !holdsValues) return [constraint];
    } else {
      const reads = constraint.kind === "check" ? targets(constraint.expression) : [];
      const mayRefuseNull = constraint.kind === "check" && /\bnull\b|coalesce|num_n/i.test(constraint.expression.sql);
      if (!constraint.validated || !mayRefuseNull || reads.every((id) => there.has(id))) return [constraint];
    }
    differs.push(`"${constraint.name}" of "${table.name}" is NOT VALID: the rows that are there do not fit it`);
    return [{ ...constraint, validated: false }];
  });
  return constraints.length === table.constraints.length && constraints.every((constraint, at) => constraint === table.constraints[at]) ? table : { ...table, constraints };
}
