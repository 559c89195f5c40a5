/** A migration that rows can make fail: the database that it meets, rows that it takes, rows that it does not, and the code with which it then fails. */
export interface MayFailCase {
  readonly name: string;
  readonly before: string;
  readonly migration: string;
  readonly good: string;
  readonly bad: string;
  readonly code: string;
  /** Nothing tells before the migration. */
  readonly untold?: true;
  /** Since this version of PostgreSQL; 16 otherwise. */
  readonly since?: number;
}

const T = "CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, c integer)";
const P = "CREATE TABLE p (id integer PRIMARY KEY, x integer, y text, UNIQUE (x, y)); CREATE TABLE t (id integer PRIMARY KEY, p integer, x integer, y text)";
const ONE = "INSERT INTO t (id) VALUES (1)";
const TWO = "INSERT INTO t (id) VALUES (1), (2)";
const rows = (column: string, ...values: readonly string[]): string => `INSERT INTO t (id, ${column}) VALUES ${values.map((value, at) => `(${at + 1}, ${value})`).join(", ")}`;
const typed = (type: string): string => `CREATE TABLE t (id integer PRIMARY KEY, a ${type})`;

const notNull: readonly MayFailCase[] = [
  { name: "SET NOT NULL", before: T, migration: "ALTER TABLE t ALTER a SET NOT NULL", good: rows("a", "1"), bad: ONE, code: "23502" },
  { name: "SET NOT NULL on a column that was renamed before", before: T, migration: "ALTER TABLE t RENAME a TO z; ALTER TABLE t ALTER z SET NOT NULL", good: rows("a", "1"), bad: ONE, code: "23502" },
  { name: "SET NOT NULL on a table that was renamed before", before: T, migration: "ALTER TABLE t RENAME TO u; ALTER TABLE u ALTER a SET NOT NULL", good: rows("a", "1"), bad: ONE, code: "23502" },
  { name: "SET NOT NULL on a column that is new and empty", before: T, migration: "ALTER TABLE t ADD n text; ALTER TABLE t ALTER n SET NOT NULL", good: "SELECT 1", bad: ONE, code: "23502" },
  { name: "SET NOT NULL after an UPDATE that leaves some", before: T, migration: "UPDATE t SET a = c; ALTER TABLE t ALTER a SET NOT NULL", good: rows("c", "1"), bad: ONE, code: "23502", untold: true },
  { name: "SET NOT NULL on the parent of heirs", before: `${T}; CREATE TABLE heir () INHERITS (t)`, migration: "ALTER TABLE t ALTER a SET NOT NULL", good: "INSERT INTO heir (id, a) VALUES (1, 1)", bad: "INSERT INTO heir (id) VALUES (1)", code: "23502" },
  { name: "ADD COLUMN NOT NULL", before: T, migration: "ALTER TABLE t ADD n integer NOT NULL", good: "SELECT 1", bad: ONE, code: "23502" },
  { name: "ADD COLUMN NOT NULL DEFAULT NULL", before: T, migration: "ALTER TABLE t ADD n integer NOT NULL DEFAULT NULL", good: "SELECT 1", bad: ONE, code: "23502" },
  { name: "ADD COLUMN PRIMARY KEY", before: "CREATE TABLE t (id integer)", migration: "ALTER TABLE t ADD n integer PRIMARY KEY", good: "SELECT 1", bad: ONE, code: "23502" },
  { name: "ADD COLUMN of a domain that is NOT NULL", before: `CREATE DOMAIN d AS integer NOT NULL; ${T}`, migration: "ALTER TABLE t ADD n d", good: "SELECT 1", bad: ONE, code: "23502" },
  { name: "PRIMARY KEY over NULLs", before: "CREATE TABLE t (id integer)", migration: "ALTER TABLE t ADD PRIMARY KEY (id)", good: TWO, bad: "INSERT INTO t VALUES (NULL)", code: "23502" },
  { name: "PRIMARY KEY USING INDEX over NULLs", before: "CREATE TABLE t (id integer); CREATE UNIQUE INDEX i ON t (id)", migration: "ALTER TABLE t ADD PRIMARY KEY USING INDEX i", good: TWO, bad: "INSERT INTO t VALUES (NULL)", code: "23502" },
  { name: "VALIDATE CONSTRAINT of a NOT NULL", before: `${T}; ALTER TABLE t ADD CONSTRAINT k NOT NULL a NOT VALID`, migration: "ALTER TABLE t VALIDATE CONSTRAINT k", good: rows("a", "1"), bad: `ALTER TABLE t DROP CONSTRAINT k; ${ONE}; ALTER TABLE t ADD CONSTRAINT k NOT NULL a NOT VALID`, code: "23502", since: 18 },
  { name: "ADD CONSTRAINT … NOT NULL", before: T, migration: "ALTER TABLE t ADD CONSTRAINT k NOT NULL a", good: rows("a", "1"), bad: ONE, code: "23502", since: 18 },
  { name: "domain SET NOT NULL", before: "CREATE DOMAIN d AS integer; CREATE TABLE t (id integer PRIMARY KEY, a d)", migration: "ALTER DOMAIN d SET NOT NULL", good: rows("a", "1"), bad: ONE, code: "23502" },
  { name: "DELETE whose SET NULL meets NOT NULL", before: "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (id integer, p integer NOT NULL REFERENCES p ON DELETE SET NULL)", migration: "DELETE FROM p", good: "INSERT INTO p VALUES (1)", bad: "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 1)", code: "23502" },
];

