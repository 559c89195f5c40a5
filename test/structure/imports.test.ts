import { expect, test } from "vitest";
import { againstDirection, outOfPlace } from "./direction.js";
import { sourceFile, sourceFiles } from "./source-files.js";

const files = sourceFiles("src", "rules");
const longest = 300;

test("imports go in one direction, dialects do not know each other, rules know the rule contract and the model", () => {
  expect(againstDirection(files)).toEqual([]);
});

test("only the ends touch the world, and only one folder knows the parser's tree", () => {
  expect(outOfPlace(files)).toEqual([]);
});

test(`no file is longer than ${longest} lines`, () => {
  const lines = (text: string) => text.split("\n").length - 1;
  expect(files.filter(({ text }) => lines(text) > longest).map(({ file, text }) => `${file}: ${lines(text)}`)).toEqual([]);
});

test("files are named in kebab-case", () => {
  expect(files.map(({ file }) => file).filter((file) => !/^[a-z0-9-]+(?:\/[a-z0-9-]+)*\.ts$/.test(file))).toEqual([]);
});

test("an import to the right is told, types and dynamic imports too", () => {
  const wrong = [
    sourceFile("src/model/a.ts", 'import type { B } from "../database/b.js";'),
    sourceFile("src/check/a.ts", 'const { rules } = await import("../../rules/index.js");'),
    sourceFile("src/schema/a.ts", 'export * from "../directives/b.js";'),
    sourceFile("src/dialects/postgres/a.ts", 'import { b } from "../mysql/b.js";'),
    sourceFile("rules/a.ts", 'import { b } from "../src/check/config.js"; import { c } from "../src/check/rule.js";'),
    sourceFile("src/new/a.ts", 'import { b } from "../model/b.js";'),
  ];
  expect(againstDirection(wrong)).toEqual([
    "src/model/a.ts imports src/database/b.ts",
    "src/check/a.ts imports rules/index.ts",
    "src/schema/a.ts imports src/directives/b.ts",
    "src/dialects/postgres/a.ts imports src/dialects/mysql/b.ts",
    "rules/a.ts imports src/check/config.ts",
    "src/new/a.ts imports src/model/b.ts",
  ]);
  expect(againstDirection([sourceFile("src/dialects/index.ts", 'import { a } from "./postgres/index.js"; import type { B } from "../model/b.js";')])).toEqual([]);
});

test("a part that touches what is not its own is told", () => {
  const wrong = [
    sourceFile("src/check/a.ts", 'import { readFileSync } from "node:fs";\nconsole.log(process.env["CI"]);'),
    sourceFile("src/replay/a.ts", 'import type { Node } from "@pgsql/types/a.js";\nexport const now = Date.now();'),
  ];
  expect(outOfPlace(wrong)).toEqual([
    "src/check/a.ts knows the disk or other processes",
    "src/check/a.ts knows argv, environment or working directory",
    "src/check/a.ts knows the console",
    "src/replay/a.ts knows PostgreSQL's parse tree",
    "src/replay/a.ts knows the clock",
  ]);
});
