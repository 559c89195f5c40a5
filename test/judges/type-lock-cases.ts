import type { LockGroup } from "./lock-cases.js";

const setup = `
  CREATE TYPE mood AS ENUM ('sad', 'ok');
  CREATE TYPE pair AS (x int, y int);
  CREATE DOMAIN free AS int;
  CREATE DOMAIN freetext AS text;
  CREATE DOMAIN freev AS varchar(20);
  CREATE DOMAIN deep AS free;
  CREATE DOMAIN pos AS int CHECK (value > 0);
  CREATE DOMAIN nn AS text NOT NULL;
  CREATE DOMAIN numd AS numeric(10,2);
  CREATE DOMAIN fa AS text[];
  CREATE TABLE t (id int PRIMARY KEY, a int, v varchar(20), v2 varchar(20), b text, n numeric(10,2), m mood, c char(10), d1 free, d2 freetext, d3 pos, d4 freev, d5 nn, d6 numd, va varchar(10)[], ia int[], ta text[], iv interval, iv3 interval(3), iv0 interval(0), ivds interval day to second, bt bit(5), vb varbit(10), ts timestamp, tz timestamptz, tsa timestamp[], na numeric(10,2)[], pr pair, cc text COLLATE "C", j json, x xml, o oid, rc regclass, i2 smallint, nm name, tt time, ttz timetz, uu uuid, in4 inet, cd cidr, money money, r int4range, ch1 "char", bp bpchar, da date);
  CREATE INDEX t_v ON t (v); CREATE INDEX t_b ON t (b); CREATE INDEX t_va ON t USING gin (va); CREATE INDEX t_expr ON t (lower(v2)); CREATE INDEX t_cc ON t (cc); CREATE INDEX t_c ON t (c); CREATE UNIQUE INDEX t_a ON t (a); CREATE INDEX t_multi ON t (id, v2); CREATE INDEX t_like ON t (b varchar_pattern_ops); CREATE INDEX t_brin ON t USING brin (v); CREATE INDEX t_hash ON t USING hash (b);
  CREATE STATISTICS st ON a, v FROM t;
  CREATE STATISTICS st2 (mcv) ON b, n FROM t;
  INSERT INTO t (id, a, v, v2, b, n, m, c, d1, d2, d3, d4, d5, d6, va, ia, ta, iv, iv3, iv0, ivds, bt, vb, ts, tz, cc, i2, bp, da) SELECT g, g, 'v' || g, 'w' || g, 'b' || g, g, 'ok', 'c' || g, g, 'x', g, 'y', 'z', g, ARRAY['a'], ARRAY[1], ARRAY['a'], '1 day', '1 day', '1 day', '1 day', '10101', '101', now(), now(), 'q', 1, 'x', now() FROM generate_series(1, 10) g;
  CREATE TABLE emb (id int, p pair);
  INSERT INTO emb VALUES (1, ROW(1,2));
  CREATE FUNCTION imm(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'select $1';
  CREATE FUNCTION vol() RETURNS int LANGUAGE sql VOLATILE AS 'select 1';
  CREATE FUNCTION stab() RETURNS int LANGUAGE sql STABLE AS 'select 1';
  CREATE FUNCTION immplpgsql() RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'begin return 1; end';
  CREATE SEQUENCE sq;
`;