const unique: readonly MayFailCase[] = [
  { name: "CREATE UNIQUE INDEX", before: T, migration: "CREATE UNIQUE INDEX ON t (a)", good: rows("a", "1", "2", "NULL", "NULL"), bad: rows("a", "1", "1"), code: "23505" },
  { name: "CREATE UNIQUE INDEX over several columns", before: T, migration: "CREATE UNIQUE INDEX ON t (a, b)", good: rows("a, b", "1, 'x'", "1, 'y'", "1, NULL", "1, NULL"), bad: rows("a, b", "1, 'x'", "1, 'x'"), code: "23505" },
  { name: "UNIQUE NULLS NOT DISTINCT", before: T, migration: "ALTER TABLE t ADD UNIQUE NULLS NOT DISTINCT (a)", good: rows("a", "1", "NULL"), bad: TWO, code: "23505" },
  { name: "partial unique index", before: T, migration: "CREATE UNIQUE INDEX ON t (a) WHERE b = 'on'", good: rows("a, b", "1, 'on'", "1, 'off'"), bad: rows("a, b", "1, 'on'", "1, 'on'"), code: "23505" },
  { name: "unique index on an expression", before: T, migration: "CREATE UNIQUE INDEX ON t (lower(b))", good: rows("b", "'A'", "'B'"), bad: rows("b", "'A'", "'a'"), code: "23505" },
  { name: "unique index on an expression over a renamed column", before: T, migration: "ALTER TABLE t RENAME b TO z; CREATE UNIQUE INDEX ON t (lower(z))", good: rows("b", "'A'", "'B'"), bad: rows("b", "'A'", "'a'"), code: "23505" },
  { name: "UNIQUE with INCLUDE", before: T, migration: "ALTER TABLE t ADD UNIQUE (a) INCLUDE (b)", good: rows("a", "1", "2"), bad: rows("a, b", "1, 'x'", "1, 'y'"), code: "23505" },
  { name: "UNIQUE DEFERRABLE", before: T, migration: "ALTER TABLE t ADD UNIQUE (a) DEFERRABLE INITIALLY DEFERRED", good: rows("a", "1", "2"), bad: rows("a", "1", "1"), code: "23505" },
  { name: "PRIMARY KEY over doubles", before: "CREATE TABLE t (id integer NOT NULL)", migration: "ALTER TABLE t ADD PRIMARY KEY (id)", good: TWO, bad: "INSERT INTO t VALUES (1), (1)", code: "23505" },
  { name: "a new unique column with a constant default", before: T, migration: "ALTER TABLE t ADD n text NOT NULL DEFAULT 'x' UNIQUE", good: ONE, bad: TWO, code: "23505" },
  { name: "a new column with a constant default, its index after it", before: T, migration: "ALTER TABLE t ADD n text NOT NULL DEFAULT 'x'; CREATE UNIQUE INDEX ON t (n)", good: ONE, bad: TWO, code: "23505" },
  { name: "the same, the default dropped in between", before: T, migration: "ALTER TABLE t ADD n text NOT NULL DEFAULT 'x'; ALTER TABLE t ALTER n DROP DEFAULT; CREATE UNIQUE INDEX ON t (n)", good: ONE, bad: TWO, code: "23505" },
  { name: "a new column beside an old one", before: T, migration: "ALTER TABLE t ADD n text NOT NULL DEFAULT 'x'; CREATE UNIQUE INDEX ON t (a, n)", good: rows("a", "1", "2"), bad: rows("a", "1", "1"), code: "23505" },
  { name: "a new column that is NULL, NULLS NOT DISTINCT", before: T, migration: "ALTER TABLE t ADD n text; CREATE UNIQUE INDEX ON t (n) NULLS NOT DISTINCT", good: ONE, bad: TWO, code: "23505" },
  { name: "unique index after a backfill", before: T, migration: "ALTER TABLE t ADD n text; UPDATE t SET n = b; CREATE UNIQUE INDEX ON t (n)", good: rows("b", "'x'", "'y'"), bad: rows("b", "'x'", "'x'"), code: "23505", untold: true },
  { name: "unique index on a partitioned table", before: "CREATE TABLE t (id integer, a integer) PARTITION BY LIST (id); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1)", migration: "CREATE UNIQUE INDEX ON t (id, a)", good: "INSERT INTO t VALUES (1, 1), (1, 2)", bad: "INSERT INTO t VALUES (1, 1), (1, 1)", code: "23505" },
  { name: "unique index, rows of an heir left out", before: `${T}; CREATE TABLE heir () INHERITS (t)`, migration: "CREATE UNIQUE INDEX ON t (a)", good: `${rows("a", "1")}; INSERT INTO heir (id, a) VALUES (2, 1)`, bad: rows("a", "1", "1"), code: "23505" },
  { name: "CONCURRENTLY", before: T, migration: "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)", good: rows("a", "1", "2"), bad: rows("a", "1", "1"), code: "23505" },
];

