import { expect, test } from "vitest";
import { replayed } from "../../replay/replayed.js";

const setup = `
  CREATE TABLE parent (id int PRIMARY KEY, code varchar(20) UNIQUE);
  CREATE TABLE t (id int PRIMARY KEY, a int, b int, c varchar(20), d int NOT NULL, pid int);
  CREATE TABLE child (id int PRIMARY KEY, code varchar(20) REFERENCES parent (code));
  CREATE INDEX t_a_idx ON t (a);
  CREATE MATERIALIZED VIEW mv AS SELECT id FROM parent;
  CREATE TABLE p (id int, d date) PARTITION BY RANGE (d);
  CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
  CREATE TABLE pd PARTITION OF p DEFAULT;
`;

/** What the last statement reads whole, those before it being run too. */
function scansOf(sql: string): readonly string[] {
  const last = replayed([setup, sql]).migrations[1]?.steps ?? [];
  const index = last.at(-1)?.statement.index;
  return last.filter(({ statement }) => statement.index === index).flatMap(({ effect }) => effect.scans.map(({ name }) => name));
}

const valid = (check: string): string => `ALTER TABLE t ADD CONSTRAINT k CHECK (${check}); ALTER TABLE t ALTER a SET NOT NULL`;

const cases: readonly (readonly [sql: string, scans: readonly string[]])[] = [
  ["ALTER TABLE t ALTER a SET NOT NULL", ["t"]],
  ["ALTER TABLE t ALTER d SET NOT NULL", []],
  [valid("a IS NOT NULL"), []],
  [valid("(a IS NOT NULL)"), []],
  [valid('"a" is not null'), []],
  [valid("NOT (a IS NULL)"), []],
  [valid("a NOTNULL"), []],
  [valid("a IS NOT NULL AND b > 0"), []],
  [valid("(b > 0) AND ((a IS NOT NULL) AND c <> 'or')"), []],
  [valid("b BETWEEN 1 AND 2"), ["t"]],
  [valid("a IS NOT NULL OR b > 0"), ["t"]],
  [valid("(a IS NOT NULL) OR (b > 0)"), ["t"]],
  [valid("b IS NOT NULL"), ["t"]],
  [valid("a > 0"), ["t"]],
  [valid("(a IS NOT NULL) IS NOT NULL"), ["t"]],
  [valid("a + b IS NOT NULL"), ["t"]],
  ["ALTER TABLE t ADD CONSTRAINT k CHECK (a IS NOT NULL) NOT VALID; ALTER TABLE t ALTER a SET NOT NULL", ["t"]],
  ["ALTER TABLE t ADD CONSTRAINT k CHECK (a IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT k; ALTER TABLE t ALTER a SET NOT NULL", []],
  ["ALTER TABLE t ADD CONSTRAINT k CHECK (a IS NOT NULL); ALTER TABLE t RENAME a TO aa; ALTER TABLE t ALTER aa SET NOT NULL", []],
  ["ALTER TABLE t ADD CONSTRAINT k CHECK (a IS NOT NULL); ALTER TABLE t DROP CONSTRAINT k; ALTER TABLE t ALTER a SET NOT NULL", ["t"]],
  ["ALTER TABLE t ADD CHECK (a > 0)", ["t"]],
  ["ALTER TABLE t ADD CHECK (a > 0) NOT VALID", []],
  ["ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT k", ["t"]],
  ["ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0); ALTER TABLE t VALIDATE CONSTRAINT k", []],
  ["ALTER TABLE t ADD FOREIGN KEY (pid) REFERENCES parent (id)", ["t"]],
  ["ALTER TABLE t ADD FOREIGN KEY (pid) REFERENCES parent (id) NOT VALID", []],
  ["ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (pid) REFERENCES parent (id) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT k", ["t"]],
  ["ALTER TABLE t ADD COLUMN z int", []],
  ["ALTER TABLE t ADD COLUMN z int NOT NULL", ["t"]],
  ["ALTER TABLE t ADD COLUMN z int NOT NULL DEFAULT 1", []],
  ["ALTER TABLE t ADD COLUMN z uuid DEFAULT gen_random_uuid()", ["t"]],
  ["ALTER TABLE t ADD COLUMN z text DEFAULT own_function()", ["t"]],
  ["ALTER TABLE t ADD COLUMN z int REFERENCES parent (id)", []],
  ["ALTER TABLE t ADD COLUMN z int DEFAULT 1 REFERENCES parent (id)", ["t"]],
  ["ALTER TABLE t ADD COLUMN z int UNIQUE", ["t"]],
  ["ALTER TABLE t ADD UNIQUE (a)", ["t"]],
  ["CREATE UNIQUE INDEX u ON t (d); ALTER TABLE t ADD UNIQUE USING INDEX u", []],
  ["ALTER TABLE t DROP CONSTRAINT t_pkey; CREATE UNIQUE INDEX u ON t (a); ALTER TABLE t ADD PRIMARY KEY USING INDEX u", ["t"]],
  ["ALTER TABLE t DROP CONSTRAINT t_pkey; CREATE UNIQUE INDEX u ON t (d); ALTER TABLE t ADD PRIMARY KEY USING INDEX u", []],
  ["ALTER TABLE t ADD EXCLUDE USING gist (a WITH =)", ["t"]],
  ["CREATE INDEX ON t (b)", ["t"]],
  ["CREATE INDEX CONCURRENTLY ON t (b)", ["t"]],
  ["CREATE INDEX IF NOT EXISTS t_a_idx ON t (a)", []],
  ["CREATE INDEX ON mv (id)", ["mv"]],
  ["CREATE INDEX ON p (id)", ["p1", "pd"]],
  ["CREATE INDEX ON ONLY p (id)", []],
  ["CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2030-01-01') TO ('2031-01-01')", ["pd"]],
  ["ALTER TABLE t ALTER c TYPE text", []],
  ["ALTER TABLE t ALTER c TYPE varchar(10)", ["t"]],
  ["ALTER TABLE parent ALTER code TYPE text", []],
  ["ALTER TABLE parent ALTER code TYPE varchar(10)", ["parent", "child"]],
  ["UPDATE t SET b = 1", ["t"]],
  ["UPDATE t SET b = 1 WHERE b IS NULL", ["t"]],
  ["UPDATE t SET b = 1 WHERE a = 3", []],
  ["DELETE FROM t WHERE id = 1", []],
  ["DROP INDEX t_a_idx", []],
  ["CREATE TABLE nw (id int PRIMARY KEY, pid int REFERENCES parent (id))", []],
];

test.each(cases)("%s", (sql, scans) => {
  expect(scansOf(sql)).toEqual(scans);
});

test("no scan is claimed of a temporary table", () => {
  expect(scansOf("CREATE TEMPORARY TABLE x (a int); CREATE INDEX ON x (a)")).toEqual([]);
});
