import { dirname } from "node:path";
import type { Dialect } from "../../src/model/dialect.js";
import { readRuleFixtures } from "../support/rule-fixture.js";
import type { JudgedMigration } from "./catalog-judge.js";
import type { Pool } from "./database-pool.js";
import { judgeReplay } from "./replayed-history.js";

export interface FixtureJudgement {
  /** What PostgreSQL says to the first migration that it refuses, by fixture. */
  readonly refused: Readonly<Record<string, string>>;
  readonly different: readonly string[];
}

/** The catalog judge on the history of every rule's every fixture. */
export async function judgeFixtures(pool: Pool, dialect: Dialect): Promise<FixtureJudgement> {
  const refused: Record<string, string> = {};
  const said: string[] = [];
  for (const { path, migrations } of readRuleFixtures()) {
    const history = migrations.map((source): JudgedMigration => ({ name: dirname(source.file), sql: source.text }));
    const { different, failed } = await judgeReplay(pool, history, dialect);
    const name = path.replace(/^fixtures\/rules\/|\.sql$/g, "");
    if (failed) refused[name] = failed.message;
    for (const { migration, differences } of different) said.push(`${name} ${migration}: ${differences.join("; ")}`);
  }
  return { refused, different: said };
}

/** What a real PostgreSQL says to the fixtures that show a failure which depends on no row, and to three whose objects others would have made. */
export const refusedFixtures: Readonly<Record<string, string>> = {
  // Its first three statements had stayed when the judge ran it again, statement by statement.
  "no-concurrent-in-transaction/unsafe-after-commit-of-the-same-file": 'column "phone" of relation "User" already exists',
  "no-concurrent-in-transaction/unsafe-between-begin-and-commit": "CREATE INDEX CONCURRENTLY cannot run inside a transaction block",
  "no-concurrent-in-transaction/unsafe-inside-a-do-block": "CREATE INDEX CONCURRENTLY cannot be executed from a function",
  "no-drop-table/unsafe-refused-without-cascade": 'cannot drop table "User" because other objects depend on it',
  "no-missing-object/safe-column-of-a-type-of-others": 'type "vector" does not exist',
  "no-missing-object/safe-external-in-the-config": 'relation "legacy_orders" does not exist',
  "no-missing-object/safe-schema-of-others": 'schema "auth" does not exist',
  "no-missing-object/unsafe-column-of-a-missing-type": 'type "Role" does not exist',
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
  // The row is of the migration itself.
  "require-column-default/unsafe-table-emptied-and-filled-again": 'column "age" of relation "User" contains null values',
  "require-column-default/unsafe-every-row-deleted-and-one-put-in": 'column "age" of relation "User" contains null values',
};
