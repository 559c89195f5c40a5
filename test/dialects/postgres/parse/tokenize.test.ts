import fc from "fast-check";
import { scanSync } from "libpg-query";
import { beforeAll, expect, test } from "vitest";
import { loadParser } from "../../../../src/dialects/postgres/parse/index.js";
import { tokenize } from "../../../../src/dialects/postgres/parse/text/tokenize.js";
import { SourceText } from "../../../../src/text/source-text.js";

beforeAll(loadParser);

/** PostgreSQL's own scanner: every token and comment, as text at a place. undefined: it refuses the text. */
function scanned(sql: string): string[] | undefined {
  const source = new SourceText("x.sql", sql);
  try {
    return scanSync(sql).tokens.map(({ start, end }) => `${source.fromByte(start)} ${source.slice({ start: source.fromByte(start), end: source.fromByte(end) })}`);
  } catch {
    return undefined;
  }
}

function tokenized(sql: string): string[] {
  const { tokens, comments } = tokenize(sql);
  return [...tokens, ...comments.map(({ span }) => span)].sort((a, b) => a.start - b.start).map(({ start, end }) => `${start} ${sql.slice(start, end)}`);
}

test.each([
  `CREATE TABLE "a""b" (c int4, "é" text); -- comment`,
  "a /* b /* c */ */ d\n--e\nf",
  "$$ a ' b $$ $x$ $$ $x$ $1 $é$é$é$ a$b$c",
  "'a''b' E'a\\'b' e'\\\\' U&'\\0041' U&\"a\" B'01' x'ff' N'n'",
  "'a'\n  'b' 'c' 'd' -- e\n 'f'",
  "1 1.5 .5 1. 1e5 1.5e-3 0xFF 0b01 0o17 1_000 1..2",
  "a=-1 a<=b a||-b a->>'c' a@-b a:=b a::int a=>b a<>b a!=b 1+-2 a<-- c\n b */*c*/ d",
  "[1,2] (a.b) ;",
  "N'n' \f\v\r\n x",
])("tokens agree with PostgreSQL's scanner: %s", (sql) => {
  expect(tokenized(sql)).toEqual(scanned(sql));
});

test("tokens of any mixture agree with PostgreSQL's scanner, where that accepts it", () => {
  const piece = fc.constantFrom("a", "\"b c\"", "'d'", "E'\\''", "$$", "$x$", "é", "😀", "--", "/*", "*/", "\n", " ", "(", ")", "+", "-", "@", "=", "1", ".5", "::", ":", "U&", "e", "\\", "|", "$1", "\t");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const sql = pieces.join("");
      const expected = scanned(sql);
      if (expected !== undefined) expect(tokenized(sql)).toEqual(expected);
    }),
    { numRuns: 3000 },
  );
});

test.each([["a 'b", 2], ['a "b', 2], ["a /* b /* c */", 2], ["a; $$ b; c", 3], ["a $x$ $$", 2], ["E'\\'", 0]])("what is not closed runs to the end: %s", (sql, start) => {
  expect(tokenize(sql).tokens.at(-1)).toEqual({ kind: "unterminated", start, end: sql.length });
});