const foreignKeys: readonly MayFailCase[] = [
  { name: "FOREIGN KEY", before: P, migration: "ALTER TABLE t ADD FOREIGN KEY (p) REFERENCES p", good: "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 1), (2, NULL)", bad: rows("p", "7"), code: "23503" },
  { name: "FOREIGN KEY of several columns, MATCH SIMPLE", before: P, migration: "ALTER TABLE t ADD FOREIGN KEY (x, y) REFERENCES p (x, y)", good: rows("x, y", "1, NULL"), bad: rows("x, y", "1, 'a'"), code: "23503" },
  { name: "FOREIGN KEY of several columns, MATCH FULL", before: P, migration: "ALTER TABLE t ADD FOREIGN KEY (x, y) REFERENCES p (x, y) MATCH FULL", good: rows("x, y", "NULL, NULL"), bad: rows("x, y", "1, NULL"), code: "23503" },
  { name: "FOREIGN KEY to its own table", before: P, migration: "ALTER TABLE t ADD FOREIGN KEY (p) REFERENCES t", good: rows("p", "2", "1"), bad: rows("p", "3"), code: "23503" },
  { name: "FOREIGN KEY, INITIALLY DEFERRED", before: P, migration: "ALTER TABLE t ADD FOREIGN KEY (p) REFERENCES p DEFERRABLE INITIALLY DEFERRED", good: ONE, bad: rows("p", "7"), code: "23503" },
  { name: "FOREIGN KEY to a table of the same migration", before: T, migration: "CREATE TABLE q (id integer PRIMARY KEY); ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES q", good: ONE, bad: rows("a", "1"), code: "23503" },
  { name: "FOREIGN KEY with renamed tables and columns", before: P, migration: "ALTER TABLE p RENAME TO q; ALTER TABLE t RENAME p TO q; ALTER TABLE t ADD FOREIGN KEY (q) REFERENCES q", good: "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 1)", bad: rows("p", "7"), code: "23503" },
  { name: "a new column with a default and a FOREIGN KEY", before: P, migration: "ALTER TABLE t ADD n integer NOT NULL DEFAULT 1 REFERENCES p", good: "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1)", bad: ONE, code: "23503" },
  { name: "VALIDATE CONSTRAINT of a FOREIGN KEY", before: `${P}; ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (p) REFERENCES p NOT VALID`, migration: "ALTER TABLE t VALIDATE CONSTRAINT k", good: ONE, bad: `ALTER TABLE t DROP CONSTRAINT k; ${rows("p", "7")}; ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (p) REFERENCES p NOT VALID`, code: "23503" },
  { name: "FOREIGN KEY after the parent was written", before: P, migration: "INSERT INTO p VALUES (7); ALTER TABLE t ADD FOREIGN KEY (p) REFERENCES p", good: rows("p", "7"), bad: rows("p", "8"), code: "23503", untold: true },
  { name: "DELETE that NO ACTION refuses", before: "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (id integer, p integer REFERENCES p)", migration: "DELETE FROM p", good: "INSERT INTO p VALUES (1)", bad: "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 1)", code: "23503" },
  { name: "DELETE that RESTRICT refuses", before: "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (id integer, p integer REFERENCES p ON DELETE RESTRICT)", migration: "DELETE FROM p", good: "INSERT INTO p VALUES (1)", bad: "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 1)", code: "23001", since: 18 },
  { name: "DELETE of some rows", before: "CREATE TABLE p (id integer PRIMARY KEY, old boolean); CREATE TABLE t (id integer, p integer REFERENCES p)", migration: "DELETE FROM p WHERE old", good: "INSERT INTO p VALUES (1, false), (2, true); INSERT INTO t VALUES (1, 1)", bad: "INSERT INTO p VALUES (1, true); INSERT INTO t VALUES (1, 1)", code: "23503" },
];

