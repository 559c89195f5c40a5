/** Histories of what a schema has beside tables; one migration a string. */
export const objectHistories: Readonly<Record<string, readonly string[]>> = {
  "domains, their defaults and checks": [
    `CREATE DOMAIN mail AS text COLLATE "C" DEFAULT 'x@y' NOT NULL CHECK (VALUE ~ '@') CONSTRAINT short CHECK (length(VALUE) < 80); CREATE TABLE t (id int, m mail)`,
    "ALTER DOMAIN mail ADD CHECK (VALUE <> '') NOT VALID; ALTER DOMAIN mail ADD CONSTRAINT low CHECK (VALUE = lower(VALUE))",
    "ALTER DOMAIN mail VALIDATE CONSTRAINT mail_check1; ALTER DOMAIN mail DROP CONSTRAINT short; ALTER DOMAIN mail DROP CONSTRAINT IF EXISTS short; ALTER DOMAIN mail RENAME CONSTRAINT low TO lower",
    "ALTER DOMAIN mail DROP NOT NULL; ALTER DOMAIN mail SET DEFAULT 'a@' || 'b'",
    "ALTER DOMAIN mail RENAME TO email; CREATE SCHEMA s; ALTER DOMAIN email SET SCHEMA s; ALTER TABLE t ADD COLUMN n s.email",
    "ALTER DOMAIN s.email DROP DEFAULT; ALTER DOMAIN s.email SET NOT NULL; CREATE DOMAIN inner_mail AS s.email",
    "DROP DOMAIN inner_mail; ALTER TABLE t DROP COLUMN n",
    "DROP DOMAIN s.email CASCADE",
  ],
  "a domain of an enum, renamed and dropped with it": [
    "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN good AS mood DEFAULT 'ok' CHECK (VALUE = 'ok'::mood); CREATE TABLE t (id int, g good)",
    "ALTER TYPE mood RENAME TO feeling; ALTER SCHEMA public RENAME TO app",
    "DROP TYPE app.feeling CASCADE",
  ],
  "composite types and their attributes": [
    `CREATE TYPE pair AS (a int, b text COLLATE "C", c numeric(10, 2)); CREATE TYPE nothing AS (); CREATE TYPE outer_pair AS (p pair, ps pair[]); CREATE TABLE t (id int, p pair, ps pair[])`,
    "ALTER TYPE pair ADD ATTRIBUTE d timestamptz, DROP ATTRIBUTE c",
    "ALTER TYPE pair RENAME ATTRIBUTE a TO first; ALTER TYPE pair RENAME TO couple",
    "ALTER TABLE t DROP COLUMN ps, DROP COLUMN p; ALTER TYPE outer_pair DROP ATTRIBUTE ps, DROP ATTRIBUTE p; ALTER TYPE couple ALTER ATTRIBUTE first TYPE bigint",
    "ALTER TABLE t ADD COLUMN c couple; CREATE SCHEMA s; ALTER TYPE couple SET SCHEMA s",
    "DROP TYPE s.couple CASCADE",
  ],
  "functions by their arguments": [
    "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT a $$; CREATE FUNCTION f(a text, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT b $$; CREATE PROCEDURE p(INOUT a int) LANGUAGE plpgsql AS 'BEGIN END'",
    "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql STRICT AS $$ SELECT a + 1 $$; ALTER FUNCTION f(text, integer) STABLE PARALLEL SAFE SET search_path = public",
    "ALTER FUNCTION f(int) RENAME TO g; CREATE SCHEMA s; ALTER FUNCTION f(text, int) SET SCHEMA s; ALTER PROCEDURE p RENAME TO q",
    "DROP FUNCTION g; DROP FUNCTION s.f(text, int); DROP FUNCTION IF EXISTS nope(int); DROP PROCEDURE q(int)",
  ],
  "a function's types follow renames": [
    "CREATE TYPE kind AS ENUM ('a'); CREATE TABLE rows (id int); CREATE DOMAIN d AS int; CREATE FUNCTION f(k kind, r rows, VARIADIC ds d[]) RETURNS SETOF rows LANGUAGE sql AS $$ SELECT 1 $$",
    "ALTER TYPE kind RENAME TO sort; ALTER TABLE rows RENAME TO lines; ALTER DOMAIN d RENAME TO e",
    "ALTER FUNCTION f(sort, lines, e[]) RENAME TO g",
    "DROP TYPE sort CASCADE",
  ],
  "a body that names what is not there yet, or no longer": [
    "CREATE FUNCTION later() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM t); END $$; CREATE TABLE t (id int DEFAULT later()); CREATE FUNCTION reads() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM t'",
    "ALTER TABLE t RENAME TO u",
    "DROP TABLE u",
  ],
  "a body in SQL standard form": [
    "CREATE TABLE t (id int, x int); CREATE FUNCTION total() RETURNS bigint BEGIN ATOMIC SELECT sum(x) FROM t; END",
    "ALTER TABLE t RENAME x TO y; ALTER TABLE t RENAME TO u",
    "ALTER TABLE u DROP COLUMN y CASCADE",
  ],
  "functions in defaults, checks, generated columns, indexes and views": [
    "CREATE FUNCTION one() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'; CREATE FUNCTION plus(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + 1'",
    `CREATE TABLE t (id int DEFAULT one(), a int CHECK (plus(a) > 1), b int GENERATED ALWAYS AS (plus(a)) STORED, c int); CREATE INDEX i ON t (plus(c)); CREATE INDEX j ON t (c) WHERE plus(c) > 0;
     CREATE VIEW v AS SELECT plus(c) AS p FROM t; CREATE VIEW w AS SELECT p FROM v`,
    "ALTER FUNCTION plus(int) RENAME TO add_one; CREATE SCHEMA s; ALTER FUNCTION one() SET SCHEMA s",
    "DROP FUNCTION s.one() CASCADE",
    "DROP FUNCTION add_one(int) CASCADE",
  ],
  "overloaded functions that calls choose by their number of arguments": [
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (a int DEFAULT f(), b int DEFAULT f(1))",
    "DROP FUNCTION f(int) CASCADE",
    "DROP FUNCTION f() CASCADE",
  ],
  "triggers go along with their table and columns": [
    `CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TABLE "T" (id int, a int, b int, c int);
     CREATE TRIGGER touch BEFORE UPDATE OF a, "b" ON "T" FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a) EXECUTE FUNCTION stamp();
     CREATE CONSTRAINT TRIGGER late AFTER INSERT ON "T" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE PROCEDURE stamp('x'); CREATE TRIGGER gone AFTER UPDATE OF c OR DELETE ON "T" EXECUTE FUNCTION stamp()`,
    `ALTER TABLE "T" RENAME a TO "A"; ALTER TABLE "T" RENAME TO "U"; ALTER FUNCTION stamp() RENAME TO mark; ALTER TRIGGER touch ON "U" RENAME TO tap`,
    `CREATE OR REPLACE TRIGGER tap BEFORE UPDATE OF b ON "U" FOR EACH ROW EXECUTE FUNCTION mark(); ALTER TABLE "U" DISABLE TRIGGER tap, ENABLE REPLICA TRIGGER late`,
    `ALTER TABLE "U" ENABLE TRIGGER ALL; ALTER TABLE "U" ENABLE ALWAYS TRIGGER late`,
    `ALTER TABLE "U" DROP COLUMN c CASCADE; DROP TRIGGER tap ON "U"; DROP TRIGGER IF EXISTS nope ON "U"`,
    `DROP TABLE "U"`,
  ],
  "a function takes its triggers along": [
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION f(); CREATE TRIGGER t AFTER INSERT ON b EXECUTE FUNCTION f()",
    "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE SCHEMA s; ALTER TABLE a SET SCHEMA s",
    "DROP FUNCTION f() CASCADE",
  ],
  "triggers on views": [
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TABLE t (id int); CREATE VIEW v AS SELECT id FROM t; CREATE TRIGGER i INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f()",
    "ALTER VIEW v RENAME TO w",
    "DROP VIEW w",
  ],
  "row level security and its policies": [
    "CREATE TABLE teams (id int PRIMARY KEY, owner int); CREATE TABLE docs (id int, team int, title text, hidden boolean); ALTER TABLE docs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
    `CREATE POLICY own ON docs AS RESTRICTIVE FOR UPDATE TO PUBLIC USING (NOT hidden AND team = 1) WITH CHECK (length(title) > 1);
     CREATE POLICY member ON docs FOR SELECT USING (EXISTS (SELECT 1 FROM teams WHERE teams.id = docs.team AND teams.owner = id)); CREATE POLICY all_of_it ON docs`,
    "ALTER TABLE docs RENAME hidden TO secret; ALTER TABLE teams RENAME TO groups; ALTER TABLE docs RENAME team TO group_id; ALTER TABLE docs RENAME TO papers",
    "ALTER POLICY own ON papers USING (secret) WITH CHECK (group_id > 0); ALTER POLICY all_of_it ON papers RENAME TO every; ALTER POLICY every ON papers TO postgres",
    "ALTER TABLE papers NO FORCE ROW LEVEL SECURITY; DROP POLICY every ON papers",
    "ALTER TABLE papers DROP COLUMN secret CASCADE; DROP TABLE groups CASCADE",
    "ALTER TABLE papers DISABLE ROW LEVEL SECURITY; CREATE POLICY p ON papers USING (true)",
    "DROP TABLE papers",
  ],
  "policies that call functions and cast to types": [
    "CREATE TYPE role AS ENUM ('a'); CREATE FUNCTION my_role() RETURNS role LANGUAGE sql AS $$ SELECT 'a'::role $$; CREATE TABLE t (id int, r role); CREATE POLICY p ON t USING (r = my_role() AND r <> 'a'::role)",
    "ALTER TYPE role RENAME TO part; ALTER FUNCTION my_role() RENAME TO mine",
    "DROP FUNCTION mine() CASCADE",
  ],
  "rules": [
    "CREATE TABLE t (id int, a int); CREATE TABLE log (x int); CREATE VIEW v AS SELECT id FROM t; CREATE RULE keep AS ON DELETE TO t WHERE OLD.a > 1 DO INSTEAD NOTHING; CREATE RULE note AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (NEW.id); CREATE RULE into_t AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (NEW.id)",
    "ALTER TABLE t RENAME a TO b; ALTER TABLE log RENAME TO journal; ALTER RULE keep ON t RENAME TO hold; ALTER TABLE t DISABLE RULE hold",
    "CREATE OR REPLACE RULE hold AS ON DELETE TO t DO INSTEAD NOTHING",
    "DROP TABLE journal CASCADE; DROP RULE hold ON t",
    "DROP TABLE t CASCADE",
  ],
  "comments follow their objects": [
    `CREATE TYPE e AS ENUM ('a'); CREATE DOMAIN d AS int CONSTRAINT dc CHECK (VALUE > 0); CREATE TYPE c AS (x int); CREATE TABLE t (id int CONSTRAINT pk PRIMARY KEY, a int, b int); CREATE INDEX i ON t (a); CREATE SEQUENCE q; CREATE VIEW v AS SELECT id FROM t; CREATE MATERIALIZED VIEW m AS SELECT id FROM t;
     CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE TRIGGER tr AFTER INSERT ON t EXECUTE FUNCTION f(); CREATE POLICY p ON t; CREATE SCHEMA s`,
    `COMMENT ON TYPE e IS 'it''s'; COMMENT ON DOMAIN d IS 'd'; COMMENT ON CONSTRAINT dc ON DOMAIN d IS 'dc'; COMMENT ON TYPE c IS 'c'; COMMENT ON COLUMN c.x IS 'x'; COMMENT ON TABLE t IS E'two\\nlines'; COMMENT ON COLUMN public.t.a IS 'a'; COMMENT ON COLUMN t.b IS 'b';
     COMMENT ON CONSTRAINT pk ON t IS 'pk'; COMMENT ON INDEX i IS 'i'; COMMENT ON SEQUENCE q IS 'q'; COMMENT ON VIEW v IS 'v'; COMMENT ON COLUMN v.id IS 'v.id'; COMMENT ON MATERIALIZED VIEW m IS 'm'; COMMENT ON FUNCTION f() IS 'f'; COMMENT ON TRIGGER tr ON t IS 'tr'; COMMENT ON POLICY p ON t IS 'p'; COMMENT ON SCHEMA s IS 's'; COMMENT ON TABLE t IS 'other'; COMMENT ON DATABASE postgres IS 'x'`,
    "ALTER TABLE t RENAME a TO z; ALTER TABLE t RENAME TO u; ALTER TYPE e RENAME TO ee; ALTER INDEX i RENAME TO ii; ALTER FUNCTION f() RENAME TO g; ALTER SCHEMA s RENAME TO ss; ALTER TABLE u RENAME CONSTRAINT pk TO upk; ALTER TRIGGER tr ON u RENAME TO tt",
    "COMMENT ON TABLE u IS NULL; COMMENT ON COLUMN u.b IS ''; ALTER TABLE u ALTER z TYPE bigint",
    "DROP TABLE u CASCADE; DROP TYPE c; DROP DOMAIN d",
  ],
  "extended statistics": [
    "CREATE TABLE t (a int, b int, c text); CREATE STATISTICS st (ndistinct, dependencies) ON a, b FROM t; CREATE STATISTICS ex ON lower(c), a FROM t",
    "ALTER TABLE t RENAME a TO x; ALTER STATISTICS st RENAME TO stats; ALTER STATISTICS stats SET STATISTICS 10; CREATE SCHEMA s; ALTER STATISTICS stats SET SCHEMA s",
    "ALTER TABLE t ALTER b TYPE bigint; DROP STATISTICS s.stats; CREATE STATISTICS IF NOT EXISTS ex ON b, x FROM t",
    "ALTER TABLE t DROP COLUMN c",
    "CREATE STATISTICS again ON b, x FROM t; DROP TABLE t",
  ],
  "collations": [
    "CREATE COLLATION plain FROM \"C\"; CREATE COLLATION IF NOT EXISTS plain FROM \"POSIX\"; CREATE TABLE t (a text COLLATE plain)",
    "ALTER TABLE t DROP COLUMN a; DROP COLLATION plain; CREATE SCHEMA s; CREATE COLLATION s.other FROM \"C\"",
    "DROP SCHEMA s CASCADE",
  ],
  "storage parameters and column settings": [
    "CREATE TABLE t (id int PRIMARY KEY, a text STORAGE EXTERNAL, b text) WITH (fillfactor = 70, autovacuum_enabled = off, toast.autovacuum_enabled = false); CREATE TABLE IF NOT EXISTS t (id int) WITH (fillfactor = 10)",
    "ALTER TABLE t SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05), RESET (autovacuum_enabled)",
    "ALTER TABLE t ALTER b SET STATISTICS 200, ALTER b SET STORAGE MAIN, ALTER b SET (n_distinct = -0.5, n_distinct_inherited = 3); ALTER TABLE t ALTER b RESET (n_distinct_inherited)",
    "ALTER TABLE t RENAME b TO c; ALTER TABLE t ADD COLUMN d text STORAGE PLAIN; ALTER TABLE t ADD COLUMN IF NOT EXISTS c text STORAGE EXTERNAL",
    "ALTER TABLE t ALTER c TYPE varchar(10); ALTER TABLE t ALTER c SET STATISTICS -1; ALTER TABLE t DROP COLUMN d",
  ],
  "replica identity": [
    "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL); CREATE UNIQUE INDEX u ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX u",
    "ALTER INDEX u RENAME TO uu; ALTER TABLE t RENAME TO tt",
    "ALTER TABLE tt REPLICA IDENTITY FULL",
    "ALTER TABLE tt REPLICA IDENTITY DEFAULT",
  ],
  "schemas with all of it, renamed and dropped": [
    `CREATE SCHEMA s; CREATE DOMAIN s.d AS int; CREATE TYPE s.c AS (x s.d); CREATE FUNCTION s.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE FUNCTION s.v() RETURNS s.d LANGUAGE sql AS 'SELECT 1';
     CREATE TABLE s.t (d s.d DEFAULT s.v(), c s.c); CREATE TRIGGER tr BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.f(); CREATE TABLE o (d s.d, e int DEFAULT s.v()); CREATE TRIGGER tr BEFORE INSERT ON o FOR EACH ROW EXECUTE FUNCTION s.f()`,
    "ALTER SCHEMA s RENAME TO r",
    "DROP SCHEMA r CASCADE",
  ],
  "names by the search path": [
    "CREATE SCHEMA s; SET search_path = s, public; CREATE DOMAIN d AS int; CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TABLE t (d d); CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); COMMENT ON TABLE t IS 'x'; CREATE POLICY p ON t USING (d > 0); RESET search_path",
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; DROP FUNCTION f(); DROP TRIGGER tr ON s.t",
  ],
  "a table's row type as a type": [
    "CREATE TABLE inner_t (a int); CREATE TABLE outer_t (id int, r inner_t); CREATE FUNCTION f(r inner_t) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER TABLE inner_t RENAME TO core",
    "DROP TABLE core CASCADE",
  ],
  "OWNER, GRANT and their like change nothing": [
    "CREATE TABLE t (id int); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER TABLE t OWNER TO postgres; ALTER FUNCTION f() OWNER TO postgres; GRANT SELECT ON t TO PUBLIC; REVOKE ALL ON FUNCTION f() FROM PUBLIC",
  ],
  "updated_at by a trigger, as people write it with Prisma": [
    `CREATE TABLE "User" ("id" SERIAL NOT NULL, "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
     CREATE OR REPLACE FUNCTION set_updated_at() RETURNS TRIGGER AS $$ BEGIN NEW."updatedAt" = NOW(); RETURN NEW; END; $$ LANGUAGE 'plpgsql';
     DROP TRIGGER IF EXISTS set_updated_at ON "User"; CREATE TRIGGER set_updated_at BEFORE UPDATE ON "User" FOR EACH ROW EXECUTE PROCEDURE set_updated_at();`,
    `ALTER TABLE "User" RENAME TO "Account"; DROP TRIGGER set_updated_at ON "Account"; DROP FUNCTION set_updated_at`,
  ],
  "CASCADE drops only what depends": [
    "CREATE FUNCTION a() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION b() RETURNS int LANGUAGE sql RETURN a(); CREATE TABLE t (x int DEFAULT b(), y int DEFAULT 2, CHECK (y > 0)); CREATE POLICY p ON t USING (x = a()); CREATE POLICY q ON t USING (y = 1)",
    "DROP FUNCTION a() CASCADE",
  ],
};
