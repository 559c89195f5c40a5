import { parse } from "libpg-query";
import { compareCatalogs, readCatalog, type Catalog } from "../../src/verify/postgres/catalog.js";
import { extensionsIn, type JudgedDatabase, type Pool } from "./database-pool.js";

export interface JudgedMigration {
  readonly name: string;
  readonly sql: string;
}

export interface JudgeOptions {
  /** DDL that should give the database as it is after migration `index`; undefined: this point is not claimed and not judged. */
  ddlAfter(index: number): string | undefined;
  /**
   * Whether this migration has statements whose effect on the schema is not claimed to be known (DO blocks). What differs first at such a point is not
   * held against the DDL, there or later.
   */
  uncertain?(index: number): boolean;
  /** Judge only every so manieth migration, and always the last one. */
  readonly every?: number;
  /** Stop at this many points that differ. */
  readonly limit?: number;
}

export interface PointDifference {
  readonly migration: string;
  readonly index: number;
  readonly differences: readonly string[];
}

export interface Judgement {
  /** Migrations that ran. */
  readonly migrations: number;
  /** Points at which the two catalogs were compared. */
  readonly points: number;
  /** How often the DDL had changed since the last point and was run. */
  readonly rebuilt: number;
  readonly different: readonly PointDifference[];
  /** Catalog entries that uncertain migrations left different, each with the migration: `column public.t.a, since 2024…_x`. */
  readonly excused: readonly string[];
  /** Of the points, those whose DDL cannot run because an uncertain migration made something that it needs: nothing is claimed there. */
  readonly unclaimed: number;
  /** The migration that PostgreSQL refused, after which nothing was judged. */
  readonly failed: { readonly migration: string; readonly index: number; readonly message: string } | undefined;
}

/**
 * Runs the migrations one after the other on one PostgreSQL, and at each point the claimed DDL on another, empty one; compares the catalogs. Which
 * migrations ran, failed and differed is all in the result; throws only where the judge itself is at fault.
 */
export async function judgeHistory(pool: Pool, migrations: readonly JudgedMigration[], options: JudgeOptions): Promise<Judgement> {
  const extensions = extensionsIn(migrations.map((migration) => migration.sql));
  return pool.with(extensions, (real) =>
    pool.with(extensions, async (copy) => {
      const different: PointDifference[] = [];
      const excused = new Map<string, string>();
      let uncertain: string | undefined;
      let unclaimed = 0;
      const judgement = (ran: number, failed?: Judgement["failed"]): Judgement => ({
        migrations: ran, points, rebuilt, different, excused: [...excused].map(([entry, since]) => `${entry}, since ${since}`), unclaimed, failed,
      });
      let points = 0;
      let rebuilt = 0;
      let known: { readonly ddl: string; readonly catalog: Catalog | Error } | undefined;
      for (const [index, migration] of migrations.entries()) {
        const message = await runMigration(real, migration.sql);
        // The next one runs in a connection of its own.
        await real.exec("DISCARD TEMP");
        if (message !== undefined) return judgement(index, { migration: migration.name, index, message });
        if (options.uncertain?.(index)) uncertain = migration.name;
        if ((index + 1) % (options.every ?? 1) !== 0 && index !== migrations.length - 1) continue;
        const ddl = options.ddlAfter(index);
        if (ddl === undefined) continue;
        if (known?.ddl !== ddl) {
          known = { ddl, catalog: await catalogOf(copy, ddl) };
          // Rolled-back DDL leaves dead rows in the catalogs, which slow it down point by point.
          if (++rebuilt % 25 === 0) await copy.exec("VACUUM");
        }
        points++;
        const all = known.catalog instanceof Error ? [known.catalog.message] : compareCatalogs(await readCatalog((sql) => real.query(sql), { keepPlan: true }), known.catalog);
        if (uncertain !== undefined) for (const difference of all) if (!excused.has(entryOf(difference))) excused.set(entryOf(difference), uncertain);
        uncertain = undefined;
        if (known.catalog instanceof Error && excused.has(entryOf(known.catalog.message))) unclaimed++;
        const differences = all.filter((difference) => !excused.has(entryOf(difference)));
        if (differences.length > 0) different.push({ migration: migration.name, index, differences });
        if (different.length >= (options.limit ?? Infinity)) return judgement(index + 1);
      }
      return judgement(migrations.length);
    }),
  );
}

/**
 * Runs a migration as Prisma does: as one message; statement by statement when PostgreSQL refuses a statement because of the transaction that makes.
 * Gives the server's message when it fails.
 */
export async function runMigration(database: JudgedDatabase, sql: string): Promise<string | undefined> {
  try {
    await database.exec(sql);
    return undefined;
  } catch (error) {
    await database.exec("ROLLBACK");
    if (!isRefusedInTransaction(error)) return messageOf(error);
  }
  try {
    for (const statement of await splitStatements(sql)) await database.exec(statement);
    return undefined;
  } catch (error) {
    await database.exec("ROLLBACK");
    return messageOf(error);
  }
}

/** `column public.t.a` of `column public.t.a: missing, expected text`. */
const entryOf = (difference: string): string => difference.slice(0, difference.indexOf(": "));

/** In a transaction that is rolled back, which leaves the database empty far quicker than dropping everything. */
async function catalogOf(database: JudgedDatabase, ddl: string): Promise<Catalog | Error> {
  await database.exec("BEGIN");
  try {
    await database.exec(ddl);
  } catch (error) {
    await database.exec("ROLLBACK");
    return new Error(`the DDL fails: ${messageOf(error)}`);
  }
  const catalog = await readCatalog((sql) => database.query(sql), { keepPlan: true });
  await database.exec("ROLLBACK");
  return catalog;
}

/** By PostgreSQL's own grammar. */
export async function splitStatements(sql: string): Promise<string[]> {
  const bytes = Buffer.from(sql);
  const tree = await parse(sql);
  return (tree.stmts ?? []).map((statement) => {
    const start = statement.stmt_location ?? 0;
    const end = statement.stmt_len ? start + statement.stmt_len : bytes.length;
    return bytes.subarray(start, end).toString();
  });
}

/** 25001: CONCURRENTLY, VACUUM and their like. */
function isRefusedInTransaction(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "25001";
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
