import type { PGlite } from "@electric-sql/pglite";
import { afterAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/model/database.js";
import { dialect } from "../replay/replayed.js";
import { generatedHistory, historySql } from "../support/generated-schemas.js";
import { fillTables, rowsFor } from "../../src/verify/rows/fill-tables.js";
import { runMigration, type JudgedMigration } from "./catalog-judge.js";
import { DatabasePool, extensionsIn } from "./database-pool.js";
import { replayed } from "./replayed-history.js";
import { shopHistory } from "./shop.js";

const pool = new DatabasePool();
afterAll(() => pool.close());

const COUNT = 3;

interface Filled {
  readonly tables: number;
  /** Tables that hold another number of rows than was asked for. */
  readonly others: readonly string[];
}

/** After each migration: fills every table, counts its rows, and takes them out again. */
async function fillAfterEach(history: readonly JudgedMigration[]): Promise<Filled> {
  const others: string[] = [];
  let tables = 0;
  await pool.with(extensionsIn(history.map(({ sql }) => sql)), async (database) => {
    for (const { migration, after } of replayed(history, dialect).migrations) {
      const message = await runMigration(database, migration.source.text);
      if (message !== undefined) throw new Error(`${migration.name}: ${message}`);
      await database.exec("TRUNCATE " + after.tables.map(({ schema, name }) => `"${schema}"."${name}"`).join(", ") + " CASCADE; BEGIN");
      const { short } = await fillTables(database, after, COUNT);
      for (const [table, rows] of await countRows(database, after)) if (rows !== COUNT) others.push(`${migration.name} ${table}: ${rows} ${short.find((one) => one.table === table)?.why ?? ""}`.trim());
      await database.exec("ROLLBACK");
      tables += after.tables.length;
    }
  });
  return { tables, others };
}

async function countRows(database: PGlite, { tables }: Database): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const { schema, name } of tables) {
    const { rows } = await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM "${schema}"."${name}"`);
    found.set(`${schema}.${name}`, rows[0]?.n ?? -1);
  }
  return found;
}

async function fillOne(sql: string): Promise<readonly string[]> {
  return (await fillAfterEach([{ name: "1", sql }])).others;
}

describe("every table takes its rows", () => {
  it("the shop, after each migration", { timeout: 120_000 }, async () => {
    expect(await fillAfterEach(shopHistory())).toEqual({ tables: 629, others: [] });
  });

  it("100 generated histories, after each migration; a unique Boolean or enum has no third value", { timeout: 240_000 }, async () => {
    const others: string[] = [];
    let tables = 0;
    for (let number = 0; number < 100; number++) {
      const filled = await fillAfterEach(await historySql(generatedHistory(20261123, number).schemas));
      tables += filled.tables;
      others.push(...filled.others.map((line) => `${number} ${line}`));
    }
    expect(others.filter((line) => !/: [12]$/.test(line))).toEqual([]);
    expect(tables).toBeGreaterThan(1000);
    expect(others.length / tables).toBeLessThan(0.1);
  });
});

const types = [
  "smallint", "integer", "bigint", "oid", "real", "double precision", "numeric", "numeric(5,2)", "numeric(2,2)", "money", "text", "varchar(2)", "char(1)", '"char"', "name", "citext", "uuid", "boolean",
  "date", "time", "timetz", "timestamp(3)", "timestamptz", "interval", "json", "jsonb", "jsonpath", "bytea", "bit(4)", "bit varying(5)", "inet", "cidr", "macaddr", "macaddr8",
  "tsvector", "tsquery", "ltree", "hstore", "point", "lseg", "box", "path", "polygon", "circle", "int4range", "tsrange", "pg_lsn", "colour",
];

describe("what rows must keep", () => {
  it("every type and its array", { timeout: 60_000 }, async () => {
    const columns = types.flatMap((type, at) => [`c${at} ${type} NOT NULL`, `a${at} ${type}[] NOT NULL`]);
    expect(await fillOne(`CREATE EXTENSION citext; CREATE EXTENSION ltree; CREATE EXTENSION hstore; CREATE TYPE colour AS ENUM ('red', 'it''s'); CREATE TABLE t (${columns.join(", ")});`)).toEqual([]);
  });

  const cases: readonly (readonly [name: string, sql: string])[] = [
    ["serial, identity and generated columns", "CREATE TABLE t (a serial, b integer GENERATED ALWAYS AS IDENTITY, c integer GENERATED ALWAYS AS (d * 2) STORED, d integer NOT NULL); CREATE TABLE u (id bigserial);"],
    ["foreign keys to numbered keys", "CREATE TABLE p (id serial PRIMARY KEY); CREATE TABLE c (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, p integer NOT NULL UNIQUE REFERENCES p, q integer NOT NULL REFERENCES p); CREATE TABLE d (c integer REFERENCES c);"],
    ["keys of several columns that share one", "CREATE TABLE t (id text PRIMARY KEY); CREATE TABLE a (t text REFERENCES t, n int, PRIMARY KEY (t, n)); CREATE TABLE b (t text NOT NULL REFERENCES t, a int NOT NULL, b int NOT NULL, FOREIGN KEY (t, a) REFERENCES a, FOREIGN KEY (t, b) REFERENCES a, UNIQUE (t, a));"],
    ["a circle that can be NULL", "CREATE TABLE a (id int PRIMARY KEY, b int UNIQUE); CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;"],
    ["a circle that cannot", "CREATE TABLE a (id serial PRIMARY KEY, b int NOT NULL UNIQUE); CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b; CREATE TABLE c (a int REFERENCES a);"],
    ["rows that must point to themselves", "CREATE TABLE a (id serial PRIMARY KEY, parent int NOT NULL UNIQUE REFERENCES a); CREATE TABLE b (id uuid PRIMARY KEY, parent uuid UNIQUE REFERENCES b);"],
    ["CHECK of a range", "CREATE TABLE t (a int NOT NULL CHECK (a >= 100 AND a < 200), b int NOT NULL CHECK (b BETWEEN 10 AND 12), c numeric NOT NULL CHECK (c <= 0), CHECK (a > b));"],
    ["CHECK of a list", "CREATE TABLE t (a text NOT NULL CHECK (a IN ('new', 'old')), b text NOT NULL CHECK (b = ANY (ARRAY['x', 'y'])), c varchar(5) UNIQUE);"],
    ["CHECK of a length", "CREATE TABLE t (a text NOT NULL CHECK (length(a) >= 40), b text NOT NULL CHECK (char_length(b) = 3));"],
    ["CHECK of a pattern", "CREATE TABLE t (a text NOT NULL CHECK (a ~ '^[A-Z]{2}$'), b text NOT NULL CHECK (b ~* '^[^@]+@[a-z]+\\.[a-z]{2,}$'), c text NOT NULL CHECK (c ~ '^\\d{3}-\\w+$'));"],
    ["CHECK of which is there", "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int REFERENCES p, b int REFERENCES p, CHECK ((a IS NULL) <> (b IS NULL)), c text, d text, CHECK (num_nonnulls(c, d) = 1));"],
    ["domains", "CREATE DOMAIN email AS text CHECK (VALUE ~ '^[a-z]+@[a-z]+$'); CREATE DOMAIN small AS integer NOT NULL CHECK (VALUE >= 100); CREATE DOMAIN smaller AS small CHECK (VALUE < 200); CREATE DOMAIN kind AS varchar(5) CHECK (VALUE IN ('new', 'old')); CREATE DOMAIN list AS integer[]; CREATE TABLE t (a email NOT NULL, b small PRIMARY KEY, c smaller, d kind NOT NULL, e email[], f list NOT NULL);"],
    ["composite types and their lists", `CREATE TYPE e AS ENUM ('it''s', 'a "b"'); CREATE TYPE inside AS (e e, t text); CREATE TYPE pair AS (a int, b inside, c int[]); CREATE TABLE t (a pair NOT NULL, b pair[] NOT NULL, c e[] NOT NULL, PRIMARY KEY (a));`],
    ["ranges and multiranges", "CREATE TABLE t (a int4range PRIMARY KEY, b tstzrange NOT NULL, c datemultirange NOT NULL, d nummultirange[] NOT NULL, EXCLUDE USING gist (b WITH &&));"],
    ["partial and expression keys", "CREATE TABLE t (a text NOT NULL, b boolean NOT NULL); CREATE UNIQUE INDEX ON t (lower(a)); CREATE UNIQUE INDEX ON t (b) WHERE b AND a = 'x';"],
  ];
  it.each(cases)("%s", { timeout: 60_000 }, async (_, sql) => {
    expect(await fillOne(sql)).toEqual([]);
  });

  it("partitions get the rows of their parent", async () => {
    const sql = "CREATE TABLE t (at date NOT NULL, region text NOT NULL, id int) PARTITION BY LIST (region); CREATE TABLE t_eu PARTITION OF t FOR VALUES IN ('eu'); CREATE TABLE t_us PARTITION OF t FOR VALUES IN ('us');";
    expect((await fillOne(sql)).filter((line) => line.startsWith("1 public.t:"))).toEqual([]);
  });

  it("what cannot be filled is said", { timeout: 60_000 }, async () => {
    const sql = "CREATE TABLE t (id int PRIMARY KEY, a txid_snapshot NOT NULL); CREATE TABLE u (a txid_snapshot, t int REFERENCES t); CREATE TABLE v (t int NOT NULL REFERENCES t); CREATE TABLE w (a int CHECK (a > 1 AND a < 1) NOT NULL);";
    expect(await fillOne(sql)).toEqual([
      "1 public.t: 0 values of txid_snapshot are not known (a)",
      "1 public.v: 0 its parent t has no rows",
      '1 public.w: 0 new row for relation "w" violates check constraint "w_a_check"',
    ]);
  });

  it("the same statements for the same database", () => {
    const sql = "CREATE TABLE a (id integer PRIMARY KEY, b integer); CREATE TABLE b (id serial PRIMARY KEY, a integer NOT NULL REFERENCES a, c varchar(2) UNIQUE); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;";
    expect(rowsFor(replayed([{ name: "1", sql }], dialect).database, 2)).toEqual([
      `INSERT INTO "public"."a" ("b", "id") VALUES (NULL, '1')`,
      `INSERT INTO "public"."a" ("b", "id") VALUES (NULL, '2')`,
      `INSERT INTO "public"."b" ("a", "c") VALUES ('1', 'v0')`,
      `INSERT INTO "public"."b" ("a", "c") VALUES ('2', 'v1')`,
      `UPDATE "public"."a" SET "b" = (SELECT "id" FROM "public"."b" ORDER BY "id" OFFSET 0 LIMIT 1) WHERE "id" = '1'`,
      `UPDATE "public"."a" SET "b" = (SELECT "id" FROM "public"."b" ORDER BY "id" OFFSET 1 LIMIT 1) WHERE "id" = '2'`,
    ]);
  });
});
