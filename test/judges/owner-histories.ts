/** One migration a string: what roles own, and extensions. */
export const ownerHistories: Readonly<Record<string, readonly string[]>> = {
  "DROP OWNED and REASSIGN OWNED": [
    `DO $$ BEGIN CREATE ROLE leaving; EXCEPTION WHEN duplicate_object THEN NULL; END $$; DO $$ BEGIN CREATE ROLE staying; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
     CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (id int REFERENCES t); CREATE VIEW v AS SELECT id FROM t; CREATE SEQUENCE sq; CREATE TYPE mood AS ENUM ('a'); CREATE SCHEMA s; CREATE TABLE s.inside (m mood, id int DEFAULT nextval('sq'));
     CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE kept (id int, m mood, d int DEFAULT f()); GRANT SELECT ON kept TO leaving; GRANT INSERT ON kept TO staying; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO leaving;
     ALTER TABLE t OWNER TO leaving; ALTER VIEW v OWNER TO leaving; ALTER FUNCTION f() OWNER TO leaving`,
    "REASSIGN OWNED BY leaving TO staying",
    "ALTER TYPE mood OWNER TO leaving; ALTER SEQUENCE sq OWNER TO leaving; DROP OWNED BY leaving CASCADE",
    "DROP OWNED BY staying CASCADE; DROP OWNED BY leaving",
  ],
  "ALTER EXTENSION": [
    "CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE SCHEMA extensions; CREATE TABLE t (id int, c citext, h public.hstore); CREATE TABLE member (id int)",
    "ALTER EXTENSION citext SET SCHEMA extensions; ALTER EXTENSION hstore SET SCHEMA extensions; ALTER EXTENSION hstore UPDATE",
    "ALTER TABLE t ADD COLUMN later extensions.citext; ALTER TABLE t DROP COLUMN h",
  ],
};
