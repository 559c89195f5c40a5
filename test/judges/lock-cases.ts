import { administrationLockGroups } from "./administration-lock-cases.js";
import { foreignLockGroups } from "./foreign-lock-cases.js";
import { objectLockGroups } from "./object-lock-cases.js";
import { partitionLockGroups } from "./partition-lock-cases.js";
import { rareLockGroups } from "./rare-lock-cases.js";
import { typeLockGroups } from "./type-lock-cases.js";

/** Statements that are judged one by one on the database that `setup` makes; each in a transaction of its own, rolled back after it. */
export interface LockGroup {
  readonly name: string;
  readonly setup: string;
  /** Made before, as it cannot be made in a transaction. */
  readonly tablespace?: string;
  readonly statements: readonly string[];
  /** Oldest version that has the syntax, or what the statements are about. */
  readonly since?: number;
  /** The minor version that runs in process is older than what is assessed. */
  readonly notOn?: number;
}

/** What this version is judged on in process; a server of its newest minor version is judged on `notOn` as well. */
export const lockGroupsOf = (version: number): readonly LockGroup[] => lockGroups.filter(({ since = 0, notOn }) => since <= version && notOn !== version);

const shop = `
  CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
  CREATE TABLE parent (id int PRIMARY KEY, name text, code varchar(20) UNIQUE, kind varchar(10), amount numeric(10,2));
  CREATE TABLE t (id int PRIMARY KEY, a int, b text, c varchar(20), n numeric(10,2), ts timestamp(3), tz timestamptz(3), j json, jb jsonb, pid int, e text, u uuid, k varchar(10) NOT NULL DEFAULT 'x',
    d date, f real, bl boolean, m mood, ta text[], va varchar(20)[], ch char(10), tm time(3), iv interval, bi bigint, si smallint, cd cidr, bt bit(5), vb varbit(10), mn money, by bytea, x xml, full_ts timestamp, full_tz timestamptz,
    g int GENERATED ALWAYS AS IDENTITY, nn int NOT NULL DEFAULT 1, cc text COLLATE "C", plain int);
  CREATE INDEX t_a_idx ON t (a);
  CREATE INDEX t_c_idx ON t (c);
  CREATE INDEX t_ts_idx ON t (full_ts);
  CREATE INDEX t_cc_idx ON t (cc);
  CREATE UNIQUE INDEX t_b_u ON t (b);
  CREATE UNIQUE INDEX t_nn_u ON t (id, nn);
  INSERT INTO parent SELECT g, 'p' || g, 'c' || g, 'k', g FROM generate_series(1, 20) g;
  INSERT INTO t (id, a, b, c, n, ts, tz, j, jb, pid, e, u, d, f, bl, m, ta, va, ch, tm, iv, bi, si, cd, bt, vb, full_ts, full_tz, cc)
    SELECT g, g, g, 'c' || g, g, now(), now(), '{}', '{}', g, 'ok', gen_random_uuid(), now(), g, true, 'ok', '{a}', '{a}', 'x', now(), '1 day', g, g, '10.0.0.0/8', '10101', '101', now(), now(), 'x' FROM generate_series(1, 20) g;
  CREATE TABLE child (id int PRIMARY KEY, pid int CONSTRAINT child_pid_fkey REFERENCES parent (id), pcode varchar(20) REFERENCES parent (code) ON DELETE CASCADE, note text CHECK (note <> ''), amount numeric(10,2));
  INSERT INTO child SELECT g, g, 'c' || g, 'n', g FROM generate_series(1, 20) g;
  CREATE TABLE grandchild (id int PRIMARY KEY, cid int REFERENCES child (id) ON DELETE CASCADE);
  INSERT INTO grandchild SELECT g, g FROM generate_series(1, 20) g;
  CREATE TABLE selfish (id int PRIMARY KEY, up int REFERENCES selfish (id));
  INSERT INTO selfish SELECT g, 1 FROM generate_series(1, 20) g;
  CREATE TABLE bare (id int, v int, w int);
  INSERT INTO bare SELECT g, g, g FROM generate_series(1, 20) g;
  CREATE UNIQUE INDEX bare_v_u ON bare (v);
  ALTER TABLE t ADD CONSTRAINT nv_ck CHECK (a > 0) NOT VALID;
  ALTER TABLE t ADD CONSTRAINT ok_ck CHECK (f > 0);
  ALTER TABLE t ADD CONSTRAINT d_nn CHECK (d IS NOT NULL);
  ALTER TABLE t ADD CONSTRAINT two_nn CHECK (bi IS NOT NULL AND (si) IS NOT NULL);
  ALTER TABLE t ADD CONSTRAINT or_nn CHECK (bl IS NOT NULL OR a > 0);
  ALTER TABLE t ADD CONSTRAINT nv_nn CHECK (u IS NOT NULL) NOT VALID;
  ALTER TABLE t ADD CONSTRAINT nv_fk FOREIGN KEY (pid) REFERENCES parent (id) NOT VALID;
  CREATE SEQUENCE sq;
  CREATE TABLE numbered (id bigint PRIMARY KEY DEFAULT nextval('sq'), s serial);
  INSERT INTO numbered DEFAULT VALUES;
  CREATE VIEW v AS SELECT id, code FROM parent;
  CREATE MATERIALIZED VIEW mv AS SELECT id, code FROM parent;
  CREATE UNIQUE INDEX mv_u ON mv (id);
  CREATE MATERIALIZED VIEW mv2 AS SELECT id FROM mv;
  CREATE SCHEMA other;
  CREATE TABLE other.o (id int PRIMARY KEY, pid int REFERENCES parent (id), m mood);
  INSERT INTO other.o SELECT g, g, 'ok' FROM generate_series(1, 20) g;
`;

