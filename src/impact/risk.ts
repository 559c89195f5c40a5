import { isSmall } from "../database/known-rows.js";
import type { Config } from "../model/config.js";
import type { Risk, StatementImpact } from "../model/impact.js";
import type { Name } from "../model/name.js";
import type { Step } from "../model/step.js";

type Merged = Pick<StatementImpact, "locks" | "held" | "scans" | "rewrites" | "losesData" | "mayFail" | "breaks" | "opaque">;

const ORDER: readonly Risk[] = ["low", "medium", "high", "critical"];

export const worst = (risks: readonly Risk[]): Risk => ORDER.findLast((risk) => risks.includes(risk)) ?? "low";

/**
 * critical: data of the live database is lost, or PostgreSQL refuses the statement. high: writes or reads wait while a table is read or written whole (locks that
 * earlier statements of the transaction hold count), it may fail on the rows that are there, a part of values is lost, or deployed code breaks. medium: it locks out for a moment, or is not understood. Small tables count as a moment.
 */
export function riskOf(effect: Merged, steps: readonly Step[], config: Pick<Config, "tables" | "smallTableRows">): Risk {
  const deployed = steps[0]?.deployed;
  const isLive = (name: Name): boolean => deployed !== undefined && (deployed.tables.some((table) => table.schema === name.schema && table.name === name.name) || deployed.views.some((view) => view.schema === name.schema && view.name === name.name));
  if (steps.some((step) => step.problems.length > 0) || effect.losesData.some((loss) => loss.part === undefined && isLive(loss.relation))) return "critical";

  const blocking = effect.locks.filter((lock) => lock.blocks.length > 0 && isLive(lock.relation));
  const atWork = [...effect.scans, ...effect.rewrites].some((relation) => !isSmall(relation, config));
  const waiting = [...blocking, ...effect.held.filter((lock) => lock.blocks.length > 0)];
  if (atWork && waiting.some((lock) => !isSmall(lock.relation, config))) return "high";
  if (effect.losesData.some((loss) => isLive(loss.relation))) return "high";
  if (effect.mayFail.some((failure) => isLive(failure.relation)) || effect.breaks.some((broken) => broken.depends === undefined && isLive(broken.relation))) return "high";
  return blocking.length > 0 || effect.opaque ? "medium" : "low";
}
