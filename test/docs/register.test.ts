import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { resolveConfig } from "../../src/check/config/config.js";
import { rules } from "../../rules/index.js";

const ids = rules.map(({ id }) => id);
const files = readdirSync("rules").filter((file) => file !== "index.ts").map((file) => file.replace(/\.ts$/, "")).sort();

test("one id is rule file, docs page, fixture folder and key of the configuration", () => {
  expect(ids).toEqual(files);
  expect(readdirSync("docs/rules").map((file) => file.replace(/\.md$/, "")).sort()).toEqual(files);
  expect(readdirSync("fixtures/rules").sort()).toEqual(files);
  const config = resolveConfig({ rules: Object.fromEntries(ids.map((id) => [id, "warn"])) }, { rules, overrides: [], preset: undefined, file: undefined });
  expect([...config.rules.keys()]).toEqual(files);
});

test("rules/index.ts imports and lists every file once, in order", () => {
  const index = readFileSync("rules/index.ts", "utf8");
  const imported = [...index.matchAll(/^import (\w+) from "\.\/([a-z-]+)\.js";$/gm)].map(([, name, file]) => ({ name, file }));
  expect(imported.map(({ file }) => file)).toEqual(files);
  expect([...index.matchAll(/^ {2}(\w+),$/gm)].map(([, name]) => name)).toEqual(imported.map(({ name }) => name));
});

test("a rule's summary fits a table, and its page says what happens and what to do", () => {
  for (const { id, summary, docs } of rules) {
    expect(summary, id).toMatch(/^[A-Z][^|\n]{10,90}[^.|\n]$/);
    expect(docs.effect, id).toMatch(/^[A-Z`][\s\S]{60,}[.)]$/);
    expect(docs.remedy, id).toMatch(/^[A-Z`][\s\S]{10,}[.)]$/);
  }
});
