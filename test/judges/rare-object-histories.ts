/** One migration a string: objects that few projects have. */
export const rareObjectHistories: Readonly<Record<string, readonly string[]>> = {
  "aggregates": [
    `CREATE TYPE pair AS (a int, b int); CREATE FUNCTION add_up(s int, n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT s + n'; CREATE FUNCTION done(s int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT s';
     CREATE AGGREGATE total(int) (SFUNC = add_up, STYPE = int, FINALFUNC = done, INITCOND = '0'); CREATE AGGREGATE rows_of(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
     CREATE AGGREGATE old_total (BASETYPE = int, SFUNC = add_up, STYPE = int, INITCOND = '5'); CREATE VIEW v AS SELECT total(x) AS t FROM (VALUES (1)) w (x)`,
    "ALTER FUNCTION add_up(int, int) RENAME TO plus; ALTER AGGREGATE total(int) RENAME TO sum_of; COMMENT ON AGGREGATE sum_of(int) IS 'a sum'; CREATE SCHEMA s; ALTER AGGREGATE rows_of(*) SET SCHEMA s",
    "CREATE OR REPLACE AGGREGATE sum_of(int) (SFUNC = plus, STYPE = int, INITCOND = '7')",
    "DROP AGGREGATE sum_of(int) CASCADE; DROP AGGREGATE IF EXISTS nope(int); DROP AGGREGATE s.rows_of(*)",
    "DROP FUNCTION plus CASCADE",
  ],
  "operators, their classes and families": [
    `CREATE TYPE money_of AS (amount int); CREATE FUNCTION lt(a money_of, b money_of) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT (a).amount < (b).amount'; CREATE FUNCTION neg(a money_of) RETURNS money_of LANGUAGE sql IMMUTABLE AS 'SELECT a';
     CREATE FUNCTION cmp(a money_of, b money_of) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 0'; CREATE OPERATOR <<< (FUNCTION = lt, LEFTARG = money_of, RIGHTARG = money_of); CREATE OPERATOR !! (PROCEDURE = neg, RIGHTARG = money_of);
     CREATE SCHEMA s; CREATE OPERATOR s.>>> (FUNCTION = lt, LEFTARG = money_of, RIGHTARG = money_of)`,
    `CREATE OPERATOR FAMILY fam USING btree; CREATE OPERATOR CLASS ops FOR TYPE money_of USING btree FAMILY fam AS OPERATOR 1 <<<, FUNCTION 1 cmp(money_of, money_of);
     CREATE OPERATOR CLASS ops FOR TYPE money_of USING hash AS OPERATOR 1 s.>>>`,
    "ALTER TYPE money_of RENAME TO cash; ALTER FUNCTION lt(cash, cash) RENAME TO less; ALTER FUNCTION cmp(cash, cash) RENAME TO compare; ALTER OPERATOR <<< (cash, cash) SET SCHEMA s; ALTER OPERATOR !! (NONE, cash) SET SCHEMA s; COMMENT ON OPERATOR s.!! (NONE, cash) IS 'minus'",
    "ALTER OPERATOR CLASS ops USING btree RENAME TO cash_ops; ALTER OPERATOR FAMILY fam USING btree SET SCHEMA s; COMMENT ON OPERATOR CLASS cash_ops USING btree IS 'x'; ALTER OPERATOR s.>>> (cash, cash) SET (RESTRICT = scalarltsel)",
    "DROP OPERATOR CLASS ops USING hash; DROP OPERATOR CLASS cash_ops USING btree; DROP OPERATOR s.!! (NONE, cash); DROP OPERATOR FAMILY s.fam USING btree",
    "DROP TYPE cash CASCADE",
  ],
  "operator classes and families under other names": [
    `CREATE SCHEMA s; CREATE OPERATOR CLASS one FOR TYPE int USING btree AS FUNCTION 1 btint4cmp(int, int); CREATE OPERATOR CLASS "Two" FOR TYPE text USING btree AS OPERATOR 1 <; CREATE OPERATOR CLASS three FOR TYPE text USING hash AS OPERATOR 1 =; CREATE OPERATOR CLASS four FOR TYPE text USING hash AS OPERATOR 1 =`,
    `ALTER OPERATOR CLASS one USING btree RENAME TO uno; ALTER OPERATOR CLASS "Two" USING btree SET SCHEMA s; ALTER OPERATOR FAMILY three USING hash RENAME TO "Tres"; ALTER OPERATOR FAMILY four USING hash SET SCHEMA s`,
    `ALTER OPERATOR FAMILY one USING btree RENAME TO first; ALTER OPERATOR CLASS four USING hash RENAME TO quattro`,
    `DROP OPERATOR FAMILY first USING btree CASCADE; DROP OPERATOR CLASS quattro USING hash`,
  ],
  "base types": [
    `CREATE TYPE label; CREATE FUNCTION label_in(cstring) RETURNS label LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION label_out(label) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE later`,
    `CREATE TYPE label (INPUT = label_in, output = label_out, LIKE = text, CATEGORY = 'S', collatable = true, DEFAULT = 'none'); CREATE DOMAIN tag AS label CHECK (VALUE IS NOT NULL); CREATE TABLE t (id int, l label DEFAULT 'x', ls label[], g tag COLLATE "C"); CREATE CAST (label AS text) WITHOUT FUNCTION AS ASSIGNMENT`,
    `CREATE FUNCTION num_in(cstring) RETURNS num LANGUAGE internal IMMUTABLE STRICT AS 'int4in'; CREATE FUNCTION num_out(num) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out'; CREATE FUNCTION num_send(num) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'int4send';
     CREATE TYPE num (input = num_in, output = num_out, internallength = 4, passedbyvalue, alignment = int4, storage = plain, preferred = false, delimiter = ';'); CREATE SCHEMA s; CREATE TYPE pair AS (a num, l label)`,
    `ALTER TYPE num SET (SEND = num_send); ALTER TYPE num RENAME TO "Number"; ALTER FUNCTION num_in(cstring) RENAME TO number_in; ALTER TYPE "Number" SET SCHEMA s; COMMENT ON TYPE s."Number" IS 'x'; ALTER TABLE t ADD COLUMN n s."Number" DEFAULT '3'`,
    `GRANT USAGE ON TYPE s."Number" TO CURRENT_USER; REVOKE USAGE ON TYPE label FROM PUBLIC; CREATE ROLE keeper; ALTER TYPE later OWNER TO keeper; ALTER TYPE s."Number" SET (send = NONE)`,
    "DROP TYPE later; DROP FUNCTION number_in(cstring) CASCADE",
    "CREATE TYPE again; DROP TYPE IF EXISTS label, nothing CASCADE",
    "DROP SCHEMA s CASCADE; DROP TYPE again",
  ],
  "types of other kinds in place of shells": [
    `CREATE TYPE a; CREATE FUNCTION fa(a) RETURNS a LANGUAGE internal AS 'textlen'; CREATE TYPE b; CREATE TYPE c; CREATE TYPE d; CREATE FUNCTION fd(d) RETURNS int LANGUAGE internal AS 'textlen'; CREATE TYPE e`,
    `CREATE TYPE a AS (x int); CREATE TYPE b AS ENUM ('b'); CREATE DOMAIN c AS int; CREATE TABLE d (x int); CREATE VIEW e AS SELECT 1 AS x`,
    `ALTER TYPE a RENAME TO aa; ALTER TABLE d RENAME TO dd`,
    `CREATE TYPE base; CREATE FUNCTION base_in(cstring) RETURNS base LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION base_out(base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'; CREATE TYPE base (INPUT = base_in, OUTPUT = base_out, LIKE = text);
     CREATE FUNCTION lt(base, base) RETURNS bool LANGUAGE internal IMMUTABLE STRICT AS 'text_lt'; CREATE FUNCTION cmp(base, base) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'bttextcmp'; CREATE OPERATOR < (LEFTARG = base, RIGHTARG = base, FUNCTION = lt);
     CREATE OPERATOR CLASS bo DEFAULT FOR TYPE base USING btree AS OPERATOR 1 <, FUNCTION 1 cmp(base, base); CREATE TABLE bt (a base); CREATE INDEX bi ON bt (a); CREATE TYPE br AS RANGE (subtype = base); ALTER TABLE bt ADD COLUMN r br; ALTER TYPE base RENAME TO "Base"`,
  ],
  // Since 14 a sequence is no type; the multirange says that it is at least that.
  "a sequence beside a shell of its name": ["CREATE TYPE r AS RANGE (subtype = int4, multirange_type_name = rs); CREATE TYPE f; CREATE SEQUENCE f", "DROP TYPE f"],
  "ranges with a canonical function": [
    "CREATE TYPE days; CREATE FUNCTION whole_days(days) RETURNS days LANGUAGE internal IMMUTABLE STRICT AS 'daterange_canonical'; CREATE TYPE days AS RANGE (subtype = date, canonical = whole_days); CREATE TABLE t (d days)",
    "ALTER TYPE days RENAME TO stay; ALTER FUNCTION whole_days(stay) RENAME TO bounds",
    "DROP FUNCTION bounds CASCADE",
  ],
  "range types and their multiranges": [
    `CREATE DOMAIN cents AS int; CREATE FUNCTION diff(a cents, b cents) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT 1.0::float8'; CREATE TYPE float_range AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi); CREATE TYPE span AS RANGE (subtype = text, collation = "C", multirange_type_name = spans);
     CREATE TYPE prices AS RANGE (subtype = cents); CREATE TABLE t (id int, r float_range, m float_multirange, s span[], p prices); CREATE INDEX i ON t USING gist (r)`,
    "ALTER TYPE float_range RENAME TO reals; CREATE SCHEMA s; CREATE TYPE s.inner_range AS RANGE (subtype = int8); ALTER DOMAIN cents RENAME TO pennies; COMMENT ON TYPE reals IS 'x'; ALTER TABLE t ADD COLUMN x s.inner_multirange, ADD COLUMN y spans",
    "ALTER TABLE t DROP COLUMN r; DROP TYPE reals CASCADE",
    "DROP DOMAIN pennies CASCADE; DROP SCHEMA s CASCADE",
  ],
  "casts and transforms": [
    "CREATE TYPE kind AS ENUM ('a'); CREATE FUNCTION to_kind(n int) RETURNS kind LANGUAGE sql IMMUTABLE AS $$ SELECT 'a'::kind $$; CREATE CAST (int AS kind) WITH FUNCTION to_kind(int) AS ASSIGNMENT; CREATE CAST (varchar AS kind) WITH INOUT AS IMPLICIT",
    "ALTER TYPE kind RENAME TO sort; ALTER FUNCTION to_kind(int) RENAME TO to_sort; COMMENT ON CAST (int AS sort) IS 'x'",
    "DROP CAST (varchar AS sort); DROP CAST IF EXISTS (text AS sort)",
    "DROP FUNCTION to_sort CASCADE",
    "CREATE CAST (varchar AS sort) WITH INOUT; DROP TYPE sort CASCADE",
  ],
  "conversions, languages and access methods": [
    "CREATE CONVERSION latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8; CREATE ACCESS METHOD other TYPE INDEX HANDLER bthandler; CREATE LANGUAGE mine HANDLER plpgsql_call_handler",
    "ALTER CONVERSION latin RENAME TO lat; CREATE SCHEMA s; ALTER CONVERSION lat SET SCHEMA s; ALTER LANGUAGE mine RENAME TO ours; COMMENT ON CONVERSION s.lat IS 'x'; COMMENT ON ACCESS METHOD other IS 'y'",
    "DROP CONVERSION s.lat; DROP ACCESS METHOD other; DROP LANGUAGE ours",
  ],
  "event triggers": [
    "CREATE FUNCTION told() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION told()",
    "ALTER EVENT TRIGGER watch RENAME TO look; ALTER EVENT TRIGGER look DISABLE; ALTER FUNCTION told() RENAME TO tell; COMMENT ON EVENT TRIGGER look IS 'x'",
    "CREATE TABLE t (id int); DROP FUNCTION tell() CASCADE",
  ],
  "text search": [
    "CREATE TEXT SEARCH CONFIGURATION plain (COPY = english); CREATE TEXT SEARCH DICTIONARY dict (TEMPLATE = simple, stopwords = english); CREATE TEXT SEARCH CONFIGURATION second (PARSER = 'default')",
    "ALTER TEXT SEARCH CONFIGURATION plain ALTER MAPPING FOR asciiword, word WITH dict, simple; ALTER TEXT SEARCH DICTIONARY dict (accept = false)",
    "ALTER TEXT SEARCH CONFIGURATION plain RENAME TO simple_one; CREATE SCHEMA s; ALTER TEXT SEARCH CONFIGURATION second SET SCHEMA s; COMMENT ON TEXT SEARCH CONFIGURATION simple_one IS 'x'; ALTER TEXT SEARCH DICTIONARY dict RENAME TO dictionary",
    "ALTER TEXT SEARCH CONFIGURATION simple_one DROP MAPPING FOR word; CREATE TABLE t (a text, v tsvector GENERATED ALWAYS AS (to_tsvector('simple', a)) STORED)",
    "DROP TEXT SEARCH CONFIGURATION simple_one; DROP TEXT SEARCH DICTIONARY dictionary; DROP TEXT SEARCH CONFIGURATION IF EXISTS nope",
  ],
  "foreign servers and user mappings": [
    "CREATE FOREIGN DATA WRAPPER wrap; CREATE SERVER far TYPE 'x' VERSION '1' FOREIGN DATA WRAPPER wrap OPTIONS (host 'a'); CREATE USER MAPPING FOR CURRENT_USER SERVER far OPTIONS (password 'p'); CREATE USER MAPPING IF NOT EXISTS FOR PUBLIC SERVER far",
    "ALTER SERVER far OPTIONS (SET host 'b', ADD port '1'); ALTER USER MAPPING FOR PUBLIC SERVER far OPTIONS (user 'u'); ALTER FOREIGN DATA WRAPPER wrap OPTIONS (debug 'true')",
    "ALTER SERVER far RENAME TO near; ALTER FOREIGN DATA WRAPPER wrap RENAME TO wrapper; COMMENT ON SERVER near IS 'x'",
    "DROP USER MAPPING FOR PUBLIC SERVER near; DROP USER MAPPING IF EXISTS FOR PUBLIC SERVER near",
    "DROP FOREIGN DATA WRAPPER wrapper CASCADE",
  ],
  "collations renamed, moved and dropped with their columns": [
    `CREATE COLLATION plain FROM "C"; CREATE TABLE t (a text COLLATE plain, b text, c text DEFAULT ('x' COLLATE plain)); CREATE INDEX i ON t (b COLLATE plain); CREATE DOMAIN d AS text COLLATE plain; CREATE TYPE c AS (x text COLLATE plain, y int);
     CREATE TABLE u (b text CHECK (b COLLATE plain > 'a'))`,
    "ALTER COLLATION plain RENAME TO bare; CREATE SCHEMA s; ALTER COLLATION bare SET SCHEMA s; COMMENT ON COLLATION s.bare IS 'x'",
    "ALTER SCHEMA s RENAME TO r",
    "DROP COLLATION r.bare CASCADE",
  ],
};
