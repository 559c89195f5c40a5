import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PGlite } from "@electric-sql/pglite";
import { naming, quoteIdentifier } from "../../../src/dialects/postgres/naming.js";
import { DatabasePool } from "../../judges/database-pool.js";

const pool = new DatabasePool();
let database: PGlite;
beforeAll(async () => {
  database = await pool.take();
}, 60_000);
afterAll(() => pool.close());

const names = async (sql: string): Promise<readonly unknown[]> => (await database.query(sql)).rows;

describe("truncate", () => {
  test.each([
    { name: "short", given: "User", cut: "User" },
    { name: "63 bytes", given: "a".repeat(63), cut: "a".repeat(63) },
    { name: "64 bytes", given: "a".repeat(64), cut: "a".repeat(63) },
    { name: "a character across the limit is left out", given: `${"a".repeat(62)}ä!`, cut: "a".repeat(62) },
    { name: "a character of four bytes", given: `${"a".repeat(60)}😀`, cut: "a".repeat(60) },
    { name: "two bytes each", given: "é".repeat(40), cut: "é".repeat(31) },
  ])("$name", async ({ given, cut }) => {
    expect(naming.truncate(given)).toBe(cut);
    await database.exec(`CREATE TABLE ${quoteIdentifier(given)} ()`);
    expect(await names("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")).toEqual([{ relname: cut }]);
    await database.exec(`DROP TABLE ${quoteIdentifier(given)}`);
  });

  test("a lone surrogate counts as the three bytes that are sent for it", () => {
    expect(naming.truncate(`${"a".repeat(60)}\ud800b`)).toBe(`${"a".repeat(60)}\ud800`);
    expect(naming.truncate(`${"a".repeat(61)}\ud800b`)).toBe("a".repeat(61));
  });
});

describe("automaticName", () => {
  const long = "aVeryLongTableNameThatGoesOnAndOnUntilItIsFarTooLongForAnything"; // 63
  test.each([
    { table: "User", columns: ["email"], index: "User_email_idx", key: "User_email_key" },
    { table: "User", columns: ["a", "b", "c"], index: "User_a_b_c_idx", key: "User_a_b_c_key" },
    { table: long, columns: ["id"], index: "aVeryLongTableNameThatGoesOnAndOnUntilItIsFarTooLongForA_id_idx", key: "aVeryLongTableNameThatGoesOnAndOnUntilItIsFarTooLongForA_id_key" },
    {
      table: long,
      columns: ["anotherQuiteLongColumnName", "yetAnotherQuiteLongColumnName"],
      index: "aVeryLongTableNameThatGoesOnA_anotherQuiteLongColumnName_ye_idx",
      key: "aVeryLongTableNameThatGoesOnA_anotherQuiteLongColumnName_ye_key",
    },
    { table: "T", columns: ["a".repeat(63)], index: `T_${"a".repeat(57)}_idx`, key: `T_${"a".repeat(57)}_key` },
    { table: "ä".repeat(31), columns: ["ö".repeat(31)], index: `${"ä".repeat(14)}_${"ö".repeat(14)}_idx`, key: `${"ä".repeat(14)}_${"ö".repeat(14)}_key` },
  ])("$table $columns", async ({ table, columns, index, key }) => {
    expect(naming.automaticName(table, columns, "idx")).toBe(index);
    expect(naming.automaticName(table, columns, "key")).toBe(key);
    const list = columns.map(quoteIdentifier);
    await database.exec(`CREATE TABLE ${quoteIdentifier(table)} (${list.map((column) => `${column} integer`).join()}, UNIQUE (${list.join()}))`);
    await database.exec(`CREATE INDEX ON ${quoteIdentifier(table)} (${list.join()})`);
    expect(await names("SELECT relname FROM pg_class WHERE relkind = 'i' AND relnamespace = 'public'::regnamespace ORDER BY oid")).toEqual([{ relname: key }, { relname: index }]);
    await database.exec(`DROP TABLE ${quoteIdentifier(table)}`);
  });

  test("without columns, as primary keys are named", async () => {
    expect(naming.automaticName("User", [], "pkey")).toBe("User_pkey");
    expect(naming.automaticName(long, [], "pkey")).toBe("aVeryLongTableNameThatGoesOnAndOnUntilItIsFarTooLongForAny_pkey");
    await database.exec(`CREATE TABLE "${long}" (id integer PRIMARY KEY)`);
    expect(await names("SELECT relname FROM pg_class WHERE relkind = 'i' AND relnamespace = 'public'::regnamespace")).toEqual([
      { relname: "aVeryLongTableNameThatGoesOnAndOnUntilItIsFarTooLongForAny_pkey" },
    ]);
    await database.exec(`DROP TABLE "${long}"`);
  });
});
