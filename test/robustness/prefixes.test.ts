import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { SourceText } from "../../src/text/source-text.js";
import { readRuleFixtures, type RuleFixture } from "../support/rule-fixture.js";
import { crashes, declare, prefixes, requirePlaces, rememberingDialect, runFixture, runPipeline, shopMigrations } from "./pipeline.js";

let dialect: Dialect;
beforeAll(async () => {
  dialect = await rememberingDialect();
});

const schemas = [
  "fixtures/projects/shop/prisma/schema.prisma",
  ...["broken", "comments", "mongodb", "multi-schema", "mysql", "no-final-newline", "non-ascii", "postgres", "sqlserver", "tolerant"].map((name) => `test/schema/fixtures/${name}.prisma`),
];

test("what throws is seen", () => {
  const failing: Dialect = { ...dialect, transactions: () => { throw new Error("a bug"); } };
  const found = crashes(prefixes(new SourceText("1_a/migration.sql", "BEGIN;")), (source) => runPipeline({ migrations: [source] }, failing));
  expect(found.map((line) => line.split(" at ")[0]?.trim())).toEqual([0, 1, 2, 3, 4, 5, 6].map((length) => `1_a/migration.sql, ${length} units: Error: a bug`));
});

describe("cut off anywhere, nothing throws", () => {
  test("a history whose last migration is cut: the fixtures of the rules", { timeout: 120_000 }, () => {
    expect(crashes(fixturesWithLastCut(), (fixture) => runFixture(fixture, dialect))).toEqual([]);
  });

  test("a schema beside its history: the fixtures of the rules", { timeout: 120_000 }, () => {
    expect(crashes(fixturesWithSchemaCut(), (fixture) => runFixture(fixture, dialect))).toEqual([]);
  });

  test("a migration alone, on an empty database: the shop", { timeout: 120_000 }, () => {
    const cut = function* (): Generator<readonly [string, SourceText]> {
      for (const source of shopMigrations()) yield* prefixes(source);
    };
    const run = (source: SourceText): void => {
      requirePlaces(dialect.parse(source));
      runPipeline({ migrations: [source] }, dialect);
    };
    expect(crashes(cut(), run)).toEqual([]);
  });

  test.each([2, 12, 20, 29, 36])("the shop's history, its migration %i the last", { timeout: 120_000 }, (count) => {
    const all = shopMigrations().slice(0, count);
    const last = all.at(-1) ?? new SourceText("none", "");
    expect(crashes(prefixes(last), (source) => runPipeline({ migrations: [...all.slice(0, -1), source] }, dialect))).toEqual([]);
  });

  test.each(schemas)("%s", (path) => {
    expect(crashes(prefixes(new SourceText(path, readFileSync(path, "utf8"))), declare)).toEqual([]);
  });
});

/** Every place of every eighth fixture: of all it would take minutes. */
function* fixturesWithLastCut(): Generator<readonly [string, RuleFixture]> {
  for (const [at, fixture] of readRuleFixtures().entries()) {
    const last = fixture.migrations.at(-1);
    if (last === undefined || at % 8 !== 0) continue;
    for (const [name, source] of prefixes(last)) yield [`${fixture.path}: ${name}`, { ...fixture, migrations: [...fixture.migrations.slice(0, -1), source] }];
  }
}

function* fixturesWithSchemaCut(): Generator<readonly [string, RuleFixture]> {
  for (const fixture of readRuleFixtures()) {
    for (const [at, file] of fixture.schema.entries()) {
      for (const [name, source] of prefixes(file)) yield [`${fixture.path}: ${name}`, { ...fixture, schema: fixture.schema.with(at, source) }];
    }
  }
}
