import { beforeAll, expect, test } from "vitest";
import { loadParser } from "../../../../src/dialects/postgres/parse/index.js";
import { kinds, script, spell } from "./spell.js";

beforeAll(loadParser);

function statements(sql: string): string[] {
  const { source, statements } = script(sql);
  return statements.map(({ span }) => source.slice(span));
}

function invalids(sql: string): (readonly [statement: number, message: string, at: string, start: number])[] {
  const { source, statements } = script(sql);
  return statements.flatMap(({ index, operations }) => operations.flatMap((operation) => (operation.kind === "invalid" ? [[index, operation.message, source.slice(operation.at), operation.at.start] as const] : [])));
}

test("a statement's span is without semicolon, comments and space around it", () => {
  expect(statements(" -- é\n\n BEGIN ; /* x */ DROP TABLE /* in */ a -- y\n ;;\n COMMIT -- z\n")).toEqual(["BEGIN", "DROP TABLE /* in */ a", "COMMIT"]);
});

test("statements are counted from 0", () => {
  expect(script("BEGIN; SELEC 1; COMMIT").statements.map(({ index, operations }) => [index, operations.map(({ kind }) => kind)])).toEqual([
    [0, ["begin"]],
    [1, ["invalid"]],
    [2, ["commit"]],
  ]);
});

test.each(["", " \n\t", "-- only a comment", "/* é */\n", ";", " ; ; "])("nothing in %j", (sql) => {
  expect(statements(sql)).toEqual([]);
});

test("comments are given with and without delimiters", () => {
  const { source, comments } = script("-- a\nSELECT 1 /* b /* c */ */; --d\r\nSELECT '-- e' --f");
  expect(comments.map(({ span, text }) => [source.slice(span), text])).toEqual([["-- a", " a"], ["/* b /* c */ */", " b /* c */ "], ["--d", "d"], ["--f", "f"]]);
});

test("a bad statement gives PostgreSQL's message and place, and the others are parsed", () => {
  expect(invalids("BEGIN; -- é😀\nALTER TABEL \"é😀\" x; COMMIT")).toEqual([[1, 'syntax error at or near "TABEL"', "TABEL", 20]]);
  expect(statements("BEGIN; -- é😀\nALTER TABEL \"é😀\" x; COMMIT")).toEqual(["BEGIN", 'ALTER TABEL "é😀" x', "COMMIT"]);
});

test("a statement that stops too early is invalid at its end", () => {
  expect(invalids("BEGIN; CREATE TABLE ; COMMIT")).toEqual([[1, "syntax error at end of input", "", 19]]);
});

test.each([
  ["DROP TABLE a; SELECT 'b; c", "'b; c", 21, "unterminated quoted string at or near \"'b; c\""],
  ["DROP TABLE a; SELECT \"b; c", '"b; c', 21, 'unterminated quoted identifier at or near ""b; c"'],
  ["DROP TABLE a; DO $$ b; c", "$$ b; c", 17, 'unterminated dollar-quoted string at or near "$$ b; c"'],
  ["DROP TABLE a; /* b; c", "/* b; c", 14, 'unterminated /* comment at or near "/* b; c"'],
])("what is not closed spoils the rest and not what is before: %s", (sql, at, start, message) => {
  expect(kinds(sql)).toEqual(["dropTable", "invalid"]);
  expect(invalids(sql)).toEqual([[1, message, at, start]]);
});

test("an open parenthesis spoils its own statement only", () => {
  expect(kinds("CREATE TABLE a (b int; DROP TABLE c")).toEqual(["invalid", "dropTable"]);
});

test("semicolons that end no statement: bodies of functions and rules", () => {
  const bodies = [
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
    "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b)",
    "DO $x$ BEGIN; $$;$$ END $x$",
  ];
  expect(statements(`${bodies.join(";\n")};\nSELEC`)).toEqual([...bodies, "SELEC"]);
});

test("a byte order mark is refused, and what follows is parsed", () => {
  expect(spell("\ufeffDROP TABLE a; BEGIN")).toEqual([
    { kind: "invalid", span: "\ufeff", at: "\ufeff", message: "syntax error: the file starts with a byte order mark, which PostgreSQL does not skip" },
    { kind: "dropTable", span: "DROP TABLE a", ifExists: false, cascade: false, name: { schema: undefined, name: "a", span: "a" } },
    { kind: "begin", span: "BEGIN" },
  ]);
  expect(kinds("\ufeff")).toEqual(["invalid"]);
});

