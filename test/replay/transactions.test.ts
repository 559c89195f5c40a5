import { describe, expect, test } from "vitest";
import type { Environment } from "../../src/model/environment.js";
import { SourceText } from "../../src/text/source-text.js";
import { dialect, environment } from "./replayed.js";

/** By statement `f0` of a file's transaction 0, `s1` alone in 1, `e2` explicit in 2; `+` for a transaction block. Several ways are parted by `|`. */
function ways(sql: string, prisma: string | undefined, runner?: Environment["runner"]): string {
  const [major = 0, minor = 0, patch = 0] = (prisma ?? "").split(".").map(Number);
  const value = prisma === undefined ? undefined : { major, minor, patch };
  const script = dialect.parse(new SourceText("migration.sql", sql));
  const lists = dialect.transactions(script, { ...environment, prismaVersion: { value, source: "the test" }, runner });
  return lists.map((list) => list.map(({ id, kind, block }) => `${kind.charAt(0)}${id}${block ? "+" : ""}`).join("|")).join(" ");
}

const A = "CREATE TABLE a ()";
const B = "CREATE TABLE b ()";
const C = "CREATE TABLE c ()";
const DO = "DO $$ BEGIN END $$";

/** Up to 7.3 a file is one simple query; from 7.4 statements are sent one by one. */
const cases: readonly (readonly [string, string, string])[] = [
  ["", "", ""],
  ["-- nothing", "", ""],
  [A, "f0", "s0"],
  [`${A}; ${B}`, "f0+ f0+", "s0 s1"],
  ["BEGIN", "e0+", "e0+"],
  [`BEGIN; ${A}; ${B}; COMMIT`, "e0+ e0+ e0+ e0+", "e0+ e0+ e0+ e0+"],
  // A BEGIN takes along what the file has done so far.
  [`${A}; BEGIN; ${B}; COMMIT`, "e0+ e0+ e0+ e0+", "s0 e1+ e1+ e1+"],
  [`${A}; BEGIN; ${B}`, "e0+ e0+ e0+", "s0 e1+ e1+"],
  [`BEGIN; ${A}; COMMIT; ${B}; ${C}`, "e0+ e0+ e0+ f1+ f1+", "e0+ e0+ e0+ s1 s2"],
  [`BEGIN; ${A}; COMMIT; ${B}; BEGIN; ${C}; END`, "e0+ e0+ e0+ e1+ e1+ e1+ e1+", "e0+ e0+ e0+ s1 e2+ e2+ e2+"],
  [`${A}; COMMIT; ${B}`, "f0+ f0+ f1+", "s0 s1 s2"],
  [`BEGIN; ${A}; ROLLBACK; ${B}`, "e0+ e0+ e0+ f1+", "e0+ e0+ e0+ s1"],
  [`BEGIN; SAVEPOINT s; ${A}; ROLLBACK TO s; ${B}; COMMIT`, "e0+ e0+ e0+ e0+ e0+ e0+", "e0+ e0+ e0+ e0+ e0+ e0+"],
  [`START TRANSACTION; ${A}; ROLLBACK; ${B}`, "e0+ e0+ e0+ f1+", "e0+ e0+ e0+ s1"],
  [`START TRANSACTION; ${A}; ABORT; ${B}`, "e0+ e0+ e0+ f1+", "e0+ e0+ e0+ f1+"],
  [`BEGIN; BEGIN; ${A}; COMMIT; COMMIT; ${B}`, "e0+ e0+ e0+ e0+ f1+ f2+", "e0+ e0+ e0+ e0+ s1 s2"],
  [`BEGIN; ${A}; COMMIT AND CHAIN; ${B}; COMMIT; ${C}`, "e0+ e0+ e0+ e1+ e1+ f2+", "e0+ e0+ e0+ e1+ e1+ s2"],
  [`BEGIN; ${A}; ROLLBACK AND CHAIN; ${B}`, "e0+ e0+ e0+ e1+", "e0+ e0+ e0+ e1+"],
  // What Prisma's parser fails on makes it send the whole file.
  [`${A}; ${DO}`, "f0+ f0+", "f0+ f0+"],
  [DO, "f0", "f0"],
  [`${A}; DROP INDEX CONCURRENTLY i`, "f0+ f0+", "f0+ f0+"],
  [`${A}; DROP INDEX i`, "f0+ f0+", "s0 s1"],
  [`${A}; CREATE INDEX CONCURRENTLY i ON a (id)`, "f0+ f0+", "s0 s1"],
  [`${A}; ALTER SEQUENCE q OWNED BY a.id`, "f0+ f0+", "f0+ f0+"],
  [`${A}; ALTER SEQUENCE q RESTART`, "f0+ f0+", "f0+ f0+"],
  [`${A}; REFRESH MATERIALIZED VIEW m`, "f0+ f0+", "f0+ f0+"],
  [`${A}; REINDEX TABLE a`, "f0+ f0+", "f0+ f0+"],
  [`${A}; SELCT 1`, "f0+ f0+", "f0+ f0+"],
  [`BEGIN; ${A}; COMMIT; ${DO}`, "e0+ e0+ e0+ f1+", "e0+ e0+ e0+ f1+"],
];

describe.each(cases)("%s", (sql, whole, single) => {
  test.each(["5.22.0", "6.19.0", "7.3.9"])("Prisma %s", (version) => {
    expect(ways(sql, version)).toBe(whole);
  });

  test.each(["7.4.0", "7.10.1", "8.0.0"])("Prisma %s", (version) => {
    expect(ways(sql, version)).toBe(single);
  });

  test("an unknown Prisma: both, the file first, unless they are one", () => {
    const both = whole.split(" ").map((way, at) => [way, single.split(" ")[at]].join("|")).join(" ");
    const isSentWhole = /DO|REINDEX|REFRESH|DROP INDEX CONC|ALTER SEQ|ABORT|SELCT/.test(sql);
    expect(ways(sql, undefined)).toBe(sql === "" || sql.startsWith("--") || isSentWhole ? whole : both);
  });
});

test("where it is not known whether Prisma's parser fails, both", () => {
  const both = "f0+|s0 f0+|s1";
  expect(ways(`${A}; MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE`, "7.10.0")).toBe(both);
  expect(ways(`${A}; MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE`, "7.3.0")).toBe("f0+ f0+");
  expect(ways(`${A}; MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE; ${DO}`, "7.10.0")).toBe("f0+ f0+ f0+");
});

test("a runner of one's own has the last word, whatever Prisma's parser thinks", () => {
  expect(ways(`${A}; ${DO}`, "6.19.0", "statement")).toBe("s0 s1");
  expect(ways(`${A}; ${B}`, "7.10.0", "file")).toBe("f0+ f0+");
  expect(ways(`${A}; BEGIN; ${B}; COMMIT; ${C}`, undefined, "statement")).toBe("s0 e1+ e1+ e1+ s2");
});
