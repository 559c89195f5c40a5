import type { PGlite } from "@electric-sql/pglite";
import { afterAll, describe, expect, test } from "vitest";
import { DatabasePool } from "../judges/database-pool.js";
import { isSure } from "../../src/database/uncertain.js";
import { problemsOf, replayed } from "./replayed.js";

const pool = new DatabasePool();
afterAll(() => pool.close());

const before = `
CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE users (id serial PRIMARY KEY, email text UNIQUE, mood mood DEFAULT 'ok', age int CONSTRAINT grown CHECK (age > 0));
CREATE TABLE posts (id int PRIMARY KEY, user_id int REFERENCES users, UNIQUE (id, user_id)); CREATE INDEX posts_user_idx ON posts (user_id); CREATE VIEW authors AS SELECT id, email FROM users;
CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER one BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION fire(); CREATE TRIGGER two BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION fire();
CREATE SEQUENCE counter; CREATE SCHEMA app; CREATE TABLE app.jobs (id int GENERATED ALWAYS AS IDENTITY, a int, b int GENERATED ALWAYS AS (a * 2) STORED);
`;

/** One statement: what the replay says of it, and PostgreSQL's SQLSTATE; `fine` where it is not refused. */
const cases: readonly (readonly [string, string, string])[] = [
  // A name that a type has
  ["CREATE TABLE mood (id int)", "exists type mood", "42710"],
  ["CREATE TABLE IF NOT EXISTS mood (id int)", "exists type mood", "42710"],
  ["CREATE TABLE mood AS SELECT 1 AS a", "exists type mood", "42710"],
  ["CREATE VIEW mood AS SELECT 1 AS a", "exists type mood", "42710"],
  ["CREATE OR REPLACE VIEW mood AS SELECT 1 AS a", "exists type mood", "42710"],
  ["CREATE SEQUENCE mood", "exists type mood", "42710"],
  ["ALTER TABLE users RENAME TO mood", "exists type mood", "42710"],
  ["ALTER VIEW authors RENAME TO mood", "exists type mood", "42710"],
  ["CREATE TABLE app.mood (id int)", "fine", "fine"],
  ["CREATE INDEX mood ON users (id)", "fine", "fine"],
  ["ALTER SEQUENCE counter RENAME TO mood", "fine", "fine"],
  ["CREATE TEMP TABLE mood (id int)", "fine", "fine"],
  // Not there
  ["CREATE DOMAIN d AS int CHECK (a > 0)", "missing column a", "42703"],
  ["CREATE DOMAIN d AS int CHECK (value > 0 AND users.id > 1)", "missing FROM-clause entry users", "42P01"],
  ["COMMENT ON CONSTRAINT nope ON users IS 'x'", "missing constraint nope on users", "42704"],
  ["COMMENT ON TRIGGER nope ON posts IS 'x'", "missing trigger nope on posts", "42704"],
  ["COMMENT ON TRIGGER one ON posts IS 'x'", "fine", "fine"],
  ["COMMENT ON CONSTRAINT grown ON users IS 'x'", "fine", "fine"],
  ["DROP TABLE nowhere", "missing table nowhere", "42P01"],
  ["DROP TABLE IF EXISTS nowhere", "fine", "fine"],
  ["DROP TABLE IF EXISTS posts, nowhere, users CASCADE", "fine", "fine"],
  ["ALTER TABLE nowhere ADD COLUMN x int", "missing table nowhere", "42P01"],
  ["ALTER TABLE IF EXISTS nowhere RENAME TO x", "fine", "fine"],
  ["ALTER TABLE users DROP COLUMN nope", "missing column nope on users", "42703"],
  ["ALTER TABLE users DROP COLUMN IF EXISTS nope", "fine", "fine"],
  ["ALTER TABLE users RENAME COLUMN nope TO x", "missing column nope on users", "42703"],
  ["ALTER TABLE users DROP CONSTRAINT nope", "missing constraint nope on users", "42704"],
  ["ALTER TABLE users DROP CONSTRAINT IF EXISTS nope", "fine", "fine"],
  ["ALTER TABLE users RENAME CONSTRAINT nope TO x", "missing constraint nope on users", "42704"],
  ["ALTER TABLE users VALIDATE CONSTRAINT nope", "missing constraint nope on users", "42704"],
  ["DROP INDEX nope", "missing index nope", "42704"],
  ["ALTER INDEX nope RENAME TO x", "missing index nope", "42P01"],
  ["CREATE INDEX ON users (nope)", "missing column nope on users", "42703"],
  ["CREATE INDEX ON nowhere (id)", "missing table nowhere", "42P01"],
  ["ALTER TABLE posts ADD FOREIGN KEY (user_id) REFERENCES nowhere", "missing table nowhere", "42P01"],
  ["ALTER TABLE posts ADD FOREIGN KEY (user_id) REFERENCES users (age)", "missing unique index age on users", "42830"],
  ["ALTER TABLE posts ADD FOREIGN KEY (nope) REFERENCES users", "missing column nope on posts", "42703"],
  ["ALTER TABLE posts ADD UNIQUE USING INDEX nope", "missing index nope on posts", "42704"],
  ["DROP TYPE nope", "missing type nope", "42704"],
  ["ALTER TYPE nope ADD VALUE 'x'", "missing type nope", "42704"],
  ["ALTER TYPE mood RENAME VALUE 'nope' TO 'x'", "missing enum value nope on mood", "22023"],
  ["ALTER TYPE mood ADD VALUE 'x' AFTER 'nope'", "missing enum value nope on mood", "22023"],
  ["DROP SEQUENCE nope", "missing sequence nope", "42P01"],
  ["DROP VIEW nope", "missing view nope", "42P01"],
  ["DROP SCHEMA nope", "missing schema nope", "3F000"],
  ["CREATE TABLE nope.t (id int)", "missing schema nope", "3F000"],
  ["ALTER TABLE users SET SCHEMA nope", "missing schema nope", "3F000"],

  ["INSERT INTO users (id, nope) VALUES (1, 2)", "missing column nope on users", "42703"],
  ["UPDATE users SET nope = 1", "missing column nope on users", "42703"],
  ["INSERT INTO users (id) SELECT id FROM nowhere", "missing table nowhere", "42P01"],
  ["INSERT INTO users (email) SELECT relname FROM pg_class, information_schema.tables LIMIT 0", "fine", "fine"],
  ["WITH q AS (SELECT 1 AS id) INSERT INTO users (id) SELECT id FROM q", "fine", "fine"],
  ["INSERT INTO users (id) SELECT last_value FROM counter", "fine", "fine"],
  ["DROP FUNCTION nope(int)", "missing function nope", "42883"],
  ["DROP FUNCTION IF EXISTS nope(int)", "fine", "fine"],
  ["CREATE POLICY p ON users USING (nope = 1)", "missing column nope on users", "42703"],
  ["CREATE POLICY p ON users USING (id = 1 AND users.email = current_user AND EXISTS (SELECT 1 FROM posts WHERE user_id = age))", "fine", "fine"],
  ["COMMENT ON TABLE nowhere IS 'x'", "missing table nowhere", "42P01"],
  ["COMMENT ON COLUMN users.nope IS 'x'", "missing column nope on users", "42703"],
  ["COMMENT ON COLUMN nowhere.nope IS 'x'", "missing table nowhere", "42P01"],
  ["COMMENT ON INDEX nowhere IS 'x'", "missing index nowhere", "42P01"],
  ["COMMENT ON COLUMN authors.email IS 'x'", "fine", "fine"],
  ["ALTER TRIGGER one ON posts RENAME TO two", "exists trigger two on posts", "42710"],

  // There already
  ["CREATE TABLE users (id int)", "exists table users", "42P07"],
  ["CREATE TABLE IF NOT EXISTS users (id int)", "fine", "fine"],
  ["CREATE TABLE authors (id int)", "exists table authors", "42P07"],
  ["ALTER TABLE users ADD COLUMN email text", "exists column email on users", "42701"],
  ["ALTER TABLE users RENAME COLUMN email TO age", "exists column age on users", "42701"],
  ["ALTER TABLE users RENAME TO posts", "exists table posts", "42P07"],
  ["CREATE INDEX posts_user_idx ON users (age)", "exists index posts_user_idx on users", "42P07"],
  ["ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 1)", "exists constraint grown on users", "42710"],
  ["ALTER TABLE users ADD PRIMARY KEY (email)", "exists primary key  on users", "42P16"],
  ["CREATE TYPE mood AS ENUM ()", "exists type mood", "42710"],
  ["CREATE TYPE users AS ENUM ()", "exists type users", "42710"],
  ["CREATE TYPE twice AS ENUM ('a', 'b', 'a')", "exists enum value a on twice", "23505"],
  [`CREATE TYPE long AS ENUM ('${"ä".repeat(32)}')`, `invalid enum value ${"ä".repeat(32)} on long`, "42602"],
  [`CREATE TYPE long AS ENUM ('${"ä".repeat(31)}')`, "fine", "fine"],
  [`ALTER TYPE mood ADD VALUE '${"a".repeat(64)}'`, `invalid enum value ${"a".repeat(64)} on mood`, "42602"],
  [`ALTER TYPE mood RENAME VALUE 'ok' TO '${"a".repeat(64)}'`, `invalid enum value ${"a".repeat(64)} on mood`, "42602"],
  ["ALTER TYPE mood ADD VALUE 'ok'", "exists enum value ok on mood", "42710"],
  ["ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok'", "fine", "fine"],
  ["ALTER TYPE mood RENAME VALUE 'ok' TO 'sad'", "exists enum value sad on mood", "42710"],
  ["CREATE SCHEMA app", "exists schema app", "42P06"],
  ["CREATE SEQUENCE users_id_seq", "exists sequence users_id_seq", "42P07"],
  ["CREATE VIEW authors AS SELECT 1", "exists view authors", "42P07"],
  ["CREATE OR REPLACE VIEW authors AS SELECT id, email, age FROM users", "fine", "fine"],
  ["ALTER INDEX posts_user_idx RENAME TO users", "exists index users on posts", "42P07"],

  ["CREATE TABLE x (id int, a int, id int)", "exists column id on x", "42701"],

  // In the way
  ["DROP TABLE users", "dependents table users: constraint posts_user_id_fkey on table posts, view authors", "2BP01"],
  ["DROP TABLE posts", "fine", "fine"],
  ["DROP TABLE users, posts", "dependents table users: view authors", "2BP01"],
  ["DROP TABLE users CASCADE", "fine", "fine"],
  ["DROP TYPE mood", "dependents type mood: column mood of table users", "2BP01"],
  ["DROP TYPE mood CASCADE", "fine", "fine"],
  ["ALTER TABLE users DROP COLUMN email", "dependents column email on users: view authors", "2BP01"],
  ["ALTER TABLE users DROP COLUMN age", "fine", "fine"],
  ["ALTER TABLE app.jobs DROP COLUMN a", "dependents column a on jobs: column b of table jobs", "2BP01"],
  ["ALTER TABLE users ALTER COLUMN email TYPE varchar", "dependents column email on users: view authors", "0A000"],
  ["ALTER TABLE app.jobs ALTER COLUMN a TYPE bigint", "dependents column a on jobs: column b of table jobs", "0A000"],
  ["ALTER TABLE users DROP CONSTRAINT users_pkey", "dependents constraint users_pkey on users: constraint posts_user_id_fkey on table posts", "2BP01"],
  ["ALTER TABLE users DROP CONSTRAINT users_email_key", "fine", "fine"],
  ["DROP INDEX users_email_key", "dependents index users_email_key on users: constraint users_email_key on table users", "2BP01"],
  ["DROP SEQUENCE users_id_seq", "dependents sequence users_id_seq: default value for column id of table users", "2BP01"],
  ["DROP SCHEMA app", "dependents schema app: table jobs", "2BP01"],

  // Makes no sense
  ["DROP INDEX users", "invalid index users", "42809"],
  ["CREATE TABLE x (a int, b int DEFAULT a)", "invalid column b on x", "0A000"],
  ["ALTER TABLE users ADD COLUMN b int DEFAULT age + 1", "invalid column b on users", "0A000"],
  ["ALTER TABLE users ALTER COLUMN age SET DEFAULT id", "invalid column age on users", "0A000"],
  [`CREATE TABLE x (${Array.from({ length: 1601 }, (_, at) => `c${at} int`).join(", ")})`, "invalid table x", "54011"],
  ["ALTER TABLE users ALTER COLUMN id DROP NOT NULL", "invalid column id on users", "42P16"],
  ["ALTER TABLE app.jobs ALTER COLUMN id DROP NOT NULL", "invalid column id on jobs", "42601"],
  ["ALTER TABLE app.jobs ALTER COLUMN id SET DEFAULT 1", "invalid column id on jobs", "42601"],
  ["ALTER TABLE app.jobs ALTER COLUMN a DROP IDENTITY", "invalid column a on jobs", "55000"],
  ["ALTER TABLE app.jobs ALTER COLUMN a DROP IDENTITY IF EXISTS", "fine", "fine"],
  ["ALTER TABLE users ALTER COLUMN age ADD GENERATED ALWAYS AS IDENTITY", "invalid column age on users", "55000"],
];

