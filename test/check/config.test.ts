import { describe, expect, test } from "vitest";
import { parseRuleOverride, readUserConfig, resolveConfig, type ConfigSources } from "../../src/check/config/config.js";
import { count, defineRule, flag, patterns } from "../../src/check/rule.js";
import { LintError } from "../../src/model/lint-error.js";
import { bareRule } from "./small-history.js";

const rules = [
  defineRule({ ...bareRule("no-drop-table"), recommended: "error", strict: "error" }),
  defineRule({ ...bareRule("no-drop-column"), recommended: "warning", strict: "error" }),
  defineRule({
    ...bareRule("require-index"),
    recommended: "off",
    strict: "warning",
    options: { ignoreTables: patterns("Tables"), deep: flag("Deep", true), most: count("Most", 3) },
  }),
];
const defaults = { ignoreTables: [], deep: true, most: 3 };

const resolve = (user: unknown, more: Partial<ConfigSources> = {}) =>
  resolveConfig(user, { rules, preset: undefined, overrides: [], file: "c.json", ...more });
const levels = (user: unknown, more: Partial<ConfigSources> = {}) => [...resolve(user, more).rules.values()].map(({ level }) => level);

describe("presets", () => {
  test.each([
    ["no config", undefined, undefined, ["error", "warning", "off"]],
    ["nothing named", {}, undefined, ["error", "warning", "off"]],
    ["extends recommended", { extends: ["recommended"] }, undefined, ["error", "warning", "off"]],
    ["extends strict", { extends: ["strict"] }, undefined, ["error", "error", "warning"]],
    ["extends as a string", { extends: "strict" }, undefined, ["error", "error", "warning"]],
    ["the last one counts", { extends: ["recommended", "strict"] }, undefined, ["error", "error", "warning"]],
    ["--preset goes before extends", { extends: ["recommended"] }, "strict", ["error", "error", "warning"]],
    ["and not before rules", { rules: { "no-drop-table": "off" } }, "strict", ["off", "error", "warning"]],
  ] as const)("%s", (_, user, preset, expected) => {
    expect(levels(user, { preset })).toEqual(expected);
  });

  test("small tables are silent in recommended only, unless the config says so", () => {
    expect(resolve({}).smallTableRows).toBe(10_000);
    expect(resolve({ extends: ["strict"] }).smallTableRows).toBe(0);
    expect(resolve({ extends: ["strict"], smallTableRows: 5 }).smallTableRows).toBe(5);
    const rewrite = { slow: 1, fast: 2 };
    expect(resolve({ rates: { rewrite } }).rates).toEqual({ scan: { slow: 200_000, fast: 5_000_000 }, rewrite });
  });
});

describe("layers", () => {
  const packages = new Map<string, unknown>([
    ["@acme/a", { extends: ["strict"], rules: { "no-drop-table": "warn" }, tables: { t: { rows: 1, external: true } }, ignoreMigrations: ["1*"] }],
    ["@acme/b", { rules: { "no-drop-table": "off" }, suppress: [{ rule: "r", reason: "b" }] }],
    ["@acme/ring", { extends: ["@acme/ring"] }],
  ]);

  test("later ones win, lists add up", () => {
    const user = { extends: ["@acme/a", "@acme/b"], tables: { t: { rows: 2 } }, suppress: [{ rule: "r", reason: "own" }], ignoreMigrations: ["2*"] };
    const config = resolve(user, { packages });
    expect(config.rules.get("no-drop-table")).toEqual({ level: "off", options: {} });
    expect(config.rules.get("no-drop-column")).toEqual({ level: "error", options: {} });
    expect(config.tables).toEqual(new Map([["t", { rows: 2, external: true }]]));
    expect(config.suppress.map(({ reason }) => reason)).toEqual(["b", "own"]);
    expect(config.ignoreMigrations).toEqual(["1*", "2*"]);
    expect(config.file).toBe("c.json");
  });

  test("a project's entry goes over the rest, in that project only; --rule goes over all", () => {
    const user = {
      rules: { "no-drop-table": "warn" },
      lockTimeout: "connection",
      projects: [{ name: "runs", schema: "s.prisma", rules: { "no-drop-table": "off" }, smallTableRows: 7 }],
    };
    expect(levels(user)).toEqual(["warning", "warning", "off"]);
    expect(levels(user, { project: "runs" })).toEqual(["off", "warning", "off"]);
    expect(resolve(user, { project: "runs" })).toMatchObject({ smallTableRows: 7, lockTimeout: "connection" });
    const overrides = [parseRuleOverride("no-drop-table: error", rules)];
    expect(levels(user, { project: "runs", overrides })).toEqual(["error", "warning", "off"]);
  });

  test("a severity alone keeps the options, an array writes them anew over the defaults", () => {
    const own = (setting: unknown, overrides: ConfigSources["overrides"] = []) =>
      resolve({ rules: { "require-index": setting } }, { overrides }).rules.get("require-index");
    expect(own("error")).toEqual({ level: "error", options: defaults });
    expect(own(["error"])).toEqual({ level: "error", options: defaults });
    expect(own(["warn", { ignoreTables: ["audit_*"], most: 0 }])).toEqual({
      level: "warning",
      options: { ignoreTables: ["audit_*"], deep: true, most: 0 },
    });
    const written = ["warn", { most: 9 }];
    expect(own(written, [parseRuleOverride("require-index: error", rules)])).toEqual({ level: "error", options: { ...defaults, most: 9 } });
    expect(own(written, [parseRuleOverride('require-index: ["error", {"deep": false}]', rules)])).toEqual({
      level: "error",
      options: { ...defaults, deep: false },
    });
  });

  test("a package that extends itself, one that is not loaded, one with a mistake", () => {
    expect(problem(() => resolve({ extends: ["@acme/ring"] }, { packages }))).toEqual([
      '@acme/ring: extends: "@acme/ring" extends itself.', "Take it out of one of the two.",
    ]);
    expect(problem(() => resolve({ extends: ["recomended"] }))).toEqual([
      'c.json: extends: there is no preset or package "recomended".', 'Did you mean "recommended"?',
    ]);
    const bad = new Map([["@acme/bad", { rules: { "no-drop-tabel": "off" } }]]);
    expect(problem(() => resolve({ extends: ["@acme/bad"] }, { packages: bad }))).toEqual([
      '@acme/bad: rules: there is no rule "no-drop-tabel".', 'Did you mean "no-drop-table"?',
    ]);
  });
});

