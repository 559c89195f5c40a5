import type { Dialect } from "../model/dialect.js";
import type { Environment } from "../model/environment.js";
import type { ReplayedMigration } from "../model/step.js";
import type { VerifiedStep } from "../model/verification.js";
import { shellWord } from "../text/shell-word.js";
import { failedAt } from "../rollback/failed-at.js";
import type { Bench } from "./bench.js";
import { compareCatalogs, readCatalog, type Catalog } from "./postgres/catalog.js";
import { contentOf, type Content } from "./postgres/checksums.js";
import { restore } from "./restore.js";
import type { RunFailure } from "./run-migration.js";
import { catalogStep, takeBack, valuesStep } from "./take-back.js";

export interface Refused {
  readonly bench: Bench;
  readonly migration: ReplayedMigration;
  readonly dialect: Dialect;
  readonly environment: Environment;
  /** Before the migration. */
  readonly catalog: Catalog;
  readonly contents: ReadonlyMap<string, Content>;
  readonly say: (what: string) => void;
}

/** What a migration that stopped has left, and whether `rollback --failed-at` takes it back. */
export async function refusedSteps({ statement, line, message, timedOut, undone }: RunFailure, { bench, migration, dialect, environment, catalog, contents, say }: Refused): Promise<readonly VerifiedStep[]> {
  const refusal = (notes: readonly string[]): VerifiedStep => ({
    name: "migration", status: "failed", summary: timedOut ? "the migration takes too long" : "PostgreSQL refuses the migration", findings: [`statement ${statement} (line ${line}): ${message}`], notes,
  });
  if (undone === "database lost") return [refusal(["the embedded database cannot stop a statement, so it was thrown away: what stands after it is not known"])];
  const read = (sql: string) => bench.query(sql);
  await restore(bench, environment);
  const left = compareCatalogs(catalog, await readCatalog(read));
  if (undone === "whole" && left.length === 0) return [refusal(["rolled back: everything is as before the migration"])];
  const steps = [refusal([`rolled back, but what was committed before stands: \`prisma-migrate-lint rollback ${shellWord(migration.migration.name)} --failed-at ${statement}\` takes it back`, ...left])];
  // Of two ways in which Prisma may send a file, it was run as the first.
  const [way] = failedAt(migration, statement, dialect, environment);
  if (!way) return steps;
  say("rollback of what stands");
  const back = await takeBack(bench, way.rollback);
  steps.push(back);
  if (back.status !== "passed") return steps;
  await restore(bench, environment);
  steps.push(catalogStep(catalog, await readCatalog(read), way.rollback));
  if (way.rollback.reversible === "yes") steps.push(valuesStep(contents, await contentOf(bench, migration.before), migration.before));
  return steps;
}
