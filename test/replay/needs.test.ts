import { afterAll, describe, expect, test } from "vitest";
import { DatabasePool, type JudgedDatabase } from "../judges/database-pool.js";
import { dialect, problemsOf, replayed } from "./replayed.js";

const pool = new DatabasePool();
afterAll(() => pool.close());

const before = `CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TYPE pair AS (a int, b text); CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE, mood mood, p pair, data jsonb, tags text[]);
CREATE TABLE posts (id int PRIMARY KEY, user_id int REFERENCES users, title text); CREATE VIEW authors AS SELECT id, email FROM users; CREATE SEQUENCE seq; CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select a';
CREATE FUNCTION shout(users) RETURNS text LANGUAGE sql AS 'select $1.email'; CREATE SCHEMA app; CREATE TABLE app.jobs (id int, users text); CREATE FUNCTION app.g() RETURNS int LANGUAGE sql AS 'select 1';
CREATE MATERIALIZED VIEW mv AS SELECT id FROM users;`;

/** A name that is not there: what the replay says, and PostgreSQL's SQLSTATE. */
const refused: readonly (readonly [string, string, string])[] = [
  ["CREATE TABLE x (a int, b int GENERATED ALWAYS AS (c) STORED)", "missing column c on x", "42703"],
  ["CREATE TABLE x (a int CHECK (nope > 1))", "missing column nope on x", "42703"],
  ["CREATE TABLE x (a int, CHECK (nope > 1))", "missing column nope on x", "42703"],
  ["CREATE TABLE x (a int DEFAULT nofn())", "missing function nofn", "42883"],
  ["CREATE TABLE x (a int DEFAULT nextval('noseq'))", "missing sequence noseq", "42P01"],
  ["ALTER TABLE posts ADD COLUMN c int CHECK (nope > 1)", "missing column nope on posts", "42703"],
  ["ALTER TABLE posts ADD COLUMN c int DEFAULT nofn()", "missing function nofn", "42883"],
  ["ALTER TABLE posts ADD COLUMN c int GENERATED ALWAYS AS (nope + 1) STORED", "missing column nope on posts", "42703"],
  ["ALTER TABLE posts ALTER COLUMN nope SET DEFAULT 1", "missing column nope on posts", "42703"],
  ["ALTER TABLE posts ALTER COLUMN title TYPE int USING nope::int", "missing column nope on posts", "42703"],
  ["ALTER TABLE posts ALTER COLUMN title SET DEFAULT nofn()", "missing function nofn", "42883"],
  ["ALTER TABLE posts ADD CONSTRAINT c CHECK (nope > 1)", "missing column nope on posts", "42703"],
  ["ALTER TABLE posts ADD CONSTRAINT c CHECK (nofn(id) > 1)", "missing function nofn", "42883"],
  ["ALTER TABLE posts ADD EXCLUDE USING gist (nope WITH =)", "missing column nope on posts", "42703"],
  ["CREATE INDEX i ON posts (nope)", "missing column nope on posts", "42703"],
  ["CREATE INDEX i ON posts (lower(nope))", "missing column nope on posts", "42703"],
  ["CREATE INDEX i ON posts (nofn(title))", "missing function nofn", "42883"],
  ["CREATE INDEX i ON posts (title) WHERE nope IS NULL", "missing column nope on posts", "42703"],
  ["CREATE INDEX i ON posts (title) INCLUDE (nope)", "missing column nope on posts", "42703"],
  ["CREATE INDEX i ON mv (nope)", "missing column nope on mv", "42703"],
  ["CREATE VIEW v AS SELECT nope FROM users", "missing column nope on users", "42703"],
  ["CREATE VIEW v AS SELECT u.nope FROM users u", "missing column nope on users", "42703"],
  ["CREATE VIEW v AS SELECT users.id FROM users u", "missing FROM-clause entry users", "42P01"],
  ["CREATE VIEW v AS SELECT x.id FROM users u", "missing FROM-clause entry x", "42P01"],
  ["CREATE VIEW v AS SELECT nofn(id) FROM users", "missing function nofn", "42883"],
  ["CREATE VIEW v AS SELECT id FROM nope", "missing table nope", "42P01"],
  ["CREATE VIEW v AS SELECT u.* FROM users u WHERE EXISTS (SELECT 1 FROM posts WHERE posts.user_id = u.nope)", "missing column nope on users", "42703"],
  ["CREATE VIEW v AS WITH w AS (SELECT id FROM users) SELECT nope FROM w", "missing column nope", "42703"],
  ["CREATE VIEW v AS SELECT s.nope FROM (SELECT id FROM users) s", "missing column nope", "42703"],
  ["CREATE VIEW v AS SELECT id AS a FROM users WHERE a > 1", "missing column a on users", "42703"],
  ["CREATE VIEW v AS SELECT a.id FROM authors a WHERE a.nope = 1", "missing column nope on authors", "42703"],
  ["INSERT INTO nope VALUES (1)", "missing table nope", "42P01"],
  ["INSERT INTO users (nope) VALUES (1)", "missing column nope on users", "42703"],
  ["INSERT INTO users (id) SELECT nope FROM posts", "missing column nope on posts", "42703"],
  ["INSERT INTO users (id) SELECT id FROM nope", "missing table nope", "42P01"],
  ["INSERT INTO users (id) VALUES (1) ON CONFLICT (nope) DO NOTHING", "missing column nope on users", "42703"],
  ["INSERT INTO users (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET nope = 1", "missing column nope on users", "42703"],
  ["INSERT INTO users (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET email = excluded.nope", "missing column nope on users", "42703"],
  ["INSERT INTO users (id) VALUES (nofn())", "missing function nofn", "42883"],
  ["UPDATE nope SET a = 1", "missing table nope", "42P01"],
  ["UPDATE users SET nope = 1", "missing column nope on users", "42703"],
  ["UPDATE users SET email = nope", "missing column nope on users", "42703"],
  ["UPDATE users SET email = 'a' WHERE nope = 1", "missing column nope on users", "42703"],
  ["UPDATE users SET email = 'a' WHERE posts.id = 1", "missing FROM-clause entry posts", "42P01"],
  ["UPDATE users SET email = p.nope FROM posts p WHERE p.user_id = users.id", "missing column nope on posts", "42703"],
  ["UPDATE users u SET u.email = 'a'", "missing column u on users", "42703"],
  ["UPDATE users u SET email = 'a' WHERE users.id = 1", "missing FROM-clause entry users", "42P01"],
  ["UPDATE users SET email = nofn(email)", "missing function nofn", "42883"],
  ["DELETE FROM nope", "missing table nope", "42P01"],
  ["DELETE FROM users WHERE nope = 1", "missing column nope on users", "42703"],
  ["DELETE FROM users u USING posts p WHERE p.nope = u.id", "missing column nope on posts", "42703"],
  ["DELETE FROM users WHERE id IN (SELECT nope FROM posts)", "missing column nope", "42703"],
  ["SELECT * FROM nope", "missing table nope", "42P01"],
  ["SELECT nope FROM users", "missing column nope on users", "42703"],
  ["SELECT nofn()", "missing function nofn", "42883"],
  ["SELECT now(1)", "missing function now", "42883"],
  ["SELECT md5()", "missing function md5", "42883"],
  ["CREATE TABLE x (a text DEFAULT lower('a', 'b'))", "missing function lower", "42883"],
  ["SELECT id::nope FROM users", "missing type nope", "42704"],
  ["CREATE TABLE x (a int DEFAULT '1'::nope)", "missing type nope", "42704"],
  ["SELECT setval('noseq', 1)", "missing sequence noseq", "42P01"],
  ["SELECT 1 FROM users WHERE nope = 1", "missing column nope on users", "42703"],
  ["MERGE INTO users u USING posts p ON u.id = p.nope WHEN MATCHED THEN DELETE", "missing column nope on posts", "42703"],
  ["WITH w AS (SELECT id FROM nope) DELETE FROM users USING w WHERE w.id = users.id", "missing table nope", "42P01"],
  ["WITH w AS (SELECT id FROM posts) DELETE FROM users USING w WHERE w.nope = users.id", "missing column nope", "42703"],
  ["CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'select id from nope'", "missing table nope", "42P01"],
  ["CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'select nope from users'", "missing column nope on users", "42703"],
  ["CREATE FUNCTION g() RETURNS int LANGUAGE sql AS $$ select nofn() $$", "missing function nofn", "42883"],
  ["CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'insert into nope values (1) returning id'", "missing table nope", "42P01"],
  ["CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT id FROM nope; END", "missing table nope", "42P01"],
  ["CREATE TRIGGER t BEFORE INSERT ON nope FOR EACH ROW EXECUTE FUNCTION f()", "missing table nope", "42P01"],
  ["CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION nofn()", "missing function nofn", "42883"],
  ["CREATE TRIGGER t BEFORE UPDATE OF nope ON users FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()", "missing column nope on users", "42703"],
  ["CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW WHEN (OLD.nope = 1) EXECUTE FUNCTION suppress_redundant_updates_trigger()", "missing column nope on users", "42703"],
  ["CREATE POLICY p ON users USING (nope = 1)", "missing column nope on users", "42703"],
  ["CREATE POLICY p ON users USING (nofn() = id)", "missing function nofn", "42883"],
  ["CREATE POLICY p ON users USING (id IN (SELECT nope FROM posts))", "missing column nope", "42703"],
  ["CREATE POLICY p ON users USING (id IN (SELECT user_id FROM nope))", "missing table nope", "42P01"],
  ["CREATE RULE r AS ON INSERT TO users DO ALSO INSERT INTO nope VALUES (1)", "missing table nope", "42P01"],
  ["CREATE FUNCTION g() RETURNS nope LANGUAGE sql AS 'select 1'", "missing type nope", "42704"],
  ["CREATE FUNCTION g(a nope) RETURNS int LANGUAGE plpgsql AS 'begin return 1; end'", "missing type nope", "42704"],
  ["CREATE FUNCTION g() RETURNS SETOF nope LANGUAGE plpgsql AS 'begin return 1; end'", "missing type nope", "42704"],
  ["CREATE FUNCTION g() RETURNS TABLE (a nope[]) LANGUAGE plpgsql AS 'begin return 1; end'", "missing type nope", "42704"],
  ["CREATE DOMAIN d AS nope", "missing type nope", "42704"],
  ["CREATE TYPE cc AS (a nope)", "missing type nope", "42704"],
  ["CREATE SEQUENCE s OWNED BY users.nope", "missing column nope on users", "42703"],
  ["ALTER SEQUENCE seq OWNED BY nope.id", "missing table nope", "42P01"],
  ["CREATE TABLE x AS SELECT nope FROM users", "missing column nope on users", "42703"],
  ["CREATE TABLE x AS SELECT id FROM nope", "missing table nope", "42P01"],
  ["CREATE MATERIALIZED VIEW m2 AS SELECT nope FROM users", "missing column nope on users", "42703"],
];

