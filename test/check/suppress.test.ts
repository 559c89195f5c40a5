import { describe, expect, test } from "vitest";
import type { DirectiveUse } from "../../src/check/run/directive-use.js";
import type { Messages, OptionSet } from "../../src/check/rule.js";
import { defineRule } from "../../src/check/rule.js";
import { bareRule, dropRule, modelRule, printed, run, type SmallHistory } from "./small-history.js";

const next = "-- prisma-migrate-lint-disable-next-statement";
const schema = "model x {\n  id Int @id\n}\n";
const both = defineRule<Messages, OptionSet>({ ...dropRule("a"), schema: modelRule("a").schema ?? (() => {}) });

function outcome(history: SmallHistory) {
  const { findings, suppressed, uses } = run(history);
  return { findings: findings.map((finding) => `${finding.rule} ${printed(finding, history)}`), suppressed, uses: uses.map(shortUse) };
}
function shortUse({ label, silenced, rules }: DirectiveUse): string {
  return [label.replace(/ \{.*/, ""), String(silenced), ...rules.map((rule) => `${rule.id}=${rule.silenced}`)].join(" ");
}

describe("comments", () => {
  test("silence and are counted", () => {
    const history = { migrations: { "1_a": `${next} a, b -- r\nDROP TABLE x;\nDROP TABLE y;` }, rules: [dropRule("a"), dropRule("b")] };
    expect(outcome(history)).toEqual({
      findings: ["a prisma/migrations/1_a/migration.sql:3:1", "b prisma/migrations/1_a/migration.sql:3:1"],
      suppressed: 2,
      uses: ["disable-next-statement 2 a=1 b=1"],
    });
  });

  test("that silence nothing, name no rule that exists, or one that is off", () => {
    const text = `${next} a -- r\nSELECT 1;\n${next} no-drop -- r\nSELECT 2;\n${next} off -- r\nSELECT 3;\n${next} -- r\nSELECT 4;`;
    const rules = [dropRule("a"), dropRule("no-drops"), dropRule("off", {}, { recommended: "off" })];
    const { uses } = run({ migrations: { "1_a": text }, rules });
    expect(uses.map(shortUse)).toEqual([
      "disable-next-statement 0 a=0",
      "disable-next-statement undefined no-drop=undefined",
      "disable-next-statement undefined off=undefined",
      "disable-next-statement 0",
    ]);
    expect(uses[1]).toEqual({
      kind: "comment",
      place: { file: "prisma/migrations/1_a/migration.sql", span: { start: 63, end: 121 } },
      label: "disable-next-statement",
      known: true,
      nearest: undefined,
      rules: [
        {
          id: "no-drop",
          place: { file: "prisma/migrations/1_a/migration.sql", span: { start: 109, end: 116 } },
          known: false,
          nearest: "no-drops",
          silenced: undefined,
        },
      ],
      reason: "r",
      needsReason: true,
      silenced: undefined,
    });
  });

  test("misspelt ones do nothing and are given back; enable needs no reason", () => {
    const text = "-- prisma-migrate-lint-disable-next-stament a -- r\nDROP TABLE x;\n-- prisma-migrate-lint-enable a";
    const { uses, suppressed } = run({ migrations: { "1_a": text }, rules: [dropRule("a")] });
    expect(suppressed).toBe(0);
    expect(uses.map(({ label, known, nearest, needsReason, silenced }) => ({ label, known, nearest, needsReason, silenced }))).toEqual([
      {
        label: "prisma-migrate-lint-disable-next-stament",
        known: false,
        nearest: "prisma-migrate-lint-disable-next-statement",
        needsReason: false,
        silenced: undefined,
      },
      { label: "enable", known: true, nearest: undefined, needsReason: false, silenced: undefined },
    ]);
  });

  test("accepting a finding says nothing of what it would have explained", () => {
    const explains = [{ rule: "b", subject: { schema: "public", table: "x" } }];
    const rules = [dropRule("a", { explains }), dropRule("b")];
    const at = "prisma/migrations/1_a/migration.sql:2:1";
    expect(outcome({ migrations: { "1_a": `${next} a -- r\nDROP TABLE x;` }, rules }).findings).toEqual([`b ${at}`]);
    expect(outcome({ migrations: { "1_a": `${next} b -- r\nDROP TABLE x;` }, rules }).findings).toEqual([`a ${at}`]);
  });

  test("in SQL silence the same fact in schema.prisma, once all its statements are silenced", () => {
    const all = { migrations: { "1_a": `${next} a -- r\nDROP TABLE x;` }, schema, rules: [both] };
    expect(outcome(all)).toEqual({ findings: [], suppressed: 1, uses: ["disable-next-statement 1 a=1"] });
    const half = { ...all, migrations: { "1_a": `${next} a -- r\nDROP TABLE x;\nDROP TABLE x;` } };
    expect(outcome(half).findings).toEqual(["a prisma/migrations/1_a/migration.sql:3:1"]);
  });

  test("in schema.prisma silence the same fact in SQL", () => {
    const commented = `// prisma-migrate-lint-disable-next-line a -- r\n${schema}`;
    const history = { migrations: { "1_a": "DROP TABLE x;\nDROP TABLE y;" }, schema: commented, rules: [both] };
    expect(outcome(history)).toEqual({
      findings: ["a prisma/migrations/1_a/migration.sql:2:1"],
      suppressed: 1,
      uses: ["disable-next-line 1 a=1"],
    });
  });

  test("of old migrations and of the base's schema are not judged", () => {
    const old = `// prisma-migrate-lint-disable-next-line a -- r\n${schema}`;
    const history = {
      migrations: { "1_a": `${next} a -- r\nSELECT 1;`, "2_b": "SELECT 1;" },
      old: ["1_a"],
      baseSchema: old,
      schema: `${old}// prisma-migrate-lint-disable a -- new\n`,
      rules: [both],
    };
    // The new one may silence what is not looked at in this run.
    expect(outcome(history).uses).toEqual(["disable undefined a=undefined"]);
  });
});

describe("suppress", () => {
  const twoTables = { "20260301_drop_legacy": "DROP TABLE legacy;", "20260302_b": "DROP TABLE legacy;\nDROP TABLE users;" };
  const of = (entry: object, more: Partial<SmallHistory> = {}) =>
    outcome({ migrations: twoTables, rules: [dropRule("a"), dropRule("b")], config: { suppress: [{ reason: "r", ...entry }] }, ...more });

  test.each([
    [{ rule: "a", migration: "2026*_drop_legacy", table: "legacy" }, 1],
    [{ rule: "a", table: "legacy" }, 2],
    [{ rule: "a", table: "public.leg*" }, 2],
    [{ rule: "a", migration: "*_b" }, 2],
    [{ rule: "a" }, 3],
    [{ rule: "a", table: "Legacy" }, 0],
    [{ rule: "a", table: "legacy", column: "*" }, 0],
  ])("%j silences %i", (entry, silenced) => {
    const { findings, suppressed, uses } = of(entry);
    expect(suppressed).toBe(silenced);
    expect(findings.length).toBe(6 - silenced);
    expect(uses).toEqual([`suppress ${silenced} a=${silenced}`]);
  });

  test("an entry is called unused only by a run that looks at all that it is for", () => {
    const unused = "suppress 0 a=0";
    const open = "suppress undefined a=undefined";
    expect(of({ rule: "a", table: "nothing" }).uses).toEqual([unused]);
    expect(of({ rule: "a", table: "nothing" }, { old: ["20260301_drop_legacy"] }).uses).toEqual([open]);
    expect(of({ rule: "a", migration: "*_b", table: "no" }, { old: ["20260301_drop_legacy"] }).uses).toEqual([unused]);
    expect(of({ rule: "a", migration: "2027*" }, { old: ["20260301_drop_legacy"] }).uses).toEqual([unused]);
    expect(of({ rule: "a", migration: "2027*" }, { soleProject: false }).uses).toEqual([open]);
  });
});

describe("rules on directives", () => {
  const meta = defineRule<Messages, OptionSet>({
    ...bareRule("meta"),
    directives(uses, context) {
      for (const { place, label } of uses) context.report({ at: place, message: "found", data: { table: label }, subject: {} });
    },
  });

  test("come last; a comment cannot silence what is said of itself", () => {
    const history = { migrations: { "1_a": "-- prisma-migrate-lint-disable-file -- r\nDROP TABLE x;" }, rules: [meta, dropRule("a")] };
    expect(outcome(history)).toEqual({
      findings: ["meta prisma/migrations/1_a/migration.sql:1:1"],
      suppressed: 1,
      uses: ["disable-file 1"],
    });
  });

  test("the config can silence them; its own entries are in the config's file", () => {
    const migrations = { "1_a": `${next} a -- r\nDROP TABLE x;` };
    const config = { suppress: [{ rule: "meta", migration: "1_a", reason: "r" }] };
    const { findings, uses } = run({ migrations, rules: [meta, dropRule("a")], config });
    expect(findings.map(({ rule, file, message }) => [rule, file, message])).toEqual([
      ["meta", "prisma-migrate-lint.config.json", 'meta: suppress { rule: "meta", migration: "1_a" }'],
    ]);
    expect(uses.map(shortUse)).toEqual(["suppress 1 meta=1", "disable-next-statement 1 a=1"]);
  });
});