const columns = [
  "ADD COLUMN z int", "ADD COLUMN z int NOT NULL DEFAULT 1", "ADD COLUMN z text DEFAULT 'a'", "ADD COLUMN z text DEFAULT NULL", "ADD COLUMN z boolean NOT NULL DEFAULT false",
  "ADD COLUMN z timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP", "ADD COLUMN z timestamptz DEFAULT now()", "ADD COLUMN z timestamptz DEFAULT transaction_timestamp()", "ADD COLUMN z date DEFAULT CURRENT_DATE",
  "ADD COLUMN z timestamp DEFAULT (now() AT TIME ZONE 'utc')", "ADD COLUMN z text DEFAULT md5('a')", "ADD COLUMN z text DEFAULT upper('a') || 'b'", "ADD COLUMN z text DEFAULT concat('a', 'b')",
  "ADD COLUMN z text DEFAULT current_user", "ADD COLUMN z text DEFAULT current_setting('TimeZone')", "ADD COLUMN z timestamptz DEFAULT date_trunc('day', now())", "ADD COLUMN z timestamptz DEFAULT now() + interval '1 day'",
  "ADD COLUMN z uuid DEFAULT gen_random_uuid()", "ADD COLUMN z uuid NOT NULL DEFAULT gen_random_uuid()", "ADD COLUMN z float DEFAULT random()", "ADD COLUMN z timestamptz DEFAULT clock_timestamp()", "ADD COLUMN z text DEFAULT timeofday()",
  "ADD COLUMN z text DEFAULT md5(random()::text)", "ADD COLUMN z bigint DEFAULT nextval('sq')", "ADD COLUMN z text DEFAULT gen_random_uuid()::text", "ADD COLUMN z int DEFAULT pg_catalog.abs(-1)", "ADD COLUMN z float DEFAULT pg_catalog.random()",
  "ADD COLUMN z serial", "ADD COLUMN z bigserial", "ADD COLUMN z int GENERATED BY DEFAULT AS IDENTITY", "ADD COLUMN z int GENERATED ALWAYS AS IDENTITY", "ADD COLUMN z int GENERATED ALWAYS AS (nn + 1) STORED",
  "ADD COLUMN z int REFERENCES parent (id)", "ADD COLUMN z int DEFAULT 1 REFERENCES parent (id)", "ADD COLUMN z int UNIQUE", "ADD COLUMN z int CHECK (z > 0)", "ADD COLUMN z text[] DEFAULT ARRAY[]::text[]", "ADD COLUMN z text[] DEFAULT '{}'",
  "ADD COLUMN z mood DEFAULT 'ok'", "ADD COLUMN z jsonb NOT NULL DEFAULT '{}'", "ADD COLUMN z jsonb DEFAULT jsonb_build_object('a', 1)", "ADD COLUMN IF NOT EXISTS a int", "ADD COLUMN IF NOT EXISTS z int", "ADD COLUMN z int, ADD COLUMN y uuid DEFAULT gen_random_uuid()",
  "DROP COLUMN b", "DROP COLUMN c", "DROP COLUMN pid", "DROP COLUMN id CASCADE", "DROP COLUMN IF EXISTS nothing", "DROP COLUMN b, DROP COLUMN c", "DROP COLUMN b, ADD COLUMN b int", "DROP COLUMN nn, ADD COLUMN nn int NOT NULL DEFAULT 3",
  "ALTER a SET DEFAULT 3", "ALTER a SET DEFAULT random()", "ALTER k DROP DEFAULT", "ALTER a SET NOT NULL", "ALTER nn SET NOT NULL", "ALTER d SET NOT NULL", "ALTER bi SET NOT NULL", "ALTER si SET NOT NULL", "ALTER bl SET NOT NULL", "ALTER u SET NOT NULL",
  "ALTER k DROP NOT NULL", "ALTER a DROP NOT NULL", "ALTER nn DROP DEFAULT, ALTER nn ADD GENERATED BY DEFAULT AS IDENTITY", "ALTER g SET GENERATED BY DEFAULT", "ALTER g DROP IDENTITY", "ALTER g RESTART WITH 1000", "ALTER a DROP IDENTITY IF EXISTS",
  "RENAME COLUMN a TO aa", "RENAME TO tt", "SET SCHEMA other", "RENAME CONSTRAINT ok_ck TO better_ck", "RENAME CONSTRAINT t_pkey TO t_pk", "RENAME CONSTRAINT nv_fk TO n_fk",
];

