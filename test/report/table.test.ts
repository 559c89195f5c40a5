import { Chalk } from "chalk";
import { describe, expect, it } from "vitest";
import { table } from "../../src/report/table.js";

const chalk = new Chalk({ level: 0 });
const layout = { headings: ["line", "statement", "locks", "waits"], cut: 1 };
const plain = (text: string): string => text;
const rows = [
  { cells: [["2"], ['ALTER TABLE "Order" ADD CONSTRAINT "Order_userId_fkey"'], ["Order ShareRowExclusive", "User ShareRowExclusive"], ["writes"]], paint: plain, below: (columns: number) => [`${" ".repeat(columns)}a remark`] },
  { cells: [["14"], ["SELECT 1"], ["–"], ["–"]], paint: plain, below: () => [] },
];

describe("a table is as wide as its page", () => {
  it("without a width, everything side by side", () => {
    expect(table(layout, rows, { chalk, width: undefined })).toEqual([
      "  line  statement                                               locks                                            waits",
      '  2     ALTER TABLE "Order" ADD CONSTRAINT "Order_userId_fkey"  Order ShareRowExclusive, User ShareRowExclusive  writes',
      "      a remark",
      "  14    SELECT 1                                                –                                                –",
    ]);
  });

  it("items go below each other, and one column is cut", () => {
    expect(table(layout, rows, { chalk, width: 80 })).toEqual([
      "  line  statement                                locks                    waits",
      '  2     ALTER TABLE "Order" ADD CONSTRAINT "Or…  Order ShareRowExclusive  writes',
      "                                                 User ShareRowExclusive",
      "      a remark",
      "  14    SELECT 1                                 –                        –",
    ]);
  });

  it("each row for itself where columns have no room", () => {
    expect(table(layout, rows, { chalk, width: 60 })).toEqual([
      '  2   ALTER TABLE "Order" ADD CONSTRAINT "Order_userId_fkey"',
      "      locks Order ShareRowExclusive, User ShareRowExclusive;",
      "      waits writes",
      "      a remark",
      "  14  SELECT 1",
    ]);
  });

  it("remarks begin below their statement there, however many digits its line has", () => {
    expect(table(layout, rows.slice(0, 1), { chalk, width: 59 })).toEqual([
      '  2  ALTER TABLE "Order" ADD CONSTRAINT "Order_userId_fkey"',
      "     locks Order ShareRowExclusive, User ShareRowExclusive;",
      "     waits writes",
      "     a remark",
    ]);
  });
});

it("no text of a migration reaches the terminal as a command, and wide characters count twice", () => {
  const strange = [{ cells: [["1"], ["SELECT '\u001b[2J" + "漢".repeat(40) + "'"], ["–"], ["–"]], paint: plain, below: () => [] }];
  expect(table(layout, strange, { chalk, width: undefined })).toEqual([
    `  line  statement${" ".repeat(51)}  locks  waits`,
    `  1     SELECT '\uFFFD[2J${"漢".repeat(23)}…   –      –`,
  ]);
});

it("nothing without rows", () => {
  expect(table(layout, [], { chalk, width: 80 })).toEqual([]);
});
