import { shortNames } from "../database/names/short-names.js";
import type { Database, ObjectId } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";
import type { PossibleFailure } from "../model/effect.js";
import type { Environment } from "../model/environment.js";
import type { Rollback } from "../model/rollback.js";
import type { ReplayedMigration } from "../model/step.js";
import { Blame } from "./blame.js";
import { moved, onlyInOne } from "./compare.js";
import { difference } from "./difference/difference.js";
import type { FinishedDraft } from "./draft.js";
import { lostValues, type Loss } from "./lost-values.js";
import { partsOf } from "./parts.js";
import { attainable } from "./return-values.js";
import { roles, rolesKept } from "./roles.js";
import { unknownRights } from "./unknown-rights.js";

/** What takes the database back from after the migration to before it. Pure. */
export function rollback(migration: ReplayedMigration, dialect: Dialect, environment: Environment): Rollback {
  const { before, after } = migration;
  return wayBack({ migration, from: after, to: before, lost: lostValues(migration), failedAt: null }, dialect, environment);
}

interface Way {
  readonly migration: ReplayedMigration;
  readonly from: Database;
  readonly to: Database;
  readonly lost: readonly Loss[];
  readonly failedAt: number | null;
  readonly restore?: Restore | undefined;
}

/** What was kept of the values that are lost otherwise. */
export interface Restore {
  /** Tables and columns, by their ids, that come back with their values. */
  readonly isRestored: (id: ObjectId) => boolean;
  /** From after the migration to this state, with the rows. */
  readonly draft: (from: Database, goal: Database, dialect: Dialect, environment: Environment) => FinishedDraft;
}

export function wayBack({ migration, from, to, lost, failedAt, restore }: Way, provider: Dialect, environment: Environment): Rollback {
  const dialect = { ...provider, writer: shortNames(provider.writer, environment.defaultSchema.value) };
  const goal = attainable(from, to, restore?.isRestored);
  const draft = restore ? restore.draft(from, goal.database, dialect, environment) : difference(from, goal.database, dialect, environment, roles(migration.steps));
  const blame = new Blame(migration.steps, provider, environment.serverVersion.value);
  const unreached = mismatches(draft, goal.database, provider, environment, blame);
  const keys = goal.lostKeys.map(({ table, constraint }): Loss => ({ what: `"${constraint}" of "${table.name}"`, why: "the values of its columns are gone", statement: blame.constraintGone(table, constraint), isChange: true }));
  const all = [...lost, ...rolesKept(migration.steps), ...unknownRights(migration), ...keys, ...unreached];
  return {
    migration: migration.migration,
    parts: partsOf(draft.statements, migration, dialect.writer),
    reversible: all.some(({ isChange }) => isChange) ? "no" : all.length + goal.differs.length > 0 ? "structure-only" : "yes",
    lost: all.map(({ what, why, statement }) => ({ what, why, statement })),
    ...risksOf(draft, from, dialect, environment),
    differs: [...goal.differs, ...moved(draft, goal.database)],
    failedAt,
  };
}

/** What our own replay of the statements does not reach. */
function mismatches(draft: FinishedDraft, goal: Database, dialect: Dialect, environment: Environment, blame: Blame): Loss[] {
  const { missing, surplus } = onlyInOne(draft.database, goal, dialect, environment.serverVersion.value);
  return [
    ...draft.problems.map(({ what, name, dependents }) => ({ what: `${what} ${name.name}`, why: dependents.length > 0 ? `${dependents.join(", ")} stand in the way` : "the server would refuse it", statement: blame.changed(name.name) })),
    ...missing.map((sql) => ({ what: sql, why: "it does not come back", statement: blame.gone(sql) })),
    ...surplus.map((sql) => ({ what: sql, why: "it stays", statement: blame.made(sql) })),
  ].map((loss) => ({ ...loss, isChange: true }));
}

/** What the statements of the rollback throw away, and where rows can be in their way. */
function risksOf(draft: FinishedDraft, from: Database, dialect: Dialect, environment: Environment): Pick<Rollback, "losesNewData" | "mayFail"> {
  const losses = new Map<string, Rollback["losesNewData"][number]>();
  const failures = new Map<string, PossibleFailure>();
  for (const { operation, before, after } of draft.statements.flatMap(({ operations }) => operations)) {
    const { losesData, mayFail } = dialect.assess(operation, before, after, environment, from);
    for (const { relation, column = null } of losesData) losses.set(JSON.stringify([relation, column]), { relation: relation.schema === undefined ? relation.name : `${relation.schema}.${relation.name}`, column });
    for (const failure of mayFail) failures.set(JSON.stringify([failure.relation.name, failure.columns, failure.why, failure.checkQuery]), failure);
  }
  return { losesNewData: [...losses.values()], mayFail: [...failures.values()] };
}
