import type { Dialect } from "../../src/model/dialect.js";
import type { MigrationFile } from "../../src/model/migration.js";
import type { Step } from "../../src/model/step.js";
import { replay } from "../../src/replay/replay.js";
import { SourceText } from "../../src/text/source-text.js";
import { assessed } from "../../src/verify/postgres/claim.js";
import { environmentOf } from "../judges/lock-judge.js";
import { blocks } from "../../src/dialects/postgres/assess/locks/modes.js";

/** What the statements of the page run on. */
const setup = `
  CREATE TABLE parent (id int PRIMARY KEY);
  CREATE TABLE t (id int PRIMARY KEY, a int, n int NOT NULL DEFAULT 1, v varchar(20), amount numeric(10,2), at timestamp(3), pid int);
  CREATE TABLE child (id int PRIMARY KEY, pid int CONSTRAINT child_fk REFERENCES parent);
  CREATE INDEX t_a_idx ON t (a);
  CREATE UNIQUE INDEX t_n_idx ON t (n);
  ALTER TABLE t ADD CONSTRAINT t_check CHECK (a > 0) NOT VALID;
  ALTER TABLE t ADD CONSTRAINT t_fk FOREIGN KEY (pid) REFERENCES parent NOT VALID;
  CREATE TABLE proven (a int CHECK (a IS NOT NULL));
  CREATE TABLE p (id int, d date) PARTITION BY RANGE (d);
  CREATE TABLE p_default PARTITION OF p DEFAULT;
  CREATE TABLE loose (id int, d date NOT NULL);
  CREATE TABLE fitting (id int, d date NOT NULL CHECK (d >= '2030-01-01' AND d < '2031-01-01'));
  CREATE TABLE q (id int) PARTITION BY LIST (id);
  CREATE TABLE q_1 PARTITION OF q FOR VALUES IN (1);
  CREATE MATERIALIZED VIEW report AS SELECT id FROM t;
  CREATE UNIQUE INDEX report_id ON report (id);
`;

const chapters: readonly (readonly [title: string, statements: readonly string[]])[] = [
  ["Columns", [
    "ALTER TABLE t ADD COLUMN x int", "ALTER TABLE t ADD COLUMN x int NOT NULL DEFAULT 1", "ALTER TABLE t ADD COLUMN x timestamp DEFAULT now()", "ALTER TABLE t ADD COLUMN x uuid DEFAULT gen_random_uuid()", "ALTER TABLE t ADD COLUMN x serial",
    "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS IDENTITY", "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a + 1) STORED", "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a + 1) VIRTUAL", "ALTER TABLE t ADD COLUMN x int REFERENCES parent", "ALTER TABLE t ADD COLUMN x int UNIQUE",
    "ALTER TABLE t DROP COLUMN a", "ALTER TABLE child DROP COLUMN pid", "ALTER TABLE t RENAME COLUMN a TO b", "ALTER TABLE t ALTER a SET DEFAULT 1", "ALTER TABLE t ALTER n DROP DEFAULT", "ALTER TABLE t ALTER a SET NOT NULL", "ALTER TABLE proven ALTER a SET NOT NULL", "ALTER TABLE t ALTER n DROP NOT NULL",
  ]],
  ["Types", [
    "ALTER TABLE t ALTER v TYPE varchar(50)", "ALTER TABLE t ALTER v TYPE text", "ALTER TABLE t ALTER v TYPE varchar(10)", "ALTER TABLE t ALTER a TYPE bigint", "ALTER TABLE t ALTER amount TYPE numeric(12,2)", "ALTER TABLE t ALTER amount TYPE numeric(12,4)",
    "ALTER TABLE t ALTER at TYPE timestamptz", "ALTER TABLE t ALTER at TYPE timestamptz(3)", "ALTER TABLE parent ALTER id TYPE bigint",
  ]],
  ["Constraints", [
    "ALTER TABLE t ADD CHECK (n > 0)", "ALTER TABLE t ADD CHECK (n > 0) NOT VALID", "ALTER TABLE t VALIDATE CONSTRAINT t_check", "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES parent", "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES parent NOT VALID", "ALTER TABLE t VALIDATE CONSTRAINT t_fk",
    "ALTER TABLE t ADD UNIQUE (a)", "ALTER TABLE t ADD UNIQUE USING INDEX t_n_idx", "ALTER TABLE child DROP CONSTRAINT child_fk", "ALTER TABLE t DROP CONSTRAINT t_check", "ALTER TABLE t RENAME CONSTRAINT t_check TO c",
  ]],
  ["Indexes", [
    "CREATE INDEX ON t (v)", "CREATE INDEX CONCURRENTLY ON t (v)", "DROP INDEX t_a_idx", "DROP INDEX CONCURRENTLY t_a_idx", "ALTER INDEX t_a_idx RENAME TO i",
    "REINDEX INDEX t_a_idx", "REINDEX TABLE t", "REINDEX TABLE CONCURRENTLY t",
  ]],
  ["Tables, partitions and views", [
    "CREATE TABLE x (id int, pid int REFERENCES parent)", "CREATE TABLE x PARTITION OF p FOR VALUES FROM ('2030-01-01') TO ('2031-01-01')", "ALTER TABLE t RENAME TO u", "DROP TABLE child", "DROP TABLE parent CASCADE", "TRUNCATE t", "TRUNCATE parent CASCADE",
    "ALTER TABLE p ATTACH PARTITION loose FOR VALUES FROM ('2030-01-01') TO ('2031-01-01')", "ALTER TABLE p ATTACH PARTITION fitting FOR VALUES FROM ('2030-01-01') TO ('2031-01-01')", "ALTER TABLE p DETACH PARTITION p_default", "ALTER TABLE q DETACH PARTITION q_1 CONCURRENTLY",
    "ALTER TABLE t SET UNLOGGED", "ALTER TABLE t SET ACCESS METHOD heap", "CLUSTER t USING t_a_idx", "VACUUM FULL t", "VACUUM t", "ANALYZE t",
    "REFRESH MATERIALIZED VIEW report", "REFRESH MATERIALIZED VIEW CONCURRENTLY report", "CREATE VIEW x AS SELECT * FROM t", "CREATE MATERIALIZED VIEW x AS SELECT * FROM t", "DROP MATERIALIZED VIEW report",
  ]],
  ["Rows", ["INSERT INTO child VALUES (1, 1)", "UPDATE t SET a = 1", "UPDATE t SET v = 'x' WHERE a = 1", "DELETE FROM parent WHERE id = 1", "LOCK TABLE t IN SHARE ROW EXCLUSIVE MODE"]],
];

