import { beforeAll, describe, expect, test } from "vitest";
import { loadParser, parse } from "../../../src/dialects/postgres/parse/index.js";
import { writer } from "../../../src/dialects/postgres/write/writer.js";
import type { Operation } from "../../../src/model/operation.js";
import { SourceText } from "../../../src/text/source-text.js";
import { writtenStatements } from "./written-statements.js";

beforeAll(loadParser);

const read = (sql: string): readonly Operation[] => parse(new SourceText("migration.sql", sql)).statements.flatMap((statement) => statement.operations);

/** Where it stands is what writing changes; a constraint written by itself is no longer inline; literals and needs are those of the whole statement. */
const places = new Set(["span", "typeSpan", "defaultSpan", "keyword", "inline", "literals", "needs"]);

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, part]) => (places.has(name) ? [] : [[name, withoutPlaces(part)]])));
}

/** As people write it, none of it as the writer would. */
const handWritten: readonly { readonly sql: string; readonly kinds: readonly Operation["kind"][] }[] = [
  { sql: "create schema if not exists Shop authorization postgres", kinds: ["createSchema"] },
  { sql: "create table T (Id int4 primary key, a serial8 unique, b smallserial, c int references other (x) on delete set null deferrable initially deferred, check (a > 0))", kinds: ["createTable", "addConstraint", "addConstraint", "addConstraint", "addConstraint"] },
  { sql: 'CREATE TABLE public."a""b" (x character varying(3)[][] NOT NULL /* why */ DEFAULT \'{}\'::varchar[], y pg_catalog.timestamptz (2), z char, "w" bit varying(9))', kinds: ["createTable"] },
  { sql: "CREATE TABLE t (a int NOT NULL GENERATED ALWAYS AS IDENTITY (START 5 NO MAXVALUE), b double precision GENERATED ALWAYS AS (a * 1.5) STORED, c geometry(Point, 4326), d s.kind)", kinds: ["createTable"] },
  { sql: "create temp table t as select 1 as a with no data", kinds: ["createTable"] },
  { sql: "create table p partition of parent for values with (modulus 2, remainder 1)", kinds: ["createTable"] },
  { sql: 'ALTER TABLE IF EXISTS ONLY "t" ADD "a" text, ADD COLUMN b int CHECK (b > 0), DROP "c", ALTER d TYPE bigint USING d::bigint, ALTER COLUMN e SET NOT NULL, ALTER f DROP DEFAULT, ADD CONSTRAINT g UNIQUE (a)', kinds: ["dropColumn", "dropDefault", "alterColumnType", "addColumn", "addColumn", "addConstraint", "setNotNull", "addConstraint"] },
  { sql: "ALTER TABLE t ALTER a SET DEFAULT now() - interval '1 day'", kinds: ["setDefault"] },
  { sql: "alter table t rename a to \"B\"", kinds: ["renameColumn"] },
  { sql: "alter table t add foreign key (a, b) references p match full not valid", kinds: ["addConstraint"] },
  { sql: "alter table t add exclude using gist (a with =, tstzrange(b, c) with &&) where (a is not null)", kinds: ["addConstraint"] },
  { sql: "create unique index concurrently if not exists I on only s.t using btree (a desc nulls last, lower(b) text_pattern_ops, (c || d) collate \"C\") include (e, f) with (fillfactor=70) where a is not null and b <> 'x'", kinds: ["createIndex"] },
  { sql: "create index on t using gist (a gist_trgm_ops (siglen = 32))", kinds: ["createIndex"] },
  { sql: "create index on t using hnsw (embedding vector_cosine_ops)", kinds: ["createIndex"] },
  { sql: "drop index concurrently if exists s.i restrict", kinds: ["dropIndex"] },
  { sql: "drop table a, s.b cascade", kinds: ["dropTable", "dropTable"] },
  { sql: "create type e as enum ('a', 'it''s', E'tab\\t')", kinds: ["createEnum"] },
  { sql: "alter type e add value if not exists 'b' after 'a'", kinds: ["addEnumValue"] },
  { sql: "create or replace view s.v (x, y) as select a, count(*) from t group by a with local check option", kinds: ["createView"] },
  { sql: "create materialized view if not exists m as select 1 as a with no data", kinds: ["createView"] },
  { sql: "create sequence if not exists s as smallint increment 2 minvalue -5 no maxvalue start 3 cache 4 cycle owned by t.a", kinds: ["createSequence"] },
  { sql: "set search_path to \"Shop\", public", kinds: ["setParameter"] },
  { sql: "SET TIME ZONE 'UTC'", kinds: ["setParameter"] },
  { sql: "set session lock_timeout = 5000", kinds: ["setParameter"] },
  { sql: "lock a, s.b in share mode nowait", kinds: ["lockTable", "lockTable"] },
  { sql: "start transaction; savepoint P; rollback to p; release p; end", kinds: ["begin", "savepoint", "rollback", "savepoint", "commit"] },
  { sql: "truncate a, only s.b restart identity cascade", kinds: ["changeData", "changeData"] },
  { sql: "delete from only t where a in ('x', 'y')", kinds: ["changeData"] },
  { sql: "create extension if not exists \"uuid-ossp\" schema s", kinds: ["createExtension"] },
];

describe("parse → write → parse gives the same operations", () => {
  test.each(handWritten)("$sql", ({ sql, kinds }) => {
    const operations = read(sql);
    expect(operations.map((operation) => operation.kind)).toEqual(kinds);
    for (const operation of operations) expect(withoutPlaces(read(writer.statement(operation)))).toEqual([withoutPlaces(operation)]);
  });

  test.each(Object.entries(writtenStatements))("%s", (_, list) => {
    for (const operation of list.flatMap(read)) expect(withoutPlaces(read(writer.statement(operation)))).toEqual([withoutPlaces(operation)]);
  });
});
