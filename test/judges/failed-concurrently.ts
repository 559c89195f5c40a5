import { Client } from "pg";
import type { Dialect } from "../../src/model/dialect.js";
import type { Environment } from "../../src/model/environment.js";
import { rollbackSql } from "../../src/report/rollback-sql.js";
import { failedAt } from "../../src/rollback/failed-at.js";
import { compareCatalogs, readCatalog } from "../../src/verify/postgres/catalog.js";
import { splitStatements } from "./catalog-judge.js";
import type { JudgedDatabase, Pool } from "./database-pool.js";
import { environmentOf, replayedIn } from "./replayed-history.js";

interface FailureCase {
  readonly name: string;
  readonly history: string;
  /** Runs after the history: what the migration fails by. */
  readonly cause?: string;
  /** What another session has done in a transaction that it keeps open, until the statement is given up. */
  readonly other?: string;
  readonly migration: string;
  /** The statement that fails, from 0. */
  readonly at: number;
  /** What differs from the catalogs before it, then. */
  readonly left: readonly string[];
  /** What still differs after the SQL that is printed. */
  readonly stays?: readonly string[];
  /** Takes the cause away, before the migration is deployed again. */
  readonly mend?: string;
  /** Oldest version that has the syntax. */
  readonly since?: number;
}

const TABLE = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT);';
const TWICE = `INSERT INTO "User" VALUES (1, 'a'), (2, 'a');`;
const LONG = "Index_with_a_name_that_is_so_long_that_nothing_fits_behind_it_x";
const works = `CREATE OR REPLACE FUNCTION "initial"(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN left($1, 1); END $$;`;
const breaks = `CREATE OR REPLACE FUNCTION "initial"(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN IF $1 = 'a' THEN RAISE EXCEPTION 'no'; END IF; RETURN left($1, 1); END $$;`;
const PARTS = 'CREATE TABLE "Log" ("id" INTEGER NOT NULL, "at" INTEGER NOT NULL) PARTITION BY RANGE ("at"); CREATE TABLE "Log_1" PARTITION OF "Log" FOR VALUES FROM (0) TO (10);';

