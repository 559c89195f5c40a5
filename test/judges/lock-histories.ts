import { refusesTransaction } from "../../src/database/questions.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { MigrationFile } from "../../src/model/migration.js";
import type { Step } from "../../src/model/step.js";
import { replay } from "../../src/replay/replay.js";
import { SourceText } from "../../src/text/source-text.js";
import type { JudgedMigration } from "./catalog-judge.js";
import { extensionsIn, type Pool } from "./database-pool.js";
import { trace } from "../../src/verify/postgres/trace.js";
import { assessed, compareTraces } from "../../src/verify/postgres/claim.js";
import { environmentOf } from "./lock-judge.js";

export interface LockJudgement {
  /** Statements whose locks and rewrites were compared. */
  readonly compared: number;
  /** Of them those with an operation of which nothing is claimed: their locks are not compared. */
  readonly opaque: number;
  /** Statements that cannot run in a transaction, or that begin or end one. */
  readonly passed: number;
  readonly different: readonly string[];
  /** What PostgreSQL refused, after which nothing was judged. */
  readonly failed: string | undefined;
}

/** Runs a history, each statement in a transaction of its own, and compares what it locked and rewrote with what was assessed. */
export async function judgeHistoryLocks(pool: Pool, migrations: readonly JudgedMigration[], dialect: Dialect): Promise<LockJudgement> {
  const files = migrations.map(({ name, sql }): MigrationFile => ({ name, source: new SourceText(`${name}/migration.sql`, sql), deployed: false, reported: true }));
  const timeline = replay(files, dialect, environmentOf(pool.version), { eachAsNewest: true });
  const different: string[] = [];
  let compared = 0;
  let opaque = 0;
  let passed = 0;
  const judgement = (failed?: string): LockJudgement => ({ compared, opaque, passed, different, failed });
  return pool.with(extensionsIn(migrations.map(({ sql }) => sql)), async (database) => {
    await database.exec("SET TimeZone = 'UTC'");
    for (const { migration, steps } of timeline.migrations) {
      for (const statement of migration.script.statements) {
        const own = steps.filter((step) => step.statement.index === statement.index);
        const written = migration.script.source.slice(statement.span);
        // Each statement is a transaction here: what goes with that of the file would be gone before it is used.
        const sql = own.some(({ operation }) => operation.kind === "createTable" && operation.onCommitDrop === true) ? written.replace(/\bON\s+COMMIT\s+DROP\b/i, "") : written;
        const at = `${migration.name} ${statement.index}: ${sql.slice(0, 100).replace(/\s+/g, " ")}`;
        const kinds = new Set(own.map(({ operation }) => operation.kind));
        if (kinds.has("begin") || kinds.has("commit") || kinds.has("rollback") || kinds.has("savepoint")) {
          passed++;
          continue;
        }
        if (isAlone(own) || kinds.has("setParameter") || kinds.has("resetParameter")) {
          passed++;
          const message = await refusal(database.exec(sql));
          if (message !== undefined) return judgement(`${at}: ${message}`);
          continue;
        }
        await database.exec("BEGIN");
        try {
          const real = await trace(database, sql);
          await database.exec("COMMIT");
          if (own.some(({ effect, operation }) => effect.opaque || operation.kind === "opaque")) opaque++;
          else {
            compared++;
            const claim = assessed(own);
            // Over empty tables a join may end before it reads.
            for (const difference of compareTraces(real, kinds.has("changeData") ? { ...claim, scans: [] } : claim)) different.push(`${at}: ${difference}`);
          }
        } catch (error) {
          await database.exec("ROLLBACK");
          return judgement(`${at}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
      await database.exec("DISCARD TEMP");
    }
    return judgement();
  });
}

/** SET TRANSACTION needs a transaction of its own; CONCURRENTLY and its like cannot run in a transaction block, in which alone locks can be seen. */
function isAlone(steps: readonly Step[]): boolean {
  return steps.some(({ operation, before }) => refusesTransaction(operation, before) || (operation.kind === "administer" && operation.node === "VariableSetStmt"));
}

async function refusal(run: Promise<unknown>): Promise<string | undefined> {
  try {
    await run;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
