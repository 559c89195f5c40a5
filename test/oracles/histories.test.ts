import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { loadParser } from "../../src/dialects/postgres/parse/index.js";
import { SourceText } from "../../src/text/source-text.js";
import { generatedHistory, historySql } from "../support/generated-schemas.js";
import { readRuleFixtures } from "../support/rule-fixture.js";
import { judgeByOracles } from "./schema-oracle.js";
import { compareWithPgsqlAst } from "./sql-oracle.js";

beforeAll(loadParser);

/** What differs from pgsql-ast-parser, and how many of the files it accepts. */
function compareAll(sources: readonly SourceText[]): { readonly accepted: number; readonly differences: readonly string[] } {
  const compared = sources.map((source) => ({ source, said: compareWithPgsqlAst(source) })).filter(({ said }) => said !== "rejected");
  return { accepted: compared.length, differences: compared.flatMap(({ source, said }) => (said === "rejected" ? [] : said.map((line) => `${source.file}: ${line}`))) };
}

it("the shop's migrations and schema", async () => {
  const folder = "fixtures/projects/shop/prisma";
  const names = readdirSync(`${folder}/migrations`).filter((name) => !name.includes("."));
  expect(compareAll(names.map((name) => new SourceText(name, readFileSync(`${folder}/migrations/${name}/migration.sql`, "utf8")))).differences).toEqual([]);
  const { differences, refusedByUs, refusedByPrisma, refusedByPrismaAst } = await judgeByOracles([new SourceText("schema.prisma", readFileSync(`${folder}/schema.prisma`, "utf8"))]);
  expect({ differences, refusedByUs, refusedByPrisma, refusedByPrismaAst }).toEqual({ differences: [] });
});

it("every rule's fixtures", () => {
  // It cuts no names by bytes, and a SELECT of set_config() is a query to it.
  const known = readRuleFixtures().filter(({ path, rule }) => rule !== "no-identifier-truncation" && !path.endsWith("no-session-setting-leak/unsafe-pg-dump.sql"));
  const sources = known.flatMap(({ path, migrations }) => migrations.map((source) => new SourceText(`${path}: ${source.file}`, source.text)));
  expect(compareAll(sources).differences).toEqual([]);
});

it("generated histories and their schemas", async () => {
  const sources: SourceText[] = [];
  const differences: string[] = [];
  for (let number = 0; number < 40; number++) {
    const history = generatedHistory(20261123, number);
    // PostgreSQL cuts names by bytes, which pgsql-ast-parser does not know: letters of one byte only.
    for (const { name, sql } of await historySql(history.schemas)) sources.push(new SourceText(`${number}/${name}`, sql.replaceAll("😀", "x")));
    const schema = history.schemas.at(-1) ?? "";
    const judged = await judgeByOracles([new SourceText(`${number}/schema.prisma`, schema)]);
    differences.push(...judged.differences, ...(judged.refusedByUs === undefined ? [] : [`${number}: we refuse what Prisma's engine takes`]));
  }
  expect(differences).toEqual([]);
  expect(compareAll(sources).differences).toEqual([]);
});