test.each([
  ["DROP TABLE \0a; BEGIN", ["invalid", "begin"], 11],
  ["SELECT 'a\0'; BEGIN", ["invalid", "begin"], 9],
  ["BEGIN; -- \0\nCOMMIT", ["begin", "invalid", "commit"], 10],
  ["\0", ["invalid"], 0],
])("a NUL is invalid where it is: %j", (sql, expected, at) => {
  expect(kinds(sql)).toEqual(expected);
  expect(invalids(sql).map(([, , , start]) => start)).toEqual([at]);
});

test("lone surrogates move nothing", () => {
  expect(statements("SELECT '\ud800'; DROP TABLE \"\udc00b\"; BEGIN")).toEqual(["SELECT '\ud800'", 'DROP TABLE "\udc00b"', "BEGIN"]);
});

const WIDE = `/* é */ CREATE TYPE "ä" AS ENUM ('ü', 'b;c');
CREATE TABLE "public"."Üser" ("id" SERIAL NOT NULL, e "ä"[] DEFAULT ARRAY['ü']::"ä"[], n numeric(10, 2) DEFAULT (1 + -2)::numeric CHECK (n > 0), CONSTRAINT "Üser_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX CONCURRENTLY "i" ON "public"."Üser" (lower("e"::text) text_ops DESC NULLS LAST, "n") INCLUDE (id) WHERE "n" IS NOT NULL;
ALTER TABLE ONLY "Üser" ADD COLUMN x int REFERENCES "Üser" ("id") ON DELETE CASCADE, ALTER n TYPE text USING n::text || '😀', DROP COLUMN IF EXISTS z CASCADE;
CREATE FUNCTION f() RETURNS void AS $body$ SELECT 1; -- x
$body$ LANGUAGE sql;
CREATE TABLE p PARTITION OF q FOR VALUES FROM (1) TO (2);
WITH a AS (DELETE FROM b RETURNING *) INSERT INTO c (d) SELECT d FROM a ON CONFLICT (d) DO UPDATE SET d = excluded.d;
UPDATE t SET a = CASE WHEN b THEN 'x' END FROM u WHERE t.id = u.id; SET search_path TO a, "B"; ALTER TYPE "ä" ADD VALUE 'z' AFTER 'ü';
CREATE SEQUENCE s OWNED BY "Üser"."id"; CREATE VIEW v AS SELECT * FROM "Üser" WITH CHECK OPTION; COMMENT ON TABLE t IS E'it\\'s';
`;

/** What is wrong with a script's statements, whatever the text. */
function disorder(sql: string): string[] {
  let end = 0;
  const found: string[] = [];
  for (const { index, span, operations } of script(sql).statements) {
    if (span.start < end || span.end <= span.start || span.end > sql.length) found.push(`statement ${index} at ${span.start}-${span.end} of ${JSON.stringify(sql)}`);
    if (operations.length === 0) found.push(`statement ${index} does nothing in ${JSON.stringify(sql)}`);
    end = span.end;
  }
  return found;
}

test("every prefix of a script gives statements that lie in the text in order", { timeout: 30_000 }, () => {
  expect(WIDE.split("").flatMap((_, cut) => disorder(WIDE.slice(0, cut)))).toEqual([]);
});

test("every script with a piece cut out gives statements that lie in the text in order", { timeout: 30_000 }, () => {
  const cuts = WIDE.split("").filter((_, cut) => cut % 5 === 0);
  expect(cuts.flatMap((_, cut) => disorder(WIDE.slice(0, cut * 5) + WIDE.slice(cut * 5 + 3)))).toEqual([]);
  expect(kinds(WIDE).includes("invalid")).toBe(false);
});

test("a large file is parsed statement by statement to the same operations", () => {
  const times = 400;
  expect(kinds(WIDE.repeat(times)).length).toBe(kinds(WIDE).length * times);
});

test("long and deep expressions neither crash nor stop the others", () => {
  expect(kinds(`SELECT 1${" + 1".repeat(20_000)}; BEGIN`)).toEqual(["opaque", "begin"]);
  expect(kinds(`ALTER TABLE a ADD CHECK (b = 'x'${" || 'x'".repeat(2000)}); BEGIN`)).toEqual(["addConstraint", "begin"]);
  expect(kinds(`SELECT ${"(".repeat(50_000)}; BEGIN`)).toEqual(["invalid", "begin"]);
});
