import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { shellWord } from "../../src/text/shell-word.js";

const names: readonly (readonly [string, string])[] = [
  ["20260301_add_phone", "20260301_add_phone"],
  ["2026 add phone", '"2026 add phone"'],
  ["2026_it's", '"2026_it\'s"'],
  ["2026_größe", '"2026_größe"'],
  ["", '""'],
  ["~/x; rm -rf *", '"~/x; rm -rf *"'],
  ['say "x"', "'say \"x\"'"],
  ["a$HOME`id`\\", "'a$HOME`id`\\'"],
  ["it's 100%!", "'it'\\''s 100%!'"],
  ["two\nlines", "'two\nlines'"],
];

describe("a word is quoted so that a shell reads it as it is", () => {
  it.each(names)("%j", (name, word) => {
    expect(shellWord(name)).toBe(word);
    expect(execFileSync("sh", ["-c", `printf '%s' ${word}`], { encoding: "utf8" })).toBe(name);
  });
});
