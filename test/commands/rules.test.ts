import { Chalk } from "chalk";
import { describe, expect, it } from "vitest";
import { defineRule, patterns } from "../../src/check/rule.js";
import { ruleNamed, rulePage } from "../../src/commands/explain.js";
import { rulesJson, rulesTable } from "../../src/commands/rules.js";
import { LintError } from "../../src/model/lint-error.js";

const slow = defineRule({
  id: "no-slow-thing",
  summary: "A thing that is slow on a table in use",
  category: "waiting",
  recommended: "error",
  strict: "error",
  providers: ["postgresql"],
  options: { ignoreTables: patterns("Tables that may be slow, `*` for any characters", ["audit_*"]) },
  messages: {},
  docs: {
    effect: "Everybody waits.\nIn **every** case:\n\n- reads, because\n  of the lock\n- writes",
    remedy: "Do it elsewhere:\n\n```sql\nSELECT 1;\n  SELECT 2;\n```\n\nSee [the manual](https://example.org/).",
  },
  check: {},
});

const plain = { providers: ["postgresql"], options: {}, messages: {}, docs: { effect: "Gone.", remedy: "Keep them." }, check: {} } as const;
const lost = defineRule({ ...plain, id: "no-loss", summary: "Rows are lost", category: "data-loss", recommended: "warning", strict: "error" });
const habit = defineRule({ ...plain, id: "prefer-habit", summary: "A habit", category: "habits", recommended: "off", strict: "off" });

const page = (width: number | undefined) => ({ chalk: new Chalk({ level: 0 }), width });

describe("the table", () => {
  it("groups by category, with both presets", () => {
    expect(rulesTable([slow, lost, habit], page(undefined))).toBe(`\
                 recommended  strict
Waiting: locks, scans, rewrites
  no-slow-thing  error        error    A thing that is slow on a table in use

Losing data
  no-loss        warning      error    Rows are lost

Habits
  prefer-habit   off          off      A habit

\`prisma-migrate-lint explain RULE\` shows what a rule is about and the way out.
`);
  });

  it("wraps what it says to the terminal", () => {
    expect(rulesTable([slow], page(62)).split("\n").slice(2, 4)).toEqual([
      "  no-slow-thing  error        error    A thing that is slow on",
      "                                       a table in use",
    ]);
  });
});

describe("a page", () => {
  it("has effect, way out, options and the path of the docs", () => {
    expect(rulePage(slow, page(60))).toBe(`\
no-slow-thing
A thing that is slow on a table in use
Waiting: locks, scans, rewrites · recommended: error ·
strict: error · postgresql

What happens
  Everybody waits. In every case:

  - reads, because of the lock
  - writes

The way out
  Do it elsewhere:

    SELECT 1;
      SELECT 2;

  See the manual (https://example.org/).

Options
  ignoreTables: Tables that may be slow, \`*\` for any
    characters (default: \`["audit_*"]\`)

With examples: docs/rules/no-slow-thing.md of the package.
`);
  });

  it("of a rule without options has none", () => {
    expect(rulePage(lost, page(undefined))).toBe(`\
no-loss
Rows are lost
Losing data · recommended: warning · strict: error · postgresql

What happens
  Gone.

The way out
  Keep them.

With examples: docs/rules/no-loss.md of the package.
`);
  });

  it("of no rule names the nearest, or how to list them", () => {
    expect(errorOf(() => ruleNamed("no-los", [slow, lost]))).toEqual(['There is no rule "no-los".', 'Did you mean "no-loss"? `prisma-migrate-lint rules` lists them all.']);
    expect(errorOf(() => ruleNamed("something-else-entirely", [slow, lost]))).toEqual(['There is no rule "something-else-entirely".', "`prisma-migrate-lint rules` lists them all."]);
  });
});

it("as JSON has what the page has", () => {
  expect(JSON.parse(rulesJson("explain", [slow]))).toEqual({
    version: 1,
    command: "explain",
    projects: [],
    rules: [
      {
        id: "no-slow-thing",
        summary: "A thing that is slow on a table in use",
        category: "waiting",
        recommended: "error",
        strict: "error",
        providers: ["postgresql"],
        options: { ignoreTables: { type: "array", items: { type: "string" }, uniqueItems: true, default: ["audit_*"], description: "Tables that may be slow, `*` for any characters" } },
        effect: slow.docs.effect,
        remedy: slow.docs.remedy,
        docs: "docs/rules/no-slow-thing.md",
      },
    ],
  });
});

function errorOf(run: () => unknown): readonly [string, string] | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof LintError) return [error.message, error.todo];
    throw error;
  }
}
