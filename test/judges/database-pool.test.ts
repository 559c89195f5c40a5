import { afterAll, expect, test } from "vitest";
import { readCatalog } from "../../src/verify/postgres/catalog.js";
import { DatabasePool, extensionsIn } from "./database-pool.js";

const pool = new DatabasePool();
afterAll(() => pool.close());

test("a released database comes back empty, whatever was in it", async () => {
  const database = await pool.take(["citext", "pgcrypto"]);
  await database.exec(`
    CREATE SCHEMA "other schema";
    CREATE EXTENSION citext WITH SCHEMA "other schema";
    CREATE EXTENSION pgcrypto;
    CREATE TYPE "E" AS ENUM ('a');
    CREATE TABLE t (id serial PRIMARY KEY, e "E");
    CREATE TABLE "other schema".u (id integer REFERENCES public.t);
    CREATE VIEW v AS SELECT * FROM t;
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
    CREATE PUBLICATION p FOR TABLE t;
    CREATE ROLE somebody;
    GRANT SELECT ON t TO somebody;
    SET search_path = "other schema";
    SET lock_timeout = '5s';
    CREATE TEMPORARY TABLE x (id integer);
    BEGIN; LOCK TABLE public.t;
  `);
  await pool.release(database);

  const again = await pool.take(["pgcrypto", "citext"]);
  expect(again).toBe(database);
  expect(await readCatalog((sql) => again.query(sql))).toEqual(new Map([["schema public", "there"]]));
  expect((await again.query("SELECT current_setting('search_path') AS path, current_setting('lock_timeout') AS timeout")).rows).toEqual([{ path: "public", timeout: "0" }]);
  expect((await again.query("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace")).rows).toEqual([]);
  expect((await again.query("SELECT pubname FROM pg_publication")).rows).toEqual([]);
  expect((await again.query("SELECT rolname FROM pg_roles WHERE rolname = 'somebody'")).rows).toEqual([]);
  expect((await again.query("SELECT relname FROM pg_class WHERE relname = 'x'")).rows).toEqual([]);
}, 60_000);

test("extensions that a history creates", () => {
  expect(extensionsIn(['CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public;', "create extension\ncitext;", "CREATE TABLE hstore (a ltree);"])).toEqual(["citext", "uuid-ossp"]);
});

test("an extension that PGlite lacks", async () => {
  await expect(pool.take(["postgis"])).rejects.toThrow("the pool has no extension postgis");
});
