/** One migration a string: ways to make and change tables that few projects use. */
export const rareTableHistories: Readonly<Record<string, readonly string[]>> = {
  "what SEARCH and CYCLE add, parameters of PREPARE, columns without a name": [
    `CREATE TABLE t (id int, b text); CREATE TYPE mood AS ENUM ('a'); CREATE TABLE n1 AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SEARCH DEPTH FIRST BY n SET ord SELECT n FROM r ORDER BY ord;
     CREATE TABLE n2 AS WITH RECURSIVE r(n, m) AS (SELECT id, b FROM t UNION ALL SELECT n + 1, m FROM r WHERE n < 3) CYCLE n SET is_cycle TO 'Y' DEFAULT 'N' USING path SELECT x.a, x.is_cycle, m, path::text FROM r AS x(a);
     CREATE TABLE n3 AS WITH RECURSIVE r AS (SELECT id FROM t UNION ALL SELECT id + 1 FROM r WHERE id < 3) CYCLE id SET c TO 1 DEFAULT 2 USING path SELECT id, c AS mark FROM r;
     CREATE VIEW v AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SEARCH BREADTH FIRST BY n SET ord CYCLE n SET is_cycle USING path SELECT n, is_cycle FROM r ORDER BY ord; CREATE TABLE n4 AS SELECT * FROM v`,
    `PREPARE px (int, varchar(20), mood[]) AS SELECT $1, coalesce($2, 'x') AS b, $3 AS c, x.d FROM t, (SELECT $2 AS d) x WHERE id = $1; CREATE TABLE n5 AS EXECUTE px (1, 'x', NULL); DEALLOCATE px`,
    `CREATE TABLE n6 AS SELECT 1; CREATE TABLE n7 AS SELECT current_date, current_timestamp, localtimestamp, session_user, (1)::int2, 1::int::text, id IS NULL, q.* FROM t, (VALUES (1)) q; ALTER TABLE n6 RENAME "?column?" TO a;
     CREATE VIEW w AS SELECT CASE WHEN true THEN 1 ELSE 2::bigint END, greatest(id, 2), nullif(id, 3), row(1, 2)::t, (SELECT 1), json_object('a': 1), xmlforest(1 AS a) FROM t; CREATE INDEX ON t ((CASE WHEN true THEN id END), (nullif(b, 'x')))`,
  ],
  "CREATE TABLE AS of views": [
    "CREATE TABLE t (id int, name varchar(20)); CREATE VIEW v AS SELECT id, name AS title FROM t; CREATE VIEW w AS SELECT * FROM v",
    "CREATE TABLE c AS SELECT title, id FROM v; CREATE TABLE h AS SELECT * FROM w",
    "ALTER VIEW v RENAME COLUMN title TO label",
  ],
  "access methods of tables": [
    "CREATE ACCESS METHOD other TYPE TABLE HANDLER heap_tableam_handler; CREATE TABLE t (id int) USING other; CREATE TABLE u USING other AS SELECT id FROM t",
    "ALTER TABLE t SET ACCESS METHOD heap",
  ],
  "columns of FULL JOIN USING": [
    "CREATE TABLE a (id int, x text); CREATE TABLE b (id int, y text)",
    "CREATE TABLE c AS SELECT * FROM a FULL JOIN b USING (id); CREATE VIEW v AS SELECT * FROM a FULL JOIN b USING (id)",
    "ALTER TABLE a RENAME x TO z",
  ],
  "functions with a built-in's name": [
    "CREATE SCHEMA s; CREATE FUNCTION s.lower(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a'; CREATE FUNCTION lower(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a'; CREATE TABLE t (a int CHECK (s.lower(a) > 0), b text CHECK (lower(b) <> ''), c int CHECK (lower(c) > 0))",
    "ALTER FUNCTION s.lower(int) RENAME TO low",
  ],
  "CLUSTER marks the index": [
    "CREATE TABLE t (id int PRIMARY KEY, a int); CREATE INDEX i ON t (a)",
    "CLUSTER t USING i",
    "CLUSTER t USING t_pkey; CLUSTER t",
    "ALTER TABLE t SET WITHOUT CLUSTER",
  ],
  "parameters of constraints' indexes": [
    "CREATE TABLE t (id int PRIMARY KEY WITH (fillfactor = 70), a int UNIQUE WITH (fillfactor = 80), r int4range, b int, EXCLUDE USING gist (r WITH &&) INCLUDE (b) WITH (fillfactor = 60), CONSTRAINT u UNIQUE (a, b) INCLUDE (id) WITH (fillfactor = 50, deduplicate_items = off))",
    "ALTER TABLE t RENAME b TO c; ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (r WITH &&) INCLUDE (a) WITH (buffering = on) WHERE (c > 0)",
    "ALTER TABLE t DROP CONSTRAINT t_pkey; ALTER TABLE t ADD PRIMARY KEY (id) WITH (fillfactor = 90)",
    "ALTER TABLE t DROP COLUMN c CASCADE",
  ],
  "LIKE of a view and of a composite type": [
    "CREATE TABLE t (id int NOT NULL, name varchar(10)); CREATE VIEW v AS SELECT id, name AS title FROM t; CREATE TYPE pair AS (a int, b text)",
    "CREATE TABLE a (LIKE v); CREATE TABLE b (x int, LIKE pair)",
  ],
  "CREATE SCHEMA with its elements": [
    "CREATE SCHEMA s CREATE TABLE t (id int PRIMARY KEY, a int) CREATE INDEX i ON t (a) CREATE VIEW v AS SELECT id FROM t CREATE SEQUENCE q GRANT SELECT ON t TO PUBLIC",
    "CREATE SCHEMA r CREATE VIEW v AS SELECT id FROM t CREATE TABLE t (id int)",
    "ALTER TABLE s.t RENAME a TO b",
  ],
  "settings reset": [
    "CREATE SCHEMA s; SET search_path = s; CREATE TABLE a (id int); SET search_path TO DEFAULT; CREATE TABLE b (id int)",
    "SET search_path = s; DISCARD PLANS; CREATE TABLE c (id int); RESET ALL; CREATE TABLE d (id int)",
  ],
  "a range's constructor functions": [
    "CREATE TYPE span AS RANGE (SUBTYPE = int); CREATE TABLE t (id int, s span DEFAULT span(1, 2)); CREATE VIEW v AS SELECT span(id, id + 1) AS s FROM t",
    "ALTER TYPE span RENAME TO period",
    "CREATE SCHEMA s; ALTER TYPE period SET SCHEMA s",
  ],
  "a view's column that other views read": [
    "CREATE TABLE t (id int, name text); CREATE VIEW v AS SELECT id, name FROM t; CREATE VIEW w AS SELECT name, id FROM v WHERE v.name <> ''; CREATE VIEW x AS SELECT a.name AS n FROM w a",
    "ALTER VIEW v RENAME COLUMN name TO title",
    "ALTER TABLE w RENAME COLUMN id TO key",
  ],
  "DROP EXTENSION of operator classes": [
    "CREATE EXTENSION btree_gist; CREATE EXTENSION btree_gin; CREATE TABLE t (id int, r int4range, b text, EXCLUDE USING gist (id WITH =, r WITH &&)); CREATE INDEX i ON t USING gist (id); CREATE INDEX j ON t USING gin (id); CREATE INDEX k ON t USING gist (r)",
    "DROP EXTENSION btree_gist CASCADE",
    "DROP EXTENSION btree_gin CASCADE",
  ],
  "DROP TABLE CASCADE over several levels": [
    "CREATE TABLE a (id int); CREATE TABLE b () INHERITS (a); CREATE TABLE c () INHERITS (b); CREATE TABLE d () INHERITS (c); CREATE TABLE o (id int PRIMARY KEY, p int REFERENCES o); CREATE VIEW v AS SELECT id FROM d",
    "DROP TABLE b CASCADE",
    "DROP TABLE a, o CASCADE",
  ],
  "ADD COLUMN that a child has": [
    "CREATE TABLE a (id int); CREATE TABLE b (x int, y int NOT NULL) INHERITS (a); CREATE TABLE c () INHERITS (b)",
    "ALTER TABLE a ADD COLUMN x int DEFAULT 3; ALTER TABLE a ADD COLUMN y int",
    "ALTER TABLE a DROP COLUMN x",
  ],
  "%TYPE in functions": [
    "CREATE TABLE t (id int, name varchar(10)); CREATE FUNCTION f(a t.name%TYPE) RETURNS t.id%TYPE LANGUAGE sql AS 'SELECT 1'",
    "ALTER TABLE t ADD COLUMN x int; ALTER TABLE t RENAME name TO title; ALTER TABLE t RENAME TO u",
    "ALTER FUNCTION f(varchar) RENAME TO g",
    "DROP FUNCTION g(varchar)",
  ],
  "a temporary table hides a permanent one": [
    "CREATE TABLE t (id int)",
    "CREATE TEMP TABLE t (a int); ALTER TABLE t ADD COLUMN b int; ALTER TABLE public.t ADD COLUMN c int; DROP TABLE t; ALTER TABLE t ADD COLUMN d int",
    "ALTER TABLE t ADD COLUMN e int; CREATE TEMP TABLE t (a int)",
    "ALTER TABLE t DROP COLUMN e",
  ],
  "ALTER TABLE and ALTER INDEX of other relations": [
    "CREATE TABLE t (id int PRIMARY KEY); CREATE VIEW v AS SELECT id FROM t; CREATE MATERIALIZED VIEW m AS SELECT id FROM t; CREATE INDEX i ON m (id); CREATE SEQUENCE q",
    "ALTER INDEX t RENAME TO t2; ALTER INDEX v RENAME TO v2; ALTER INDEX m RENAME TO m2; ALTER INDEX q RENAME TO q2",
    "ALTER TABLE t_pkey RENAME TO k; ALTER TABLE i RENAME TO i2; ALTER TABLE v2 RENAME TO v3; ALTER TABLE m2 RENAME TO m3; ALTER TABLE q2 RENAME TO q3; ALTER TABLE IF EXISTS none RENAME TO one; ALTER INDEX IF EXISTS none RENAME TO one",
  ],
  "SET SCHEMA of views and sequences": [
    "CREATE SCHEMA n; CREATE TABLE t (id int PRIMARY KEY); CREATE VIEW v AS SELECT id FROM t; CREATE MATERIALIZED VIEW m AS SELECT id FROM t; CREATE INDEX i ON m (id); CREATE SEQUENCE q; CREATE VIEW w AS SELECT id FROM v",
    "ALTER TABLE v SET SCHEMA n; ALTER TABLE m SET SCHEMA n; ALTER TABLE q SET SCHEMA n",
    "ALTER VIEW n.v SET SCHEMA public; ALTER MATERIALIZED VIEW n.m SET SCHEMA public; ALTER SEQUENCE n.q SET SCHEMA public; ALTER VIEW IF EXISTS none SET SCHEMA n",
  ],
  "CREATE TABLE AS of subqueries, CTEs, aggregates and functions": [
    `CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (id int, name varchar(20), price numeric(10, 2), at timestamptz, m mood, tags text[], c char(3)); CREATE VIEW v AS SELECT id, name AS title FROM t;
     CREATE FUNCTION total(a int) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'; CREATE FUNCTION lower(a int) RETURNS int LANGUAGE sql AS 'SELECT a'; CREATE FUNCTION feel() RETURNS mood LANGUAGE sql AS 'SELECT NULL::mood'`,
    "CREATE TABLE a AS SELECT s.id, s.n FROM (SELECT id, name AS n FROM t) s; CREATE TABLE b AS WITH q AS (SELECT id, price FROM t) SELECT q.price, id FROM q",
    "CREATE TABLE d AS SELECT total(id) AS total, total(1) AS other, feel(), feel() AS other_feel FROM t",
    "CREATE TABLE e AS SELECT max(id) AS m, min(price) AS n, sum(id) AS s, sum(price) AS sp, count(*) AS c, coalesce(name, 'x') AS k, coalesce(id, 1.5) AS f, avg(id), max(name) AS mn, max(m) AS mm, min(c) AS mc, coalesce(max(at), now()) AS last FROM t GROUP BY name, id",
    "CREATE TABLE f AS SELECT * FROM (SELECT id, name FROM t) s; CREATE TABLE g AS WITH q (x, y) AS (SELECT id, at FROM t) SELECT * FROM q; CREATE TABLE h AS SELECT s.*, v.title FROM (SELECT id, 'x' AS k FROM t UNION ALL SELECT 1, 'y') s JOIN v ON v.id = s.id",
    "CREATE TABLE i AS WITH q AS (SELECT id, m FROM t), r AS (SELECT *, total(id) AS n FROM q) SELECT r.n, r.m, (SELECT 1) IS NULL AS o FROM r; CREATE TABLE j AS SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS x (number, letter); CREATE TABLE k AS SELECT * FROM (SELECT id FROM t) s JOIN (SELECT id, name FROM t) r USING (id)",
    "ALTER TYPE mood RENAME TO feeling; ALTER TABLE i RENAME m TO n2",
  ],
  "owners of publications": [
    "CREATE ROLE ann; CREATE ROLE bob; CREATE TABLE t (id int); CREATE PUBLICATION p FOR TABLE t; CREATE PUBLICATION q FOR TABLE t",
    "ALTER PUBLICATION p OWNER TO ann; ALTER PUBLICATION q OWNER TO bob; ALTER PUBLICATION q OWNER TO CURRENT_USER",
    "ALTER PUBLICATION p RENAME TO r; DROP PUBLICATION q",
  ],
  "DROP CAST CASCADE": [
    "CREATE TYPE money_of AS (amount int); CREATE FUNCTION as_int(m money_of) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'; CREATE CAST (money_of AS int) WITH FUNCTION as_int(money_of); CREATE TABLE t (m money_of)",
    "DROP CAST (money_of AS int) CASCADE; DROP CAST IF EXISTS (money_of AS text) CASCADE",
  ],
};