/** Made by others after all they would be there, so that nothing is certain after them. */
const onMissing: readonly (readonly [string, string, string])[] = [
  ["CREATE VIEW x AS SELECT * FROM nowhere", "missing table nowhere", "42P01"],
  ["CREATE TABLE x AS SELECT * FROM users JOIN nowhere USING (id)", "missing table nowhere", "42P01"],
  ["CREATE TABLE x PARTITION OF nowhere DEFAULT", "missing table nowhere", "42P01"],
  ["CREATE TABLE x () INHERITS (nowhere)", "missing table nowhere", "42P01"],
  ["CREATE TABLE x (LIKE nowhere)", "missing table nowhere", "42P01"],
  ["CREATE RULE r AS ON INSERT TO users DO ALSO DELETE FROM nowhere", "missing table nowhere", "42P01"],
];

describe("what the replay says of a statement is what PostgreSQL says", () => {
  test.each([...cases, ...onMissing])("%s", async (sql, said, code) => {
    expect(problemsOf(replayed([before, sql]))).toEqual(said === "fine" ? [] : [`0: ${said}`]);
    expect(await pool.with([], (database) => sqlState(database, sql))).toBe(code);
  }, 30_000);
});

test("a type of the server's own may be renamed by its owner: after it nothing is claimed of anything", async () => {
  const sql = 'ALTER TYPE text RENAME TO "Kind"; CREATE TABLE t (a "Kind"); ALTER TABLE t ADD COLUMN b nope';
  expect(problemsOf(replayed([sql]))).toEqual([]);
  expect(await pool.with([], (database) => sqlState(database, 'BEGIN; ALTER TYPE text RENAME TO "Kind"; CREATE TABLE t (a "Kind"); ROLLBACK'))).toBe("fine");
}, 30_000);

