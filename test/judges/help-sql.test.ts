import { afterAll, beforeAll, expect, it } from "vitest";
import type { Dialect } from "../../src/model/dialect.js";
import { DatabasePool } from "./database-pool.js";
import { judgeHelps, unsafeFixtures } from "./help-sql.js";
import { postgres } from "../support/postgres.js";

const pool = new DatabasePool();
let dialect: Dialect;

beforeAll(async () => {
  dialect = await postgres();
});

afterAll(() => pool.close());

const unsafe = unsafeFixtures();

/** Rules whose helps hold SQL. */
const WITH_SQL: ReadonlySet<string> = new Set(
  `no-blocked-by-dependents no-column-type-rewrite no-concurrent-in-transaction no-default-drop no-drop-and-recreate
  no-drop-cascade no-drop-column no-drop-table no-enum-swap no-enum-value-removal
  no-exclusion-constraint-scan no-if-not-exists-concurrently no-ineffective-set-local no-lock-table no-mixed-schema-and-data no-narrowing-cast
  no-partial-failure no-primary-key-change no-rename-column no-rename-enum-value no-rename-table
  no-row-deletion no-serial-column no-session-setting-leak no-set-not-null-scan no-several-tables-locked no-stored-generated-column
  no-table-rewrite no-tightening no-truncate no-unbalanced-transaction no-unchecked-unique no-unfiltered-change
  no-unintended-rename no-unmanaged-index-drop no-unvalidated-constraint no-validate-in-same-transaction no-volatile-default no-work-under-exclusive-lock
  require-backfill-before-not-null require-column-default require-concurrent-detach require-concurrent-index require-concurrent-index-drop
  require-concurrent-primary-key require-concurrent-refresh require-concurrent-reindex require-concurrent-unique require-enum-value-position
  require-foreign-key-index require-lock-timeout require-not-valid-check require-not-valid-foreign-key require-partition-check
  require-sequence-type`.split(/\s+/),
);

it.each([...new Set(unsafe.map(({ rule }) => rule))])("every SQL statement in the helps of %s runs, with a row in every table", async (rule) => {
  const { refused, ran } = await judgeHelps(pool, unsafe.filter((fixture) => fixture.rule === rule), dialect);
  expect({ refused, hasSql: ran > 0 }).toEqual({ refused: [], hasSql: WITH_SQL.has(rule) });
});
