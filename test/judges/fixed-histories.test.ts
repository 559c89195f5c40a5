import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { postgres } from "../support/postgres.js";
import { readRuleFixtures, type RuleFixture } from "../support/rule-fixture.js";
import { SourceText } from "../../src/text/source-text.js";
import { DatabasePool, extensionsIn } from "./database-pool.js";
import { judgeFix } from "./fixed-histories.js";
import { shopHistory } from "./shop.js";

/** It has a way out in SQL, or edits. */
const canFix = (rule: string): boolean => /\b(?:wayOut|suggestions|keepDefaults|map(?:Column|Table))\b/.test(readFileSync(`rules/${rule}.ts`, "utf8"));

const pool = new DatabasePool();
let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});
afterAll(() => pool.close());

it("every unsafe fixture that can be fixed runs to the same end, with rows, wherever the deployment stops", { timeout: 300_000 }, async () => {
  const wrong: string[] = [];
  let [fixed, taken, stops] = [0, 0, 0];
  await pool.with([], async (server) => {
    for (const fixture of readRuleFixtures().filter(({ path, rule }) => path.includes("/unsafe-") && canFix(rule))) {
      const judgement = await judgeFix(server, fixture, dialect);
      if (judgement.isFixed) fixed++;
      taken += judgement.taken;
      stops += judgement.stops;
      for (const said of judgement.wrong) wrong.push(`${fixture.path}: ${said}`);
    }
  });
  expect(wrong).toEqual([]);
  expect([fixed >= 95, taken >= 99, stops >= 172]).toEqual([true, true, true]);
});

it("so does the shop, every migration of which is fixed as when it was the newest", { timeout: 300_000 }, async () => {
  const migrations = shopHistory().map(({ name, sql }) => new SourceText(`${name}/migration.sql`, sql));
  const schema = [new SourceText("schema.prisma", readFileSync("fixtures/projects/shop/prisma/schema.prisma", "utf8"))];
  const shop: RuleFixture = { path: "shop", rule: "require-concurrent-index", migrations, schema, base: undefined, config: {}, fresh: "all", expected: [] };
  const judgement = await pool.with(extensionsIn(migrations.map(({ text }) => text)), (server) => judgeFix(server, shop, dialect));
  expect(judgement).toEqual({ isFixed: true, taken: 25, stops: 50, wrong: [] });
});
