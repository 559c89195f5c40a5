import { describe, expect, test } from "vitest";
import type { Messages, OptionSet } from "../../src/check/rule.js";
import { defineRule } from "../../src/check/rule.js";
import { bareRule, dropRule, modelRule, printed, run, type SmallHistory } from "./small-history.js";

const one = "prisma/migrations/1_a/migration.sql";
const places = (history: SmallHistory): string[] =>
  run(history).findings.map((finding) => `${finding.rule} ${finding.severity} ${printed(finding, history)}`);

describe("visitors", () => {
  test("fills placeholders, knows migration and statement, leaves nothing of the subject undefined", () => {
    const history = { migrations: { "1_a": "SELECT 1;\nDROP TABLE users;" }, rules: [dropRule("no-drop")] };
    expect(run(history)).toEqual({
      findings: [
        {
          rule: "no-drop",
          severity: "error",
          message: "no-drop: users",
          help: "keep users",
          file: one,
          span: { start: 10, end: 26 },
          migration: "1_a",
          statement: 1,
          subject: { schema: "public", table: "users", column: null, index: null, constraint: null, type: null },
          related: [],
          supersedes: [],
          suggestions: [],
          fingerprint: "41f95a6645ec2a10",
        },
      ],
      suppressed: 0,
      uses: [],
    });
  });

  test("own kind before effect, migration after the steps, history and schema once", () => {
    const calls: string[] = [];
    const rule = defineRule({
      ...bareRule("a"),
      check: {
        dropTable: (step) => void calls.push(`dropTable ${step.operation.name.name}`),
        effect: (step) => void calls.push(`effect ${step.operation.kind}`),
        migration: ({ migration }) => void calls.push(`migration ${migration.name}`),
        history: (timeline) => void calls.push(`history ${timeline.migrations.length}`),
      },
      schema: () => void calls.push("schema"),
      directives: (uses) => void calls.push(`directives ${uses.length}`),
    });
    run({ migrations: { "1_old": "DROP TABLE x;", "2_new": "SELECT 1;\nDROP TABLE y;" }, old: ["1_old"], rules: [rule] });
    expect(calls).toEqual([
      "effect opaque", "dropTable y", "effect dropTable", "migration 2_new", "history 2", "schema", "directives 0",
    ]);
  });

  test("values that look like placeholders stay", () => {
    const rule = dropRule("a", { data: { table: "{{table}}" } });
    expect(run({ migrations: { "1_a": "DROP TABLE x;" }, rules: [rule] }).findings.map(({ message }) => message)).toEqual(["a: {{table}}"]);
  });

  test("rules that are off or for another provider do not run", () => {
    const rules = [dropRule("a"), dropRule("b"), dropRule("c", {}, { providers: ["mysql"] }), dropRule("d", {}, { recommended: "off" })];
    const history = { migrations: { "1_a": "DROP TABLE x;" }, rules, config: { rules: { a: "off" } } };
    expect(places(history)).toEqual([`b error ${one}:1:1`]);
  });

  test("severity comes from the config; a rule may lower it, not raise it", () => {
    const rules = [dropRule("a"), dropRule("b", { level: "warning" }), dropRule("c"), dropRule("d", { level: "warning" })];
    const history = { migrations: { "1_a": "DROP TABLE x;" }, rules, config: { rules: { c: "warn", d: "warn" } } };
    expect(places(history)).toEqual([`a error ${one}:1:1`, `b warning ${one}:1:1`, `c warning ${one}:1:1`, `d warning ${one}:1:1`]);
  });

  test("ignoreMigrations are not reported, by rules on the history neither", () => {
    const rule = dropRule("a", {}, {
      check: {
        history(timeline, context) {
          for (const { migration } of timeline.migrations) {
            context.report({ at: { file: migration.source.file, span: { start: 0, end: 4 } }, message: "found", subject: {} });
          }
        },
      },
    });
    const history = {
      migrations: { "2021_a": "DROP TABLE x;", "2022_b": "DROP TABLE y;" },
      rules: [rule],
      config: { ignoreMigrations: ["2021*"] },
    };
    expect(places(history)).toEqual([
      "a error prisma/migrations/2022_b/migration.sql:1:1",
      "a error prisma/migrations/2022_b/migration.sql:1:1",
    ]);
  });

  test("a rule that throws is named, with the place, and its error is kept", () => {
    const cause = new TypeError("x is undefined");
    const rule = defineRule({
      ...bareRule("broken"),
      check: {
        dropTable() {
          throw cause;
        },
      },
    });
    const start = () => run({ migrations: { "1_a": "SELECT 1;\nDROP TABLE x;" }, rules: [rule] });
    expect(start).toThrow(new Error(`rule broken failed at ${one}:2:1: x is undefined`, { cause }));
  });
});

test("findings are sorted by migration, schema file, place and rule", () => {
  const rules = [modelRule("m"), dropRule("b"), dropRule("a")];
  const history = {
    migrations: { "1_a": "DROP TABLE y;\nDROP TABLE x;", "2_b": "DROP TABLE z;" },
    schema: "model Q {\n  id Int @id\n}\nmodel P {\n  id Int @id\n}\n",
    rules,
  };
  expect(places(history)).toEqual([
    `a error ${one}:1:1`,
    `b error ${one}:1:1`,
    `a error ${one}:2:1`,
    `b error ${one}:2:1`,
    "a error prisma/migrations/2_b/migration.sql:1:1",
    "b error prisma/migrations/2_b/migration.sql:1:1",
    "m error prisma/schema.prisma:1:7",
    "m error prisma/schema.prisma:4:7",
  ]);
});

