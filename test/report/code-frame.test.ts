import { describe, expect, it } from "vitest";
import { codeFrame } from "../../src/report/code-frame.js";
import { SourceText } from "../../src/text/source-text.js";
import { spanOf } from "./sample.js";

const paint = { gutter: (text: string) => text, mark: (text: string) => text };

/** Rows under the place. */
function frame(text: string, marked: string, width?: number): readonly string[] {
  const source = new SourceText("a.sql", text);
  return codeFrame(source, spanOf(marked, source), "a.sql:1:1", width, paint).slice(1);
}

describe("one line", () => {
  it("is underlined by columns of the terminal behind tabs", () => {
    expect(frame("\tid\tINT NOT NULL\n", "NOT NULL")).toEqual(["1 │     id  INT NOT NULL", "  │             ^^^^^^^^"]);
  });

  it("is underlined by columns of the terminal behind and on wide characters", () => {
    expect(frame('ADD "日本", ADD "語";\n', '"語"')).toEqual(['1 │ ADD "日本", ADD "語";', "  │                 ^^^^"]);
  });

  it("counts an emoji of several code points as the one that is seen", () => {
    expect(frame("-- 👩‍👩‍👧 DROP", "DROP")).toEqual(["1 │ -- 👩‍👩‍👧 DROP", "  │       ^^^^"]);
  });

  it("loses its CRLF", () => {
    expect(frame("SELECT 1;\r\nSELECT 2;\r\n", "SELECT 2")).toEqual(["2 │ SELECT 2;", "  │ ^^^^^^^^"]);
  });

  it("at an empty span has one caret, also behind the last character", () => {
    const source = new SourceText("a.sql", "SELECT");
    expect(codeFrame(source, { start: 6, end: 6 }, "a.sql:1:7", undefined, paint)).toEqual(["  ┌─ a.sql:1:7", "1 │ SELECT", "  │       ^"]);
  });

  it("with a number of two digits keeps its rule straight", () => {
    expect(frame(`${"\n".repeat(9)}SELECT 1;`, "SELECT 1")).toEqual(["10 │ SELECT 1;", "   │ ^^^^^^^^"]);
  });

  it("is the last one without a line end", () => {
    expect(frame("SELECT 1;\nSELECT 2", "2")).toEqual(["2 │ SELECT 2", "  │        ^"]);
  });
});

describe("a line that is too long", () => {
  const digits = "0123456789".repeat(6);

  it("is cut at its end", () => {
    expect(frame(digits, "012", 24)).toEqual(["1 │ 0123456789012345678…", "  │ ^^^"]);
  });

  it("is cut at its start", () => {
    expect(frame(`${digits}END`, "END", 24)).toEqual(["1 │ …4567890123456789END", "  │                  ^^^"]);
  });

  it("is cut around what is marked", () => {
    expect(frame(`${digits}MID${digits}`, "MID", 24)).toEqual(["1 │ …3456789MID01234567…", "  │         ^^^"]);
  });

  it("shows as much as fits of a mark that is too long itself", () => {
    const far = "-".repeat(11);
    expect(frame(`${far}${digits}`, digits, 24)).toEqual(["1 │ …012345678901234567…", "  │  ^^^^^^^^^^^^^^^^^^"]);
  });

  it("shows the words before a mark that is too long itself, when they leave it half of the line", () => {
    expect(frame(`ALTER a ${digits}`, digits, 24)).toEqual(["1 │ ALTER a 01234567890…", "  │         ^^^^^^^^^^^"]);
  });

  it("is cut without a terminal too", () => {
    const rows = frame("x".repeat(1_000_000) + "END", "END");
    expect(rows).toEqual([`1 │ …${"x".repeat(192)}END`, `  │ ${" ".repeat(193)}^^^`]);
  });
});

describe("several lines", () => {
  it("have a bracket", () => {
    expect(frame("ALTER TABLE a\n  ADD b INT,\n  ADD c INT;\n", "ALTER TABLE a\n  ADD b INT,\n  ADD c INT")).toEqual([
      "1 │ ╭ ALTER TABLE a",
      "2 │ │   ADD b INT,",
      "3 │ ╰   ADD c INT;",
    ]);
  });

  it("lose their middle from six on", () => {
    expect(frame("1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\n5\n6")).toEqual(["1 │ ╭ 1", "2 │ │ 2", "3 │ │ 3", "… │ ┆", "6 │ ╰ 6"]);
  });

  it("are all shown up to five", () => {
    expect(frame("1\n2\n3\n4\n5\n", "1\n2\n3\n4\n5")).toEqual(["1 │ ╭ 1", "2 │ │ 2", "3 │ │ 3", "4 │ │ 4", "5 │ ╰ 5"]);
  });

  it("have a caret where they start within a line", () => {
    expect(frame("SELECT 1; DROP\nTABLE a;\n", "DROP\nTABLE a")).toEqual(["1 │ ╭ SELECT 1; DROP", "  │ │           ^^^^", "2 │ ╰ TABLE a;"]);
  });

  it("do not count a line end at their end", () => {
    expect(frame("SELECT 1;\n\nSELECT 2;", "SELECT 1;\n\n")).toEqual(["1 │ SELECT 1;", "  │ ^^^^^^^^^"]);
  });
});