const checks: readonly MayFailCase[] = [
  { name: "CHECK", before: T, migration: "ALTER TABLE t ADD CHECK (a > 0)", good: rows("a", "1", "NULL"), bad: rows("a", "0"), code: "23514" },
  { name: "CHECK over renamed columns", before: T, migration: "ALTER TABLE t RENAME a TO z; ALTER TABLE t ADD CHECK (z > c)", good: rows("a, c", "2, 1"), bad: rows("a, c", "1, 2"), code: "23514" },
  { name: "CHECK of a new column", before: T, migration: "ALTER TABLE t ADD n integer DEFAULT 1 CHECK (n > a)", good: rows("a", "0", "NULL"), bad: rows("a", "1"), code: "23514" },
  { name: "CHECK of a new column that is NULL", before: T, migration: "ALTER TABLE t ADD n integer CHECK (n IS NOT NULL)", good: "SELECT 1", bad: ONE, code: "23514" },
  { name: "CHECK that heirs have too", before: `${T}; CREATE TABLE heir () INHERITS (t)`, migration: "ALTER TABLE t ADD CHECK (a > 0)", good: "INSERT INTO heir (id, a) VALUES (1, 1)", bad: "INSERT INTO heir (id, a) VALUES (1, 0)", code: "23514" },
  { name: "CHECK NO INHERIT", before: `${T}; CREATE TABLE heir () INHERITS (t)`, migration: "ALTER TABLE t ADD CHECK (a > 0) NO INHERIT", good: "INSERT INTO heir (id, a) VALUES (1, 0)", bad: rows("a", "0"), code: "23514" },
  { name: "VALIDATE CONSTRAINT of a CHECK", before: `${T}; ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID`, migration: "ALTER TABLE t VALIDATE CONSTRAINT k", good: rows("a", "1"), bad: `ALTER TABLE t DROP CONSTRAINT k; ${rows("a", "0")}; ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID`, code: "23514" },
  { name: "CHECK with a function of the database", before: `CREATE FUNCTION f(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0'; ${T}`, migration: "ALTER TABLE t ADD CHECK (f(a))", good: rows("a", "1"), bad: rows("a", "0"), code: "23514" },
  { name: "domain ADD CHECK", before: "CREATE DOMAIN d AS integer; CREATE TABLE t (id integer PRIMARY KEY, a d)", migration: "ALTER DOMAIN d ADD CHECK (VALUE > 0)", good: rows("a", "1", "NULL"), bad: rows("a", "0"), code: "23514" },
  { name: "domain VALIDATE CONSTRAINT", before: "CREATE DOMAIN d AS integer; ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE > 0) NOT VALID; CREATE TABLE t (id integer PRIMARY KEY, a d)", migration: "ALTER DOMAIN d VALIDATE CONSTRAINT k", good: rows("a", "1"), bad: `ALTER DOMAIN d DROP CONSTRAINT k; ${rows("a", "0")}; ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE > 0) NOT VALID`, code: "23514" },
  { name: "TYPE to a domain with a CHECK", before: `CREATE DOMAIN d AS integer CHECK (VALUE > 0); ${T}`, migration: "ALTER TABLE t ALTER a TYPE d", good: rows("a", "1", "NULL"), bad: rows("a", "0"), code: "23514" },
  { name: "ATTACH PARTITION, range", before: "CREATE TABLE p (id integer, at date) PARTITION BY RANGE (at); CREATE TABLE t (id integer, at date)", migration: "ALTER TABLE p ATTACH PARTITION t FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')", good: rows("at", "'2024-12-31'"), bad: rows("at", "'2025-01-01'"), code: "23514" },
  { name: "ATTACH PARTITION, range, NULL", before: "CREATE TABLE p (id integer, at date) PARTITION BY RANGE (at); CREATE TABLE t (id integer, at date)", migration: "ALTER TABLE p ATTACH PARTITION t FOR VALUES FROM (MINVALUE) TO ('2025-01-01')", good: rows("at", "'1990-12-31'"), bad: ONE, code: "23514" },
  { name: "ATTACH PARTITION, list", before: "CREATE TABLE p (id integer, k text) PARTITION BY LIST (k); CREATE TABLE t (id integer, k text)", migration: "ALTER TABLE p ATTACH PARTITION t FOR VALUES IN ('a', 'b')", good: rows("k", "'a'"), bad: rows("k", "'c'"), code: "23514" },
  { name: "ATTACH PARTITION, hash", before: "CREATE TABLE p (id integer) PARTITION BY HASH (id); CREATE TABLE t (id integer)", migration: "ALTER TABLE p ATTACH PARTITION t FOR VALUES WITH (MODULUS 2, REMAINDER 0)", good: "SELECT 1", bad: "INSERT INTO t SELECT * FROM generate_series(1, 20)", code: "23514" },
  { name: "PARTITION OF beside a DEFAULT partition with its rows", before: "CREATE TABLE t (id integer, k text) PARTITION BY LIST (k); CREATE TABLE d PARTITION OF t DEFAULT", migration: "CREATE TABLE n PARTITION OF t FOR VALUES IN ('a')", good: rows("k", "'b'"), bad: rows("k", "'a'"), code: "23514" },
  { name: "ATTACH PARTITION beside a DEFAULT partition with its rows", before: "CREATE TABLE t (id integer, k text) PARTITION BY LIST (k); CREATE TABLE d PARTITION OF t DEFAULT; CREATE TABLE n (id integer, k text)", migration: "ALTER TABLE t ATTACH PARTITION n FOR VALUES IN ('a')", good: rows("k", "'b'"), bad: rows("k", "'a'"), code: "23514" },
  { name: "ATTACH PARTITION that gets a unique index", before: "CREATE TABLE p (id integer, k text, UNIQUE (id, k)) PARTITION BY LIST (k); CREATE TABLE t (id integer, k text)", migration: "ALTER TABLE p ATTACH PARTITION t FOR VALUES IN ('a')", good: rows("k", "'a'"), bad: "INSERT INTO t VALUES (1, 'a'), (1, 'a')", code: "23505" },
  { name: "EXCLUDE", before: "CREATE TABLE t (id integer PRIMARY KEY, r int4range)", migration: "ALTER TABLE t ADD EXCLUDE USING gist (r WITH &&)", good: rows("r", "'[1,2)'", "'[2,3)'"), bad: rows("r", "'[1,3)'", "'[2,4)'"), code: "23P01" },
  { name: "EXCLUDE of an expression, in part", before: "CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer, live boolean)", migration: "ALTER TABLE t ADD EXCLUDE USING gist (int4range(a, b) WITH &&) WHERE (live)", good: rows("a, b, live", "1, 3, true", "2, 4, false"), bad: rows("a, b, live", "1, 3, true", "2, 4, true"), code: "23P01" },
];

