import type { Span } from "../text/source-text.js";
import type { Break, Lock, Loss, PossibleFailure } from "./effect.js";
import type { Migration, Transaction } from "./migration.js";
import type { Name } from "./name.js";

export type Risk = "low" | "medium" | "high" | "critical";

/** What other sessions cannot do meanwhile. */
export type Blocked = "read" | "write";

export interface BlockingLock extends Lock {
  readonly blocks: readonly Blocked[];
}

/** Milliseconds. */
export interface Duration {
  readonly from: number;
  readonly to: number;
}

export interface MigrationImpact {
  readonly migration: Migration;
  readonly risk: Risk;
  readonly statements: readonly StatementImpact[];
}

/** The effects of a statement's operations, put together. */
export interface StatementImpact {
  readonly index: number;
  readonly span: Span;
  /** Kinds of its operations, each once: `alterColumnType`; `routine` for a block or CALL that does nothing. */
  readonly kinds: readonly string[];
  /** The way in which it runs where that is known; the worst otherwise. */
  readonly transaction: Transaction | undefined;
  /** On relations that were there before the statement, the strongest of each. */
  readonly locks: readonly BlockingLock[];
  /** What earlier statements of its transaction locked and keep locked while it runs; on relations of the live database. */
  readonly held: readonly BlockingLock[];
  readonly scans: readonly Name[];
  readonly rewrites: readonly Name[];
  readonly losesData: readonly Loss[];
  readonly mayFail: readonly PossibleFailure[];
  readonly breaks: readonly Break[];
  /** From known row counts; undefined when those of a relation that is read or written whole are not known. */
  readonly duration: Duration | undefined;
  readonly risk: Risk;
  readonly opaque: boolean;
}
