import { afterAll, describe, expect, test } from "vitest";
import type { Problem } from "../../src/model/database.js";
import { DatabasePool, type JudgedDatabase } from "../judges/database-pool.js";
import { replayed } from "./replayed.js";

const pool = new DatabasePool();
afterAll(() => pool.close());

const before = `
CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE users (id serial PRIMARY KEY, email text UNIQUE, mood mood DEFAULT 'ok', age int CONSTRAINT grown CHECK (age > 0));
CREATE TABLE posts (id int PRIMARY KEY, user_id int REFERENCES users, title text); CREATE INDEX posts_user_idx ON posts (user_id); CREATE VIEW authors AS SELECT id, email FROM users;
CREATE MATERIALIZED VIEW mv AS SELECT id FROM users; CREATE SEQUENCE counter; CREATE SCHEMA app;
CREATE TABLE jobs (id int GENERATED ALWAYS AS IDENTITY, a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE base (a int CONSTRAINT pos CHECK (a > 0) NOT NULL, b int);
CREATE TABLE heir (c int) INHERITS (base); CREATE TABLE lone (a int, b int); CREATE TABLE parted (a int NOT NULL, b int, CONSTRAINT pc CHECK (b > 0)) PARTITION BY RANGE (a);
CREATE TABLE part1 PARTITION OF parted FOR VALUES FROM (1) TO (2); CREATE INDEX parted_a ON parted (a); CREATE INDEX lone_a ON lone (a); CREATE INDEX part1_b ON part1 (b);
CREATE INDEX parted_only ON ONLY parted (b); CREATE TEMP TABLE tt (a int); ALTER TABLE lone ADD CONSTRAINT ne CHECK (a > 0) NOT ENFORCED; CREATE TABLE extra (a int NOT NULL, b int, z int);
CREATE TABLE ided (a int GENERATED ALWAYS AS IDENTITY, b int, CONSTRAINT pc CHECK (b > 0)); CREATE INDEX part1_a2 ON part1 (a); CREATE TABLE fpar (a int REFERENCES posts, b int) PARTITION BY LIST (a);
CREATE TABLE fchild PARTITION OF fpar FOR VALUES IN (1); CREATE UNIQUE INDEX posts_part_idx ON posts (user_id) WHERE user_id > 1; CREATE UNIQUE INDEX posts_expr_idx ON posts (lower(title));
CREATE UNIQUE INDEX posts_desc_idx ON posts (user_id DESC); CREATE TABLE two (a int, b int, UNIQUE (a, b)); CREATE TABLE ranges (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE lists (a int, b int) PARTITION BY LIST (lower(b::text)); CREATE UNIQUE INDEX lone_key ON lone (a);
CREATE TYPE pt AS (a int, b int); CREATE TABLE typed OF pt; CREATE TABLE other_types (a int, b text); CREATE TABLE only_a (a int);
CREATE TYPE hull; CREATE TYPE raw; CREATE FUNCTION raw_in(cstring) RETURNS raw LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION raw_out(raw) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE raw (INPUT = raw_in, OUTPUT = raw_out, LIKE = text, STORAGE = extended, COLLATABLE = true);
CREATE TABLE twins (a int) PARTITION BY LIST (a); CREATE TABLE twin PARTITION OF twins FOR VALUES IN (1); CREATE TABLE twin_rest PARTITION OF twins DEFAULT;
`;

