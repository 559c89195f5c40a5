import { readFileSync } from "node:fs";
import type { Rule } from "../../src/check/rule.js";
import { parseRuleFixture, readRuleFixtures, type RuleFixture } from "../support/rule-fixture.js";

/** Which fixtures a rule's page shows, where it is not the first `unsafe-` and the first `safe-` one, and a reason as people would give it. */
const chosen: Readonly<Record<string, { readonly unsafe?: string; readonly safe?: string; readonly reason?: string }>> = {
  "no-blocked-by-dependents": { unsafe: "type-of-a-column-that-a-view-reads", safe: "view-made-again", reason: "the view is dropped by hand before" },
  "no-cascade-delete": { safe: "restrict", reason: "posts are a part of their author's account" },
  "no-column-type-rewrite": { unsafe: "bigint", safe: "binary-coercible", reason: "3,000 rows" },
  "no-concurrent-in-transaction": { unsafe: "two-in-one-file", reason: "run by hand with psql, resolved as applied" },
  "no-default-drop": { unsafe: "added-and-dropped-at-once", safe: "optional-column", reason: "all instances stop before the migration runs" },
  "no-drop-and-recreate": { unsafe: "text-to-integer", safe: "values-copied", reason: "never filled, see the query in the pull request" },
  "no-drop-cascade": { unsafe: "foreign-key-of-another-table", safe: "without-cascade", reason: "the key goes too, as agreed with its owners" },
  "no-drop-column": { unsafe: "dropped", safe: "ignored-at-the-base", reason: "never filled, see the query in the pull request" },
  "no-drop-schema": { unsafe: "with-tables", safe: "unshared", reason: "the shop moved to its own database in March" },
  "no-drop-table": { unsafe: "dropped", safe: "ignored-at-the-base", reason: "empty since March, backup taken" },
  "no-empty-migration": { unsafe: "as-prisma-writes-it", safe: "one-statement", reason: "deployed already" },
  "no-enum-swap": { unsafe: "values-only-added", safe: "value-added", reason: "two hundred rows" },
  "no-enum-value-add": { unsafe: "added", safe: "unshared", reason: "all instances stop before the migration runs" },
  "no-enum-value-removal": { unsafe: "swap-without-the-value", safe: "only-another-order", reason: "no row has had it since March" },
  "no-exclusion-constraint-scan": { unsafe: "added", safe: "with-its-table", reason: "4,000 rows" },
  "no-if-not-exists-concurrently": { unsafe: "alone", safe: "without-if-not-exists", reason: "built by hand before the deployment" },
  "no-ineffective-set-local": { unsafe: "lock-timeout-on-7-8", safe: "between-begin-and-commit-on-7-8", reason: "our own runner sends files as a whole" },
  "no-invalid-statement": { unsafe: "not-null-of-a-primary-key", safe: "not-null-after-the-key-is-gone", reason: "never ran; the next migration drops it" },
  "no-lock-table": { unsafe: "to-the-end-of-the-file", safe: "before-the-change-that-needs-it", reason: "deployed at night" },
  "no-missing-migration-file": { unsafe: "folder-without-migration-sql", safe: "only-migrations", reason: "removed with the next release" },
  "no-missing-object": { unsafe: "misspelt-column", reason: "made by hand in production" },
  "no-mixed-schema-and-data": { unsafe: "column-filled", safe: "rows-alone", reason: "200 rows" },
  "no-narrowing-cast": { unsafe: "shorter", safe: "wider", reason: "the longest one has eight letters" },
  "no-new-enum-value-use": { unsafe: "default", safe: "next-migration", reason: "run by hand with psql, statement by statement" },
  "no-null-widening": { unsafe: "without-a-base", safe: "unshared-table", reason: "no NULL is written before the next release" },
  "no-opaque-statement": { unsafe: "function-of-an-extension", safe: "known-text", reason: "it changes comments only" },
  "no-partial-failure": { unsafe: "unique-index-after-a-column-on-7-8", safe: "one-transaction-on-7-8", reason: "all of it can be run again" },
  "no-provider-mismatch": { unsafe: "another-provider", safe: "same-provider", reason: "the history is begun anew" },
  "no-rename-column": { unsafe: "renamed", safe: "generated-column-of-the-old-name", reason: "deployed in a maintenance window" },
  "no-rename-enum-value": { unsafe: "value", safe: "value-added-here", reason: "deployed in a maintenance window" },
  "no-rename-table": { unsafe: "renamed", safe: "view-with-the-old-name", reason: "deployed in a maintenance window" },
  "no-result-type-change": { unsafe: "longer-varchar", safe: "same-type", reason: "every instance is replaced in the same deployment" },
  "no-row-deletion": { unsafe: "filtered", safe: "unshared-table", reason: "test accounts, a backup is taken" },
  "no-serial-column": { unsafe: "autoincrement", safe: "sequence-by-hand", reason: "3,000 rows" },
  "no-session-setting-leak": { unsafe: "search-path-before-another-new-migration", safe: "reset", reason: "both are deployed by hand" },
  "no-set-not-null-scan": { unsafe: "filled-before", safe: "proven-by-a-check", reason: "3,000 rows" },
  "no-stored-generated-column": { unsafe: "stored", safe: "unshared-table", reason: "3,000 rows" },
  "no-syntax-error": { unsafe: "misspelt-keyword", safe: "generated-by-prisma", reason: "filled in by our own runner" },
  "no-table-rewrite": { unsafe: "vacuum-full", safe: "vacuum", reason: "deployed at night" },
  "no-tightening": { unsafe: "new-column-filled-and-required", safe: "check-in-force-before", reason: "all instances stop before the migration runs" },
  "no-truncate": { unsafe: "emptied", safe: "unshared-table", reason: "only a cache" },
  "no-unbalanced-transaction": { unsafe: "begin-without-commit", safe: "two-transactions", reason: "our runner commits" },
  "no-unfiltered-change": { unsafe: "update-without-where", safe: "filtered", reason: "a few hundred rows in every installation" },
  "no-unintended-rename": { unsafe: "spelling", safe: "real-rename", reason: "sessions are thrown away at each release" },
  "no-unknown-rule": { safe: "known-rule", reason: "kept for another tool" },
  "no-unmanaged-index-drop": { unsafe: "made-by-hand", safe: "dropped-on-purpose", reason: "no query uses it, see pg_stat_user_indexes" },
  "no-unsupported-syntax": { unsafe: "nulls-not-distinct-on-14", safe: "nulls-not-distinct-on-15", reason: "the server is upgraded first" },
  "no-unused-disable": { safe: "used", reason: "silences what only the strict preset reports" },
  "no-volatile-default": { unsafe: "random-uuid", safe: "default-set-afterwards", reason: "3,000 rows" },
  "no-wide-index": { unsafe: "four-columns", safe: "three-columns", reason: "answers one report from the index alone" },
  "prefer-bigint-key": { unsafe: "serial-key", safe: "bigserial", reason: "there are 50 countries" },
  "prefer-identity": { unsafe: "new-table", safe: "other-type" },
  "require-backfill-before-not-null": { unsafe: "nothing-fills-it", safe: "is-null-filter", reason: "no row holds NULL, see the query in the pull request" },
  "require-column-default": { unsafe: "required-column", safe: "optional", reason: "the table is empty in every environment" },
  "require-concurrent-detach": { unsafe: "detached", safe: "concurrently", reason: "nobody reads it any more" },
  "require-concurrent-index": { unsafe: "index-on-old-table", reason: "300 rows" },
  "require-concurrent-index-drop": { unsafe: "as-prisma-writes-it", safe: "concurrently-alone", reason: "deployed at night" },
  "require-concurrent-refresh": { unsafe: "refresh", safe: "concurrently", reason: "only a nightly report reads it" },
  "require-concurrent-reindex": { unsafe: "table", safe: "concurrently", reason: "deployed at night" },
  "require-disable-reason": { unsafe: "next-statement", safe: "with-reason", reason: "the reason is in the pull request" },
  "require-enum-value-position": { unsafe: "at-the-end", safe: "after", reason: "the end is its place" },
  "require-foreign-key-index": { unsafe: "new-table", safe: "index-in-the-same-migration", reason: "users are never deleted" },
  "require-lock-timeout": { unsafe: "foreign-key-dropped-under-recommended", safe: "set-local-in-the-file", reason: "deployed in the window, with nobody connected" },
  "require-partition-check": { unsafe: "attached", safe: "validated-before", reason: "nobody reads it before it is attached" },
  "require-sequence-type": { unsafe: "serial", safe: "sequence-follows", reason: "ids come from another service" },
};

export interface Example {
  readonly unsafe: RuleFixture;
  readonly safe: RuleFixture;
  readonly reason: string;
}

/** As people would have it before them: without the lines that say what is expected. */
export function exampleOf({ id }: Pick<Rule, "id">): Example {
  const own = readRuleFixtures().filter(({ rule }) => rule === id);
  const pick = (kind: "safe" | "unsafe"): RuleFixture => {
    const name = chosen[id]?.[kind];
    const found = own.find(({ path }) => (name === undefined ? path.includes(`/${kind}-`) : path.endsWith(`/${kind}-${name}.sql`)));
    if (found === undefined) throw new Error(`fixtures/rules/${id} has no ${kind}-${name ?? "…"}.sql`);
    return parseRuleFixture(found.path, withoutExpectations(readFileSync(found.path, "utf8")));
  };
  return { unsafe: pick("unsafe"), safe: pick("safe"), reason: chosen[id]?.reason ?? "why it is accepted here" };
}

const withoutExpectations = (text: string): string => text.replace(/^[ \t]*(?:--|\/\/) expect(?:-in)?: .*\n/gm, "");
