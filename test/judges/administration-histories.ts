/** One migration a string: what leaves the schema as it is, and what a session throws away. */
export const administrationHistories: Readonly<Record<string, readonly string[]>> = {
  "the server's own, the session's own and reads": [
    `CREATE TABLE t (id int); CREATE TEMP TABLE scratch (a int); CREATE TEMP VIEW of_scratch AS SELECT a FROM scratch; CREATE TEMP SEQUENCE counted; SELECT * FROM t FOR UPDATE; EXPLAIN ANALYZE INSERT INTO t VALUES (1);
     DISCARD TEMP; CREATE TEMP TABLE scratch (b int); CREATE TABLE kept AS SELECT b FROM scratch`,
    "NOTIFY done; LISTEN done; UNLISTEN *; SHOW work_mem; PREPARE q AS SELECT id FROM t; EXECUTE q; DEALLOCATE q; BEGIN; DECLARE c CURSOR FOR SELECT id FROM t; FETCH NEXT FROM c; CLOSE c; COMMIT; ALTER TABLE t ADD COLUMN n int",
    "DISCARD ALL",
    "EXPLAIN SELECT 1; EXPLAIN ANALYZE CREATE TABLE made AS SELECT n FROM t; COPY t TO STDOUT; SELECT count(*) FROM t; ALTER TABLE made RENAME COLUMN n TO m",
  ],
};
