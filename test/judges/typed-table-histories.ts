/** One migration a string: tables that follow a composite type. */
export const typedTableHistories: Readonly<Record<string, readonly string[]>> = {
  "tables of a type": [
    `CREATE TYPE pt AS (a int, b text); CREATE TABLE t OF pt (CONSTRAINT ck CHECK (a > 0), UNIQUE (a), b DEFAULT 'z'); CREATE TABLE h (extra int) INHERITS (t); CREATE VIEW v AS SELECT a, b FROM t; CREATE TABLE ref (a int REFERENCES t (a));
     CREATE TABLE pp OF pt PARTITION BY RANGE (a); CREATE TABLE pp1 PARTITION OF pp FOR VALUES FROM (1) TO (10); CREATE INDEX i ON t (b); COMMENT ON COLUMN t.a IS 'x'; CREATE UNLOGGED TABLE IF NOT EXISTS un OF pt (a WITH OPTIONS NOT NULL) WITH (fillfactor = 50)`,
    `ALTER TYPE pt ADD ATTRIBUTE c numeric(10,2) CASCADE, ADD ATTRIBUTE d varchar(10) COLLATE "C" CASCADE`,
    "ALTER TYPE pt RENAME ATTRIBUTE a TO aa CASCADE",
    "ALTER TYPE pt ALTER ATTRIBUTE c TYPE int CASCADE, DROP ATTRIBUTE IF EXISTS nope CASCADE",
    "ALTER TYPE pt DROP ATTRIBUTE b CASCADE",
    "CREATE SCHEMA s; ALTER TYPE pt SET SCHEMA s; CREATE TABLE other OF s.pt; ALTER TABLE other ADD PRIMARY KEY (aa), ALTER d SET NOT NULL, ALTER c SET DEFAULT 3",
    "DROP TABLE h; DROP TYPE s.pt CASCADE",
  ],
  "tables that get a type and lose it": [
    "CREATE SCHEMA s; CREATE TYPE s.pt AS (a int, b varchar(3)); CREATE TABLE t (a int PRIMARY KEY, b varchar(3)); ALTER TABLE t OF s.pt; CREATE TABLE u OF s.pt; CREATE VIEW v AS SELECT * FROM u; CREATE TABLE copy (LIKE t INCLUDING ALL); CREATE TABLE made AS SELECT * FROM t",
    "ALTER TABLE t NOT OF; ALTER TABLE t ADD COLUMN c int; ALTER TYPE s.pt RENAME TO pq; ALTER TABLE u RENAME TO w; ALTER TABLE w ALTER a SET NOT NULL",
    "DROP SCHEMA s CASCADE",
  ],
};