describe("mistakes name their place and the nearest right word", () => {
  test.each<[unknown, string, string]>([
    [[], "c.json: this must be an object with the configuration, not an array.", "Write an object with the configuration there."],
    [{ rulse: {} }, 'c.json: there is no key "rulse".', 'Did you mean "rules"?'],
    [{ rules: { "no-drop-colum": "off" } }, 'c.json: rules: there is no rule "no-drop-colum".', 'Did you mean "no-drop-column"?'],
    [{ rules: { zzz: "off" } }, 'c.json: rules: there is no rule "zzz".', 'Known: "no-drop-table", "no-drop-column", "require-index".'],
    [{ rules: { "no-drop-table": "eror" } }, 'c.json: rules["no-drop-table"]: this must be one of "off", "warn", "error", not "eror".', 'Did you mean "error"?'],
    [{ rules: { "no-drop-table": 2 } }, 'c.json: rules["no-drop-table"]: this must be one of "off", "warn", "error", not 2.', 'Write one of: "off", "warn", "error".'],
    [{ rules: { "no-drop-table": null } }, 'c.json: rules["no-drop-table"]: this must be one of "off", "warn", "error", not null.', 'Write one of: "off", "warn", "error".'],
    [{ rules: null }, "c.json: rules: this must be an object of rules, not null.", "Write an object of rules there."],
    [{ rules: { "require-index": ["error", { ignoreTable: [] }] } }, 'c.json: rules["require-index"][1]: there is no option "ignoreTable".', 'Did you mean "ignoreTables"?'],
    [{ rules: { "no-drop-table": ["error", { a: 1 }] } }, 'c.json: rules["no-drop-table"][1]: there is no option "a".', "There are none here."],
    [{ rules: { "require-index": ["error", { deep: "yes" }] } }, 'c.json: rules["require-index"][1].deep: this must be true or false, not "yes".', "Write true or false there."],
    [{ rules: { "require-index": ["error", { most: 1.5 }] } }, 'c.json: rules["require-index"][1].most: this must be a whole number from 0 up, not 1.5.', "Write a whole number from 0 up there."],
    [{ rules: { "require-index": ["error", { ignoreTables: "a" }] } }, 'c.json: rules["require-index"][1].ignoreTables: this must be an array of strings, not "a".', "Write an array of strings there."],
    [{ rules: { "require-index": ["error", {}, 1] } }, 'c.json: rules["require-index"]: this must be a severity and an object of options, not an array.', "Write a severity and an object of options there."],
    [{ suppress: [{ rule: "no-drop-table" }] }, "c.json: suppress[0]: the entry has no reason.", "Say in `reason` why the finding is accepted."],
    [{ suppress: [{ rule: "a", reason: " " }] }, 'c.json: suppress[0].reason: this must be a string that is not empty, not " ".', "Write a string that is not empty there."],
    [{ suppress: [{ reason: "r" }] }, "c.json: suppress[0]: the entry names no rule.", "Say which one in `rule`."],
    [{ suppress: [{ rule: "a", reason: "r", tabel: "x" }] }, 'c.json: suppress[0]: there is no key "tabel".', 'Did you mean "table"?'],
    [{ tables: { orders: 5 } }, "c.json: tables.orders: this must be an object such as { rows: 5000 }, not 5.", "Write an object such as { rows: 5000 } there."],
    [{ tables: { orders: { row: 5 } } }, 'c.json: tables.orders: there is no key "row".', 'Did you mean "rows"?'],
    [{ runner: { transaction: "files" } }, 'c.json: runner.transaction: this must be one of "file", "statement", not "files".', 'Did you mean "file"?'],
    [{ lockTimeout: 5 }, 'c.json: lockTimeout: this must be one of "connection", not 5.', 'Write one of: "connection".'],
    [{ projects: [{ schema: "a" }] }, "c.json: projects[0]: the project has no name.", "Give it a `name`: reports show it."],
    [{ projects: [{ name: "a" }, { name: "a" }] }, 'c.json: projects[1]: a second project has the name "a".', "Give each project its own name."],
    [{ rates: { reading: {} } }, 'c.json: rates: there is no key "reading".', 'Known: "scan", "rewrite".'],
    [{ rates: { scan: { slow: 10, fast: 5 } } }, "c.json: rates.scan: a rate is at least one row a second, and `fast` is no less than `slow`.", "Write both: { slow: 200000, fast: 5000000 }."],
    [{ projects: [{ name: "a", extends: [] }] }, 'c.json: projects[0]: there is no key "extends".', 'Known: "name", "schema", "migrations", "rules", "postgresVersion", "prismaVersion", "defaultSchema", "timeZone", "tables", "smallTableRows", "rates", "since", "deployed", "lockTimeout", "suppress", "ignoreMigrations", "runner".'],
  ])("%j", (user, message, todo) => {
    expect(problem(() => resolve(user))).toEqual([message, todo]);
  });

  test("of many rules none near: the command that lists them", () => {
    const many = Array.from({ length: 21 }, (_, number) => defineRule(bareRule(`rule-${number}`)));
    expect(problem(() => resolve({ rules: { zzz: "off" } }, { rules: many }))).toEqual([
      'c.json: rules: there is no rule "zzz".', "`prisma-migrate-lint rules` lists them.",
    ]);
  });

  test.each([
    ["no-drop-table", "--rule 'no-drop-table': this must be a rule and its severity.", "Write --rule 'no-drop-table: warn'."],
    ["no-drop-tabel: warn", "--rule 'no-drop-tabel: warn': there is no rule \"no-drop-tabel\".", 'Did you mean "no-drop-table"?'],
    ["no-drop-table: wran", "--rule 'no-drop-table: wran': this must be one of \"off\", \"warn\", \"error\", not \"wran\".", 'Did you mean "warn"?'],
    ["no-drop-table: [", "--rule 'no-drop-table: [': what follows the colon is no JSON.", 'Write --rule \'id: ["warn", { "option": true }]\'.'],
  ])("--rule %s", (text, message, todo) => {
    expect(problem(() => parseRuleOverride(text, rules))).toEqual([message, todo]);
  });
});

