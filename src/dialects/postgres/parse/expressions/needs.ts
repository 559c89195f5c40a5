import type { CommonTableExpr, DeleteStmt, FuncCall, InsertStmt, MergeStmt, Node, RangeVar, ReturningClause, SelectStmt, UpdateStmt } from "libpg-query";
import type { Need, Scope, ScopeItem } from "../../../../model/need.js";
import { outputsOf, scopeOf, type Queries } from "./scopes.js";
import { parsePath } from "../names.js";
import { columnPath, isStar, strings, walk } from "../tree.js";

/**
 * What a tree names that must be there: relations, functions, and columns with the FROM clauses around them. What may stand for something else is left out:
 * names of WITH queries, and what ORDER BY, GROUP BY and DISTINCT ON may take from the list of outputs.
 */
export function needsIn(root: unknown, outer: readonly Scope[] = []): Need[] {
  const found: Need[] = [];
  const seen = new Set<string>();
  /** Of a name in a million rows one is enough. */
  const add = (...needs: readonly Need[]): void => {
    for (const need of needs) {
      const key = need.kind === "column" ? undefined : JSON.stringify(need);
      if (key === undefined || !seen.has(key)) found.push(need);
      if (key !== undefined) seen.add(key);
    }
  };
  const queries = commonQueries(root);

  const visit = (part: unknown, scopes: readonly Scope[], seesAll = false): void => walk(part, (node) => {
    if ("SelectStmt" in node) select(node.SelectStmt, scopes);
    else if ("InsertStmt" in node) insert(node.InsertStmt, scopes);
    else if ("UpdateStmt" in node) update(node.UpdateStmt, scopes);
    else if ("DeleteStmt" in node) remove(node.DeleteStmt, scopes);
    else if ("MergeStmt" in node) merge(node.MergeStmt, scopes);
    else if ("JoinExpr" in node) {
      const { larg, rarg, quals } = node.JoinExpr;
      visit([larg, rarg], scopes);
      visit(quals, [scope([larg, rarg].filter((side) => side !== undefined)), ...scopes.slice(1)], true);
    }
    else if ("ColumnRef" in node) {
      const fields = node.ColumnRef.fields ?? [];
      const path = columnPath(fields);
      const star = isStar(fields);
      if (path.length > (star ? 1 : 0)) add({ kind: "column", path, scopes, ...(star && { star }), ...(seesAll && { seesAll }) });
    } else {
      if ("RangeVar" in node) relation(node.RangeVar);
      else if ("IndexElem" in node && node.IndexElem.name !== undefined) add({ kind: "column", path: [node.IndexElem.name], scopes });
      else if ("FuncCall" in node && node.FuncCall.funcformat !== "COERCE_SQL_SYNTAX") add(...called(node.FuncCall));
      return true;
    }
    return false;
  });

  const relation = ({ catalogname, schemaname, relname = "" }: RangeVar): void => {
    if (catalogname === undefined && (schemaname !== undefined || !queries.has(relname))) add({ kind: "relation", path: schemaname === undefined ? [relname] : [schemaname, relname] });
  };
  const scope = (items: readonly Node[] | undefined): Scope => scopeOf(items ?? [], queries);

  const select = ({ larg, rarg, intoClause: _, lockingClause: __, sortClause, groupClause, distinctClause, ...rest }: SelectStmt, outside: readonly Scope[]): void => {
    if (rest.withClause) visit(rest.withClause, outside);
    if (larg && rarg) {
      select(larg, outside);
      select(rarg, outside);
      return;
    }
    const scopes = [scope(rest.fromClause), ...outside];
    visit(rest.fromClause, scopes);
    visit({ ...rest, withClause: undefined, fromClause: undefined }, scopes, true);
    visit([sortClause, groupClause, distinctClause].flatMap((clause) => (clause ?? []).filter((item) => !isBareName(item))), scopes, true);
  };

  const insert = ({ relation: target, selectStmt, onConflictClause, returningClause, withClause }: InsertStmt, outside: readonly Scope[]): void => {
    if (target) relation(target);
    const own = itemsOf(target);
    visit([withClause, selectStmt], outside);
    const { infer, targetList, whereClause } = onConflictClause ?? {};
    visit(infer, [own, ...outside]);
    visit([targetList, whereClause], [[...own, ...own.map((item) => ({ ...item, alias: "excluded" }))], ...outside], true);
    visit(returningClause, [[...own, ...changedRows(own, returningClause)], ...outside], true);
  };

  const update = ({ relation: target, targetList, whereClause, fromClause, withClause, returningClause }: UpdateStmt, outside: readonly Scope[]): void => {
    changeRows([targetList, whereClause], [fromClause, withClause], target, scope(fromClause), returningClause, outside);
  };
  const remove = ({ relation: target, usingClause, whereClause, withClause, returningClause }: DeleteStmt, outside: readonly Scope[]): void => {
    changeRows([whereClause], [usingClause, withClause], target, scope(usingClause), returningClause, outside);
  };
  const merge = ({ relation: target, sourceRelation, joinCondition, mergeWhenClauses, withClause, returningClause }: MergeStmt, outside: readonly Scope[]): void => {
    // Which of the two a clause sees depends on what it is for.
    changeRows([], [sourceRelation, joinCondition, mergeWhenClauses, withClause], target, scope(sourceRelation && [sourceRelation]), returningClause, outside);
  };
  const changeRows = (parts: readonly unknown[], sources: readonly unknown[], target: RangeVar | undefined, from: Scope, returning: ReturningClause | undefined, outside: readonly Scope[]): void => {
    if (target) relation(target);
    const own = itemsOf(target);
    const scopes = [[...own, ...from], ...outside];
    visit(parts, scopes, true);
    visit(sources, scopes);
    visit(returning, [[...own, ...changedRows(own, returning), ...from], ...outside]);
  };

  visit(root, outer);
  return found;
}