/** Wrong whatever the rows: SQLSTATE and message are PostgreSQL's, word for word. */
const invalid: readonly (readonly [sql: string, code: string, message: string])[] = [
  ["DROP TABLE authors", "42809", '"authors" is not a table'],
  ["DROP TABLE mv", "42809", '"mv" is not a table'],
  ["ALTER TABLE posts_user_idx SET SCHEMA app", "42809", 'cannot change schema of index "posts_user_idx"'],
  ["ALTER TABLE users_id_seq SET SCHEMA app", "0A000", "cannot move an owned sequence into another schema"],
  ["ALTER SEQUENCE users_id_seq SET SCHEMA app", "0A000", "cannot move an owned sequence into another schema"],
  ["CREATE EXTENSION IF NOT EXISTS plpgsql; ALTER EXTENSION plpgsql ADD TABLE lone; DROP TABLE lone", "2BP01", "cannot drop table lone because extension plpgsql requires it"],
  ["ALTER TABLE typed ADD COLUMN c int", "42809", "cannot add column to typed table"],
  ["ALTER TABLE typed DROP COLUMN a", "42809", "cannot drop column from typed table"],
  ["ALTER TABLE typed RENAME COLUMN a TO c", "42809", "cannot rename column of typed table"],
  ["ALTER TABLE typed ALTER a TYPE bigint", "42809", "cannot alter column type of typed table"],
  ["ALTER TABLE typed INHERIT lone", "42809", "cannot change inheritance of typed table"],
  ["ALTER TABLE parted ATTACH PARTITION typed FOR VALUES FROM (2) TO (3)", "42809", "cannot attach a typed table as partition"],
  ["CREATE ROLE r1; ALTER TABLE lone OWNER TO r1; DROP ROLE r1", "2BP01", 'role "r1" cannot be dropped because some objects depend on it'],
  ["CREATE ROLE r1; GRANT SELECT (a) ON lone TO r1; DROP ROLE IF EXISTS r1", "2BP01", 'role "r1" cannot be dropped because some objects depend on it'],
  ["CREATE ROLE r1; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO r1; DROP ROLE r1", "2BP01", 'role "r1" cannot be dropped because some objects depend on it'],
  ["CREATE ROLE r1; CREATE POLICY p ON lone TO r1 USING (true); DROP ROLE r1", "2BP01", 'role "r1" cannot be dropped because some objects depend on it'],
  ["ALTER TYPE pt ADD ATTRIBUTE c int", "2BP01", 'cannot alter type "pt" because it is the type of a typed table'],
  ["ALTER TYPE pt RENAME ATTRIBUTE a TO c", "2BP01", 'cannot alter type "pt" because it is the type of a typed table'],
  ["ALTER TABLE lone NOT OF", "42809", '"lone" is not a typed table'],
  ["ALTER TABLE extra OF pt", "42804", 'table has extra column "z"'],
  ["ALTER TABLE other_types OF pt", "42804", 'table "other_types" has different type for column "b"'],
  ["ALTER TABLE only_a OF pt", "42804", 'table is missing column "b"'],
  ["ALTER TABLE posts OF pt", "42804", 'table has column "id" where type requires "a"'],
  ["ALTER TABLE part1 OF pt", "42809", "typed tables cannot inherit"],
  ["CREATE TABLE n OF lone", "42809", "type lone is the row type of another table"],
  ["CREATE TABLE n OF mood", "42809", "type mood is not a composite type"],
  ["CREATE TABLE n OF pt (c WITH OPTIONS NOT NULL)", "42703", 'column "c" does not exist'],
  ["CREATE TABLE n OF pt (a GENERATED ALWAYS AS IDENTITY)", "0A000", "identity columns are not supported on typed tables"],
  ["CREATE TABLE n OF pt (a GENERATED ALWAYS AS (1) STORED)", "0A000", "generated columns are not supported on typed tables"],
  ["ALTER INDEX parted_a ATTACH PARTITION lone_a", "55000", 'cannot attach index "lone_a" as a partition of index "parted_a"'],
  ["ALTER INDEX lone_a ATTACH PARTITION part1_b", "42809", 'ALTER action ATTACH PARTITION cannot be performed on relation "lone_a"'],
  ["ALTER INDEX parted_a ATTACH PARTITION part1_a2", "55000", 'cannot attach index "part1_a2" as a partition of index "parted_a"'],
  ["ALTER INDEX parted_only ATTACH PARTITION part1_a_idx", "55000", 'cannot attach index "part1_a_idx" as a partition of index "parted_only"'],
  ["ALTER TABLE lone ATTACH PARTITION posts FOR VALUES FROM (2) TO (3)", "42809", 'ALTER action ATTACH PARTITION cannot be performed on relation "lone"'],
  ["ALTER TABLE parted ATTACH PARTITION parted FOR VALUES FROM (2) TO (3)", "42P07", "circular inheritance not allowed"],
  ["ALTER TABLE parted ATTACH PARTITION part1 FOR VALUES FROM (2) TO (3)", "42809", '"part1" is already a partition'],
  ["ALTER TABLE parted ATTACH PARTITION heir FOR VALUES FROM (2) TO (3)", "42809", "cannot attach inheritance child as partition"],
  ["ALTER TABLE parted ATTACH PARTITION extra FOR VALUES FROM (2) TO (3)", "42804", 'table "extra" contains column "z" not found in parent "parted"'],
  ["ALTER TABLE parted ATTACH PARTITION ided FOR VALUES FROM (2) TO (3)", "55000", 'table "ided" being attached contains an identity column "a"'],
  ["ALTER TABLE parted ATTACH PARTITION lone FOR VALUES FROM (2) TO (3)", "42804", 'column "a" in child table "lone" must be marked NOT NULL'],
  ["ALTER TABLE parted ATTACH PARTITION base FOR VALUES FROM (2) TO (3)", "42809", "cannot attach inheritance parent as partition"],
  ["ALTER TABLE parted ATTACH PARTITION posts FOR VALUES FROM (2) TO (3)", "42804", 'table "posts" contains column "id" not found in parent "parted"'],
  ["ALTER TABLE parted DETACH PARTITION lone", "42P01", 'relation "lone" is not a partition of relation "parted"'],
  ["ALTER TABLE lone DETACH PARTITION posts", "42809", 'ALTER action DETACH PARTITION cannot be performed on relation "lone"'],
  ["ALTER TABLE part1 INHERIT base", "42809", "cannot change inheritance of a partition"],
  ["ALTER TABLE lone INHERIT parted", "42809", 'cannot inherit from partitioned table "parted"'],
  ["ALTER TABLE heir INHERIT base", "42P07", 'relation "base" would be inherited from more than once'],
  ["ALTER TABLE lone INHERIT lone", "42P07", "circular inheritance not allowed"],
  ["ALTER TABLE lone INHERIT base", "42804", 'column "a" in child table "lone" must be marked NOT NULL'],
  ["ALTER TABLE posts INHERIT base", "42804", 'child table is missing column "a"'],
  ["ALTER TABLE lone NO INHERIT base", "42P01", 'relation "base" is not a parent of relation "lone"'],
  ["ALTER TABLE heir DROP CONSTRAINT pos", "42P16", 'cannot drop inherited constraint "pos" of relation "heir"'],
  ["ALTER TABLE part1 DROP CONSTRAINT pc", "42P16", 'cannot drop inherited constraint "pc" of relation "part1"'],
  ["ALTER TABLE fchild DROP CONSTRAINT fpar_a_fkey", "42P16", 'cannot drop inherited constraint "fpar_a_fkey" of relation "fchild"'],
  ["ALTER TABLE heir RENAME CONSTRAINT base_a_not_null TO x", "42P16", 'cannot rename inherited constraint "base_a_not_null"'],
  ["ALTER TABLE heir RENAME CONSTRAINT pos TO x", "42P16", 'cannot rename inherited constraint "pos"'],
  ["ALTER TABLE heir DROP CONSTRAINT base_a_not_null", "42P16", 'cannot drop inherited constraint "base_a_not_null" of relation "heir"'],
  ["ALTER TABLE users ALTER CONSTRAINT users_id_not_null DEFERRABLE", "42809", 'constraint "users_id_not_null" of relation "users" is not a foreign key constraint'],
  ["ALTER TABLE lone VALIDATE CONSTRAINT ne", "55000", "cannot validate NOT ENFORCED constraint"],
  ["ALTER TABLE ONLY base ADD COLUMN z int", "42P16", "column must be added to child tables too"],
  ["ALTER TABLE ONLY parted ADD COLUMN z int", "42P16", "column must be added to child tables too"],
  ["ALTER TABLE heir DROP COLUMN a", "42P16", 'cannot drop inherited column "a"'],
  ["ALTER TABLE part1 DROP COLUMN a", "42P16", 'cannot drop inherited column "a"'],
  ["ALTER TABLE ONLY parted DROP COLUMN b", "42P16", "cannot drop column from only the partitioned table when partitions exist"],
  ["ALTER TABLE heir RENAME COLUMN a TO z", "42P16", 'cannot rename inherited column "a"'],
  ["ALTER TABLE heir ALTER COLUMN a TYPE bigint", "42P16", 'cannot alter inherited column "a"'],
  ["ALTER TABLE jobs ALTER COLUMN b SET DEFAULT 1", "42601", 'column "b" of relation "jobs" is a generated column'],
  ["ALTER TABLE jobs ALTER COLUMN id SET DEFAULT 1", "42601", 'column "id" of relation "jobs" is an identity column'],
  ["ALTER TABLE jobs ALTER COLUMN b DROP DEFAULT", "42601", 'column "b" of relation "jobs" is a generated column'],
  ["ALTER TABLE jobs ALTER COLUMN id DROP DEFAULT", "42601", 'column "id" of relation "jobs" is an identity column'],
  ["ALTER TABLE users ADD CONSTRAINT x NOT NULL id", "55000", 'cannot create not-null constraint "x" on column "id" of table "users"'],
  ["ALTER TABLE jobs ALTER COLUMN a DROP IDENTITY", "55000", 'column "a" of relation "jobs" is not an identity column'],
  ["ALTER TABLE jobs ALTER COLUMN a SET EXPRESSION AS (1)", "55000", 'column "a" of relation "jobs" is not a generated column'],
  ["ALTER TABLE jobs ALTER COLUMN a DROP EXPRESSION", "55000", 'column "a" of relation "jobs" is not a generated column'],
  ["ALTER TABLE jobs ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY", "55000", 'column "id" of relation "jobs" is already an identity column'],
  ["ALTER TABLE jobs ALTER COLUMN a SET GENERATED ALWAYS", "55000", 'column "a" of relation "jobs" is not an identity column'],
  ["ALTER TABLE lone ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY", "55000", 'column "a" of relation "lone" must be declared NOT NULL before identity can be added'],
  ["ALTER TABLE users ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY", "55000", 'column "id" of relation "users" already has a default value'],
  ["ALTER TABLE jobs ALTER COLUMN id DROP NOT NULL", "42601", 'column "id" of relation "jobs" is an identity column'],
  ["ALTER TABLE users ALTER COLUMN id DROP NOT NULL", "42P16", 'column "id" is in a primary key'],
  ["ALTER TABLE heir ALTER COLUMN a DROP NOT NULL", "42P16", 'cannot drop inherited constraint "base_a_not_null" of relation "heir"'],
  ["ALTER TABLE ONLY parted ADD FOREIGN KEY (b) REFERENCES users", "42809", 'cannot use ONLY for foreign key on partitioned table "parted" referencing relation "users"'],
  ["ALTER TABLE ONLY parted ADD CHECK (b > 1)", "42P16", "constraint must be added to child tables too"],
  ["ALTER TABLE ONLY base ADD CHECK (b > 1)", "42P16", "constraint must be added to child tables too"],
  ["DROP INDEX users", "42809", '"users" is not an index'],
  ["ALTER TABLE part1 ALTER COLUMN a DROP NOT NULL", "42P16", 'column "a" is marked NOT NULL in parent table'],
  ["CREATE TABLE x (a int NOT NULL NULL)", "42601", 'conflicting NULL/NOT NULL declarations for column "a" of table "x"'],
  ["CREATE TABLE x (a int NULL NULL NOT NULL)", "42601", 'conflicting NULL/NOT NULL declarations for column "a" of table "x"'],
  ["CREATE TABLE x (a int NULL PRIMARY KEY)", "42601", 'conflicting NULL/NOT NULL declarations for column "a" of table "x"'],
  ["CREATE TABLE x (a int PRIMARY KEY NULL)", "42601", 'conflicting NULL/NOT NULL declarations for column "a" of table "x"'],
  ["CREATE TABLE x (a int DEFAULT 1 DEFAULT 2)", "42601", 'multiple default values specified for column "a" of table "x"'],
  ["CREATE TABLE x (a int DEFAULT 1 DEFAULT NULL)", "42601", 'multiple default values specified for column "a" of table "x"'],
  ["CREATE TABLE x (a int DEFAULT NULL DEFAULT 1)", "42601", 'multiple default values specified for column "a" of table "x"'],
  ["CREATE TABLE x (a int GENERATED ALWAYS AS IDENTITY DEFAULT 1)", "42601", 'both default and identity specified for column "a" of table "x"'],
  ["CREATE TABLE x (a int DEFAULT 1 GENERATED ALWAYS AS IDENTITY)", "42601", 'both default and identity specified for column "a" of table "x"'],
  ["CREATE TABLE x (a int GENERATED ALWAYS AS IDENTITY NULL)", "42601", 'conflicting NULL/NOT NULL declarations for column "a" of table "x"'],
  ["CREATE TABLE x (a int NULL GENERATED ALWAYS AS IDENTITY)", "42601", 'conflicting NULL/NOT NULL declarations for column "a" of table "x"'],
  ["CREATE TABLE x (a text GENERATED ALWAYS AS IDENTITY)", "22023", "identity column type must be smallint, integer, or bigint"],
  ["CREATE TABLE x (a serial NULL)", "42601", 'conflicting NULL/NOT NULL declarations for column "a" of table "x"'],
  ["CREATE TABLE x (a serial DEFAULT 1)", "42601", 'multiple default values specified for column "a" of table "x"'],
  ["CREATE TABLE x (a serial GENERATED ALWAYS AS IDENTITY)", "42601", 'both default and identity specified for column "a" of table "x"'],
  ["CREATE TABLE x (a serial GENERATED ALWAYS AS (1) STORED)", "42601", 'both default and generation expression specified for column "a" of table "x"'],
  ["CREATE TABLE x (a int, b int GENERATED ALWAYS AS (a) STORED DEFAULT 1)", "42601", 'both default and generation expression specified for column "b" of table "x"'],
  ["CREATE TABLE x (a int, b int GENERATED ALWAYS AS (a) STORED GENERATED ALWAYS AS (a) STORED)", "42601", 'multiple generation clauses specified for column "b" of table "x"'],
  ["CREATE TABLE x (a int, b int GENERATED ALWAYS AS (a) STORED GENERATED ALWAYS AS IDENTITY)", "42601", 'both identity and generation expression specified for column "b" of table "x"'],
  ["CREATE TABLE x (a int GENERATED ALWAYS AS IDENTITY GENERATED BY DEFAULT AS IDENTITY)", "42601", 'multiple identity specifications for column "a" of table "x"'],
  ["ALTER TABLE posts ADD COLUMN c int NOT NULL NULL", "42601", 'conflicting NULL/NOT NULL declarations for column "c" of table "posts"'],
  ["ALTER TABLE posts ADD COLUMN c int DEFAULT 1 DEFAULT 2", "42601", 'multiple default values specified for column "c" of table "posts"'],
  ["CREATE TABLE x (a int[] GENERATED ALWAYS AS IDENTITY)", "22023", "identity column type must be smallint, integer, or bigint"],
  ["CREATE TABLE x (a numeric GENERATED ALWAYS AS IDENTITY)", "22023", "identity column type must be smallint, integer, or bigint"],
  ["ALTER TABLE posts ADD COLUMN c text GENERATED ALWAYS AS IDENTITY", "22023", "identity column type must be smallint, integer, or bigint"],
  ["ALTER TABLE posts ALTER COLUMN title SET NOT NULL, ALTER COLUMN title ADD GENERATED ALWAYS AS IDENTITY", "22023", "identity column type must be smallint, integer, or bigint"],
  ["CREATE TABLE x (a int, UNIQUE (a, a))", "42701", 'column "a" appears twice in unique constraint'],
  ["CREATE TABLE x (a int, PRIMARY KEY (a, a))", "42701", 'column "a" appears twice in primary key constraint'],
  ["ALTER TABLE posts ADD UNIQUE (id, id)", "42701", 'column "id" appears twice in unique constraint'],
  ["CREATE TABLE x (a int, b int, FOREIGN KEY (a, b) REFERENCES users (id))", "42830", "number of referencing and referenced columns for foreign key disagree"],
  ["CREATE TABLE x (a int, b int, FOREIGN KEY (a, b) REFERENCES users)", "42830", "number of referencing and referenced columns for foreign key disagree"],
  ["CREATE TABLE x (a int, FOREIGN KEY (a) REFERENCES two (a, b))", "42830", "number of referencing and referenced columns for foreign key disagree"],
  ["CREATE TABLE x (a int, b int, FOREIGN KEY (a, b) REFERENCES two (a, a))", "42830", "foreign key referenced-columns list must not contain duplicates"],
  ["CREATE TABLE x (a text REFERENCES users (id))", "42804", 'foreign key constraint "x_a_fkey" cannot be implemented'],
  ["CREATE TABLE x (a uuid REFERENCES users (id))", "42804", 'foreign key constraint "x_a_fkey" cannot be implemented'],
  ["CREATE TABLE x (a text, b text, FOREIGN KEY (a, b) REFERENCES two (a, b))", "42804", 'foreign key constraint "x_a_b_fkey" cannot be implemented'],
  ["ALTER TABLE posts ADD FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL (id)", "42P10", 'column "id" referenced in ON DELETE SET action must be part of foreign key'],
  ["ALTER TABLE posts ADD CONSTRAINT u UNIQUE USING INDEX posts_user_idx", "42809", '"posts_user_idx" is not a unique index'],
  ["ALTER TABLE posts ADD CONSTRAINT u UNIQUE USING INDEX posts_part_idx", "42809", '"posts_part_idx" is a partial index'],
  ["ALTER TABLE posts ADD CONSTRAINT u UNIQUE USING INDEX posts_expr_idx", "42809", 'index "posts_expr_idx" contains expressions'],
  ["ALTER TABLE posts ADD CONSTRAINT u UNIQUE USING INDEX posts_desc_idx", "42809", 'index "posts_desc_idx" column number 1 does not have default sorting behavior'],
  ["ALTER TABLE posts ADD CONSTRAINT u UNIQUE USING INDEX posts_pkey", "55000", 'index "posts_pkey" is already associated with a constraint'],
  ["CREATE TABLE x (a int, b int) PARTITION BY LIST (a, b)", "42P17", 'cannot use "list" partition strategy with more than one column'],
  ["CREATE TABLE x (a int, b int) PARTITION BY RANGE (ctid)", "42P17", 'cannot use system column "ctid" in partition key'],
  ["CREATE TABLE x (a int, b int GENERATED ALWAYS AS (a) STORED) PARTITION BY RANGE (b)", "42P17", "cannot use generated column in partition key"],
  ["CREATE TABLE x (a int, id int PRIMARY KEY) PARTITION BY RANGE (a)", "0A000", "unique constraint on partitioned table must include all partitioning columns"],
  ["CREATE TABLE x (a int, b int UNIQUE) PARTITION BY RANGE (a)", "0A000", "unique constraint on partitioned table must include all partitioning columns"],
  ["CREATE TABLE x (a int, b int, UNIQUE (b)) PARTITION BY RANGE ((a + 1))", "0A000", "unsupported UNIQUE constraint with partition key definition"],
  ["ALTER TABLE ranges ADD PRIMARY KEY (b)", "0A000", "unique constraint on partitioned table must include all partitioning columns"],
  ["ALTER TABLE ranges ADD UNIQUE (b)", "0A000", "unique constraint on partitioned table must include all partitioning columns"],
  ["ALTER TABLE lists ADD UNIQUE (b)", "0A000", "unsupported UNIQUE constraint with partition key definition"],
  ["CREATE UNIQUE INDEX i ON ranges (b)", "0A000", "unique constraint on partitioned table must include all partitioning columns"],
  ["CREATE UNIQUE INDEX i ON lists (b)", "0A000", "unsupported UNIQUE constraint with partition key definition"],
  ["CREATE UNIQUE INDEX i ON ONLY ranges (b)", "0A000", "unique constraint on partitioned table must include all partitioning columns"],
  ["CREATE TABLE x (a int) INHERITS (authors)", "42809", 'inherited relation "authors" is not a table or foreign table'],
  ["CREATE TABLE x PARTITION OF users DEFAULT", "42P17", '"users" is not partitioned'],
  ["CREATE TABLE x PARTITION OF authors DEFAULT", "42809", 'inherited relation "authors" is not a table or foreign table'],
  ["CREATE TABLE x () INHERITS (ranges)", "42809", 'cannot inherit from partitioned table "ranges"'],
  ["CREATE INDEX i ON authors (id)", "42809", 'cannot create index on relation "authors"'],
  ["CREATE UNIQUE INDEX i ON posts USING hash (id)", "0A000", 'access method "hash" does not support unique indexes'],
  ["CREATE INDEX i ON posts USING hash (id, user_id)", "0A000", 'access method "hash" does not support multicolumn indexes'],
  ["CREATE UNIQUE INDEX i ON posts USING gin (id)", "0A000", 'access method "gin" does not support unique indexes'],
  ["ALTER VIEW mv RENAME TO a2", "42809", '"mv" is not a view'],
  ["ALTER MATERIALIZED VIEW authors RENAME TO a2", "42809", '"authors" is not a materialized view'],
  ["ALTER VIEW posts RENAME TO a2", "42809", '"posts" is not a view'],
  ["DROP MATERIALIZED VIEW authors", "42809", '"authors" is not a materialized view'],
  ["DROP VIEW mv", "42809", '"mv" is not a view'],
  ["DROP VIEW posts", "42809", '"posts" is not a view'],
  ["DROP VIEW IF EXISTS mv", "42809", '"mv" is not a view'],
  ["DROP MATERIALIZED VIEW IF EXISTS authors", "42809", '"authors" is not a materialized view'],
  ["DROP MATERIALIZED VIEW IF EXISTS posts", "42809", '"posts" is not a materialized view'],
  ["DROP VIEW IF EXISTS posts", "42809", '"posts" is not a view'],
  ["DROP SEQUENCE posts", "42809", '"posts" is not a sequence'],
  ["DROP SEQUENCE IF EXISTS authors", "42809", '"authors" is not a sequence'],
  ["DROP TABLE IF EXISTS authors", "42809", '"authors" is not a table'],
  ["DROP TABLE posts_user_idx", "42809", '"posts_user_idx" is not a table'],
  ["DROP INDEX IF EXISTS posts", "42809", '"posts" is not an index'],
  ["REFRESH MATERIALIZED VIEW authors", "42809", '"authors" is not a table or materialized view'],
  ["REFRESH MATERIALIZED VIEW posts", "0A000", '"posts" is not a materialized view'],
  ["CREATE OR REPLACE VIEW mv AS SELECT 1", "42809", '"mv" is not a view'],
  ["CREATE OR REPLACE VIEW posts AS SELECT 1", "42809", '"posts" is not a view'],
  ["CREATE OR REPLACE VIEW authors AS SELECT email FROM users", "42P16", "cannot drop columns from view"],
  ["CREATE OR REPLACE VIEW authors AS SELECT id FROM users", "42P16", "cannot drop columns from view"],
  ["CREATE OR REPLACE VIEW authors AS SELECT id AS x, email FROM users", "42P16", 'cannot change name of view column "id" to "x"'],
  ["CREATE VIEW v (a, b, c) AS SELECT id, email FROM users", "42601", "CREATE VIEW specifies more column names than columns"],
  ["CREATE VIEW v AS SELECT u.id, p.id FROM users u, posts p", "42701", 'column "id" specified more than once'],
  ["CREATE MATERIALIZED VIEW v AS SELECT u.id, p.id FROM users u, posts p", "42701", 'column "id" specified more than once'],
  ["CREATE MATERIALIZED VIEW v (a, b, c) AS SELECT id, email FROM users", "42601", "too many column names were specified"],
  ["INSERT INTO users (id, email) VALUES (1)", "42601", "INSERT has more target columns than expressions"],
  ["INSERT INTO users (id) VALUES (1, 2)", "42601", "INSERT has more expressions than target columns"],
  ["INSERT INTO users (id, email) VALUES (1, 'a'), (2)", "42601", "VALUES lists must all be the same length"],
  ["INSERT INTO users (id, id) VALUES (1, 2)", "42701", 'column "id" specified more than once'],
  ["INSERT INTO posts VALUES (1, 2, 'ok', 4)", "42601", "INSERT has more expressions than target columns"],
  ["INSERT INTO users (id, email) SELECT 1", "42601", "INSERT has more target columns than expressions"],
  ["INSERT INTO users (id) SELECT 1, 2", "42601", "INSERT has more expressions than target columns"],
  ["INSERT INTO posts SELECT 1, 2, '3', 4", "42601", "INSERT has more expressions than target columns"],
  ["INSERT INTO users (id) SELECT id, email FROM users", "42601", "INSERT has more expressions than target columns"],
  ["INSERT INTO mv VALUES (1)", "42809", 'cannot change materialized view "mv"'],
  ["UPDATE mv SET id = 1", "42809", 'cannot change materialized view "mv"'],
  ["DELETE FROM mv", "42809", 'cannot change materialized view "mv"'],
  ["UPDATE users SET email = 'a', email = 'b'", "42601", 'multiple assignments to same column "email"'],
  ["TRUNCATE authors", "42809", '"authors" is not a table'],
  ["TRUNCATE mv", "42809", '"mv" is not a table'],
  ["CREATE TABLE x (ctid int)", "42701", 'column name "ctid" conflicts with a system column name'],
  ["ALTER TABLE posts ADD COLUMN xmin int", "42701", 'column name "xmin" conflicts with a system column name'],
  ["ALTER TABLE posts RENAME COLUMN title TO ctid", "42701", 'column name "ctid" conflicts with a system column name'],
  ["CREATE TABLE x (a int, b int GENERATED ALWAYS AS (b) STORED)", "42P17", 'cannot use generated column "b" in column generation expression'],
  ["CREATE TABLE x (a int, b int GENERATED ALWAYS AS (a) STORED, c int GENERATED ALWAYS AS (b) STORED)", "42P17", 'cannot use generated column "b" in column generation expression'],
  ["INSERT INTO users (id, email) SELECT 1 UNION SELECT 2", "42601", "INSERT has more target columns than expressions"],
  ["TRUNCATE posts_user_idx", "42809", '"posts_user_idx" is not a table'],
  ["ALTER TABLE parted ALTER COLUMN a TYPE bigint", "42P16", 'cannot alter column "a" because it is part of the partition key of relation "parted"'],
  ["ALTER TABLE parted DROP COLUMN a CASCADE", "42P16", 'cannot drop column "a" because it is part of the partition key of relation "parted"'],
  ["CREATE TABLE part2 PARTITION OF parted FOR VALUES FROM (2) TO (3) PARTITION BY LIST (b); ALTER TABLE parted ALTER COLUMN b TYPE bigint", "42P16", 'cannot alter column "b" because it is part of the partition key of relation "part2"'],
  ["CREATE TABLE x (a hull)", "42704", 'type "hull" is only a shell'],
  ["ALTER TABLE lone ADD COLUMN c public.hull", "42704", 'type "public.hull" is only a shell'],
  ["ALTER TABLE lone ALTER COLUMN a TYPE hull[]", "42704", 'type "hull[]" does not exist'],
  ["CREATE DOMAIN x AS hull", "42704", 'type "hull" is only a shell'],
  ["CREATE TYPE x AS (a hull)", "42704", 'type "hull" is only a shell'],
  ["CREATE TYPE x AS RANGE (subtype = hull)", "42704", 'type "hull" is only a shell'],
  ["SELECT NULL::hull", "42704", 'type "hull" is only a shell'],
  ["ALTER TYPE hull RENAME TO x", "42704", 'type "hull" is only a shell'],
  ["ALTER TYPE hull SET SCHEMA app", "42704", 'type "hull" is only a shell'],
  ["ALTER TYPE hull SET (storage = main)", "42704", 'type "hull" is only a shell'],
  ["CREATE CAST (hull AS int) WITHOUT FUNCTION", "42704", 'type "hull" is only a shell'],
  ["CREATE FUNCTION f(hull) RETURNS int LANGUAGE sql AS 'SELECT 1'", "42P13", "SQL function cannot accept shell type hull"],
  ["CREATE FUNCTION f() RETURNS hull LANGUAGE sql AS 'SELECT NULL'", "42P13", "SQL function cannot return shell type hull"],
  ["CREATE FUNCTION f(hull) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'", "0A000", "PL/pgSQL functions cannot accept type hull"],
  ["CREATE FUNCTION f() RETURNS hull LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'", "0A000", "PL/pgSQL functions cannot return type hull"],
  ["CREATE TYPE x (INPUT = raw_in, OUTPUT = raw_out)", "42710", 'type "x" does not exist'],
  ["CREATE TYPE hull (OUTPUT = raw_out)", "42P17", "type input function must be specified"],
  ["CREATE TYPE hull (INPUT = raw_in)", "42P17", "type output function must be specified"],
  ["CREATE TYPE hull (INPUT = raw_in, OUTPUT = raw_out, input = raw_in)", "42601", "conflicting or redundant options"],
  ["ALTER TYPE mood SET (send = NONE)", "42809", "mood is not a base type"],
  ["ALTER TYPE mood SET (storage = main)", "42P17", "fixed-size types must have storage PLAIN"],
  ["ALTER TYPE raw SET (storage = plain)", "42P17", "cannot change type's storage to PLAIN"],
  ["ALTER TYPE raw SET (like = text)", "42601", 'type attribute "like" cannot be changed'],
  ["ALTER TYPE raw SET (colour = red)", "42601", 'type attribute "colour" not recognized'],
  ["CREATE TABLE x (a raw(3))", "42601", 'type modifier is not allowed for type "raw"'],
  ["CREATE TABLE x AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SEARCH DEPTH FIRST BY n SET ord SELECT * FROM r", "42P16", 'column "ord" has pseudo-type record[]'],
  ["CREATE VIEW x AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SEARCH BREADTH FIRST BY n SET ord CYCLE n SET c USING path SELECT n, c, ord FROM r", "42P16", 'column "ord" has pseudo-type record'],
  ["CREATE TABLE x AS SELECT 1, 2", "42701", 'column "?column?" specified more than once'],
  ["CREATE VIEW x AS SELECT id, 1::int4, 2::int4, id FROM users", "42701", 'column "id" specified more than once'],
  ["REFRESH MATERIALIZED VIEW CONCURRENTLY mv", "55000", 'cannot refresh materialized view "public.mv" concurrently'],
  [`CREATE MATERIALIZED VIEW app."Mv" AS SELECT 1 AS a; CREATE UNIQUE INDEX ON app."Mv" (abs(a)); REFRESH MATERIALIZED VIEW CONCURRENTLY app."Mv"`, "55000", 'cannot refresh materialized view "app."Mv"" concurrently'],
  ["CREATE MATERIALIZED VIEW m2 AS SELECT 1 AS a WITH NO DATA; CREATE UNIQUE INDEX ON m2 (a); REFRESH MATERIALIZED VIEW CONCURRENTLY m2", "0A000", "CONCURRENTLY cannot be used when the materialized view is not populated"],
  ["CREATE UNIQUE INDEX ON mv (id); REFRESH MATERIALIZED VIEW CONCURRENTLY mv WITH NO DATA", "42601", "CONCURRENTLY and WITH NO DATA options cannot be used together"],
];

