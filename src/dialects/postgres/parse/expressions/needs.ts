import type { CommonTableExpr, DeleteStmt, FuncCall, InsertStmt, MergeStmt, Node, RangeVar, ReturningClause, SelectStmt, TypeName, UpdateStmt } from "libpg-query";
import type { Refusal } from "../../../../model/database.js";
import type { Need, Scope, ScopeItem } from "../../../../model/need.js";
import { tablesOf } from "./common-queries.js";
import { assignments, comparedWithQuery, condition, inserted, setName, united, valuesOf } from "./values.js";
import { groupedNeeds } from "./grouping.js";
import { outputsOf, scopeOf, type Queries } from "./scopes.js";
import { parsePath } from "../names.js";
import { argumentsGiven, columnPath, isStar, strings, typePath, walk } from "../tree.js";

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
      const joined = [scope([larg, rarg].filter((side) => side !== undefined)), ...scopes.slice(1)];
      visit(quals, joined, true);
      add(...condition(quals, "JOIN/ON", joined));
    }
    else if ("ColumnRef" in node) {
      const fields = node.ColumnRef.fields ?? [];
      const path = columnPath(fields);
      const star = isStar(fields);
      if (path.length > (star ? 1 : 0)) add({ kind: "column", path, scopes, ...(star && { star }), ...(seesAll && { seesAll }) });
    } else {
      add(...valuesOf(node, scopes));
      if ("SubLink" in node) add(...comparedWithQuery(node.SubLink, scopes, ({ fromClause }) => [scope(fromClause), ...scopes]));
      if ("RangeVar" in node) relation(node.RangeVar);
      else if ("TypeCast" in node && node.TypeCast.typeName) add(...typeNeeds([node.TypeCast.typeName]));
      else if ("IndexElem" in node && node.IndexElem.name !== undefined) add({ kind: "column", path: [node.IndexElem.name], scopes });
      else if ("FuncCall" in node && node.FuncCall.funcformat !== "COERCE_SQL_SYNTAX") add(...called(node.FuncCall));
      return true;
    }
    return false;
  });

  const relation = ({ catalogname, schemaname, relname = "" }: RangeVar): void => {
    if (catalogname === undefined && (schemaname !== undefined || !queries.has(relname))) add({ kind: "relation", path: schemaname === undefined ? [relname] : [schemaname, relname] });
  };
  /** Only stars are left to count: what is written out is counted where it is read. */
  const count = (query: SelectStmt, beside: { readonly table: readonly string[]; readonly named: number | undefined } | { readonly columns: readonly (string | Scope)[] | undefined; readonly set: string }): Need[] => {
    const columns = outputsOf({ SelectStmt: query }, [], queries, UNNAMED);
    const other = "set" in beside ? beside.columns : [];
    if (!columns || !other || [...columns, ...other].every((column) => typeof column === "string")) return [];
    return [{ kind: "count", columns, beside: "set" in beside ? { columns: other, set: beside.set } : beside }];
  };
  const scope = (items: readonly Node[] | undefined): Scope => scopeOf(items ?? [], queries);

  const select = ({ larg, rarg, intoClause: _, lockingClause: __, sortClause, groupClause, distinctClause, ...rest }: SelectStmt, outside: readonly Scope[]): void => {
    if (rest.withClause) visit(rest.withClause, outside);
    if (larg && rarg) {
      select(larg, outside);
      select(rarg, outside);
      add(...united({ ...rest, larg, rarg }, (arm) => [scope(arm.fromClause), ...outside]), ...count(larg, { columns: outputsOf({ SelectStmt: rarg }, [], queries, UNNAMED), set: setName(rest.op ?? "") }));
      return;
    }
    const scopes = [scope(rest.fromClause), ...outside];
    visit(rest.fromClause, scopes);
    visit({ ...rest, withClause: undefined, fromClause: undefined }, scopes, true);
    add(...condition(rest.whereClause, "WHERE", scopes), ...condition(rest.havingClause, "HAVING", scopes));
    visit([sortClause, groupClause, distinctClause].flatMap((clause) => (clause ?? []).filter((item) => !isBareName(item))), scopes, true);
    add(...groupedNeeds({ ...rest, ...(groupClause && { groupClause }) }, scopes));
  };

  const insert = (node: InsertStmt, outside: readonly Scope[]): void => {
    const { relation: target, selectStmt, onConflictClause, returningClause, withClause } = node;
    if (target) relation(target);
    const own = itemsOf(target);
    visit([withClause, selectStmt], outside);
    const { infer, targetList, whereClause } = onConflictClause ?? {};
    visit(infer, [own, ...outside]);
    const conflicting = [[...own, ...own.map((item) => ({ ...item, alias: "excluded" }))], ...outside];
    visit([targetList, whereClause], conflicting, true);
    if (selectStmt && "SelectStmt" in selectStmt && target?.catalogname === undefined && !selectStmt.SelectStmt.larg) add(...count(selectStmt.SelectStmt, { table: own.flatMap(({ path = [] }) => path), named: node.cols?.length }));
    add(...inserted(node, ({ fromClause }) => [scope(fromClause), ...outside], conflicting));
    visit(returningClause, [[...own, ...changedRows(own, returningClause)], ...outside], true);
  };

  const update = ({ relation: target, targetList, whereClause, fromClause, withClause, returningClause }: UpdateStmt, outside: readonly Scope[]): void => {
    const scopes = changeRows([targetList, whereClause], [fromClause, withClause], target, scope(fromClause), returningClause, outside);
    add(...assignments(target, targetList, scopes), ...condition(whereClause, "WHERE", scopes));
  };
  const remove = ({ relation: target, usingClause, whereClause, withClause, returningClause }: DeleteStmt, outside: readonly Scope[]): void => {
    const scopes = changeRows([whereClause], [usingClause, withClause], target, scope(usingClause), returningClause, outside);
    add(...condition(whereClause, "WHERE", scopes));
  };
  const merge = ({ relation: target, sourceRelation, joinCondition, mergeWhenClauses, withClause, returningClause }: MergeStmt, outside: readonly Scope[]): void => {
    // Which of the two a clause sees depends on what it is for.
    changeRows([], [sourceRelation, joinCondition, mergeWhenClauses, withClause], target, scope(sourceRelation && [sourceRelation]), returningClause, outside);
  };
  const changeRows = (parts: readonly unknown[], sources: readonly unknown[], target: RangeVar | undefined, from: Scope, returning: ReturningClause | undefined, outside: readonly Scope[]): readonly Scope[] => {
    if (target) relation(target);
    const own = itemsOf(target);
    const scopes = [[...own, ...from], ...outside];
    visit(parts, scopes, true);
    visit(sources, scopes);
    visit(returning, [[...own, ...changedRows(own, returning), ...from], ...outside]);
    return scopes;
  };

  visit(root, outer);
  return found;
}

