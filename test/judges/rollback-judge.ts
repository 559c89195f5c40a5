import { refusesTransaction } from "../../src/database/refuses-transaction.js";
import { rollback } from "../../src/rollback/rollback.js";
import type { Database } from "../../src/model/database.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Rollback } from "../../src/model/rollback.js";
import type { ReplayedMigration } from "../../src/model/step.js";
import { fillTables } from "../../src/verify/rows/fill-tables.js";
import { splitStatements, runMigration, type JudgedMigration } from "./catalog-judge.js";
import { compareCatalogs, readCatalog } from "../../src/verify/postgres/catalog.js";
import { isTold } from "../../src/verify/told.js";
import { extensionsIn, type JudgedDatabase, type Pool } from "./database-pool.js";
import { environmentOf, replayed } from "./replayed-history.js";

export interface RollbackJudgement {
  readonly judged: number;
  readonly answers: Readonly<Record<Rollback["reversible"], number>>;
  /** Of those whose every statement only changes the schema. */
  readonly schemaOnly: Readonly<Record<Rollback["reversible"], number>>;
  /** Judged with rows in the tables. */
  readonly withRows: number;
  readonly wrong: readonly string[];
  /** Why it is `no`, a line for each migration of which only the schema changes. */
  readonly noes: readonly string[];
  readonly refused: string | undefined;
}

/** Runs each migration and its rollback, on tables with rows where the migration lets them be, and compares catalogs and rows with those before. */
export async function judgeRollbacks(pool: Pool, migrations: readonly JudgedMigration[], dialect: Dialect, { every = 1 }: { readonly every?: number } = {}): Promise<RollbackJudgement> {
  const timeline = replayed(migrations, dialect, pool.version);
  const answers = { "yes": 0, "structure-only": 0, "no": 0 };
  const schemaOnly = { "yes": 0, "structure-only": 0, "no": 0 };
  const wrong: string[] = [];
  const noes: string[] = [];
  let [judged, withRows] = [0, 0];
  const refused = await pool.with(extensionsIn(migrations.map(({ sql }) => sql)), async (database) => {
    for (const [index, migration] of timeline.migrations.entries()) {
      const sql = migrations[index]?.sql ?? "";
      if ((index + 1) % every === 0 || index === migrations.length - 1) {
        const way = rollback(migration, dialect, environmentOf(pool.version));
        const verdict = await judgeOne(database, migration, sql, way);
        if (verdict.message !== undefined) return `${migration.migration.name}: ${verdict.message}`;
        judged++;
        answers[way.reversible]++;
        if (!migration.steps.some(({ operation }) => operation.kind === "changeData" || operation.kind === "opaque" || operation.kind === "invalid")) {
          schemaOnly[way.reversible]++;
          if (way.reversible === "no") noes.push(`${migration.migration.name}: ${way.lost.map(({ what, why }) => `${what}: ${why}`).join("; ")}`);
        }
        if (verdict.hadRows) withRows++;
        for (const line of verdict.wrong) wrong.push(`${migration.migration.name}: ${line}`);
        if (verdict.isBroken) return undefined;
      }
      const message = await runMigration(database, sql);
      await database.exec("DISCARD TEMP; RESET ALL");
      if (message !== undefined) return `${migration.migration.name}: ${message}`;
    }
    return undefined;
  });
  return { judged, answers, schemaOnly, withRows, wrong, noes, refused };
}

interface Verdict {
  readonly wrong: readonly string[];
  readonly hadRows: boolean;
  /** The server refuses the migration itself. */
  readonly message?: string;
  /** What was left cannot be gone on from. */
  readonly isBroken?: boolean;
}

