import { tableById } from "../../src/database/names/lookup.js";
import type { Database, Table } from "../../src/model/database.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { PossibleFailure } from "../../src/model/effect.js";
import type { Statement } from "../../src/model/migration.js";
import type { ReplayedMigration, Step } from "../../src/model/step.js";
import { fillTables } from "../../src/verify/rows/fill-tables.js";
import { quoteIdentifier as quote } from "../../src/dialects/postgres/naming.js";
import { literal, qualifiedName as place } from "../../src/dialects/postgres/write/names.js";
import { valueOf } from "../../src/verify/rows/values.js";
import { runMigration, type JudgedMigration } from "./catalog-judge.js";
import { extensionsIn, type JudgedDatabase, type Pool } from "./database-pool.js";
import { replayed } from "./replayed-history.js";

export interface MayFailJudgement {
  /** How often a statement failed and its check query had said so, by SQLSTATE. */
  readonly failed: Readonly<Record<string, number>>;
  /** How often it had said that nothing would fail, and nothing did. */
  readonly passed: number;
  /** How often a statement failed of which that was claimed without a query. */
  readonly untold: number;
  /** Where they disagree, in words; failures on rows that were not claimed among them. */
  readonly wrong: readonly string[];
  /** The first migration that PostgreSQL refuses on empty tables. */
  readonly refused: string | undefined;
}

export interface MayFailOptions {
  /** Judge only every so manieth migration. */
  readonly every?: number;
}

/**
 * For each migration: does a statement fail on rows exactly when one of its check queries, asked before the migration, returns any, and with that code?
 * On rows as they are generated, and on rows changed so that it should fail: NULLs, one value for all, values without a parent, values of other
 * types, none at all. All of it is rolled back, and the migration runs on empty tables.
 */
export async function judgeMayFail(pool: Pool, history: readonly JudgedMigration[], dialect: Dialect, { every = 1 }: MayFailOptions = {}): Promise<MayFailJudgement> {
  const found: Found = { failed: {}, passed: 0, untold: 0, wrong: [] };
  const refused = await pool.with(extensionsIn(history.map(({ sql }) => sql)), async (database) => {
    for (const [at, migration] of replayed(history, dialect, pool.version).migrations.entries()) {
      if (at % every === 0) await judgeMigration(database, migration, dialect, found);
      const message = await runMigration(database, migration.migration.source.text);
      if (message !== undefined) return `${migration.migration.name}: ${message}`;
      // What it put in would be in the way of made-up rows.
      if (migration.after.tables.some(({ changedBy }) => changedBy.length > 0)) await truncate(database, migration.after.tables);
    }
    return undefined;
  });
  return { ...found, refused };
}

interface Found {
  readonly failed: Record<string, number>;
  passed: number;
  untold: number;
  readonly wrong: string[];
}

/** The operations of one statement, which succeed or fail together. */
interface Unit {
  readonly statement: Statement;
  readonly steps: readonly Step[];
  readonly sql: string;
  readonly failures: readonly PossibleFailure[];
}

async function judgeMigration(database: JudgedDatabase, migration: ReplayedMigration, dialect: Dialect, found: Found): Promise<void> {
  const units = unitsOf(migration, dialect);
  if (!units.some(({ failures }) => failures.length > 0)) return;
  await database.exec("BEGIN");
  await fillTables(database, migration.before, 2);
  let emptied: readonly Table[] = [];
  // Where a statement fails on the rows as they are, those of its tables go, so that what stands after it is judged as well.
  for (let from = 0; from < units.length; ) {
    const stopped = await attempt(database, migration, units, emptied, "", found);
    const until = stopped ?? units.length;
    for (const change of new Set(units.slice(from, until + 1).flatMap((unit) => unit.steps.flatMap((step) => step.effect.mayFail.flatMap((failure) => changes(failure, step, migration.before)))))) {
      await attempt(database, migration, units, emptied, change, found);
    }
    const more = stopped === undefined ? [] : tablesOf(units[stopped], migration.before).filter((table) => !emptied.includes(table));
    if (more.length === 0) break;
    emptied = [...emptied, ...more];
    from = until;
  }
  await database.exec("ROLLBACK");
}

