import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDialect } from "../../src/dialects/index.js";
import type { Dialect } from "../../src/model/dialect.js";
import { replay } from "../../src/replay/replay.js";
import { deployed, file, judgeHeldLocks, transactions } from "./held-locks.js";
import { environmentOf, servers, type Server } from "./lock-judge.js";

let server: Server;
let dialect: Dialect;

beforeAll(async () => {
  const loaded = await loadDialect("postgresql");
  const newest = servers.at(-1);
  if (!loaded || !newest) throw new Error("no dialect or no server");
  dialect = loaded;
  server = await newest.open();
  await server.exec(deployed);
});

afterAll(() => server.close());

test.each(Object.entries(transactions))("%s", async (_, statements) => {
  expect(await judgeHeldLocks(server, statements, 18, dialect)).toEqual([]);
});

test("a commit releases, and so does the next file", () => {
  const index = 'CREATE INDEX ON "child"("note");';
  const files = [file("1_deployed", deployed, true), file("2", `${index}\nCOMMIT;\n${index}\nSELECT 1;`, false), file("3", "SELECT 1;", false)];
  const { migrations } = replay(files, dialect, { ...environmentOf(18), runner: "file" }, { eachAsNewest: false });
  const child = { relation: expect.objectContaining({ name: "child" }), mode: "ShareLock" };
  expect(migrations.slice(1).map(({ steps }) => steps.map(({ held }) => held))).toEqual([[[], [child], [], [child]], [[]]]);
});

test("where the version is not known, what either way holds is held", () => {
  const files = [file("1_deployed", deployed, true), file("2", 'CREATE INDEX ON "child"("note");\nSELECT 1;', false)];
  const unknown = { ...environmentOf(18), prismaVersion: { value: undefined, source: "nothing" } };
  const { migrations } = replay(files, dialect, unknown, { eachAsNewest: false });
  expect(migrations[1]?.steps.map(({ held }) => held.map(({ relation, mode }) => [relation.name, mode]))).toEqual([[], [["child", "ShareLock"]]]);
});