const types = [
  "c TYPE varchar(50)", "c TYPE varchar(20)", "c TYPE varchar(10)", "c TYPE varchar", "c TYPE text", "c TYPE text USING c::text", `c TYPE text USING "c"::text`, `c TYPE text USING ("c"::varchar(50))::text`, "c TYPE text USING c::varchar(5)",
  "c TYPE text USING CAST(c AS text)", "c TYPE text USING CAST((c) AS character varying(40))", "c TYPE text USING t.c", "c TYPE text USING upper(c)", "c TYPE text USING b", "c TYPE text USING NULL", "c TYPE text USING trim(c)::text", `c TYPE text COLLATE "C"`, `c TYPE varchar(20) COLLATE "C"`,
  "c TYPE char(50)", "c TYPE bpchar", "c TYPE name", "b TYPE varchar", "b TYPE varchar(50)", "b TYPE text", "b TYPE int USING b::int", "b TYPE uuid USING NULL", "b TYPE jsonb USING to_jsonb(b)", "b TYPE char(5)", "b TYPE bytea USING b::bytea",
  "cc TYPE text", `cc TYPE text COLLATE "C"`, "cc TYPE varchar", `cc TYPE varchar COLLATE "C"`, "a TYPE bigint", "a TYPE int", "plain TYPE text", "a TYPE smallint", "a TYPE numeric", "a TYPE oid", "a TYPE bigint USING a::bigint", "plain TYPE boolean USING plain > 0", "bi TYPE int", "si TYPE int", "f TYPE double precision", "f TYPE numeric(10,2)",
  "n TYPE numeric(12,2)", "n TYPE numeric(10,2)", "n TYPE numeric(8,2)", "n TYPE numeric", "n TYPE numeric(12,4)", "n TYPE numeric(12)", "n TYPE decimal(65,30)", "n TYPE float", "n TYPE money",
  "ts TYPE timestamp", "ts TYPE timestamp(6)", "ts TYPE timestamp(4)", "ts TYPE timestamp(0)", "ts TYPE timestamp(3)", "ts TYPE timestamptz", "ts TYPE timestamptz(3)", "ts TYPE timestamptz(6)", "ts TYPE date", "ts TYPE timestamptz USING ts AT TIME ZONE 'UTC'", "ts TYPE timestamptz(6) USING ts::timestamptz",
  "full_ts TYPE timestamptz", "full_ts TYPE timestamptz(3)", "full_ts TYPE timestamp(3)", "full_ts TYPE timestamp(6)", "full_tz TYPE timestamp", "full_tz TYPE timestamp(6)", "full_tz TYPE timestamptz(3)", "tz TYPE timestamptz", "tz TYPE timestamptz(6)", "tz TYPE timestamp", "tz TYPE timestamp(3)", "tm TYPE time", "tm TYPE time(6)", "tm TYPE time(1)", "tm TYPE timetz", "iv TYPE interval(3)", "iv TYPE interval", "iv TYPE interval day to second",
  "d TYPE timestamp", "d TYPE text", "j TYPE jsonb", "j TYPE jsonb USING j::jsonb", "j TYPE text", "jb TYPE json", "jb TYPE text", "u TYPE text", "bl TYPE text", "bl TYPE int USING bl::int", "m TYPE text", "m TYPE mood", "m TYPE mood USING m::mood", "m TYPE mood USING m::text::mood", "e TYPE mood USING e::mood", "e TYPE mood USING (e::mood)",
  "ta TYPE varchar[]", "ta TYPE text[]", "ta TYPE jsonb USING to_jsonb(ta)", "va TYPE text[]", "va TYPE varchar(50)[]", "va TYPE varchar(20)[]", "va TYPE varchar[]", "va TYPE varchar(5)[]", "ch TYPE text", "ch TYPE char(20)", "ch TYPE varchar(10)", "ch TYPE char(10)", "cd TYPE inet", "bt TYPE varbit", "bt TYPE bit(6) USING bt::bit(6)", "bt TYPE varbit(10)", "vb TYPE varbit(20)", "vb TYPE varbit", "vb TYPE varbit(3)", "mn TYPE numeric", "by TYPE text USING encode(by, 'hex')", "x TYPE text", "x TYPE varchar", "x TYPE varchar(10)", "id TYPE bigint", "id TYPE text", "g TYPE bigint",
].map((change) => `ALTER ${change}`);

