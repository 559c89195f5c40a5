import { dirname } from "node:path";
import type { Dialect } from "../../src/model/dialect.js";
import { readRuleFixtures } from "../support/rule-fixture.js";
import type { JudgedMigration } from "./catalog-judge.js";
import type { Pool } from "./database-pool.js";
import { newerIn } from "./newer-syntax.js";
import { judgeReplay } from "./replayed-history.js";

export interface FixtureJudgement {
  /** What PostgreSQL says to the first migration that it refuses, by fixture. */
  readonly refused: Readonly<Record<string, string>>;
  readonly different: readonly string[];
  /** What this server does not know yet, of each fixture that is left out, and the fixtures. */
  readonly newer: readonly string[];
  readonly leftOut: ReadonlySet<string>;
}

/** A setting of one migration reaches the next: the replay gives each a session of its own, the judge runs all in one. */
const LEAKS: ReadonlySet<string> = new Set(["fixtures/rules/no-session-setting-leak/unsafe-search-path-before-another-new-migration.sql"]);

/** The catalog judge on the history of every rule's every fixture, at its end. */
export async function judgeFixtures(pool: Pool, dialect: Dialect): Promise<FixtureJudgement> {
  const refused: Record<string, string> = {};
  const said: string[] = [];
  const newer: string[] = [];
  const leftOut = new Set<string>();
  for (const { path, migrations, config } of readRuleFixtures()) {
    if (LEAKS.has(path)) continue;
    const name = path.replace(/^fixtures\/rules\/|\.sql$/g, "");
    if (typeof config.postgresVersion === "number" && config.postgresVersion > pool.version) {
      newer.push(`A fixture about ${config.postgresVersion}`);
      leftOut.add(name);
      continue;
    }
    const history = migrations.map((source): JudgedMigration => ({ name: dirname(source.file), sql: source.text }));
    const [unknown] = newerIn(history.map(({ sql }) => sql), pool.version, dialect);
    if (unknown !== undefined) {
      newer.push(unknown);
      leftOut.add(name);
      continue;
    }
    const { different, failed } = await judgeReplay(pool, history, dialect, { every: Infinity });
    if (failed) refused[name] = failed.message;
    for (const { migration, differences } of different) said.push(`${name} ${migration}: ${differences.join("; ")}`);
  }
  return { refused, different: said, newer, leftOut };
}

/** What a real PostgreSQL says to the fixtures that show a failure which depends on no row, and to some whose objects others would have made. */
export const refusedFixtures = (version: number): Readonly<Record<string, string>> => ({ ...always, ...Object.fromEntries(untilKnown.flatMap(([since, name, message]) => (version < since ? [[name, message]] : []))) });

/** What only servers before this version refuse. */
const untilKnown: readonly (readonly [since: number, name: string, message: string])[] = [
  [16, "require-concurrent-reindex/safe-system", 'syntax error at or near ";"'],
  [17, "no-new-enum-value-use/safe-type-of-the-same-transaction-on-17", 'unsafe use of new value "B" of enum type "Kind"'],
  [17, "no-new-enum-value-use/unsafe-type-of-the-same-transaction-on-16", 'unsafe use of new value "B" of enum type "Kind"'],
  [18, "no-unsupported-syntax/safe-foreign-key-of-a-partitioned-table-on-18", 'cannot add NOT VALID foreign key on partitioned table "Log" referencing relation "User"'],
  [18, "no-unsupported-syntax/unsafe-foreign-key-of-a-partitioned-table-on-17", 'cannot add NOT VALID foreign key on partitioned table "Log" referencing relation "User"'],
  [18, "no-volatile-default/unsafe-optional-on-18", "function uuidv7() does not exist"],
];