test("every key of the contract's example is read", () => {
  const user = {
    $schema: "./schema.json",
    extends: ["recommended", "@acme/prisma-migrate-lint-config"],
    rules: { "no-drop-table": "off", "require-index": ["error", { ignoreTables: ["audit_*"] }] },
    postgresVersion: 16, prismaVersion: "7.10", defaultSchema: "public", timeZone: "UTC",
    tables: { orders: { rows: 40_000_000 }, feature_flag: { rows: 40 } }, smallTableRows: 10_000,
    since: ["origin/release/*", "origin/main"], deployed: "production", lockTimeout: "connection",
    suppress: [{ rule: "no-drop-table", migration: "2026*_drop_legacy", table: "Legacy", reason: "empty since March" }],
    ignoreMigrations: ["2021*"],
    runner: { transaction: "statement", placeholders: { "/* SCHEMA */": '"public"', "${x}": "" }, migrations: "packages/database/migration" },
    projects: [{ name: "runs", schema: "packages/runs/prisma/schema.prisma", rules: {}, since: "main" }],
  };
  const { $schema, ...rest } = user;
  expect($schema).toBe("./schema.json");
  const read = readUserConfig(user, { rules, file: "c.json" });
  expect(read).toEqual({ ...rest, projects: [{ ...rest.projects[0], since: ["main"] }] });
});

function problem(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof LintError) return [error.message, error.todo];
    throw error;
  }
  return ["no error"];
}
