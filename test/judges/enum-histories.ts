/** One migration a string: what names values of enums. */
export const enumHistories: Readonly<Record<string, readonly string[]>> = {
  "RENAME VALUE in every expression that names it": [
    `CREATE TYPE mood AS ENUM ('low', 'so so', 'it''s', 'high'); CREATE DOMAIN feeling AS mood DEFAULT 'low' CHECK (VALUE IN ('low', 'high')); CREATE FUNCTION worst() RETURNS text LANGUAGE sql AS 'SELECT ''low''';
     CREATE TABLE t (id int PRIMARY KEY, m mood DEFAULT 'low', many mood[] DEFAULT '{low,"so so","it''s"}', more mood[] DEFAULT ARRAY['low', 'high']::mood[], f feeling, name text DEFAULT 'low', n text DEFAULT 'low'::mood::text,
       g int GENERATED ALWAYS AS (CASE m WHEN 'low' THEN 1 WHEN 'high'::mood THEN 2 END) STORED, CONSTRAINT ck CHECK (m <> 'low' OR name = 'low'), CONSTRAINT cn CHECK (m = ANY ('{low,high}') OR m IN ('low', 'it''s')));
     CREATE INDEX i ON t (id) WHERE m = 'low' AND name = 'low'; CREATE INDEX e ON t ((m = 'low'::mood)); CREATE UNIQUE INDEX ON t (coalesce(m, 'low'))`,
    `CREATE VIEW v AS SELECT x.id, x.m, x.many FROM t x WHERE coalesce(x.m, 'low') = 'low'; CREATE VIEW words AS SELECT coalesce(x.m, 'low') AS m, CASE WHEN x.m > 'low' THEN 'low' ELSE 'high' END AS words FROM t x WHERE x.m IN ('low', 'so so') AND x.name <> 'low';
     CREATE VIEW w AS SELECT id FROM v WHERE m = 'low'; CREATE MATERIALIZED VIEW mv AS SELECT id FROM t WHERE many @> ARRAY['low']::mood[] OR 'low'::mood = ANY (many);
     ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (m = 'low') WITH CHECK (m IN ('low', 'high'));
     CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER tr AFTER UPDATE ON t FOR EACH ROW WHEN (NEW.m = 'low' AND OLD.m <> 'it''s') EXECUTE FUNCTION f();
     CREATE FUNCTION g(m mood DEFAULT 'low'::mood) RETURNS mood LANGUAGE sql AS 'SELECT ''low''::mood'; CREATE STATISTICS st ON (m = 'low'), id FROM t`,
    `CREATE TABLE p (id int, m mood, k int) PARTITION BY LIST (m); CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('low', 'so so'); CREATE TABLE p2 PARTITION OF p FOR VALUES IN ('high');
     CREATE TABLE q (id text, m mood) PARTITION BY RANGE (id, m); CREATE TABLE q1 PARTITION OF q FOR VALUES FROM ('low', 'low') TO ('low', 'high')`,
    "ALTER TYPE mood RENAME VALUE 'low' TO 'down'",
    `ALTER TYPE mood RENAME VALUE 'it''s' TO 'its "own", {really}'; ALTER TYPE mood RENAME VALUE 'high' TO 'o''clock'`,
    "ALTER TYPE mood RENAME VALUE 'down' TO 'low'; ALTER TABLE t ALTER m SET DEFAULT 'so so'; ALTER TYPE mood RENAME VALUE 'so so' TO 'middle'; ALTER TYPE mood RENAME TO spirits",
  ],
};