async function judgeOne(database: JudgedDatabase, migration: ReplayedMigration, sql: string, way: Rollback): Promise<Verdict> {
  const before = await readCatalog((question) => database.query(question), { keepPlan: true });
  const isAlone = standsAlone(way, migration);
  for (const rows of isAlone ? [3, 0] : [0]) {
    await database.exec("BEGIN");
    const filled = rows > 0 && (await fillTables(database, migration.before, rows)).full.length > 0;
    await database.exec("SET CONSTRAINTS ALL IMMEDIATE");
    const sums = await checksums(database, migration.before);
    if (!isAlone) await database.exec("COMMIT");
    const message = isAlone ? await execute(database, [sql]) : await runMigration(database, sql);
    if (message !== undefined) {
      await database.exec("ROLLBACK");
      if (rows > 0) continue;
      return { wrong: [], hadRows: false, message };
    }
    // The way back is run in another session.
    await database.exec("RESET ALL");
    const isStopped = isAlone && (await isInTheWay(database, way));
    const failure = await execute(database, way.parts.flatMap(({ statements }) => statements));
    if (failure !== undefined) {
      await database.exec("ROLLBACK");
      if (isStopped) return { wrong: [], hadRows: filled };
      return { wrong: [`the rollback fails: ${failure}`], hadRows: filled, isBroken: !isAlone };
    }
    const differences = compareCatalogs(before, await readCatalog((question) => database.query(question), { keepPlan: true })).filter((line) => !isTold(line, way));
    const changed = (await changedTables(database, migration.before, sums)).filter((line) => !isLossTold(line, way, migration.before));
    await database.exec(isAlone ? "ROLLBACK" : "DISCARD TEMP; RESET ALL");
    return { wrong: [...differences, ...changed], hadRows: filled, isBroken: !isAlone && differences.length > 0 };
  }
  return { wrong: [], hadRows: false };
}

/** One transaction can hold all of the migration and of its rollback. */
export const standsAlone = ({ parts }: Rollback, { steps }: ReplayedMigration): boolean =>
  parts.every(({ transaction }) => transaction) && steps.every(({ operation, before }) => !ALONE.has(operation.kind) && !refusesTransaction(operation, before));

const ALONE: ReadonlySet<ReplayedMigration["steps"][number]["operation"]["kind"]> = new Set(["begin", "commit", "rollback", "savepoint", "discard", "addEnumValue"]);

/** Whether rows are in the way of the rollback, as far as its own queries tell before it runs; one that asks for what is not there yet does not. */
export async function isInTheWay(database: JudgedDatabase, { mayFail }: Rollback): Promise<boolean> {
  for (const { checkQuery } of mayFail) {
    if (checkQuery === undefined) return true;
    await database.exec("SAVEPOINT question");
    try {
      if ((await database.query(checkQuery)).rows.length > 0) return true;
    } catch {
      return true;
    } finally {
      await database.exec("ROLLBACK TO question");
    }
  }
  return false;
}

/** Statement by statement; gives the server's message. */
async function execute(database: JudgedDatabase, texts: readonly string[]): Promise<string | undefined> {
  for (const text of texts) {
    for (const statement of await splitStatements(text)) {
      try {
        await database.exec(statement);
      } catch (error) {
        return `${error instanceof Error ? error.message : String(error)}: ${statement.trim()}`;
      }
    }
  }
  return undefined;
}

/** `lost` names the table, or says that something is not known. */
function isLossTold(line: string, { lost }: Rollback, { tables, composites }: Database): boolean {
  const name = /"\."(.*)" are not/.exec(line)?.[1] ?? "";
  const types = tables.filter((table) => table.name === name).flatMap(({ columns }) => columns.flatMap(({ type }) => type.userType ?? []));
  const holdsComposites = composites.some(({ id }) => types.includes(id));
  return lost.some(({ what, why }) => why === "it is not known" || why === "which ones is not known" || what.includes(`"${name}"`) || (holdsComposites && what.includes(" in those of type ")));
}

/** Of the rows of each table, by its name as SQL. */
export async function checksums(database: JudgedDatabase, { tables }: Database): Promise<ReadonlyMap<string, string>> {
  const sums = new Map<string, string>();
  for (const table of tables) {
    if (table.persistence === "temporary") continue;
    const place = `"${table.schema}"."${table.name.replaceAll('"', '""')}"`;
    const columns = await columnsOf(database, place);
    const { rows } = await database.query(`SELECT md5(coalesce(string_agg(r, '~' ORDER BY r), '')) AS sum FROM (SELECT row(${columns.join(", ")})::text AS r FROM ONLY ${place}) AS all_rows`);
    sums.set(place, JSON.stringify(rows));
  }
  return sums;
}

/** As SQL, in the order of their names. Those of the catalog: ours are another thing to judge. */
async function columnsOf(database: JudgedDatabase, place: string): Promise<string[]> {
  const { rows } = await database.query("SELECT quote_ident(attname) || '::text' AS name FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attname COLLATE \"C\"", [place]);
  return rows.map((row) => (typeof row === "object" && row !== null && "name" in row ? String(row.name) : ""));
}

/** A line for each table whose rows are not those of `sums`. */
export async function changedTables(database: JudgedDatabase, before: Database, sums: ReadonlyMap<string, string>): Promise<string[]> {
  const now = await checksums(database, before);
  return [...sums].filter(([place, sum]) => now.get(place) !== sum).map(([place]) => `rows of ${place} are not those of before`);
}
