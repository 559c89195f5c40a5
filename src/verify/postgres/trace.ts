import { compareModes, lockModes } from "../../dialects/postgres/assess/locks/modes.js";
import type { LockMode } from "../../model/effect.js";
import { cell } from "./cell.js";
import type { Query } from "./catalog.js";

/** Enough for one statement. */
export interface Traceable {
  query(sql: string): ReturnType<Query>;
  exec(sql: string): Promise<unknown>;
}

/** What a statement did, names as they were before it, `schema.name`, sorted; temporary tables left out. */
export interface Traced {
  readonly locks: ReadonlyMap<string, LockMode>;
  /** Modes that its transaction held on a relation before it. */
  readonly heldBefore?: ReadonlyMap<string, readonly LockMode[]>;
  readonly rewrites: readonly string[];
  /** Relations that were read by a scan, of the table or of an index; index builds and checks are ones too. */
  readonly scans: readonly string[];
}

/**
 * Runs one statement in an open transaction and reads pg_locks and the files of the relations. Nothing else may have run in that transaction, for its
 * locks would count. Throws what the server says.
 */
export async function trace(server: Traceable, statement: string): Promise<Traced> {
  const before = await relationsOf(server);
  await server.exec(statement);
  const held = await locksOf(server, "pg_backend_pid()");
  return tracedFrom(before, held, await relationsOf(server), statement, []);
}

export const relationsOf = async (server: Pick<Traceable, "query">): Promise<readonly Relation[]> => (await server.query(RELATIONS)).rows.map(relationOf);

/** What a session has locked; `process` is its number as SQL. */
export async function locksOf(server: Pick<Traceable, "query">, process: string): Promise<readonly Held[]> {
  const { rows } = await server.query(`SELECT relation::int8::text AS relation, mode FROM pg_locks WHERE locktype = 'relation' AND granted AND coalesce(pid = ${process}, true)`);
  return rows.map(lockOf);
}

const between = 5;

/** The locks that another session sees from time to time until `running` ends, whose refusal is thrown. */
export async function sampleLocks(observer: Pick<Traceable, "query">, process: string, running: Promise<unknown>): Promise<readonly Held[]> {
  const seen = new Map<string, Held>();
  const state = { running: true };
  const ended = running.finally(() => (state.running = false));
  // It is awaited below, after the last look.
  ended.catch(() => undefined);
  while (state.running) {
    for (const held of await locksOf(observer, process)) seen.set(`${held.relation} ${held.mode}`, held);
    await new Promise((resolve) => setTimeout(resolve, between));
  }
  await ended;
  return [...seen.values()];
}

/** What a statement did, from what was there before it, the locks that were seen, of which it found some held already, and what is there after it. */
export function tracedFrom(before: readonly Relation[], seen: readonly Held[], after: readonly Relation[], statement: string, earlier: readonly Held[]): Traced {
  const held = seen.filter(({ relation, mode }) => !earlier.some((known) => known.relation === relation && known.mode === mode));
  const owners = before.filter(({ kind }) => "rpm".includes(kind));
  const locks = new Map<string, LockMode>();
  for (const { oid, name } of owners) {
    for (const { relation, mode } of held) {
      const known = locks.get(name);
      // Planning a query locks every index of its tables, so one that is locked ACCESS EXCLUSIVE holds up readers as the table itself would.
      const counts = relation === oid || (mode === "AccessExclusiveLock" && before.some((index) => index.oid === relation && index.table === oid));
      if (counts && (known === undefined || compareModes(known, mode) < 0)) locks.set(name, mode);
    }
  }
  const rewritten = owners.filter((owner) => {
    const now = after.find(({ oid }) => oid === owner.oid);
    if (now === undefined) return false;
    return now.file !== owner.file || before.some((index) => index.table === owner.oid && isRebuilt(index, after, statement));
  });
  // A merge join reads a table whole in the order of an index.
  const wasRead = (relation: Relation): boolean => (after.find(({ oid }) => oid === relation.oid)?.scans ?? 0) > relation.scans;
  const scanned = owners.filter((owner) => wasRead(owner) || before.some((index) => index.table === owner.oid && wasRead(index)));
  const heldBefore = new Map(owners.map(({ oid, name }) => [name, earlier.filter(({ relation }) => relation === oid).map(({ mode }) => mode)]));
  return { locks, heldBefore, rewrites: rewritten.map(({ name }) => name).sort(), scans: scanned.map(({ name }) => name).sort() };
}

/** An index that ALTER TYPE makes anew is another object, with the old one's file when that could be kept. */
function isRebuilt(index: Relation, after: readonly Relation[], statement: string): boolean {
  const same = after.find(({ oid }) => oid === index.oid);
  if (same) return same.file !== index.file;
  if (/\bdrop\s+(constraint|index)\b/i.test(statement)) return false;
  const again = after.find(({ name, table }) => name === index.name && table === index.table);
  return again !== undefined && again.file !== index.file;
}

/** Temporary schemas are the session's own. */
const RELATIONS = `
  SELECT c.oid::int8::text AS oid, n.nspname || '.' || c.relname AS name, c.relkind AS kind, coalesce(pg_relation_filenode(c.oid)::int8::text, '') AS file,
    coalesce(x.indrelid::int8::text, '') AS "table", pg_stat_get_xact_numscans(c.oid)::int AS scans
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_index x ON x.indexrelid = c.oid
  WHERE c.relkind IN ('r', 'p', 'm', 'i', 'I') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`;

/** A table, a materialised view or an index. */
export interface Relation {
  readonly oid: string;
  readonly name: string;
  readonly kind: string;
  readonly file: string;
  /** Of an index. */
  readonly table: string;
  readonly scans: number;
}

function relationOf(row: unknown): Relation {
  const text = (column: string): string => cell(row, column) ?? "";
  return { oid: text("oid"), name: text("name"), kind: text("kind"), file: text("file"), table: text("table"), scans: Number(text("scans")) };
}

/** A lock that was granted; `relation` is an oid. */
export interface Held {
  readonly relation: string;
  readonly mode: LockMode;
}

function lockOf(row: unknown): Held {
  const mode = cell(row, "mode");
  const known = lockModes.find((candidate) => candidate === mode);
  if (known === undefined) throw new Error(`pg_locks has an unknown mode: ${String(mode)}`);
  return { relation: cell(row, "relation") ?? "", mode: known };
}