const constraints = [
  "ADD CONSTRAINT ck CHECK (a > 0)", "ADD CONSTRAINT ck CHECK (a > 0) NOT VALID", "ADD CHECK (e IS NOT NULL)", "ADD CONSTRAINT ck CHECK (a > 0) NO INHERIT", "VALIDATE CONSTRAINT nv_ck", "VALIDATE CONSTRAINT ok_ck", "VALIDATE CONSTRAINT nv_fk", "VALIDATE CONSTRAINT nv_nn",
  "ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES parent (id)", "ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES parent (id) NOT VALID", "ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES parent ON DELETE CASCADE ON UPDATE CASCADE", "ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES t (id)",
  "ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES parent (id), ADD CONSTRAINT fk2 FOREIGN KEY (a) REFERENCES child (id)", "DROP CONSTRAINT nv_fk", "DROP CONSTRAINT nv_ck", "DROP CONSTRAINT ok_ck", "DROP CONSTRAINT t_pkey", "DROP CONSTRAINT IF EXISTS nothing",
  "DROP CONSTRAINT t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY (a)", "DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (id, nn)", "ADD CONSTRAINT uu UNIQUE (c)", "ADD UNIQUE (c, id) INCLUDE (a)", "ADD CONSTRAINT uu UNIQUE USING INDEX t_b_u", "ADD CONSTRAINT ex EXCLUDE USING btree (a WITH =)", "ADD EXCLUDE USING btree (a WITH =) WHERE (a > 3)",
  "ALTER CONSTRAINT nv_fk DEFERRABLE INITIALLY DEFERRED", "DROP CONSTRAINT nv_fk, ADD CONSTRAINT nv_fk FOREIGN KEY (pid) REFERENCES parent (id) ON DELETE CASCADE", "ADD COLUMN z int, ADD CONSTRAINT zz FOREIGN KEY (z) REFERENCES parent (id)", "ALTER COLUMN a SET NOT NULL, ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES parent (id)",
  "DROP CONSTRAINT t_pkey, ALTER COLUMN id TYPE text, ADD CONSTRAINT t_pkey PRIMARY KEY (id)", "DROP CONSTRAINT t_pkey, DROP COLUMN id, ADD COLUMN id serial NOT NULL, ADD CONSTRAINT t_pkey PRIMARY KEY (id)",
];

const others = [
  "ALTER TABLE IF EXISTS nothing ADD COLUMN z int", "ALTER TABLE bare ADD PRIMARY KEY (id)", "ALTER TABLE bare ADD PRIMARY KEY (id, w)", "ALTER TABLE bare ADD PRIMARY KEY USING INDEX bare_v_u", "ALTER TABLE bare ADD CONSTRAINT bare_pk PRIMARY KEY USING INDEX bare_v_u",
  "ALTER TABLE child DROP CONSTRAINT child_pid_fkey", "ALTER TABLE child DROP COLUMN pid", "ALTER TABLE parent DROP COLUMN code CASCADE", "ALTER TABLE parent DROP CONSTRAINT parent_pkey CASCADE", "ALTER TABLE parent ALTER kind TYPE text", "ALTER TABLE parent ALTER kind TYPE varchar(5)", "ALTER TABLE child ALTER pid TYPE bigint", "ALTER TABLE child ALTER pcode TYPE varchar(40)", "ALTER TABLE child ALTER pcode TYPE text", "ALTER TABLE child ALTER pcode TYPE varchar(10)",
  "ALTER TABLE child ALTER note TYPE varchar", "ALTER TABLE child ALTER note TYPE varchar(10)", "ALTER TABLE child ALTER id TYPE bigint", "ALTER TABLE child ALTER amount TYPE numeric(12,2)", "ALTER TABLE child ALTER CONSTRAINT child_pid_fkey DEFERRABLE", "ALTER TABLE selfish ALTER id TYPE bigint", "ALTER TABLE selfish DROP COLUMN up", "ALTER TABLE selfish ADD CONSTRAINT again FOREIGN KEY (up) REFERENCES selfish (id)",
  "CREATE INDEX i ON t (e)", "CREATE INDEX i ON t (lower(e)) WHERE a > 0", "CREATE UNIQUE INDEX i ON t (e, id)", "CREATE INDEX IF NOT EXISTS t_a_idx ON t (a)", "CREATE INDEX ON t USING hash (a)", "CREATE INDEX ON t USING gin (jb)", "CREATE INDEX ON ONLY t (a)", "CREATE INDEX ON mv (code)", "DROP INDEX t_a_idx", "DROP INDEX t_a_idx, t_c_idx", "DROP INDEX mv_u", "DROP INDEX IF EXISTS nothing",
  "ALTER INDEX t_a_idx RENAME TO zz", "ALTER INDEX t_pkey RENAME TO zz", "ALTER INDEX mv_u RENAME TO zz", "ALTER INDEX t RENAME TO zz", "ALTER INDEX v RENAME TO zz", "ALTER INDEX mv RENAME TO zz", "ALTER INDEX sq RENAME TO zz", "ALTER TABLE t_a_idx RENAME TO zz", "ALTER TABLE v RENAME TO zz", "ALTER TABLE mv RENAME TO zz", "ALTER TABLE sq RENAME TO zz",
  "DROP TABLE child CASCADE", "DROP TABLE grandchild", "DROP TABLE t", "DROP TABLE parent CASCADE", "DROP TABLE parent, child, grandchild, other.o, t CASCADE", "DROP TABLE grandchild, child", "DROP TABLE IF EXISTS nothing", "DROP TABLE other.o", "DROP TABLE numbered", "DROP TABLE selfish", "DROP SCHEMA other CASCADE", "DROP TYPE mood CASCADE", "DROP SEQUENCE sq CASCADE",
  "TRUNCATE t", "TRUNCATE parent CASCADE", "TRUNCATE child, grandchild", "TRUNCATE TABLE grandchild RESTART IDENTITY",
  "CREATE TABLE nw (id int PRIMARY KEY, p int REFERENCES parent (id))", "CREATE TABLE nw (id int, p int, t int, FOREIGN KEY (p) REFERENCES parent (id), FOREIGN KEY (t) REFERENCES t (id))", "CREATE TABLE nw (id int PRIMARY KEY, up int REFERENCES nw (id))", "CREATE TABLE nw (id serial PRIMARY KEY, m mood, CHECK (id > 0))", "CREATE TABLE IF NOT EXISTS t (id int REFERENCES parent (id))",
  "CREATE TABLE nw AS SELECT * FROM t", "CREATE TABLE nw AS SELECT * FROM v", "SELECT * INTO nw FROM t", "CREATE TABLE nw () INHERITS (bare)", "CREATE TEMPORARY TABLE tmp AS SELECT * FROM parent",
  "CREATE VIEW vv AS SELECT t.a, parent.code FROM t JOIN parent ON parent.id = t.a", "CREATE OR REPLACE VIEW v AS SELECT id, code, 1 AS one FROM parent", "CREATE MATERIALIZED VIEW vv AS SELECT * FROM v", "CREATE MATERIALIZED VIEW vv AS SELECT * FROM mv", "DROP VIEW v", "DROP MATERIALIZED VIEW mv2", "DROP MATERIALIZED VIEW mv CASCADE", "ALTER MATERIALIZED VIEW mv RENAME TO mw", "ALTER VIEW v RENAME TO w",
  "CREATE TYPE other_mood AS ENUM ('a')", "ALTER TYPE mood ADD VALUE 'great'", "ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'", "ALTER TYPE mood RENAME TO humour", "ALTER TYPE mood SET SCHEMA other",
  "CREATE SEQUENCE s2", "CREATE SEQUENCE s2 OWNED BY t.a", "ALTER SEQUENCE sq OWNED BY numbered.id", "ALTER SEQUENCE sq RESTART", "ALTER SEQUENCE sq AS bigint", "ALTER SEQUENCE sq RENAME TO sr", "CREATE SCHEMA third", "ALTER SCHEMA other RENAME TO otherwise", "DROP SCHEMA IF EXISTS nothing",
  "INSERT INTO bare VALUES (100, 100, 100)", "INSERT INTO child VALUES (100, 1, 'c1', 'n', 1)", "INSERT INTO bare SELECT id, 100 + a, a FROM t", "INSERT INTO child SELECT 100 + id, id, NULL, 'n' FROM v", "INSERT INTO selfish VALUES (100, 1)", "UPDATE t SET a = a", "UPDATE child SET pid = 1", "UPDATE child SET note = 'x' FROM parent WHERE parent.id = child.pid", "UPDATE parent SET id = id + 1000 WHERE id = 0", "UPDATE v SET code = code WHERE id = 3", "DELETE FROM t WHERE id = 1", "DELETE FROM parent WHERE id = -1", "DELETE FROM child WHERE id = 1",
  "DELETE FROM grandchild USING child WHERE child.id = grandchild.cid AND child.note = 'x'", "WITH gone AS (DELETE FROM grandchild RETURNING cid) UPDATE child SET note = 'x' WHERE id IN (SELECT cid FROM gone)", "MERGE INTO bare USING t ON t.id = bare.id WHEN MATCHED THEN UPDATE SET w = t.a",
  "LOCK TABLE t", "LOCK TABLE t IN SHARE MODE", "LOCK TABLE t, parent IN SHARE ROW EXCLUSIVE MODE", "LOCK TABLE v IN ACCESS EXCLUSIVE MODE", "LOCK TABLE t IN ROW SHARE MODE", "LOCK TABLE t IN EXCLUSIVE MODE NOWAIT", "SET LOCAL lock_timeout = '1s'",
  "DO $$ BEGIN ALTER TABLE t ADD COLUMN z int; END $$", "DO $$ BEGIN CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$", "DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT ok_ck CHECK (a > 0); EXCEPTION WHEN duplicate_object THEN NULL; END $$",
];

