import { beforeAll, describe, expect, it } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { rules } from "../../rules/index.js";
import { lintFixture, readRuleFixtures } from "../support/rule-fixture.js";
import { postgres } from "../support/postgres.js";

let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

const fixtures = readRuleFixtures();

describe.each(rules.map((rule) => rule.id))("%s", (id) => {
  const own = fixtures.filter((fixture) => fixture.rule === id);

  it("has three safe and three unsafe cases", () => {
    const names = own.map((fixture) => fixture.path.split("/").at(-1) ?? "");
    expect(names.filter((name) => name.startsWith("safe-")).length).toBeGreaterThanOrEqual(3);
    expect(names.filter((name) => name.startsWith("unsafe-")).length).toBeGreaterThanOrEqual(3);
    expect(names.filter((name) => !/^(un)?safe-[a-z0-9-]+\.sql$/.test(name))).toEqual([]);
  });

  it.each(own.map((fixture) => [fixture.path.split("/").at(-1) ?? "", fixture] as const))("%s", (name, fixture) => {
    const { findings, sources } = lintFixture(fixture, dialect);
    const described = new Set([id, ...fixture.expected.map((expectation) => expectation.rule)]);
    const found = findings.filter((finding) => described.has(finding.rule)).map((finding) => ({
      rule: finding.rule,
      file: finding.file,
      line: sources.get(finding.file)?.position(finding.span.start).line,
      message: finding.message,
    }));
    expect(found).toEqual(fixture.expected.map(({ rule, part, file, line }) => ({ rule, file, line, message: expect.stringContaining(part) as string })));
    expect(fixture.expected.some((expectation) => expectation.rule === id)).toBe(name.startsWith("unsafe-"));
  });
});
