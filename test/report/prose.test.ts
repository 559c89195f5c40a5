import { Chalk } from "chalk";
import { describe, expect, it } from "vitest";
import { advice, paragraph } from "../../src/report/prose.js";

const page = { chalk: new Chalk({ level: 0 }), width: undefined };
const help = { text: "help: ", columns: 6 };

describe("advice", () => {
  it.each<[string, string[]]>([
    ["Use `@ignore`.", ["help: Use `@ignore`."]],
    ["`SELECT 1;`", ["help:", "        SELECT 1;"]],
    ["First `SELECT 1;`, then `x`.", ["help: First", "        SELECT 1;", "      then `x`."]],
    ["`SELECT 1;` `SELECT 2;`", ["help:", "        SELECT 1;", "        SELECT 2;"]],
    ["Not alone (`SELECT 1;`).", ["help: Not alone (`SELECT 1;`)."]],
    ["A word, `COMMIT;`, stays.", ["help: A word, `COMMIT;`, stays."]],
    ["Do: `BEGIN;` `SELECT 1;` `SELECT 2;` `COMMIT;` Then go.", ["help: Do:", "        BEGIN;", "        SELECT 1;", "        SELECT 2;", "        COMMIT;", "      Then go."]],
    ["Here:\n  SELECT 1;\nand there.", ["help: Here:", "        SELECT 1;", "      and there."]],
    ["`SELECT 1,\n  2;`", ["help:", "        SELECT 1,", "          2;"]],
    ['``DROP TABLE "a`b";`` goes; "c`d" stays.', ["help:", '        DROP TABLE "a`b";', '      goes; "c`d" stays.']],
    ["An odd ` stays; `so`.", ["help: An odd ` stays; `so`."]],
  ])("%j", (text, rows) => {
    expect(advice(text, page, help)).toEqual(rows);
  });
});

describe("a paragraph", () => {
  it("starts behind its prefix and goes on below it", () => {
    expect(paragraph("one two three four five six", { ...page, width: 26 }, help)).toEqual(["help: one two three four", "      five six"]);
  });

  it("counts wide characters as two", () => {
    expect(paragraph("日本語 日本語 日本語 日本語", { ...page, width: 26 }, help)).toEqual(["help: 日本語 日本語 日本語", "      日本語"]);
  });

  it("breaks no code that fits on a line", () => {
    expect(paragraph("one two three `four five` six", { ...page, width: 26 }, help)).toEqual(["help: one two three", "      `four five` six"]);
  });

  it("breaks no coloured code that fits on a line", () => {
    const colored = { chalk: new Chalk({ level: 1 }), width: 26 };
    expect(paragraph("one two three `four five` six", colored, help)).toEqual(["help: one two three", "      \u001B[36m`four five`\u001B[39m six"]);
  });

  it("closes and opens colours around line ends", () => {
    const colored = { chalk: new Chalk({ level: 1 }), width: 26 };
    expect(paragraph("one `two three four five six`", colored, help)).toEqual(["help: one \u001B[36m`two three four\u001B[39m", "      \u001B[36mfive six`\u001B[39m"]);
  });
});