const parts = `
  CREATE TABLE kinds (id int PRIMARY KEY);
  INSERT INTO kinds VALUES (1);
  CREATE TABLE p (id int, d date NOT NULL, kind int REFERENCES kinds (id), s varchar(20), CONSTRAINT p_pk PRIMARY KEY (id, d), CONSTRAINT p_ck CHECK (id > 0)) PARTITION BY RANGE (d);
  CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
  CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
  CREATE TABLE pd PARTITION OF p DEFAULT;
  CREATE INDEX p_s_idx ON p (s);
  INSERT INTO p SELECT g, date '2020-06-01' + g * 30, 1, 's' FROM generate_series(1, 30) g;
  CREATE TABLE pointing (id int PRIMARY KEY, pid int, pd date, FOREIGN KEY (pid, pd) REFERENCES p (id, d));
  CREATE TABLE q (id int, r int) PARTITION BY LIST (r);
  CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1);
  CREATE TABLE r (id int NOT NULL, v int NOT NULL) PARTITION BY LIST (v);
  CREATE TABLE r1 PARTITION OF r FOR VALUES IN (1);
  CREATE TABLE rd PARTITION OF r DEFAULT;
  INSERT INTO r SELECT g, g FROM generate_series(1, 5) g;
  ALTER TABLE r ADD CONSTRAINT r_nv CHECK (id > 0) NOT VALID;
  CREATE TABLE base (id int PRIMARY KEY, v varchar(20), n int CHECK (n > 0), k int, nn int NOT NULL DEFAULT 1);
  CREATE TABLE heir (extra int) INHERITS (base);
  CREATE TABLE heir2 () INHERITS (heir);
  INSERT INTO base VALUES (1, 'a', 1, 1);
  INSERT INTO heir VALUES (2, 'b', 2, 2, 2, 2);
  INSERT INTO heir2 VALUES (3, 'b', 2, 2, 2, 2);
`;

