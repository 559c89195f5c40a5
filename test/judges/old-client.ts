import { clientBreaks } from "../../src/dialects/postgres/assess/breaks/breaks.js";
import type { Database } from "../../src/model/database.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Break } from "../../src/model/effect.js";
import { fillTables } from "../../src/verify/rows/fill-tables.js";
import { qualifiedName as place } from "../../src/dialects/postgres/write/names.js";
import { runMigration, type JudgedMigration } from "./catalog-judge.js";
import { clientStatements, type ClientStatement } from "./client-statements.js";
import { extensionsIn, type JudgedDatabase, type Pool } from "./database-pool.js";
import { replayed } from "./replayed-history.js";

export interface OldClientJudgement {
  /** Statements that were judged, over all migrations. */
  readonly statements: number;
  /** What failed after the last migration: `t reads 42703`; with `if prepared before` where the same statement, prepared anew, does not fail so. */
  readonly failing: readonly string[];
  /** What `breaks` says of the last migration that depends on values, rows or roles: `t inserts 23505`. */
  readonly possible: readonly string[];
  /** Statements that fail otherwise than `breaks` says, in words. */
  readonly wrong: readonly string[];
  /** The first migration that PostgreSQL refuses, without rows as with them. */
  readonly refused: string | undefined;
}

/**
 * For each migration: prepares what the client of the database before it sends, with rows in the tables, runs the migration, and executes each of them as
 * it was prepared and prepared anew. What fails, and with which code, has to be what `breaks` says of all steps of the migration together. `every`: only
 * every so manieth migration is judged.
 */
export async function judgeOldClient(pool: Pool, history: readonly JudgedMigration[], dialect: Dialect, { every = 1 } = {}): Promise<OldClientJudgement> {
  const wrong: string[] = [];
  let statements = 0;
  let failing: readonly string[] = [];
  let possible: readonly string[] = [];
  const refused = await pool.with(extensionsIn(history.map(({ sql }) => sql)), async (database) => {
    await database.exec(ATTEMPT);
    for (const [index, { migration, before, after, steps }] of replayed(history, dialect, pool.version).migrations.entries()) {
      if (index % every !== 0) {
        const message = await runMigration(database, migration.source.text);
        if (message !== undefined) return `${migration.name}: ${message}`;
        if (after.tables.some(({ changedBy }) => changedBy.length > 0)) await empty(database, after);
        continue;
      }
      const said = steps.length === 1 ? (steps[0]?.effect.breaks ?? []) : clientBreaks({ before, after, version: pool.version });
      const sent = sentAround(before, after);
      await fill(database, before);
      const atFirst = await prepareAndExecute(database, sent, "old");
      const message = await migrate(database, migration.source.text, before, after);
      if (message !== undefined) return `${migration.name}: ${message}`;
      const prepared = await attempt(database, sent.map((statement, at) => execute(statement, `old${at}`)));
      const anew = await prepareAndExecute(database, sent, "new");
      const lines = new Set<string>();
      for (const [at, statement] of sent.entries()) {
        if (isBroken(atFirst[at], statement)) wrong.push(`${migration.name}: ${statement.sql} fails before it: ${atFirst[at] ?? ""}`);
        statements++;
        wrong.push(...[...differences(statement, said, prepared[at], anew[at]), ...refusedValues(statement, said, before, atFirst[at], [prepared[at], anew[at]])].map((line) => `${migration.name}: ${line}`));
        const [was, is] = [prepared[at], anew[at]];
        if (isBroken(was, statement)) lines.add(`${statement.relation.name} ${statement.verb} ${codeOf(was)}${isBroken(is, statement) ? "" : " if prepared before"}`);
        else if (isBroken(is, statement)) lines.add(`${statement.relation.name} ${statement.verb} ${codeOf(is)} unless prepared before`);
      }
      failing = [...lines].sort();
      possible = [...new Set(said.flatMap(({ depends, relation, who, code }) => (depends === undefined ? [] : [`${relation.name} ${who} ${code}`])))].sort();
      await database.exec("DEALLOCATE ALL");
      await empty(database, after);
    }
    return undefined;
  });
  return { statements, failing, possible, wrong, refused };
}

/** What the client of `before` sends; to a table that the migration leaves as it is one update, not that of each column, of which a large schema has thousands. */
function sentAround(before: Database, after: Database): ClientStatement[] {
  const left = new Set(before.enums === after.enums ? before.tables.filter((table) => after.tables.includes(table)).map(place) : []);
  const updated = new Set<string>();
  return clientStatements(before).filter(({ verb, relation }) => {
    const name = place({ schema: relation.schema ?? "", name: relation.name });
    if (verb !== "updates" || !left.has(name)) return true;
    const isFirst = !updated.has(name);
    updated.add(name);
    return isFirst;
  });
}

/** Failures of the statement itself; other codes speak of rows. */
const CODES = ["42P01", "42703", "23502", "0A000", "22P02", "42704", "42804", "42846", "42883", "428C9", "42601", "XX000"];

/** 22P02 is claimed of enum labels alone: whether another type reads a value depends on the value. 23502 can come from ON DELETE SET NULL as well. */
function isBroken(error: string | null | undefined, { verb, labels }: ClientStatement): boolean {
  const code = codeOf(error);
  if (code === "22P02") return labels.size > 0 && (error?.includes("for enum") ?? false);
  return CODES.includes(code) && (code !== "23502" || verb === "inserts");
}

