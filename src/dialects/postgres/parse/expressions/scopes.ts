import type { Alias, Node, SelectStmt } from "libpg-query";
import type { Scope, ScopeItem } from "../../../../model/need.js";
import { columnName } from "./figure.js";
import { strings } from "../tree.js";

/** Names that WITH gives to queries, with their columns where all can be told. */
export type Queries = ReadonlyMap<string, readonly (string | Scope)[] | undefined>;

/** The items of a FROM clause, those of joins too. */
export function scopeOf(items: readonly Node[], queries: Queries): Scope {
  const found: ScopeItem[] = [];
  const pending: { readonly item: Node; readonly merged?: ScopeItem["merged"] }[] = items.map((item) => ({ item }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { item, merged } = next;
    if ("JoinExpr" in item) {
      const { larg, rarg, alias, join_using_alias, isNatural, usingClause } = item.JoinExpr;
      if (larg) pending.push({ item: larg, merged });
      if (rarg) pending.push({ item: rarg, merged: mergedWith(merged, isNatural === true ? "natural" : strings(usingClause)) });
      if (alias ?? join_using_alias) found.push({ alias: (alias ?? join_using_alias)?.aliasname });
    } else if ("RangeTableSample" in item) {
      if (item.RangeTableSample.relation) pending.push({ item: item.RangeTableSample.relation, merged });
    } else found.push({ ...itemOf(item, queries), ...(merged !== undefined && merged.length > 0 && { merged }) });
  }
  return found;
}

const mergedWith = (outer: ScopeItem["merged"], inner: readonly string[] | "natural"): ScopeItem["merged"] => (outer === "natural" || inner === "natural" ? "natural" : [...(outer ?? []), ...inner]);

function itemOf(item: Node, queries: Queries): ScopeItem {
  if ("RangeVar" in item) {
    const { alias, catalogname, schemaname, relname = "" } = item.RangeVar;
    const name = alias?.aliasname ?? relname;
    if (schemaname === undefined && queries.has(relname)) return withColumns(name, renamed(queries.get(relname), alias));
    return alias?.colnames !== undefined || catalogname !== undefined ? { alias: name } : { alias: name, path: schemaname === undefined ? [relname] : [schemaname, relname] };
  }
  if ("RangeSubselect" in item) {
    const { alias, subquery } = item.RangeSubselect;
    return withColumns(alias?.aliasname, outputsOf(subquery, strings(alias?.colnames), queries));
  }
  if ("RangeFunction" in item) return { alias: item.RangeFunction.alias?.aliasname };
  return { alias: undefined };
}

const withColumns = (alias: string | undefined, columns: ScopeItem["columns"]): ScopeItem => ({ alias, ...(columns && { columns }) });

const renamed = (columns: ScopeItem["columns"], alias: Alias | undefined): ScopeItem["columns"] => columns && withNames(columns, strings(alias?.colnames));

/** Names of the first columns; behind a star that is more than one nobody can count. */
function withNames(columns: readonly (string | Scope)[], names: readonly string[]): (string | Scope)[] | undefined {
  if (names.length === 0) return [...columns];
  if (columns.slice(0, names.length).some((column) => typeof column !== "string")) return undefined;
  return columns.map((column, at) => names[at] ?? column);
}

/** Columns of a query; undefined where not all can be told. `unnamed`: what to call those whose names cannot. */
export function outputsOf(query: Node | undefined, names: readonly string[], queries: Queries, unnamed?: string): (string | Scope)[] | undefined {
  if (query === undefined || !("SelectStmt" in query)) return undefined;
  let arm: SelectStmt = query.SelectStmt;
  while (arm.larg) arm = arm.larg;
  if (arm.targetList === undefined) return undefined;
  const columns: (string | Scope)[] = [];
  for (const target of arm.targetList) {
    if (!("ResTarget" in target)) return undefined;
    const column = outputOf(target, arm, queries, unnamed);
    if (column === undefined) return undefined;
    columns.push(column);
  }
  return withNames(columns, names);
}

function outputOf({ ResTarget: { name, val } }: Extract<Node, { ResTarget: unknown }>, { fromClause }: SelectStmt, queries: Queries, unnamed: string | undefined): string | Scope | undefined {
  const fields = val !== undefined && "ColumnRef" in val ? (val.ColumnRef.fields ?? []) : [];
  const last = fields.at(-1);
  // `(row).*`
  if (val !== undefined && "A_Indirection" in val && val.A_Indirection.indirection?.some((part) => "A_Star" in part) === true) return undefined;
  if (last === undefined || !("A_Star" in last)) return name ?? columnName(val) ?? unnamed;
  const scope = scopeOf(fromClause ?? [], queries);
  if (fields.length === 1) return scope;
  const alias = strings(fields).at(-1);
  const items = scope.filter((item) => item.alias === alias || item.alias === undefined);
  return items.length === 1 ? items.map(({ merged: _, ...item }) => item) : undefined;
}