// Of a statement with several parts only those that are refused are without effect: the others are worth judging.
test("what is refused leaves the database as it was", () => {
  for (const [sql, said] of cases) {
    if (said === "fine" || sql === "DROP TABLE users, posts") continue;
    const { migrations } = replayed([before, sql]);
    // But for the names of what it was to make, of which nothing is claimed from then on.
    expect([sql, { ...migrations[1]?.after, unknown: [] }]).toEqual([sql, { ...migrations[1]?.before, unknown: [] }]);
  }
});

test.each([
  ["CREATE TABLE x (a int DEFAULT 'q'); ALTER TABLE x ADD COLUMN b int; CREATE INDEX i ON x (a); INSERT INTO x VALUES (1)", ["0: invalid"]],
  ["CREATE TABLE x (a int CHECK (max(a) > 1)); ALTER TABLE x ADD COLUMN b int; DROP TABLE x", ["0: invalid"]],
  ["CREATE TABLE x (a nope); ALTER TABLE x ADD COLUMN b int; ALTER TABLE y ADD COLUMN b int", ["0: missing", "2: missing"]],
  ["CREATE SEQUENCE s CACHE 0; CREATE TABLE t (a int DEFAULT nextval('s')); DROP SEQUENCE s", ["0: invalid"]],
  // Who runs it has the schema's name.
  ["CREATE SCHEMA AUTHORIZATION CURRENT_USER; CREATE TABLE joe.t (a int); CREATE VIEW joe.v AS SELECT a FROM joe.t; ALTER TABLE joe.t ADD COLUMN b int; INSERT INTO joe.t VALUES (1); DROP SCHEMA joe CASCADE", []],
  ["CREATE SCHEMA AUTHORIZATION SESSION_USER; SET search_path = joe; CREATE TABLE n (a int); ALTER TABLE n ADD COLUMN b int; DROP TABLE n", []],
  ["CREATE SCHEMA IF NOT EXISTS AUTHORIZATION CURRENT_ROLE; ALTER TABLE y ADD COLUMN b int; CREATE TABLE x (a nope)", ["1: missing", "2: missing"]],
])("what stands on a refused statement is not said again: %s", (sql, said) => {
  const steps = replayed([sql]).migrations[0]?.steps ?? [];
  expect(steps.flatMap((step) => step.problems.filter((problem) => isSure(problem, step.before)).map(({ kind }) => `${step.statement.index}: ${kind}`))).toEqual(said);
});

