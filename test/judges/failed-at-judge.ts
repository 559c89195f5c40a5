import type { Dialect } from "../../src/model/dialect.js";
import type { Environment } from "../../src/model/environment.js";
import type { RollbackPart } from "../../src/model/rollback.js";
import { failedAt } from "../../src/rollback/failed-at.js";
import { compareCatalogs, readCatalog } from "../../src/verify/postgres/catalog.js";
import { runMigration, type JudgedMigration } from "./catalog-judge.js";
import { extensionsIn, type JudgedDatabase, type Pool } from "./database-pool.js";
import { environmentOf, replayedIn } from "./replayed-history.js";
import { isTold } from "./rollback-judge.js";

export interface FailedAtJudgement {
  /** Failures made, each statement in each mode. */
  readonly failures: number;
  /** Of those, after which something stood. */
  readonly stood: number;
  readonly wrong: readonly string[];
  readonly refused: string | undefined;
}

/**
 * Makes each statement of each migration fail, sent as one file and statement by statement, runs what is said to mend it, and compares the catalogs with those
 * before the migration; then deploys it and goes on with the next.
 */
export async function judgeFailures(pool: Pool, migrations: readonly JudgedMigration[], dialect: Dialect): Promise<FailedAtJudgement> {
  const wrong: string[] = [];
  let [failures, stood] = [0, 0];
  const refused = await pool.with(extensionsIn(migrations.map(({ sql }) => sql)), async (database) => {
    const timelines = (["file", "statement"] as const).map((runner) => {
      const environment: Environment = { ...environmentOf(pool.version), runner };
      return { runner, environment, timeline: replayedIn(migrations, dialect, environment) };
    });
    for (const [index, { name, sql }] of migrations.entries()) {
      const before = await readCatalog((question) => database.query(question));
      for (const { runner, environment, timeline } of timelines) {
        const migration = timeline.migrations[index];
        if (!migration) continue;
        const { statements, source } = migration.migration.script;
        if (statements.length < 2) continue;
        for (const at of statements.keys()) {
          const texts = statements.slice(0, at).map(({ span }) => source.text.slice(span.start, span.end));
          const message = await failAfter(database, texts, runner);
          // CONCURRENTLY in a file of several statements never got further.
          if (message !== "division by zero") continue;
          failures++;
          const [way, ...others] = failedAt(migration, at, dialect, environment);
          if (!way || others.length > 0) throw new Error("one way to run it has one way back");
          if (way.rollback.parts.length > 0) stood++;
          const failure = await runParts(database, way.rollback.parts);
          if (failure !== undefined) return `${name}, ${runner} ${at}: the rollback fails: ${failure}`;
          const unlike = compareCatalogs(before, await readCatalog((question) => database.query(question)));
          const differences = unlike.filter((line) => !isTold(line, way.rollback));
          if (differences.length > 0 && way.rollback.reversible !== "no") wrong.push(`${name}, ${runner} ${at}: ${differences.join("; ")}`);
          if (unlike.length > 0) return wrong.length > 0 ? "cannot go on" : undefined;
        }
      }
      const message = await runMigration(database, sql);
      await database.exec("DISCARD TEMP; RESET ALL");
      if (message !== undefined) return `${name}: ${message}`;
    }
    return undefined;
  });
  return { failures, stood, wrong, refused };
}

/** The statements, then one that fails; gives the first message of the server. */
async function failAfter(database: JudgedDatabase, texts: readonly string[], runner: "file" | "statement"): Promise<string> {
  const all = [...texts, "SELECT 1/0"];
  let message = "";
  try {
    for (const text of runner === "file" ? [all.map((text) => `${text};\n`).join("")] : all) await database.exec(text);
  } catch (error) {
    message = error instanceof Error ? error.message : String(error);
  }
  // The connection ends.
  await database.exec("ROLLBACK");
  await database.exec("DISCARD TEMP; RESET ALL");
  return message;
}

async function runParts(database: JudgedDatabase, parts: readonly RollbackPart[]): Promise<string | undefined> {
  for (const { transaction, statements } of parts) {
    try {
      await database.exec(transaction ? ["BEGIN", ...statements, "COMMIT"].join(";\n") : statements.join(";\n"));
    } catch (error) {
      await database.exec("ROLLBACK");
      return error instanceof Error ? error.message : String(error);
    }
  }
  return undefined;
}