/** CONCURRENTLY that fails half-way. Expectations written by hand. */
export const failureCases: readonly FailureCase[] = [
  {
    name: "CREATE UNIQUE INDEX on equal rows", history: TABLE, cause: TWICE, migration: 'CREATE UNIQUE INDEX CONCURRENTLY "User_email_key" ON "User"("email");', at: 0,
    left: ['index public.User_email_key: not expected: CREATE UNIQUE INDEX "User_email_key" ON public."User" USING btree (email) invalid'], mend: 'DELETE FROM "User" WHERE "id" = 2',
  },
  {
    name: "CREATE UNIQUE INDEX without a name, after other statements", history: TABLE, cause: TWICE, at: 1,
    migration: 'ALTER TABLE "User" ADD COLUMN "age" INTEGER; CREATE UNIQUE INDEX CONCURRENTLY ON "User"("email"); ALTER TABLE "User" ADD COLUMN "nick" TEXT;',
    left: [
      "column public.User.age: not expected: integer", 'index public.User_email_idx: not expected: CREATE UNIQUE INDEX "User_email_idx" ON public."User" USING btree (email) invalid',
      "table public.User: expected permanent (id, email), actual permanent (id, email, age)",
    ],
    mend: 'DELETE FROM "User" WHERE "id" = 2',
  },
  {
    name: "CREATE INDEX of a name that is taken", history: `${TABLE} CREATE INDEX "User_email_key" ON "User"("email");`, migration: 'ALTER TABLE "User" ADD COLUMN "age" INTEGER; CREATE UNIQUE INDEX CONCURRENTLY "User_email_key" ON "User"("email");', at: 1,
    left: ["column public.User.age: not expected: integer", "table public.User: expected permanent (id, email), actual permanent (id, email, age)"], mend: 'DROP INDEX "User_email_key"',
  },
  {
    name: "REINDEX INDEX", history: `${works} ${TABLE} CREATE INDEX "${LONG}" ON "User"("initial"("email"));`, cause: `${TWICE} ${breaks}`, migration: `REINDEX INDEX CONCURRENTLY "${LONG}";`, at: 0,
    left: [`index public.${LONG.slice(0, 57)}_ccnew: not expected: CREATE INDEX "${LONG.slice(0, 57)}_ccnew" ON public."User" USING btree (public.initial(email)) invalid`], mend: works,
  },
  {
    name: "REINDEX TABLE", history: `${works} ${TABLE} CREATE INDEX "i" ON "User"("initial"("email"));`, cause: `${TWICE} ${breaks}`, migration: 'REINDEX TABLE CONCURRENTLY "User";', at: 0,
    left: [
      'index public.User_pkey_ccnew: not expected: CREATE UNIQUE INDEX "User_pkey_ccnew" ON public."User" USING btree (id) invalid',
      'index public.i_ccnew: not expected: CREATE INDEX i_ccnew ON public."User" USING btree (public.initial(email)) invalid',
    ],
    mend: works,
  },
  {
    name: "REINDEX INDEX that waits for a reader to drop the old one", history: `${TABLE} CREATE INDEX "i" ON "User"("email");`, other: 'SELECT * FROM "User"', migration: 'REINDEX INDEX CONCURRENTLY "i";', at: 0,
    left: ['index public.i_ccold: not expected: CREATE INDEX i_ccold ON public."User" USING btree (email) invalid'],
  },
  {
    name: "CREATE INDEX that waits for a writer", history: TABLE, other: TWICE, migration: 'CREATE INDEX CONCURRENTLY "i" ON "User"("email");', at: 0,
    left: ['index public.i: not expected: CREATE INDEX i ON public."User" USING btree (email) invalid'],
  },
  {
    name: "DROP INDEX that waits for a reader", history: `${TABLE} CREATE INDEX "i" ON "User"("email");`, other: 'SELECT * FROM "User"', migration: 'DROP INDEX CONCURRENTLY "i";', at: 0,
    left: ['index public.i: expected CREATE INDEX i ON public."User" USING btree (email), actual CREATE INDEX i ON public."User" USING btree (email) invalid'],
    stays: ['index public.i: expected CREATE INDEX i ON public."User" USING btree (email), actual CREATE INDEX i ON public."User" USING btree (email) invalid'],
  },
  {
    name: "DETACH PARTITION that waits for a reader", history: PARTS, other: 'SELECT * FROM "Log"', migration: 'ALTER TABLE "Log" DETACH PARTITION "Log_1" CONCURRENTLY;', at: 0, since: 14,
    left: ["constraint public.Log_1.Log_1_at_check: not expected: CHECK (((at IS NOT NULL) AND (at >= 0) AND (at < 10)))", "1 pending detach"],
  },
];

/** Makes them fail on a server, by a second session where that is needed, and runs what is printed; without the `url` of a server, those that one session can. A line for each difference. */
export async function judgeFailedConcurrently(pool: Pool, dialect: Dialect, url?: string): Promise<{ readonly cases: number; readonly wrong: readonly string[] }> {
  const wrong: string[] = [];
  let cases = 0;
  for (const [number, one] of failureCases.entries()) {
    if ((one.since ?? 0) > pool.version || (one.other !== undefined && url === undefined)) continue;
    cases++;
    const lines = url === undefined ? await pool.with([], (main) => judgeCase(one, main, undefined, pool.version, dialect)) : await withSessions(url, `failed_${number}`, (main, other) => judgeCase(one, main, other, pool.version, dialect));
    const end = await pool.with([], async (undisturbed) => {
      await undisturbed.exec([one.history, one.cause ?? "", one.mend ?? ""].join(";\n"));
      for (const sql of await splitStatements(one.migration)) await undisturbed.exec(sql);
      return readCatalog((sql) => undisturbed.query(sql));
    });
    wrong.push(...[...lines.wrong, ...compareCatalogs(end, lines.end).map((line) => `deployed again: ${line}`)].map((line) => `${one.name}: ${line}`));
  }
  return { cases, wrong };
}

