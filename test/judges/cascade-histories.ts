/** One migration a string: DROP … CASCADE of what stands in other statements by its name alone. */
export const cascadeHistories: Readonly<Record<string, readonly string[]>> = {
  "CASCADE of operators, their classes and families": [
    `CREATE TYPE cash AS (amount int); CREATE FUNCTION lt(a cash, b cash) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT (a).amount < (b).amount'; CREATE FUNCTION cmp(a cash, b cash) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 0';
     CREATE FUNCTION sum_of(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a'; CREATE OPERATOR <<< (FUNCTION = lt, LEFTARG = cash, RIGHTARG = cash); CREATE OPERATOR >>> (FUNCTION = lt, LEFTARG = cash, RIGHTARG = cash); CREATE OPERATOR |+| (FUNCTION = sum_of, LEFTARG = int, RIGHTARG = int);
     CREATE OPERATOR CLASS ops FOR TYPE cash USING btree AS OPERATOR 1 <<<, FUNCTION 1 cmp(cash, cash); CREATE OPERATOR FAMILY fam USING btree;
     CREATE OPERATOR CLASS normal DEFAULT FOR TYPE cash USING btree FAMILY fam AS OPERATOR 1 >>>, FUNCTION 1 cmp(cash, cash); CREATE TABLE t (id int, c cash, d cash, UNIQUE (d)); CREATE INDEX by_ops ON t (c ops); CREATE INDEX by_default ON t (c, id); CREATE INDEX by_id ON t (id)`,
    "DROP OPERATOR <<< (cash, cash) CASCADE; DROP OPERATOR |+| (int, int) CASCADE",
    "CREATE OPERATOR CLASS again FOR TYPE cash USING btree AS OPERATOR 1 >>>, FUNCTION 1 cmp(cash, cash); CREATE INDEX by_again ON t (c again)",
    "DROP OPERATOR FAMILY again USING btree CASCADE",
    "DROP OPERATOR CLASS normal USING btree CASCADE; DROP OPERATOR FAMILY fam USING btree CASCADE",
    "ALTER TABLE t ADD COLUMN kept int",
  ],
  "CASCADE of languages, access methods and text search objects": [
    `CREATE LANGUAGE mine HANDLER plpgsql_call_handler; CREATE FUNCTION f(a int) RETURNS int LANGUAGE mine AS 'BEGIN RETURN a; END'; CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'; CREATE TABLE t (id int, a int DEFAULT f(1), w text);
     CREATE ACCESS METHOD other TYPE INDEX HANDLER bthandler; CREATE OPERATOR CLASS others FOR TYPE int USING other AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int, int); CREATE INDEX by_other ON t USING other (id others); CREATE INDEX by_btree ON t (id)`,
    "ALTER LANGUAGE mine RENAME TO ours",
    "DROP LANGUAGE ours CASCADE; DROP ACCESS METHOD other CASCADE",
    "CREATE TEXT SEARCH DICTIONARY dict (TEMPLATE = simple); CREATE TEXT SEARCH CONFIGURATION words (COPY = english); CREATE TEXT SEARCH CONFIGURATION plain (COPY = english); ALTER TEXT SEARCH CONFIGURATION words ALTER MAPPING FOR asciiword WITH dict",
    "DROP TEXT SEARCH DICTIONARY dict CASCADE; DROP TEXT SEARCH CONFIGURATION plain CASCADE; ALTER TABLE t ADD COLUMN kept int",
  ],
};