/** The page's tables, each row from the assessment of its statement on PostgreSQL 18. */
export function lockTables(dialect: Dialect): string {
  const parts = chapters.map(([title, statements]) => {
    const rows = statements.map((sql) => row(sql, dialect));
    return `### ${title}\n\n| Statement | Locks | Blocks | Rewrites | Reads whole |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return parts.join("\n");
}

/** Every statement of the page with what precedes it, for the judge. */
export const shownStatements: readonly string[] = chapters.flatMap(([, statements]) => statements);
export const shownSetup = setup;

function row(sql: string, dialect: Dialect): string {
  const { locks, rewrites, scans } = assessed(stepsOf(sql, dialect));
  const held = [...locks].map(([relation, mode]) => `\`${bare(relation)}\` ${mode.replace(/Lock$/, "")}`);
  const blocked = [...locks].flatMap(([relation, mode]) => (blocks(mode).length === 0 ? [] : [`\`${bare(relation)}\` ${blocks(mode).map((what) => `${what}s`).join(", ")}`]));
  return `| \`${sql}\` | ${cell(held)} | ${cell(blocked)} | ${cell(rewrites.map((name) => `\`${bare(name)}\``))} | ${cell(scans.map((name) => `\`${bare(name)}\``))} |`;
}

const bare = (relation: string): string => relation.replace(/^public\./, "");
const cell = (parts: readonly string[]): string => (parts.length === 0 ? "–" : parts.join("<br>"));

function stepsOf(sql: string, dialect: Dialect): readonly Step[] {
  const file = (name: string, text: string): MigrationFile => ({ name, source: new SourceText(`${name}/migration.sql`, text), deployed: false, reported: true });
  const { migrations } = replay([file("1", setup), file("2", sql)], dialect, environmentOf(18), { eachAsNewest: true });
  const steps = migrations[1]?.steps ?? [];
  const problem = steps.flatMap(({ problems }) => problems)[0];
  if (problem) throw new Error(`${sql}: ${problem.kind} ${problem.what} ${problem.name.name}`);
  return steps;
}
