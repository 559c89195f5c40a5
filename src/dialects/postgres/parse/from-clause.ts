import type { Node } from "libpg-query";
import type { RelationInQuery } from "../../../model/name.js";

/** The items of a FROM clause, those of joins too. `own`: names that WITH gives to queries. */
export function relationsOf(items: readonly Node[] | undefined, own: ReadonlySet<string>): RelationInQuery[] {
  const found: RelationInQuery[] = [];
  const pending = [...(items ?? [])].reverse();
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    if ("JoinExpr" in item) {
      const { larg, rarg } = item.JoinExpr;
      if (rarg) pending.push(rarg);
      if (larg) pending.push(larg);
    } else if ("RangeVar" in item) {
      const { alias, schemaname, relname = "" } = item.RangeVar;
      const isQuery = schemaname === undefined && own.has(relname);
      found.push({ alias: alias?.aliasname ?? relname, path: isQuery ? undefined : schemaname === undefined ? [relname] : [schemaname, relname], depth: 0 });
    } else if ("RangeSubselect" in item) {
      found.push({ alias: item.RangeSubselect.alias?.aliasname ?? "", path: undefined, depth: 0 });
    } else if ("RangeFunction" in item) {
      found.push({ alias: item.RangeFunction.alias?.aliasname ?? "", path: undefined, depth: 0 });
    }
  }
  return found;
}
