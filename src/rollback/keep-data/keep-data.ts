import { shortNames } from "../../database/names/short-names.js";
import { nameAt, NOWHERE } from "../../database/recreate/nowhere.js";
import { columnById, hasServerDefault, tableById } from "../../database/questions.js";
import type { Column, Database, ObjectId } from "../../model/database.js";
import type { Dialect, Writer } from "../../model/dialect.js";
import type { PossibleFailure } from "../../model/effect.js";
import type { Environment } from "../../model/environment.js";
import type { Rollback } from "../../model/rollback.js";
import type { ReplayedMigration } from "../../model/step.js";
import { onlyInOne } from "../compare.js";
import { difference } from "../difference/difference.js";
import type { FinishedDraft } from "../draft.js";
import { lostValues } from "../lost-values.js";
import { roles, type Roles } from "../roles.js";
import { wayBack } from "../rollback.js";
import { firing } from "./firing.js";
import { cleared, loosened } from "./loosened.js";
import { planKeep, type KeepPlan, type KeptTable } from "./plan.js";
import { clearStatements, keepStatements, keptRow, restoreStatements } from "./statements.js";

export interface KeptData {
  /** SQL to be run before the migration, in one transaction, each without its semicolon; none where nothing is lost that could be kept. */
  readonly keep: readonly string[];
  /** Puts back what was kept, and drops it then. */
  readonly rollback: Rollback;
}

/** A rollback with what the migration loses put aside before it. Pure. */
export function keepData(migration: ReplayedMigration, dialect: Dialect, environment: Environment): KeptData {
  const { before, after } = migration;
  const plan = planKeep(migration, lostValues(migration), dialect, environment);
  const returning = new Map(plan.tables.filter(({ returns }) => returns !== "nothing").map((one) => [one.table.id, one]));
  const values = new Set(plan.tables.flatMap(({ table, returns, values: back }) => (returns === "nothing" ? [] : table.columns.filter((column) => returns === "table" || column.generated !== undefined || back.includes(column))).map(({ id }) => id)));
  const isRestored = (id: ObjectId): boolean => values.has(id) || returning.get(id)?.returns === "table" || isPartOf(id, returning, before);
  const rollback = wayBack({
    migration, from: after, to: before, lost: [...plan.lost, ...firing(migration)], failedAt: null,
    restore: { isRestored, draft: (from, goal, provider, its) => draftWith(plan, roles(migration.steps), from, goal, provider, its) },
  }, dialect, environment);
  const writer = shortNames(dialect.writer, environment.defaultSchema.value);
  const mayFail = plan.tables.flatMap((one) => withoutValue(one, before, after, writer));
  const known = new Set(mayFail.flatMap(({ columns }) => columns));
  return {
    keep: keepStatements(plan, migration.migration.name, before, writer),
    rollback: { ...rollback, mayFail: [...rollback.mayFail.filter(({ code, columns }) => code !== "23502" || !columns.every((column) => known.has(column))), ...mayFail] },
  };
}

/** A partition of a table that comes back, or one of its columns. */
function isPartOf(id: ObjectId, returning: ReadonlyMap<ObjectId, KeptTable>, before: Database): boolean {
  let table = before.tables.find((candidate) => candidate.id === id || columnById(candidate, id) !== undefined);
  const name = table && columnById(table, id)?.name;
  while (table?.partitionOf) {
    table = tableById(before, table.partitionOf.parent);
    const kept = table && returning.get(table.id);
    if (kept && (kept.returns === "table" || kept.values.some((column) => column.name === name))) return true;
  }
  return false;
}

function draftWith(plan: KeepPlan, { renames, made }: Roles, from: Database, goal: Database, dialect: Dialect, environment: Environment): FinishedDraft {
  const { writer } = dialect;
  const emptied = cleared(from, plan);
  const first = loosened(goal, emptied, plan);
  const initial = difference(from, emptied, dialect, environment);
  for (const sql of clearStatements(plan, goal, from, writer)) initial.write(sql);
  const draft = difference(initial.database, first, dialect, environment, { renames, made: [] });
  const isBack = ({ id }: Column): boolean => !from.tables.some((table) => columnById(table, id));
  const restored = restoreStatements(plan, goal, isBack, writer);
  for (const sql of restored) draft.write(sql);
  // Nothing can be altered while a check waits for the transaction's end.
  if (restored.length > 0 && first.tables.some(({ constraints }) => constraints.some(({ initiallyDeferred }) => initiallyDeferred))) draft.write("SET CONSTRAINTS ALL IMMEDIATE");
  const { missing, surplus } = onlyInOne(draft.database, first, dialect, environment.serverVersion.value);
  const rest = difference(missing.length + surplus.length === 0 ? first : draft.database, goal, dialect, environment, { renames: [], made });
  const kept = [...plan.tables.flatMap((one) => (one.returns === "nothing" ? [] : [one.kept])), ...(plan.sequenceTable ? [plan.sequenceTable] : [])];
  const drops = kept.map((name) => ({ sql: writer.statement({ kind: "dropTable", span: NOWHERE, name: nameAt(name), ifExists: false, cascade: false }), operations: [] }));
  return { statements: [...initial.statements, ...draft.statements, ...rest.statements, ...drops], problems: [...initial.problems, ...draft.problems, ...rest.problems], database: rest.database };
}

/** Rows that are newer than what was kept have no value for a column that comes back as NOT NULL. */
function withoutValue(one: KeptTable, before: Database, after: Database, writer: Writer): PossibleFailure[] {
  const { table, key, values } = one;
  const now = tableById(after, table.id);
  const needed = values.filter((column) => column.notNull && now !== undefined && !columnById(now, column.id) && !hasServerDefault(column, before));
  if (!now || !key || needed.length === 0) return [];
  const columns = needed.map(({ name }) => name);
  return [{
    code: "23502", relation: { schema: now.schema, name: now.name }, columns,
    why: `rows of "${table.name}" that are newer than what was kept have no value for ${columns.map((name) => `"${name}"`).join(", ")}`,
    checkQuery: `SELECT * FROM ${writer.name(now)} AS t WHERE NOT EXISTS (${keptRow(one, now, before, after, writer)})`,
  }];
}