const casts: readonly MayFailCase[] = [
  { name: "text to integer", before: typed("text"), migration: "ALTER TABLE t ALTER a TYPE integer USING a::integer", good: rows("a", "'1'", "' 2 '", "NULL"), bad: rows("a", "'x'"), code: "22P02" },
  { name: "text to integer, too large", before: typed("text"), migration: "ALTER TABLE t ALTER a TYPE integer USING (a::integer)", good: rows("a", "'1'"), bad: rows("a", "'3000000000'"), code: "22003" },
  { name: "renamed text to integer", before: typed("text"), migration: "ALTER TABLE t RENAME a TO z; ALTER TABLE t ALTER z TYPE integer USING CAST(z AS integer)", good: rows("a", "'1'"), bad: rows("a", "'x'"), code: "22P02" },
  { name: "text to numeric(4, 2)", before: typed("text"), migration: "ALTER TABLE t ALTER a TYPE numeric(4, 2) USING a::numeric(4, 2)", good: rows("a", "'99.99'"), bad: rows("a", "'100'"), code: "22003" },
  { name: "text to uuid", before: typed("text"), migration: "ALTER TABLE t ALTER a TYPE uuid USING a::uuid", good: rows("a", "'00000000-0000-4000-8000-000000000000'"), bad: rows("a", "'x'"), code: "22P02" },
  { name: "text to boolean", before: typed("varchar(5)"), migration: "ALTER TABLE t ALTER a TYPE boolean USING a::boolean", good: rows("a", "'yes'"), bad: rows("a", "'maybe'"), code: "22P02" },
  { name: "text to date", before: typed("text"), migration: "ALTER TABLE t ALTER a TYPE date USING a::date", good: rows("a", "'2024-02-29'"), bad: rows("a", "'soon'"), code: "22007" },
  { name: "text to timestamp, no such day", before: typed("text"), migration: "ALTER TABLE t ALTER a TYPE timestamp(3) USING a::timestamp(3)", good: rows("a", "'2024-02-29 10:00'"), bad: rows("a", "'2024-02-30'"), code: "22008" },
  { name: "text to jsonb", before: typed("text"), migration: "ALTER TABLE t ALTER a TYPE jsonb USING a::jsonb", good: rows("a", "'{}'"), bad: rows("a", "'{'"), code: "22P02" },
  { name: "json to jsonb", before: typed("json"), migration: "ALTER TABLE t ALTER a TYPE jsonb", good: rows("a", "'{}'"), bad: rows("a", `'{"a": "\\u0000"}'`), code: "22P05" },
  { name: "text to an enum", before: `CREATE TYPE e AS ENUM ('a', 'b'); ${typed("text")}`, migration: "ALTER TABLE t ALTER a TYPE e USING a::e", good: rows("a", "'a'", "NULL"), bad: rows("a", "'c'"), code: "22P02" },
  { name: "text to an enum of the same migration", before: typed("text"), migration: "CREATE TYPE e AS ENUM ('a', 'b'); ALTER TABLE t ALTER a TYPE e USING a::e", good: rows("a", "'a'"), bad: rows("a", "'c'"), code: "22P02" },
  { name: "an enum that loses a value", before: `CREATE TYPE e AS ENUM ('a', 'b'); ${typed("e")}`, migration: "CREATE TYPE f AS ENUM ('a'); ALTER TABLE t ALTER a TYPE f USING (a::text::f)", good: rows("a", "'a'"), bad: rows("a", "'b'"), code: "22P02" },
  { name: "a list of an enum that loses a value", before: `CREATE TYPE e AS ENUM ('a', 'b'); ${typed("e[]")}`, migration: "CREATE TYPE f AS ENUM ('a'); ALTER TABLE t ALTER a TYPE f[] USING (a::text::f[])", good: rows("a", "'{a}'", "'{}'"), bad: rows("a", "'{a,b}'"), code: "22P02" },
  { name: "bigint to integer", before: typed("bigint"), migration: "ALTER TABLE t ALTER a TYPE integer", good: rows("a", "2147483647"), bad: rows("a", "2147483648"), code: "22003" },
  { name: "list of bigint to list of integer", before: typed("bigint[]"), migration: "ALTER TABLE t ALTER a TYPE integer[]", good: rows("a", "'{1,2}'"), bad: rows("a", "'{1,3000000000}'"), code: "22003" },
  { name: "integer to smallint", before: T, migration: "ALTER TABLE t ALTER a TYPE smallint", good: rows("a", "-32768"), bad: rows("a", "-32769"), code: "22003" },
  { name: "numeric to integer, rounded", before: typed("numeric"), migration: "ALTER TABLE t ALTER a TYPE integer", good: rows("a", "2147483647.4"), bad: rows("a", "2147483647.5"), code: "22003" },
  { name: "double precision to integer", before: typed("double precision"), migration: "ALTER TABLE t ALTER a TYPE integer", good: rows("a", "2147483647.4", "-2147483648.5"), bad: rows("a", "'NaN'"), code: "22003" },
  { name: "double precision to bigint", before: typed("double precision"), migration: "ALTER TABLE t ALTER a TYPE bigint", good: rows("a", "9223372036854774784"), bad: rows("a", "9223372036854775807"), code: "22003" },
  { name: "double precision to real", before: typed("double precision"), migration: "ALTER TABLE t ALTER a TYPE real", good: rows("a", "1e38"), bad: rows("a", "1e39"), code: "22003" },
  { name: "numeric to a shorter numeric", before: typed("numeric(6, 2)"), migration: "ALTER TABLE t ALTER a TYPE numeric(4, 2)", good: rows("a", "99.99", "'NaN'"), bad: rows("a", "100"), code: "22003" },
  { name: "numeric that rounding carries", before: typed("numeric(4, 2)"), migration: "ALTER TABLE t ALTER a TYPE numeric(2, 0)", good: rows("a", "99.49"), bad: rows("a", "99.5"), code: "22003" },
  { name: "integer to numeric(4, 2)", before: T, migration: "ALTER TABLE t ALTER a TYPE numeric(4, 2)", good: rows("a", "99"), bad: rows("a", "100"), code: "22003" },
  { name: "text to varchar(3)", before: typed("text"), migration: "ALTER TABLE t ALTER a TYPE varchar(3)", good: rows("a", "'abc'", "'abc    '"), bad: rows("a", "'abcd'"), code: "22001" },
  { name: "varchar(20) to varchar(10)", before: typed("varchar(20)"), migration: "ALTER TABLE t ALTER a TYPE varchar(10)", good: rows("a", "'0123456789'"), bad: rows("a", "'01234567890'"), code: "22001" },
  { name: "varchar to char(3)", before: typed("varchar(20)"), migration: "ALTER TABLE t ALTER a TYPE char(3)", good: rows("a", "'äöü'"), bad: rows("a", "'abcd'"), code: "22001" },
  { name: "list of text to list of varchar(3)", before: typed("text[]"), migration: "ALTER TABLE t ALTER a TYPE varchar(3)[]", good: rows("a", "'{abc}'"), bad: rows("a", "'{a,abcd}'"), code: "22001" },
  { name: "integer to varchar(2)", before: T, migration: "ALTER TABLE t ALTER a TYPE varchar(2)", good: rows("a", "99"), bad: rows("a", "100"), code: "22001" },
  { name: "varbit to a shorter one", before: typed("bit varying(5)"), migration: "ALTER TABLE t ALTER a TYPE bit varying(3)", good: rows("a", "'101'"), bad: rows("a", "'1010'"), code: "22001" },
];

