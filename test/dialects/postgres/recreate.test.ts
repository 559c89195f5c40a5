import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PGlite } from "@electric-sql/pglite";
import { recreate } from "../../../src/database/recreate/recreate.js";
import { naming } from "../../../src/dialects/postgres/naming.js";
import { statements } from "../../../src/dialects/postgres/write/writer.js";
import type { Constraint, Database, DataType, Table } from "../../../src/model/database.js";
import { builtIn, column, empty, expression, index, key, sequence, table, view } from "../../database/hand-built.js";
import { compareCatalogs, readCatalog, type Catalog } from "../../../src/verify/postgres/catalog.js";
import { DatabasePool } from "../../judges/database-pool.js";

const pool = new DatabasePool();
let server: PGlite;
beforeAll(async () => {
  server = await pool.take(["citext", "btree_gist"]);
}, 60_000);
afterAll(() => pool.close());

async function catalogOf(sql: string): Promise<Catalog> {
  await server.exec("BEGIN");
  try {
    await server.exec(sql);
    return await readCatalog((text) => server.query(text));
  } finally {
    await server.exec("ROLLBACK");
  }
}

const role: DataType = { userType: "e", schema: "public", name: "RoleWhenWritten", modifiers: [], array: false };
const common = { validated: true, deferrable: false, initiallyDeferred: false };
const int4 = builtIn("int4");
const text = builtIn("text");

const keyed = (id: string): Table =>
  table(id, {
    columns: [column(`${id}.id`, int4, { notNull: true })],
    constraints: [{ ...common, kind: "primaryKey", id: `${id}#pk`, name: `${id}_pkey`, index: `${id}_pkey` }],
    indexes: [index(`${id}_pkey`, [`${id}.id`], { unique: true, constraint: `${id}#pk` })],
  });

const foreignKey = (id: string, from: string, to: string, given: { readonly validated?: boolean } = {}): Constraint => ({
  ...common,
  kind: "foreignKey",
  id,
  name: id,
  columns: [`${from}.id`],
  references: { table: to, columns: [`${to}.id`], index: `${to}_pkey` },
  onDelete: "cascade",
  onUpdate: "no action",
  matchFull: false,
  ...given,
});

interface Case {
  readonly name: string;
  readonly database: Database;
  readonly same: string;
}

