import type { Dialect } from "../../src/model/dialect.js";
import { SourceText } from "../../src/text/source-text.js";
import type { JudgedDatabase } from "./database-pool.js";

/** What the statements stand on. */
const SETUP = `CREATE TABLE t (id int PRIMARY KEY, a int, b text, g int GENERATED ALWAYS AS (id + 1) STORED, r int4range);
  CREATE TABLE s (id int PRIMARY KEY, a int, CONSTRAINT s_a_check CHECK (a > 0), CONSTRAINT s_a_fkey FOREIGN KEY (a) REFERENCES t (id));
  CREATE TABLE p (id int) PARTITION BY RANGE (id);
  CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2);
  CREATE VIEW v AS SELECT id FROM t;
  CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
  CREATE SEQUENCE q0;
  CREATE SCHEMA x`;

/** The first major version that takes it; 0: all of them. */
export const newerSyntaxCases: readonly (readonly [since: number, sql: string])[] = [
  [0, "CREATE TABLE n (id int NOT NULL, a int CONSTRAINT c NOT NULL, CHECK (a > 0), FOREIGN KEY (a) REFERENCES t (id) ON DELETE SET NULL)"],
  [0, "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID"],
  [0, "ALTER TABLE s ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES t (id) NOT VALID"],
  [0, "ALTER TABLE t ADD COLUMN h int GENERATED ALWAYS AS (id * 2) STORED"],
  [0, "ALTER TABLE s ALTER CONSTRAINT s_a_fkey DEFERRABLE"],
  [0, "ALTER TABLE t ALTER COLUMN a SET STATISTICS 100"],
  [0, "CREATE UNIQUE INDEX i ON t (a)"],
  [0, "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()"],
  [0, "INSERT INTO t (id) VALUES (1) RETURNING id"],
  [0, "SELECT * FROM (SELECT 1) AS one"],
  [0, "SELECT json_object('{a,1}')"],
  [0, "GRANT SELECT ON t TO PUBLIC"],
  [0, "ANALYZE t"],
  [0, "REINDEX (VERBOSE) INDEX t_pkey"],
  [0, "ALTER SEQUENCE q0 RESTART"],
  [0, "ALTER TABLE s SET LOGGED"],
  [0, "CREATE STATISTICS x ON a, b FROM t"],
  [0, "CREATE TYPE e AS RANGE (subtype = int4)"],
  [14, "CREATE OR REPLACE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()"],
  [14, "CREATE FUNCTION h() RETURNS int LANGUAGE sql RETURN 1"],
  [14, "CREATE TABLE n (a text COMPRESSION pglz)"],
  [14, "REINDEX (TABLESPACE pg_default) INDEX t_pkey"],
  [14, "ALTER TABLE t ALTER COLUMN b SET COMPRESSION pglz"],
  [14, "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY"],
  [14, "CREATE STATISTICS x ON (a + 1), b FROM t"],
  [14, "CREATE TYPE e AS RANGE (subtype = int4, multirange_type_name = es)"],
  [15, "CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT"],
  [15, "ALTER TABLE t ADD CONSTRAINT c UNIQUE NULLS NOT DISTINCT (a)"],
  [15, "ALTER TABLE t SET ACCESS METHOD heap"],
  [15, "CREATE VIEW w WITH (security_invoker = true) AS SELECT id FROM t"],
  [15, "ALTER VIEW v SET (security_invoker = true)"],
  [15, "CREATE UNLOGGED SEQUENCE q"],
  [15, "ALTER SEQUENCE q0 SET UNLOGGED"],
  [15, "CREATE PUBLICATION u FOR TABLES IN SCHEMA x"],
  [15, "CREATE PUBLICATION u FOR TABLE t (id) WHERE (id > 1)"],
  [15, "ALTER TABLE s ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES t (id) ON DELETE SET NULL (a)"],
  [15, "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE"],
  [16, "CREATE STATISTICS ON a, b FROM t"],
  [16, "CREATE TABLE n (a text STORAGE plain)"],
  [16, "SELECT * FROM (SELECT 1)"],
  [16, "SELECT '{}' IS JSON"],
  [16, "SELECT JSON_OBJECT('a': 1)"],
  [16, "SELECT JSON_ARRAY(1, 2)"],
  [17, "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id"],
  [17, "MERGE INTO t USING s ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN DELETE"],
  [17, "ALTER TABLE t SET ACCESS METHOD DEFAULT"],
  [17, "ALTER TABLE t ALTER COLUMN g SET EXPRESSION AS (id + 2)"],
  [17, "ALTER TABLE t ALTER COLUMN a SET STATISTICS DEFAULT"],
  [17, "SELECT * FROM JSON_TABLE('[1]', '$[*]' COLUMNS (a int PATH '$')) AS j"],
  [17, "SELECT JSON_VALUE('{\"a\": 1}', '$.a')"],
  [17, "SELECT JSON_SCALAR(1)"],
  [17, "GRANT MAINTAIN ON t TO PUBLIC"],
  [17, "COPY t FROM '/dev/null' (ON_ERROR ignore)"],
  [17, "COPY t FROM '/dev/null' (FORMAT csv, FORCE_NULL *)"],
  [18, "COPY t FROM '/dev/null' (ON_ERROR ignore, REJECT_LIMIT 3)"],
  [18, "ALTER TABLE t ADD COLUMN h int GENERATED ALWAYS AS (id * 2)"],
  [18, "CREATE TABLE n (id int, h int GENERATED ALWAYS AS (id * 2) VIRTUAL)"],
  [18, "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED"],
  [18, "CREATE TABLE n (a int CHECK (a > 0) NOT ENFORCED)"],
  [18, "ALTER TABLE s ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES t (id) NOT ENFORCED"],
  [18, "ALTER TABLE s ALTER CONSTRAINT s_a_fkey NOT ENFORCED"],
  [18, "CREATE TABLE n (a int4range, r int4range, UNIQUE (a, r WITHOUT OVERLAPS))"],
  [18, "ALTER TABLE t ADD CONSTRAINT c NOT NULL a NOT VALID"],
  [18, "CREATE TABLE n (a int, CONSTRAINT c NOT NULL a)"],
  [18, "INSERT INTO t (id) VALUES (1) RETURNING WITH (OLD AS o) o.id"],
  [18, "ANALYZE ONLY p"],
];

/** Refused in a transaction block. */
const aloneInTheirTransaction = /CONCURRENTLY/;

/** Statements that this server refuses although it is no older than the version that is said to have brought them, or takes although it is. */
export async function judgeNewerSyntax(database: JudgedDatabase, version: number): Promise<string[]> {
  const wrong: string[] = [];
  await database.exec(SETUP);
  for (const [since, sql] of newerSyntaxCases) {
    const alone = aloneInTheirTransaction.test(sql);
    const taken = await database.exec(alone ? sql : `BEGIN; ${sql}; ROLLBACK`).then(() => true, () => false);
    await database.exec("ROLLBACK");
    if (taken !== version >= since) wrong.push(`${version}: ${sql}`);
  }
  return wrong;
}

/** What in these texts a server of this version does not know yet. */
export const newerIn = (texts: readonly string[], version: number, dialect: Dialect): string[] =>
  texts.flatMap((sql) => dialect.parse(new SourceText("newer.sql", sql)).statements).flatMap(({ newer = [] }) => newer.flatMap(({ since, what }) => (since > version ? [what] : [])));
