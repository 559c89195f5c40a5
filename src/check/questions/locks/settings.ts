import type { Setting } from "../../../model/database.js";
import type { Environment } from "../../../model/environment.js";
import type { OperationKind } from "../../../model/operation.js";
import type { ReplayedMigration, Step } from "../../../model/step.js";

/** What this migration made of a parameter of the session before a step; undefined where it did not, in one at least of the ways in which it may run. `steps`: those of its migration. */
export function settingBefore(name: string, step: Step, steps: readonly Step[]): string | undefined {
  const setting = step.before.settings.findLast((candidate) => candidate.name === name);
  if (setting === undefined) return undefined;
  if (setting.scope === "transaction") {
    const set = steps.slice(0, steps.indexOf(step)).findLast(({ operation }) => operation.kind === "setParameter" && operation.local && operation.name === name);
    if (!set || !step.transactions.every(({ id }, way) => set.transactions[way]?.id === id)) return undefined;
  }
  return setting.values.join(", ");
}

/** Waiting for a lock ends at some time, in each way in which the step may run: lock_timeout is set, and not to 0, which is none. */
export function limitsLockWait(step: Step, steps: readonly Step[]): boolean {
  const value = settingBefore("lock_timeout", step, steps);
  return value !== undefined && !/^\s*0+\s*[a-z]*\s*$/i.test(value);
}

/** What a session keeps after a migration and what changes the meaning of other statements: all but how much memory they use and what they print, and values that are the defaults. */
export const leftSettings = ({ after }: ReplayedMigration, { defaultSchema }: Pick<Environment, "defaultSchema">): readonly Setting[] =>
  after.settings.filter(({ name, values, scope }) => scope === "session" && !HARMLESS.test(name) && DEFAULTS[name] !== values.join() && !(name === "search_path" && after.searchPath[0] === defaultSchema.value));

const HARMLESS = /^(application_name|client_\w+|check_function_bodies|xml\w+|row_security|jit|.*_mem|.*_mem_multiplier|max_parallel_\w+|parallel_\w+|enable_\w+|log_\w+|synchronous_commit|idle_\w+|extra_float_digits)$/;
const DEFAULTS: Readonly<Record<string, string>> = { standard_conforming_strings: "on", default_tablespace: "", default_table_access_method: "heap", statement_timeout: "0", lock_timeout: "0", transaction_timeout: "0", session_replication_role: "origin" };

/** The step that set a parameter of the session to what it is after the migration. */
export const setterOf = ({ steps }: ReplayedMigration, name: string): Step | undefined =>
  steps.findLast(({ operation }) => operation.kind === "setParameter" && !operation.local && operation.name === name);

/** The first of these migrations in which a statement runs before the migration says itself what the parameter is; `matters`: only with such a step. */
export const reachedBy = (name: string, migrations: readonly ReplayedMigration[], matters: (step: Step) => boolean): ReplayedMigration | undefined =>
  migrations.find(({ steps }) => steps.some((step) => step.operation.kind !== "setParameter" && settingBefore(name, step, steps) === undefined && matters(step)));

/** Reads a relation of the live database whole, to build or to check something: it may take long. */
export const buildsOrValidates = ({ operation, effect, deployed }: Step): boolean =>
  BUILDING.has(operation.kind) && effect.scans.some(({ schema, name }) => [...deployed.tables, ...deployed.views].some((relation) => relation.name === name && relation.schema === schema));

const BUILDING: ReadonlySet<OperationKind> = new Set(["createIndex", "reindex", "addConstraint", "validateConstraint", "setNotNull", "refreshMaterializedView"]);
