import type { Database, Problem } from "./database.js";
import type { Effect, Lock } from "./effect.js";
import type { Migration, Statement, Transaction } from "./migration.js";
import type { Operation } from "./operation.js";

/** One operation with the database on both sides of it. Its names carry their schema wherever the database before (or, for what it creates, the search path) tells it. */
export interface Step<O extends Operation = Operation> {
  readonly migration: Migration;
  readonly statement: Statement;
  readonly operation: O;
  /** Each way in which this project's Prisma may run it: one where the version is known, otherwise several. */
  readonly transactions: readonly Transaction[];
  readonly before: Database;
  readonly after: Database;
  /** The live database that this migration will meet. */
  readonly deployed: Database;
  readonly problems: readonly Problem[];
  readonly effect: Effect;
  /** Of a change of a composite type: that of a column of each table of the type, with the same databases around it. */
  readonly reached?: readonly Step[] | undefined;
  /** On relations of the live database, taken by earlier statements of the same transaction and kept until it ends; of all ways in which it may run. */
  readonly held: readonly Lock[];
}

/** The whole history, replayed. */
export interface Timeline {
  readonly migrations: readonly ReplayedMigration[];
  /** After the last one. */
  readonly database: Database;
}

/** Of a migration whose end was remembered, all but the file's own facts is worked out when it is first asked for: it costs a replay of the whole history. */
export interface ReplayedMigration {
  readonly migration: Migration;
  readonly before: Database;
  readonly after: Database;
  readonly deployed: Database;
  readonly steps: readonly Step[];
}