/** Names that are found in odd places. */
const running: readonly string[] = [
  "SELECT u FROM users u",
  "SELECT u.* FROM users u",
  "SELECT users FROM users",
  "SELECT email(u) FROM users u",
  "SELECT u.shout FROM users u",
  "SELECT shout(u) FROM users u",
  "SELECT mood('ok')",
  `SELECT int4(1.5), text('a'), "char"('a')`,
  "SELECT id AS a FROM users ORDER BY a",
  "SELECT id AS a, count(*) FROM users GROUP BY a HAVING count(*) > 1",
  "SELECT DISTINCT ON (a) id AS a FROM users",
  "SELECT id FROM users UNION SELECT user_id FROM posts ORDER BY id",
  "SELECT id AS x FROM users UNION SELECT user_id FROM posts ORDER BY x",
  "SELECT ctid, xmin, tableoid::regclass FROM users",
  "SELECT (p).a, (u.p).b FROM users u",
  "SELECT x.n FROM generate_series(1, 3) AS x(n)",
  "SELECT n FROM generate_series(1, 3) n",
  "SELECT generate_series FROM generate_series(1, 3)",
  "SELECT * FROM jsonb_each('{}') WHERE key = 'a'",
  "SELECT e.value FROM users, jsonb_each(data) e",
  "SELECT t FROM users, unnest(tags) t",
  "SELECT t.ord, t.v FROM users, unnest(tags) WITH ORDINALITY AS t(v, ord)",
  "SELECT v.a FROM (VALUES (1, 2)) AS v(a, b)",
  "SELECT column1 FROM (VALUES (1, 2)) AS v",
  "SELECT v.column2 FROM (VALUES (1, 2)) v",
  "WITH w AS (SELECT id FROM users) SELECT w.id FROM w",
  "WITH w(a) AS (SELECT id FROM users) SELECT a FROM w",
  "WITH w AS (SELECT * FROM users) SELECT email FROM w",
  "WITH w AS (SELECT u.*, 1 AS extra FROM users u) SELECT email, extra FROM w",
  "WITH RECURSIVE w AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM w WHERE n < 3) SELECT n FROM w",
  "WITH RECURSIVE w(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM w WHERE n < 3) SELECT n FROM w",
  "WITH a AS (SELECT id FROM users), b AS (SELECT id AS c FROM a) SELECT c FROM b",
  "WITH d AS (DELETE FROM posts RETURNING id, title) SELECT title FROM d",
  "WITH d AS (DELETE FROM posts RETURNING *) INSERT INTO app.jobs (id) SELECT id FROM d",
  "WITH posts AS (SELECT 1 AS other) SELECT other FROM posts",
  "SELECT s.a FROM (SELECT id AS a FROM users) s",
  "SELECT s.id, s.title FROM (SELECT p.*, u.email FROM posts p JOIN users u ON u.id = p.user_id) s",
  "SELECT s.count FROM (SELECT count(*) FROM users) s",
  `SELECT s.max, s."?column?" FROM (SELECT max(id), 1 + 1 FROM users) s`,
  "SELECT s.f FROM (SELECT f(1)) s",
  `SELECT s.lower, s.coalesce, s."case" FROM (SELECT lower('a'), coalesce(1), CASE WHEN true THEN 1 END) s`,
  "SELECT s.mood FROM (SELECT 'ok'::mood) s",
  `SELECT s.exists, s."array", s.row FROM (SELECT EXISTS (SELECT 1), ARRAY[1], ROW(1, 2)) s`,
  "SELECT s.current_date, s.current_user FROM (SELECT current_date, current_user) s",
  "SELECT s.extract FROM (SELECT extract(year from now())) s",
  "SELECT s.timezone FROM (SELECT now() AT TIME ZONE 'UTC') s",
  "SELECT id FROM users JOIN posts USING (id)",
  "SELECT j.id FROM users JOIN posts USING (id) AS j",
  "SELECT email, title FROM users NATURAL JOIN posts",
  "SELECT u.id, l.title FROM users u, LATERAL (SELECT title FROM posts WHERE user_id = u.id LIMIT 1) l",
  "SELECT id FROM users u WHERE EXISTS (SELECT 1 FROM posts WHERE user_id = u.id AND email = title)",
  "SELECT (SELECT email) FROM users",
  "SELECT a.x FROM users AS a (x)",
  "SELECT a.x, a.email FROM users AS a (x)",
  "SELECT public.users.email FROM users",
  "SELECT public.users.email FROM public.users",
  "SELECT users.id FROM app.jobs AS users",
  "SELECT jobs.users FROM app.jobs",
  "SELECT app.g(), public.f(1)",
  "SELECT last_value, is_called FROM seq",
  "SELECT relname FROM pg_class",
  "SELECT table_name FROM information_schema.tables",
  "SELECT count(*) FILTER (WHERE id > 1) OVER w FROM users WINDOW w AS (PARTITION BY email ORDER BY id)",
  "SELECT x.a FROM XMLTABLE('/r' PASSING '<r/>' COLUMNS a text) AS x",
  "SELECT a FROM XMLTABLE('/r' PASSING '<r/>' COLUMNS a text)",
  "SELECT jt.a FROM JSON_TABLE('{}', '$' COLUMNS (a int PATH '$.a')) jt",
  "SELECT id FROM users TABLESAMPLE system (10)",
  "SELECT u.id FROM users u TABLESAMPLE system (10)",
  "SELECT id FROM users u FOR UPDATE OF u",
  "SELECT id FROM ONLY users",
  "TABLE users",
  "SELECT trim(both 'x' from 'xax'), overlay('a' placing 'b' from 1), position('a' in 'b'), substring('abc' from 1 for 2)",
  "SELECT nullif(1, 2), greatest(1, 2), coalesce(1), current_timestamp, localtime, session_user",
  "SELECT xmlelement(name a, 'b'), grouping(id) FROM users GROUP BY id",
  "SELECT json_object('a': 1), json_array(1, 2), json_arrayagg(id), json_objectagg(id: email) FROM users GROUP BY id",
  "SELECT array_agg(id ORDER BY email), string_agg(email, ','), percentile_cont(0.5) WITHIN GROUP (ORDER BY id), mode() WITHIN GROUP (ORDER BY id) FROM users",
  "SELECT rank() OVER (ORDER BY id), row_number() OVER (), lag(id) OVER (ORDER BY id), ntile(2) OVER (ORDER BY id) FROM users",
  "SELECT make_interval(days => 1)",
  "SELECT ROW(1, 2), ARRAY(SELECT id FROM users), (ARRAY[1,2])[1]",
  "SELECT data->'a' #>> '{b}', data ? 'a', tags[1], tags[1:2] FROM users",
  "INSERT INTO users (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET email = excluded.email WHERE users.id = 1 RETURNING id, users.email",
  "INSERT INTO users AS u (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET email = u.email || excluded.email RETURNING u.id",
  "INSERT INTO users (id) VALUES (1) ON CONFLICT ON CONSTRAINT users_pkey DO NOTHING",
  "INSERT INTO users (id, email) SELECT id, title FROM posts ON CONFLICT DO NOTHING",
  "INSERT INTO users (id) SELECT p.id FROM posts p WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.id = p.id)",
  "INSERT INTO users (id) VALUES (1) RETURNING old.id, new.id",
  "INSERT INTO users (id) VALUES (1) RETURNING WITH (OLD AS o, NEW AS n) o.id, n.id",
  "INSERT INTO users (id, p.a) VALUES (1, 2)",
  "INSERT INTO authors (id, email) VALUES (1, 'a')",
  "UPDATE users SET email = email || 'a' WHERE id = 1 RETURNING email",
  "UPDATE users u SET email = p.title FROM posts p WHERE p.user_id = u.id RETURNING p.title",
  "UPDATE users SET email = (SELECT title FROM posts WHERE user_id = users.id LIMIT 1)",
  "UPDATE users SET (email, mood) = (SELECT title, 'ok'::mood FROM posts WHERE user_id = users.id LIMIT 1)",
  "UPDATE users SET p.a = 1",
  "UPDATE users SET tags[1] = 'a'",
  "UPDATE users SET data['a'] = '1'",
  "UPDATE users SET email = s.t FROM (SELECT user_id, max(title) AS t FROM posts GROUP BY user_id) s WHERE s.user_id = users.id",
  "UPDATE users SET email = x.n::text FROM generate_series(1, 2) AS x(n) WHERE x.n = users.id",
  "WITH r AS (SELECT id, row_number() OVER (PARTITION BY email ORDER BY id) AS rn FROM users) DELETE FROM users WHERE id IN (SELECT id FROM r WHERE rn > 1)",
  "WITH r AS (SELECT id, row_number() OVER () rn FROM users) UPDATE users SET email = r.rn::text FROM r WHERE r.id = users.id",
  "DELETE FROM users u USING posts p WHERE p.user_id = u.id AND p.ctid = p.ctid",
  "DELETE FROM posts a USING posts b WHERE a.id < b.id AND a.title = b.title",
  "MERGE INTO users u USING (SELECT id, title FROM posts) p ON u.id = p.id WHEN MATCHED THEN UPDATE SET email = p.title WHEN NOT MATCHED THEN INSERT (id, email) VALUES (p.id, p.title)",
  "MERGE INTO users u USING posts p ON u.id = p.id WHEN MATCHED THEN DELETE RETURNING merge_action(), u.id",
  "CREATE VIEW v AS SELECT id AS a, count(*) FROM users GROUP BY a ORDER BY a",
  "CREATE RECURSIVE VIEW v (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM v WHERE n < 3",
  "CREATE OR REPLACE VIEW authors AS SELECT a.id, a.email, posts.title FROM users a LEFT JOIN posts ON posts.user_id = a.id",
  "CREATE MATERIALIZED VIEW m AS SELECT a.id, s.n FROM authors a, LATERAL (SELECT count(*) AS n FROM posts WHERE posts.user_id = a.id) s",
  "CREATE TABLE x AS WITH w AS (SELECT * FROM posts) SELECT w.title FROM w",
  "CREATE TABLE x (a int DEFAULT nextval('seq'), b text DEFAULT lower('A'), c int CHECK (c > 0), d int GENERATED ALWAYS AS (c * 2) STORED, e tsvector GENERATED ALWAYS AS (to_tsvector('english', coalesce(b, ''))) STORED, CHECK (a < c AND b IS NOT NULL))",
  "CREATE TABLE x (a int, CHECK (x.a > 0), CHECK (x IS NOT NULL))",
  "CREATE TABLE x (a int, LIKE users, CHECK (email <> ''))",
  "CREATE TABLE x (z int CHECK (id > z)) INHERITS (posts)",
  "CREATE TABLE x (a int, b int) PARTITION BY RANGE (a, lower(b::text))",
  "ALTER TABLE posts ADD COLUMN c int, ADD CONSTRAINT cc CHECK (c > 0), ADD COLUMN d int GENERATED ALWAYS AS (id) STORED",
  "ALTER TABLE posts ADD CONSTRAINT cc CHECK (f(id) > 0 AND posts.title <> '' AND public.posts.id > 0)",
  "ALTER TABLE posts ALTER COLUMN title TYPE int USING (title::int + id)",
  "ALTER TABLE posts DROP COLUMN user_id, ADD COLUMN user_id text DEFAULT gen_random_uuid()::text",
  "ALTER TABLE users ALTER COLUMN email SET DEFAULT current_setting('a.b', true)",
  "CREATE INDEX i ON users ((data->>'a'), lower(email)) WHERE id > 0 AND users.email IS NOT NULL",
  "CREATE INDEX i ON users USING gin (to_tsvector('english', email))",
  "CREATE INDEX i ON users ((users.*)) ",
  "CREATE POLICY p ON users USING (id = current_setting('x')::int AND EXISTS (SELECT 1 FROM posts WHERE posts.user_id = users.id AND user_id = id))",
  "CREATE POLICY p ON users USING (current_user = email) WITH CHECK (users.id > 0)",
  "CREATE TRIGGER t BEFORE UPDATE OF email ON users FOR EACH ROW WHEN (OLD.email IS DISTINCT FROM NEW.email AND OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION suppress_redundant_updates_trigger()",
  "CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW WHEN (old IS DISTINCT FROM new) EXECUTE FUNCTION suppress_redundant_updates_trigger()",
  "CREATE RULE r AS ON INSERT TO posts WHERE new.id > 1 DO ALSO INSERT INTO app.jobs (id) VALUES (new.id)",
  "CREATE RULE r AS ON UPDATE TO posts DO ALSO INSERT INTO app.jobs (id, users) SELECT old.id, u.email FROM users u WHERE u.id = new.user_id",
  "CREATE RULE r AS ON DELETE TO posts DO INSTEAD UPDATE posts SET title = old.title WHERE id = old.id",
  "CREATE FUNCTION g(x int, email text) RETURNS TABLE (z int) LANGUAGE sql AS 'select x from users where users.email = g.email and x = id'",
  "CREATE FUNCTION g() RETURNS SETOF users LANGUAGE sql AS 'select * from users'",
  "CREATE FUNCTION g(anyelement, VARIADIC text[]) RETURNS anyelement LANGUAGE sql AS 'select $1'",
  "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'",
  "CREATE FUNCTION g() RETURNS event_trigger LANGUAGE plpgsql AS 'begin return; end'",
  "CREATE FUNCTION g(OUT a int, OUT b mood) RETURNS record LANGUAGE plpgsql AS 'begin return; end'",
  "CREATE FUNCTION g(x users.email%TYPE) RETURNS mood[] LANGUAGE plpgsql AS 'begin return null; end'",
  "CREATE FUNCTION g(regclass, pair[], _text, pg_catalog.int4, information_schema.sql_identifier) RETURNS authors LANGUAGE plpgsql AS 'begin return null; end'",
  "CREATE TYPE cc AS (a int, b mood, c users)",
  "CREATE DOMAIN dd AS mood",
  "CREATE SEQUENCE s OWNED BY users.id",
  "ALTER SEQUENCE seq OWNED BY NONE",
  "CREATE FUNCTION g(u users) RETURNS text LANGUAGE sql AS 'select u.email'",
  "CREATE FUNCTION g(int) RETURNS int LANGUAGE sql AS 'select $1 + 1'",
  "CREATE FUNCTION g() RETURNS void LANGUAGE sql AS 'create table tt (a int); '",
  "CREATE FUNCTION g() RETURNS int LANGUAGE sql SET search_path = app AS 'select id from jobs'",
  "CREATE FUNCTION g(x int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT x + id FROM users; END",
  "CREATE FUNCTION g() RETURNS int LANGUAGE sql RETURN 1 + 1",
  "CREATE FUNCTION g(n int) RETURNS int LANGUAGE sql AS 'select case when n = 0 then 1 else 2 end'",
  "CREATE STATISTICS s ON id, (lower(email)) FROM users",
  "CREATE DOMAIN d AS text CHECK (VALUE ~ '^a' AND lower(VALUE) = VALUE)",
  "CREATE AGGREGATE my_sum (int) (sfunc = int4pl, stype = int)",
  "DO $$ DECLARE n int; r record; BEGIN SELECT id INTO n FROM users LIMIT 1; FOR r IN SELECT id, email AS e FROM users LOOP UPDATE users SET email = r.e WHERE id = r.id AND id = n; END LOOP; END $$",
  "DO $$ DECLARE email_ text := 'a'; BEGIN DELETE FROM users WHERE email = email_; EXECUTE format('UPDATE %I SET email = $1', 'users') USING email_; END $$",
  "SET check_function_bodies = off; CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'select id from nope'",
  "SET search_path = app; SELECT users FROM jobs; SELECT id FROM public.users",
  "PREPARE q (int) AS SELECT email FROM users WHERE id = $1",
  "EXPLAIN SELECT id FROM users",
  "SELECT setval('seq', (SELECT max(id) FROM users)), nextval('public.seq'), setval(pg_get_serial_sequence('users', 'id'), 1)",
  `SELECT nextval('"seq"'), currval('SEQ'::text)`,
  `SELECT "id" FROM "users" "u" WHERE "u"."email" LIKE 'a' ESCAPE '#' COLLATE "C"`,
];

