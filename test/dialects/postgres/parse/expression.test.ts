import { beforeAll, expect, test } from "vitest";
import { loadParser } from "../../../../src/dialects/postgres/parse/index.js";
import { namesOf, only } from "./spell.js";

beforeAll(loadParser);

function setDefault(sql: string) {
  return only(`ALTER TABLE "é" ALTER COLUMN "ü" SET DEFAULT ${sql}`, "setDefault").default;
}

test.each<[string, string | null | undefined]>([
  ["'it''s'", "it's"], ["E'a\\nb'", "a\nb"], ["''", ""], ["0", "0"], ["-1", "-1"], ["- 2.5", "-2.5"], ["1e3", "1e3"], ["99999999999999", "99999999999999"],
  ["true", "true"], ["FALSE", "false"], ["NULL", null], ["NULL::text", null], ["'ACTIVE'::\"Role\"", "ACTIVE"], ["CAST('{}' AS jsonb)", "{}"], ["'2020-01-01'::text::date", "2020-01-01"], ["$$a$$", "a"],
  ["ARRAY[]::text[]", undefined], ["now()", undefined], ["CURRENT_TIMESTAMP", undefined], ["1 + 1", undefined], ["date '2020-01-01'", "2020-01-01"],
])("literal of %s", (sql, literal) => {
  expect(setDefault(sql)).toMatchObject({ sql, literal });
});

test.each([
  ["nextval('\"User_id_seq\"'::regclass)", ["function nextval = nextval", 'regclass User_id_seq = "User_id_seq"']],
  ["nextval('public.\"S\"')", ["function nextval = nextval", 'regclass public|S = public."S"']],
  ["pg_catalog.nextval($$s$$)", ["function pg_catalog|nextval = pg_catalog.nextval", "regclass s = s"]],
  ["'x'::\"public\" . \"Role\"", ["constant x = 'x'", 'type public|Role = "public" . "Role"']],
  ["'x'::text::varchar(3)::\"Role\"[]", ['type Role = "Role"']],
  ["ARRAY['ö'::\"Ä\", NULL]", ["constant ö = 'ö'", 'type Ä = "Ä"']],
  ["app.f(1, lower('x'))", ["function app|f = app.f", "function lower = lower"]],
  ["(now() AT TIME ZONE 'utc')", ["function now = now"]],
  ["extract(epoch FROM now())", ["function now = now"]],
  ["COALESCE(NULL, gen_random_uuid())", ["function gen_random_uuid = gen_random_uuid"]],
])("names in %s", (sql, names) => {
  expect(namesOf(setDefault(sql))).toEqual(names);
});

test("names of a check, with their places", () => {
  const { constraint } = only('ALTER TABLE é ADD CONSTRAINT x CHECK ( /* é */ "é"."a" > b AND (c).d IS NULL)', "addConstraint");
  if (constraint.kind !== "check") throw new Error(constraint.kind);
  expect(constraint.expression.sql).toBe('"é"."a" > b AND (c).d IS NULL');
  expect(namesOf(constraint.expression)).toEqual(['column é|a = "é"."a"', "column b = b", "column c = c"]);
});

test("names of a view's query: relations, but not its own WITH queries", () => {
  const { query } = only('CREATE VIEW v AS WITH w AS (SELECT id FROM public."User") SELECT u.*, w.id, (SELECT max(x) FROM o.t) FROM w JOIN "User" u ON u.id = w.id WHERE k = ANY (ARRAY[1])', "createView");
  expect(namesOf(query)).toEqual([
    "column id = id", "output id = ", 'relation public|User = public."User"', "item public|User = ", "column u|* = u.*", "column w|id = w.id", "output id = ", "function max = max", "column x = x", "output max = ", "relation o|t = o.t", "item o|t = ",
    'relation User = "User"', "item User = ", "column u|id = u.id", "column w|id = w.id", "column k = k",
  ]);
});

test("USING runs to the end of its command", () => {
  const operation = only('ALTER TABLE t ALTER COLUMN "a" SET DATA TYPE "R_new" COLLATE "C" USING ("a"::text::"R_new" /* x */ ), DROP b', "alterColumnType");
  expect(operation).toMatchObject({ column: { name: "a" }, type: { schema: undefined, name: "R_new", modifiers: [], dimensions: 0 }, collation: { schema: undefined, name: "C" } });
  expect(operation.using?.sql).toBe('("a"::text::"R_new" /* x */ )');
  expect(operation.using === undefined ? [] : namesOf(operation.using)).toEqual(['column a = "a"', 'type R_new = "R_new"']);
});
