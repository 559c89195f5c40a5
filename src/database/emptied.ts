import type { Database, ObjectId, Table } from "../model/database.js";
import type { ChangeData } from "../model/operation.js";
import { foreignKeysTo, heirs } from "./dependents.js";

/** It holds no row: TRUNCATE, whose lock keeps all others out, ran in this transaction, and nothing was put into it or into its partitions and heirs since. */
export const isEmptied = (table: Table, database: Database): boolean => table.emptied === true && heirs(database, table).every((heir) => heir.emptied === true);

/** What the statement leaves of it. */
export function withEmptied(database: Database, { command, cascade, only }: ChangeData, table: Table): Database {
  if (command === "truncate") return marked(database, truncated(database, table, cascade, only === true), true);
  if (command === "update" || command === "delete") return firesAnything(database, table) ? withoutEmptied(database) : database;
  return firesAnything(database, table) ? withoutEmptied(database) : marked(database, new Set([table.id, ...heirs(database, table).map(({ id }) => id)]), false);
}

/** After the transaction, or where something unknown may have written. */
export const withoutEmptied = (database: Database): Database =>
  database.tables.some(({ emptied }) => emptied === true) ? marked(database, new Set(database.tables.map(({ id }) => id)), false) : database;

/** A trigger or rule may write anywhere. */
const firesAnything = ({ objects }: Database, table: Table): boolean => objects.some(({ kind, on }) => on === table.id && (kind === "trigger" || kind === "rule"));

function truncated(database: Database, table: Table, cascade: boolean, only: boolean): Set<ObjectId> {
  const found = new Map([table, ...(only ? [] : heirs(database, table))].map((each) => [each.id, each]));
  if (!cascade) return new Set(found.keys());
  for (const { id } of found.values()) {
    for (const { table: child } of foreignKeysTo(database, id)) for (const each of [child, ...heirs(database, child)]) found.set(each.id, each);
  }
  return new Set(found.keys());
}

function marked(database: Database, ids: ReadonlySet<ObjectId>, emptied: boolean): Database {
  if (!database.tables.some((table) => ids.has(table.id) && (table.emptied === true) !== emptied)) return database;
  return { ...database, tables: database.tables.map((table) => (ids.has(table.id) && (table.emptied === true) !== emptied ? { ...table, emptied } : table)) };
}
