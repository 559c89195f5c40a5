import { beforeAll, expect, test } from "vitest";
import { loadParser } from "../../../../src/dialects/postgres/parse/index.js";
import { namesOf, only, spell } from "./spell.js";

beforeAll(loadParser);

const COLUMN = { default: undefined, defaultSpan: undefined, serial: false, notNull: false, identity: undefined, identityOptions: undefined, generated: undefined, collation: undefined };
const TABLE = { kind: "createTable", ifNotExists: false, persistence: "permanent", partitionBy: undefined, partitionOf: undefined, inherits: [], asQuery: undefined };

test("Prisma's own CREATE TABLE", () => {
  const sql = `CREATE TABLE "User" (
    "id" SERIAL NOT NULL,
    "é" VARCHAR(20)[] DEFAULT ARRAY['a,b', ')']::VARCHAR(20)[],
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, -- now

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
)`;
  const table = { schema: undefined, name: "User", span: '"User"' };
  expect(spell(`-- CreateTable\n${sql};`)).toEqual([
    {
      ...TABLE,
      span: sql,
      name: table,
      columns: [
        { ...COLUMN, name: { name: "id", span: '"id"' }, type: { schema: undefined, name: "int4", modifiers: [], dimensions: 0 }, typeSpan: "SERIAL", span: '"id" SERIAL NOT NULL', notNull: true, serial: true },
        {
          ...COLUMN, name: { name: "é", span: '"é"' }, type: { schema: undefined, name: "varchar", modifiers: ["20"], dimensions: 1 }, typeSpan: "VARCHAR(20)[]",
          span: `"é" VARCHAR(20)[] DEFAULT ARRAY['a,b', ')']::VARCHAR(20)[]`, default: "ARRAY['a,b', ')']::VARCHAR(20)[]", defaultSpan: "ARRAY['a,b', ')']::VARCHAR(20)[]",
        },
        {
          ...COLUMN, name: { name: "at", span: '"at"' }, type: { schema: undefined, name: "timestamp", modifiers: ["3"], dimensions: 0 }, typeSpan: "TIMESTAMP(3)",
          span: '"at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP', notNull: true, default: "CURRENT_TIMESTAMP", defaultSpan: "CURRENT_TIMESTAMP",
        },
      ],
    },
    {
      kind: "addConstraint", span: 'CONSTRAINT "User_pkey" PRIMARY KEY ("id")', table, name: { name: "User_pkey", span: '"User_pkey"' }, inline: "createTable",
      constraint: { kind: "primaryKey", columns: [{ name: "id", span: '"id"' }], include: [], usingIndex: undefined, deferrable: false, initiallyDeferred: false },
    },
  ]);
});

test("inline constraints come in PostgreSQL's order, whatever the order in the text", () => {
  const sql = "CREATE TABLE a.t (p int REFERENCES q, u int UNIQUE DEFERRABLE INITIALLY DEFERRED, i int CONSTRAINT pk PRIMARY KEY CHECK (i > 0), EXCLUDE USING gist (i WITH =, lower(x) WITH <>) WHERE (i > 1), UNIQUE NULLS NOT DISTINCT (u, i) INCLUDE (p), CHECK ((p) > 1) NO INHERIT)";
  const table = { schema: "a", name: "t", span: "a.t" };
  const base = { kind: "addConstraint", table, name: undefined, inline: "createTable" };
  const now = { deferrable: false, initiallyDeferred: false };
  expect(spell(sql).slice(1)).toEqual([
    { ...base, span: "CHECK (i > 0)", constraint: { kind: "check", expression: "i > 0", notValid: false, noInherit: false } },
    { ...base, span: "CHECK ((p) > 1) NO INHERIT", constraint: { kind: "check", expression: "(p) > 1", notValid: false, noInherit: true } },
    { ...base, span: "CONSTRAINT pk PRIMARY KEY", name: { name: "pk", span: "pk" }, constraint: { kind: "primaryKey", columns: [{ name: "i", span: "i" }], include: [], usingIndex: undefined, ...now } },
    { ...base, span: "UNIQUE DEFERRABLE INITIALLY DEFERRED", constraint: { kind: "unique", columns: [{ name: "u", span: "u" }], include: [], usingIndex: undefined, nullsNotDistinct: false, deferrable: true, initiallyDeferred: true } },
    {
      ...base, span: "EXCLUDE USING gist (i WITH =, lower(x) WITH <>) WHERE (i > 1)",
      constraint: { kind: "exclusion", method: "gist", elements: "i WITH =, lower(x) WITH <>", predicate: "i > 1", ...now },
    },
    {
      ...base, span: "UNIQUE NULLS NOT DISTINCT (u, i) INCLUDE (p)",
      constraint: { kind: "unique", columns: [{ name: "u", span: "u" }, { name: "i", span: "i" }], include: [{ name: "p", span: "p" }], usingIndex: undefined, nullsNotDistinct: true, ...now },
    },
    {
      ...base, span: "REFERENCES q",
      constraint: { kind: "foreignKey", columns: [{ name: "p", span: "p" }], references: { schema: undefined, name: "q", span: "q" }, referencedColumns: [], onDelete: "no action", onUpdate: "no action", matchFull: false, notValid: false, ...now },
    },
  ]);
});

