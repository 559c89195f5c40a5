import type { LockGroup } from "./lock-cases.js";

const setup = `
  CREATE ROLE db_clerk; CREATE TABLE t (id int PRIMARY KEY, a int); CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE heir () INHERITS (t); INSERT INTO t VALUES (1, 1); INSERT INTO u VALUES (1);
  CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
  CREATE VIEW v AS SELECT t.id, u.id AS other FROM t JOIN u ON t.id = u.id; CREATE MATERIALIZED VIEW mv AS SELECT id FROM u; CREATE VIEW simple AS SELECT id FROM u;
  CREATE FUNCTION fill() RETURNS void LANGUAGE plpgsql AS 'BEGIN UPDATE u SET id = id; END'; CREATE SEQUENCE sq`;

const statements = [
  "SELECT 1", "SELECT * FROM t", "SELECT id FROM ONLY t", "SELECT * FROM v", "SELECT * FROM mv", "TABLE p", "VALUES (1)", "SELECT setval('sq', 4)", "SELECT count(*), max(id) FROM t WHERE id IN (SELECT id FROM u)",
  "SELECT * FROM t FOR UPDATE", "SELECT * FROM t, u WHERE t.id = u.id FOR SHARE OF u", "SELECT * FROM simple FOR UPDATE", "WITH t AS (SELECT id FROM u) SELECT * FROM t", "WITH d AS (DELETE FROM u RETURNING id) SELECT * FROM d JOIN t ON t.id = d.id", "SELECT fill()",
  "COPY t TO STDOUT", "COPY (SELECT id FROM t) TO STDOUT",
  "EXPLAIN SELECT * FROM t", "EXPLAIN INSERT INTO u SELECT id FROM t", "EXPLAIN UPDATE t SET a = 1", "EXPLAIN (ANALYZE off) DELETE FROM u", "EXPLAIN ANALYZE UPDATE u SET id = id", "EXPLAIN (ANALYZE, VERBOSE) SELECT id FROM p",
  "PREPARE q AS SELECT * FROM v", "PREPARE q2 AS UPDATE t SET a = 1", "DECLARE c CURSOR FOR SELECT id FROM t", "DECLARE c CURSOR FOR SELECT id FROM t; FETCH NEXT FROM c", "DECLARE c CURSOR FOR SELECT id FROM t; CLOSE c",
  "NOTIFY done", "LISTEN done", "UNLISTEN done", "SHOW work_mem", "CHECKPOINT", "SET CONSTRAINTS ALL IMMEDIATE", "SET TRANSACTION READ ONLY", "DISCARD PLANS", "CREATE TEMP TABLE scratch (a int); DISCARD TEMP", "DISCARD SEQUENCES", "DEALLOCATE ALL",
  "ALTER ROLE db_clerk WITH LOGIN", "ALTER ROLE db_clerk SET work_mem = '4MB'", "GRANT db_clerk TO CURRENT_USER", "CREATE ROLE other_clerk; DROP ROLE other_clerk", "COMMENT ON ROLE db_clerk IS 'x'", "COMMENT ON DATABASE postgres IS 'x'",
  "ALTER DATABASE postgres SET work_mem = '4MB'", "ALTER DATABASE postgres OWNER TO db_clerk", "GRANT CONNECT ON DATABASE postgres TO db_clerk",
];

/** What changes nothing: of the server, of the session, and reads. */
export const administrationLockGroups: readonly LockGroup[] = [{ name: "reads and the server's own", setup, statements }];