const cases: readonly Case[] = [
  { name: "an empty database", database: empty, same: "" },
  { name: "schemas", database: { ...empty, schemas: [...empty.schemas, { id: "s", name: "my shop" }] }, same: 'CREATE SCHEMA "my shop"' },
  { name: "without public", database: { ...empty, schemas: [{ id: "s", name: "shop" }] }, same: "DROP SCHEMA public; CREATE SCHEMA shop" },
  {
    name: "extension and its type",
    database: { ...empty, extensions: [{ id: "x", name: "citext" }, { id: "y", name: "plpgsql" }], tables: [table("t", { columns: [column("t.a", builtIn("citext"))] })] },
    same: "CREATE EXTENSION citext; CREATE TABLE t (a citext)",
  },
  {
    name: "enum, renamed since its columns and defaults were written",
    database: {
      ...empty,
      enums: [{ id: "e", schema: "public", name: "Role", values: [{ id: "2", label: "it's" }, { id: "1", label: "A" }] }],
      tables: [table("t", { columns: [column("t.a", role, { default: expression(`'A'::{type:e|"Old"}`, { literal: "A" }) }), column("t.b", { ...role, array: true }, { default: expression("'{}'", { literal: "{}" }) })] })],
    },
    same: `CREATE TYPE "Role" AS ENUM ('it''s', 'A'); CREATE TABLE t (a "Role" DEFAULT 'A', b "Role"[] DEFAULT '{}')`,
  },
  {
    name: "columns in order, with all that a column can have",
    database: {
      ...empty,
      tables: [
        table("t", {
          name: "The Table",
          columns: [
            column("t.b", builtIn("varchar", "20"), { notNull: true, default: expression("'x'", { literal: "x" }) }),
            column("t.a", int4, { default: expression("1 + 1") }),
            column("t.renamed", int4, { name: "newName" }),
            column("t.twice", int4, { generated: { expression: expression('{column:t.renamed|"oldName"} * 2'), storage: "stored" } }),
            column("t.virtual", int4, { generated: { expression: expression("{column:t.a|a} * 2"), storage: "virtual" } }),
            column("t.flag", builtIn("bool"), { default: expression("1 IS NULL") }),
            column("t.coded", text, { collation: { schema: undefined, name: "C" }, default: expression(`'x' COLLATE "C"`) }),
            column("t.at", builtIn("timestamp", "3"), { default: expression("CURRENT_TIMESTAMP") }),
            column("t.was", text, { default: expression("'abc'", { literal: "abc", casts: [builtIn("varchar")] }) }),
            column("t.list", { ...text, array: true }, { default: expression("ARRAY[]::TEXT[]") }),
          ],
        }),
        table("u", { persistence: "unlogged" }),
        table("w", { schema: "pg_temp", persistence: "temporary", columns: [column("w.a", int4)] }),
      ],
    },
    same: `CREATE TABLE "The Table" (
        b varchar(20) NOT NULL DEFAULT 'x', a integer DEFAULT 1 + 1, "newName" integer, twice integer GENERATED ALWAYS AS ("newName" * 2) STORED,
        virtual integer GENERATED ALWAYS AS (a * 2) VIRTUAL, flag boolean DEFAULT (1 IS NULL), coded text COLLATE "C" DEFAULT ('x' COLLATE "C"),
        at timestamp(3) DEFAULT CURRENT_TIMESTAMP, was text DEFAULT 'abc'::varchar, list text[] DEFAULT ARRAY[]::text[]);
      CREATE UNLOGGED TABLE u ()`,
  },
  {
    name: "serial and identity columns with their sequences",
    database: {
      ...empty,
      tables: [
        table("t", {
          columns: [
            column("t.a", int4, { notNull: true, default: expression(`nextval({regclass:s1|'old'}::regclass)`) }),
            column("t.b", int4, { notNull: true, identity: "always" }),
            column("t.c", builtIn("int8"), { notNull: true, identity: "by default" }),
          ],
        }),
      ],
      sequences: [
        sequence("s1", { name: "The 'seq'", dataType: "int4", ownedBy: { table: "t", column: "t.a" } }),
        sequence("s2", { name: "t_b_seq", dataType: "int4", identity: true, ownedBy: { table: "t", column: "t.b" } }),
        sequence("s3", { name: "named", identity: true, start: "5", increment: "2", cycle: true, ownedBy: { table: "t", column: "t.c" } }),
        sequence("s4", { name: "free", increment: "-1", minimum: "-9", maximum: "9", start: "3", cache: "7" }),
      ],
    },
    same: `CREATE SEQUENCE "The 'seq'" AS integer; CREATE SEQUENCE free INCREMENT -1 MINVALUE -9 MAXVALUE 9 START 3 CACHE 7;
      CREATE TABLE t (a integer NOT NULL DEFAULT nextval('"The ''seq''"'), b integer GENERATED ALWAYS AS IDENTITY,
        c bigint GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME public.named START 5 INCREMENT 2 CYCLE));
      ALTER SEQUENCE "The 'seq'" OWNED BY t.a`,
  },
  {
    name: "constraints and the indexes behind them",
    database: {
      ...empty,
      extensions: [{ id: "x", name: "btree_gist" }],
      tables: [
        table("t", {
          columns: [column("t.id", int4, { notNull: true, name: "ID" }), column("t.a", int4), column("t.b", int4)],
          constraints: [
            { ...common, kind: "primaryKey", id: "pk", name: "the key", index: "the key" },
            { ...common, kind: "unique", id: "u1", name: "u1", index: "u1", deferrable: true, initiallyDeferred: true },
            { ...common, kind: "unique", id: "u2", name: "u2", index: "u2" },
            { ...common, kind: "check", id: "c1", name: "c1", expression: expression("{column:t.id|id} > 0"), noInherit: true },
            { ...common, kind: "check", id: "c2", name: "c2", expression: expression("a > b"), noInherit: false, validated: false },
            { ...common, kind: "exclusion", id: "x1", name: "x1", method: "gist", elements: expression("{column:t.id|id} WITH ="), predicate: expression("{column:t.a|old} > 0"), index: "x1" },
          ],
          indexes: [
            index("the key", ["t.id"], { unique: true, include: ["t.a"], constraint: "pk" }),
            index("u1", ["t.a", "t.b"], { unique: true, nullsNotDistinct: true, constraint: "u1" }),
            index("u2", ["t.b"], { unique: true, parameters: "fillfactor = 70", constraint: "u2" }),
            index("x1", [], { method: "gist", constraint: "x1" }),
          ],
        }),
      ],
    },
    same: `CREATE EXTENSION btree_gist; CREATE TABLE t ("ID" integer, a integer, b integer,
        CONSTRAINT "the key" PRIMARY KEY ("ID") INCLUDE (a), CONSTRAINT u1 UNIQUE NULLS NOT DISTINCT (a, b) DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT u2 UNIQUE (b) WITH (fillfactor = 70), CONSTRAINT c1 CHECK ("ID" > 0) NO INHERIT,
        CONSTRAINT x1 EXCLUDE USING gist ("ID" WITH =) WHERE (a > 0));
      ALTER TABLE t ADD CONSTRAINT c2 CHECK (a > b) NOT VALID`,
  },
  {
    name: "foreign keys that go round, and one that is not validated",
    database: {
      ...empty,
      tables: [
        { ...keyed("a"), constraints: [...keyed("a").constraints, foreignKey("a_b", "a", "b"), foreignKey("a_a", "a", "a", { validated: false })] },
        { ...keyed("b"), constraints: [...keyed("b").constraints, foreignKey("b_a", "b", "a")] },
      ],
    },
    same: `CREATE TABLE a (id integer PRIMARY KEY); CREATE TABLE b (id integer PRIMARY KEY);
      ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (id) REFERENCES b ON DELETE CASCADE; ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (id) REFERENCES a ON DELETE CASCADE;
      ALTER TABLE a ADD CONSTRAINT a_a FOREIGN KEY (id) REFERENCES a ON DELETE CASCADE NOT VALID`,
  },
  {
    name: "a foreign key that leans on an index without a constraint",
    database: {
      ...empty,
      tables: [
        table("c", { columns: [column("c.id", int4)], constraints: [foreignKey("c_p", "c", "p")] }),
        table("p", { columns: [column("p.id", int4)], indexes: [index("p_pkey", ["p.id"], { unique: true })] }),
      ],
    },
    same: `CREATE TABLE p (id integer); CREATE UNIQUE INDEX p_pkey ON p (id); CREATE TABLE c (id integer CONSTRAINT c_p REFERENCES p (id) ON DELETE CASCADE)`,
  },
  {
    name: "indexes of every kind",
    database: {
      ...empty,
      tables: [
        table("t", {
          columns: [column("t.a", text), column("t.b", { ...text, array: true }), column("t.c", int4, { name: "renamed" })],
          indexes: [
            index("i1", ["t.a"], { unique: true, nullsNotDistinct: true, predicate: expression('{column:t.c|"c"} IS NOT NULL'), parameters: "fillfactor = 70" }),
            index("i2", ["t.b"], { method: "gin" }),
            index("i3", [], {
              keys: [
                key({ column: "t.a", order: "desc", nulls: "first", operatorClass: "text_pattern_ops" }),
                key({ column: "t.c", nulls: "first" }),
                key({ expression: expression("lower({column:t.a|a})"), order: "desc", nulls: "last", collation: { schema: undefined, name: "C" } }),
                key({ expression: expression("{column:t.c|c} + 1") }),
              ],
              include: ["t.b"],
            }),
          ],
        }),
      ],
    },
    same: `CREATE TABLE t (a text, b text[], renamed integer); CREATE UNIQUE INDEX i1 ON t (a) NULLS NOT DISTINCT WITH (fillfactor = 70) WHERE renamed IS NOT NULL;
      CREATE INDEX i2 ON t USING gin (b); CREATE INDEX i3 ON t (a text_pattern_ops DESC, renamed NULLS FIRST, lower(a) COLLATE "C" DESC NULLS LAST, (renamed + 1)) INCLUDE (b)`,
  },
  {
    name: "views after what they read, materialised ones with their indexes",
    database: {
      ...empty,
      tables: [table("t", { name: "T", columns: [column("t.a", int4, { name: "newA" })] }), table("temporaryTable", { schema: "pg_temp", persistence: "temporary" })],
      views: [
        view("v2", { name: "second", query: expression("SELECT x FROM {relation:v1|first}") }),
        view("v1", { name: "First", columns: ["x"], query: expression("SELECT {column:t.a|a} FROM {relation:t|old}") }),
        view("m", { materialized: true, query: expression("SELECT x FROM {relation:v2|second}"), indexes: [index("mi", [], { unique: true, keys: [key({ expression: expression('"x"') })] })] }),
        view("onTemporary", { query: expression("SELECT 1 FROM {relation:temporaryTable|x}") }),
        view("onView", { query: expression("SELECT 1 FROM {relation:onTemporary|onTemporary}") }),
        view("temporary", { schema: "pg_temp", query: expression("SELECT 1") }),
      ],
    },
    same: `CREATE TABLE "T" ("newA" integer); CREATE VIEW "First" (x) AS SELECT "newA" FROM "T"; CREATE VIEW second AS SELECT x FROM "First";
      CREATE MATERIALIZED VIEW m AS SELECT x FROM second; CREATE UNIQUE INDEX mi ON m (x)`,
  },
  {
    name: "partitions and heirs after their parents",
    database: {
      ...empty,
      tables: [
        table("p1", { columns: [column("p1.a", int4)], partitionOf: { parent: "p", bounds: "FOR VALUES IN (1)" }, indexes: [{ ...index("p1_a_idx", ["p1.a"]), parent: "p_a_idx" }] }),
        table("h", { columns: [column("h.b", int4), column("h.c", int4)], inherits: ["q"] }),
        table("p", { columns: [column("p.a", int4)], partitionBy: 'LIST ("a")', indexes: [index("p_a_idx", ["p.a"])] }),
        table("q", { columns: [column("q.b", int4)] }),
      ],
    },
    same: `CREATE TABLE p (a integer) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE INDEX p_a_idx ON p (a);
      CREATE TABLE q (b integer); CREATE TABLE h (c integer) INHERITS (q)`,
  },
];

describe("recreate", () => {
  test.each(cases)("$name", async ({ database, same }) => {
    const sql = statements(recreate(database, naming.quote)).map((statement) => `${statement};\n`).join("");
    expect(compareCatalogs(await catalogOf(same), await catalogOf(sql))).toEqual([]);
  });

  test("as people read it", () => {
    const database: Database = { ...empty, tables: [keyed("Post"), { ...keyed("Tag"), constraints: [...keyed("Tag").constraints, foreignKey("Tag_id_fkey", "Tag", "Post")] }] };
    expect(statements(recreate(database, naming.quote))).toEqual([
      `CREATE TABLE "public"."Post" (\n    "id" INTEGER NOT NULL,\n\n    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")\n)`,
      `CREATE TABLE "public"."Tag" (\n    "id" INTEGER NOT NULL,\n\n    CONSTRAINT "Tag_pkey" PRIMARY KEY ("id")\n)`,
      `ALTER TABLE "public"."Tag" ADD CONSTRAINT "Tag_id_fkey" FOREIGN KEY ("id") REFERENCES "public"."Post"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    ]);
  });
});