test("an exclusion's elements name their columns", () => {
  const { constraint } = only("CREATE TABLE t (i int, EXCLUDE USING gist ( i WITH =, lower(\"x\") WITH <>))", "addConstraint");
  expect(constraint.kind === "exclusion" ? namesOf(constraint.elements) : []).toEqual(["column i = i", "function lower = lower", 'column x = "x"']);
});

function typesOf(types: readonly string[]): unknown[] {
  return only(`CREATE TABLE t (${types.map((type, place) => `c${place} ${type}`).join(", ")})`, "createTable").columns.map(({ type }) =>
    `${type.schema === undefined ? "" : `${type.schema}.`}${type.name}(${type.modifiers.join("|")})${"[]".repeat(type.dimensions)}`);
}

test("types are PostgreSQL's catalog names", () => {
  expect(typesOf(["int", "integer", "BIGINT", "smallint", "decimal(10, 2)", "numeric", "double precision", "real", "float(10)", "boolean", "character varying", "char", "char(3)", '"char"', "bit(4)", "bit varying(5)"])).toEqual([
    "int4()", "int4()", "int8()", "int2()", "numeric(10|2)", "numeric()", "float8()", "float4()", "float4()", "bool()", "varchar()", "bpchar(1)", "bpchar(3)", "char()", "bit(4)", "varbit(5)",
  ]);
  expect(typesOf(["timestamp", "timestamptz(6)", "timestamp(3) with time zone", "time without time zone", "timetz", "interval", "interval(3)", "interval year to month", "interval day to second(3)", "text", "jsonb[][]", "int array[3]"])).toEqual([
    "timestamp()", "timestamptz(6)", "timestamptz(3)", "time()", "timetz()", "interval()", "interval(3)", "interval(year to month)", "interval(day to second|3)", "text()", "jsonb()[][]", "int4()[]",
  ]);
  expect(typesOf(["pg_catalog.int4", '"public"."Role"', "numeric(3, -2)", "geometry(Point, 4326)", "x.vector(3)", '"Role"[]', "public.serial"])).toEqual([
    "int4()", "public.Role()", "numeric(3|-2)", "geometry(Point|4326)", "x.vector(3)", "Role()[]", "public.serial()",
  ]);
});

test("serials are integers with a sequence", () => {
  const columns = only("CREATE TABLE t (a serial, b bigserial, c smallserial, d serial4, e serial8, f serial2)", "createTable").columns;
  expect(columns.map(({ type, serial }) => [type.name, serial])).toEqual([["int4", true], ["int8", true], ["int2", true], ["int4", true], ["int8", true], ["int2", true]]);
});

test("a column's clauses in any order, with comments and odd space", () => {
  const sql = `CREATE UNLOGGED TABLE IF NOT EXISTS t ( a  text STORAGE plain /* , */ COLLATE "C" DEFAULT  ( 'x' || $$,)$$ ) -- why
     ::text  CONSTRAINT nn NOT NULL CONSTRAINT "c" CHECK ( a <> ',' ),
   b int GENERATED BY DEFAULT AS IDENTITY (START 5 INCREMENT BY -2 NO MINVALUE) NOT NULL, g int GENERATED ALWAYS AS ( b * (2) ) STORED, v int GENERATED ALWAYS AS (b) VIRTUAL)`;
  const [table] = spell(sql);
  expect(table).toEqual({
    ...TABLE, span: sql, ifNotExists: true, persistence: "unlogged", name: { schema: undefined, name: "t", span: "t" },
    columns: [
      {
        ...COLUMN, name: { name: "a", span: "a" }, type: { schema: undefined, name: "text", modifiers: [], dimensions: 0 }, typeSpan: "text", notNull: true, notNullConstraint: { name: { name: "nn", span: "nn" }, noInherit: false, notValid: false }, collation: { schema: undefined, name: "C" },
        span: `a  text STORAGE plain /* , */ COLLATE "C" DEFAULT  ( 'x' || $$,)$$ ) -- why\n     ::text  CONSTRAINT nn NOT NULL CONSTRAINT "c" CHECK ( a <> ',' )`,
        default: "( 'x' || $$,)$$ ) -- why\n     ::text", defaultSpan: "( 'x' || $$,)$$ ) -- why\n     ::text",
      },
      {
        ...COLUMN, name: { name: "b", span: "b" }, type: { schema: undefined, name: "int4", modifiers: [], dimensions: 0 }, typeSpan: "int", notNull: true, identity: "by default",
        span: "b int GENERATED BY DEFAULT AS IDENTITY (START 5 INCREMENT BY -2 NO MINVALUE) NOT NULL",
        identityOptions: { dataType: undefined, start: "5", increment: "-2", minimum: null, maximum: undefined, cache: undefined, cycle: undefined, ownedBy: undefined, name: undefined },
      },
      {
        ...COLUMN, name: { name: "g", span: "g" }, type: { schema: undefined, name: "int4", modifiers: [], dimensions: 0 }, typeSpan: "int",
        span: "g int GENERATED ALWAYS AS ( b * (2) ) STORED", generated: { expression: "b * (2)", storage: "stored" },
      },
      {
        ...COLUMN, name: { name: "v", span: "v" }, type: { schema: undefined, name: "int4", modifiers: [], dimensions: 0 }, typeSpan: "int",
        span: "v int GENERATED ALWAYS AS (b) VIRTUAL", generated: { expression: "b", storage: "virtual" },
      },
    ],
  });
});

