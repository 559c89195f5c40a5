/** One migration a string: what views and indexes have besides their definitions. */
export const relationHistories: Readonly<Record<string, readonly string[]>> = {
  "parameters and defaults of views": [
    `CREATE TABLE t (id int, a int, b text); CREATE VIEW v WITH (security_barrier) AS SELECT id, a FROM t WHERE a > 0 WITH LOCAL CHECK OPTION; CREATE VIEW w AS SELECT id FROM t WITH CHECK OPTION; CREATE VIEW plain AS SELECT id, b FROM t;
     CREATE MATERIALIZED VIEW m WITH (fillfactor = 70) AS SELECT id FROM t`,
    "ALTER VIEW v SET (security_invoker = true); ALTER VIEW v RESET (security_barrier); ALTER VIEW v ALTER COLUMN a SET DEFAULT 3; ALTER TABLE plain ALTER b SET DEFAULT 'x' || 'y'; ALTER MATERIALIZED VIEW m SET (autovacuum_enabled = false)",
    "ALTER VIEW v RENAME COLUMN a TO aa; ALTER TABLE plain RENAME COLUMN b TO bb; COMMENT ON COLUMN v.aa IS 'x'; ALTER VIEW v RENAME aa TO aaa; ALTER VIEW IF EXISTS nope SET (security_barrier = true); ALTER VIEW w RESET (check_option); ALTER VIEW plain RESET (security_barrier)",
    "ALTER VIEW v ALTER aaa DROP DEFAULT; CREATE OR REPLACE VIEW w AS SELECT id FROM t WHERE id > 1; ALTER VIEW plain RENAME TO simple",
  ],
  "a column named *": [
    'CREATE TABLE t (id int, "*" text, b int); CREATE VIEW v AS SELECT "*" FROM t; CREATE VIEW w AS SELECT t."*", t2.* FROM t, (SELECT id, b AS "*b" FROM t) t2',
    'CREATE TABLE c AS SELECT "*" FROM t; CREATE TABLE d AS SELECT * FROM t; CREATE VIEW x AS SELECT * FROM t',
    'ALTER TABLE t RENAME "*" TO star; ALTER TABLE d ADD CHECK ("*" <> \'\')',
  ],
  "a recursive query decides on columns": [
    "CREATE TABLE p (id int, parent int, name varchar(10)); CREATE TABLE c AS WITH RECURSIVE r AS (SELECT id, parent, name FROM p WHERE parent IS NULL UNION ALL SELECT p.id, p.parent, p.name FROM p JOIN r ON r.id = p.parent) SELECT * FROM r",
    "CREATE VIEW v AS WITH RECURSIVE r (a, b) AS (SELECT 1, 'x' UNION SELECT a + 1, b || 'y' FROM r WHERE a < 5) SELECT * FROM r; CREATE VIEW w AS SELECT b FROM v",
    "CREATE RECURSIVE VIEW n (k) AS VALUES (1) UNION ALL SELECT k + 1 FROM n WHERE k < 10; CREATE TABLE d AS SELECT * FROM n; CREATE TABLE e AS SELECT b, a FROM v",
    "ALTER VIEW n RENAME COLUMN k TO kk; ALTER TABLE p RENAME name TO title; CREATE RECURSIVE VIEW up (id, at) AS SELECT id, parent FROM p UNION SELECT p.id, up.at FROM p JOIN up ON up.id = p.parent; CREATE TABLE f AS SELECT * FROM up",
  ],
  "columns of subqueries keep their names": [
    "CREATE TABLE t (id int, name text, n int); CREATE VIEW v AS SELECT x.name, name || 'a' AS b FROM (SELECT name FROM t) x; CREATE VIEW w AS WITH c AS (SELECT *, n + 1 AS m FROM t) SELECT * FROM c WHERE c.name IN (SELECT name FROM t UNION SELECT t.name FROM t) AND EXISTS (SELECT n FROM t) ORDER BY name; CREATE VIEW x AS SELECT (name), name AS own FROM t",
    "ALTER TABLE t RENAME name TO title; ALTER TABLE t RENAME n TO number",
    "ALTER TABLE t RENAME title TO name",
  ],
  "tables of prepared statements": [
    "CREATE TABLE t (id int, name text); PREPARE q AS SELECT id, name AS n FROM t UNION SELECT 1, 'x'; CREATE TABLE c AS EXECUTE q; PREPARE r (int) AS SELECT * FROM t WHERE id = $1; CREATE TABLE d AS EXECUTE r (1); DEALLOCATE ALL",
    "CREATE TABLE e (a, b) AS SELECT 1, 2; CREATE TABLE f (a) AS VALUES (1, 'x')",
  ],
  "a view's column that indexes, rules and functions read": [
    `CREATE TABLE t (id int, name text); CREATE VIEW v AS SELECT id, name FROM t; CREATE VIEW w AS SELECT * FROM (SELECT * FROM v) x; CREATE MATERIALIZED VIEW m AS SELECT id, name FROM v; CREATE INDEX i ON m (name); CREATE INDEX j ON m (lower(name), (m.name)) WHERE id > 1;
     CREATE RULE r AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (new.id, new.name); CREATE FUNCTION g() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(v.name) FROM v; END`,
    "ALTER VIEW v RENAME COLUMN name TO title",
    "ALTER MATERIALIZED VIEW m RENAME COLUMN name TO label; CREATE VIEW z AS SELECT title FROM v; CREATE UNIQUE INDEX k ON m (label)",
    "ALTER VIEW v RENAME COLUMN id TO key; ALTER MATERIALIZED VIEW m RENAME COLUMN id TO key",
  ],
  "parameters and statistics of indexes": [
    "CREATE TABLE t (a text, b int); CREATE INDEX i ON t (lower(a), (b + 1)) WITH (fillfactor = 70, deduplicate_items = off); CREATE INDEX j ON t (b)",
    "ALTER INDEX i SET (fillfactor = 80); ALTER INDEX j SET (fillfactor = 60); ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 200, ALTER COLUMN 2 SET STATISTICS 300",
    "ALTER INDEX i RESET (deduplicate_items); ALTER INDEX j RESET (fillfactor); ALTER INDEX i ALTER COLUMN 2 SET STATISTICS -1; ALTER INDEX IF EXISTS nope SET (fillfactor = 10)",
  ],
  "functions of a view's rows": [
    "CREATE TABLE t (id int, a text); CREATE VIEW v AS SELECT id FROM t; CREATE VIEW w AS SELECT id FROM v; CREATE FUNCTION f() RETURNS SETOF v LANGUAGE sql AS 'SELECT * FROM v'; CREATE FUNCTION g(x v) RETURNS int LANGUAGE sql AS 'SELECT 1'; COMMENT ON FUNCTION f() IS 'f'",
    "CREATE OR REPLACE VIEW v AS SELECT id, a FROM t",
    "ALTER VIEW v RENAME TO u; ALTER TABLE t RENAME TO tt",
    "DROP FUNCTION f; DROP VIEW u CASCADE",
  ],
  "statements prepared and executed": [
    "CREATE TABLE t (id int); PREPARE fill (int) AS INSERT INTO t VALUES ($1); EXECUTE fill (1); EXECUTE fill (2); DEALLOCATE fill; LISTEN x; NOTIFY x; UNLISTEN *",
  ],
  "extensions dropped with what uses them": [
    `CREATE EXTENSION citext; CREATE EXTENSION "uuid-ossp"; CREATE EXTENSION pg_trgm; CREATE TABLE t (id uuid DEFAULT uuid_generate_v4(), mail citext, mails citext[], a text, b text DEFAULT 'x'); CREATE INDEX i ON t USING gin (a gin_trgm_ops); CREATE INDEX j ON t (mail, b)`,
    `DROP EXTENSION citext CASCADE`,
    `DROP EXTENSION "uuid-ossp", pg_trgm CASCADE; CREATE SCHEMA s; CREATE EXTENSION citext SCHEMA s; ALTER TABLE t ADD COLUMN m s.citext`,
    "ALTER EXTENSION citext UPDATE; DROP EXTENSION citext CASCADE",
  ],
  "an extension and all that leans on it": [
    "CREATE EXTENSION hstore; CREATE TABLE t (id int PRIMARY KEY, s serial); CREATE INDEX i ON t (id); CREATE TABLE u (id int); CREATE VIEW v AS SELECT id FROM t; ALTER EXTENSION hstore ADD TABLE t; ALTER EXTENSION hstore ADD VIEW v",
    "DROP EXTENSION hstore",
  ],
  "statistics that the server names": [
    "CREATE TABLE t (a int, b int, c text); CREATE STATISTICS ON a, b FROM t; CREATE STATISTICS (ndistinct) ON a, b FROM t; CREATE STATISTICS ON b, a FROM t",
    "ALTER TABLE t RENAME a TO x; ALTER STATISTICS t_a_b_stat RENAME TO s; DROP STATISTICS t_a_b_stat1",
  ],
  "how a materialised view is stored": [
    "CREATE TABLE t (a int, b text); CREATE MATERIALIZED VIEW mv USING heap WITH (fillfactor = 70) AS SELECT a, b FROM t; CREATE UNIQUE INDEX i ON mv (a)",
    "ALTER MATERIALIZED VIEW mv ALTER COLUMN b SET STORAGE EXTERNAL; ALTER MATERIALIZED VIEW mv ALTER b SET STATISTICS 5; ALTER MATERIALIZED VIEW mv ALTER COLUMN a SET (n_distinct = 3); ALTER MATERIALIZED VIEW IF EXISTS mv ALTER b SET COMPRESSION pglz",
    "ALTER MATERIALIZED VIEW mv CLUSTER ON i",
    "ALTER MATERIALIZED VIEW mv SET WITHOUT CLUSTER; ALTER MATERIALIZED VIEW mv ALTER a RESET (n_distinct)",
    "CLUSTER mv USING i; ALTER TABLE mv ALTER b SET STORAGE MAIN",
    "ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE pg_default; ALTER INDEX ALL IN TABLESPACE pg_default OWNED BY CURRENT_USER SET TABLESPACE pg_default NOWAIT; ALTER MATERIALIZED VIEW ALL IN TABLESPACE pg_default SET TABLESPACE pg_default",
  ],
  "unlogged sequences": [
    "CREATE SEQUENCE s; CREATE UNLOGGED SEQUENCE u; CREATE UNLOGGED TABLE t (id serial, g int GENERATED ALWAYS AS IDENTITY)",
    "ALTER SEQUENCE s SET UNLOGGED; ALTER SEQUENCE IF EXISTS u SET LOGGED; ALTER TABLE t SET LOGGED; ALTER TABLE t ADD COLUMN h serial",
    "ALTER TABLE t SET UNLOGGED; ALTER TABLE t ADD COLUMN i serial; CREATE UNLOGGED TABLE l (LIKE t INCLUDING ALL)",
    "ALTER TABLE t SET LOGGED",
  ],
};
