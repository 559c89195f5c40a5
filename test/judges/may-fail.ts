import type { PGlite } from "@electric-sql/pglite";
import type { Database } from "../../src/model/database.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { PossibleFailure } from "../../src/model/effect.js";
import type { Operation } from "../../src/model/operation.js";
import type { Step } from "../../src/model/step.js";
import { fillTables } from "../support/rows.js";
import { literal, place, quote } from "../support/rows/draft-row.js";
import { valueOf } from "../support/rows/values.js";
import { runMigration, type JudgedMigration } from "./catalog-judge.js";
import { extensionsIn, type DatabasePool } from "./database-pool.js";
import { replayed } from "./replayed-history.js";

export interface MayFailJudgement {
  /** How often a statement failed and its check query had said so, by SQLSTATE. */
  readonly failed: Readonly<Record<string, number>>;
  /** How often it had said that nothing would fail, and nothing did. */
  readonly passed: number;
  /** Where they disagree, in words. */
  readonly wrong: readonly string[];
}

/**
 * For each step that may fail: does its check query return rows exactly when the operation fails with that code? On rows as they are generated, and on
 * rows changed so that it should fail: NULLs, one value for all, values without a parent, none at all. All of it is rolled back, and the migration runs.
 */
export async function judgeMayFail(pool: DatabasePool, history: readonly JudgedMigration[], dialect: Dialect): Promise<MayFailJudgement> {
  const failed: Record<string, number> = {};
  const wrong: string[] = [];
  let passed = 0;
  await pool.with(extensionsIn(history.map(({ sql }) => sql)), async (database) => {
    for (const { migration, before, steps } of replayed(history, dialect).migrations) {
      const risky = steps.filter(({ effect, operation }) => effect.mayFail.length > 0 && !isInsideCreateTable(operation, before));
      if (risky.length > 0) {
        await database.exec("BEGIN");
        await fillTables(database, before, 2);
        for (const step of steps) {
          for (const failure of risky.includes(step) ? step.effect.mayFail : []) {
            if (failure.checkQuery === undefined) continue;
            for (const change of ["", ...changes(failure, step.before)]) {
              const verdict = await compare(database, change, failure.checkQuery, failure.code, sqlOf(step, dialect));
              if (verdict === "failed") failed[failure.code] = (failed[failure.code] ?? 0) + 1;
              else if (verdict === "passed") passed++;
              else if (verdict !== undefined) wrong.push(`${migration.name}, after "${change}": ${sqlOf(step, dialect)}: ${verdict}`);
            }
          }
          if (!(await goOn(database, step, dialect))) break;
        }
        await database.exec("ROLLBACK");
      }
      const message = await runMigration(database, migration.source.text);
      if (message !== undefined) throw new Error(`${migration.name}: ${message}`);
    }
  });
  return { failed, passed, wrong };
}

/** The tables of this migration are empty. */
const isInsideCreateTable = (operation: Operation, before: Database): boolean => "table" in operation && !before.tables.some(({ name, schema }) => name === operation.table.name && schema === operation.table.schema);

/** Without CONCURRENTLY, which a transaction refuses. */
function sqlOf({ operation }: Step, { writer }: Dialect): string {
  return writer.statement(operation.kind === "createIndex" || operation.kind === "dropIndex" ? { ...operation, concurrently: false } : operation);
}

function changes({ relation, columns }: PossibleFailure, database: Database): string[] {
  const table = database.tables.find(({ schema, name }) => schema === relation.schema && name === relation.name);
  if (!table) return [];
  const there = table.columns.filter(({ name, generated, identity }) => columns.includes(name) && !generated && identity !== "always");
  const found = [`DELETE FROM ${place(table)}`];
  if (there.length === 0) return found;
  const set = (value: (name: string) => string): string => `UPDATE ${place(table)} SET ${there.map(({ name }) => `${quote(name)} = ${value(name)}`).join(", ")}`;
  found.push(set(() => "NULL"), set((name) => `(SELECT ${quote(name)} FROM ${place(table)} WHERE ${quote(name)} IS NOT NULL LIMIT 1)`));
  for (const number of [7_777, 0, -1]) {
    const values = new Map(there.map((column) => [column.name, valueOf(column, database, Math.max(number, 0))]));
    if ([...values.values()].every((value) => value !== undefined)) found.push(set((name) => (number === -1 ? "'-1'" : literal(values.get(name) ?? ""))));
  }
  return found;
}

/** Undefined: the change itself is refused, so that there is nothing to see. */
async function compare(database: PGlite, change: string, checkQuery: string, code: string, sql: string): Promise<string | undefined> {
  await database.exec("SAVEPOINT change");
  try {
    if (change !== "" && (await errorOf(database, change)) !== undefined) return undefined;
    const said = (await database.query(checkQuery)).rows.length > 0;
    const error = await errorOf(database, `${sql}; SET CONSTRAINTS ALL IMMEDIATE`);
    if (said && error?.startsWith(code)) return "failed";
    if (!said && error === undefined) return "passed";
    return `the check query returns ${said ? "rows" : "none"}, PostgreSQL says ${error ?? "nothing"}`;
  } finally {
    await database.exec("ROLLBACK TO change; RELEASE change");
  }
}

/** Runs the step on the rows, or, where they are in the way, on none. */
async function goOn(database: PGlite, step: Step, dialect: Dialect): Promise<boolean> {
  if (["begin", "commit", "rollback", "savepoint"].includes(step.operation.kind)) return true;
  // What is written inside CREATE TABLE is of its statement.
  if (step.operation.kind === "addConstraint" && step.operation.inline === "createTable") return true;
  const asWritten = step.operation.kind === "createTable" || (step.statement.operations.length === 1 && !("concurrently" in step.operation));
  const sql = asWritten ? step.migration.source.text.slice(step.statement.span.start, step.statement.span.end) : sqlOf(step, dialect);
  await database.exec("SAVEPOINT step");
  if ((await errorOf(database, sql)) === undefined) return true;
  await database.exec("ROLLBACK TO step");
  if (step.before.tables.length > 0) await errorOf(database, `TRUNCATE ${step.before.tables.map(place).join(", ")} CASCADE`);
  return (await errorOf(database, sql)) === undefined;
}

async function errorOf(database: PGlite, sql: string): Promise<string | undefined> {
  try {
    await database.exec(sql);
    return undefined;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return `${code} ${error instanceof Error ? error.message : String(error)}`;
  }
}
