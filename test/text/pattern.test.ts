import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesPattern } from "../../src/text/pattern.js";

test.each([
  ["User", "User", true],
  ["User", "user", false],
  ["audit_*", "audit_log", true],
  ["audit_*", "audit_", true],
  ["*_log", "audit_log", true],
  ["2026*_drop_legacy", "20260301_drop_legacy", true],
  ["2026*_drop_legacy", "20260301_drop_legacy_2", false],
  ["*", "", true],
  ["", "", true],
  ["", "a", false],
  ["a*a", "a", false],
  ["a*b*c", "aXbYbZc", true],
  ["a*b*c", "aXcYb", false],
  ["a.c", "abc", false],
])("%j against %j: %j", (pattern, text, expected) => {
  expect(matchesPattern(pattern, text)).toBe(expected);
});

test("is what the same regular expression says", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", ".", "*"), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (pattern, tried) => {
      const source = pattern.replaceAll(".", "\\.").replaceAll("*", ".*");
      expect(matchesPattern(pattern, tried)).toBe(new RegExp(`^${source}$`).test(tried));
    }),
    { numRuns: 2000 },
  );
});
