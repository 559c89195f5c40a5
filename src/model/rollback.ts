import type { PossibleFailure } from "./effect.js";
import type { Migration } from "./migration.js";

/** What takes the database back from after a migration to before it. */
export interface Rollback {
  readonly migration: Migration;
  /** In the order in which they run; none where nothing is to be taken back. */
  readonly parts: readonly RollbackPart[];
  /**
   * `yes`: the database is then as it was before. `structure-only`: so is its schema, and what `lost` names is empty or altered.
   * `no`: something cannot be taken back at all, for which `lost` says why.
   */
  readonly reversible: "yes" | "structure-only" | "no";
  readonly lost: readonly Lost[];
  /** What is written after the migration and goes with the rollback. */
  readonly losesNewData: readonly { readonly relation: string; readonly column: string | null }[];
  /** Where rows that were written after the migration can keep the rollback from running: a value that its enum then does not have. */
  readonly mayFail: readonly PossibleFailure[];
  /** What will be otherwise than before though nothing is lost: `"User"."age" is then the last column`. */
  readonly differs: readonly string[];
  /** Of a migration that stopped there; null after one that succeeded. Statements count from 0. */
  readonly failedAt: number | null;
}

/** What runs together. */
export interface RollbackPart {
  /** In one transaction, or one statement for itself, outside of any: CREATE INDEX CONCURRENTLY. */
  readonly transaction: boolean;
  /** SQL, each without its semicolon. */
  readonly statements: readonly string[];
}

/** What the rollback does not bring back. */
export interface Lost {
  /** In words: `column "age" of "User"`, `rows of "Post"`. */
  readonly what: string;
  readonly why: string;
  /** The statement of the migration that did it; from 0. */
  readonly statement: number;
}
