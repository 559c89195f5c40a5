import type { LockGroup } from "./lock-cases.js";

const cascade = `
  CREATE TYPE cash AS (amount int); CREATE FUNCTION lt(a cash, b cash) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT (a).amount < (b).amount'; CREATE FUNCTION cmp(a cash, b cash) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 0';
  CREATE OPERATOR <<< (FUNCTION = lt, LEFTARG = cash, RIGHTARG = cash); CREATE OPERATOR CLASS ops FOR TYPE cash USING btree AS OPERATOR 1 <<<, FUNCTION 1 cmp(cash, cash);
  CREATE TABLE t (id int, c cash); CREATE INDEX by_ops ON t (c ops);
  CREATE LANGUAGE mine HANDLER plpgsql_call_handler; CREATE FUNCTION f() RETURNS int LANGUAGE mine AS 'BEGIN RETURN 1; END'; CREATE TABLE v (id int DEFAULT f())`;

/** PostgreSQL 16 sorts for an index of no other method than its own. */
const method = "CREATE ACCESS METHOD other TYPE INDEX HANDLER bthandler; CREATE OPERATOR CLASS others FOR TYPE int USING other AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int, int); CREATE TABLE u (id int); CREATE INDEX by_other ON u USING other (id others)";

const owners = `
  CREATE ROLE rare_clerk; CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (id int REFERENCES t); CREATE TABLE w (id int); CREATE MATERIALIZED VIEW mv AS SELECT id FROM w;
  ALTER TABLE t OWNER TO rare_clerk; ALTER MATERIALIZED VIEW mv OWNER TO rare_clerk; GRANT SELECT ON w TO rare_clerk`;

/** What few projects write. */
export const rareLockGroups: readonly LockGroup[] = [
  {
    name: "CASCADE of what stands in other statements by its name", setup: cascade,
    statements: ["DROP OPERATOR <<< (cash, cash) CASCADE", "DROP OPERATOR CLASS ops USING btree CASCADE", "DROP OPERATOR FAMILY ops USING btree CASCADE", "DROP LANGUAGE mine CASCADE"],
  },
  { name: "CASCADE of an access method", setup: method, since: 18, statements: ["DROP ACCESS METHOD other CASCADE"] },
  { name: "owners and extensions", setup: owners, statements: ["DROP OWNED BY rare_clerk CASCADE", "REASSIGN OWNED BY rare_clerk TO CURRENT_USER", "ALTER EXTENSION plpgsql ADD TABLE u", "ALTER EXTENSION plpgsql ADD TABLE u; ALTER EXTENSION plpgsql DROP TABLE u"] },
];
