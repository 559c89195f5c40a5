import { clientBreaks } from "../../src/dialects/postgres/assess/breaks/breaks.js";
import type { Break } from "../../src/model/effect.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { JudgedDatabase } from "./database-pool.js";
import { replayed } from "./replayed-history.js";

export interface RoleJudgement {
  /** Statements that a role could run before the migration and cannot after it: `app t reads 42501`. */
  readonly failing: readonly string[];
  /** Statements that ran before it. */
  readonly statements: number;
  /** What fails and is not said, and what is said and does not fail. */
  readonly wrong: readonly string[];
}

export interface RoleHistory {
  readonly before: string;
  readonly migration: string;
  /** Beside PUBLIC, for which `nobody` stands. */
  readonly roles: readonly string[];
}

type Verb = Exclude<Break["who"], "prepared statements">;

/**
 * What each role can do before the migration with the columns that it has rights to (as the server tells), prepared before it and executed after it: what
 * fails then is what `breaks` says of the migration, role by role, and what is said of a role fails. The database is then as it was.
 */
export async function judgeRoles(database: JudgedDatabase, { before, migration, roles }: RoleHistory, dialect: Dialect, version: number): Promise<RoleJudgement> {
  const [, replay] = replayed([{ name: "1", sql: before }, { name: "2", sql: migration }], dialect, version).migrations;
  if (!replay) throw new Error("a history of two migrations");
  const [step, ...others] = replay.steps;
  const breaks = step && others.length === 0 ? step.effect.breaks : clientBreaks({ before: replay.before, after: replay.after, version });
  const said = breaks.filter(({ depends }) => depends === "role");
  await database.exec(`BEGIN; ${ATTEMPT}; CREATE ROLE nobody; ${before}`);
  try {
    const sent: (Sent & { readonly role: string; readonly name: string })[] = [];
    for (const role of [...roles, "nobody"]) for (const one of await sentBy(database, role)) sent.push({ ...one, role, name: `p${sent.length}` });
    const refused = await attempt(database, sent.map(({ role, name, sql }) => [role, `PREPARE ${name} AS ${sql}`]));
    const executed = await attempt(database, sent.map(({ role, name }, at) => [role, refused[at] === "" ? `EXECUTE ${name}` : "SELECT 1/0"]));
    const worked = sent.filter((_, at) => executed[at] === "");
    await database.exec(migration);
    const after = await attempt(database, worked.flatMap(({ role, name, sql }) => [[role, `EXECUTE ${name}`], [role, sql]] as const));
    const failing = new Set<string>();
    const unsaid: string[] = [];
    for (const [at, { role, verb, relation, sql }] of worked.entries()) {
      const code = after.slice(2 * at, 2 * at + 2).find((one) => one === "42501" || one === "28000");
      if (code === undefined) continue;
      failing.add(`${role} ${relation} ${verb} ${code}`);
      if (!said.some((one) => one.code === code && one.who === verb && one.relation.name === relation && isOf(one, role))) unsaid.push(`${role}: ${sql}: ${code} is not said`);
    }
    const untrue = said.filter(({ role, relation, who, code }) => role !== undefined && !failing.has(`${role === "public" ? "nobody" : role} ${relation.name} ${who} ${code}`));
    return { failing: [...failing].sort(), statements: worked.length, wrong: [...unsaid, ...untrue.map(({ role = "", relation, who, why }) => `${role}: ${relation.name} ${who}: ${why}: does not fail`)] };
  } finally {
    await database.exec("ROLLBACK; DEALLOCATE ALL");
  }
}

/** Runs a statement as a role, takes back what it did, gives the SQLSTATE of its failure. A new connection of a role that is gone is refused with 28000, SET ROLE with 22023. */
const ATTEMPT = `CREATE FUNCTION pg_temp.attempt(who text, statement text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN
  EXECUTE 'SET LOCAL ROLE ' || who;
  EXECUTE statement;
  RAISE EXCEPTION USING ERRCODE = 'ZZ999';
EXCEPTION WHEN SQLSTATE 'ZZ999' THEN RETURN ''; WHEN SQLSTATE '22023' THEN RETURN '28000'; WHEN OTHERS THEN RETURN SQLSTATE; END $$`;

async function attempt(database: JudgedDatabase, statements: readonly (readonly [role: string, sql: string])[]): Promise<string[]> {
  const { rows } = await database.query("SELECT pg_temp.attempt(who, sql) AS code FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS given (who, sql, at) ORDER BY at", [statements.map(([role]) => role), statements.map(([, sql]) => sql)]);
  return rows.map((row) => (typeof row === "object" && row !== null && "code" in row ? String(row.code) : ""));
}

const isOf = ({ role }: Break, name: string): boolean => role === undefined || role === name || (role === "public" && name === "nobody");

interface Sent {
  readonly verb: Verb;
  readonly relation: string;
  readonly sql: string;
}

/** Statements with the columns to which the role has rights; each returns what it can read. */
async function sentBy(database: JudgedDatabase, role: string): Promise<Sent[]> {
  const { rows } = await database.query(`SELECT n.nspname || '.' || c.relname AS place, c.relname AS name, c.relkind::text AS kind,
      array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE has_column_privilege($1::text, c.oid, a.attnum, 'SELECT'))::text[] AS readable,
      array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '' AND has_column_privilege($1::text, c.oid, a.attnum, 'INSERT') AND NOT a.atthasdef)::text[] AS insertable,
      array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE a.attnotnull AND a.attidentity = '' AND NOT a.atthasdef)::text[] AS required,
      array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '' AND has_column_privilege($1::text, c.oid, a.attnum, 'UPDATE'))::text[] AS updatable
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'v') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' GROUP BY 1, 2, 3 ORDER BY 1`, [role]);
  return rows.flatMap((row) => (isRow(row) ? sentTo(row) : []));
}

interface Row {
  readonly place: string;
  readonly name: string;
  readonly kind: string;
  readonly readable: readonly string[] | null;
  readonly insertable: readonly string[] | null;
  readonly required: readonly string[] | null;
  readonly updatable: readonly string[] | null;
}

const isRow = (row: unknown): row is Row => typeof row === "object" && row !== null && "readable" in row;

function sentTo({ place, name, kind, readable, insertable, required, updatable }: Row): Sent[] {
  const [first] = readable ?? [];
  const returning = first === undefined ? "" : ` RETURNING ${readable?.join(", ") ?? ""}`;
  const sent: Sent[] = (readable ?? []).map((column) => ({ verb: "reads", relation: name, sql: `SELECT ${column} FROM ${place}` }));
  if (kind === "v") return sent;
  for (const columns of [insertable ?? [], required ?? []]) {
    const values = columns.map(() => "1").join(", ");
    sent.push({ verb: "inserts", relation: name, sql: `INSERT INTO ${place} ${columns.length === 0 ? "DEFAULT VALUES" : `(${columns.join(", ")}) VALUES (${values})`}${returning}` });
  }
  for (const column of updatable ?? []) sent.push({ verb: "updates", relation: name, sql: `UPDATE ${place} SET ${column} = 1${first === undefined ? "" : ` WHERE ${first} IS NOT NULL`}${returning}` });
  sent.push({ verb: "deletes", relation: name, sql: `DELETE FROM ${place}${first === undefined ? "" : ` WHERE ${first} IS NOT NULL`}${returning}` });
  return sent;
}
