import type { LockGroup } from "./lock-cases.js";

const setup = `
  CREATE TABLE t (id int PRIMARY KEY, a int, b text, g int GENERATED ALWAYS AS (id + 1) STORED);
  CREATE INDEX t_lower ON t (lower(b));
  INSERT INTO t VALUES (1, 1, 'x');
  CREATE TABLE p (id int, g int GENERATED ALWAYS AS (id + 1) STORED) PARTITION BY LIST (id);
  CREATE TABLE p1 PARTITION OF p DEFAULT;
  CREATE TYPE pair AS (x int, y int);
  CREATE TABLE pairs (p pair);
  CREATE DOMAIN dom AS int DEFAULT 1;
  ALTER DOMAIN dom ADD CONSTRAINT dck CHECK (value > 0);
  CREATE TABLE dd (x dom);
  CREATE FUNCTION fn() RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE PUBLICATION offered FOR TABLE t;
  CREATE POLICY po ON t USING (true);
  CREATE RULE ru AS ON DELETE TO t DO ALSO NOTHING;
  CREATE VIEW v AS SELECT id FROM t;
  CREATE SEQUENCE sq;
  CREATE SCHEMA other;
  CREATE STATISTICS st ON a, b FROM t;
`;

/** Objects that are no table's part, or whose change their tables hardly feel. */
export const objectLockGroups: readonly LockGroup[] = [
  { name: "types, domains, functions, publications and rights", setup, statements: [
    "CREATE TYPE two AS (x int, y text)", "ALTER TYPE pair RENAME ATTRIBUTE x TO z", "CREATE TYPE span AS RANGE (subtype = int4)", "CREATE TYPE shell",
    "CREATE FUNCTION raw_in(cstring) RETURNS raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION raw_out(raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE raw (INPUT = raw_in, OUTPUT = raw_out, LIKE = text); ALTER TYPE raw SET (storage = main)", "CREATE DOMAIN small AS smallint CHECK (value > 0)",
    "ALTER DOMAIN dom DROP DEFAULT", "ALTER DOMAIN dom RENAME CONSTRAINT dck TO x", "ALTER TABLE t ALTER g DROP EXPRESSION", "ALTER TABLE p ALTER g DROP EXPRESSION", "ALTER INDEX t_lower ALTER COLUMN 1 SET STATISTICS 100",
    "ALTER FUNCTION fn() SET SCHEMA other", "ALTER STATISTICS st SET SCHEMA other", "ALTER PUBLICATION offered SET (publish = 'insert')", "ALTER PUBLICATION offered RENAME TO x", "CREATE EXTENSION IF NOT EXISTS plpgsql", "DROP EXTENSION IF EXISTS nothing", "RESET lock_timeout",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC", "GRANT USAGE ON SCHEMA other TO PUBLIC", "GRANT USAGE ON SEQUENCE sq TO PUBLIC", "GRANT EXECUTE ON FUNCTION fn() TO PUBLIC", "ALTER SCHEMA other OWNER TO postgres", "ALTER FUNCTION fn() OWNER TO postgres", "ALTER TYPE pair OWNER TO postgres",
    "COMMENT ON POLICY po ON t IS 'x'", "COMMENT ON RULE ru ON t IS 'x'", "COMMENT ON VIEW v IS 'x'", "COMMENT ON SCHEMA other IS 'x'", "COMMENT ON TYPE pair IS 'x'", "COMMENT ON FUNCTION fn() IS 'x'", "ALTER VIEW v SET (security_barrier = true)", "ALTER VIEW v OWNER TO postgres",
    "CREATE ROLE judged", "CREATE ROLE judged; ALTER ROLE judged RENAME TO renamed",
  ] },
  { name: "columns of base types", setup: `
    CREATE FUNCTION label_in(cstring) RETURNS label LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION label_out(label) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
    CREATE TYPE label (INPUT = label_in, OUTPUT = label_out, LIKE = text, CATEGORY = 'S');
    CREATE FUNCTION num_in(cstring) RETURNS num LANGUAGE internal IMMUTABLE STRICT AS 'int4in'; CREATE FUNCTION num_out(num) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
    CREATE TYPE num (INPUT = num_in, OUTPUT = num_out, LIKE = int4);
    CREATE FUNCTION later_in(cstring) RETURNS later LANGUAGE internal VOLATILE STRICT AS 'textin'; CREATE FUNCTION later_out(later) RETURNS cstring LANGUAGE internal VOLATILE STRICT AS 'textout';
    CREATE TYPE later (INPUT = later_in, OUTPUT = later_out, LIKE = text);
    CREATE TABLE t (id int PRIMARY KEY, a text, l label, n num, ls label[], x int); CREATE CAST (text AS num) WITH INOUT AS ASSIGNMENT; CREATE CAST (label AS text) WITHOUT FUNCTION AS IMPLICIT;
    INSERT INTO t SELECT g, g, g, g::text, NULL, g FROM generate_series(1, 10) g;
  `, statements: [
    "ALTER TABLE t ALTER l TYPE text", "ALTER TABLE t ALTER l TYPE varchar(20)", "ALTER TABLE t ALTER a TYPE label USING a::label", "ALTER TABLE t ALTER a TYPE label", "ALTER TABLE t ALTER a TYPE num", "ALTER TABLE t ALTER n TYPE text USING n::text", "ALTER TABLE t ALTER n TYPE int USING x",
    "ALTER TABLE t ADD COLUMN m label", "ALTER TABLE t ADD COLUMN m label DEFAULT 'x'", "ALTER TABLE t ADD COLUMN m num NOT NULL DEFAULT '3'", "ALTER TABLE t ADD COLUMN m later DEFAULT 'x'", "ALTER TABLE t ALTER l SET DEFAULT 'x'", "ALTER TABLE t ALTER ls TYPE label[]", "ALTER TABLE t ALTER l TYPE label", "DROP TYPE num CASCADE", "ALTER TYPE label SET (storage = main)", "DROP FUNCTION label_in CASCADE",
  ] },
];
