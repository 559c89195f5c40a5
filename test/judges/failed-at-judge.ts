import type { Dialect } from "../../src/model/dialect.js";
import type { Environment } from "../../src/model/environment.js";
import type { Operation } from "../../src/model/operation.js";
import type { Rollback } from "../../src/model/rollback.js";
import type { ReplayedMigration } from "../../src/model/step.js";
import { rollbackSql } from "../../src/report/rollback-sql.js";
import { failedAt } from "../../src/rollback/failed-at.js";
import { compareCatalogs, readCatalog, type Catalog } from "../../src/verify/postgres/catalog.js";
import { isTold } from "../../src/verify/told.js";
import { fillTables } from "../../src/verify/rows/fill-tables.js";
import { runMigration, splitStatements, type JudgedMigration } from "./catalog-judge.js";
import { emptyDatabase, extensionsIn, type JudgedDatabase, type Pool } from "./database-pool.js";
import { environmentOf, replayedIn } from "./replayed-history.js";
import { changedTables, checksums, isInTheWay } from "./rollback-judge.js";

export interface FailedAtJudgement {
  /** Failures made: each statement in each way to send it. */
  readonly failures: number;
  /** Of those, after which something stood that had to be taken back. */
  readonly stood: number;
  /** After which the migration was deployed again and ended as an undisturbed one. */
  readonly again: number;
  /** Of those that stood, compared with rows in the tables too. */
  readonly withRows: number;
  /** Nothing is claimed of what is then there: the way back says that it does not know or reach it. */
  readonly unclaimed: number;
  /** Deploying again failed, as rows that stand, which were told, are in its way. */
  readonly inTheWay: number;
  readonly wrong: readonly string[];
  readonly refused: string | undefined;
}

/** Of a file: as it is, or with the first half of its statements in a transaction of its own. */
export const sendings = [
  { name: "file", runner: "file", blocks: false },
  { name: "statement", runner: "statement", blocks: false },
  { name: "blocks in a file", runner: "file", blocks: true },
  { name: "blocks by statement", runner: "statement", blocks: true },
] as const;

export interface FailedAtOptions {
  /** Asked before each failure that could be made. */
  isChosen?(): boolean;
}

/** Of `rows of "app.v2"."User" are not …`: quoted names may hold dots. */
function tableOf(line: string): string {
  const [, quoted, plain] = /\.(?:"((?:[^"]|"")*)"|([^".]*)) are not those/.exec(line) ?? [];
  return quoted ?? plain ?? "";
}

/** One of so many, the first one not before `every / 2`. */
export function everyOf(every: number): Required<FailedAtOptions> {
  let number = Math.floor(every / 2);
  return { isChosen: () => ++number % every === 0 };
}

/**
 * Makes each statement of each migration fail, in each way to send it, lets the server undo what it undoes, runs what is printed, compares the catalogs with
 * those before, deploys the migration again and compares with those after an undisturbed deployment.
 */
export async function judgeFailures(pool: Pool, migrations: readonly JudgedMigration[], dialect: Dialect, { isChosen = () => true }: FailedAtOptions = {}): Promise<FailedAtJudgement> {
  const counts = { failures: 0, stood: 0, again: 0, withRows: 0, unclaimed: 0, inTheWay: 0 };
  const wrong: string[] = [];
  const environment = (runner: Environment["runner"]): Environment => ({ ...environmentOf(pool.version), runner });
  const timelines = { file: replayedIn(migrations, dialect, environment("file")), statement: replayedIn(migrations, dialect, environment("statement")) };
  const refused = await pool.with(extensionsIn(migrations.map(({ sql }) => sql)), async (database) => {
    const bench = new Bench(database, migrations);
    for (const [index, { name, sql }] of migrations.entries()) {
      const plain = timelines.file.migrations[index];
      const length = plain?.migration.script.statements.length ?? 0;
      if (plain && length > 1) {
        let before: Catalog | undefined;
        let end: Catalog | undefined;
        for (const sending of sendings) {
          const sent = sending.blocks ? withBlocks(plain) : sql;
          if (sent === undefined) continue;
          let migration = sending.blocks ? undefined : timelines[sending.runner].migrations[index];
          for (let at = 0; at < length + (sending.blocks ? 2 : 0); at++) {
            const where = `${name}, ${sending.name}, ${at}`;
            if (!isChosen()) continue;
            migration ??= replayedIn([...migrations.slice(0, index), { name, sql: sent }], dialect, environment(sending.runner)).migrations[index];
            if (!migration) throw new Error("replayed, but not there");
            const { statements, source } = migration.migration.script;
            const texts = statements.map(({ span }) => source.slice(span));
            before ??= await bench.catalog();
            end ??= await bench.endOf(index, plain);
            if (!end) return `${name}: ${bench.message ?? ""}`;
            if (!(await bench.failAfter(texts.slice(0, at), sending.runner))) {
              await bench.rebuild(index);
              continue;
            }
            counts.failures++;
            const [way, ...others] = failedAt(migration, at, dialect, environment(sending.runner));
            if (!way || others.length > 0) throw new Error("one way to run it has one way back");
            if (way.rollback.parts.length > 0) counts.stood++;
            const verdict = await judgeOne(bench, { index, plain, before, end, way: way.rollback, dialect });
            counts[verdict.outcome]++;
            for (const line of verdict.wrong) wrong.push(`${where}: ${line}`);
            if (sending.name !== "statement") continue;
            const rows = await judgeRows(database, migration, texts.slice(0, at), way.rollback, dialect);
            if (rows) counts.withRows++;
            for (const line of rows ?? []) wrong.push(`${where}: ${line}`);
          }
        }
      }
      const message = await bench.deploy(sql);
      if (message !== undefined) return `${name}: ${message}`;
    }
    return undefined;
  });
  return { ...counts, wrong, refused };
}

