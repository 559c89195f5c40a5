import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SourceText } from "../../src/text/source-text.js";
import { objectHistories } from "../judges/object-histories.js";
import { generatedHistory, historySql } from "../support/generated-schemas.js";
import { readRuleFixtures } from "../support/rule-fixture.js";
import { numbered, type Sources } from "./mutate.js";
import { shopMigrations } from "./pipeline.js";
import { before, statements } from "./statements.js";

/** What PostgreSQL runs in process without harm: the shop, the rules' fixtures, all sorts of objects, what Prisma's engine writes. */
export async function runnableHistories(): Promise<readonly Sources[]> {
  const shop = shopMigrations();
  const generated: Sources[] = [];
  for (let number = 0; number < 12; number++) generated.push(sourcesOf((await historySql(generatedHistory(20261124, number).schemas)).map(({ sql }) => sql)));
  return [
    ...[4, 12, 24, shop.length].map((count) => numbered(shop.slice(0, count))),
    ...readRuleFixtures().map(({ migrations }) => numbered(migrations)),
    ...Object.values(objectHistories).map(sourcesOf),
    ...generated,
  ].filter((history) => history.length > 0);
}

/** Each kind of statement that PostgreSQL has, after what it is about. */
export const statementHistories: readonly Sources[] = Object.values(statements).flatMap((sqls) => sqls.map((sql) => sourcesOf([before, sql])));

/** Every folder with migrations below a folder of real projects. */
export function corpusHistories(folder: string): readonly Sources[] {
  const byParent = new Map<string, string[]>();
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const [, parent] = /^(.*)\/[^/]+\/migration\.sql$/.exec(path) ?? [];
    if (parent !== undefined) byParent.set(parent, [...(byParent.get(parent) ?? []), path]);
  }
  return [...byParent.values()].map((paths) => sourcesOf(paths.sort().map((path) => readFileSync(join(folder, path), "utf8"))));
}

/** The shop's, and every schema file below a folder of real projects. */
export function schemaStarts(folder?: string): Sources {
  const own = readFileSync(new URL("../../fixtures/projects/shop/prisma/schema.prisma", import.meta.url), "utf8");
  const theirs = folder === undefined ? [] : readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".prisma")).sort().map((path) => readFileSync(join(folder, path), "utf8"));
  return [own, ...theirs].map((text) => new SourceText("schema.prisma", text));
}

function sourcesOf(texts: readonly string[]): Sources {
  return numbered(texts.map((text) => new SourceText("", text)));
}
