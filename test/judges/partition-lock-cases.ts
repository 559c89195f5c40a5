import type { LockGroup } from "./lock-cases.js";

const joining = `
  CREATE TABLE kinds (id int PRIMARY KEY);
  INSERT INTO kinds SELECT generate_series(0,100);
  CREATE TABLE p (id int, d int NOT NULL, kind int REFERENCES kinds, s text, CONSTRAINT p_pk PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
  CREATE INDEX p_s ON p (s);
  CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10);
  CREATE TABLE pd PARTITION OF p DEFAULT;
  CREATE TABLE pointing (pid int, pd int, FOREIGN KEY (pid, pd) REFERENCES p (id, d));
  INSERT INTO p SELECT g, g, 1, 'x' FROM generate_series(1, 15) g;
  INSERT INTO pointing SELECT g, g FROM generate_series(1, 15) g;
  CREATE TABLE fresh (id int NOT NULL, d int NOT NULL, kind int, s text);
  INSERT INTO fresh VALUES (101, 101, 1, 'x');
  CREATE TABLE checked (id int NOT NULL, d int NOT NULL, kind int, s text, CONSTRAINT c CHECK (d >= 100 AND d < 200));
  INSERT INTO checked VALUES (101, 101, 1, 'x');
  CREATE TABLE ready (id int NOT NULL, d int NOT NULL, kind int REFERENCES kinds, s text, PRIMARY KEY (id, d), CONSTRAINT c CHECK (d >= 100 AND d < 200));
  CREATE INDEX ready_s ON ready (s);
  INSERT INTO ready VALUES (101, 101, 1, 'x');
  CREATE TABLE q (id int, r int) PARTITION BY LIST (r);
  CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1);
  CREATE TABLE q9 PARTITION OF q FOR VALUES IN (9) PARTITION BY LIST (id);
  CREATE TABLE q91 PARTITION OF q9 FOR VALUES IN (1);
  CREATE TABLE q9d PARTITION OF q9 DEFAULT;
  INSERT INTO q VALUES (1,1),(1,9),(2,9);
  CREATE TABLE q2 (id int, r int);
  INSERT INTO q2 VALUES (2,2);
  CREATE TABLE q2c (id int, r int, CHECK (r = 2 AND r IS NOT NULL));
  INSERT INTO q2c VALUES (2,2);
  CREATE TABLE q2n (id int, r int NOT NULL, CHECK (r IN (2)));
  INSERT INTO q2n VALUES (2,2);
  CREATE TABLE q3 (id int, r int) PARTITION BY LIST (id);
  CREATE TABLE q31 PARTITION OF q3 DEFAULT;
  INSERT INTO q3 VALUES (3,3);
  CREATE TABLE qd (id int, r int);
  INSERT INTO qd VALUES (77,77);
  CREATE TABLE h (id int, r int) PARTITION BY HASH (id);
  CREATE TABLE h0 (id int, r int);
  CREATE TABLE dd (id int, r int) PARTITION BY LIST (r);
  CREATE TABLE ddd PARTITION OF dd DEFAULT;
  ALTER TABLE ddd ADD CHECK (r IS NULL OR r NOT IN (2, 3));
  INSERT INTO dd VALUES (5,5);
  CREATE TABLE e2 (id int, r int);
  INSERT INTO e2 VALUES (2,2);
  CREATE TABLE ee (id int, r int NOT NULL) PARTITION BY RANGE (r);
  CREATE TABLE eed PARTITION OF ee DEFAULT;
  ALTER TABLE eed ADD CHECK (r < 100 OR r >= 200);
  INSERT INTO ee VALUES (5,5);
  CREATE TABLE ee1 (id int, r int NOT NULL, CHECK (r >= 100), CHECK (r < 200));
  INSERT INTO ee1 VALUES (5,105);
  CREATE TABLE base (id int, v text);
  CREATE TABLE heir (id int, v text);
  CREATE TABLE heir2 () INHERITS (base);
  INSERT INTO heir VALUES (1,'a'); INSERT INTO heir2 VALUES (1,'a');
  CREATE TABLE gen (id int PRIMARY KEY, a int, g int GENERATED ALWAYS AS (a + 1) STORED);
  CREATE INDEX gen_g ON gen (g);
  INSERT INTO gen (id, a) VALUES (1, 1);
  CREATE TABLE genp (id int, a int, g int GENERATED ALWAYS AS (a + 1) STORED) PARTITION BY LIST (id);
  CREATE TABLE genp1 PARTITION OF genp DEFAULT;
  INSERT INTO genp (id, a) VALUES (1, 1);
  CREATE TABLE plain (id int PRIMARY KEY, a int, s serial);
  INSERT INTO plain (id, a) VALUES (1, 1);
  CREATE TABLE up (id int PRIMARY KEY, t text);
  CREATE UNLOGGED TABLE down (id int PRIMARY KEY, upid int REFERENCES up);
  INSERT INTO down VALUES (1, NULL);
  CREATE INDEX pi ON ONLY p (kind);
  CREATE INDEX p1i ON p1 (kind);
  CREATE INDEX pdi ON pd (kind);
  CREATE MATERIALIZED VIEW mv AS SELECT id, a FROM plain;
  CREATE UNIQUE INDEX mv_u ON mv (id);
  CREATE MATERIALIZED VIEW mv2 AS SELECT id FROM mv;
  CREATE VIEW vw AS SELECT id FROM plain;
  CREATE MATERIALIZED VIEW mv3 AS SELECT id FROM vw;
  CREATE TABLE clustered (id int PRIMARY KEY, a int);
  CREATE INDEX clustered_a ON clustered (a);
  INSERT INTO clustered VALUES (1,1);
  ALTER TABLE clustered CLUSTER ON clustered_a;
`;

