import { keepData } from "../../src/rollback/keep-data/keep-data.js";
import type { Database } from "../../src/model/database.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Rollback } from "../../src/model/rollback.js";
import { compareCatalogs, readCatalog } from "../../src/verify/postgres/catalog.js";
import { isTold } from "../../src/verify/told.js";
import { fillTables } from "../../src/verify/rows/fill-tables.js";
import { splitStatements, runMigration, type JudgedMigration } from "./catalog-judge.js";
import { extensionsIn, type JudgedDatabase, type Pool } from "./database-pool.js";
import { environmentOf, replayed } from "./replayed-history.js";
import { checksums, standsAlone } from "./rollback-judge.js";

export interface KeepJudgement {
  readonly judged: number;
  readonly answers: Readonly<Record<Rollback["reversible"], number>>;
  /** Said of the last one. */
  readonly last: Rollback["reversible"];
  /** With rows in the tables. */
  readonly withRows: number;
  readonly wrong: readonly string[];
}

/**
 * Runs on tables with rows what is to be run before each migration, the migration and the rollback that puts the rows back; compares catalogs, rows and
 * positions of sequences with those before. `fill`: SQL instead of generated rows.
 */
export async function judgeKeptData(pool: Pool, migrations: readonly JudgedMigration[], dialect: Dialect, fill?: string): Promise<KeepJudgement> {
  const timeline = replayed(migrations, dialect, pool.version);
  const answers = { "yes": 0, "structure-only": 0, "no": 0 };
  const wrong: string[] = [];
  let [judged, withRows] = [0, 0];
  let last: Rollback["reversible"] = "no";
  await pool.with(extensionsIn(migrations.map(({ sql }) => sql)), async (database) => {
    for (const [index, migration] of timeline.migrations.entries()) {
      const sql = migrations[index]?.sql ?? "";
      const { keep, rollback } = keepData(migration, dialect, environmentOf(pool.version));
      // Without anything kept it is the usual rollback, which has a judge of its own.
      if ((keep.length > 0 || index === migrations.length - 1) && standsAlone(rollback, migration)) {
        judged++;
        answers[rollback.reversible]++;
        last = rollback.reversible;
        for (const rows of [3, 0]) {
          await database.exec("BEGIN");
          const verdict = await judgeOne(database, { before: migration.before, sql, keep, rollback, fill: fill ?? rows });
          await database.exec("ROLLBACK");
          // Rows that the migration itself refuses.
          if (verdict === undefined && rows > 0) continue;
          if (rows > 0) withRows++;
          for (const line of verdict ?? ["the migration fails"]) wrong.push(`${migration.migration.name}: ${line}`);
          break;
        }
      }
      const message = index === migrations.length - 1 ? undefined : await runMigration(database, sql);
      if (message !== undefined) throw new Error(`${migration.migration.name}: ${message}`);
      await database.exec("DISCARD TEMP; RESET ALL");
    }
  });
  return { judged, answers, last, withRows, wrong };
}


interface Trial {
  readonly before: Database;
  readonly sql: string;
  readonly keep: readonly string[];
  readonly rollback: Rollback;
  readonly fill: string | number;
}

/** What is wrong; undefined where the server refuses the migration. */
async function judgeOne(database: JudgedDatabase, { before, sql, keep, rollback, fill }: Trial): Promise<string[] | undefined> {
  const catalog = await readCatalog((question) => database.query(question), { keepPlan: true });
  if (typeof fill === "string") await database.exec(fill);
  else if (fill > 0) await fillTables(database, before, fill);
  await database.exec("SET CONSTRAINTS ALL IMMEDIATE");
  const rows = await contents(database, before);
  for (const statement of keep) {
    const failure = await failureOf(database, statement);
    if (failure !== undefined) return [`what is kept: ${failure}`];
  }
  await database.exec("SAVEPOINT migration");
  for (const statement of await splitStatements(sql)) if ((await failureOf(database, statement)) !== undefined) return undefined;
  await database.exec("SET CONSTRAINTS ALL IMMEDIATE; RESET ALL");
  for (const statement of rollback.parts.flatMap(({ statements }) => statements)) {
    const failure = await failureOf(database, statement);
    if (failure !== undefined) return rollback.mayFail.length > 0 && rollback.reversible !== "yes" ? [] : [`the rollback fails: ${failure}`];
  }
  const differences = compareCatalogs(catalog, await readCatalog((question) => database.query(question), { keepPlan: true })).filter((line) => !isTold(line, rollback) && !(line.includes("_kept_") && rollback.reversible !== "yes"));
  if (rollback.reversible !== "yes") return rollback.reversible === "no" && rollback.lost.some(({ why }) => why === "it does not come back" || why === "it stays") ? [] : differences;
  const now = await contents(database, before);
  return [...differences, ...[...rows].filter(([place, content]) => now.get(place) !== content).map(([place, content]) => `${place} was ${content}, is ${String(now.get(place))}`)];
}

/** Of tables a checksum of their rows, of sequences how far they are. */
async function contents(database: JudgedDatabase, before: Database): Promise<ReadonlyMap<string, string>> {
  const all = new Map(await checksums(database, before));
  for (const { schema, name } of before.sequences) {
    const place = `"${schema}"."${name.replaceAll('"', '""')}"`;
    all.set(place, JSON.stringify((await database.query(`SELECT last_value, is_called FROM ${place}`)).rows));
  }
  return all;
}

async function failureOf(database: JudgedDatabase, statement: string): Promise<string | undefined> {
  try {
    await database.exec(statement);
    return undefined;
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}: ${statement.trim()}`;
  }
}
