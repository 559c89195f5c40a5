import type { Node } from "libpg-query";
import type { RelationInQuery } from "../../../model/name.js";
import { strings } from "./tree.js";

/** The items of a FROM clause, those of joins too. `own`: names that WITH gives to queries. */
export function relationsOf(items: readonly Node[] | undefined, own: ReadonlySet<string>): RelationInQuery[] {
  const found: RelationInQuery[] = [];
  const pending = [...(items ?? [])].reverse();
  const shared = new Map<Node, Pick<RelationInQuery, "shares" | "outer">>();
  const add = (item: Node, relation: Omit<RelationInQuery, "depth">): void => void found.push({ ...relation, ...shared.get(item), depth: 0 });
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    if ("JoinExpr" in item) {
      const { larg, rarg, isNatural, usingClause, jointype } = item.JoinExpr;
      if (rarg && (isNatural === true || usingClause)) {
        const shares = "JoinExpr" in rarg || (items?.length ?? 0) > 1 ? "unclear" : isNatural === true ? "natural" : strings(usingClause);
        for (const first of firstOf(rarg)) shared.set(first, { shares, ...(jointype === "JOIN_RIGHT" && { outer: "right" }), ...(jointype === "JOIN_FULL" && { outer: "full" }) });
      }
      if (rarg) pending.push(rarg);
      if (larg) pending.push(larg);
    } else if ("RangeVar" in item) {
      const { alias, schemaname, relname = "" } = item.RangeVar;
      const isQuery = schemaname === undefined && own.has(relname);
      add(item, { alias: alias?.aliasname ?? relname, path: isQuery ? undefined : schemaname === undefined ? [relname] : [schemaname, relname] });
    } else if ("RangeSubselect" in item) {
      add(item, { alias: item.RangeSubselect.alias?.aliasname ?? "", path: undefined });
    } else if ("RangeFunction" in item) {
      add(item, { alias: item.RangeFunction.alias?.aliasname ?? "", path: undefined });
    }
  }
  return found;
}

/** The leftmost item of a join. */
function firstOf(item: Node): Node[] {
  let first: Node | undefined = item;
  while (first !== undefined && "JoinExpr" in first) first = first.JoinExpr.larg;
  return first === undefined ? [] : [first];
}