const partitioned = [
  "ALTER TABLE p ADD COLUMN z int", "ALTER TABLE p ADD COLUMN z uuid DEFAULT gen_random_uuid()", "ALTER TABLE p DROP COLUMN s", "ALTER TABLE p RENAME COLUMN s TO s2", "ALTER TABLE p ALTER s TYPE text", "ALTER TABLE p ALTER s TYPE varchar(5)", "ALTER TABLE p ALTER s SET DEFAULT 'x'", "ALTER TABLE p ALTER s DROP DEFAULT", "ALTER TABLE p ALTER kind SET NOT NULL", "ALTER TABLE p ALTER kind DROP NOT NULL",
  "ALTER TABLE p ADD CONSTRAINT c CHECK (kind > 0)", "ALTER TABLE p ADD CONSTRAINT c CHECK (kind > 0) NOT VALID", "ALTER TABLE p DROP CONSTRAINT p_ck", "ALTER TABLE p DROP CONSTRAINT p_kind_fkey", "ALTER TABLE p DROP CONSTRAINT p_pk CASCADE", "ALTER TABLE p RENAME CONSTRAINT p_ck TO p_check", "ALTER TABLE p ADD FOREIGN KEY (kind) REFERENCES kinds (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED", "ALTER TABLE p ALTER CONSTRAINT p_kind_fkey DEFERRABLE", "ALTER TABLE p VALIDATE CONSTRAINT p_ck", "ALTER TABLE p VALIDATE CONSTRAINT p_kind_fkey", "ALTER TABLE pointing DROP CONSTRAINT pointing_pid_pd_fkey", "ALTER TABLE p ADD UNIQUE (d, s)", "ALTER TABLE p RENAME TO pp",
  "ALTER TABLE q ADD FOREIGN KEY (id) REFERENCES kinds (id)", "ALTER TABLE q ADD PRIMARY KEY (id, r)", "CREATE INDEX ON p (kind)", "CREATE INDEX ON ONLY p (kind)", "CREATE INDEX ON p1 (kind)", "DROP INDEX p_s_idx", "DROP TABLE r1", "DROP TABLE rd", "CREATE TABLE r2 PARTITION OF r FOR VALUES IN (9)", "ALTER TABLE r ADD PRIMARY KEY (id, v)", "ALTER TABLE r ALTER id ADD GENERATED ALWAYS AS IDENTITY", "ALTER TABLE r ALTER id DROP NOT NULL", "ALTER TABLE r DROP CONSTRAINT r_nv", "ALTER TABLE r VALIDATE CONSTRAINT r_nv", "DELETE FROM p1", "UPDATE p1 SET kind = 1", "DROP TABLE q", "DROP TABLE q1", "DROP TABLE p CASCADE", "DROP TABLE pointing", "TRUNCATE q", "TRUNCATE p1 CASCADE", "TRUNCATE p CASCADE",
  "CREATE TABLE q2 PARTITION OF q FOR VALUES IN (2)", "CREATE TABLE qd PARTITION OF q DEFAULT", "CREATE TABLE nw (id int, d date, FOREIGN KEY (id, d) REFERENCES p (id, d))", "ALTER TABLE pointing ADD CONSTRAINT again FOREIGN KEY (pid, pd) REFERENCES p (id, d)",
  "INSERT INTO p VALUES (100, '2020-05-05', 1, 'x')", "UPDATE p SET s = 'y'", "DELETE FROM p WHERE id = -1", "INSERT INTO pointing SELECT id, id, d FROM p WHERE id < 5", "LOCK TABLE p", "LOCK TABLE p1", "CREATE VIEW pv AS SELECT * FROM p", "CREATE TABLE copied AS SELECT * FROM p",
  "ALTER TABLE base ADD COLUMN z int DEFAULT 1", "ALTER TABLE base ADD COLUMN z serial", "ALTER TABLE base DROP COLUMN v", "ALTER TABLE base ALTER v TYPE text", "ALTER TABLE base ALTER v TYPE varchar(5)", "ALTER TABLE base ALTER v SET NOT NULL", "ALTER TABLE base ALTER v DROP NOT NULL", "ALTER TABLE base ALTER nn DROP NOT NULL", "ALTER TABLE base ALTER nn SET NOT NULL", "ALTER TABLE base ALTER k SET DEFAULT 1", "ALTER TABLE base RENAME COLUMN v TO w", "ALTER TABLE base ADD CHECK (k > 0)", "ALTER TABLE base ADD CHECK (k > 0) NO INHERIT", "ALTER TABLE base DROP CONSTRAINT base_n_check", "ALTER TABLE base DROP CONSTRAINT base_pkey",
  "ALTER TABLE base RENAME CONSTRAINT base_n_check TO bn", "ALTER TABLE base ADD UNIQUE (k)", "ALTER TABLE base ADD FOREIGN KEY (k) REFERENCES kinds (id) NOT VALID", "CREATE INDEX ON base (v)", "DROP TABLE heir2", "DROP TABLE base CASCADE", "TRUNCATE base", "UPDATE base SET k = 1", "DELETE FROM base", "LOCK TABLE base", "ALTER TABLE heir ADD COLUMN z int", "ALTER TABLE heir ALTER extra TYPE bigint", "CREATE TABLE heir3 () INHERITS (heir2)", "INSERT INTO base VALUES (9, 'a', 1, 1)",
];