test("an extension without what others need of it", async () => {
  const members: readonly (readonly [string, string | undefined, string])[] = [
    ["ALTER EXTENSION hstore ADD TABLE m; CREATE VIEW v AS SELECT a FROM m", "view v", "2BP01"],
    ["CREATE TABLE n (a int REFERENCES m); ALTER EXTENSION hstore ADD TABLE m", "constraint n_a_fkey on table n", "2BP01"],
    ["CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE n (a int DEFAULT f()); ALTER EXTENSION hstore ADD FUNCTION f()", "default value for column a of table n", "2BP01"],
    ["CREATE SEQUENCE q OWNED BY m.a; CREATE INDEX i ON m (a); ALTER EXTENSION hstore ADD TABLE m", undefined, "fine"],
  ];
  await pool.with(["hstore"], async (database) => {
    for (const [sql, needed, code] of members) {
      const setup = `CREATE EXTENSION hstore; CREATE TABLE m (a int PRIMARY KEY); ${sql}`;
      expect([sql, problemsOf(replayed([setup, "DROP EXTENSION hstore"]))]).toEqual([sql, needed === undefined ? [] : [`0: dependents extension hstore: ${needed}`]]);
      expect([sql, await sqlState(database, "DROP EXTENSION hstore", `BEGIN; ${setup}`)]).toEqual([sql, code]);
      await database.exec("ROLLBACK");
    }
  });
}, 30_000);

async function sqlState(database: PGlite, sql: string, setup = before): Promise<string> {
  await database.exec(setup);
  try {
    await database.exec(sql);
    return "fine";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}
