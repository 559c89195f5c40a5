import { readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

/** The packages that importing a file loads: those of its own imports and of our files that it imports, types and dynamic imports aside. */
function loadedBy(entry: string): string[] {
  const packages = new Set<string>();
  const files = new Set([entry]);
  for (const file of files) {
    for (const name of importsOf(file)) {
      if (name.startsWith(".")) files.add(posix.join(posix.dirname(file), name).replace(/\.js$/, ".ts"));
      else packages.add(name);
    }
  }
  return [...packages].sort();
}

function importsOf(file: string): string[] {
  const { statements } = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2023);
  const names: string[] = [];
  for (const statement of statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const isType = ts.isImportDeclaration(statement) ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword : statement.isTypeOnly;
    if (!isType && statement.moduleSpecifier !== undefined && ts.isStringLiteral(statement.moduleSpecifier)) names.push(statement.moduleSpecifier.text);
  }
  return names;
}

test("the plugin loads nothing of what reads projects, configurations and terminals before the first file is linted", () => {
  expect(loadedBy("src/eslint/index.ts").filter((name) => !name.startsWith("node:"))).toEqual(["@eslint/plugin-kit"]);
});

test("what reads them is loaded in the other thread", () => {
  expect(loadedBy("src/eslint/answer.ts").filter((name) => !name.startsWith("node:"))).toContain("fast-glob");
});
