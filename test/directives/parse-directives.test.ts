import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Directive } from "../../src/directives/directive.js";
import { parseDirectives } from "../../src/directives/parse-directives.js";
import { silences } from "../../src/directives/silences.js";
import { parseSchema } from "../../src/schema/parse-schema.js";
import { SourceText } from "../../src/text/source-text.js";

/** Comments and statements of plain SQL: no strings, no nesting. */
function sql(text: string): { directives: readonly Directive[]; at: (word: string) => number; text: string } {
  const comments = [...text.matchAll(/--[^\r\n]*|\/\*[\s\S]*?\*\//g)].map((match) => ({
    span: { start: match.index, end: match.index + match[0].length },
    text: match[0].startsWith("--") ? match[0].slice(2) : match[0].slice(2, -2),
  }));
  const statements = [...text.matchAll(/^(DROP|ALTER)[^;]*/gm)].map((match) => ({
    span: { start: match.index, end: match.index + match[0].length },
  }));
  const directives = parseDirectives({ source: new SourceText("migration.sql", text), comments, statements });
  return { directives, at: (word) => text.indexOf(word), text };
}

function schema(text: string): { directives: readonly Directive[]; at: (word: string) => number; text: string } {
  const source = new SourceText("schema.prisma", text);
  const { comments } = parseSchema(source);
  return { directives: parseDirectives({ source, comments }), at: (word) => text.indexOf(word), text };
}

function silenced(file: ReturnType<typeof sql>, rule: string, word: string): boolean {
  return file.directives.some(
    (directive) => directive.kind === "known" && silences(directive, rule, file.at(word), file.text.length),
  );
}

describe("disable-next-statement", () => {
  test("has the place of each rule, the reason and the statement that follows", () => {
    const text = `-- prisma-migrate-lint-disable-next-statement no-drop-table, no-drop-cascade -- empty since March\nDROP TABLE a CASCADE;\nDROP TABLE b;`;
    const { directives } = sql(text);
    const range = { start: 98, end: 118 };
    expect(text.slice(range.start, range.end)).toBe("DROP TABLE a CASCADE");
    expect(directives).toEqual([
      {
        kind: "known",
        label: "disable-next-statement",
        span: { start: 0, end: 97 },
        rules: [
          { id: "no-drop-table", span: { start: 46, end: 59 }, range },
          { id: "no-drop-cascade", span: { start: 61, end: 76 }, range },
        ],
        reason: "empty since March",
        range,
        enabledAgain: [],
      },
    ]);
    expect(text.slice(61, 76)).toBe("no-drop-cascade");
  });

  test("silences its own rule in its own statement only", () => {
    const file = sql(`-- prisma-migrate-lint-disable-next-statement no-drop-table -- r\nDROP TABLE a;\nDROP TABLE b;`);
    expect(silenced(file, "no-drop-table", "TABLE a")).toBe(true);
    expect(silenced(file, "no-drop-table", "TABLE b")).toBe(false);
    expect(silenced(file, "no-drop-cascade", "TABLE a")).toBe(false);
  });

  test("without rules silences all", () => {
    const file = sql(`-- prisma-migrate-lint-disable-next-statement -- generated\nDROP TABLE a;`);
    expect(file.directives).toMatchObject([{ rules: [], reason: "generated" }]);
    expect(silenced(file, "no-drop-table", "DROP")).toBe(true);
  });

  test("passes over other comments and directives", () => {
    const file = sql(
      `-- prisma-migrate-lint-disable-next-statement a -- r\n-- prisma-migrate-lint-disable-next-statement b -- r\n-- DropTable\nDROP TABLE a;`,
    );
    expect(silenced(file, "a", "DROP TABLE")).toBe(true);
    expect(silenced(file, "b", "DROP TABLE")).toBe(true);
  });

  test("inside a block comment of several lines", () => {
    const file = sql(`/*\n * prisma-migrate-lint-disable-next-statement a,\n *   b -- why\n *   so\n */\nDROP TABLE a;`);
    expect(file.directives).toMatchObject([{ rules: [{ id: "a" }, { id: "b" }], reason: "why so" }]);
  });

  test("inside a statement is for the one after it", () => {
    const file = sql(`DROP TABLE a -- prisma-migrate-lint-disable-next-statement a -- r\n  CASCADE;\nDROP TABLE b;`);
    expect(silenced(file, "a", "TABLE a")).toBe(false);
    expect(silenced(file, "a", "CASCADE")).toBe(false);
    expect(silenced(file, "a", "TABLE b")).toBe(true);
  });

  test("with no statement behind it silences nothing", () => {
    const file = sql(`DROP TABLE a;\n-- prisma-migrate-lint-disable-next-statement a -- r\n`);
    expect(file.directives).toMatchObject([{ range: undefined, rules: [{ range: undefined }] }]);
    expect(silenced(file, "a", "DROP TABLE")).toBe(false);
  });
});

