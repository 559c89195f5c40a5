import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadDialect } from "../../src/dialects/index.js";
import type { Dialect } from "../../src/model/dialect.js";
import { readRuleFixtures } from "../support/rule-fixture.js";
import type { JudgedMigration } from "./catalog-judge.js";
import { DatabasePool } from "./database-pool.js";
import { judgeReplay } from "./replayed-history.js";

const pool = new DatabasePool();
let dialect: Dialect;

beforeAll(async () => {
  const loaded = await loadDialect("postgresql");
  if (!loaded) throw new Error("no dialect for postgresql");
  dialect = loaded;
});

afterAll(() => pool.close());

it("the shop's replayed database is PostgreSQL's after each of its 36 migrations", { timeout: 120_000 }, async () => {
  const folder = "fixtures/projects/shop/prisma/migrations";
  const names = readdirSync(folder).filter((name) => !name.includes(".")).sort();
  const shop = names.map((name): JudgedMigration => ({ name, sql: readFileSync(`${folder}/${name}/migration.sql`, "utf8") }));
  const { points, different, excused, failed } = await judgeReplay(pool, shop, dialect);
  expect({ points, different, excused, failed }).toEqual({ points: 36, different: [], excused: [], failed: undefined });
});

/** What a real PostgreSQL says to the fixtures that show a failure which depends on no row, and to two whose objects others would have made. */
const REFUSED: Readonly<Record<string, string>> = {
  // Its first three statements had stayed when the judge ran it again, statement by statement.
  "no-concurrent-in-transaction/unsafe-after-commit-of-the-same-file": 'column "phone" of relation "User" already exists',
  "no-concurrent-in-transaction/unsafe-between-begin-and-commit": "CREATE INDEX CONCURRENTLY cannot run inside a transaction block",
  "no-concurrent-in-transaction/unsafe-inside-a-do-block": "CREATE INDEX CONCURRENTLY cannot be executed from a function",
  "no-drop-table/unsafe-refused-without-cascade": 'cannot drop table "User" because other objects depend on it',
  "no-missing-object/safe-external-in-the-config": 'relation "legacy_orders" does not exist',
  "no-missing-object/safe-schema-of-others": 'schema "auth" does not exist',
  "no-missing-object/unsafe-folded-name": 'relation "post" does not exist',
  "no-missing-object/unsafe-index-there-already": 'relation "User_name_idx" already exists',
  "no-missing-object/unsafe-inside-a-do-block": 'column "emial" of relation "User" does not exist',
  "no-missing-object/unsafe-misspelt-column": 'column "emial" of relation "User" does not exist',
  "no-missing-object/unsafe-no-unique-key-at-the-parent": 'there is no unique constraint matching given keys for referenced table "User"',
  "no-missing-object/unsafe-table-that-was-dropped": 'relation "User" does not exist',
  "no-missing-object/unsafe-there-already": 'column "email" of relation "User" already exists',
  "no-missing-object/unsafe-type-not-there": 'type "Rolle" does not exist',
  "no-missing-object/unsafe-type-there-already": 'type "Role" already exists',
  // Filled in by another program, which the judge is not.
  "no-syntax-error/safe-placeholders-of-the-config": 'syntax error at or near "$"',
  "no-syntax-error/unsafe-merge-conflict": 'syntax error at or near "<<<<<<<"',
  "no-syntax-error/unsafe-misspelt-keyword": 'syntax error at or near "ADDD"',
  "no-syntax-error/unsafe-mysql-quotes": 'syntax error at or near "`"',
  "no-syntax-error/unsafe-template": 'syntax error at or near "$"',
  "no-syntax-error/unsafe-unterminated-string": 'unterminated quoted string at or near "\'Ann;\n"',
};

it("every rule's fixtures", { timeout: 240_000 }, async () => {
  const refused: Record<string, string> = {};
  const said: string[] = [];
  for (const { path, migrations } of readRuleFixtures()) {
    const history = migrations.map((source): JudgedMigration => ({ name: dirname(source.file), sql: source.text }));
    const { different, failed } = await judgeReplay(pool, history, dialect);
    const name = path.replace(/^fixtures\/rules\/|\.sql$/g, "");
    if (failed) refused[name] = failed.message;
    for (const { migration, differences } of different) said.push(`${name} ${migration}: ${differences.join("; ")}`);
  }
  // A table that a DO block puts together at run time: the replay says that it does not know, and PostgreSQL shows what.
  expect(said).toEqual([
    "no-missing-object/safe-after-a-statement-that-is-not-understood 0002_change: column public.Dynamic.a: missing, expected text",
  ]);
  expect(refused).toEqual(REFUSED);
});
