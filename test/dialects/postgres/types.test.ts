import { afterAll, beforeAll, expect, test } from "vitest";
import type { PGlite } from "@electric-sql/pglite";
import { isKeyword } from "../../../src/dialects/postgres/keywords.js";
import { loadParser, parse } from "../../../src/dialects/postgres/parse/index.js";
import { sqlType, typeName } from "../../../src/dialects/postgres/types.js";
import { SourceText } from "../../../src/text/source-text.js";
import { DatabasePool } from "../../judges/database-pool.js";

const pool = new DatabasePool();
let database: PGlite;
beforeAll(async () => {
  await loadParser();
  database = await pool.take(["citext"]);
  await database.exec(`CREATE EXTENSION citext; CREATE SCHEMA s; CREATE TYPE "Role" AS ENUM (); CREATE TYPE role_lower AS ENUM (); CREATE TYPE "order" AS ENUM (); CREATE TYPE s."Other" AS ENUM ();`);
}, 60_000);
afterAll(() => pool.close());

test.each([
  { written: "INTEGER", said: "integer" },
  { written: "SMALLINT", said: "smallint" },
  { written: "BIGINT", said: "bigint" },
  { written: "BOOLEAN", said: "boolean" },
  { written: "REAL", said: "real" },
  { written: "DOUBLE PRECISION", said: "double precision" },
  { written: "DECIMAL(65,30)", said: "numeric(65,30)" },
  { written: "DECIMAL", said: "numeric" },
  { written: "MONEY", said: "money" },
  { written: "TEXT", said: "text" },
  { written: "VARCHAR(20)", said: "character varying(20)" },
  { written: "VARCHAR", said: "character varying" },
  { written: "CHAR(3)", said: "character(3)" },
  { written: '"bpchar"', said: "bpchar" },
  { written: '"char"', said: '"char"' },
  { written: "BIT(4)", said: "bit(4)" },
  { written: "VARBIT(5)", said: "bit varying(5)" },
  { written: "VARBIT", said: "bit varying" },
  { written: "DATE", said: "date" },
  { written: "TIME(3)", said: "time(3) without time zone" },
  { written: "TIMETZ(3)", said: "time(3) with time zone" },
  { written: "TIMESTAMP(3)", said: "timestamp(3) without time zone" },
  { written: "TIMESTAMP", said: "timestamp without time zone" },
  { written: "TIMESTAMPTZ(6)", said: "timestamp(6) with time zone" },
  { written: "INTERVAL", said: "interval" },
  { written: "INTERVAL(3)", said: "interval(3)" },
  { written: "INTERVAL YEAR TO MONTH", said: "interval year to month" },
  { written: "INTERVAL DAY TO SECOND(3)", said: "interval day to second(3)" },
  { written: "JSON", said: "json" },
  { written: "JSONB", said: "jsonb" },
  { written: "UUID", said: "uuid" },
  { written: "XML", said: "xml" },
  { written: "BYTEA", said: "bytea" },
  { written: "INET", said: "inet" },
  { written: "CIDR", said: "cidr" },
  { written: "OID", said: "oid" },
  { written: '"tsvector"', said: "tsvector" },
  { written: "CITEXT", said: "citext" },
  { written: "TEXT[]", said: "text[]" },
  { written: "VARCHAR(10)[]", said: "character varying(10)[]" },
  { written: "TIMESTAMP(3)[]", said: "timestamp(3) without time zone[]" },
  { written: '"Role"', said: '"Role"' },
  { written: '"Role"[]', said: '"Role"[]' },
  { written: '"role_lower"', said: "role_lower" },
  { written: '"order"', said: '"order"' },
  { written: '"s"."Other"', said: 's."Other"' },
])("$written is $said", async ({ written, said }) => {
  const [statement] = parse(new SourceText("migration.sql", `ALTER TABLE t ADD COLUMN c ${written}`)).statements;
  const [operation] = statement?.operations ?? [];
  if (operation?.kind !== "addColumn") throw new Error("not parsed");
  const { type } = operation.column;
  expect(sqlType(type)).toBe(written);
  expect(typeName({ ...type, array: type.dimensions > 0 })).toBe(said);

  await database.exec(`CREATE TABLE t (c ${written})`);
  const { rows } = await database.query("SELECT format_type(atttypid, atttypmod) AS said FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum = 1");
  await database.exec("DROP TABLE t");
  expect(rows).toEqual([{ said }]);
});

test("an enum of the schema public is said without it", () => {
  expect(typeName({ schema: "public", name: "Role", modifiers: [], array: false })).toBe('"Role"');
});

test("keywords are PostgreSQL's", async () => {
  const { rows } = await database.query<{ word: string; quoted: boolean }>("SELECT word, catcode <> 'U' AS quoted FROM pg_get_keywords() ORDER BY word");
  expect(rows.filter(({ word, quoted }) => isKeyword(word) !== quoted)).toEqual([]);
});
