import { beforeAll, expect, test } from "vitest";
import { loadParser } from "../../../../src/dialects/postgres/parse/index.js";
import { script } from "./spell.js";

beforeAll(loadParser);

/** `'a' as role`, `'a' as "Role"[]`, `'a' as column 1`. */
function literals(sql: string): string[] {
  const found = script(sql).statements.flatMap(({ operations }) => operations.flatMap((operation) => operation.literals ?? []));
  return found.map(({ value, as }) => `'${value}' as ${as.kind === "type" ? `"${as.type.name}"${"[]".repeat(as.type.dimensions)}` : as.kind === "column" ? as.path.join(".") : `column ${as.at}`}`).sort();
}

test.each([
  [`ALTER TABLE t ALTER role SET DEFAULT 'a'`, ["'a' as role"]],
  [`ALTER TABLE t ADD COLUMN role "Role" DEFAULT 'a', ADD CHECK (kind <> 'b' AND note || 'c' <> 'd')`, [`'a' as "Role"`, "'b' as kind"]],
  [`CREATE TABLE t (role "Role" DEFAULT 'a', roles "Role"[] DEFAULT ARRAY['b']::"Role"[], note text DEFAULT 'c')`, [`'a' as "Role"`, `'b' as "Role"[]`]],
  [`INSERT INTO t (id, role) VALUES ('1', 'a'), ('2', 'b') ON CONFLICT (id) DO UPDATE SET role = 'c' WHERE t.kind = 'd'`, ["'1' as id", "'2' as id", "'a' as role", "'b' as role", "'c' as role", "'d' as t.kind"]],
  [`INSERT INTO t VALUES (1, 'a')`, ["'a' as column 1"]],
  [`INSERT INTO t (role) SELECT CASE WHEN note = 'x' THEN 'a' ELSE 'b' END FROM u UNION ALL SELECT 'c'`, ["'a' as role", "'b' as role", "'c' as role", "'x' as note"]],
  [`UPDATE t SET role = COALESCE(role, 'a') WHERE u.role IN ('b', 'c') AND role::text = 'd' AND 'e' = ANY (roles)`, ["'a' as role", "'b' as u.role", "'c' as u.role", "'e' as roles"]],
  [`UPDATE t SET role = CAST(lower('A') AS "Role") WHERE role BETWEEN 'a' AND 'b'`, ["'a' as role", "'b' as role"]],
  [`CREATE INDEX ON t (id) WHERE role = 'a'::"Role"`, [`'a' as "Role"`]],
  [`MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET role = 'a' WHEN NOT MATCHED THEN INSERT (id, role) VALUES (s.id, 'b')`, ["'a' as role", "'b' as role"]],
  [`DO $$ BEGIN UPDATE t SET role = 'a'; END $$`, ["'a' as role"]],
])("%s", (sql, expected) => {
  expect(literals(sql)).toEqual(expected);
});

test.each([
  [`UPDATE t SET a = upper(b) WHERE c IS NULL`, ["b"]],
  [`UPDATE t SET a = s.x FROM (SELECT id, b AS x FROM t WHERE c = 1 ORDER BY d) s JOIN u ON u.id = s.id WHERE s.id = t.id`, ["s.x", "id", "b"]],
  [`INSERT INTO t (a) SELECT u.b FROM u WHERE u.c`, ["u.b"]],
  [`INSERT INTO t SELECT * FROM u`, ["*"]],
  [`DELETE FROM t USING u WHERE t.id = u.id`, []],
])("what is written comes from: %s", (sql, expected) => {
  expect(script(sql).statements.flatMap(({ operations }) => operations.flatMap((operation) => (operation.kind === "changeData" ? (operation.sources ?? []) : []))).map((path) => path.join("."))).toEqual(expected);
});
