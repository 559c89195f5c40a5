import { knownRows } from "../database/known-rows.js";
import type { Config } from "../model/config.js";
import type { Duration, StatementImpact } from "../model/impact.js";

/** Undefined when it depends on a table whose rows are not known. What reads and writes no table whole takes no time of its own. */
export function durationOf({ scans, rewrites }: Pick<StatementImpact, "scans" | "rewrites">, config: Pick<Config, "tables" | "rates">): Duration | undefined {
  let from = 0;
  let to = 0;
  for (const [relations, rate] of [[scans, config.rates.scan], [rewrites, config.rates.rewrite]] as const) {
    for (const relation of relations) {
      const rows = knownRows(relation, config);
      if (rows === undefined) return undefined;
      from += (rows / rate.fast) * 1000;
      to += (rows / rate.slow) * 1000;
    }
  }
  return { from: Math.round(from), to: Math.round(to) };
}
