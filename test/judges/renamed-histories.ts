const base = `CREATE SCHEMA s; CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s'); CREATE DOMAIN pos AS int CHECK (VALUE > 0);
  CREATE FUNCTION plus(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + 1'; CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TABLE a (id int PRIMARY KEY, name text, n int, m mood, d date, arr int[]); CREATE TABLE b (id int PRIMARY KEY, name text, k int, m mood, at date); CREATE TABLE c (id int PRIMARY KEY, name text, q int); CREATE TABLE log (aid int, txt text, mm mood);`;

const renames = [
  "ALTER TABLE a RENAME name TO title; ALTER TABLE c RENAME name TO cname",
  "ALTER TABLE a RENAME id TO aid; ALTER TABLE log RENAME aid TO a_id; ALTER TABLE log RENAME txt TO words",
  "ALTER TABLE b RENAME name TO label; ALTER TABLE b RENAME id TO bid; ALTER TABLE c RENAME id TO cid",
  `ALTER TABLE a RENAME n TO number; ALTER TABLE b RENAME k TO n; ALTER TABLE a RENAME m TO "Mood"`,
  "ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'; ALTER TYPE mood RENAME VALUE 'it''s' TO 'it is'; ALTER TYPE mood RENAME TO feeling; ALTER DOMAIN pos RENAME TO positive",
  `ALTER FUNCTION plus(int) RENAME TO add_one; ALTER FUNCTION stamp() RENAME TO mark; ALTER TABLE a RENAME TO aa; ALTER TABLE b RENAME TO "B"; ALTER TABLE log RENAME TO history`,
  "ALTER TABLE aa SET SCHEMA s; ALTER TYPE feeling SET SCHEMA s; ALTER FUNCTION add_one(int) SET SCHEMA s; ALTER SCHEMA s RENAME TO t; ALTER SCHEMA public RENAME TO app",
];

const renamed = (...objects: readonly string[]): readonly string[] => [base, objects.join("; "), ...renames];
const views = (...queries: readonly string[]): readonly string[] => renamed(...queries.map((query, at) => `CREATE VIEW v${at} AS ${query}`));

