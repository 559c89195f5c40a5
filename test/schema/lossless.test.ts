import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSchema, printSchema } from "../../src/schema/parse-schema.js";
import type { ParsedSchemaFile } from "../../src/schema/syntax-tree.js";
import { SourceText } from "../../src/text/source-text.js";
import { declaredSchema } from "../../src/schema/declare-schema.js";
import { fixture, projects } from "./fixtures.js";
import { misplacedNodes } from "./misplaced-nodes.js";

const timeout = 60_000;

describe("lossless", () => {
  it.each(Object.keys(projects))("%s: every prefix parses and prints back, with its nodes in place", { timeout }, (project) => {
    const wrong: string[] = [];
    for (const { file, text } of fixture(project)) {
      for (let end = 0; end < text.length; end++) {
        const prefix = new SourceText(file, text.slice(0, end));
        // Walking the tree takes longer than parsing it.
        if (end % 5 === 0) wrong.push(...problems(prefix));
        else if (printSchema(parseSchema(prefix)) !== prefix.text) wrong.push(`${end}: not lossless`);
      }
      wrong.push(...problems(new SourceText(file, text)));
    }
    expect(wrong).toEqual([]);
  });

  it("any mixture of the grammar's parts", { timeout }, () => {
    const part = fc.constantFrom(
      ...["model", "enum", "type", "datasource", "A", "id", "Int", "@", "@@", "@id", "(", ")", "[", "]", "{", "}", ":", ","],
      ...["=", ".", "?", '"', '"x"', "\\", "//", "///", "/*", "*/", "\n", "\r\n", "\r", " ", "\t", "-1", "2.5", "é", "🚀"],
      ...["\uD83D", "\uFEFF", "\u0000", "Unsupported", "null"],
    );
    const text = fc.array(part, { maxLength: 40 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (one) => {
        expect(problems(new SourceText("x.prisma", one))).toEqual([]);
      }),
      { numRuns: 3000, seed: 7 },
    );
  });

  it("values nested a hundred thousand deep", () => {
    const source = new SourceText("deep.prisma", `model A {\n  a Int @default(${"[(".repeat(100_000)}`);
    const file = parseSchema(source);
    expect(printSchema(file) === source.text).toBe(true);
    expect(file.errors[0]?.message).toBe("The `}` of this block is missing.");
  });
});

function problems(source: SourceText): string[] {
  const file: ParsedSchemaFile = parseSchema(source);
  const wrong = misplacedNodes(file).map((problem) => `${source.text.length}: ${problem}`);
  if (printSchema(file) !== source.text) wrong.push(`${source.text.length}: not lossless`);
  declaredSchema([file]);
  return wrong;
}
