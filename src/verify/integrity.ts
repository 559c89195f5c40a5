import { columnById, tableById } from "../database/questions.js";
import type { Column, Database, ObjectId, Table } from "../model/database.js";
import type { ReferentialAction } from "../model/operation.js";
import type { ReplayedMigration } from "../model/step.js";
import type { VerifiedStep } from "../model/verification.js";
import { plural } from "../report/summary.js";
import type { Session } from "./bench.js";
import { contentOf, type Content } from "./postgres/checksums.js";
import { orphansIn, type Orphans } from "./postgres/orphans.js";

/** What the rows are at one point. */
export interface Snapshot {
  readonly contents: ReadonlyMap<ObjectId, Content>;
  readonly orphans: readonly Orphans[];
}

export async function snapshot(session: Session, database: Database): Promise<Snapshot> {
  return { contents: await contentOf(session, database), orphans: await orphansIn(session, database) };
}

/** Rows that came or went, values that changed in columns that the migration does not touch, foreign keys that lead nowhere. */
export function compareIntegrity(before: Snapshot, after: Snapshot, migration: ReplayedMigration): VerifiedStep {
  const findings: string[] = [];
  const notes: string[] = [];
  const known = changesNothingElse(migration);
  let columns = 0;
  for (const [id, now] of after.contents) {
    const then = before.contents.get(id);
    const table = tableById(migration.after, id);
    if (!then || !table) continue;
    const touched = !known || isChanged(table, migration);
    if (then.rows !== now.rows) (touched ? notes : findings).push(`${label(table)} had ${plural(then.rows, "row")} and has ${now.rows}`);
    for (const column of untouched(table, migration)) {
      if (touched) continue;
      columns++;
      const was = then.columns.get(column.id);
      if (was !== undefined && then.rows === now.rows && was !== now.columns.get(column.id)) findings.push(`values of "${column.name}" in ${label(table)} changed, which the migration does not touch`);
    }
  }
  for (const { id, name, table, parent, validated, rows } of after.orphans) {
    const earlier = before.orphans.find((orphans) => orphans.id === id)?.rows ?? 0;
    const text = `${plural(rows, "row")} of ${label(table)} ${rows === 1 ? "has" : "have"} no row in ${label(parent)} (${name}${validated ? "" : ", not validated"})`;
    if (rows > earlier) findings.push(text);
    else notes.push(`${text}, as before the migration`);
  }
  const summary = findings.length > 0 ? "rows are not as they should be" : `row counts, values of ${columns} untouched columns and all foreign keys are right`;
  return { name: "integrity", status: findings.length > 0 ? "failed" : "passed", summary, findings, notes };
}

/** What is not understood, a cascade, a trigger or a function may reach any row. */
function changesNothingElse({ steps, before, after }: ReplayedMigration): boolean {
  if (steps.some(({ effect, operation }) => effect.opaque || operation.kind === "opaque" || operation.kind === "invalid" || (operation.calls ?? []).length > 0)) return false;
  const writes = steps.some(({ operation }) => operation.kind === "changeData");
  const triggers = [...before.objects, ...after.objects].some(({ kind }) => kind === "trigger" || kind === "rule");
  const cascades = steps.some(({ operation }) => operation.kind === "changeData" && (operation.command === "delete" || operation.command === "truncate" || operation.command === "update" || operation.command === "merge")) &&
    after.tables.some(({ constraints }) => constraints.some((constraint) => constraint.kind === "foreignKey" && (isCascade(constraint.onDelete) || isCascade(constraint.onUpdate))));
  return !(writes && triggers) && !cascades;
}

/** A statement of the migration writes its rows, by itself or as partition or heir of another. */
function isChanged(table: Table, { before, after }: ReplayedMigration): boolean {
  const family = [table, ...after.tables.filter(({ partitionOf, inherits }) => partitionOf?.parent === table.id || inherits.includes(table.id))];
  return family.some((member) => member.changedBy.length > (tableById(before, member.id)?.changedBy.length ?? 0) || (member.partitionOf !== undefined && tableById(before, member.id)?.partitionOf === undefined));
}

/** Columns that hold after the migration what they held before it. */
function untouched(table: Table, { before, after }: ReplayedMigration): Column[] {
  const old = tableById(before, table.id);
  if (!old) return [];
  return table.columns.filter((column) => {
    const was = columnById(old, column.id);
    if (!was || column.generated !== undefined) return false;
    return JSON.stringify(was.type) === JSON.stringify(column.type) && typeText(column, before) === typeText(column, after);
  });
}

/** What decides how a value of a user's type is written. */
function typeText({ type }: Column, { enums, composites, domains }: Database): string {
  if (type.userType === undefined) return "";
  return JSON.stringify([...enums, ...composites, ...domains].find(({ id }) => id === type.userType) ?? null);
}

const isCascade = (action: ReferentialAction): boolean => action === "cascade" || action === "set null" || action === "set default";

const label = ({ schema, name }: Table): string => `${schema}.${name}`;
