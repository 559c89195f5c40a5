/** What of squawk's is the same question as ours, and of which sort it is. */
export interface SquawkRule {
  /** `safety`: what happens to a live database; `style`: how a schema should be written. */
  readonly sort: "safety" | "style";
  /** Rules of ours that answer the same question; empty where we have none. */
  readonly ours: readonly string[];
}

/**
 * Every rule of squawk 2.66.0, as its diagnostics name them: what `--exclude` accepts, and `syntax-error` and `unused-ignore`, which cannot be excluded.
 * `require-timeout-settings` is the older name of the two timeout rules together; no diagnostic has it.
 */
export const squawkRules: ReadonlyMap<string, SquawkRule> = new Map<string, SquawkRule>([
  ["require-concurrent-index-creation", { sort: "safety", ours: ["require-concurrent-index"] }],
  ["require-concurrent-index-deletion", { sort: "safety", ours: ["require-concurrent-index-drop"] }],
  ["require-concurrent-partition-detach", { sort: "safety", ours: ["require-concurrent-detach"] }],
  ["require-concurrent-reindex", { sort: "safety", ours: ["require-concurrent-reindex"] }],
  ["ban-concurrent-index-creation-in-transaction", { sort: "safety", ours: ["no-concurrent-in-transaction"] }],
  ["adding-foreign-key-constraint", { sort: "safety", ours: ["require-not-valid-foreign-key"] }],
  ["constraint-missing-not-valid", { sort: "safety", ours: ["require-not-valid-foreign-key", "require-not-valid-check", "require-concurrent-unique", "require-concurrent-primary-key", "no-exclusion-constraint-scan"] }],
  ["disallowed-unique-constraint", { sort: "safety", ours: ["require-concurrent-unique"] }],
  ["adding-serial-primary-key-field", { sort: "safety", ours: ["require-concurrent-primary-key", "no-serial-column"] }],
  ["adding-field-with-default", { sort: "safety", ours: ["no-volatile-default", "no-serial-column", "no-stored-generated-column"] }],
  ["adding-not-nullable-field", { sort: "safety", ours: ["no-set-not-null-scan", "require-backfill-before-not-null"] }],
  ["adding-required-field", { sort: "safety", ours: ["require-column-default"] }],
  ["changing-column-type", { sort: "safety", ours: ["no-column-type-rewrite", "no-narrowing-cast", "no-result-type-change", "no-enum-swap", "no-enum-value-removal"] }],
  ["renaming-column", { sort: "safety", ours: ["no-rename-column"] }],
  ["renaming-table", { sort: "safety", ours: ["no-rename-table"] }],
  ["ban-drop-column", { sort: "safety", ours: ["no-drop-column"] }],
  ["ban-drop-table", { sort: "safety", ours: ["no-drop-table"] }],
  ["ban-drop-database", { sort: "safety", ours: ["no-drop-schema"] }],
  ["ban-drop-not-null", { sort: "safety", ours: ["no-null-widening"] }],
  ["ban-truncate-cascade", { sort: "safety", ours: ["no-truncate"] }],
  ["prefer-repack", { sort: "safety", ours: ["no-table-rewrite"] }],
  ["ban-create-domain-with-constraint", { sort: "safety", ours: [] }],
  ["ban-alter-domain-with-add-constraint", { sort: "safety", ours: [] }],
  ["ban-duplicate-column-assignments", { sort: "safety", ours: ["no-missing-object"] }],
  ["ban-uncommitted-transaction", { sort: "safety", ours: ["no-unbalanced-transaction"] }],
  ["transaction-nesting", { sort: "safety", ours: ["no-unbalanced-transaction"] }],
  ["require-lock-timeout", { sort: "safety", ours: ["require-lock-timeout"] }],
  ["require-statement-timeout", { sort: "safety", ours: [] }],
  ["identifier-too-long", { sort: "safety", ours: ["no-identifier-truncation"] }],
  ["syntax-error", { sort: "safety", ours: ["no-syntax-error"] }],
  ["unused-ignore", { sort: "style", ours: ["no-unused-disable", "no-unknown-rule"] }],
  ["prefer-bigint-over-int", { sort: "style", ours: ["prefer-bigint-key"] }],
  ["prefer-bigint-over-smallint", { sort: "style", ours: ["prefer-bigint-key"] }],
  ["prefer-identity", { sort: "style", ours: ["prefer-identity"] }],
  ["prefer-robust-stmts", { sort: "style", ours: ["require-idempotent-ddl", "no-partial-failure"] }],
  ["prefer-text-field", { sort: "style", ours: ["prefer-text"] }],
  ["prefer-timestamp-tz", { sort: "style", ours: ["prefer-timestamptz"] }],
  ["ban-char-field", { sort: "style", ours: ["no-char-type"] }],
  ["require-enum-value-ordering", { sort: "style", ours: ["require-enum-value-position"] }],
  ["require-table-schema", { sort: "style", ours: [] }],
]);
