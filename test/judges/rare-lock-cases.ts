import type { LockGroup } from "./lock-cases.js";

const cascade = `
  CREATE TYPE cash AS (amount int); CREATE FUNCTION lt(a cash, b cash) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT (a).amount < (b).amount'; CREATE FUNCTION cmp(a cash, b cash) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 0';
  CREATE OPERATOR <<< (FUNCTION = lt, LEFTARG = cash, RIGHTARG = cash); CREATE OPERATOR CLASS ops FOR TYPE cash USING btree AS OPERATOR 1 <<<, FUNCTION 1 cmp(cash, cash);
  CREATE TABLE t (id int, c cash); CREATE INDEX by_ops ON t (c ops);
  CREATE LANGUAGE mine HANDLER plpgsql_call_handler; CREATE FUNCTION f() RETURNS int LANGUAGE mine AS 'BEGIN RETURN 1; END'; CREATE TABLE v (id int DEFAULT f())`;

/** PostgreSQL 16 sorts for an index of no other method than its own. */
const method = "CREATE ACCESS METHOD other TYPE INDEX HANDLER bthandler; CREATE OPERATOR CLASS others FOR TYPE int USING other AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int, int); CREATE TABLE u (id int); CREATE INDEX by_other ON u USING other (id others)";

const owners = `
  CREATE ROLE rare_clerk; CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (id int REFERENCES t); CREATE TABLE w (id int); CREATE MATERIALIZED VIEW mv AS SELECT id FROM w;
  ALTER TABLE t OWNER TO rare_clerk; ALTER MATERIALIZED VIEW mv OWNER TO rare_clerk; GRANT SELECT ON w TO rare_clerk`;

const stored = `
  CREATE TABLE t (id int, w text); CREATE INDEX t_id ON t (id); CREATE MATERIALIZED VIEW mv AS SELECT id, w FROM t; CREATE INDEX mv_id ON mv (id); CREATE SEQUENCE sq; CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
  CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()`;

const typed = `
  CREATE TYPE pt AS (a int, b text); CREATE TABLE t OF pt; INSERT INTO t VALUES (1, 'x'); CREATE INDEX t_a ON t (a); CREATE TABLE t2 OF pt; CREATE TABLE plain (a int, b text); CREATE TYPE alone AS (a int);
  CREATE DOMAIN pos AS int DEFAULT 3 CHECK (value > 0); CREATE TABLE p OF pt PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)`;