const objects = `
  CREATE TABLE t (id int PRIMARY KEY, a int, b text, CONSTRAINT ck CHECK (a > 0));
  CREATE INDEX t_a ON t (a);
  INSERT INTO t SELECT g, g, 'x' FROM generate_series(1, 9) g;
  CREATE FUNCTION fn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
  CREATE FUNCTION other_fn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
  CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION fn();
  CREATE POLICY po ON t USING (true);
  CREATE STATISTICS st ON a, b FROM t;
  CREATE RULE ru AS ON DELETE TO t DO ALSO NOTHING;
  CREATE MATERIALIZED VIEW mv AS SELECT * FROM t;
  CREATE DOMAIN free AS int;
  CREATE DOMAIN dom AS int;
  ALTER DOMAIN dom ADD CONSTRAINT dck CHECK (value > -5) NOT VALID;
  CREATE TABLE dd (x dom);
  INSERT INTO dd VALUES (1);
  CREATE TABLE base (id int);
  CREATE TABLE heir () INHERITS (base);
  CREATE TABLE p (id int, d date) PARTITION BY RANGE (d);
  CREATE TABLE p1 PARTITION OF p DEFAULT;
  CREATE TRIGGER ptr AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION other_fn();
  CREATE PUBLICATION given FOR TABLE base;
`;

const onObjects = [
  "ALTER MATERIALIZED VIEW mv SET (fillfactor = 70)", "ALTER INDEX t_a SET (fillfactor = 70)", "CREATE PUBLICATION pub FOR TABLE t, p", "CREATE PUBLICATION pub FOR ALL TABLES", "ALTER PUBLICATION given ADD TABLE t", "ALTER PUBLICATION given DROP TABLE base", "ALTER PUBLICATION given SET TABLE t (id), base", "DROP PUBLICATION given", "GRANT SELECT ON t TO PUBLIC", "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC", "GRANT SELECT (a) ON t TO PUBLIC",
  "ALTER TABLE t OWNER TO postgres", "ALTER TABLE p OWNER TO postgres", "ALTER TABLE base OWNER TO postgres", "ALTER MATERIALIZED VIEW mv OWNER TO postgres", "CREATE AGGREGATE agg(int) (SFUNC = int4pl, STYPE = int)",
  "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION fn()", "CREATE OR REPLACE TRIGGER tr AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION fn()", "CREATE TRIGGER x AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION fn()", "CREATE POLICY x ON t USING (true)", "ALTER POLICY po ON t USING (false)", "CREATE RULE x AS ON DELETE TO t DO ALSO NOTHING", "CREATE STATISTICS x ON a, id FROM t",
  "DROP TRIGGER tr ON t", "DROP TRIGGER ptr ON p", "DROP POLICY po ON t", "DROP RULE ru ON t", "DROP STATISTICS st", "DROP FUNCTION fn CASCADE", "ALTER TRIGGER tr ON t RENAME TO x", "ALTER TRIGGER ptr ON p RENAME TO x", "ALTER POLICY po ON t RENAME TO x", "ALTER RULE ru ON t RENAME TO x", "ALTER STATISTICS st RENAME TO x",
  "ALTER TABLE t DISABLE TRIGGER tr", "ALTER TABLE t ENABLE ALWAYS TRIGGER tr", "ALTER TABLE t DISABLE RULE ru", "ALTER TABLE p DISABLE TRIGGER ptr", "ALTER TABLE t ENABLE ROW LEVEL SECURITY", "ALTER TABLE t FORCE ROW LEVEL SECURITY", "ALTER TABLE p ENABLE ROW LEVEL SECURITY", "ALTER TABLE t REPLICA IDENTITY FULL", "ALTER TABLE t SET (fillfactor = 70)", "ALTER TABLE t SET (autovacuum_enabled = false)", "ALTER TABLE t RESET (fillfactor)",
  "ALTER TABLE t ALTER b SET STORAGE EXTERNAL", "ALTER TABLE t ALTER b SET COMPRESSION pglz", "ALTER TABLE t ALTER a SET STATISTICS 100", "ALTER TABLE t ALTER a SET (n_distinct = 5)", "ALTER TABLE base ALTER id SET STATISTICS 100", "ALTER TABLE base ALTER id SET STORAGE PLAIN",
  "COMMENT ON TABLE t IS 'x'", "COMMENT ON COLUMN t.a IS 'x'", "COMMENT ON CONSTRAINT ck ON t IS 'x'", "COMMENT ON TRIGGER tr ON t IS 'x'", "COMMENT ON INDEX t_a IS 'x'", "COMMENT ON MATERIALIZED VIEW mv IS 'x'",
  "ALTER DOMAIN dom ADD CHECK (value > 0)", "ALTER DOMAIN dom ADD CHECK (value > 0) NOT VALID", "ALTER DOMAIN dom VALIDATE CONSTRAINT dck", "ALTER DOMAIN dom SET NOT NULL", "ALTER DOMAIN dom DROP NOT NULL", "ALTER DOMAIN dom SET DEFAULT 1", "ALTER DOMAIN dom DROP CONSTRAINT dck", "DROP DOMAIN dom CASCADE", "ALTER TABLE t ADD COLUMN z dom", "ALTER TABLE t ADD COLUMN z free",
];

