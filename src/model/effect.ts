import type { Name } from "./name.js";

/** What an operation does to a live server, beyond the schema. */
export interface Effect {
  readonly losesData: readonly Loss[];
  readonly mayFail: readonly PossibleFailure[];
  /** What it does is not known. */
  readonly opaque: boolean;
}

/** Values that are gone afterwards; `column` undefined: whole rows. */
export interface Loss {
  readonly relation: Name;
  readonly column: string | undefined;
}

/** A failure that depends on the rows that are there. */
export interface PossibleFailure {
  /** PostgreSQL's SQLSTATE. */
  readonly code: string;
  readonly why: string;
  readonly relation: Name;
  readonly columns: readonly string[];
  /** Returns rows exactly when the statement would fail. */
  readonly checkQuery: string | undefined;
}