/** Changes the rows, asks all queries, runs the statements. Gives the index of the one that fails. */
async function attempt(database: JudgedDatabase, { migration, before }: ReplayedMigration, units: readonly Unit[], emptied: readonly Table[], change: string, found: Found): Promise<number | undefined> {
  await database.exec("SAVEPOINT attempt");
  try {
    if (emptied.length > 0) await truncate(database, emptied);
    if ((await errorOf(database, `${change}; SET CONSTRAINTS ALL IMMEDIATE`)) !== undefined) return undefined;
    const said = new Map<PossibleFailure, boolean | undefined>();
    for (const failure of units.flatMap(({ failures }) => failures)) said.set(failure, await answer(database, failure, found, migration.name));
    for (const [at, unit] of units.entries()) {
      const error = await errorOf(database, unit.sql === "" ? "" : `${unit.sql}; SET CONSTRAINTS ALL IMMEDIATE`);
      const verdict = verdictOf(unit, said, error, before);
      if (verdict === "failed") found.failed[codeOf(error)] = (found.failed[codeOf(error)] ?? 0) + 1;
      else if (verdict === "passed") found.passed++;
      else if (verdict === "untold") found.untold++;
      else if (verdict !== undefined) found.wrong.push(`${migration.name}, after "${change}": ${unit.sql}: ${verdict}`);
      if (error !== undefined) return at;
    }
    return undefined;
  } finally {
    await database.exec("ROLLBACK TO attempt; RELEASE attempt");
  }
}

async function answer(database: JudgedDatabase, { checkQuery }: PossibleFailure, found: Found, migration: string): Promise<boolean | undefined> {
  if (checkQuery === undefined) return undefined;
  await database.exec("SAVEPOINT question");
  try {
    return (await database.query(checkQuery)).rows.length > 0;
  } catch (error) {
    found.wrong.push(`${migration}: ${checkQuery}: ${String(error)}`);
    await database.exec("ROLLBACK TO question");
    return undefined;
  } finally {
    await database.exec("RELEASE question");
  }
}

/** Undefined: nothing was claimed and nothing failed on rows. */
function verdictOf({ failures, steps }: Unit, said: ReadonlyMap<PossibleFailure, boolean | undefined>, error: string | undefined, before: Database): string | undefined {
  const code = codeOf(error);
  const expected = failures.filter((failure) => said.get(failure) === true).map((failure) => failure.code);
  const open = failures.some((failure) => said.get(failure) === undefined);
  if (error === undefined) return expected.length > 0 ? `expected ${expected.join(" or ")}, actual success` : failures.length > 0 && !open ? "passed" : undefined;
  if (expected.includes(code)) return "failed";
  if (open && failures.some((failure) => failure.code === code)) return "untold";
  if (!/^2[23]/.test(code) || steps.some(({ operation }) => isUnclaimed(operation.kind)) || before.unknown.length > 0) return undefined;
  return `expected ${expected.join(" or ") || "success"}, actual ${error}`;
}

/** Of what these do to rows nothing is claimed. */
const isUnclaimed = (kind: string): boolean => ["changeData", "opaque", "invalid"].includes(kind);

function unitsOf({ migration, steps }: ReplayedMigration, { writer }: Dialect): Unit[] {
  const units: Unit[] = [];
  for (const statement of migration.script.statements) {
    const own = steps.filter((step) => step.statement.index === statement.index);
    const [first] = own;
    if (!first || ["begin", "commit", "rollback", "savepoint"].includes(first.operation.kind)) continue;
    const { operation } = first;
    // A transaction refuses CONCURRENTLY.
    const apart = (operation.kind === "createIndex" || operation.kind === "dropIndex") && operation.concurrently;
    const sql = apart ? writer.statement({ ...operation, concurrently: false }) : migration.source.text.slice(statement.span.start, statement.span.end);
    units.push({ statement, steps: own, sql, failures: own.flatMap(({ effect }) => effect.mayFail) });
  }
  return units;
}

/** Tables of the migration's start that a statement may have failed on. */
function tablesOf(unit: Unit | undefined, before: Database): Table[] {
  return (unit?.steps ?? []).flatMap((step) => {
    const names = step.effect.mayFail.map(({ relation }) => relation);
    if ("table" in step.operation) names.push(step.operation.table);
    return names.flatMap((name) => tableById(before, step.before.tables.find((table) => table.schema === name.schema && table.name === name.name)?.id ?? "") ?? []);
  });
}

