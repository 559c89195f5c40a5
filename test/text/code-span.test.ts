import { describe, expect, it, test } from "vitest";
import { codeSpan, codeSpans } from "../../src/text/code-span.js";

test.each([
  ["SELECT 1;", "`SELECT 1;`"],
  ['DROP TABLE "a`b";', '``DROP TABLE "a`b";``'],
  ['DROP TABLE "a``b";', '`DROP TABLE "a``b";`'],
  ['DROP TABLE "a`b``c";', '```DROP TABLE "a`b``c";```'],
  ["`", "`` ` ``"],
])("%s as code is %s", (code, written) => {
  expect(codeSpan(code)).toBe(written);
  expect(codeSpans(`First ${written} then.`).map(({ kind, text }) => [kind, text])).toEqual([["prose", "First "], ["code", code], ["prose", " then."]]);
});

describe("what is no code", () => {
  it.each(['"a`b" and "c`d" wait.', '"`a" and "b`" wait.', "one ` alone", "```"])("%s", (text) => {
    expect(codeSpans(text)).toEqual([{ kind: "prose", text, written: text }]);
  });
});
