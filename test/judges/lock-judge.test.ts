import { beforeAll, describe, expect, test } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { judgeStatements } from "./judge-locks.js";
import { lockGroupsOf } from "./lock-cases.js";
import { servers } from "./lock-judge.js";
import { postgres } from "../support/postgres.js";

let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

describe.each(servers)("PostgreSQL $version", ({ version, open }) => {
  const count = lockGroupsOf(version).flatMap(({ statements }) => statements).length;
  test(`${count} statements lock and rewrite what is said of them`, { timeout: 120_000 }, async () => {
    const server = await open();
    const said: string[] = [];
    for (const group of lockGroupsOf(version)) said.push(...(await judgeStatements(server, group, version, dialect)));
    await server.close();
    expect(said).toEqual([]);
  });
});