const TEXTS = ["-1", "0", "x", "TRUE", "v0", "3.5", "99999", "9999999999", "99999999999999999999", "2024-02-30", "99999-99-99", "A", `{"a": "\\u0000"}`, "x".repeat(70)];

function changes({ relation, columns }: PossibleFailure, step: Step, before: Database): string[] {
  const then = step.before.tables.find(({ schema, name }) => schema === relation.schema && name === relation.name);
  const table = tableById(before, then?.id ?? "");
  if (!then || !table) return [];
  const ids = then.columns.filter(({ name }) => columns.includes(name)).map(({ id }) => id);
  const there = table.columns.filter(({ id, generated, identity }) => ids.includes(id) && !generated && identity !== "always");
  const found = [`DELETE FROM ${place(table)}`];
  if (there.length === 0) return found;
  const set = (value: (name: string) => string): string => `UPDATE ${place(table)} SET ${there.map(({ name }) => `${quote(name)} = ${value(name)}`).join(", ")}`;
  found.push(set(() => "NULL"), set((name) => `(SELECT ${quote(name)} FROM ${place(table)} WHERE ${quote(name)} IS NOT NULL LIMIT 1)`));
  for (const number of [7_777, 0]) {
    const values = new Map(there.map((column) => [column.name, valueOf(column, before, number)]));
    if ([...values.values()].every((value) => value !== undefined)) found.push(set((name) => literal(values.get(name) ?? "")));
  }
  const list = there.some(({ type }) => type.array);
  return [...found, ...(list ? TEXTS.map((text) => set(() => literal(`{"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"}`))) : TEXTS.map((text) => set(() => literal(text))))];
}

async function truncate(database: JudgedDatabase, tables: readonly Table[]): Promise<void> {
  const own = tables.filter(({ persistence }) => persistence !== "temporary");
  if (own.length > 0) await database.exec(`TRUNCATE ${own.map(place).join(", ")} CASCADE`);
}

const codeOf = (error: string | undefined): string => error?.slice(0, 5) ?? "";

/** `23505 duplicate key …`; what it did is undone. */
export async function errorOf(database: JudgedDatabase, sql: string): Promise<string | undefined> {
  await database.exec("SAVEPOINT statement");
  try {
    await database.exec(sql);
    await database.exec("RELEASE statement");
    return undefined;
  } catch (error) {
    await database.exec("ROLLBACK TO statement; RELEASE statement");
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return `${code} ${error instanceof Error ? error.message : String(error)}`;
  }
}

export interface RowsVerdict {
  /** Codes of what was claimed, each once. */
  readonly claimed: readonly string[];
  /** Codes whose check query returns rows. */
  readonly said: readonly string[];
  /** Whether each claim has a query. */
  readonly told: boolean;
  /** What PostgreSQL says to the first statement that it refuses; undefined when all of them run. */
  readonly code: string | undefined;
}

/** One migration on a database with these rows. The rows may be any statements; all is rolled back. */
export async function judgeRows(database: JudgedDatabase, before: string, migration: string, rows: string, dialect: Dialect, version = 18): Promise<RowsVerdict> {
  const last = replayed([{ name: "1", sql: before }, { name: "2", sql: migration }], dialect, version).migrations.at(-1);
  const units = last ? unitsOf(last, dialect) : [];
  const failures = units.flatMap((unit) => unit.failures);
  await database.exec(`BEGIN; ${before}; ${rows}`);
  try {
    const said: string[] = [];
    for (const { checkQuery, code } of failures) if (checkQuery !== undefined && (await database.query(checkQuery)).rows.length > 0) said.push(code);
    let error: string | undefined;
    for (const { sql } of units) error ??= await errorOf(database, `${sql}; SET CONSTRAINTS ALL IMMEDIATE`);
    return { claimed: [...new Set(failures.map(({ code }) => code))], said, told: failures.every(({ checkQuery }) => checkQuery !== undefined), code: error?.slice(0, 5) };
  } finally {
    await database.exec("ROLLBACK");
  }
}