const proofs = `
  CREATE TABLE kinds (id int PRIMARY KEY);
  INSERT INTO kinds SELECT generate_series(0,100);
  CREATE TABLE p (id int, d int NOT NULL, kind int REFERENCES kinds, s text, CONSTRAINT p_pk PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
  CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10);
  CREATE TABLE pd PARTITION OF p DEFAULT;
  CREATE TABLE pointing (pid int, pd int, FOREIGN KEY (pid, pd) REFERENCES p (id, d));
  INSERT INTO p SELECT g, g, 1, 'x' FROM generate_series(1, 15) g;
  CREATE TABLE fkonly (id int, d int, kind int REFERENCES kinds) PARTITION BY RANGE (d);
  CREATE TABLE fkonly1 PARTITION OF fkonly FOR VALUES FROM (1) TO (10);
  CREATE TABLE keyed (id int, d int, kind int REFERENCES kinds);
  CREATE TABLE keyless (id int, d int, kind int);
  INSERT INTO keyed VALUES (1, 11, 1); INSERT INTO keyless VALUES (1, 21, 1);
  CREATE TABLE l (id int, r int) PARTITION BY LIST (r);
  CREATE TABLE ld PARTITION OF l DEFAULT;
  ALTER TABLE ld ADD CHECK (r <> 2);
  CREATE TABLE l2 (id int, r int, CHECK (r = 2));
  CREATE TABLE l23 (id int, r int NOT NULL, CHECK (r = 2 OR r = 3));
  INSERT INTO l VALUES (9,9); INSERT INTO l2 VALUES (2,2); INSERT INTO l23 VALUES (2,2);
  CREATE TABLE m (id int, t text) PARTITION BY LIST (t);
  CREATE TABLE mdef PARTITION OF m DEFAULT;
  ALTER TABLE mdef ADD CHECK (t IS NULL OR t <> 'a');
  CREATE TABLE ma (id int, t text NOT NULL, CHECK (t = 'a'));
  CREATE TABLE mab (id int, t text NOT NULL, CHECK (t IN ('a', 'b')));
  INSERT INTO m VALUES (1,'z'); INSERT INTO ma VALUES (1,'a'); INSERT INTO mab VALUES (1,'a');
  CREATE TABLE s (id int, at timestamptz NOT NULL) PARTITION BY RANGE (at);
  CREATE TABLE sd PARTITION OF s DEFAULT;
  ALTER TABLE sd ADD CHECK (at < '2024-01-01' OR at >= '2025-01-01');
  CREATE TABLE s24 (id int, at timestamptz NOT NULL, CHECK (at >= '2024-01-01' AND at < '2025-01-01'));
  CREATE TABLE s24b (id int, at timestamptz NOT NULL, CHECK (at >= timestamptz '2024-01-01 00:00:00+00' AND at < '2025-01-01'::timestamptz));
  CREATE TABLE s24n (id int, at timestamptz NOT NULL, CHECK (at >= '2024-03-01' AND at < '2024-04-01'));
  CREATE TABLE s24between (id int, at timestamptz NOT NULL, CHECK (at BETWEEN '2024-03-01' AND '2024-04-01'));
  CREATE TABLE s24null (id int, at timestamptz, CHECK (at >= '2024-01-01' AND at < '2025-01-01'));
  CREATE TABLE s24nullck (id int, at timestamptz, CHECK (at IS NOT NULL AND at >= '2024-01-01' AND at < '2025-01-01'));
  CREATE TABLE s24nv (id int, at timestamptz NOT NULL);
  INSERT INTO s VALUES (1,'2020-01-01'); INSERT INTO s24 VALUES (1,'2024-03-01'); INSERT INTO s24b VALUES (1,'2024-03-01'); INSERT INTO s24n VALUES (1,'2024-03-02'); INSERT INTO s24between VALUES (1,'2024-03-02'); INSERT INTO s24null VALUES (1,'2024-03-02'); INSERT INTO s24nullck VALUES (1,'2024-03-02'); INSERT INTO s24nv VALUES (1,'2024-03-02');
  ALTER TABLE s24nv ADD CONSTRAINT nv CHECK (at >= '2024-01-01' AND at < '2025-01-01') NOT VALID;
  CREATE TABLE two (a int NOT NULL, b int NOT NULL) PARTITION BY RANGE (a, b);
  CREATE TABLE two1 (a int NOT NULL, b int NOT NULL, CHECK (a >= 1 AND a < 5));
  INSERT INTO two1 VALUES (2,2);
  CREATE TABLE open (a int NOT NULL) PARTITION BY RANGE (a);
  CREATE TABLE open1 (a int NOT NULL, CHECK (a >= 100));
  INSERT INTO open1 VALUES (100);
  CREATE TABLE x (a int) PARTITION BY RANGE ((a + 1));
  CREATE TABLE x1 (a int);
  INSERT INTO x1 VALUES (1);
  CREATE TABLE gone (id int PRIMARY KEY, a int);
  CREATE INDEX gone_a ON gone (a);
  INSERT INTO gone VALUES (1,1);
  CREATE TABLE noidx (a int, t text);
  INSERT INTO noidx VALUES (1);
  CREATE TABLE pp (a int) PARTITION BY LIST (a);
  CREATE TABLE pp1 PARTITION OF pp DEFAULT;
  CREATE INDEX pp_a ON pp (a);
  CREATE TABLE parent (id int); CREATE TABLE mid () INHERITS (parent); CREATE TABLE leaf () INHERITS (mid); CREATE TABLE newbase (id int);
  CREATE TABLE ident (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, big text);
  INSERT INTO ident (big) VALUES ('x');
`;

