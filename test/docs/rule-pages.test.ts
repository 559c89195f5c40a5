import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, it, test } from "vitest";
import type { Rule } from "../../src/check/rule.js";
import type { Dialect } from "../../src/model/dialect.js";
import { SourceText } from "../../src/text/source-text.js";
import { rules } from "../../rules/index.js";
import type { RuleFixture } from "../support/rule-fixture.js";
import { exampleOf } from "./examples.js";
import { expectFile } from "./rendered.js";
import { findingsOf, rulePage } from "./rule-page.js";
import { canBeSilencedByComment, commentFor, entryFor, lineOfComment } from "./suppressing.js";
import { postgres } from "../support/postgres.js";

let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  it("has the page that its rule and fixtures give", () => {
    expectFile(`docs/rules/${id}.md`, rulePage(rule, dialect));
  });

  it("does not report what the page shows as not reported", () => {
    expect(findingsOf(rule, exampleOf(rule).safe, dialect).findings).toEqual([]);
  });

  it("is silenced by the entry that the page shows", () => {
    const { unsafe, reason } = exampleOf(rule);
    const entry = entryFor(firstFinding(rule, unsafe), reason);
    expect(findingsOf(rule, { ...unsafe, config: { ...unsafe.config, suppress: [entry] } }, dialect).findings).toEqual([]);
  });
});

const silencedByComments = rules.filter(canBeSilencedByComment);

test.each(silencedByComments.map((rule) => [rule.id, rule] as const))("%s is silenced by the comment that its page shows", (_, rule) => {
  const { unsafe, reason } = exampleOf(rule);
  const first = firstFinding(rule, unsafe);
  const silenced = withLine(unsafe, first.file, lineOfComment(first, unsafe), commentFor(first, reason));
  const left = findingsOf(rule, silenced, dialect).findings;
  expect(left.filter(({ file, statement }) => file === first.file && statement === first.statement)).toEqual([]);
});

test("every page in docs/rules is a rule's", () => {
  expect(readdirSync("docs/rules").sort()).toEqual(rules.map(({ id }) => `${id}.md`).sort());
});

function firstFinding(rule: Rule, fixture: RuleFixture) {
  const [first] = findingsOf(rule, fixture, dialect).findings;
  if (first === undefined) throw new Error(`${fixture.path} gives no finding`);
  return first;
}

function withLine(fixture: RuleFixture, file: string, line: number, text: string): RuleFixture {
  const insert = (source: SourceText) => (source.file === file ? new SourceText(file, source.text.split("\n").toSpliced(line - 1, 0, text).join("\n")) : source);
  return { ...fixture, migrations: fixture.migrations.map(insert), schema: fixture.schema.map(insert) };
}