interface Failure {
  readonly index: number;
  readonly plain: ReplayedMigration;
  readonly before: Catalog;
  readonly end: Catalog;
  readonly way: Rollback;
  readonly dialect: Dialect;
}

async function judgeOne(bench: Bench, { index, plain, before, end, way, dialect }: Failure): Promise<{ readonly outcome: "again" | "unclaimed" | "inTheWay"; readonly wrong: readonly string[] }> {
  const isUnclaimed = way.lost.some(({ why }) => UNCLAIMED.test(why));
  const isStopped = await bench.isStopped(way);
  const failure = await bench.run(rollbackSql(way, dialect));
  if (failure !== undefined && isStopped) {
    await bench.rebuild(index);
    return { outcome: "inTheWay", wrong: [] };
  }
  const unlike = failure === undefined ? compareCatalogs(before, await bench.catalog()) : [];
  const wrong = failure === undefined ? unlike.filter((line) => !isTold(line, way)) : [`the rollback fails: ${failure}`];
  if (isUnclaimed || wrong.length > 0) {
    await bench.rebuild(index);
    return { outcome: "unclaimed", wrong: isUnclaimed ? [] : wrong };
  }
  const again = await bench.endOf(index, plain, unlike.length === 0 && way.reversible !== "no");
  if (again) return { outcome: "again", wrong: compareCatalogs(end, again).filter((line) => !isTold(line, way) && !(way.differs.length > 0 && isOrder(line))).map((line) => `deployed again: ${line}`) };
  if (way.reversible === "no") return { outcome: "inTheWay", wrong: [] };
  return { outcome: "inTheWay", wrong: [`it cannot be deployed again: ${bench.message ?? ""}`] };
}

/** What the way back says that it does not bring about. */
const UNCLAIMED = /^(it does not come back|it stays|it is not known|it is not SQL that can be read|the server would refuse it|.* stand in the way)$/;

/** Of a table's columns: the migration may have given it another name. */
function isOrder(line: string): boolean {
  const [, expected = "", actual = ""] = /^table .*?: expected (.*), actual (.*)$/s.exec(line) ?? [];
  const sorted = (text: string): string => text.split(/[\s,()]+/).sort().join(" ");
  return expected !== "" && sorted(expected) === sorted(actual);
}

/** The same with rows in the tables, inside one transaction; undefined where that cannot be done, or nothing stands. */
async function judgeRows(database: JudgedDatabase, migration: ReplayedMigration, texts: readonly string[], way: Rollback, dialect: Dialect): Promise<readonly string[] | undefined> {
  if (texts.length === 0 || !isOneTransaction(migration) || way.parts.some(({ transaction }) => !transaction)) return undefined;
  await database.exec("BEGIN");
  try {
    await fillTables(database, migration.before, 3);
    await database.exec("SET CONSTRAINTS ALL IMMEDIATE");
    const sums = await checksums(database, migration.before);
    for (const text of texts) await database.exec(text);
    await database.exec("RESET ALL");
    const back = await splitStatements(rollbackSql(way, dialect));
    for (const text of back) if (!/^\s*(?:--.*\n|\s)*(?:BEGIN|COMMIT)$/.test(text)) await database.exec(text);
    const changed = await changedTables(database, migration.before, sums);
    const said = way.lost.map(({ what }) => what).join("\n");
    return changed.filter((line) => way.reversible === "yes" || !said.includes(`"${tableOf(line)}"`) && !UNCLAIMED.test(way.lost[0]?.why ?? ""));
  } catch {
    // Rows that the migration or the rollback does not let be: that they do is judged without.
    return undefined;
  } finally {
    await database.exec("ROLLBACK");
    await database.exec("DISCARD TEMP; RESET ALL");
  }
}

