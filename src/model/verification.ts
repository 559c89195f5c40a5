import type { LockMode } from "./effect.js";
import type { Transaction } from "./migration.js";

/** What came of running a migration and its rollback on a real server. */
export interface Verification {
  readonly migration: string;
  /** Of those that ran, in order. */
  readonly statements: readonly MeasuredStatement[];
  readonly queries: readonly MeasuredQuery[];
  /** In the order in which they were taken. */
  readonly steps: readonly VerifiedStep[];
}

export interface VerifiedStep {
  readonly name: "rows" | "migration" | "promises" | "integrity" | "checks" | "queries" | "rollback" | "catalog" | "values";
  readonly status: "passed" | "failed" | "skipped";
  /** One line. */
  readonly summary: string;
  /** What is wrong, a line each; only of a failed one. */
  readonly findings: readonly string[];
  /** What is worth knowing besides, a line each. */
  readonly notes: readonly string[];
}

export interface MeasuredStatement {
  /** In its migration, from 0. */
  readonly index: number;
  readonly sql: string;
  /** From 1. */
  readonly line: number;
  readonly transaction: Transaction["kind"];
  /** Taken by it on relations that were there before; `null`: it ran outside a transaction where nobody could look. */
  readonly locks: readonly MeasuredLock[] | null;
  /** Relations whose rows or indexes were written anew, `schema.table`. */
  readonly rewrites: readonly string[];
  readonly milliseconds: number;
}

export interface MeasuredLock {
  /** `schema.table`, unquoted. */
  readonly relation: string;
  readonly mode: LockMode;
  readonly blocks: readonly ("read" | "write")[];
}

/** One of the user's queries, before and after the migration. */
export interface MeasuredQuery {
  readonly sql: string;
  readonly before: QueryCost;
  /** `undefined`: it fails after the migration. */
  readonly after: QueryCost | undefined;
  readonly verdict: "same" | "faster" | "changed" | "slower" | "fails";
  /** What the server says to it after the migration. */
  readonly message?: string;
}

export interface QueryCost {
  /** The median of several runs. */
  readonly milliseconds: number;
  /** Blocks of 8 kB that it reads, cached or not. */
  readonly pages: number;
}