export const mayFailCases: readonly MayFailCase[] = [...notNull, ...unique, ...foreignKeys, ...checks, ...casts];

/** Migrations that no rows can make fail, with rows that might be thought to. */
export const cannotFail: readonly (readonly [name: string, before: string, migration: string, rows: string, since?: number])[] = [
  ["ADD COLUMN NOT NULL with a default", T, "ALTER TABLE t ADD n integer NOT NULL DEFAULT 0", TWO],
  ["ADD COLUMN NOT NULL of a domain with a default", `CREATE DOMAIN d AS integer DEFAULT 1 NOT NULL; ${T}`, "ALTER TABLE t ADD n d NOT NULL", TWO],
  ["SET NOT NULL on a new column with a default", T, "ALTER TABLE t ADD n integer DEFAULT 0; ALTER TABLE t ALTER n SET NOT NULL", TWO],
  ["SET NOT NULL that a CHECK proves", `${T}; ALTER TABLE t ADD CHECK (a IS NOT NULL)`, "ALTER TABLE t ALTER a SET NOT NULL", rows("a", "1")],
  ["a new serial key", "CREATE TABLE t (id integer)", "ALTER TABLE t ADD n serial PRIMARY KEY", TWO],
  ["a new identity that is unique", T, "ALTER TABLE t ADD n integer GENERATED ALWAYS AS IDENTITY UNIQUE", TWO],
  ["a new unique uuid", T, "ALTER TABLE t ADD n uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE", TWO],
  ["unique index over more columns than another", `${T}; CREATE UNIQUE INDEX ON t (a)`, "CREATE UNIQUE INDEX ON t (c, a)", rows("a, c", "1, 1", "2, 1", "NULL, 1", "NULL, 1")],
  ["unique index in the place of another that is dropped before", `${T}; CREATE UNIQUE INDEX k ON t (a)`, "DROP INDEX k; CREATE UNIQUE INDEX ON t (a, c)", rows("a, c", "1, 1", "2, 1")],
  ["another primary key over more columns", T, "ALTER TABLE t DROP CONSTRAINT t_pkey; ALTER TABLE t ALTER c SET DEFAULT 1; ALTER TABLE t ADD UNIQUE (c, id)", rows("c", "1", "1")],
  ["a new unique column that is NULL", T, "ALTER TABLE t ADD n text; CREATE UNIQUE INDEX ON t (n)", TWO],
  ["a new column with a FOREIGN KEY that is NULL", P, "ALTER TABLE t ADD n integer REFERENCES p", TWO],
  ["a new column that is NULL, its FOREIGN KEY after it", P, "ALTER TABLE t ADD n integer; ALTER TABLE t ADD FOREIGN KEY (n) REFERENCES p", TWO],
  ["a FOREIGN KEY of an old column and a new one that is NULL", P, "ALTER TABLE t ADD n text; ALTER TABLE t ADD FOREIGN KEY (x, n) REFERENCES p (x, y)", rows("x", "7")],
  ["FOREIGN KEY NOT VALID", P, "ALTER TABLE t ADD FOREIGN KEY (p) REFERENCES p NOT VALID", rows("p", "7")],
  ["CHECK NOT VALID", T, "ALTER TABLE t ADD CHECK (a > 0) NOT VALID", rows("a", "0")],
  ["UNIQUE USING INDEX", `${T}; CREATE UNIQUE INDEX i ON t (a)`, "ALTER TABLE t ADD UNIQUE USING INDEX i", TWO],
  ["VALIDATE CONSTRAINT of a valid one", `${T}; ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)`, "ALTER TABLE t VALIDATE CONSTRAINT k", rows("a", "1")],
  ["keys of a new table", T, "CREATE TABLE n (id integer PRIMARY KEY, a integer UNIQUE CHECK (a > 0), t integer REFERENCES t); CREATE UNIQUE INDEX ON n (t)", TWO],
  ["NOT NULL NOT VALID", T, "ALTER TABLE t ADD CONSTRAINT k NOT NULL a NOT VALID", ONE, 18],
  ["CHECK NOT ENFORCED", T, "ALTER TABLE t ADD CHECK (a > 0) NOT ENFORCED", rows("a", "0"), 18],
  ["FOREIGN KEY NOT ENFORCED", P, "ALTER TABLE t ADD FOREIGN KEY (p) REFERENCES p NOT ENFORCED", rows("p", "7"), 18],
  ["domain CHECK NOT VALID", "CREATE DOMAIN d AS integer; CREATE TABLE t (id integer PRIMARY KEY, a d)", "ALTER DOMAIN d ADD CHECK (VALUE > 0) NOT VALID", rows("a", "0")],
  ["integer to bigint", T, "ALTER TABLE t ALTER a TYPE bigint", rows("a", "2147483647")],
  ["integer to text", T, "ALTER TABLE t ALTER a TYPE text", rows("a", "1")],
  ["integer to numeric(12, 2)", T, "ALTER TABLE t ALTER a TYPE numeric(12, 2)", rows("a", "2147483647")],
  ["integer to double precision", T, "ALTER TABLE t ALTER a TYPE double precision", rows("a", "2147483647")],
  ["varchar(10) to varchar(20)", typed("varchar(10)"), "ALTER TABLE t ALTER a TYPE varchar(20)", rows("a", "'0123456789'")],
  ["varchar(10) to text", typed("varchar(10)"), "ALTER TABLE t ALTER a TYPE text", rows("a", "'0123456789'")],
  ["a cut that is written", typed("text"), "ALTER TABLE t ALTER a TYPE varchar(3) USING a::varchar(3)", rows("a", "'abcd'")],
  ["numeric with more room", typed("numeric(4, 2)"), "ALTER TABLE t ALTER a TYPE numeric(6, 2)", rows("a", "99.99")],
  ["timestamp to timestamptz, rounded", typed("timestamp(6)"), "ALTER TABLE t ALTER a TYPE timestamptz(0)", rows("a", "'2024-01-01 10:00:00.6'")],
  ["enum to text", `CREATE TYPE e AS ENUM ('a'); ${typed("e")}`, "ALTER TABLE t ALTER a TYPE text", rows("a", "'a'")],
  ["an enum that gains a value as Prisma did it", `CREATE TYPE e AS ENUM ('a'); ${typed("e")}`, "CREATE TYPE f AS ENUM ('a', 'b'); ALTER TABLE t ALTER a TYPE f USING (a::text::f)", rows("a", "'a'")],
  ["DELETE whose children go along", "CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE t (id integer, p integer REFERENCES p ON DELETE CASCADE)", "DELETE FROM p", "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 1)"],
];