/** The same of statements that no transaction may hold. */
const alone: typeof invalid = [
  ["CREATE INDEX CONCURRENTLY i ON parted (b)", "0A000", 'cannot create index on partitioned table "parted" concurrently'],
  ["CREATE INDEX CONCURRENTLY IF NOT EXISTS parted_a ON ONLY parted (a)", "0A000", 'cannot create index on partitioned table "parted" concurrently'],
  ["DROP INDEX CONCURRENTLY parted_a", "0A000", 'cannot drop partitioned index "parted_a" concurrently'],
  ["DROP INDEX CONCURRENTLY lone_a, posts_user_idx", "0A000", "DROP INDEX CONCURRENTLY does not support dropping multiple objects"],
  ["DROP INDEX CONCURRENTLY IF EXISTS nowhere, nobody", "0A000", "DROP INDEX CONCURRENTLY does not support dropping multiple objects"],
  ["DROP INDEX CONCURRENTLY lone_a CASCADE", "0A000", "DROP INDEX CONCURRENTLY does not support CASCADE"],
  ["ALTER TABLE twins DETACH PARTITION twin CONCURRENTLY", "55000", "cannot detach partitions concurrently when a default partition exists"],
];

/** What stands close to it and runs. */
const running: readonly string[] = [
  "CREATE TABLE x (a int NOT NULL NOT NULL, b int NULL, c serial NOT NULL, d int UNIQUE UNIQUE, e int NULL, PRIMARY KEY (a))",
  "CREATE TABLE x (a int, b int GENERATED ALWAYS AS (a) STORED NULL, c smallint GENERATED ALWAYS AS IDENTITY, d bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY)",
  "CREATE TABLE IF NOT EXISTS posts (a int NOT NULL NULL)",
  "ALTER TABLE posts ADD COLUMN IF NOT EXISTS title int NOT NULL NULL",
  "CREATE TABLE x (a int, b int, UNIQUE (b, a), PRIMARY KEY (a)) PARTITION BY RANGE (a)",
  `CREATE TABLE x ("A" int, b text, UNIQUE (b, "A"), UNIQUE ("A", b) INCLUDE (b)) PARTITION BY HASH ("A", b text_ops)`,
  "CREATE TABLE x (a int, b int, CHECK (a > b)) PARTITION BY LIST ((a + b))",
  "CREATE TABLE x (LIKE users) PARTITION BY RANGE (id, email)",
  "CREATE UNIQUE INDEX ON ranges (lower(b::text), a)",
  "CREATE INDEX ON lists (b)",
  "ALTER TABLE lone ADD CONSTRAINT k UNIQUE USING INDEX lone_key",
  "ALTER TABLE lone ADD CONSTRAINT k UNIQUE (a) INCLUDE (a, b, b)",
  "CREATE TABLE x (a int, FOREIGN KEY (a, a) REFERENCES two (a, b))",
  "CREATE TABLE x (a int, b int, FOREIGN KEY (a, b) REFERENCES two (b, a) ON DELETE SET NULL (b))",
  "CREATE INDEX ON mv (id)",
  "CREATE INDEX ON posts USING gist (int4range(id, user_id), int4range(user_id, id))",
  "CREATE TABLE x (LIKE authors)",
  "CREATE TABLE x () INHERITS (heir)",
  "ALTER TABLE authors RENAME TO x",
  "ALTER INDEX counter RENAME TO x",
  "DROP MATERIALIZED VIEW mv",
  "CREATE OR REPLACE VIEW authors (id, email) AS SELECT * FROM users",
  "CREATE OR REPLACE VIEW authors AS SELECT id, email, age AS \"Age\" FROM users",
  "CREATE VIEW v (a) AS SELECT id, email FROM users",
  "INSERT INTO two VALUES (1)",
  "INSERT INTO two DEFAULT VALUES",
  "INSERT INTO two (b, a) SELECT 1, 2 UNION SELECT 3, 4",
  "INSERT INTO two SELECT (ROW(t.a, t.b)::two).* FROM two t",
  "INSERT INTO two SELECT t.* FROM two t",
  "INSERT INTO authors (id, email) VALUES (7, DEFAULT)",
  "UPDATE two SET (a, b) = (SELECT 1, 2)",
  "DROP VIEW IF EXISTS nowhere",
  "CREATE UNIQUE INDEX ON mv (id); REFRESH MATERIALIZED VIEW CONCURRENTLY mv",
  "ALTER TABLE parted ALTER COLUMN b TYPE bigint",
  "DROP INDEX lone_a, posts_user_idx CASCADE",
  "ALTER TABLE twins DETACH PARTITION twin",
  "CREATE TABLE x (a raw, b raw[], c raw COLLATE \"C\" DEFAULT 'x')",
  "ALTER TYPE raw SET (storage = extended); ALTER TYPE raw SET (STORAGE = main, send = NONE)",
  "GRANT USAGE ON TYPE hull TO PUBLIC; COMMENT ON TYPE hull IS 'x'; ALTER TYPE hull OWNER TO CURRENT_USER; DROP TYPE hull",
  "DROP TYPE raw CASCADE; CREATE TYPE raw AS ENUM ('a')",
  "CREATE FUNCTION hull_in(cstring) RETURNS hull LANGUAGE internal IMMUTABLE STRICT AS 'int4in'; CREATE FUNCTION hull_out(hull) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out'; CREATE TYPE hull (INPUT = hull_in, OUTPUT = hull_out, LIKE = int4, preferred); CREATE TABLE x (a hull)",
  "CREATE FUNCTION bare_in(cstring) RETURNS app.bare LANGUAGE internal IMMUTABLE STRICT AS 'textin'; DROP TYPE app.bare CASCADE",
];

