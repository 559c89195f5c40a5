/** Histories in which PL/pgSQL decides what happens; one migration a string. All of it can be told from the history. */
export const routineHistories: Readonly<Record<string, readonly string[]>> = {
  "a type that a guard of either kind made or found": [
    "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN CREATE TYPE mood AS ENUM ('a'); END IF; END $$",
    "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type t JOIN pg_namespace n ON t.typnamespace = n.oid WHERE t.typname = 'mood' AND n.nspname = current_schema()) THEN CREATE TYPE mood AS ENUM ('b'); END IF; END $$",
    "DO $$ BEGIN CREATE TYPE mood AS ENUM ('c'); EXCEPTION WHEN duplicate_object THEN NULL; END $$; DO $$ BEGIN CREATE TYPE other AS ENUM ('c'); EXCEPTION WHEN duplicate_object THEN NULL; END $$",
    "DO $$ BEGIN IF to_regtype('mood') IS NULL THEN CREATE TYPE mood AS ENUM ('d'); END IF; IF to_regtype('third') IS NULL THEN CREATE TYPE third AS ENUM ('d'); END IF; END $$",
  ],
  "columns, by information_schema and by pg_attribute": [
    "CREATE TABLE t (id int); CREATE TABLE u (id int, extra int)",
    ...Array<string>(2).fill(`DO $$ BEGIN
       IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 't' AND column_name = 'extra') THEN ALTER TABLE t ADD COLUMN extra int; END IF;
       IF EXISTS (SELECT FROM information_schema.columns c WHERE c.table_name = 'u' AND c.column_name IN ('extra', 'more')) THEN ALTER TABLE u DROP COLUMN extra; END IF;
       IF NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'public.t'::regclass AND attname = 'late' AND NOT attisdropped) THEN ALTER TABLE t ADD late text; END IF;
     END $$`),
  ],
  "constraints, indexes, tables and triggers": [
    "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int, p int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ...Array<string>(2).fill(`DO $$ BEGIN
       IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c_p_fkey' AND conrelid = 'c'::regclass) THEN ALTER TABLE c ADD CONSTRAINT c_p_fkey FOREIGN KEY (p) REFERENCES p; END IF;
       IF NOT EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE table_name = 'c' AND constraint_name = 'c_pkey' AND constraint_type = 'PRIMARY KEY') THEN ALTER TABLE c ADD PRIMARY KEY (id); END IF;
       IF NOT EXISTS (SELECT 1 FROM pg_indexes WHERE schemaname = 'public' AND indexname = 'c_p_idx') THEN CREATE INDEX c_p_idx ON c (p); END IF;
       IF to_regclass('public.log') IS NULL THEN CREATE TABLE log (id int); END IF;
       IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'touch' AND tgrelid = 'c'::regclass) THEN CREATE TRIGGER touch BEFORE UPDATE ON c FOR EACH ROW EXECUTE FUNCTION f(); END IF;
       IF NOT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = 'numbers' AND c.relkind = 'S' AND n.nspname = 'public') THEN CREATE SEQUENCE numbers; END IF;
     END $$`),
  ],
  "ELSE and ELSIF, one of which is taken": [
    "CREATE TABLE old_name (id int)",
    ...Array<string>(2).fill(`DO $$ BEGIN
       IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'old_name') THEN ALTER TABLE old_name RENAME TO new_name;
       ELSIF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'new_name') THEN ALTER TABLE new_name ADD COLUMN found int;
       ELSE CREATE TABLE new_name (other int); END IF;
     END $$`),
    "DO $$ BEGIN CASE (SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public') WHEN 0 THEN CREATE TABLE none (id int); WHEN 1 THEN CREATE TABLE one (id int); ELSE CREATE TABLE many (id int); END CASE; END $$",
  ],
  "early RETURN, and what was found in a variable": [
    "CREATE TABLE t (id int)",
    "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'nope') THEN RETURN; END IF; ALTER TABLE t ADD COLUMN a int; END $$",
    "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 't') THEN RETURN; END IF; ALTER TABLE t ADD COLUMN b int; END $$",
    `DO $$ DECLARE there boolean; n int; BEGIN
       SELECT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a') INTO there;
       IF NOT there THEN ALTER TABLE t ADD COLUMN c int; END IF;
       there := EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'gone');
       IF NOT there THEN ALTER TABLE t ADD COLUMN d int; END IF;
       SELECT count(*) INTO n FROM pg_class WHERE relname = 't' AND relkind = 'r';
       IF n = 1 THEN ALTER TABLE t ADD COLUMN e int; END IF;
       PERFORM 1 FROM pg_constraint WHERE conname = 't_pkey';
       IF NOT FOUND THEN ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (id); END IF;
     END $$`,
  ],
  "a block that an error undoes": [
    "CREATE TYPE b AS ENUM ('x')",
    "DO $$ BEGIN CREATE TYPE a AS ENUM ('x'); CREATE TYPE b AS ENUM ('x'); CREATE TYPE c AS ENUM ('x'); EXCEPTION WHEN duplicate_object THEN CREATE TYPE handled AS ENUM ('x'); END $$",
    "DO $$ BEGIN BEGIN CREATE TYPE a AS ENUM ('x'); EXCEPTION WHEN duplicate_object THEN NULL; END; BEGIN CREATE TYPE b AS ENUM ('x'); EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'there'; END; CREATE TYPE d AS ENUM ('x'); END $$",
    "CREATE TABLE t (id int); DO $$ BEGIN ALTER TABLE t ADD COLUMN id int; EXCEPTION WHEN duplicate_column THEN RAISE NOTICE '%', SQLERRM; END $$; DO $$ BEGIN ALTER TABLE nope ADD COLUMN id int; EXCEPTION WHEN undefined_table THEN CREATE TABLE nope (id int); END $$",
    "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 't') THEN RAISE EXCEPTION 'there'; END IF; DROP TABLE t; EXCEPTION WHEN raise_exception THEN ALTER TABLE t ADD COLUMN raised int; END $$",
  ],
  "loops over what is written out or in the catalogs": [
    "CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE SCHEMA s; CREATE TABLE s.c (id int)",
    "DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP EXECUTE format('ALTER TABLE %I ADD COLUMN %I text DEFAULT %L', t, t || '_Col', 'it''s'); END LOOP; END $$",
    "DO $$ DECLARE names text[] := ARRAY['x', 'y']; BEGIN FOR i IN 1..3 LOOP EXECUTE 'ALTER TABLE a ADD COLUMN c' || i || ' int'; END LOOP; FOR i IN REVERSE 2..1 LOOP EXECUTE 'CREATE INDEX ON ' || quote_ident('b') || ' (id)'; END LOOP; END $$",
    "DO $$ DECLARE r record; BEGIN FOR r IN SELECT tablename, schemaname FROM pg_tables WHERE schemaname IN ('public', 's') LOOP EXECUTE format('ALTER TABLE %I.%I ADD COLUMN created_at timestamptz', r.schemaname, r.tablename); END LOOP; END $$",
    "DO $$ DECLARE r record; n text; BEGIN FOR r IN SELECT * FROM (VALUES ('a', 'one'), ('b', 'two')) AS v(t, c) LOOP EXECUTE 'ALTER TABLE ' || r.t || ' ADD COLUMN ' || r.c || ' int'; END LOOP; FOR n IN SELECT unnest(ARRAY['a', 'b']) LOOP IF n = 'b' THEN CONTINUE; END IF; EXECUTE 'ALTER TABLE ' || n || ' DROP COLUMN id'; END LOOP; END $$",
    "DO $$ DECLARE r record; BEGIN FOR r IN (SELECT c.conname, c.conrelid::regclass AS rel FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = 'public.a'::regclass) LOOP EXECUTE 'DROP TABLE ' || r.rel; END LOOP; FOR i IN 2..1 LOOP DROP TABLE a; END LOOP; END $$",
  ],
  "functions where they are called": [
    "CREATE TABLE t (id int); CREATE FUNCTION widen() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE t ADD COLUMN b int; END $$; CREATE FUNCTION twice() RETURNS int LANGUAGE sql AS 'SELECT widen(); SELECT 1'; CREATE PROCEDURE narrow(what text) LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('ALTER TABLE t DROP COLUMN %I', what); END $$",
    "SELECT widen()",
    "CALL narrow('b')",
    "SELECT twice()",
    "DO $$ BEGIN CALL narrow('b'); PERFORM widen(); END $$",
    "CREATE OR REPLACE FUNCTION widen() RETURNS void LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 't') THEN ALTER TABLE t ADD COLUMN c int; END IF; END $$; SELECT public.widen(); ALTER FUNCTION widen() RENAME TO broaden",
    "DROP TABLE t; SELECT broaden(); DROP FUNCTION broaden()",
  ],
  "functions that are given names, by others and by themselves": [
    "CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE FUNCTION mark(t text, c text DEFAULT 'marked') RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('ALTER TABLE %I ADD COLUMN %I int', t, c); END $$; CREATE FUNCTION mark_all(VARIADIC n text[]) RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM mark('a', 'all'); RETURN 1; END $$",
    "SELECT mark('a'), mark('b', 'x'); DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP PERFORM mark(t, 'y_' || t); END LOOP; END $$",
    "SELECT mark_all('a', 'b')",
    "CREATE FUNCTION again(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF n > 0 THEN RETURN again(n - 1); END IF; DROP TABLE IF EXISTS b; RETURN 0; END $$; SELECT again(0)",
  ],
  "functions with a search path of their own": [
    "CREATE SCHEMA s; CREATE FUNCTION make() RETURNS void LANGUAGE plpgsql SET search_path = s AS $$ BEGIN CREATE TABLE made (id int); END $$; CREATE FUNCTION plain() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE made (id int); END $$",
    "SELECT make(); SELECT plain(); CREATE TABLE after (id int)",
    "ALTER FUNCTION plain() SET search_path = s, public; DROP TABLE s.made; SELECT plain()",
  ],
  "a body in SQL standard form that is called": [
    "CREATE TABLE t (id int); CREATE PROCEDURE fill(n int) BEGIN ATOMIC INSERT INTO t VALUES (n); DELETE FROM t WHERE id > n; END",
    "CALL fill(1)",
  ],
};

interface Undecided {
  readonly name: string;
  readonly sqls: readonly string[];
  /** What PostgreSQL has otherwise than we, who say that we do not know. */
  readonly excused: readonly string[];
}

/** Where rows, roles or SQL that is put together at run time decide; the last migration is the one that is not known. */
export const undecidedHistories: readonly Undecided[] = [
  { name: "a branch by the rows of a table", sqls: ["CREATE TABLE t (id int)", "DO $$ BEGIN IF EXISTS (SELECT 1 FROM t) THEN DROP TABLE t; END IF; END $$"], excused: ["column public.t.id, since 2", "table public.t, since 2"] },
  { name: "a table that two branches make in two ways", sqls: ["DO $$ BEGIN IF random() < 0 THEN CREATE TABLE t (a int); ELSE CREATE TABLE t (b int); END IF; END $$"], excused: ["column public.t.a, since 1", "column public.t.b, since 1", "table public.t, since 1"] },
  { name: "after RETURN on a condition of rows", sqls: ["CREATE TABLE t (id int)", "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM t) THEN RETURN; END IF; ALTER TABLE t ADD COLUMN a int; END $$"], excused: ["column public.t.a, since 2", "table public.t, since 2"] },
  { name: "a loop over rows", sqls: ["CREATE TABLE t (id int)", "DO $$ DECLARE r record; BEGIN FOR r IN SELECT id FROM t LOOP ALTER TABLE t ADD COLUMN a int; END LOOP; END $$"], excused: ["column public.t.a, since 2", "table public.t, since 2"] },
  { name: "names that come from rows", sqls: ["CREATE TABLE names (n text); INSERT INTO names VALUES ('made')", "DO $$ DECLARE r record; BEGIN FOR r IN SELECT n FROM names LOOP EXECUTE format('CREATE TABLE %I (id int)', r.n); END LOOP; END $$"], excused: ["column public.made.id, since 2", "table public.made, since 2"] },
  { name: "a variable that a branch may have set", sqls: ["DO $$ DECLARE n text := 'a'; BEGIN IF random() >= 0 THEN n := 'b'; END IF; EXECUTE 'CREATE TABLE ' || n || ' ()'; END $$"], excused: ["table public.b, since 1"] },
  { name: "a function in another language", sqls: ["CREATE FUNCTION f() RETURNS int LANGUAGE internal AS 'pg_backend_pid'", "SELECT f()"], excused: [] },
];

/** Tables that get rows one way or another, with those that do. */
export const fillings: readonly { readonly sql: string; readonly filled: readonly string[] }[] = [
  { sql: "DO $$ BEGIN FOR i IN 1..3 LOOP INSERT INTO a VALUES (i); END LOOP; END $$", filled: ["a"] },
  { sql: "DO $$ DECLARE r record; BEGIN FOR r IN SELECT 1 AS x LOOP INSERT INTO a VALUES (r.x); END LOOP; WHILE NOT EXISTS (SELECT 1 FROM b) LOOP INSERT INTO b VALUES (1); END LOOP; END $$", filled: ["a", "b"] },
  { sql: "DO $$ DECLARE n int; BEGIN IF random() >= 0 THEN INSERT INTO a VALUES (1) RETURNING id INTO n; ELSE NULL; END IF; INSERT INTO b SELECT id FROM a; END $$", filled: ["a", "b"] },
  { sql: "DO $$ BEGIN EXECUTE 'INSERT INTO a VALUES ($1)' USING 1; END $$", filled: ["a"] },
  { sql: "DO $$ BEGIN FOR i IN 1..2 LOOP EXECUTE format('INSERT INTO %I VALUES (1)', chr(96 + i)); END LOOP; END $$", filled: ["a", "b"] },
  { sql: "CREATE FUNCTION put(n int) RETURNS int LANGUAGE sql AS 'INSERT INTO a VALUES (n) RETURNING id'; SELECT put(1)", filled: ["a"] },
  { sql: "CREATE FUNCTION put() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO a VALUES (1); RETURN 1; END $$; UPDATE b SET id = 1; INSERT INTO b VALUES (put())", filled: ["a", "b"] },
  { sql: "CREATE FUNCTION put() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO a VALUES (1); RETURN 1; END $$; DO $$ DECLARE n int; BEGIN n := put(); IF put() = 1 THEN NULL; END IF; END $$", filled: ["a"] },
  { sql: "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'nope') THEN INSERT INTO a VALUES (1); END IF; END $$", filled: [] },
  { sql: "CREATE FUNCTION put() RETURNS int LANGUAGE sql AS 'INSERT INTO a VALUES (1) RETURNING id'; CREATE FUNCTION never() RETURNS int LANGUAGE sql AS 'SELECT put()'", filled: [] },
  { sql: "DO $$ BEGIN BEGIN INSERT INTO a VALUES (1); EXCEPTION WHEN unique_violation THEN INSERT INTO b VALUES (1); END; END $$", filled: ["a", "b"] },
];