const changes = [
  "ALTER TABLE t ALTER a TYPE free",
  "ALTER TABLE t ALTER a TYPE deep",
  "ALTER TABLE t ALTER a TYPE pos",
  "ALTER TABLE t ALTER b TYPE freetext",
  "ALTER TABLE t ALTER b TYPE nn",
  "ALTER TABLE t ALTER v TYPE freetext",
  "ALTER TABLE t ALTER v TYPE freev",
  "ALTER TABLE t ALTER v TYPE nn",
  "ALTER TABLE t ALTER d1 TYPE int",
  "ALTER TABLE t ALTER d1 TYPE deep",
  "ALTER TABLE t ALTER d1 TYPE pos",
  "ALTER TABLE t ALTER d1 TYPE bigint",
  "ALTER TABLE t ALTER d2 TYPE text",
  "ALTER TABLE t ALTER d2 TYPE varchar",
  "ALTER TABLE t ALTER d2 TYPE varchar(10)",
  "ALTER TABLE t ALTER d3 TYPE int",
  "ALTER TABLE t ALTER d3 TYPE free",
  "ALTER TABLE t ALTER d4 TYPE varchar(20)",
  "ALTER TABLE t ALTER d4 TYPE varchar(50)",
  "ALTER TABLE t ALTER d4 TYPE text",
  "ALTER TABLE t ALTER d5 TYPE text",
  "ALTER TABLE t ALTER d6 TYPE numeric(12,2)",
  "ALTER TABLE t ALTER d6 TYPE numeric",
  "ALTER TABLE t ALTER n TYPE numd",
  "ALTER TABLE t ALTER ta TYPE fa",
  "ALTER TABLE t ALTER va TYPE varchar(20)[]",
  "ALTER TABLE t ALTER va TYPE varchar[]",
  "ALTER TABLE t ALTER va TYPE text[]",
  "ALTER TABLE t ALTER ta TYPE varchar(10)[]",
  "ALTER TABLE t ALTER ia TYPE bigint[]",
  "ALTER TABLE t ALTER tsa TYPE timestamptz[]",
  "ALTER TABLE t ALTER na TYPE numeric(12,2)[]",
  "ALTER TABLE t ALTER na TYPE numeric[]",
  "ALTER TABLE t ALTER iv TYPE interval(3)",
  "ALTER TABLE t ALTER iv3 TYPE interval(6)",
  "ALTER TABLE t ALTER iv3 TYPE interval",
  "ALTER TABLE t ALTER iv3 TYPE interval(2)",
  "ALTER TABLE t ALTER iv0 TYPE interval(3)",
  "ALTER TABLE t ALTER ivds TYPE interval",
  "ALTER TABLE t ALTER iv TYPE interval day",
  "ALTER TABLE t ALTER iv TYPE interval second(3)",
  "ALTER TABLE t ALTER ivds TYPE interval hour to second",
  "ALTER TABLE t ALTER bt TYPE bit(5)",
  "ALTER TABLE t ALTER bt TYPE bit varying(5)",
  "ALTER TABLE t ALTER vb TYPE bit(10) USING vb::bit(10)",
  "ALTER TABLE t ALTER vb TYPE varbit(10)",
  "ALTER TABLE t ALTER m TYPE text USING m::text",
  "ALTER TABLE t ALTER m TYPE varchar(10)",
  "ALTER TABLE t ALTER c TYPE char(10)",
  "ALTER TABLE t ALTER c TYPE varchar",
  "ALTER TABLE t ALTER c TYPE bpchar",
  "ALTER TABLE t ALTER bp TYPE text",
  "ALTER TABLE t ALTER bp TYPE char(5)",
  "ALTER TABLE t ALTER ch1 TYPE text",
  `ALTER TABLE t ALTER v TYPE varchar(20) COLLATE "C"`,
  `ALTER TABLE t ALTER b TYPE text COLLATE "C"`,
  `ALTER TABLE t ALTER b TYPE text COLLATE "default"`,
  `ALTER TABLE t ALTER cc TYPE text COLLATE "default"`,
  `ALTER TABLE t ALTER cc TYPE text COLLATE "POSIX"`,
  `ALTER TABLE t ALTER cc TYPE varchar COLLATE "C"`,
  "ALTER TABLE t ALTER v2 TYPE varchar(30)",
  "ALTER TABLE t ALTER v TYPE varchar(30)",
  "ALTER TABLE t ALTER b TYPE varchar",
  "ALTER TABLE t ALTER b TYPE text USING b || ''",
  "ALTER TABLE t ALTER b TYPE text USING coalesce(b, 'x')",
  "ALTER TABLE t ALTER b TYPE text USING (b)",
  `ALTER TABLE t ALTER b TYPE text USING b COLLATE "C"`,
  "ALTER TABLE t ALTER a TYPE int USING a + 0",
  "ALTER TABLE t ALTER a TYPE int USING -(-a)",
  "ALTER TABLE t ALTER ts TYPE timestamptz USING ts AT TIME ZONE 'UTC'",
  "ALTER TABLE t ALTER tz TYPE timestamp USING tz AT TIME ZONE 'UTC'",
  "ALTER TABLE t ALTER tz TYPE timestamp USING timezone('UTC', tz)",
  "ALTER TABLE t ALTER ts TYPE timestamptz USING ts::timestamptz",
  "SET LOCAL TimeZone = 'Etc/UTC'; ALTER TABLE t ALTER ts TYPE timestamptz",
  "SET LOCAL TimeZone = 'GMT'; ALTER TABLE t ALTER ts TYPE timestamptz",
  "SET LOCAL TimeZone = 'UTC'; ALTER TABLE t ALTER tz TYPE timestamp",
  "ALTER TABLE t ALTER ts TYPE date",
  "ALTER TABLE t ALTER da TYPE timestamptz",
  "ALTER TABLE t ALTER pr TYPE text",
  "ALTER TABLE t ALTER pr TYPE pair",
  "ALTER TABLE t ALTER o TYPE int",
  "ALTER TABLE t ALTER o TYPE regclass",
  "ALTER TABLE t ALTER rc TYPE oid",
  "ALTER TABLE t ALTER rc TYPE int USING rc::int",
  "ALTER TABLE t ALTER i2 TYPE int",
  "ALTER TABLE t ALTER nm TYPE text",
  "ALTER TABLE t ALTER tt TYPE timetz",
  "ALTER TABLE t ALTER ttz TYPE time",
  "ALTER TABLE t ALTER tt TYPE interval",
  "ALTER TABLE t ALTER in4 TYPE cidr USING in4::cidr",
  "ALTER TABLE t ALTER cd TYPE text",
  "ALTER TABLE t ALTER x TYPE text",
  "ALTER TABLE t ALTER j TYPE text",
  "ALTER TABLE t ALTER j TYPE jsonb",
  "ALTER TABLE t ALTER r TYPE text",
  "ALTER TABLE t ALTER uu TYPE text",
  "ALTER TABLE t ALTER a TYPE oid",
  "ALTER TABLE t ALTER n TYPE numeric(12,2), ALTER v TYPE varchar(40)",
  "ALTER TABLE t ALTER v TYPE varchar(40), ALTER a TYPE bigint",
  "ALTER TABLE t ALTER a TYPE bigint, ADD COLUMN z int",
  "ALTER TABLE t ALTER v TYPE varchar(60), ALTER v SET NOT NULL",
  "ALTER TABLE t ADD COLUMN z int DEFAULT stab()",
  "ALTER TABLE t ADD COLUMN z int DEFAULT immplpgsql()",
  "ALTER TABLE t ADD COLUMN z text DEFAULT imm('a')",
  "ALTER TABLE t ADD COLUMN z deep DEFAULT 1",
  "ALTER TABLE t ADD COLUMN z pos DEFAULT 1",
  "ALTER TABLE t ADD COLUMN z nn DEFAULT 'x'",
  "ALTER TABLE t ADD COLUMN z freev",
  "ALTER TABLE t ADD COLUMN z pos",
  "ALTER TABLE t ADD COLUMN z mood[] DEFAULT '{}'",
  "ALTER TABLE t ADD COLUMN z pair DEFAULT ROW(1, 2)",
  "ALTER TABLE t ADD COLUMN z int DEFAULT CASE WHEN random() < 2 THEN 1 END",
  "ALTER TABLE t ADD COLUMN z timestamptz DEFAULT statement_timestamp()",
  "ALTER TABLE t ADD COLUMN z text DEFAULT to_char(now(), 'YYYY')",
  "ALTER TABLE t ADD COLUMN z bigint DEFAULT (extract(epoch from now()) * 1000)::bigint",
  "ALTER TABLE t ADD COLUMN z bigint DEFAULT txid_current()",
  "ALTER TABLE t ADD COLUMN z text DEFAULT session_user",
  "ALTER TABLE t ADD COLUMN z tsvector DEFAULT to_tsvector('a')",
  "ALTER TABLE t ADD COLUMN z int DEFAULT pg_backend_pid()",
  "ALTER TABLE t ADD COLUMN z text DEFAULT encode(sha256('a'), 'hex')",
  "ALTER TABLE t ADD COLUMN z text DEFAULT left(md5(clock_timestamp()::text), 5)",
  `ALTER TABLE t ADD COLUMN z text DEFAULT 'a' COLLATE "C"`,
];

/** Types, domains, collations, casts and defaults that PostgreSQL stores as they are, or not. */
export const typeLockGroups: readonly LockGroup[] = [{ name: "types, domains and defaults", setup, statements: changes }];
