import { refusesTransaction } from "../database/questions.js";
import type { Dialect } from "../model/dialect.js";
import type { LockMode } from "../model/effect.js";
import type { Transaction } from "../model/migration.js";
import type { ReplayedMigration, Step } from "../model/step.js";
import type { MeasuredStatement } from "../model/verification.js";
import { ServerError, type Bench } from "./bench.js";
import { contradictions } from "./postgres/claim.js";
import { locksOf, relationsOf, sampleLocks, tracedFrom, type Held, type Traced } from "./postgres/trace.js";

export interface RunOptions {
  /** Extensions whose statements are left out. */
  readonly skipExtensions: readonly string[];
  readonly placeholders: ReadonlyMap<string, string>;
  /** Of the whole migration, in milliseconds; undefined: none. */
  readonly timeout: number | undefined;
  /** Without it nothing is measured, and of two ways to run it the one is taken that refuses less: it was deployed once. */
  readonly measured: boolean;
  /** Each statement for itself, whatever Prisma does: what a transaction refuses was deployed by hand. */
  readonly apart?: boolean;
}

export interface RunResult {
  readonly statements: readonly MeasuredStatement[];
  /** What was locked or rewritten otherwise than assessed: `statement 3 (line 7): …`. */
  readonly contradictions: readonly string[];
  /** Statements whose locks could not be compared: nothing is claimed of them, or nobody could look. */
  readonly uncompared: number;
  readonly failed: RunFailure | undefined;
}

export interface RunFailure {
  readonly statement: number;
  readonly line: number;
  readonly message: string;
  /** SQLSTATE; empty after a time-out. */
  readonly code: string;
  readonly timedOut: boolean;
  /** `whole`: its transaction took everything back. Otherwise the statements before it stand. */
  readonly undone: "whole" | "partly" | "database lost";
}

/** Runs a migration statement by statement, in the transactions in which Prisma would run it, and measures each. Refusals are in the result. */
export async function runMigration(bench: Bench, { migration, steps }: ReplayedMigration, dialect: Dialect, options: RunOptions): Promise<RunResult> {
  const measured: MeasuredStatement[] = [];
  const said: string[] = [];
  let uncompared = 0;
  let open: number | undefined;
  const started = performance.now();
  let committed = false;
  for (const statement of migration.script.statements) {
    const own = steps.filter((step) => step.statement.index === statement.index);
    const [first] = own;
    const sql = filled(migration.source.slice(statement.span), options.placeholders);
    const line = migration.source.position(statement.span.start).line;
    if (isSkipped(own, options.skipExtensions)) continue;
    const transaction = options.apart === true ? undefined : wayOf(own, options.measured);
    try {
      if (open !== undefined && transaction?.id !== open) {
        await within(bench, "COMMIT", started, options.timeout);
        open = undefined;
        committed = true;
      }
      const kinds = new Set(own.map(({ operation }) => operation.kind));
      const control = kinds.has("begin") || kinds.has("commit") || kinds.has("rollback") || kinds.has("savepoint");
      if (transaction?.block && open === undefined && !kinds.has("begin")) await bench.exec("BEGIN");
      if (transaction?.block) open = transaction.id;
      const alone = open === undefined && own.some((step) => refusesTransaction(step.operation, step.before) || mayRefuseTransaction(step));
      const run = (text: string) => within(bench, text, started, options.timeout);
      const result = control || !options.measured ? await plain(sql, run) : alone ? await watched(bench, sql, run) : await traced(bench, sql, open !== undefined, run);
      if (kinds.has("commit") || (kinds.has("rollback") && own.some(({ operation }) => operation.kind === "rollback" && operation.toSavepoint === undefined))) open = undefined;
      committed ||= open === undefined;
      measured.push({ index: statement.index, sql, line, transaction: transaction?.kind ?? "statement", locks: result.traced && locksJson(result.traced, dialect), rewrites: result.traced?.rewrites ?? [], milliseconds: result.milliseconds });
      if (control || first === undefined || !options.measured) continue;
      if (!result.traced || own.some(({ effect, operation }) => effect.opaque || operation.kind === "opaque")) uncompared++;
      else said.push(...contradictions(result.traced, own, result.complete).map((difference) => `statement ${statement.index} (line ${line}): ${difference}`));
    } catch (error) {
      const failure = await failureOf(error, bench, committed, (first?.transactions.length ?? 0) > 1);
      return { statements: measured, contradictions: said, uncompared, failed: { statement: statement.index, line, ...failure } };
    }
  }
  if (open !== undefined) {
    try {
      await within(bench, "COMMIT", started, options.timeout);
    } catch (error) {
      const last = migration.script.statements.at(-1);
      const failure = await failureOf(error, bench, committed);
      return { statements: measured, contradictions: said, uncompared, failed: { statement: last?.index ?? 0, line: last ? migration.source.position(last.span.start).line : 1, ...failure } };
    }
  }
  return { statements: measured, contradictions: said, uncompared, failed: undefined };
}

/** In a block where that is one way to run it: what is not known is assumed for the worst. */
const wayOf = ([first]: readonly Step[], worst: boolean): Transaction | undefined => first?.transactions.find(({ block }) => block === worst) ?? first?.transactions[0];

