import type { Environment } from "../../src/model/environment.js";
import type { LockMode } from "../../src/model/effect.js";
import type { Database } from "../../src/model/database.js";
import type { Step } from "../../src/model/step.js";
import type { Query } from "./catalog.js";
import { compareModes, lockModes, strongest, distinct } from "../../src/dialects/postgres/assess/locks/modes.js";

/** As much of PGlite as all its versions have alike. */
export interface Server extends Traceable {
  readonly close: () => Promise<void>;
}

/** Enough for one statement. */
export interface Traceable {
  query(sql: string): ReturnType<Query>;
  exec(sql: string): Promise<unknown>;
}

/** PostgreSQL's major versions that run in process. */
export const servers: readonly { readonly version: number; readonly open: () => Promise<Server> }[] = [
  { version: 16, open: async () => serverOf(await (await import("pglite-16")).PGlite.create()) },
  { version: 17, open: async () => serverOf(await (await import("pglite-17")).PGlite.create()) },
  { version: 18, open: async () => serverOf(await (await import("@electric-sql/pglite")).PGlite.create()) },
];

type PGliteLike = { query(sql: string): Promise<{ rows: unknown[] }>; exec(sql: string): Promise<unknown>; close(): Promise<void> };

export const serverOf = (database: PGliteLike): Server => ({
  query: (sql) => database.query(sql),
  exec: (sql) => database.exec(sql),
  close: () => database.close(),
});

/** What a statement did, names as they were before it, `schema.name`, sorted; temporary tables left out. */
export interface Traced {
  readonly locks: ReadonlyMap<string, LockMode>;
  readonly rewrites: readonly string[];
  /** Relations that were read by a scan, of the table or of an index; index builds and checks are ones too. */
  readonly scans: readonly string[];
}

/**
 * Runs one statement in an open transaction and reads pg_locks and the files of the relations. Nothing else may have run in that transaction, for its
 * locks would count. Throws what the server says.
 */
export async function trace(server: Traceable, statement: string): Promise<Traced> {
  const before = (await server.query(RELATIONS)).rows.map(relationOf);
  await server.exec(statement);
  const held = (await server.query("SELECT relation::int8::text AS relation, mode FROM pg_locks WHERE locktype = 'relation' AND granted AND coalesce(pid = pg_backend_pid(), true)")).rows.map(lockOf);
  const after = (await server.query(RELATIONS)).rows.map(relationOf);

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
  return { locks, rewrites: rewritten.map(({ name }) => name).sort(), scans: scanned.map(({ name }) => name).sort() };
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

interface Relation {
  readonly oid: string;
  readonly name: string;
  readonly kind: string;
  readonly file: string;
  /** Of an index. */
  readonly table: string;
  readonly scans: number;
}

function relationOf(row: unknown): Relation {
  const { oid, name, kind, file, table, scans } = Object(row);
  return { oid: String(oid), name: String(name), kind: String(kind), file: String(file), table: String(table), scans: Number(scans) };
}

function lockOf(row: unknown): { readonly relation: string; readonly mode: LockMode } {
  const { relation, mode } = Object(row);
  const known = lockModes.find((candidate) => candidate === mode);
  if (known === undefined) throw new Error(`pg_locks has an unknown mode: ${String(mode)}`);
  return { relation: String(relation), mode: known };
}

/** What was assessed of a statement, in the same form: all its operations together, on relations that were there before it. */
export function assessed(steps: readonly Step[]): Traced {
  const [first] = steps;
  const there = (relation: { readonly schema: string | undefined; readonly name: string }): boolean => first !== undefined && exists(first.before, relation);
  const locks = strongest(steps.flatMap(({ effect }) => effect.locks)).filter(({ relation }) => there(relation));
  const names = (of: "rewrites" | "scans"): string[] => distinct(steps.flatMap(({ effect }) => effect[of])).filter(there).map(keyOf).sort();
  return { locks: new Map(locks.map(({ relation, mode }) => [keyOf(relation), mode])), rewrites: names("rewrites"), scans: names("scans") };
}

const keyOf = ({ schema, name }: { readonly schema: string | undefined; readonly name: string }): string => `${schema ?? "?"}.${name}`;

const exists = ({ tables, views }: Database, { schema, name }: { readonly schema: string | undefined; readonly name: string }): boolean =>
  [...tables, ...views].some((relation) => relation.schema === schema && relation.name === name);

/** Modes from here up do not depend on the rows. */
const isCertain = (mode: LockMode | undefined): boolean => mode !== undefined && compareModes(mode, "ShareUpdateExclusiveLock") >= 0;

/**
 * One line for each thing that differs: modes from ShareUpdateExclusive up must be equal, weaker ones may be assessed that were not taken; rewrites must be
 * equal; what was assessed as read whole must have been read.
 */
export function compareTraces(real: Traced, claim: Traced): string[] {
  const said: string[] = [];
  for (const name of new Set([...real.locks.keys(), ...claim.locks.keys()])) {
    const taken = real.locks.get(name);
    const claimed = claim.locks.get(name);
    if (taken === claimed) continue;
    const covered = claimed !== undefined && !isCertain(claimed) && (taken === undefined || compareModes(taken, claimed) < 0);
    if (!covered) said.push(`${name}: locked ${taken ?? "not at all"}, assessed ${claimed ?? "none"}`);
  }
  if (real.rewrites.join() !== claim.rewrites.join()) said.push(`rewrites: ${real.rewrites.join(", ") || "none"}, assessed ${claim.rewrites.join(", ") || "none"}`);
  const unread = claim.scans.filter((name) => !real.scans.includes(name) && real.locks.has(name));
  if (unread.length > 0) said.push(`assessed as read whole, and was not: ${unread.join(", ")}`);
  return said;
}

const source = "the judge";
export const environmentOf = (version: number): Environment => ({
  provider: "postgresql",
  serverVersion: { value: version, source },
  prismaVersion: { value: { major: 7, minor: 10, patch: 0 }, source },
  runner: undefined,
  placeholders: new Map(),
  defaultSchema: { value: "public", source },
  timeZone: { value: "UTC", source },
});