const OF_SEQUENCES: ReadonlySet<string> = new Set(["nextval", "currval", "setval"]);

/** A sequence that is named by a string is looked up when the statement is read. */
function called({ funcname, args = [] }: FuncCall): Need[] {
  const path = strings(funcname);
  const [first] = args;
  const sequence = OF_SEQUENCES.has(path.at(-1) ?? "") && first !== undefined && "A_Const" in first && first.A_Const.sval !== undefined ? parsePath(first.A_Const.sval.sval ?? "") : undefined;
  return [{ kind: "function", path, arguments: args.length }, ...(sequence && sequence.length < 3 ? [{ kind: "sequence" as const, path: sequence }] : [])];
}

/** The table that is written. */
const itemsOf = (target: RangeVar | undefined): ScopeItem[] => (target ? [...scopeOf([{ RangeVar: target }], new Map())] : []);

/** RETURNING old.a, new.a; WITH (OLD AS o) gives them another name. */
function changedRows(own: readonly ScopeItem[], returning: ReturningClause | undefined): ScopeItem[] {
  return own.flatMap((item) => [{ ...item, alias: "old", qualified: true as const }, { ...item, alias: "new", qualified: true as const }, ...((returning?.options ?? []).length > 0 ? [{ alias: undefined }] : [])]);
}

function isBareName(item: Node): boolean {
  const node = "SortBy" in item ? item.SortBy.node : item;
  return node !== undefined && "ColumnRef" in node && node.ColumnRef.fields?.length === 1;
}

/** The queries of WITH anywhere below a node; one that two have, or that writes or reads itself, may have any column. */
function commonQueries(root: unknown): Queries {
  const found = new Map<string, (string | Scope)[] | undefined>();
  const known: { readonly name: string; readonly table: CommonTableExpr }[] = [];
  walk(root, (node) => {
    if ("CommonTableExpr" in node) known.push({ name: node.CommonTableExpr.ctename ?? "", table: node.CommonTableExpr });
    return true;
  });
  for (const { name } of known) found.set(name, undefined);
  for (const { name, table: { ctequery, aliascolnames, search_clause, cycle_clause } } of known) {
    if (known.filter((other) => other.name === name).length > 1 || search_clause !== undefined || cycle_clause !== undefined) continue;
    found.set(name, outputsOf(ctequery, strings(aliascolnames), found));
  }
  return found;
}
