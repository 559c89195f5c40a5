import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { configSchema } from "../../src/check/config/config-schema.js";
import { readUserConfig } from "../../src/check/config/config.js";
import { LintError } from "../../src/model/lint-error.js";
import { rules } from "../../rules/index.js";
import { expectFile } from "./rendered.js";

test("config.schema.json is what the rules and their options make it", () => {
  expectFile("config.schema.json", `${JSON.stringify(configSchema(rules), undefined, 2)}\n`);
});

const everything = {
  $schema: "./node_modules/prisma-migrate-lint/config.schema.json",
  extends: ["strict", "@acme/prisma-migrate-lint-config"],
  rules: { "no-cascade-delete": ["warn", { allow: ["OrderLine", "audit.*"], all: true }], "no-drop-table": "error", "no-drop-column": ["off"] },
  postgresVersion: 16,
  prismaVersion: "7.10",
  defaultSchema: "public",
  timeZone: "UTC",
  tables: { orders: { rows: 40_000_000 }, "legacy.events": { external: true } },
  smallTableRows: 0,
  rates: { scan: { slow: 1, fast: 2 } },
  since: ["origin/release/*", "origin/main"],
  deployed: "production",
  lockTimeout: "connection",
  suppress: [{ rule: "no-drop-table", migration: "2026*", table: "Legacy", column: "id", reason: "empty since March" }],
  ignoreMigrations: ["2021*"],
  runner: { transaction: "statement", placeholders: { "/* SCHEMA */": "\"public\"", "/* NOTHING */": "" }, migrations: "db/migration" },
  projects: [{ name: "runs", schema: "packages/runs/prisma", migrations: "packages/runs/migrations", since: "main", rules: { "no-drop-table": "warn" } }],
};

const good: readonly unknown[] = [{}, everything, { extends: "strict" }, { postgresVersion: "16" }, { rules: {} }, { projects: [] }];
const bad: readonly unknown[] = [
  [],
  null,
  "strict",
  { rulse: {} },
  { $schema: 1 },
  { extends: 1 },
  { extends: [""] },
  { rules: [] },
  { rules: { "no-such-rule": "off" } },
  { rules: { "no-drop-table": "warning" } },
  { rules: { "no-drop-table": [] } },
  { rules: { "no-drop-table": ["warn", {}, {}] } },
  { rules: { "no-cascade-delete": ["warn", { allow: "Post" }] } },
  { rules: { "no-cascade-delete": ["warn", { allowed: [] }] } },
  { rules: { "no-cascade-delete": ["warn", { all: 1 }] } },
  { postgresVersion: true },
  { prismaVersion: 7 },
  { tables: { orders: { rows: -1 } } },
  { tables: { orders: { rows: 1.5 } } },
  { tables: { orders: { size: 1 } } },
  { tables: { orders: 1 } },
  { smallTableRows: "10" },
  { rates: { scan: { slow: 1 } } },
  { rates: { scan: { slow: 0, fast: 1 } } },
  { rates: { read: { slow: 1, fast: 1 } } },
  { since: 1 },
  { lockTimeout: "role" },
  { suppress: { rule: "no-drop-table", reason: "a" } },
  { suppress: [{ rule: "no-drop-table" }] },
  { suppress: [{ reason: "a" }] },
  { suppress: [{ rule: "no-drop-table", reason: "a", schema: "public" }] },
  { ignoreMigrations: "2021*" },
  { runner: { transaction: "batch" } },
  { runner: { placeholders: { a: 1 } } },
  { projects: [{}] },
  { projects: [{ name: "a", extends: ["strict"] }] },
  { projects: [{ name: "a", projects: [] }] },
];

// An independent validator reads it; the own reader of the configuration must say the same of each.
const validate = new Ajv({ strict: true, strictTypes: false, strictTuples: false }).compile(configSchema(rules));

test.each(good.map((config) => [JSON.stringify(config).slice(0, 60), config]))("taken: %s", (_, config) => {
  expect(validate(config), JSON.stringify(validate.errors)).toBe(true);
  expect(() => readUserConfig(config, { rules, file: "c.json" })).not.toThrow();
});

test.each(bad.map((config) => [JSON.stringify(config), config]))("refused: %s", (_, config) => {
  expect(validate(config)).toBe(false);
  expect(() => readUserConfig(config, { rules, file: "c.json" })).toThrow(LintError);
});
