import type { Database, ObjectId, Table } from "../model/database.js";
import type { ChangeData } from "../model/operation.js";
import { mapTables } from "./apply/change.js";
import { foreignKeysTo, heirs } from "./dependents.js";

const ALWAYS = /^[\s(]*(?:true|1\s*=\s*1)[\s)]*$/i;

/** It holds no row: TRUNCATE, whose lock keeps all others out, ran in this transaction, and nothing was put into it or into its partitions and heirs since. */
export const isEmptied = (table: Table, database: Database): boolean => [table, ...heirs(database, table)].every(({ emptied }) => emptied === "truncate");

/** The same, or a DELETE took out every row that it saw: it holds what other sessions put in since, most often nothing. */
export const isCleared = (table: Table, database: Database): boolean => [table, ...heirs(database, table)].every(({ emptied }) => emptied !== undefined);

/** What the statement leaves of it. */
export function withEmptied(database: Database, { command, cascade, only, where, joins }: ChangeData, table: Table): Database {
  if (command === "truncate") return marked(database, truncated(database, table, cascade, only === true), "truncate");
  if (firesAnything(database, table)) return withoutEmptied(database);
  if (command === "update") return database;
  const family = [table, ...(command === "delete" && only === true ? [] : heirs(database, table))];
  if (command !== "delete") return marked(database, new Set(family.map(({ id }) => id)), undefined);
  const isWhole = joins !== true && (!where || ALWAYS.test(where.sql));
  // What TRUNCATE locked stays locked.
  return isWhole ? marked(database, new Set(family.flatMap(({ id, emptied }) => (emptied ? [] : [id]))), "delete") : database;
}

/** After the transaction, or where something unknown may have written. */
export const withoutEmptied = (database: Database): Database =>
  database.tables.some(({ emptied }) => emptied !== undefined) ? marked(database, new Set(database.tables.map(({ id }) => id)), undefined) : database;

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

function marked(database: Database, ids: ReadonlySet<ObjectId>, emptied: Table["emptied"]): Database {
  if (!database.tables.some((table) => ids.has(table.id) && table.emptied !== emptied)) return database;
  return { ...database, tables: mapTables(database, (table) => (ids.has(table.id) && table.emptied !== emptied ? { ...table, emptied } : table)) };
}