describe("every name of a query, a change of rows or an expression is looked up as PostgreSQL does", () => {
  test.each(refused)("%s", (sql, said) => {
    expect(problemsOf(replayed([before, sql]))).toEqual([`0: ${said}`]);
  });

  test("PostgreSQL refuses those for the same", async () => {
    expect(await pool.with([], (database) => answers(database, refused.map(([sql]) => sql)))).toEqual(refused.map(([sql, , code]) => `${code} ${sql}`));
  });

  test.each(running)("%s", (sql) => {
    expect(problemsOf(replayed([before, sql]))).toEqual([]);
  });

  test("PostgreSQL runs those", async () => {
    expect(await pool.with([], (database) => answers(database, running))).toEqual(running.map((sql) => `fine ${sql}`));
  });

  test.each([
    ["a statement of unknown effect", "DO $$ BEGIN EXECUTE current_setting('a.b'); END $$"],
    ["an extension of which not all is known", "CREATE EXTENSION postgis"],
  ])("not after %s", (_name, first) => {
    expect(problemsOf(replayed([before, first, "SELECT nofn(nope) FROM nowhere"]))).toEqual([]);
  });

  test("PostgreSQL has no type that is taken for a missing one", async () => {
    const { rows } = await pool.with([], (database) => database.query("SELECT typname FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace AND typrelid = 0"));
    const names = rows.map((row) => String(Object.values(row ?? {})[0]));
    expect(names.filter((name) => !dialect.naming.mayHaveType(name))).toEqual([]);
  });

  test("a search path with a schema that others keep", () => {
    expect(problemsOf(replayed([before, "SET search_path = theirs, public; SELECT nofn() FROM nowhere"]))).toEqual([]);
  });
});

/** Each statement by itself, undone. */
async function answers(database: JudgedDatabase, sqls: readonly string[]): Promise<readonly string[]> {
  await database.exec(before);
  const found: string[] = [];
  for (const sql of sqls) {
    await database.exec("BEGIN");
    try {
      await database.exec(sql);
      found.push(`fine ${sql}`);
    } catch (error) {
      found.push(`${error instanceof Error && "code" in error ? String(error.code) : String(error)} ${sql}`);
    }
    await database.exec("ROLLBACK");
  }
  return found;
}
