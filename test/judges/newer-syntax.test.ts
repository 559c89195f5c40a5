import { beforeAll, expect, it } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { SourceText } from "../../src/text/source-text.js";
import { servers } from "./lock-judge.js";
import { judgeNewerSyntax, newerSyntaxCases } from "./newer-syntax.js";
import { postgres } from "../support/postgres.js";

let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

it("every statement is refused by the servers before the version that brought it, and by no later one", { timeout: 120_000 }, async () => {
  const said = newerSyntaxCases.map(([, sql]) => Math.max(0, ...(dialect.parse(new SourceText("a.sql", sql)).statements[0]?.newer ?? []).map(({ since }) => since)));
  expect(said).toEqual(newerSyntaxCases.map(([since]) => since));

  const wrong: string[] = [];
  for (const { version, open } of servers) {
    const server = await open();
    wrong.push(...(await judgeNewerSyntax(server, version)));
    await server.close();
  }
  expect(wrong).toEqual([]);
});
