import type { Node } from "libpg-query";
import type { RelationInQuery } from "../../../../model/name.js";
import type { DerivedTable } from "../../../../model/operation-tables.js";
import { strings, walk } from "../tree.js";

/** What a query gives; `columns` are names given to its columns. */
export type Derive = (query: Node | undefined, columns: readonly string[]) => DerivedTable;

/** The items of a FROM clause, those of joins too. `own`: names that WITH gives to queries, and the query of each where it can be followed. */
export function relationsOf(items: readonly Node[] | undefined, own: ReadonlyMap<string, CommonQuery | undefined>, derive: Derive): RelationInQuery[] {
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
      // An alias with columns gives those of a table other names.
      const common = isQuery && alias?.colnames === undefined ? own.get(relname) : undefined;
      add(item, { alias: alias?.aliasname ?? relname, path: isQuery || alias?.colnames !== undefined ? undefined : schemaname === undefined ? [relname] : [schemaname, relname], ...(common && { derived: derive(common.query, common.columns) }) });
    } else if ("RangeSubselect" in item) {
      const { alias, subquery } = item.RangeSubselect;
      add(item, { alias: alias?.aliasname ?? "", path: undefined, derived: derive(subquery, strings(alias?.colnames)) });
    } else if ("RangeFunction" in item) {
      add(item, { alias: item.RangeFunction.alias?.aliasname ?? "", path: undefined });
    }
  }
  return found;
}

export interface CommonQuery {
  readonly query: Node | undefined;
  readonly columns: readonly string[];
}

/** The queries of WITH anywhere below a node, by name; undefined for those that write, and where two have one name. Of a recursive one the term that does not read it decides on its columns (source: analyzeCTE). */
export function commonQueries(root: unknown): Map<string, CommonQuery | undefined> {
  const found = new Map<string, CommonQuery | undefined>();
  walk(root, (node) => {
    if (!("CommonTableExpr" in node)) return true;
    const { ctename = "", ctequery, aliascolnames, search_clause, cycle_clause } = node.CommonTableExpr;
    const query = ctequery !== undefined && reads(ctequery, ctename) ? firstTerm(ctequery) : ctequery;
    const isClear = query !== undefined && "SelectStmt" in query && !found.has(ctename) && !reads(query, ctename) && search_clause === undefined && cycle_clause === undefined;
    found.set(ctename, isClear ? { query, columns: strings(aliascolnames) } : undefined);
    return true;
  });
  return found;
}

/** Of UNION. */
const firstTerm = (query: Node): Node | undefined => ("SelectStmt" in query && query.SelectStmt.larg ? { SelectStmt: query.SelectStmt.larg } : undefined);

function reads(query: Node, name: string): boolean {
  let found = false;
  walk(query, (node) => {
    if ("RangeVar" in node && node.RangeVar.schemaname === undefined && node.RangeVar.relname === name) found = true;
    return !found;
  });
  return found;
}

/** The leftmost item of a join. */
function firstOf(item: Node): Node[] {
  let first: Node | undefined = item;
  while (first !== undefined && "JoinExpr" in first) first = first.JoinExpr.larg;
  return first === undefined ? [] : [first];
}
