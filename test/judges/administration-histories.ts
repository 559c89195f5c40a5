/** One migration a string: what leaves the schema as it is, and what a session throws away. */
export const administrationHistories: Readonly<Record<string, readonly string[]>> = {
  "the server's own, the session's own and reads": [
    `CREATE TABLE t (id int); CREATE TEMP TABLE scratch (a int); CREATE TEMP VIEW of_scratch AS SELECT a FROM scratch; CREATE TEMP SEQUENCE counted; SELECT * FROM t FOR UPDATE; EXPLAIN ANALYZE INSERT INTO t VALUES (1);
     DISCARD TEMP; CREATE TEMP TABLE scratch (b int); CREATE TABLE kept AS SELECT b FROM scratch`,
    "NOTIFY done; LISTEN done; UNLISTEN *; SHOW work_mem; PREPARE q AS SELECT id FROM t; EXECUTE q; DEALLOCATE q; BEGIN; DECLARE c CURSOR FOR SELECT id FROM t; FETCH NEXT FROM c; CLOSE c; COMMIT; ALTER TABLE t ADD COLUMN n int",
    "DISCARD ALL",
    "EXPLAIN SELECT 1; EXPLAIN ANALYZE CREATE TABLE made AS SELECT n FROM t; COPY t TO STDOUT; SELECT count(*) FROM t; ALTER TABLE made RENAME COLUMN n TO m",
  ],
  "what goes with an extension": [
    `CREATE EXTENSION hstore; CREATE SCHEMA s; CREATE TABLE h (a hstore, b hstore[]); CREATE TABLE t (a int PRIMARY KEY); CREATE VIEW v AS SELECT 1 AS a; CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TYPE e AS ENUM ('a');
     CREATE SEQUENCE q; CREATE DOMAIN d AS int; CREATE MATERIALIZED VIEW m AS SELECT 1 AS x; CREATE AGGREGATE ag(int) (SFUNC = int4pl, STYPE = int); CREATE OPERATOR ### (FUNCTION = int4pl, LEFTARG = int, RIGHTARG = int); CREATE CAST (int AS e) WITH INOUT`,
    "ALTER EXTENSION hstore SET SCHEMA s; ALTER EXTENSION hstore UPDATE",
    `ALTER EXTENSION hstore ADD TABLE t; ALTER EXTENSION hstore ADD VIEW v; ALTER EXTENSION hstore ADD FUNCTION f(int); ALTER EXTENSION hstore ADD TYPE e; ALTER EXTENSION hstore ADD SEQUENCE q; ALTER EXTENSION hstore ADD DOMAIN d;
     ALTER EXTENSION hstore ADD MATERIALIZED VIEW m; ALTER EXTENSION hstore ADD AGGREGATE ag(int); ALTER EXTENSION hstore ADD OPERATOR ###(int, int); ALTER EXTENSION hstore ADD CAST (int AS e)`,
    "ALTER TABLE t ADD b int; ALTER TABLE t RENAME TO tt; ALTER EXTENSION hstore DROP VIEW v; ALTER EXTENSION hstore DROP FUNCTION f(int); CREATE TABLE u (a int REFERENCES tt)",
    "ALTER EXTENSION hstore DROP TABLE tt; ALTER EXTENSION hstore DROP TYPE e",
    "ALTER EXTENSION hstore ADD TABLE tt; ALTER TABLE h DROP a, DROP b; DROP EXTENSION hstore CASCADE",
  ],
};
