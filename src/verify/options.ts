import type { Dialect } from "../model/dialect.js";
import type { Environment } from "../model/environment.js";
import type { Rollback } from "../model/rollback.js";
import type { ReplayedMigration } from "../model/step.js";

export interface VerifyOptions {
  /** For each table, where they are made up. */
  readonly rows: number;
  /** The user's queries, without semicolons: compared before and after. */
  readonly queries: readonly string[];
  /** The user's queries that must give no rows after the migration. */
  readonly checks: readonly string[];
  /** Of a whole migration, in milliseconds; undefined: none. */
  readonly timeout: number | undefined;
  readonly skipExtensions: readonly string[];
}

export type RollbackOf = (migration: ReplayedMigration, dialect: Dialect, environment: Environment) => Rollback;