/** VACUUM and its like among what is not modelled, and what may commit by itself. */
function mayRefuseTransaction({ operation }: Step): boolean {
  return (operation.kind === "opaque" && operation.node === "CallStmt") || (operation.kind === "administer" && (operation.node === "VariableSetStmt" || operation.node === "TransactionStmt"));
}

export function isSkipped(steps: readonly Step[], extensions: readonly string[]): boolean {
  return extensions.length > 0 && steps.length > 0 && steps.every(({ operation }) => {
    if (operation.kind === "createExtension" || operation.kind === "dropExtension") return extensions.includes(operation.name.name);
    return operation.kind === "comment" && operation.on === "extension" && extensions.includes(operation.name.name);
  });
}

/** With what the placeholders of the configuration stand for. */
export function filled(sql: string, placeholders: ReadonlyMap<string, string>): string {
  let text = sql;
  for (const [placeholder, value] of placeholders) text = text.replaceAll(placeholder, value);
  return text;
}

interface Measured {
  readonly traced: Traced | null;
  /** All locks were seen, not only those of a moment. */
  readonly complete: boolean;
  readonly milliseconds: number;
}

async function plain(sql: string, run: (sql: string) => Promise<unknown>): Promise<Measured> {
  const start = performance.now();
  await run(sql);
  return { traced: null, complete: false, milliseconds: performance.now() - start };
}

/** In a transaction, whose locks are there until it ends; a statement that has none gets one for itself. */
async function traced(bench: Bench, sql: string, inBlock: boolean, run: (sql: string) => Promise<unknown>): Promise<Measured> {
  if (!inBlock) await bench.exec("BEGIN");
  const before = await relationsOf(bench);
  const earlier = await locksOf(bench, "pg_backend_pid()");
  const start = performance.now();
  try {
    await run(sql);
  } catch (error) {
    // A procedure or DO block that commits, or a command that is not known to refuse a transaction: it then runs as Prisma runs it.
    const refused = error instanceof ServerError && (error.code === "25001" || error.code === "2D000");
    if (inBlock || !refused) throw error;
    await bench.exec("ROLLBACK");
    return watched(bench, sql, run);
  }
  const milliseconds = performance.now() - start;
  const held = await locksOf(bench, "pg_backend_pid()");
  const after = await relationsOf(bench);
  if (!inBlock) await run("COMMIT");
  return { traced: tracedFrom(before, held, after, sql, earlier), complete: true, milliseconds };
}

/** Outside a transaction locks can only be seen by another session while the statement runs. */
async function watched(bench: Bench, sql: string, run: (sql: string) => Promise<unknown>): Promise<Measured> {
  const { observer, processId } = bench;
  const before = await relationsOf(bench);
  const start = performance.now();
  let seen: readonly Held[] | undefined;
  if (observer === undefined || processId === undefined) await run(sql);
  else seen = await sampleLocks(observer, processId, run(sql));
  const milliseconds = performance.now() - start;
  return { traced: seen ? tracedFrom(before, seen, await relationsOf(bench), sql, []) : null, complete: false, milliseconds };
}

function locksJson({ locks }: { readonly locks: ReadonlyMap<string, LockMode> }, dialect: Dialect): MeasuredStatement["locks"] {
  return [...locks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([relation, mode]) => ({ relation, mode, blocks: dialect.blocks(mode) }));
}

class TimedOut extends Error {
  readonly lost: boolean;

  constructor(timeout: number, lost: boolean) {
    super(`the migration took longer than ${timeout / 1000} s and was stopped`);
    this.lost = lost;
  }
}

/** Runs what is left of the time, then stops it. */
async function within(bench: Bench, sql: string, started: number, timeout: number | undefined): Promise<unknown> {
  if (timeout === undefined) return bench.exec(sql);
  const running = bench.exec(sql);
  let expired: Promise<"cancelled" | "lost"> | undefined;
  const stop = (): void => {
    expired = bench.cancel();
  };
  const timer = setTimeout(stop, Math.max(1, timeout - (performance.now() - started)));
  try {
    const result = await running;
    if (performance.now() - started > timeout) throw new TimedOut(timeout, false);
    return result;
  } catch (error) {
    if (expired === undefined) throw error;
    throw new TimedOut(timeout, (await expired) === "lost");
  } finally {
    clearTimeout(timer);
  }
}

async function failureOf(error: unknown, bench: Bench, committed: boolean, unclear = false): Promise<Pick<RunFailure, "message" | "code" | "timedOut" | "undone">> {
  const timedOut = error instanceof TimedOut;
  if (timedOut && error.lost) return { message: error.message, code: "", timedOut, undone: "database lost" };
  if (!timedOut && !(error instanceof ServerError)) throw error;
  if (!timedOut && isLost(error)) throw error;
  await bench.exec("ROLLBACK");
  const way = unclear && !timedOut && error.code === "25001" ? ", as Prisma before 7.4 sends the file; its version is not known here" : "";
  const message = timedOut ? error.message : `${error.message} (${error.code})${way}`;
  return { message, code: timedOut ? "" : error.code, timedOut, undone: committed ? "partly" : "whole" };
}

/** The connection is gone, and what ran with it. SQLSTATE class 08, an end by the administrator or a crash, and what the network says. */
export const isLost = (error: unknown): boolean =>
  error instanceof ServerError && (/^(08|57P0[123]|E[A-Z]+$)/.test(error.code) || /connection terminated|not queryable|connection error/i.test(error.message));