/** Every kind of text that names something, and each name in it called otherwise afterwards; one migration a string. */
export const renamedHistories: Readonly<Record<string, readonly string[]>> = {
  "columns that joins make one keep their name": views(
    "SELECT id, a.name, b.k FROM a JOIN b USING (id)",
    "SELECT name, a.id AS x, b.id AS y FROM a LEFT JOIN b USING (name)",
    "SELECT id, a.name AS x, b.name AS y, q FROM a JOIN b USING (id) RIGHT JOIN c USING (id) WHERE id > 1 AND EXISTS (SELECT 1 FROM log WHERE aid = a.id)",
    "SELECT id, x.name, y.k FROM a x FULL JOIN b y USING (id) WHERE x.id > 1 AND id < 3",
    "SELECT j.id, public.a.name FROM public.a JOIN b USING (id) AS j",
    "WITH w AS (SELECT id, name AS wn FROM a) SELECT id, wn, k FROM w JOIN b USING (id)",
    "SELECT id, wn, k FROM b JOIN (SELECT id, name AS wn FROM a) w USING (id)",
    "SELECT id, q FROM c JOIN (a JOIN b USING (id)) USING (id)",
    "SELECT id, count(*) AS n FROM ONLY (a) AS x JOIN b * USING (id) GROUP BY id ORDER BY id",
    "SELECT * FROM b JOIN c USING (id, name)",
    "SELECT * FROM b NATURAL JOIN c",
    "SELECT name, k FROM b NATURAL FULL JOIN c AS z (id, name)",
    "SELECT id, x.aid FROM b NATURAL LEFT JOIN c LEFT JOIN log x ON x.aid = id",
    "SELECT * FROM b NATURAL JOIN c NATURAL JOIN (SELECT id FROM a) z",
  ),
  "columns of queries keep the names of what they were": views(
    "SELECT x.name, x.n FROM (SELECT (name), CAST(n AS int8) FROM a) x WHERE x.name IN (SELECT (name) FROM b)",
    `WITH w AS (SELECT name COLLATE "C", n::int8 FROM a) SELECT name, w.n FROM w`,
    "SELECT z.name, z.plus, z.mood, z.pos FROM (SELECT CASE WHEN n > 1 THEN 'x' ELSE name END, plus(n), 'ok'::mood, 1::pos FROM a) z",
    "SELECT z.name FROM (SELECT (SELECT name FROM b WHERE b.id = a.id) FROM a) z",
    "SELECT z.m FROM (SELECT DISTINCT ON (name) m, name IS DISTINCT FROM 'x' AS o FROM a ORDER BY name, n) z",
    "WITH a AS (SELECT id, name FROM a) SELECT a.id, name FROM a",
    "SELECT b.k, z.id FROM b, (WITH b AS (SELECT id, name FROM a) SELECT b.id, b.name FROM b) z",
    "SELECT EXISTS (SELECT 1 FROM a), ARRAY(SELECT id FROM a), (SELECT max(n) FROM a), k::int::text FROM b",
    "SELECT name, n FROM a UNION SELECT name, k FROM b ORDER BY name",
  ),
  "names that mean something else unless they are qualified": views(
    "SELECT n AS name FROM a ORDER BY name",
    "SELECT id AS title FROM a ORDER BY name",
    "SELECT id FROM a WHERE EXISTS (SELECT FROM b WHERE k = n)",
    "SELECT k, number2 FROM b, (SELECT n AS number2 FROM a) z",
    "SELECT q FROM a JOIN log ON n = aid JOIN c ON c.id = aid",
    "SELECT x.i, nn, x.n FROM a AS x (i, nn)",
  ),
  "whole rows and locked ones": views(
    "SELECT a, x.id FROM a, b x",
    "SELECT to_jsonb(a) AS j, row_to_json(x) AS k, count(x.*) OVER () AS n FROM a, b x",
    "SELECT count(a.*) AS n FROM a",
    "SELECT name FROM a x FOR UPDATE OF x",
    "SELECT name FROM a FOR UPDATE OF a",
    "SELECT id, name FROM a TABLESAMPLE bernoulli (10)",
  ),
  "values of an enum wherever they are compared": renamed(
    "CREATE FUNCTION takes(x mood) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'",
    "CREATE VIEW v AS SELECT takes('ok') AS t, greatest(m, 'ok') AS g FROM a WHERE (m, n) = ('ok', 1) OR (n, m) IN ((1, 'ok'), (2, 'sad')) OR m BETWEEN 'sad' AND 'it''s'",
    "CREATE FUNCTION f(x mood, y a, z pos DEFAULT plus(1), v mood DEFAULT 'ok') RETURNS TABLE (q mood) LANGUAGE sql AS 'SELECT NULL::mood'",
    "CREATE VIEW w AS SELECT id, name, m FROM a; ALTER VIEW w ALTER m SET DEFAULT 'ok', ALTER id SET DEFAULT plus(1)",
  ),
  "what rules change": renamed(
    "CREATE RULE r1 AS ON INSERT TO a DO ALSO INSERT INTO log (aid, txt, mm) VALUES (NEW.id, NEW.name, 'ok')",
    "CREATE RULE r2 AS ON INSERT TO b DO ALSO INSERT INTO log VALUES (NEW.id, NEW.name, 'ok')",
    "CREATE RULE r3 AS ON INSERT TO a DO ALSO INSERT INTO log (aid, txt) SELECT k, name FROM b WHERE k = NEW.n",
    "CREATE RULE r4 AS ON UPDATE TO a WHERE OLD.name <> NEW.name AND NEW.m = 'ok' DO ALSO UPDATE log SET txt = NEW.name, mm = 'ok' WHERE aid = OLD.id AND log.txt = OLD.name",
    "CREATE RULE r5 AS ON UPDATE TO a DO ALSO UPDATE log AS l SET txt = b.name FROM b WHERE l.aid = b.id AND b.k = NEW.n",
    "CREATE RULE r6 AS ON UPDATE TO a DO ALSO UPDATE log SET (txt, mm) = (SELECT name, b.m FROM b WHERE b.id = NEW.id) WHERE aid = 1",
    "CREATE RULE r7 AS ON DELETE TO a DO ALSO DELETE FROM log USING b WHERE aid = b.id AND k = OLD.n",
    "CREATE RULE r8 AS ON DELETE TO a DO ALSO (DELETE FROM log WHERE aid = OLD.id; INSERT INTO log (txt) VALUES (OLD.name); UPDATE b SET k = 1 WHERE id = OLD.id)",
    "CREATE RULE r9 AS ON DELETE TO c DO INSTEAD DELETE FROM b WHERE id = OLD.id RETURNING b.id, b.name, k",
    "CREATE RULE r10 AS ON INSERT TO c DO ALSO INSERT INTO b (id, name) VALUES (NEW.id, NEW.name) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, k = b.k + 1 WHERE b.name <> EXCLUDED.name",
    "CREATE RULE r11 AS ON DELETE TO c DO ALSO DELETE FROM log WHERE aid IN (SELECT id FROM a JOIN b USING (id))",
    "CREATE RULE r12 AS ON UPDATE TO c DO ALSO INSERT INTO log (aid) WITH w AS (SELECT id FROM a) SELECT id FROM w",
    "CREATE VIEW v AS SELECT id, name FROM a; CREATE RULE r13 AS ON UPDATE TO v DO INSTEAD UPDATE a SET name = NEW.name WHERE id = OLD.id",
  ),
  "bodies in SQL standard form that change rows": renamed(
    "CREATE FUNCTION f1(i int) RETURNS void BEGIN ATOMIC INSERT INTO log (aid, txt) VALUES (i, 'x'); UPDATE a SET name = 'x', n = plus(n) WHERE id = i; DELETE FROM log WHERE aid = i; END",
    "CREATE FUNCTION f2(i int) RETURNS text BEGIN ATOMIC UPDATE a SET name = 'x' WHERE id = i RETURNING name; END",
    "CREATE FUNCTION f3(i int) RETURNS void BEGIN ATOMIC INSERT INTO b (id, name) VALUES (i, 'x') ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name || b.name; END",
    "CREATE FUNCTION f4() RETURNS void BEGIN ATOMIC MERGE INTO b USING a ON a.id = b.id WHEN MATCHED AND a.n > 1 THEN UPDATE SET name = a.name, k = n WHEN NOT MATCHED THEN INSERT (id, name) VALUES (a.id, a.name); END",
    "CREATE FUNCTION f5(name text, x mood DEFAULT 'ok') RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM b WHERE b.name = f5.name AND m = x; END",
    "CREATE FUNCTION f6() RETURNS bigint BEGIN ATOMIC SELECT sum(id) FROM a JOIN b USING (id); END",
    "CREATE FUNCTION f7() RETURNS SETOF a BEGIN ATOMIC SELECT * FROM a; END; CREATE FUNCTION f8(i int) RETURNS text LANGUAGE sql RETURN (SELECT name FROM a WHERE id = i AND m = 'ok')",
    "CREATE FUNCTION f9() RETURNS void BEGIN ATOMIC INSERT INTO log VALUES (1, 'x'); INSERT INTO log SELECT id, name FROM a; END",
  ),
  "conditions and expressions": renamed(
    "ALTER TABLE a ADD CHECK (a IS NOT NULL), ADD CHECK (num_nonnulls(a.*) > 1), ADD CHECK ((name) <> '' AND plus(n) > 0 AND m <> 'ok' AND a.n < 5), ADD g text GENERATED ALWAYS AS (CASE WHEN m = 'ok' THEN lower(name) END) STORED",
    "CREATE INDEX i ON a ((lower(name)), (plus(n))) INCLUDE (d) WHERE m = 'ok' AND a.n > 1; CREATE STATISTICS st ON (lower(name)), (plus(n)), d FROM a; CREATE DOMAIN dm AS mood CHECK (VALUE <> 'ok') DEFAULT 'sad'",
    "CREATE POLICY p ON a USING (name = 'x' AND a.n IN (SELECT b.k FROM b WHERE b.id = a.id) AND m = 'ok') WITH CHECK (plus(n) > 1); CREATE POLICY q ON c USING (EXISTS (SELECT 1 FROM a JOIN b USING (id) WHERE id = c.id))",
    "CREATE TRIGGER t BEFORE UPDATE OF name, n ON a FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name AND NEW.m = 'ok' AND plus(new.n) > 1) EXECUTE FUNCTION stamp(); CREATE TRIGGER u AFTER UPDATE ON a FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION stamp()",
    "CREATE PUBLICATION pb FOR TABLE a (id, name) WHERE (name <> 'x' AND id > 1), b",
  ),
};
