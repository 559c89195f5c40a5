/** One migration a string: what views and indexes have besides their definitions. */
export const relationHistories: Readonly<Record<string, readonly string[]>> = {
  "parameters and defaults of views": [
    `CREATE TABLE t (id int, a int, b text); CREATE VIEW v WITH (security_barrier) AS SELECT id, a FROM t WHERE a > 0 WITH LOCAL CHECK OPTION; CREATE VIEW w AS SELECT id FROM t WITH CHECK OPTION; CREATE VIEW plain AS SELECT id, b FROM t;
     CREATE MATERIALIZED VIEW m WITH (fillfactor = 70) AS SELECT id FROM t`,
    "ALTER VIEW v SET (security_invoker = true); ALTER VIEW v RESET (security_barrier); ALTER VIEW v ALTER COLUMN a SET DEFAULT 3; ALTER TABLE plain ALTER b SET DEFAULT 'x' || 'y'; ALTER MATERIALIZED VIEW m SET (autovacuum_enabled = false)",
    "ALTER VIEW v RENAME COLUMN a TO aa; ALTER TABLE plain RENAME COLUMN b TO bb; COMMENT ON COLUMN v.aa IS 'x'; ALTER VIEW v RENAME aa TO aaa; ALTER VIEW IF EXISTS nope SET (security_barrier = true)",
    "ALTER VIEW v ALTER aaa DROP DEFAULT; CREATE OR REPLACE VIEW w AS SELECT id FROM t WHERE id > 1; ALTER VIEW plain RENAME TO simple",
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
