import type { Dialect } from "../../src/model/dialect.js";
import { generatedHistory, historySql } from "../support/generated-schemas.js";
import type { JudgedMigration } from "./catalog-judge.js";
import type { Pool } from "./database-pool.js";
import { judgeVerifyOnServer } from "../verify/judge-server.js";
import { countsText, failureHistories, judgeAllFailures } from "./failed-at-histories.js";
import { judgeFailedConcurrently } from "./failed-concurrently.js";
import { judgeFixtures, refusedFixtures } from "./fixture-histories.js";
import { deployed, judgeHeldLocks, transactions } from "./held-locks.js";
import { judgeHelps, unsafeFixtures } from "./help-sql.js";
import { allHistories } from "./histories.js";
import type { InstalledServer } from "./installed-server.js";
import { judgeKeptData } from "./keep-data-judge.js";
import { judgeStatements } from "./judge-locks.js";
import { lockGroups } from "./lock-cases.js";
import { judgeHistoryLocks } from "./lock-histories.js";
import { judgeMayFail, judgeRows } from "./may-fail.js";
import { cannotFail, mayFailCases } from "./may-fail-cases.js";
import { judgeNewerSyntax, newerIn, newerSyntaxCases } from "./newer-syntax.js";
import { judgeOldClient } from "./old-client.js";
import { HARMLESS_BEFORE, harmless, oldClientCases, possibleBreakCases } from "./old-client-cases.js";
import { judgeReplay } from "./replayed-history.js";
import { judgeAllRollbacks, rollbackHistories, rollbacksText } from "./rollback-histories.js";
import { routineHistories, undecidedHistories } from "./routine-histories.js";
import { judgeSafeForms } from "./safe-form.js";
import { shopHistory } from "./shop.js";

/** What a judge says of our own cases on one server. */
export interface CaseVerdict {
  /** How many cases ran, of what. */
  readonly cases: number;
  readonly what: string;
  /** What this server does not know yet, once for each case that is left out for it. */
  readonly newer: readonly string[];
  readonly wrong: readonly string[];
}

type CaseJudge = (server: InstalledServer, dialect: Dialect) => Promise<CaseVerdict>;

/** The judges of our own cases, by the name that `--judge` takes. */
export const caseJudges: Readonly<Record<string, CaseJudge>> = { locks, "history-locks": historyLocks, "held-locks": heldLocks, "may-fail": mayFail, "old-client": oldClient, "safe-form": safeForm, help, catalog, fixtures, routines, syntax, verify, rollback: rollbacks, "keep-data": keptData, "failed-at": failures };

async function locks(pool: Pool, dialect: Dialect): Promise<CaseVerdict> {
  const { version } = pool;
  const wrong: string[] = [];
  const newer: string[] = [];
  let cases = 0;
  await pool.with([], async (database) => {
    for (const group of lockGroups.filter(({ since = 0 }) => since <= version)) {
      const [unknown] = newerIn([group.setup], version, dialect);
      const known = group.statements.filter((sql) => {
        const [what] = unknown === undefined ? newerIn([sql], version, dialect) : [unknown];
        if (what !== undefined) newer.push(what);
        return what === undefined;
      });
      cases += known.length;
      if (known.length > 0) wrong.push(...(await judgeStatements(database, { ...group, statements: known }, version, dialect)));
    }
  });
  return { cases, what: "statements", newer, wrong };
}

async function historyLocks(pool: Pool, dialect: Dialect): Promise<CaseVerdict> {
  const wrong: string[] = [];
  let cases = 0;
  for (const history of await ownHistories()) {
    const judged = await judgeHistoryLocks(pool, history, dialect);
    cases += judged.compared;
    wrong.push(...judged.different, ...refusal(judged.failed));
  }
  return { cases, what: "statements of the shop and of generated histories", newer: [], wrong };
}

async function heldLocks(pool: Pool, dialect: Dialect): Promise<CaseVerdict> {
  const wrong: string[] = [];
  await pool.with([], async (database) => {
    await database.exec(deployed);
    for (const statements of Object.values(transactions)) wrong.push(...(await judgeHeldLocks(database, statements, pool.version, dialect)));
  });
  return { cases: Object.keys(transactions).length, what: "transactions", newer: [], wrong };
}

