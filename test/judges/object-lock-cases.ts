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
    "CREATE TYPE two AS (x int, y text)", "ALTER TYPE pair RENAME ATTRIBUTE x TO z", "CREATE TYPE span AS RANGE (subtype = int4)", "CREATE DOMAIN small AS smallint CHECK (value > 0)",
    "ALTER DOMAIN dom DROP DEFAULT", "ALTER DOMAIN dom RENAME CONSTRAINT dck TO x", "ALTER TABLE t ALTER g DROP EXPRESSION", "ALTER TABLE p ALTER g DROP EXPRESSION", "ALTER INDEX t_lower ALTER COLUMN 1 SET STATISTICS 100",
    "ALTER FUNCTION fn() SET SCHEMA other", "ALTER STATISTICS st SET SCHEMA other", "ALTER PUBLICATION offered SET (publish = 'insert')", "ALTER PUBLICATION offered RENAME TO x", "CREATE EXTENSION IF NOT EXISTS plpgsql", "DROP EXTENSION IF EXISTS nothing", "RESET lock_timeout",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC", "GRANT USAGE ON SCHEMA other TO PUBLIC", "GRANT USAGE ON SEQUENCE sq TO PUBLIC", "GRANT EXECUTE ON FUNCTION fn() TO PUBLIC", "ALTER SCHEMA other OWNER TO postgres", "ALTER FUNCTION fn() OWNER TO postgres", "ALTER TYPE pair OWNER TO postgres",
    "COMMENT ON POLICY po ON t IS 'x'", "COMMENT ON RULE ru ON t IS 'x'", "COMMENT ON VIEW v IS 'x'", "COMMENT ON SCHEMA other IS 'x'", "COMMENT ON TYPE pair IS 'x'", "COMMENT ON FUNCTION fn() IS 'x'", "ALTER VIEW v SET (security_barrier = true)", "ALTER VIEW v OWNER TO postgres",
    "CREATE ROLE judged", "CREATE ROLE judged; ALTER ROLE judged RENAME TO renamed",
  ] },
];