async function judgeCase({ history, cause = "", other: blocker, migration: sql, at, left, stays = [], mend = "" }: FailureCase, main: JudgedDatabase, other: JudgedDatabase | undefined, version: number, dialect: Dialect) {
  const wrong: string[] = [];
  const read = () => readCatalog((question) => main.query(question));
  const differences = async () => [...compareCatalogs(before, await read()), ...(await pending(main))];
  const environment: Environment = { ...environmentOf(version), runner: "statement" };
  const migration = replayedIn([{ name: "1", sql: history }, { name: "2", sql }], dialect, environment).migrations[1];
  const [way] = migration ? failedAt(migration, at, dialect, environment) : [];
  if (!way) throw new Error("there is no such statement");
  await main.exec(`${history} ${cause}`);
  const before = await read();
  if (blocker !== undefined) {
    await other?.exec(`BEGIN; ${blocker}`);
    await main.exec("SET statement_timeout = '500ms'");
  }
  const failed = await firstRefused(main, await splitStatements(sql));
  if (failed?.at !== at) wrong.push(`expected statement ${at} to fail, actual ${failed === undefined ? "none" : `${failed.at}: ${failed.message}`}`);
  await other?.exec("ROLLBACK");
  await main.exec("RESET ALL");
  const stood = await differences();
  if (stood.join("\n") !== left.join("\n")) wrong.push(`expected to stand ${left.join("; ")}, actual ${stood.join("; ")}`);
  const refused = await firstRefused(main, await splitStatements(rollbackSql(way.rollback, dialect)));
  if (refused) wrong.push(`the rollback fails at ${refused.at}: ${refused.message}`);
  const still = await differences();
  if (still.join("\n") !== stays.join("\n")) wrong.push(`expected ${stays.join("; ") || "all as before"}, actual ${still.join("; ")}`);
  await main.exec(mend);
  const again = await firstRefused(main, await splitStatements(sql));
  if (again) wrong.push(`it cannot be deployed again: ${again.message}`);
  return { wrong, end: await read() };
}

async function firstRefused(database: JudgedDatabase, statements: readonly string[]): Promise<{ readonly at: number; readonly message: string } | undefined> {
  for (const [at, sql] of statements.entries()) {
    try {
      await database.exec(sql);
    } catch (error) {
      await database.exec("ROLLBACK");
      return { at, message: error instanceof Error ? error.message : String(error) };
    }
  }
  return undefined;
}

/** What is to be finalized is in no catalog that is compared. */
async function pending(database: JudgedDatabase): Promise<readonly string[]> {
  const { rows } = await database.query("SELECT 1 FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid WHERE (to_jsonb(pg_inherits) ->> 'inhdetachpending')::boolean AND relkind = 'r'");
  return rows.length === 0 ? [] : [`${rows.length} pending detach`];
}

async function withSessions<T>(url: string, name: string, use: (main: JudgedDatabase, other: JudgedDatabase) => Promise<T>): Promise<T> {
  const connect = async (database: string): Promise<Client> => {
    const client = new Client({ connectionString: url.replace(/\/postgres$/, `/${database}`) });
    client.on("error", () => undefined);
    await client.connect();
    return client;
  };
  const session = (client: Client): JudgedDatabase => ({ query: (sql, parameters) => client.query<object>(sql, parameters), exec: (sql) => client.query(sql) });
  const admin = await connect("postgres");
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  const clients = [await connect(name), await connect(name)] as const;
  try {
    return await use(session(clients[0]), session(clients[1]));
  } finally {
    for (const client of clients) await client.end();
    await admin.query(`DROP DATABASE ${name}`);
    await admin.end();
  }
}
