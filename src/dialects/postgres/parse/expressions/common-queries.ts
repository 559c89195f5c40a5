import type { CommonTableExpr, Node, WithClause } from "libpg-query";
import { strings, walk } from "../tree.js";

export interface CommonQuery {
  readonly query: Node | undefined;
  readonly columns: readonly string[];
  readonly table: CommonTableExpr;
}

/** Names that WITH gives to queries, and the query of each where it can be followed. */
export type CommonQueries = ReadonlyMap<string, CommonQuery | undefined>;

/** The queries of WITH anywhere below a node, by name; undefined where two have one name, and for what `commonQuery` does not follow. */
export function commonQueries(root: unknown): Map<string, CommonQuery | undefined> {
  const found = new Map<string, CommonQuery | undefined>();
  walk(root, (node) => {
    if ("CommonTableExpr" in node) {
      const { ctename = "" } = node.CommonTableExpr;
      found.set(ctename, found.has(ctename) ? undefined : commonQuery(node.CommonTableExpr, true));
    }
    return true;
  });
  return found;
}

/** In order; those of one WITH. */
export const tablesOf = (clause: WithClause | undefined): CommonTableExpr[] => (clause?.ctes ?? []).flatMap((node) => ("CommonTableExpr" in node ? [node.CommonTableExpr] : []));

/** Undefined for one that writes. Of a recursive one the term that does not read it decides on its columns (source: analyzeCTE). */
export function commonQuery(table: CommonTableExpr, recursive: boolean): CommonQuery | undefined {
  const { ctename = "", ctequery, aliascolnames } = table;
  const readsItself = (query: Node): boolean => recursive && reads(query, ctename);
  const query = ctequery !== undefined && readsItself(ctequery) ? firstTerm(ctequery) : ctequery;
  const isClear = query !== undefined && "SelectStmt" in query && !readsItself(query);
  return isClear ? { query, columns: strings(aliascolnames), table } : undefined;
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
