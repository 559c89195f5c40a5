import type { Name } from "./name.js";
import type { RoleName } from "./operation-access.js";

/** What an operation does to a live server, beyond the schema. */
export interface Effect {
  /** On tables and materialised views that were there before; one entry a relation, the strongest mode that it takes. */
  readonly locks: readonly Lock[];
  /** Relations that are read whole while it runs. */
  readonly scans: readonly Name[];
  /** Relations whose rows or indexes are written anew. */
  readonly rewrites: readonly Name[];
  readonly losesData: readonly Loss[];
  readonly mayFail: readonly PossibleFailure[];
  /** What fails for code that was deployed before it. */
  readonly breaks: readonly Break[];
  /** What it does is not known. */
  readonly opaque: boolean;
}

export interface Lock {
  readonly relation: Name;
  readonly mode: LockMode;
}

/** As `pg_locks` spells them, weakest first. */
export type LockMode =
  | "AccessShareLock" | "RowShareLock" | "RowExclusiveLock" | "ShareUpdateExclusiveLock"
  | "ShareLock" | "ShareRowExclusiveLock" | "ExclusiveLock" | "AccessExclusiveLock";

/** Values that are gone afterwards; `column` undefined: whole rows. What an UPDATE writes over is not counted: its new values are meant to be better. */
export interface Loss {
  readonly relation: Name;
  readonly column: string | undefined;
  /** Not the whole values, but this of those that have it: `what is beyond 10 characters`. */
  readonly part?: string;
}

/** A failure that depends on the rows that are there. */
export interface PossibleFailure {
  /** PostgreSQL's SQLSTATE. */
  readonly code: string;
  readonly why: string;
  readonly relation: Name;
  readonly columns: readonly string[];
  /**
   * Returns rows exactly when the statement would fail, asked of the deployed database before the first of the new migrations. Undefined: what they change
   * on the way decides, or no query tells.
   */
  readonly checkQuery: string | undefined;
}

/** Statements of the old code that fail from now on. */
export interface Break {
  /** SQLSTATE that they fail with; `client`: Prisma Client itself refuses what it reads. */
  readonly code: string;
  readonly who: "reads" | "inserts" | "updates" | "deletes" | "prepared statements";
  readonly why: string;
  readonly relation: Name;
  readonly column: string | undefined;
  /** Not always, but with some of the values that the code sends, of the rows that are there or come, of the roles. */
  readonly depends?: "values" | "rows" | "role";
  /** The one that it depends on; `public`: every role without rights of its own. Undefined: any but the owner. */
  readonly role?: RoleName;
}
