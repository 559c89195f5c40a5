import type { Database, ObjectId, Problem, Refusal, Sequence, Table, View } from "../../model/database.js";
import type { Naming } from "../../model/dialect.js";
import type { Name } from "../../model/name.js";
import type { Operation } from "../../model/operation.js";
import { handNamesOn } from "../names/known-names.js";

/** Where and by what a change is made. */
export interface ChangeContext {
  readonly migration: string;
  readonly statement: number;
  readonly naming: Naming;
  /** Major version; undefined when it is not known. */
  readonly serverVersion: number | undefined;
  /** All operations of the statement: objects that one DROP lists do not stand in each other's way. */
  readonly together: readonly Operation[];
  newId(): ObjectId;
}

/** The database afterwards; with problems, as PostgreSQL would have refused the operation, it is the one before. */
export interface Changed {
  readonly database: Database;
  readonly problems: readonly Problem[];
}

export const changed = (database: Database): Changed => ({ database, problems: [] });

type Named = Exclude<Problem, { kind: "invalid" }>;

export const refused = (database: Database, problem: Omit<Named, "dependents" | "table"> & Partial<Named>): Changed => ({
  database,
  problems: [{ table: undefined, dependents: [], ...problem }],
});

/** What is wrong whatever the rows; `about` as in `missing`. */
export const invalid = (database: Database, refusal: Refusal, ...about: readonly [what: string, name: Name, table?: Name]): Changed => ({ database, problems: [invalidity(refusal, ...about)] });

export const invalidity = (refusal: Refusal, what: string, name: Name, table?: Name): Problem => ({ kind: "invalid", ...refusal, what, name: plain(name), table: table && plain(table), dependents: [] });

/** As the server's messages put names. */
export const said = (name: string): string => `"${name}"`;

export const missing = (database: Database, what: string, name: Name, table?: Name): Changed => refused(database, { kind: "missing", what, name: plain(name), table: table && plain(table) });
export const exists = (database: Database, what: string, name: Name, table?: Name): Changed => refused(database, { kind: "exists", what, name: plain(name), table: table && plain(table) });

export const plain = ({ schema, name }: Name): Name => ({ schema, name });

/** A part of a table has no schema of its own. */
export const part = (name: string): Name => ({ schema: undefined, name });

export function replaceTable(database: Database, table: Table): Database {
  const at = database.tables.findLastIndex((candidate) => candidate.id === table.id);
  const tables = database.tables.with(at, table);
  handNamesOn(database.tables, tables, [table]);
  return { ...database, tables };
}

/** All tables anew, the same list where none of them becomes another. */
export function mapTables({ tables }: Pick<Database, "tables">, change: (table: Table) => Table): readonly Table[] {
  const next = tables.map(change);
  const made = next.filter((table, at) => table !== tables[at]);
  if (made.length === 0) return tables;
  handNamesOn(tables, next, made);
  return next;
}

export function appendTable(database: Database, table: Table): Database {
  const tables = [...database.tables, table];
  handNamesOn(database.tables, tables, [table]);
  return { ...database, tables };
}

export function appendSequence(database: Database, sequence: Sequence): Database {
  const sequences = [...database.sequences, sequence];
  handNamesOn(database.sequences, sequences, [sequence]);
  return { ...database, sequences };
}

export function replaceView(database: Database, view: View): Database {
  const at = database.views.findIndex((candidate) => candidate.id === view.id);
  return { ...database, views: database.views.with(at, view) };
}

/** `base`, or `base1`, `base2`, …: the first for which `taken` says no, as PostgreSQL numbers automatic names. */
export function firstFree(make: (suffix: string) => string, taken: (name: string) => boolean): string {
  for (let pass = 0; ; pass++) {
    const name = make(pass === 0 ? "" : String(pass));
    if (!taken(name)) return name;
  }
}