describe("explains", () => {
  const explaining = (rule: string) => ({ explains: [{ rule, subject: { schema: "public", table: "x" } }] });
  const shown = (history: SmallHistory) =>
    run(history).findings.map(({ rule, severity, statement, supersedes, related }) => ({
      rule, severity, statement, supersedes, related: related.map((place) => `${printed(place, history)} ${place.message}`),
    }));

  test("takes the other's place and id along, and its severity where that is higher", () => {
    const rules = [dropRule("a", explaining("b"), { recommended: "warning" }), dropRule("b", { at: { file: one, span: { start: 14, end: 16 } } })];
    const history = { migrations: { "1_a": "DROP TABLE x;\nSELECT 1;" }, rules };
    expect(shown(history)).toEqual([{ rule: "a", severity: "error", statement: 0, supersedes: ["b"], related: [`${one}:2:1 b: x`] }]);
  });

  test("needs an equal subject", () => {
    const rules = [dropRule("a", explaining("b")), dropRule("b")];
    const history = { migrations: { "1_a": "DROP TABLE x;\nDROP TABLE y;" }, rules };
    expect(shown(history).map(({ rule, statement }) => `${rule} ${statement}`)).toEqual(["a 0", "a 1", "b 1"]);
  });

  test("does not reach into other migrations, but into schema.prisma", () => {
    const rules = [dropRule("a", explaining("b")), modelRule("b"), dropRule("c")];
    const schema = "model x {\n  id Int @id\n}\n";
    expect(places({ migrations: { "1_a": "DROP TABLE x;" }, schema, rules: rules.slice(0, 2) })).toEqual([`a error ${one}:1:1`]);
    const onOther = dropRule("a", {}, {
      check: {
        history(_, context) {
          context.report({ at: { file: one, span: { start: 0, end: 1 } }, message: "found", subject: { table: "q" }, ...explaining("c") });
        },
      },
    });
    const history = { migrations: { "1_a": "SELECT 1;", "2_b": "DROP TABLE x;" }, rules: [onOther, dropRule("c")] };
    expect(places(history)).toEqual([
      `a error ${one}:1:1`,
      "a error prisma/migrations/2_b/migration.sql:1:1",
      "c error prisma/migrations/2_b/migration.sql:1:1",
    ]);
  });

  test("goes on through several, and two that explain each other do not both go", () => {
    const chain = [dropRule("a", explaining("b")), dropRule("b", explaining("c")), dropRule("c")];
    const history = { migrations: { "1_a": "DROP TABLE x;" }, rules: chain };
    expect(shown(history).map(({ rule, supersedes }) => [rule, supersedes])).toEqual([["a", ["b", "c"]]]);
    const ring = { ...history, rules: [dropRule("a", explaining("b")), dropRule("b", explaining("a"))] };
    expect(shown(ring).map(({ rule, supersedes }) => [rule, supersedes])).toEqual([["a", ["b"]]]);
  });
});

describe("one fact, one finding", () => {
  const shown = (history: SmallHistory) =>
    run(history).findings.map((finding) => ({
      at: printed(finding, history),
      related: finding.related.map((place) => `${printed(place, history)} ${place.message}`),
    }));
  const schema = "model x {\n  id Int @id\n}\n";

  test("two statements of one migration", () => {
    const history = { migrations: { "1_a": "DROP TABLE x;\nDROP TABLE x;\nDROP TABLE x;" }, rules: [dropRule("a")] };
    expect(shown(history)).toEqual([{ at: `${one}:1:1`, related: [`${one}:2:1 also here`, `${one}:3:1 also here`] }]);
  });

  test("statements of two migrations stay apart, the newest takes the one in schema.prisma", () => {
    const both = defineRule<Messages, OptionSet>({ ...dropRule("a"), schema: modelRule("a").schema ?? (() => {}) });
    const history = { migrations: { "1_a": "DROP TABLE x;", "2_b": "DROP TABLE x;" }, schema, rules: [both] };
    const declared = "prisma/schema.prisma:1:7 declared here";
    expect(shown(history)).toEqual([
      { at: `${one}:1:1`, related: [declared] },
      { at: "prisma/migrations/2_b/migration.sql:1:1", related: [declared] },
    ]);
  });

  test("the declaration is added, but not where it is already", () => {
    expect(shown({ migrations: { "1_a": "DROP TABLE x;" }, schema, rules: [dropRule("a")] })).toEqual([
      { at: `${one}:1:1`, related: ["prisma/schema.prisma:1:7 declared here"] },
    ]);
    const related = [{ file: "prisma/schema.prisma", span: { start: 0, end: 9 }, message: "Still a model." }];
    expect(shown({ migrations: { "1_a": "DROP TABLE x;" }, schema, rules: [dropRule("a", { related })] })).toEqual([
      { at: `${one}:1:1`, related: ["prisma/schema.prisma:1:1 Still a model."] },
    ]);
  });

  test("findings about nothing are not the same", () => {
    const history = { migrations: { "1_a": "DROP TABLE x;\nDROP TABLE y;" }, rules: [dropRule("a", { subject: {} })] };
    expect(shown(history)).toEqual([{ at: `${one}:1:1`, related: [] }, { at: `${one}:2:1`, related: [] }]);
  });
});

describe("fingerprints", () => {
  const prints = (migrations: Record<string, string>) => run({ migrations, rules: [dropRule("a")] }).findings.map(({ fingerprint }) => fingerprint);

  test("hold no folder name, no line and no white space", () => {
    const first = prints({ "1_a": "DROP TABLE x;" });
    expect(prints({ "2_renamed": "-- comment\n\nDROP\n  TABLE   x;" })).toEqual(first);
    expect(first).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)]);
  });

  test("are unique", () => {
    const all = prints({ "1_a": "DROP TABLE x;\nDROP TABLE y;", "2_b": "DROP TABLE x;" });
    expect(new Set(all).size).toBe(3);
  });
});