const CONTROL: ReadonlySet<Operation["kind"]> = new Set(["begin", "commit", "rollback", "savepoint"]);

/** A transaction can hold it all, and is as good. */
function isOneTransaction({ steps }: ReplayedMigration): boolean {
  return steps.every(({ operation }) => {
    if (operation.kind === "opaque") return !operation.refusesTransaction && operation.node !== "CallStmt";
    return !CONTROL.has(operation.kind) && operation.kind !== "addEnumValue" && operation.kind !== "administer" && operation.kind !== "vacuum" && !("concurrently" in operation && operation.concurrently);
  });
}

/** The first half in a transaction of its own; undefined where it has some already, or cannot be in one. */
function withBlocks(migration: ReplayedMigration): string | undefined {
  if (!isOneTransaction(migration)) return undefined;
  const { statements, source } = migration.migration.script;
  const texts = statements.map(({ span }) => source.slice(span));
  const half = Math.ceil(texts.length / 2);
  return ["BEGIN", ...texts.slice(0, half), "COMMIT", ...texts.slice(half)].map((text) => `${text};\n`).join("");
}

/** A database as it is before a migration of a history. */
class Bench {
  /** Of what `endOf` was refused. */
  message: string | undefined;
  readonly #database: JudgedDatabase;
  readonly #migrations: readonly JudgedMigration[];
  #failures = 0;

  constructor(database: JudgedDatabase, migrations: readonly JudgedMigration[]) {
    this.#database = database;
    this.#migrations = migrations;
  }

  catalog(): Promise<Catalog> {
    return readCatalog((question) => this.#database.query(question), { keepPlan: true });
  }

  async deploy(sql: string): Promise<string | undefined> {
    const message = await runMigration(this.#database, sql);
    await this.#end();
    return message;
  }

  /** The statements, then one that fails, then the connection ends. False where it did not get so far: the file is refused before. */
  async failAfter(texts: readonly string[], runner: "file" | "statement"): Promise<boolean> {
    // What is rolled back leaves dead rows in the catalogs, which slow it down more and more.
    if (++this.#failures % 25 === 0) await this.#database.exec("VACUUM");
    const all = [...texts, "SELECT 1/0"];
    let message = "";
    try {
      for (const text of runner === "file" ? [all.map((each) => `${each};\n`).join("")] : all) await this.#database.exec(text);
    } catch (error) {
      message = error instanceof Error ? error.message : String(error);
    }
    await this.#database.exec("ROLLBACK");
    await this.#end();
    return message === "division by zero";
  }

  /** As psql does; gives the server's message. */
  async run(script: string): Promise<string | undefined> {
    for (const statement of await splitStatements(script)) {
      try {
        await this.#database.exec(statement);
      } catch (error) {
        await this.#database.exec("ROLLBACK");
        return `${error instanceof Error ? error.message : String(error)}: ${statement.trim()}`;
      }
    }
    return undefined;
  }

  /** Rows are in the way of the rollback, as its own queries tell. */
  async isStopped(way: Rollback): Promise<boolean> {
    await this.#database.exec("BEGIN");
    const isStopped = await isInTheWay(this.#database, way);
    await this.#database.exec("ROLLBACK");
    return isStopped;
  }

  /** The catalogs after deploying it, which is then undone; undefined where it is refused. `isClean`: the database is as before the migration. */
  async endOf(index: number, migration: ReplayedMigration, isClean = true): Promise<Catalog | undefined> {
    const sql = this.#migrations[index]?.sql ?? "";
    const inOne = isOneTransaction(migration);
    if (inOne) await this.#database.exec("BEGIN");
    this.message = inOne ? await this.#attempt(sql) : await runMigration(this.#database, sql);
    const end = this.message === undefined ? await this.catalog() : undefined;
    if (inOne) await this.#database.exec("ROLLBACK");
    await this.#end();
    if (!inOne || !isClean) await this.rebuild(index);
    return end;
  }

  /** What stands may not be taken back as a whole: all again up to this migration. */
  async rebuild(index: number): Promise<void> {
    await emptyDatabase(this.#database);
    for (const { sql } of this.#migrations.slice(0, index)) {
      await runMigration(this.#database, sql);
      await this.#end();
    }
  }

  async #attempt(sql: string): Promise<string | undefined> {
    try {
      await this.#database.exec(sql);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async #end(): Promise<void> {
    await this.#database.exec("DISCARD TEMP; RESET ALL");
  }
}