/** What few projects write. */
export const rareLockGroups: readonly LockGroup[] = [
  {
    name: "CASCADE of what stands in other statements by its name", setup: cascade,
    statements: ["DROP OPERATOR <<< (cash, cash) CASCADE", "DROP OPERATOR CLASS ops USING btree CASCADE", "DROP OPERATOR FAMILY ops USING btree CASCADE", "DROP LANGUAGE mine CASCADE"],
  },
  { name: "CASCADE of an access method", setup: method, since: 18, statements: ["DROP ACCESS METHOD other CASCADE"] },
  { name: "owners and extensions", setup: owners, statements: ["DROP OWNED BY rare_clerk CASCADE", "REASSIGN OWNED BY rare_clerk TO CURRENT_USER", "ALTER EXTENSION plpgsql ADD TABLE u", "ALTER EXTENSION plpgsql ADD TABLE u; ALTER EXTENSION plpgsql DROP TABLE u"] },
  {
    name: "tables of a type", setup: typed,
    statements: [
      "CREATE TABLE n OF pt", "CREATE TABLE n OF pt (PRIMARY KEY (a), b WITH OPTIONS NOT NULL)", "ALTER TABLE plain OF pt", "ALTER TABLE t2 NOT OF", "ALTER TABLE p NOT OF",
      "ALTER TYPE pt ADD ATTRIBUTE c int CASCADE", "ALTER TYPE pt ADD ATTRIBUTE c pos CASCADE", "ALTER TYPE pt DROP ATTRIBUTE b CASCADE", "ALTER TYPE pt RENAME ATTRIBUTE b TO bb CASCADE", "ALTER TYPE pt ALTER ATTRIBUTE b TYPE varchar CASCADE",
      "ALTER TYPE alone ADD ATTRIBUTE c int CASCADE", "ALTER TYPE pt RENAME TO q", "DROP TYPE pt CASCADE", "DROP TYPE alone",
    ],
  },
  {
    name: "a detachment that was interrupted", statements: ["ALTER TABLE p DETACH PARTITION p1 FINALIZE"],
    since: 14,
    setup: "CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p DEFAULT; UPDATE pg_inherits SET inhdetachpending = true WHERE inhrelid = 'p1'::regclass",
  },
  {
    name: "where it is stored", tablespace: "fast",
    setup: `CREATE ROLE place_clerk; CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (id int); ALTER TABLE u OWNER TO place_clerk; CREATE TABLE f (id int) TABLESPACE fast; CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
      CREATE MATERIALIZED VIEW mv AS SELECT id FROM t; CREATE MATERIALIZED VIEW fv TABLESPACE fast AS SELECT id FROM t`,
    statements: [
      "ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE fast", "ALTER TABLE ALL IN TABLESPACE fast SET TABLESPACE pg_default", "ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE pg_default", "ALTER TABLE ALL IN TABLESPACE pg_default OWNED BY place_clerk SET TABLESPACE fast NOWAIT",
      "ALTER TABLE ALL IN TABLESPACE pg_default OWNED BY CURRENT_USER SET TABLESPACE fast", "ALTER MATERIALIZED VIEW ALL IN TABLESPACE pg_default SET TABLESPACE fast", "ALTER MATERIALIZED VIEW ALL IN TABLESPACE fast SET TABLESPACE pg_default", "ALTER INDEX ALL IN TABLESPACE pg_default SET TABLESPACE fast",
      "ALTER INDEX t_pkey SET TABLESPACE fast", "ALTER INDEX t_pkey SET TABLESPACE pg_default", "CREATE INDEX ON u (id) TABLESPACE fast", "ALTER INDEX ALL IN TABLESPACE fast SET TABLESPACE pg_default", "ALTER MATERIALIZED VIEW mv SET TABLESPACE fast", "ALTER MATERIALIZED VIEW mv SET TABLESPACE pg_default", "ALTER TABLE f SET TABLESPACE fast", "ALTER TABLE f SET TABLESPACE pg_default",
    ],
  },
  {
    name: "how it is stored", setup: stored,
    statements: [
      "ALTER MATERIALIZED VIEW mv ALTER COLUMN id SET STATISTICS 4", "ALTER MATERIALIZED VIEW mv ALTER COLUMN id SET (n_distinct = 4)", "ALTER MATERIALIZED VIEW mv ALTER COLUMN id RESET (n_distinct)", "ALTER MATERIALIZED VIEW mv ALTER COLUMN w SET STORAGE EXTERNAL",
      "ALTER MATERIALIZED VIEW mv ALTER COLUMN w SET COMPRESSION pglz", "ALTER MATERIALIZED VIEW mv CLUSTER ON mv_id", "ALTER MATERIALIZED VIEW mv SET WITHOUT CLUSTER", "ALTER MATERIALIZED VIEW mv SET ACCESS METHOD heap", "ALTER MATERIALIZED VIEW mv SET TABLESPACE pg_default",
      "ALTER INDEX t_id SET TABLESPACE pg_default", "ALTER SEQUENCE sq SET UNLOGGED", "ALTER SEQUENCE sq SET LOGGED", "ALTER TABLE t SET WITHOUT OIDS", "ALTER TABLE p SET WITHOUT OIDS",
      "ALTER FUNCTION f() DEPENDS ON EXTENSION plpgsql", "ALTER MATERIALIZED VIEW mv DEPENDS ON EXTENSION plpgsql", "ALTER INDEX t_id DEPENDS ON EXTENSION plpgsql", "ALTER TRIGGER tr ON t DEPENDS ON EXTENSION plpgsql",
    ],
  },
];