export const lockGroups: readonly LockGroup[] = [
  { name: "triggers, policies, domains, settings and comments", setup: objects, statements: onObjects },
  { name: "columns", setup: shop, statements: columns.map((command) => `ALTER TABLE t ${command}`) },
  { name: "types", setup: shop, statements: types.map((command) => `ALTER TABLE t ${command}`) },
  {
    name: "types and partial, expression and covering indexes",
    setup: `${shop} CREATE INDEX t_part ON t (e) WHERE k <> 'y'; CREATE INDEX t_lower ON t (lower(b)); CREATE INDEX t_inc ON t (si) INCLUDE (va); CREATE INDEX t_pattern ON t (e text_pattern_ops); CREATE INDEX t_bt ON t (bt); CREATE INDEX t_cd ON t (cd); CREATE INDEX t_ta ON t USING gin (ta); CREATE INDEX t_e_c ON t (e COLLATE "C")`,
    statements: ["k TYPE varchar(50)", "k TYPE text", "e TYPE varchar", "b TYPE varchar", "b TYPE text", "va TYPE varchar[]", "bt TYPE varbit", "cd TYPE inet", "ta TYPE text[]", `e TYPE text COLLATE "C"`, "f TYPE real", "a TYPE oid"].map((command) => `ALTER TABLE t ALTER ${command}`),
  },
  { name: "constraints", setup: shop, statements: constraints.map((command) => `ALTER TABLE t ${command}`) },
  { name: "other statements", setup: shop, statements: others },
  { name: "partitions and inheritance", setup: parts, statements: partitioned },
  {
    name: "a partition of a table that foreign keys point to",
    setup: parts,
    statements: ["CREATE TABLE p3 PARTITION OF p FOR VALUES FROM ('2030-01-01') TO ('2031-01-01')"],
    // 15.18, 17.5 and 18 lock the tables of those keys in share row exclusive mode; PGlite's 16.4, behind other minor releases, in access share mode.
    notOn: 16,
  },
  {
    name: "New York",
    setup: shop,
    statements: ["full_ts TYPE timestamptz", "full_tz TYPE timestamp"].map((command) => `SET TimeZone = 'America/New_York'; ALTER TABLE t ALTER ${command}`),
  },
  {
    name: "virtual columns",
    setup: shop,
    statements: ["ALTER TABLE t ADD COLUMN z int GENERATED ALWAYS AS (a + 1)", "ALTER TABLE t ADD COLUMN z uuid DEFAULT uuidv7()", "ALTER TABLE t ADD COLUMN z uuid DEFAULT uuidv4()"],
    since: 18,
  },
  {
    name: "constraints of PostgreSQL 18",
    setup: `${shop} ALTER TABLE t ADD CONSTRAINT ne_fk FOREIGN KEY (a) REFERENCES parent (id) NOT ENFORCED; ALTER TABLE t ADD CONSTRAINT inn NOT NULL a NOT VALID; CREATE TABLE w (r int4range, at int4range);
      CREATE TABLE base (id int); CREATE TABLE heir () INHERITS (base); ALTER TABLE base ADD CONSTRAINT bnn NOT NULL id NOT VALID`,
    statements: [
      "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0) NOT ENFORCED", "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (pid) REFERENCES parent (id) NOT ENFORCED", "ALTER TABLE t ALTER CONSTRAINT ne_fk ENFORCED", "ALTER TABLE t ALTER CONSTRAINT nv_fk NOT ENFORCED",
      "ALTER TABLE t ADD CONSTRAINT x NOT NULL e", "ALTER TABLE t ADD CONSTRAINT x NOT NULL e NOT VALID", "ALTER TABLE t VALIDATE CONSTRAINT inn", "ALTER TABLE t DROP CONSTRAINT inn", "ALTER TABLE t RENAME CONSTRAINT inn TO x", "ALTER TABLE base VALIDATE CONSTRAINT bnn",
      "ALTER TABLE base ALTER id SET NOT NULL", "ALTER TABLE base DROP CONSTRAINT bnn", "ALTER TABLE t ALTER CONSTRAINT inn NO INHERIT", "ALTER TABLE w ADD UNIQUE (r, at WITHOUT OVERLAPS)", "ALTER TABLE w ADD PRIMARY KEY (r, at WITHOUT OVERLAPS)",
    ],
    since: 18,
  },
  ...objectLockGroups,
  ...partitionLockGroups,
  ...typeLockGroups,
  ...foreignLockGroups, ...administrationLockGroups, ...rareLockGroups,
];