function differences(statement: ClientStatement, said: readonly Break[], prepared: string | null | undefined, anew: string | null | undefined): string[] {
  const codes = said.filter((one) => one.depends === undefined && applies(one, statement));
  const forAll = codes.filter(({ who }) => who === statement.verb).map(({ code }) => code);
  const forPrepared = codes.filter(({ who }) => who === statement.verb || who === "prepared statements").map(({ code }) => code);
  const lines: string[] = [];
  for (const [error, expected, how] of [[prepared, forPrepared, "prepared before"], [anew, forAll, "prepared anew"]] as const) {
    const code = codeOf(error);
    // The name of a type is looked up once: a prepared statement goes on with the type it found, until its table changes.
    const known = how === "prepared before" && expected.every((one) => one === "42704");
    const right = (expected.length === 0 || known) && !isBroken(error, statement) ? true : expected.includes(code);
    if (!right) lines.push(`${statement.sql}, ${how}: expected ${expected.join(" or ") || "success"}, actual ${error ?? "success"}`);
  }
  return lines;
}

/** Codes that depend on values, rows or roles: where a statement fails with one that it did not fail with before, `breaks` has to say that it may. */
const DEPENDING = ["23502", "23505", "23503", "23514", "23P01", "22001", "22003", "42501"];

function refusedValues({ sql, relation, verb }: ClientStatement, said: readonly Break[], before: Database, atFirst: string | null | undefined, errors: readonly (string | null | undefined)[]): string[] {
  if (codeOf(atFirst) !== "") return [];
  const expected = said.filter((one) => one.who === verb && one.relation.name === relation.name && one.relation.schema === relation.schema).map(({ code }) => code);
  // Where the rows were made anew, they may be in the way of a rule that was there before.
  const rules = before.tables.flatMap(({ constraints, indexes }) => [...constraints, ...indexes].map(({ name }) => name));
  const isNew = (error: string): boolean => !rules.includes(/constraint "(.*)"$/.exec(error)?.[1] ?? "");
  return errors.flatMap((error) => (error && DEPENDING.includes(codeOf(error)) && isNew(error) && !expected.includes(codeOf(error)) ? [`${sql}: expected ${expected.join(" or ") || "success"}, actual ${error}`] : []));
}

function applies({ code, relation, column = "", who, why }: Break, statement: ClientStatement): boolean {
  if (relation.name !== statement.relation.name || relation.schema !== statement.relation.schema) return false;
  switch (code) {
    case "42P01": return true;
    case "42703": return [...statement.reads, ...statement.writes, ...statement.findsBy].includes(column);
    case "0A000": case "42846": return statement.reads.includes(column);
    case "42804": case "428C9": case "42601": return statement.writes.includes(column);
    case "42704": return [...statement.writes, ...statement.findsBy].includes(column);
    case "42883": return statement.findsBy.includes(column);
    case "22P02": return why.includes(`'${statement.labels.get(column) ?? ""}'`);
    case "23502": return who === "inserts" && !statement.writes.includes(column);
    default: throw new Error(`no statement is known to fail with ${code}`);
  }
}

const codeOf = (error: string | null | undefined): string => error?.slice(0, 5) ?? "";

/** Runs a statement, takes back what it did to the rows, gives the SQLSTATE and message of its failure. What was prepared stays prepared. */
const ATTEMPT = `CREATE FUNCTION pg_temp.attempt(statement text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN
  EXECUTE statement;
  RAISE EXCEPTION USING ERRCODE = 'ZZ999';
EXCEPTION WHEN SQLSTATE 'ZZ999' THEN RETURN NULL; WHEN OTHERS THEN RETURN SQLSTATE || ' ' || SQLERRM; END $$`;

async function attempt(database: JudgedDatabase, statements: readonly string[]): Promise<(string | null)[]> {
  const { rows } = await database.query("SELECT pg_temp.attempt(s) AS error FROM unnest($1::text[]) WITH ORDINALITY AS given (s, at) ORDER BY at", [statements]);
  return rows.map((row) => (typeof row === "object" && row !== null && "error" in row && typeof row.error === "string" ? row.error : null));
}

async function prepareAndExecute(database: JudgedDatabase, sent: readonly ClientStatement[], prefix: string): Promise<(string | null)[]> {
  const prepared = await attempt(database, sent.map(({ sql }, at) => `PREPARE ${prefix}${at} AS ${sql}`));
  const executed = await attempt(database, sent.map((statement, at) => (prepared[at] === null ? execute(statement, `${prefix}${at}`) : "SELECT")));
  return executed.map((error, at) => prepared[at] ?? error);
}

const execute = ({ values }: ClientStatement, name: string): string => `EXECUTE ${name}${values.length === 0 ? "" : `(${values.join(", ")})`}`;

async function fill(database: JudgedDatabase, state: Database): Promise<void> {
  await database.exec("BEGIN");
  await fillTables(database, state, 2);
  await database.exec("COMMIT");
}

/** With the rows; where they are what the migration fails on, without them, and new ones after it. */
async function migrate(database: JudgedDatabase, sql: string, before: Database, after: Database): Promise<string | undefined> {
  if ((await runMigration(database, sql)) === undefined) return undefined;
  await empty(database, before);
  const message = await runMigration(database, sql);
  if (message === undefined) await fill(database, after);
  return message;
}

/** As TRUNCATE … RESTART IDENTITY of all tables, which makes every table and index anew in the catalogs: that takes longer, migration by migration. */
async function empty(database: JudgedDatabase, state: Database): Promise<void> {
  const tables = state.tables.filter(({ persistence, partitionOf }) => persistence !== "temporary" && partitionOf === undefined);
  if (tables.length === 0) return;
  // Without foreign keys, triggers and rules.
  await database.exec(`SET session_replication_role = replica; ${tables.map((table) => `DELETE FROM ${place(table)}`).join("; ")}; RESET session_replication_role`);
  await database.exec("SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence");
}