test("partitions, inheritance, temporary tables, tables of queries", () => {
  const [parent, parameter, partition, tablespace, fallback, heir, copy, into] = spell(
    "CREATE TABLE p (a int) PARTITION BY RANGE (a, lower(b)) WITH (fillfactor=70); CREATE TABLE x.c PARTITION OF \"p\" FOR VALUES FROM (1) TO (MAXVALUE) TABLESPACE z; CREATE TABLE d PARTITION OF p DEFAULT;" +
      "CREATE TEMP TABLE h () INHERITS (p, x.q); CREATE TABLE k AS SELECT * FROM p WITH NO DATA; SELECT a INTO n FROM p",
  );
  expect([parent, parameter, partition, tablespace, fallback, heir, copy, into]).toMatchObject([
    { kind: "createTable", partitionBy: "RANGE (a, lower(b))" },
    { kind: "alterTableSetting", setting: "parameter", name: "fillfactor", value: "70", inline: "createTable" },
    { kind: "createTable", name: { schema: "x", name: "c", span: "x.c" }, partitionOf: { parent: { schema: undefined, name: "p", span: '"p"' }, bounds: "FOR VALUES FROM (1) TO (MAXVALUE)" }, inherits: [] },
    { kind: "alterTableSetting", table: { schema: "x", name: "c", span: "x.c" }, setting: "tablespace", value: "z", inline: "createTable" },
    { kind: "createTable", partitionOf: { parent: { schema: undefined, name: "p", span: "p" }, bounds: "DEFAULT" } },
    { kind: "createTable", persistence: "temporary", inherits: [{ schema: undefined, name: "p", span: "p" }, { schema: "x", name: "q", span: "x.q" }] },
    { kind: "createTable", name: { schema: undefined, name: "k", span: "k" }, asQuery: "SELECT * FROM p" },
    { kind: "createTable", name: { schema: undefined, name: "n", span: "n" }, asQuery: "SELECT a INTO n FROM p" },
  ]);
});

test("a partition's own constraints, and names like keywords", () => {
  expect(spell('CREATE TABLE "of" PARTITION OF "default" (a NOT NULL, CONSTRAINT k CHECK (a > 1)) FOR VALUES IN (1, \'for\')')).toMatchObject([
    { kind: "createTable", name: { name: "of" }, columns: [{ name: { name: "a", span: "a" }, type: { name: "" }, notNull: true, span: "a NOT NULL" }], partitionOf: { parent: { schema: undefined, name: "default", span: '"default"' }, bounds: "FOR VALUES IN (1, 'for')" } },
    { kind: "addConstraint", span: "CONSTRAINT k CHECK (a > 1)", name: { name: "k", span: "k" }, inline: "createTable" },
  ]);
});

test("a query's names do not count the table that it makes", () => {
  expect(namesOf(only("SELECT a INTO n FROM p", "createTable").asQuery ?? { sql: "", names: [], literal: undefined })).toEqual(["column a = a", "output a = ", "relation p = p", "item p = "]);
});

test("LIKE says where its columns go and what comes along", () => {
  const source = { schema: undefined, name: "u", span: "u" };
  expect(only("CREATE TABLE t (a int, LIKE u INCLUDING ALL EXCLUDING INDEXES, b int, LIKE u)", "createTable").likes).toMatchObject([
    { source: { name: "u" }, at: 1, including: ["comments", "compression", "constraints", "defaults", "generated", "identity", "statistics", "storage"] },
    { source: { name: "u" }, at: 2, including: [] },
  ]);
  expect(spell("CREATE TEMP TABLE t (LIKE u) ON COMMIT DROP")).toMatchObject([{ kind: "createTable", onCommitDrop: true, likes: [{ source }] }]);
});

test("OF brings columns that the statement does not name", () => {
  expect(spell("CREATE TABLE t OF s.u (a WITH OPTIONS NOT NULL, b DEFAULT 1, PRIMARY KEY (a))")).toMatchObject([
    { kind: "createTable", ofType: { schema: "s", name: "u", span: "s.u" }, columns: [{ name: { name: "a", span: "a" }, type: { name: "" }, notNull: true }, { name: { name: "b", span: "b" }, default: "1" }] },
    { kind: "addConstraint", constraint: { kind: "primaryKey" }, inline: "createTable" },
  ]);
});

test("a table's own NOT NULL (PostgreSQL 18)", () => {
  expect(only("CREATE TABLE t (a int, CONSTRAINT x NOT NULL a)", "createTable").columns.map(({ notNull }) => notNull)).toEqual([true]);
});