describe("reason", () => {
  test.each([
    ["-- prisma-migrate-lint-disable-file a", undefined],
    ["-- prisma-migrate-lint-disable-file a --", undefined],
    ["-- prisma-migrate-lint-disable-file a -- ", undefined],
    ["-- prisma-migrate-lint-disable-file a -- see JIRA-1 -- and 2", "see JIRA-1 -- and 2"],
    ["-- prisma-migrate-lint-disable-file -- no-drop-table is fine", "no-drop-table is fine"],
  ])("%s", (text, reason) => {
    expect(sql(text).directives).toMatchObject([{ label: "disable-file", reason }]);
  });

  test("without -- its words are taken for rules, which do not exist", () => {
    const { directives } = sql("-- prisma-migrate-lint-disable-file a because empty");
    expect(directives).toMatchObject([{ rules: [{ id: "a" }, { id: "because" }, { id: "empty" }], reason: undefined }]);
  });
});

describe("disable, enable, disable-file", () => {
  test("disable goes on to the end of the file, and its end", () => {
    const text = `DROP TABLE a;\n-- prisma-migrate-lint-disable a -- r\nDROP TABLE b;`;
    const file = sql(text);
    expect(silenced(file, "a", "TABLE a")).toBe(false);
    expect(silenced(file, "a", "TABLE b")).toBe(true);
    const [directive] = file.directives;
    expect(directive?.kind === "known" && silences(directive, "a", text.length, text.length)).toBe(true);
  });

  test("enable of one rule ends that rule", () => {
    const file = sql(
      `-- prisma-migrate-lint-disable a, b -- r\nDROP TABLE a;\n-- prisma-migrate-lint-enable a\nDROP TABLE b;\n-- prisma-migrate-lint-enable\nDROP TABLE c;`,
    );
    expect([silenced(file, "a", "TABLE a"), silenced(file, "b", "TABLE a")]).toEqual([true, true]);
    expect([silenced(file, "a", "TABLE b"), silenced(file, "b", "TABLE b")]).toEqual([false, true]);
    expect([silenced(file, "a", "TABLE c"), silenced(file, "b", "TABLE c")]).toEqual([false, false]);
  });

  test("enable of one rule takes it out of a disable of all", () => {
    const file = sql(`/* prisma-migrate-lint-disable -- r */\nDROP TABLE a;\n-- prisma-migrate-lint-enable a\nDROP TABLE b;`);
    expect([silenced(file, "a", "TABLE a"), silenced(file, "b", "TABLE a")]).toEqual([true, true]);
    expect([silenced(file, "a", "TABLE b"), silenced(file, "b", "TABLE b")]).toEqual([false, true]);
  });

  test("disable-file silences what stands before it", () => {
    const file = sql(`DROP TABLE a;\n-- prisma-migrate-lint-disable-file a -- r\n`);
    expect(silenced(file, "a", "DROP")).toBe(true);
    expect(silenced(file, "b", "DROP")).toBe(false);
  });
});