async function mayFail(pool: Pool, dialect: Dialect): Promise<CaseVerdict> {
  const wrong: string[] = [];
  const newer: string[] = [];
  let cases = 0;
  const judge = async (name: string, before: string, migration: string, rows: string, code: string | undefined, untold: boolean): Promise<void> => {
    const verdict = await pool.with([], (database) => judgeRows(database, before, migration, rows, dialect, pool.version));
    // Before 16 no query tells whether a text reads as another type.
    const said = code === undefined || untold || !verdict.told ? [] : [code];
    if (code !== undefined && !verdict.claimed.includes(code)) wrong.push(`${name}: ${code} is not claimed`);
    if (verdict.code !== code || verdict.said.join() !== said.join()) wrong.push(`${name}: expected ${said.join() || "nothing said"} and ${code ?? "success"}, actual ${verdict.said.join() || "nothing said"} and ${verdict.code ?? "success"}`);
  };
  for (const { name, before, migration, good, bad, code, untold = false, since = 0 } of mayFailCases) {
    const [unknown] = newerIn([before, migration, good, bad], pool.version, dialect);
    if (unknown !== undefined) newer.push(unknown);
    if (unknown !== undefined || since > pool.version) continue;
    cases++;
    await judge(name, before, migration, bad, code, untold);
    await judge(name, before, migration, good, undefined, untold);
  }
  for (const [name, before, migration, rows, since = 0] of cannotFail) {
    const [unknown] = newerIn([before, migration, rows], pool.version, dialect);
    if (unknown !== undefined) newer.push(unknown);
    if (unknown !== undefined || since > pool.version) continue;
    cases++;
    await judge(name, before, migration, rows, undefined, false);
  }
  for (const history of await ownHistories()) {
    const judged = await judgeMayFail(pool, history, dialect);
    wrong.push(...judged.wrong, ...refusal(judged.refused));
    cases += judged.passed + Object.values(judged.failed).reduce((sum, count) => sum + count, 0);
  }
  return { cases, what: "cases, and runs of a statement beside its check query", newer, wrong };
}

async function oldClient(pool: Pool, dialect: Dialect): Promise<CaseVerdict> {
  const wrong: string[] = [];
  const newer: string[] = [];
  let cases = 0;
  const judge = async (name: string, before: string, migration: string, expected: { readonly failing?: readonly string[]; readonly possible?: readonly string[] }): Promise<void> => {
    const [unknown] = newerIn([before, migration], pool.version, dialect);
    if (unknown !== undefined) return void newer.push(unknown);
    const judged = await judgeOldClient(pool, [{ name: "1", sql: before }, { name: "2", sql: migration }], dialect);
    cases++;
    wrong.push(...judged.wrong, ...refusal(judged.refused).map((line) => `${name}: ${line}`));
    for (const kind of ["failing", "possible"] as const) {
      const said = expected[kind];
      if (said !== undefined && judged[kind].join() !== said.join()) wrong.push(`${name}: expected ${said.join(", ")}, actual ${judged[kind].join(", ")}`);
    }
  };
  for (const { name, before, migration, failing, failingOn13 = failing } of oldClientCases) await judge(name, before, migration, { failing: pool.version === 13 ? failingOn13 : failing });
  for (const { name, before, migration, possible } of possibleBreakCases) await judge(name, before, migration, { possible });
  for (const [name, migration] of harmless) await judge(name, HARMLESS_BEFORE, migration, { possible: [] });
  for (const history of await ownHistories()) {
    const judged = await judgeOldClient(pool, history, dialect);
    cases += judged.statements;
    wrong.push(...judged.wrong, ...refusal(judged.refused));
  }
  return { cases, what: "cases, and statements of the shop's and generated clients", newer, wrong };
}

async function safeForm(pool: Pool, dialect: Dialect): Promise<CaseVerdict> {
  const { judged, newer, wrong } = await pool.with([], (database) => judgeSafeForms(database, pool.version, dialect));
  return { cases: judged, what: "series that findings suggest", newer, wrong };
}

async function help(pool: Pool, dialect: Dialect): Promise<CaseVerdict> {
  const { ran, newer, refused } = await judgeHelps(pool, unsafeFixtures(), dialect, pool.version);
  return { cases: ran, what: "helps with SQL", newer, wrong: refused };
}

async function catalog(pool: Pool, dialect: Dialect): Promise<CaseVerdict> {
  const wrong: string[] = [];
  const newer: string[] = [];
  let cases = 0;
  for (const { name, migrations } of allHistories().filter(({ since }) => since <= pool.version)) {
    const [unknown] = newerIn(migrations.map(({ sql }) => sql), pool.version, dialect);
    if (unknown !== undefined) {
      newer.push(unknown);
      continue;
    }
    const { points, failed, different, excused } = await judgeReplay(pool, migrations, dialect);
    cases += points;
    wrong.push(...refusal(failed && `${name} ${failed.migration}: ${failed.message}`), ...different.map(({ migration, differences }) => `${name} ${migration}: ${differences.join("; ")}`), ...excused.map((entry) => `${name}: excused: ${entry}`));
  }
  return { cases, what: "points of our histories", newer, wrong };
}

