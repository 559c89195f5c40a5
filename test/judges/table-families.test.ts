import { afterAll, beforeAll, expect, test } from "vitest";
import { loadPostgres } from "../../src/dialects/postgres/index.js";
import type { Dialect } from "../../src/model/dialect.js";
import { DatabasePool } from "./database-pool.js";
import { judgeReplay, replayed } from "./replayed-history.js";

const pool = new DatabasePool();
let dialect: Dialect;
beforeAll(async () => {
  dialect = await loadPostgres();
});
afterAll(() => pool.close());

const parted = "CREATE TABLE p (id int, at date, n text) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');";

/** One migration a string; PostgreSQL runs each and says after each what the database is. */
const histories: Readonly<Record<string, readonly string[]>> = {
  "a partition has its parent's columns, checks, keys, indexes and foreign keys": [
    `CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE p (id int NOT NULL, at date NOT NULL, o int DEFAULT 3 REFERENCES o ON DELETE CASCADE, n text, CONSTRAINT c CHECK (id > 0), PRIMARY KEY (id, at), UNIQUE (at, n)) PARTITION BY RANGE (at);
     CREATE INDEX ON p (n); CREATE INDEX named ON p (lower(n), id DESC) WHERE id > 5`,
    "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
    "CREATE TABLE pd PARTITION OF p DEFAULT",
    "DROP TABLE p1",
    "DROP TABLE p",
  ],
  "a partition's own defaults and constraints": [
    "CREATE TABLE p (a int DEFAULT 1, b int, c text) PARTITION BY LIST (a)",
    "CREATE TABLE p1 PARTITION OF p (a DEFAULT 5, b WITH OPTIONS NOT NULL UNIQUE, CHECK (b > 0), CONSTRAINT k CHECK (c <> ''), PRIMARY KEY (a)) FOR VALUES IN (1, 2)",
    "ALTER TABLE p1 ALTER a DROP DEFAULT, ALTER c SET DEFAULT 'x'",
  ],
  "indexes of a partitioned table": [
    parted,
    "CREATE INDEX ON p (id); CREATE INDEX x ON p (n, id); CREATE UNIQUE INDEX ON p (id, at) INCLUDE (n)",
    "ALTER INDEX x RENAME TO y; DROP INDEX p_id_idx",
    "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')",
    "DROP INDEX y",
  ],
  "an index of the parent takes one that a partition has": [parted, "CREATE INDEX mine ON p1 (id); CREATE INDEX other ON p1 (id); CREATE INDEX whole ON p (id)", "DROP INDEX whole"],
  "ON ONLY, then part by part": [
    `${parted} CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')`,
    "CREATE INDEX i ON ONLY p (id)",
    "CREATE INDEX i1 ON p1 (id); ALTER INDEX i ATTACH PARTITION i1",
    "CREATE INDEX i2 ON p2 (id); ALTER INDEX i ATTACH PARTITION i2",
  ],
  "keys on ONLY the parent": [
    `CREATE TABLE p (id int NOT NULL, at date NOT NULL) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF p DEFAULT`,
    "ALTER TABLE ONLY p ADD CONSTRAINT pk PRIMARY KEY (id, at)",
    "ALTER TABLE p1 ADD CONSTRAINT pk1 PRIMARY KEY (id, at); ALTER INDEX pk ATTACH PARTITION pk1",
    "ALTER TABLE p DROP CONSTRAINT pk",
  ],
  "attach: a table as it is": [
    `${parted} CREATE TABLE q (n text, at date, id int); CREATE INDEX q_mine ON q (id)`,
    "CREATE INDEX pi ON p (id); CREATE INDEX pn ON p (n)",
    "ALTER TABLE p ATTACH PARTITION q FOR VALUES FROM ('2022-01-01') TO ('2023-01-01')",
    "ALTER TABLE p RENAME COLUMN n TO name; ALTER TABLE p ADD COLUMN more int DEFAULT 2",
    "ALTER TABLE p DETACH PARTITION q",
    "ALTER TABLE q DROP COLUMN id; DROP TABLE p",
  ],
  "attach: keys, checks and foreign keys that match": [
    `CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE p (id int REFERENCES o, at date, CONSTRAINT c CHECK (id > 0), CONSTRAINT pk PRIMARY KEY (id, at)) PARTITION BY LIST (at);
     CREATE TABLE a (id int CONSTRAINT afk REFERENCES o, at date, CONSTRAINT c CHECK (id > 0), CONSTRAINT apk PRIMARY KEY (id, at)); CREATE TABLE b (id int NOT NULL, at date NOT NULL, CONSTRAINT c CHECK (id > 0))`,
    "ALTER TABLE p ATTACH PARTITION a FOR VALUES IN ('2020-01-01'); ALTER TABLE p ATTACH PARTITION b DEFAULT",
    "ALTER TABLE p DETACH PARTITION a",
    "ALTER TABLE p DROP CONSTRAINT p_id_fkey; ALTER TABLE p DROP CONSTRAINT pk",
    "ALTER TABLE a DROP CONSTRAINT afk",
  ],
  "sub-partitions": [
    "CREATE TABLE p (a int NOT NULL, b int NOT NULL, c int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY HASH (b); CREATE TABLE p11 PARTITION OF p1 FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
    "ALTER TABLE p ADD PRIMARY KEY (a, b); CREATE INDEX ON p (c)",
    "CREATE TABLE p12 PARTITION OF p1 FOR VALUES WITH (MODULUS 2, REMAINDER 1); CREATE TABLE p2 PARTITION OF p DEFAULT PARTITION BY RANGE (b)",
    "CREATE TABLE o (id int PRIMARY KEY); ALTER TABLE p ADD CONSTRAINT fk FOREIGN KEY (c) REFERENCES o",
    "ALTER TABLE p ADD d int CHECK (d > 0), DROP COLUMN c",
    "ALTER TABLE p DETACH PARTITION p1",
    "DROP TABLE p; DROP TABLE p1",
  ],
  "columns and constraints of a partitioned table": [
    parted,
    "ALTER TABLE p ADD COLUMN x serial, ADD y text DEFAULT 'a', ALTER n SET NOT NULL, ALTER id SET DEFAULT 4",
    "ALTER TABLE p ALTER y TYPE varchar(9), ALTER n DROP NOT NULL, ADD CONSTRAINT ck CHECK (id > 0), ADD UNIQUE (id, at)",
    "ALTER TABLE p RENAME CONSTRAINT ck TO checked; ALTER TABLE p RENAME COLUMN y TO z; ALTER TABLE p RENAME TO q",
    "ALTER TABLE q DROP CONSTRAINT checked, DROP CONSTRAINT p_id_at_key",
    "ALTER TABLE q DROP COLUMN z",
    "ALTER TABLE p1 RENAME TO part; CREATE SCHEMA s; ALTER TABLE part SET SCHEMA s",
  ],
  "foreign keys to a partitioned table": [
    "CREATE TABLE p (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF p DEFAULT",
    "CREATE TABLE c (p int, pat date, FOREIGN KEY (p, pat) REFERENCES p)",
    "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')",
    "ALTER TABLE p DETACH PARTITION p2",
    "DROP TABLE p CASCADE",
  ],
  "identity and generated columns of partitioned tables": [
    "CREATE TABLE p (id int GENERATED ALWAYS AS IDENTITY, a int, b int GENERATED ALWAYS AS (a * 2) STORED) PARTITION BY LIST (a)",
    "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE q (b int GENERATED ALWAYS AS (a * 2) STORED, a int, id int NOT NULL)",
    "ALTER TABLE p ATTACH PARTITION q DEFAULT",
    "ALTER TABLE p DETACH PARTITION p1; ALTER TABLE p ALTER id SET GENERATED BY DEFAULT",
    "ALTER TABLE p ALTER id DROP IDENTITY",
  ],
  "heirs: columns, defaults and checks": [
    "CREATE TABLE a (id int PRIMARY KEY, x text DEFAULT 'q' NOT NULL, CHECK (id > 0), CONSTRAINT alone CHECK (id < 9) NO INHERIT); CREATE TABLE b (y int, x text)",
    "CREATE TABLE c (z int, y int DEFAULT 4) INHERITS (a, b)",
    "ALTER TABLE a ADD COLUMN w int DEFAULT 1 CHECK (w > 0)",
    "ALTER TABLE a ADD CONSTRAINT more CHECK (x <> ''), ADD CONSTRAINT less CHECK (x <> 'a') NO INHERIT",
    "ALTER TABLE a DROP COLUMN x, DROP COLUMN w",
    "ALTER TABLE b DROP COLUMN x, DROP COLUMN y",
    "ALTER TABLE a DROP CONSTRAINT a_id_check",
    "DROP TABLE a CASCADE",
  ],
  "INHERIT and NO INHERIT": [
    "CREATE TABLE a (x int, y int, CONSTRAINT k CHECK (x > 0)); CREATE TABLE b (z int, y int, x int, CONSTRAINT k CHECK (x > 0), w int); ALTER TABLE b INHERIT a",
    "ALTER TABLE a RENAME x TO xx; ALTER TABLE a ADD v int",
    "ALTER TABLE ONLY a DROP COLUMN y",
    "ALTER TABLE a RENAME CONSTRAINT k TO kk",
    "ALTER TABLE b NO INHERIT a",
    "ALTER TABLE b DROP COLUMN v, DROP CONSTRAINT kk; DROP TABLE a",
  ],
  "ONLY": [
    "CREATE TABLE a (x int, y int, CONSTRAINT k CHECK (x > 0)); CREATE TABLE b () INHERITS (a)",
    "ALTER TABLE ONLY a ALTER x SET DEFAULT 4, ALTER y DROP DEFAULT",
    "ALTER TABLE ONLY a ADD CONSTRAINT l CHECK (y > 0) NO INHERIT",
    "ALTER TABLE ONLY a DROP CONSTRAINT k",
    "ALTER TABLE b DROP CONSTRAINT k",
  ],
  "generations": [
    "CREATE TABLE a (x int); CREATE TABLE b (y int) INHERITS (a); CREATE TABLE c (z int) INHERITS (b); CREATE TABLE d () INHERITS (a, c)",
    "ALTER TABLE a ADD n text DEFAULT 'n', ADD CHECK (n <> '')",
    "ALTER TABLE a RENAME n TO m",
    "ALTER TABLE a DROP COLUMN m",
  ],
  "checks not valid, of parents": [
    "CREATE TABLE a (x int); CREATE TABLE b (y int) INHERITS (a); ALTER TABLE a ADD CONSTRAINT k CHECK (x > 0) NOT VALID",
    "ALTER TABLE a VALIDATE CONSTRAINT k",
  ],
  "LIKE": [
    `CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY (START 7) PRIMARY KEY, x text DEFAULT 'a' NOT NULL UNIQUE, y int CONSTRAINT ck CHECK (y > 0), g int GENERATED ALWAYS AS (y * 2) STORED, EXCLUDE USING btree (y WITH =));
     CREATE INDEX ON a (lower(x)) WHERE y > 1; CREATE INDEX named ON a (y DESC)`,
    "CREATE TABLE b (LIKE a); CREATE TABLE c (before int, LIKE a INCLUDING ALL, after int UNIQUE)",
    "CREATE TABLE d (LIKE a INCLUDING DEFAULTS INCLUDING CONSTRAINTS); CREATE TABLE e (LIKE a INCLUDING ALL EXCLUDING INDEXES EXCLUDING IDENTITY); CREATE TABLE f (LIKE a INCLUDING INDEXES INCLUDING GENERATED)",
  ],
  "CREATE TABLE AS": [
    `CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (id int PRIMARY KEY, n varchar(20) NOT NULL DEFAULT 'x', k e, c text COLLATE "C", arr int[])`,
    "CREATE TABLE a AS SELECT * FROM t; CREATE TABLE b AS SELECT id AS one, x.n, k::text, count(*), 1 AS i, 'a' AS s, now() AS at, true AS yes, 1.5 AS d, NULL AS nil FROM t x GROUP BY 1, 2, 3",
    "CREATE TABLE c (p, q) AS SELECT id, arr FROM t WITH NO DATA; SELECT id, c INTO d FROM t; CREATE UNLOGGED TABLE f AS TABLE t",
    "ALTER TABLE a ALTER k DROP DEFAULT; CREATE INDEX ON a (n); ALTER TABLE c ADD PRIMARY KEY (p)",
  ],
  "temporary tables and views": [
    "CREATE TABLE t (id int); CREATE TEMP TABLE x (id int PRIMARY KEY); CREATE TEMP VIEW v AS SELECT * FROM x; CREATE TEMP TABLE y AS SELECT * FROM t; CREATE TEMP TABLE z (LIKE t) ON COMMIT DROP; INSERT INTO t SELECT * FROM y",
  ],
  "logged and unlogged": ["CREATE UNLOGGED TABLE t (id int); CREATE TABLE u (id int)", "ALTER TABLE t SET LOGGED; ALTER TABLE u SET UNLOGGED"],
  "SET EXPRESSION, VIRTUAL": [
    "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) STORED, c int GENERATED ALWAYS AS (a + 1) VIRTUAL, d int GENERATED ALWAYS AS (a + 2))",
    "ALTER TABLE t ALTER b SET EXPRESSION AS (a * 3), ALTER c SET EXPRESSION AS (a + 10)",
    "ALTER TABLE t RENAME a TO z",
  ],
  "ON DELETE SET NULL of some columns": ["CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE c (a int, b int, x int, FOREIGN KEY (a, b) REFERENCES p ON DELETE SET NULL (b) DEFERRABLE)", "ALTER TABLE c RENAME b TO bb"],
  "keys of every form": [
    `CREATE EXTENSION btree_gist; CREATE TABLE t (a int, b int, r tsrange, UNIQUE NULLS NOT DISTINCT (a, b), CONSTRAINT u UNIQUE (a) INCLUDE (b) DEFERRABLE INITIALLY DEFERRED, EXCLUDE USING gist (a WITH =, r WITH &&) WHERE (b > 0))`,
    "ALTER TABLE t RENAME a TO z; ALTER TABLE t ADD CONSTRAINT ex EXCLUDE USING gist (r WITH &&) DEFERRABLE",
    "ALTER TABLE t DROP COLUMN z",
  ],
  "sequences' options": [
    "CREATE TABLE t (id int); CREATE SEQUENCE s AS smallint INCREMENT 2 MINVALUE -5 MAXVALUE 50 START 3 CACHE 4 CYCLE OWNED BY t.id",
    "ALTER SEQUENCE s NO CYCLE CACHE 1 NO MAXVALUE NO MINVALUE INCREMENT BY 1 RESTART WITH 7",
    "ALTER SEQUENCE s OWNED BY NONE AS bigint; ALTER SEQUENCE s RESTART",
    "ALTER SEQUENCE s START 9 MAXVALUE 90; DROP TABLE t",
    "CREATE TABLE u (id int GENERATED BY DEFAULT AS IDENTITY); ALTER TABLE u ALTER id SET INCREMENT 5 SET MAXVALUE 100 SET CYCLE RESTART WITH 3",
  ],
  "what does not touch the schema": [
    "CREATE TABLE t (id int); INSERT INTO t VALUES (1)",
    `PREPARE q AS SELECT * FROM t; EXECUTE q; DEALLOCATE q; BEGIN; DECLARE k CURSOR FOR SELECT * FROM t; FETCH k; MOVE k; CLOSE k; COMMIT; SET CONSTRAINTS ALL DEFERRED; SET ROLE NONE; RESET ROLE; SHOW work_mem;
     SELECT set_config('search_path', 'public', true); MERGE INTO t USING (SELECT 2 AS id) s ON t.id = s.id WHEN NOT MATCHED THEN INSERT VALUES (s.id)`,
  ],
};

test.each(Object.entries(histories))("%s", async (_, sqls) => {
  const migrations = sqls.map((sql, index) => ({ name: String(index + 1), sql }));
  const problems = replayed(migrations, dialect).migrations.flatMap(({ steps }) => steps.flatMap((step) => step.problems));
  const { different, excused, failed, points } = await judgeReplay(pool, migrations, dialect);
  expect({ different, excused, failed, problems, points }).toEqual({ different: [], excused: [], failed: undefined, problems: [], points: sqls.length });
}, 30_000);
