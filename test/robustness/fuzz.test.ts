import { afterAll, beforeAll, expect, test } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { SourceText } from "../../src/text/source-text.js";
import { DatabasePool } from "../judges/database-pool.js";
import { replayed } from "../replay/replayed.js";
import { compareWithPostgres } from "./agreement.js";
import { examine } from "./examine.js";
import { fuzzAgreement, fuzzPipeline, fuzzSchemas } from "./fuzz-run.js";
import type { Sources } from "./mutate.js";
import { rememberingDialect } from "./pipeline.js";
import { runnableHistories, schemaStarts, statementHistories } from "./starts.js";

/** The same in each run: what nobody has changed must not fail. `npm run fuzz` goes on from a fresh one. */
const SEEDS = [20261123];

const pool = new DatabasePool();
afterAll(() => pool.close());

let dialect: Dialect;
let runnable: readonly Sources[];
beforeAll(async () => {
  dialect = await rememberingDialect();
  runnable = await runnableHistories();
});

test.each(SEEDS)("changed, spoilt and random histories break nothing, seed %i", (seed) => {
  const { inputs, broken } = fuzzPipeline({ starts: [...runnable, ...statementHistories], dialect, seed, more: (done) => done < 250 });
  expect({ inputs, broken }).toEqual({ inputs: 250, broken: [] });
});

test.each(SEEDS)("a spoilt schema.prisma breaks nothing, seed %i", (seed) => {
  const { inputs, broken } = fuzzSchemas({ starts: runnable, schemas: schemaStarts(), dialect, seed, more: (done) => done < 60 });
  expect({ inputs, broken }).toEqual({ inputs: 60, broken: [] });
});

test.each(SEEDS)("PostgreSQL runs no changed statement that we call impossible, seed %i", async (seed) => {
  const { inputs, differing } = await fuzzAgreement({ starts: runnable, dialect, seed, more: (done) => done < 100 }, pool);
  const wrong = differing.filter(({ kind }) => kind === "false claim").map(({ number, what, sql, said }) => ({ number, what, sql, said }));
  expect({ inputs, wrong }).toEqual({ inputs: 100, wrong: [] });
});

test("what the fuzzer looks for is seen", () => {
  const history = [new SourceText("1_a/migration.sql", "CREATE TABLE t (id int);\nDROP TABLE t;\n")];
  const failing: Dialect = { ...dialect, assess: () => { throw new Error("a bug"); } };
  expect(() => examine(history, [], failing, true)).toThrow("a bug");
  let calls = 0;
  const fickle: Dialect = { ...dialect, assess: (...given) => ({ ...dialect.assess(...given), opaque: ++calls > 2 }) };
  expect(() => examine(history, [], fickle, true)).toThrow("the second run says something else");
});

test("a disagreement is seen, and told by its kind", async () => {
  const first = async (before: string, sql: string, replayedSql = sql) => {
    const timeline = replayed([before, replayedSql]);
    const swapped = { ...timeline, migrations: timeline.migrations.map((migration, at) => (at === 0 ? migration : { ...migration, migration: { ...migration.migration, script: { ...migration.migration.script, source: new SourceText("2", sql) } } })) };
    const { disagreement } = await pool.with([], (database) => compareWithPostgres(database, swapped));
    return disagreement && [disagreement.kind, disagreement.what, disagreement.said];
  };
  // The text that PostgreSQL gets is as long as the one that the replay saw.
  expect(await first("CREATE TABLE t (id int)", "DROP TABLE t", "DROP TABLE u")).toEqual(["false claim", "dropTable runs", "missing table u / it runs"]);
  expect(await first("CREATE TABLE t (id int)", "DROP TABLE u", "DROP TABLE t")).toEqual(["missed", "dropTable 42P01", 'nothing / table "u" does not exist']);
  expect(await first("CREATE TABLE t (id int)", "DROP TABLE u")).toBe(undefined);
});