describe("schema.prisma", () => {
  test("disable-next-line means the next line with code", () => {
    const file = schema(
      `model A {\n  // prisma-migrate-lint-disable-next-line a -- r\n\n  // a comment\n  id Int @id\n  b  Int\n}\n`,
    );
    expect(silenced(file, "a", "id Int")).toBe(true);
    expect(silenced(file, "a", "@id")).toBe(true);
    expect(silenced(file, "a", "b  Int")).toBe(false);
  });

  test("behind code means the line after it; the end of a block comment is no code", () => {
    const file = schema(
      `model A {\n  id Int @id // prisma-migrate-lint-disable-next-line a -- r\n  /* of\n  more */\n  b  Int\n  c  Int\n}\n`,
    );
    expect(["id Int", "b  Int", "c  Int"].map((field) => silenced(file, "a", field))).toEqual([false, true, false]);
    const code = schema(`model A {\n  // prisma-migrate-lint-disable-next-line a -- r\n  /* of\n  more */ id Int @id\n  c  Int\n}\n`);
    expect(["id Int", "c  Int"].map((field) => silenced(code, "a", field))).toEqual([true, false]);
  });

  test("disable-next-statement means the same", () => {
    const file = schema(`model A {\r\n  /// prisma-migrate-lint-disable-next-statement a -- r\r\n  id Int @id\r\n  b  Int\r\n}`);
    expect(silenced(file, "a", "id Int")).toBe(true);
    expect(silenced(file, "a", "b  Int")).toBe(false);
  });

  test("disable and enable in block comments", () => {
    const file = schema(
      `model A {\n  /* prisma-migrate-lint-disable a -- r */\n  id Int @id\n  /* prisma-migrate-lint-enable */\n  b  Int\n}`,
    );
    expect(silenced(file, "a", "id Int")).toBe(true);
    expect(silenced(file, "a", "b  Int")).toBe(false);
  });
});

describe("misspelt directives", () => {
  test.each([
    ["prisma-migrate-lint-disable-next-stament", "prisma-migrate-lint-disable-next-statement"],
    ["prisma-migrate-lint-disable-nextline", "prisma-migrate-lint-disable-next-line"],
    ["prisma-migrate-lint-diable", "prisma-migrate-lint-disable"],
    ["Prisma-Migrate-Lint-Disable-File", "prisma-migrate-lint-disable-file"],
    ["prisma-migrate-lint-disable_file", "prisma-migrate-lint-disable-file"],
    ["prisma-migrate-lint-disable-file:", "prisma-migrate-lint-disable-file"],
    ["prisma-migrate-lnt-disable-file", "prisma-migrate-lint-disable-file"],
    ["prisma-migrate-lint disable-file", "prisma-migrate-lint-disable-file"],
    ["prisma-migrate-lint: disable-file", "prisma-migrate-lint-disable-file"],
    ["prisma-migrate-lint-off", undefined],
  ])("%s", (word, right) => {
    const text = `-- ${word} a -- r`;
    expect(sql(text).directives).toEqual([
      {
        kind: "unknown",
        span: { start: 0, end: text.length },
        word,
        wordSpan: { start: 3, end: 3 + word.length },
        nearest: right,
      },
    ]);
  });

  test.each([
    "-- CreateTable",
    "-- see prisma-migrate-lint-disable-file in the docs",
    "-- prisma-migrate-lint is silent here",
    "-- prisma migrate diff made this",
    "-- eslint-disable-next-line",
    "/**/",
  ])("is none: %s", (text) => {
    expect(sql(text).directives).toEqual([]);
  });
});

test("any text has directives whose places are in it", () => {
  const words = fc.constantFrom(
    "prisma-migrate-lint-disable", "prisma-migrate-lint-enable", "prisma-migrate-lint-disable-next-statement", "prisma-migrate-lint-disable-next-line",
    "prisma-migrate-lint-disable-file", "prisma-migrate-lint", "--", "/*", "*/", "//", "a", ",", "\n", "\r\n", "\r", "DROP TABLE a;", "\ud800", "*",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string())), (parts) => {
      for (const file of [sql(parts.join(" ")), schema(parts.join(" "))]) {
        for (const directive of file.directives) {
          const spans = directive.kind === "unknown" ? [directive.wordSpan] : directive.rules.map(({ span }) => span);
          for (const span of [directive.span, ...spans]) {
            expect(span.start >= directive.span.start && span.end <= directive.span.end && span.start < span.end).toBe(true);
          }
          if (directive.kind === "unknown") expect(file.text.slice(directive.wordSpan.start, directive.wordSpan.end)).toBe(directive.word);
          else for (const { id, span } of directive.rules) expect(file.text.slice(span.start, span.end)).toBe(id);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test("as many directives as a file can hold take no longer than the file", () => {
  const lines = "-- prisma-migrate-lint-disable-next-statement a -- r\nDROP TABLE a;\n".repeat(50_000);
  expect(sql(lines).directives.length).toBe(50_000);
  expect(schema("// prisma-migrate-lint-disable-next-line a -- r\n".repeat(20_000)).directives.length).toBe(20_000);
});