describe("what no row makes right is refused in PostgreSQL's words", () => {
  test.each([...invalid, ...alone])("%s", (sql, code, message) => {
    expect(problems(sql).map((problem) => (problem.kind === "invalid" ? [problem.code, problem.message] : problem.kind))).toEqual([[code, message]]);
  });

  test("they are PostgreSQL's", async () => {
    expect(await pool.with([], (database) => answers(database, invalid.map(([sql]) => sql), alone.map(([sql]) => sql)))).toEqual([...invalid, ...alone]);
  });

  test.each(running)("%s", (sql) => {
    expect(problems(sql)).toEqual([]);
  });

  test("these run", async () => {
    expect(await pool.with([], (database) => answers(database, running))).toEqual(running.map((sql) => [sql, "fine"]));
  });
});

function problems(sql: string): readonly Problem[] {
  const [, migration] = replayed([before, sql]).migrations;
  return migration?.steps.flatMap((step) => step.problems) ?? [];
}

/** Each statement by itself, undone; `alone`: refused, and never in a transaction. */
async function answers(database: JudgedDatabase, sqls: readonly string[], alone: readonly string[] = []): Promise<readonly (readonly string[])[]> {
  await database.exec(before);
  const found: (readonly string[])[] = [];
  for (const sql of [...sqls, ...alone]) {
    if (!alone.includes(sql)) await database.exec("BEGIN");
    try {
      await database.exec(sql);
      found.push([sql, "fine"]);
    } catch (error) {
      found.push([sql, error instanceof Error && "code" in error ? String(error.code) : "?", error instanceof Error ? error.message : String(error)]);
    }
    if (!alone.includes(sql)) await database.exec("ROLLBACK");
  }
  return found;
}