const more = `
  CREATE TABLE gone (id int PRIMARY KEY, a int);
  CREATE INDEX gone_a ON gone (a);
  INSERT INTO gone VALUES (1, 1);
  CREATE TABLE noidx (a int);
  INSERT INTO noidx VALUES (1);
  CREATE TABLE parent (id int);
  CREATE TABLE mid () INHERITS (parent);
  CREATE TABLE leaf () INHERITS (mid);
  CREATE TABLE ident (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, big text);
  INSERT INTO ident (big) VALUES ('x');
`;

/** Tables that become partitions, that leave, and CHECKs that spare PostgreSQL the look at their rows. */
export const partitionLockGroups: readonly LockGroup[] = [
  { name: "joining and leaving", setup: joining, statements: [
    "ALTER TABLE q ATTACH PARTITION q2 FOR VALUES IN (2)",
    "ALTER TABLE q ATTACH PARTITION q2c FOR VALUES IN (2)",
    "ALTER TABLE q ATTACH PARTITION q2n FOR VALUES IN (2)",
    "ALTER TABLE q ATTACH PARTITION q3 FOR VALUES IN (3)",
    "ALTER TABLE q ATTACH PARTITION qd DEFAULT",
    "ALTER TABLE h ATTACH PARTITION h0 FOR VALUES WITH (MODULUS 4, REMAINDER 0)",
    "ALTER TABLE dd ATTACH PARTITION e2 FOR VALUES IN (2)",
    "ALTER TABLE dd ATTACH PARTITION q2c FOR VALUES IN (2)",
    "ALTER TABLE ee ATTACH PARTITION ee1 FOR VALUES FROM (100) TO (200)",
    "ALTER TABLE q DETACH PARTITION q1",
    "ALTER TABLE q DETACH PARTITION q9",
    "ALTER TABLE q9 DETACH PARTITION q91",
    "ALTER INDEX pi ATTACH PARTITION p1i",
    "ALTER TABLE heir INHERIT base",
    "ALTER TABLE heir2 NO INHERIT base",
  ] },
  // 16.4, the one that runs in process, locks the table that points to the partitioned one only AccessShare; 15.18, 17 and 18 ShareRowExclusive.
  { name: "joining what others point to", setup: joining, notOn: 16, statements: [
    "ALTER TABLE p ATTACH PARTITION fresh FOR VALUES FROM (100) TO (200)",
    "ALTER TABLE p ATTACH PARTITION checked FOR VALUES FROM (100) TO (200)",
    "ALTER TABLE p ATTACH PARTITION ready FOR VALUES FROM (100) TO (200)",
    "CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (300) TO (400)",
  ] },
  { name: "bounds that a CHECK proves", setup: proofs, statements: [
    "ALTER TABLE p DETACH PARTITION p1",
    "ALTER TABLE p DETACH PARTITION pd",
    "ALTER TABLE fkonly DETACH PARTITION fkonly1",
    "ALTER TABLE fkonly ATTACH PARTITION keyed FOR VALUES FROM (10) TO (20)",
    "ALTER TABLE fkonly ATTACH PARTITION keyless FOR VALUES FROM (20) TO (30)",
    "ALTER TABLE l ATTACH PARTITION l2 FOR VALUES IN (2)",
    "ALTER TABLE l ATTACH PARTITION l23 FOR VALUES IN (2, 3)",
    "ALTER TABLE m ATTACH PARTITION ma FOR VALUES IN ('a')",
    "ALTER TABLE m ATTACH PARTITION ma FOR VALUES IN ('a', 'b')",
    "ALTER TABLE m ATTACH PARTITION mab FOR VALUES IN ('a', 'b')",
    "ALTER TABLE s ATTACH PARTITION s24 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
    "ALTER TABLE s ATTACH PARTITION s24b FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
    "ALTER TABLE s ATTACH PARTITION s24n FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
    "ALTER TABLE s ATTACH PARTITION s24between FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
    "ALTER TABLE s ATTACH PARTITION s24nv FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
    "ALTER TABLE s ATTACH PARTITION s24 FOR VALUES FROM ('2024-01-01') TO ('2024-07-01')",
    "ALTER TABLE two ATTACH PARTITION two1 FOR VALUES FROM (1, 1) TO (5, 1)",
    "ALTER TABLE two ATTACH PARTITION two1 FOR VALUES FROM (1, MINVALUE) TO (5, MINVALUE)",
    "ALTER TABLE open ATTACH PARTITION open1 FOR VALUES FROM (100) TO (MAXVALUE)",
    "ALTER TABLE x ATTACH PARTITION x1 FOR VALUES FROM (1) TO (5)",
    "CREATE TABLE s24x PARTITION OF s FOR VALUES FROM ('2024-01-01') TO ('2024-07-01')",
    "CREATE TABLE s26x PARTITION OF s FOR VALUES FROM ('2026-01-01') TO ('2026-07-01')",
    "ALTER TABLE mid INHERIT newbase",
    "ALTER TABLE mid NO INHERIT parent",
  ] },
  { name: "SET EXPRESSION", setup: joining, since: 17, statements: [
    "ALTER TABLE gen ALTER g SET EXPRESSION AS (a + 2)",
    "ALTER TABLE genp ALTER g SET EXPRESSION AS (a + 2)",
  ] },
  { name: "REINDEX, REFRESH, CLUSTER, ANALYZE, SET LOGGED", setup: `${joining} ${more}`, statements: [
    "ALTER TABLE plain SET TABLESPACE pg_default",
    "ALTER TABLE plain SET ACCESS METHOD heap",
    "ALTER TABLE clustered CLUSTER ON clustered_pkey",
    "ALTER TABLE clustered SET WITHOUT CLUSTER",
    "ALTER TABLE plain SET UNLOGGED",
    "ALTER TABLE plain SET LOGGED",
    "ALTER TABLE down SET LOGGED",
    "ALTER TABLE pointing SET UNLOGGED",
    "CLUSTER clustered",
    "CLUSTER clustered USING clustered_pkey",
    "CLUSTER mv USING mv_u",
    "REINDEX INDEX gen_g",
    "REINDEX TABLE gen",
    "REINDEX INDEX mv_u",
    "REINDEX TABLE mv",
    "REFRESH MATERIALIZED VIEW mv",
    "REFRESH MATERIALIZED VIEW mv WITH NO DATA",
    "REFRESH MATERIALIZED VIEW mv2",
    "REFRESH MATERIALIZED VIEW mv3",
    "REFRESH MATERIALIZED VIEW CONCURRENTLY mv",
    "ANALYZE gen",
    "ANALYZE p",
    "ANALYZE base",
    "ANALYZE mv",
    "REINDEX TABLE gone",
    "REINDEX INDEX gone_a",
    "REINDEX TABLE noidx",
    "ALTER INDEX gone_a RENAME TO z",
    "ALTER TABLE gone ADD UNIQUE (a)",
    "ALTER TABLE gone SET (fillfactor = 70)",
    "ALTER TABLE gone DROP CONSTRAINT gone_pkey",
    "ALTER TABLE gone ALTER a TYPE bigint",
    "ALTER TABLE ident SET UNLOGGED",
    "ANALYZE parent",
    "ANALYZE mid",
  ] },
];
