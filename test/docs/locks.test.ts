import { beforeAll, expect, test } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { judgeStatements } from "../judges/judge-locks.js";
import { servers } from "../judges/lock-judge.js";
import { lockTables, shownSetup, shownStatements } from "./lock-table.js";
import { expectPart } from "./rendered.js";
import { postgres } from "../support/postgres.js";

let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

test("docs/locks.md has what is assessed", () => {
  expectPart("docs/locks.md", "locks", lockTables(dialect));
});

test("PostgreSQL 18 does what docs/locks.md says", { timeout: 60_000 }, async () => {
  const newest = servers.find(({ version }) => version === 18);
  if (!newest) throw new Error("no PostgreSQL 18");
  const server = await newest.open();
  // These cannot run in a transaction, in which alone their locks could be seen.
  const statements = shownStatements.filter((sql) => !/^VACUUM|(?<!VIEW )CONCURRENTLY/.test(sql));
  const rows = "INSERT INTO parent VALUES (1), (2); INSERT INTO t (id, a) VALUES (1, 1); INSERT INTO proven VALUES (1); INSERT INTO p VALUES (1, '2020-01-01'); INSERT INTO loose VALUES (1, '2030-02-01'); INSERT INTO fitting VALUES (1, '2030-02-01'); INSERT INTO q VALUES (1)";
  expect(await judgeStatements(server, { name: "docs", setup: `${shownSetup}; ${rows}`, statements }, 18, dialect)).toEqual([]);
  await server.close();
});