/** `table.column%TYPE` is none. `shell`: as in `Need`, for the name as it is written. */
export const typeNeeds = (types: readonly (TypeName | undefined)[], shell: (written: string) => Refusal | undefined = onlyShell): Need[] =>
  types.flatMap((type): Need[] => (type === undefined || type.pct_type === true ? [] : [{ kind: "type", path: typePath(type), shell: shell(typePath(type).join(".") + (type.arrayBounds ? "[]" : "")) }]));

/** As most statements have it. A shell has no array type. */
const onlyShell = (written: string): Refusal => ({ code: "42704", message: `type "${written}" ${written.endsWith("[]") ? "does not exist" : "is only a shell"}` });

/** As the server calls a column that has no name. */
const UNNAMED = "?column?";

const OF_SEQUENCES: ReadonlySet<string> = new Set(["nextval", "currval", "setval"]);

/** A sequence that is named by a string is looked up when the statement is read. */
function called(call: FuncCall): Need[] {
  const path = strings(call.funcname);
  const [first] = call.args ?? [];
  const sequence = OF_SEQUENCES.has(path.at(-1) ?? "") && first !== undefined && "A_Const" in first && first.A_Const.sval !== undefined ? parsePath(first.A_Const.sval.sval ?? "") : undefined;
  return [{ kind: "function", path, arguments: argumentsGiven(call) }, ...(sequence && sequence.length < 3 ? [{ kind: "sequence" as const, path: sequence }] : [])];
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

/** The queries of WITH anywhere below a node; one that two have, whose name is used beside them too, or that writes or reads itself, may have any column. */
function commonQueries(root: unknown): Queries {
  const found = new Map<string, (string | Scope)[] | undefined>();
  const known: { readonly name: string; readonly table: CommonTableExpr; readonly around: Node }[] = [];
  walk(root, (node) => {
    for (const table of withOf(node)) known.push({ name: table.ctename ?? "", table, around: node });
    return true;
  });
  for (const { name } of known) found.set(name, undefined);
  for (const { name, table: { ctequery, aliascolnames, search_clause, cycle_clause }, around } of known) {
    if (known.filter((other) => other.name === name).length > 1 || uses(root, name) > uses(around, name)) continue;
    const added = [search_clause?.search_seq_column, cycle_clause?.cycle_mark_column, cycle_clause?.cycle_path_column].filter((column) => column !== undefined);
    const columns = outputsOf(ctequery, strings(aliascolnames), found);
    found.set(name, columns && [...columns, ...added]);
  }
  return found;
}

function withOf(node: Node): CommonTableExpr[] {
  if ("SelectStmt" in node) return [...armsOf(node.SelectStmt)].flatMap(({ withClause }) => tablesOf(withClause));
  const clause = "InsertStmt" in node ? node.InsertStmt.withClause : "UpdateStmt" in node ? node.UpdateStmt.withClause : "DeleteStmt" in node ? node.DeleteStmt.withClause : "MergeStmt" in node ? node.MergeStmt.withClause : undefined;
  return tablesOf(clause);
}

/** It, and those that UNION and its like unite in it. */
function* armsOf(query: SelectStmt): Generator<SelectStmt> {
  const pending = [query];
  for (let arm = pending.pop(); arm; arm = pending.pop()) {
    yield arm;
    pending.push(...[arm.larg, arm.rarg].filter((side) => side !== undefined));
  }
}

/** How often a name stands for a relation. */
function uses(root: unknown, name: string): number {
  let count = 0;
  walk(root, (node) => {
    if ("RangeVar" in node && node.RangeVar.schemaname === undefined && node.RangeVar.relname === name) count++;
    return true;
  });
  return count;
}
