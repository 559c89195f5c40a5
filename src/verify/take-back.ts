import { tableById } from "../database/questions.js";
import type { Database, ObjectId } from "../model/database.js";
import type { Rollback } from "../model/rollback.js";
import type { VerifiedStep } from "../model/verification.js";
import { ServerError, type Session } from "./bench.js";
import { compareCatalogs, type Catalog } from "./postgres/catalog.js";
import type { Content } from "./postgres/checksums.js";
import { isLost } from "./run-migration.js";
import { isTold } from "./told.js";
import { plural } from "../report/summary.js";

/** Runs the rollback, each part in its own transaction. */
export async function takeBack(session: Session, rollback: Rollback): Promise<VerifiedStep> {
  const lost = rollback.lost.map(({ what, why }) => `${what}: ${why}`);
  if (rollback.reversible === "no") return { name: "rollback", status: "skipped", summary: "the migration cannot be taken back, and is not said to be", findings: [], notes: lost };
  let ran = 0;
  for (const { transaction, statements } of rollback.parts) {
    try {
      if (transaction) await session.exec("BEGIN");
      for (const statement of statements) {
        await session.exec(statement);
        ran++;
      }
      if (transaction) await session.exec("COMMIT");
    } catch (error) {
      if (!(error instanceof ServerError) || isLost(error)) throw error;
      await session.exec("ROLLBACK");
      const statement = rollback.parts.flatMap((part) => part.statements)[ran] ?? "COMMIT";
      return { name: "rollback", status: "failed", summary: "the rollback does not run", findings: [`${error.message} (${error.code}): ${statement}`], notes: [] };
    }
  }
  const promised = rollback.reversible === "yes" ? "everything comes back" : "the structure comes back, data does not";
  return { name: "rollback", status: "passed", summary: `the rollback ran (${plural(ran, "statement")}): ${promised}`, findings: [], notes: [...lost, ...rollback.differs] };
}

export function catalogStep(before: Catalog, after: Catalog, rollback: Rollback): VerifiedStep {
  const findings = compareCatalogs(before, after).filter((line) => !isTold(line, rollback));
  const summary = findings.length > 0 ? "the catalogs differ from those before the migration" : "the catalogs are as before the migration";
  return { name: "catalog", status: findings.length > 0 ? "failed" : "passed", summary, findings, notes: [] };
}

/** Where everything is promised to come back, the values of every column. */
export function valuesStep(before: ReadonlyMap<ObjectId, Content>, after: ReadonlyMap<ObjectId, Content>, database: Database): VerifiedStep {
  const findings: string[] = [];
  for (const [id, then] of before) {
    const table = tableById(database, id);
    const now = after.get(id);
    if (!table || !now) continue;
    const label = `${table.schema}.${table.name}`;
    if (then.rows !== now.rows) findings.push(`${label} had ${plural(then.rows, "row")} and has ${now.rows}`);
    else for (const { id: column, name } of table.columns) if (then.columns.get(column) !== now.columns.get(column)) findings.push(`values of "${name}" in ${label} are not those before the migration`);
  }
  const summary = findings.length > 0 ? "rows differ from those before the migration" : "all rows are as before the migration";
  return { name: "values", status: findings.length > 0 ? "failed" : "passed", summary, findings, notes: [] };
}
