import type { Config } from "../model/config.js";
import type { Duration, StatementImpact } from "../model/impact.js";
import type { Name } from "../model/name.js";

/** Rows a second, slow and fast: a small cloud instance with a cold cache, and a large one with a warm cache. docs/impact.md says what they stand on. */
const SCANNED = { slow: 200_000, fast: 5_000_000 };
const REWRITTEN = { slow: 20_000, fast: 500_000 };

/** Undefined when it depends on a table whose rows are not known. What reads and writes no table whole takes no time of its own. */
export function durationOf({ scans, rewrites }: Pick<StatementImpact, "scans" | "rewrites">, { tables }: Pick<Config, "tables">): Duration | undefined {
  let from = 0;
  let to = 0;
  for (const [relations, rate] of [[scans, SCANNED], [rewrites, REWRITTEN]] as const) {
    for (const relation of relations) {
      const rows = rowsOf(relation, tables);
      if (rows === undefined) return undefined;
      from += (rows / rate.fast) * 1000;
      to += (rows / rate.slow) * 1000;
    }
  }
  return { from: Math.round(from), to: Math.round(to) };
}

/** `schema.name` goes before `name`. */
export const rowsOf = ({ schema, name }: Name, tables: Config["tables"]): number | undefined => (tables.get(`${schema ?? "public"}.${name}`) ?? tables.get(name))?.rows;