const always: Readonly<Record<string, string>> = {
  // Its first three statements had stayed when the judge ran it again, statement by statement.
  "no-concurrent-in-transaction/unsafe-after-commit-of-the-same-file": 'column "phone" of relation "User" already exists',
  "no-concurrent-in-transaction/unsafe-between-begin-and-commit": "CREATE INDEX CONCURRENTLY cannot run inside a transaction block",
  "no-concurrent-in-transaction/unsafe-inside-a-do-block": "CREATE INDEX CONCURRENTLY cannot be executed from a function",
  "no-drop-table/unsafe-refused-without-cascade": 'cannot drop table "User" because other objects depend on it',
  "no-invalid-statement/safe-table-of-others": 'column "id" is in a primary key',
  "no-invalid-statement/unsafe-enum-from-the-text-of-a-case": 'column "role" is of type "Role" but expression is of type text',
  "no-invalid-statement/unsafe-operator-between-two-types": "operator does not exist: text = uuid",
  "no-missing-object/unsafe-function-with-other-arguments": "function date_trunc(unknown) does not exist",
  "no-invalid-statement/unsafe-default-from-another-column": "cannot use column reference in DEFAULT expression",
  "no-invalid-statement/unsafe-not-null-of-a-primary-key": 'column "id" is in a primary key',
  "no-invalid-statement/unsafe-role-that-has-rights": 'role "reporting" cannot be dropped because some objects depend on it',
  "no-invalid-statement/unsafe-constraint-using-a-partial-index": '"User_email_key" is a partial index',
  "no-invalid-statement/unsafe-unique-without-the-partition-key": "unique constraint on partitioned table must include all partitioning columns",
  "no-invalid-statement/unsafe-view-dropped-as-a-table": '"Author" is not a table',
  "no-invalid-statement/unsafe-column-of-a-partition-key": 'cannot alter column "at" because it is part of the partition key of relation "Event"',
  "no-invalid-statement/unsafe-detached-concurrently-beside-a-default-partition": "cannot detach partitions concurrently when a default partition exists",
  "no-invalid-statement/unsafe-index-built-concurrently-on-a-partitioned-table": 'cannot create index on partitioned table "Event" concurrently',
  "no-invalid-statement/unsafe-index-of-a-partitioned-table-dropped-concurrently": 'cannot drop partitioned index "Event_id_idx" concurrently',
  "no-invalid-statement/unsafe-refreshed-concurrently-without-a-unique-index": 'cannot refresh materialized view "public."Totals"" concurrently',
  "no-invalid-statement/unsafe-two-indexes-dropped-concurrently-at-once": "DROP INDEX CONCURRENTLY does not support dropping multiple objects",
  "no-missing-object/safe-column-of-a-type-of-others": 'type "vector" does not exist',
  "no-missing-object/safe-external-in-the-config": 'relation "legacy_orders" does not exist',
  "no-missing-object/safe-schema-of-others": 'schema "auth" does not exist',
  "no-missing-object/unsafe-column-of-a-missing-type": 'type "Role" does not exist',
  "no-missing-object/safe-function-of-an-extension": "function uuid_generate_v4() does not exist",
  "no-missing-object/unsafe-column-in-a-query": "column u.emial does not exist",
  "no-missing-object/unsafe-folded-name": 'relation "post" does not exist',
  "no-missing-object/unsafe-function-not-there": "function new_token() does not exist",
  "no-missing-object/unsafe-not-in-from": 'invalid reference to FROM-clause entry for table "User"',
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
  "no-blocked-by-dependents/unsafe-column-that-a-view-reads": "cannot drop column name of table \"User\" because other objects depend on it",
  "no-blocked-by-dependents/unsafe-index-of-a-constraint": 'cannot drop index "User_email_key" because constraint User_email_key on table "User" requires it',
  "no-blocked-by-dependents/unsafe-rule-and-trigger": 'cannot drop column title of table "Post" because other objects depend on it',
  "no-table-rewrite/unsafe-set-access-method": 'access method "columnar" does not exist',
  "no-blocked-by-dependents/unsafe-enum-in-use": "cannot drop type \"Role\" because other objects depend on it",
  "no-blocked-by-dependents/unsafe-generated-column": "cannot alter type of a column used by a generated column",
  "no-blocked-by-dependents/unsafe-policy": "cannot alter type of a column used in a policy definition",
  "no-blocked-by-dependents/unsafe-schema-in-use": "cannot drop schema shop because other objects depend on it",
  "no-blocked-by-dependents/unsafe-table-that-a-key-points-to": "cannot drop table \"User\" because other objects depend on it",
  "no-blocked-by-dependents/unsafe-truncate": "cannot truncate a table referenced in a foreign key constraint",
  "no-blocked-by-dependents/unsafe-type-of-a-column-that-a-view-reads": "cannot alter type of a column used by a view or rule",
  "no-drop-schema/safe-refused": "cannot drop schema shop because other objects depend on it",
  "no-drop-schema/unsafe-database": "database \"shop\" does not exist",
  "no-foreign-key-type-mismatch/unsafe-enum-to-text-in-a-composite-key": "foreign key constraint \"Post_authorId_kind_fkey\" cannot be implemented",
  "no-foreign-key-type-mismatch/unsafe-text-to-uuid": "foreign key constraint \"Post_authorId_fkey\" cannot be implemented",
  "no-identifier-truncation/unsafe-two-become-one": "relation \"a_name_of_an_index_that_is_so_long_that_postgresql_has_to_cut_i\" already exists",
  "no-ineffective-set-local/unsafe-savepoint-without-begin": "SAVEPOINT can only be used in transaction blocks",
  // The safe one is sent statement by statement, which the judge does only where a transaction is refused.
  "no-new-enum-value-use/safe-statement-by-statement": "unsafe use of new value \"OWNER\" of enum type \"Role\"",
  "no-new-enum-value-use/unsafe-between-begin-and-commit": "unsafe use of new value \"OWNER\" of enum type \"Role\"",
  "no-new-enum-value-use/unsafe-check-and-partial-index": "unsafe use of new value \"OWNER\" of enum type \"Role\"",
  "no-new-enum-value-use/unsafe-condition": "unsafe use of new value \"OWNER\" of enum type \"Role\"",
  "no-new-enum-value-use/unsafe-default": "unsafe use of new value \"OWNER\" of enum type \"Role\"",
  "no-new-enum-value-use/unsafe-default-of-a-new-column": "unsafe use of new value \"OWNER\" of enum type \"Role\"",
  "no-new-enum-value-use/unsafe-default-of-an-array": "unsafe use of new value \"OWNER\" of enum type \"Role\"",
  "no-new-enum-value-use/unsafe-in-a-do-block": "unsafe use of new value \"OWNER\" of enum type \"Role\"",
  "no-new-enum-value-use/unsafe-insert-without-columns": "unsafe use of new value \"OWNER\" of enum type \"Role\"",
  "no-new-enum-value-use/unsafe-two-values-of-one-type": "unsafe use of new value \"OWNER\" of enum type \"Role\"",
  "no-new-enum-value-use/unsafe-update": "unsafe use of new value \"OWNER\" of enum type \"Role\"",
  "no-new-enum-value-use/unsafe-version-unknown": "unsafe use of new value \"OWNER\" of enum type \"Role\"",
  // Extensions, servers and rows that are not here.
  "no-opaque-statement/unsafe-function-of-an-extension": "language \"plpython3u\" does not exist",
  "no-opaque-statement/unsafe-schema-elements": "server \"other\" does not exist",
  "no-opaque-statement/unsafe-sql-from-the-catalog": "query string argument of EXECUTE is null",
  "no-table-rewrite/safe-tablespace-it-is-in": "tablespace \"fast\" does not exist",
  "no-table-rewrite/unsafe-all-in-tablespace": "tablespace \"fast\" does not exist",
  "no-table-rewrite/unsafe-index-set-tablespace": "tablespace \"fast\" does not exist",
  "no-table-rewrite/unsafe-indexes-in-tablespace": "tablespace \"fast\" does not exist",
  "no-table-rewrite/unsafe-set-tablespace": "tablespace \"fast\" does not exist",
  // Rows of the migration itself.
  "no-unsupported-syntax/safe-older-forms": "null value in column \"email\" of relation \"User\" violates not-null constraint",
  // The parent's rows would be in the live database.
  "require-not-valid-foreign-key/safe-lookup-table-with-rows-spelled-out": "insert or update on table \"Region\" violates foreign key constraint \"Region_countryId_fkey\"",
};
