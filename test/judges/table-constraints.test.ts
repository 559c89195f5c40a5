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

/** One migration a string; PostgreSQL runs each and says after each what the database is. */
const histories: Readonly<Record<string, readonly string[]>> = {
  "NOT NULL is a constraint with a name": [
    "CREATE TABLE t (a int NOT NULL, b int CONSTRAINT bnn NOT NULL, c int, CONSTRAINT cnn NOT NULL c, d int PRIMARY KEY, s serial, i int GENERATED ALWAYS AS IDENTITY)",
    "ALTER TABLE t RENAME CONSTRAINT bnn TO bnn2; ALTER TABLE t RENAME COLUMN a TO z; COMMENT ON CONSTRAINT bnn2 ON t IS 'why'",
    "ALTER TABLE t DROP CONSTRAINT bnn2; ALTER TABLE t DROP CONSTRAINT t_a_not_null",
    "ALTER TABLE t ADD CONSTRAINT ann NOT NULL z; ALTER TABLE t ADD NOT NULL b",
    "ALTER TABLE t ALTER b DROP NOT NULL, ALTER z DROP NOT NULL",
    "ALTER TABLE t ADD CONSTRAINT zz NOT NULL z NOT VALID",
    "ALTER TABLE t VALIDATE CONSTRAINT zz",
    "ALTER TABLE t RENAME TO u; ALTER TABLE u ALTER b SET NOT NULL; ALTER TABLE u DROP CONSTRAINT t_pkey; ALTER TABLE u ADD e int PRIMARY KEY",
    "CREATE TABLE t (a int NOT NULL, c int NOT NULL, s serial, CHECK (a > 0)); ALTER TABLE u ADD f int CONSTRAINT fn NOT NULL NO INHERIT; ALTER TABLE u DROP COLUMN z",
  ],
  "names that another table of the schema still has": [
    "CREATE TABLE t (a int NOT NULL CHECK (a > 0), b int UNIQUE); ALTER TABLE t ADD PRIMARY KEY (a)",
    "ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES t; ALTER TABLE t RENAME TO old",
    "CREATE TABLE t (a int NOT NULL CHECK (a > 0), b int REFERENCES old)",
  ],
  "NOT NULL of parents": [
    "CREATE TABLE a (x int CONSTRAINT xn NOT NULL, y int, z int CONSTRAINT zn NOT NULL NO INHERIT); CREATE TABLE b (w int) INHERITS (a)",
    "ALTER TABLE a ADD CONSTRAINT yn NOT NULL y",
    "ALTER TABLE a RENAME CONSTRAINT yn TO yy",
    "ALTER TABLE a DROP CONSTRAINT yy",
    "ALTER TABLE ONLY a DROP CONSTRAINT xn",
    "CREATE TABLE c (x int, y int NOT NULL, z int); ALTER TABLE c INHERIT a",
    "ALTER TABLE a ADD v int NOT NULL; ALTER TABLE a ALTER CONSTRAINT zn INHERIT",
    "ALTER TABLE a ALTER v DROP NOT NULL",
    "ALTER TABLE c NO INHERIT a",
  ],
  "NOT NULL of partitioned tables": [
    "CREATE TABLE p (a int CONSTRAINT an NOT NULL, b int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 (b int, a int NOT NULL)",
    "ALTER TABLE p ATTACH PARTITION p2 DEFAULT",
    "ALTER TABLE p ALTER b SET NOT NULL",
    "ALTER TABLE p DETACH PARTITION p1",
    "ALTER TABLE p ADD PRIMARY KEY (a)",
    "ALTER TABLE p DROP CONSTRAINT p_pkey; ALTER TABLE p DROP CONSTRAINT an",
  ],
  "LIKE copies names of NOT NULL": ["CREATE TABLE a (x int CONSTRAINT xn NOT NULL, y int PRIMARY KEY); CREATE TABLE b (LIKE a); CREATE TABLE c (LIKE a INCLUDING ALL)"],
  "NOT ENFORCED": [
    `CREATE TABLE o (id int PRIMARY KEY);
     CREATE TABLE t (a int CHECK (a > 0) NOT ENFORCED, b int REFERENCES o NOT ENFORCED, c int, CONSTRAINT k CHECK (c > 0) NOT ENFORCED, CONSTRAINT fk FOREIGN KEY (c) REFERENCES o NOT ENFORCED, CHECK (c < 9) NOT VALID)`,
    "ALTER TABLE t ADD CONSTRAINT m CHECK (a < 9) NOT ENFORCED, ADD CONSTRAINT n FOREIGN KEY (a) REFERENCES o NOT ENFORCED",
    "ALTER TABLE t ALTER CONSTRAINT n ENFORCED",
    "ALTER TABLE t ALTER CONSTRAINT n NOT ENFORCED; ALTER TABLE t ALTER CONSTRAINT n DEFERRABLE",
  ],
  "temporal keys": [
    `CREATE EXTENSION btree_gist; CREATE TABLE a (id int, at daterange, CONSTRAINT pk PRIMARY KEY (id, at WITHOUT OVERLAPS));
     CREATE TABLE b (id int, at daterange, u int, UNIQUE (u, at WITHOUT OVERLAPS), FOREIGN KEY (id, PERIOD at) REFERENCES a (id, PERIOD at))`,
    "ALTER TABLE b ADD CONSTRAINT f2 FOREIGN KEY (u, PERIOD at) REFERENCES a, ADD CONSTRAINT x PRIMARY KEY (id, at WITHOUT OVERLAPS)",
    "ALTER TABLE a RENAME id TO idd; ALTER TABLE a RENAME at TO att",
    "ALTER TABLE a DROP CONSTRAINT pk CASCADE",
  ],
  "DETACH … CONCURRENTLY leaves a check": [
    "CREATE TABLE p (a int, b int, v text) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2, 3); CREATE TABLE p3 PARTITION OF p FOR VALUES IN (4, NULL)",
    "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
    "ALTER TABLE p DETACH PARTITION p2 CONCURRENTLY",
    "ALTER TABLE p DETACH PARTITION p3 CONCURRENTLY",
    "ALTER TABLE p1 RENAME a TO z; DROP TABLE p",
    `CREATE TABLE r (a date, b bigint NOT NULL) PARTITION BY RANGE (a); CREATE TABLE r1 PARTITION OF r FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
     CREATE TABLE r2 PARTITION OF r FOR VALUES FROM (MINVALUE) TO ('2020-01-01'); CREATE TABLE q (a bigint) PARTITION BY RANGE (a); CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (1) TO (MAXVALUE)`,
    "ALTER TABLE r DETACH PARTITION r1 CONCURRENTLY",
    "ALTER TABLE r DETACH PARTITION r2 CONCURRENTLY",
    "ALTER TABLE q DETACH PARTITION q1 CONCURRENTLY",
  ],
  "a partition key follows renames": [
    `CREATE TABLE p (a int, "B b" int) PARTITION BY LIST (a); CREATE TABLE q (a int, b int) PARTITION BY RANGE ((a + b), b); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)`,
    `ALTER TABLE p RENAME COLUMN a TO "Z"; ALTER TABLE q RENAME b TO c`,
    "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
  ],
};

test.each(Object.entries(histories))("%s", async (_, sqls) => {
  const migrations = sqls.map((sql, index) => ({ name: String(index + 1), sql }));
  const problems = replayed(migrations, dialect).migrations.flatMap(({ steps }) => steps.flatMap((step) => step.problems));
  const { different, excused, failed, points } = await judgeReplay(pool, migrations, dialect);
  expect({ different, excused, failed, problems, points }).toEqual({ different: [], excused: [], failed: undefined, problems: [], points: sqls.length });
}, 30_000);