async function fixtures(pool: Pool, dialect: Dialect): Promise<CaseVerdict> {
  const { refused, different, newer, leftOut } = await judgeFixtures(pool, dialect);
  const expected = refusedFixtures(pool.version);
  const names = [...new Set([...Object.keys(refused), ...Object.keys(expected)])].filter((name) => !leftOut.has(name));
  const refusals = names.filter((name) => refused[name] !== expected[name]).map((name) => `${name}: expected ${expected[name] ?? "no refusal"}, actual ${refused[name] ?? "no refusal"}`);
  return { cases: unsafeFixtures().length, what: "unsafe fixtures and as many safe ones", newer, wrong: [...refusals, ...different] };
}

async function routines(pool: Pool, dialect: Dialect): Promise<CaseVerdict> {
  const wrong: string[] = [];
  const newer: string[] = [];
  let cases = 0;
  const told = Object.entries(routineHistories).map(([name, sqls]) => ({ name, sqls, excused: [] }));
  for (const { name, sqls, excused } of [...told, ...undecidedHistories]) {
    const [unknown] = newerIn(sqls, pool.version, dialect);
    if (unknown !== undefined) {
      newer.push(unknown);
      continue;
    }
    cases++;
    const judged = await judgeReplay(pool, sqls.map((sql, at) => ({ name: String(at + 1), sql })), dialect);
    const found = judged.excused.filter((entry) => !entry.startsWith("rights on "));
    wrong.push(...refusal(judged.failed && `${name}: ${judged.failed.message}`), ...judged.different.map(({ migration, differences }) => `${name} ${migration}: ${differences.join("; ")}`));
    if (found.join() !== excused.join()) wrong.push(`${name}: expected unknown ${excused.join(", ")}, actual ${found.join(", ")}`);
  }
  return { cases, what: "histories of routines", newer, wrong };
}

async function syntax(pool: Pool): Promise<CaseVerdict> {
  const wrong = await pool.with([], (database) => judgeNewerSyntax(database, pool.version));
  return { cases: newerSyntaxCases.length, what: "statements, taken or refused by their version", newer: [], wrong };
}

async function verify(server: InstalledServer, dialect: Dialect): Promise<CaseVerdict> {
  const wrong = await judgeVerifyOnServer(server.url, dialect);
  return { cases: 1, what: "walk through verify: databases of its own and of templates, locks seen by a second session, time-outs, rights, lost connections", newer: [], wrong };
}

export async function rollbacks(pool: Pool, dialect: Dialect): Promise<CaseVerdict> {
  const { counts, newer, wrong } = await judgeAllRollbacks(pool, await rollbackHistories(300, pool.version), dialect);
  return { cases: counts.judged, what: `migrations: ${rollbacksText(counts)}`, newer, wrong };
}

export async function keptData(pool: Pool, dialect: Dialect): Promise<CaseVerdict> {
  const wrong: string[] = [];
  const newer: string[] = [];
  let cases = 0;
  for (const { name, migrations } of (await rollbackHistories(300, pool.version)).filter(({ since }) => since <= pool.version)) {
    const [unknown] = newerIn(migrations.map(({ sql }) => sql), pool.version, dialect);
    if (unknown !== undefined) {
      newer.push(unknown);
      continue;
    }
    const judged = await judgeKeptData(pool, migrations, dialect);
    cases += judged.withRows;
    wrong.push(...judged.wrong.map((line) => `${name}: ${line}`));
  }
  return { cases, what: "migrations whose rows were kept, with rows", newer, wrong };
}

/** On a server that others can connect to, CONCURRENTLY is made to fail by a second session too. */
export async function failures(pool: Pool & { readonly url?: string }, dialect: Dialect): Promise<CaseVerdict> {
  const concurrently = await judgeFailedConcurrently(pool, dialect, pool.url);
  const { counts, newer, wrong } = await judgeAllFailures(pool, await failureHistories(300, pool.version), dialect);
  return { cases: concurrently.cases, what: `failures of CONCURRENTLY; of others ${countsText(counts)}`, newer, wrong: [...concurrently.wrong, ...wrong] };
}

const GENERATED = { seed: 20261123, histories: 12 };

async function ownHistories(): Promise<readonly (readonly JudgedMigration[])[]> {
  const generated: (readonly JudgedMigration[])[] = [];
  for (let number = 0; number < GENERATED.histories; number++) generated.push(await historySql(generatedHistory(GENERATED.seed, number).schemas));
  return [shopHistory(), ...generated];
}

const refusal = (what: string | undefined): string[] => (what === undefined ? [] : [`PostgreSQL refuses ${what}`]);
