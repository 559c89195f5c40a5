import type { Node, SelectStmt } from "libpg-query";
import type { StandingRefusal } from "../../../../model/need.js";
import { misplacedIn, PLACES, withoutWindow } from "./misplaced.js";

/** What is wrong with a query that stands in no other one: there an aggregate may be one of the outer query. */
export function ofQuery(node: Node | undefined): StandingRefusal | undefined {
  if (node === undefined || !("SelectStmt" in node)) return undefined;
  return ofSelect(node.SelectStmt);
}

function ofSelect(select: SelectStmt): StandingRefusal | undefined {
  const { larg, rarg, op = "SETOP_NONE", whereClause, fromClause, targetList, sortClause, groupClause } = select;
  if (larg && rarg) {
    const inner = ofSelect(larg) ?? ofSelect(rarg);
    if (inner) return inner;
    const [left, right] = [width(larg), width(rarg)];
    return left === undefined || right === undefined || left === right ? undefined : refusal("42601", `each ${op.replace("SETOP_", "")} query must have the same number of columns`);
  }
  const twice = namedTwice(fromClause ?? []);
  if (twice !== undefined) return refusal("42712", `table name "${twice}" specified more than once`);
  const misplaced = misplacedIn(whereClause, PLACES.where);
  if (misplaced) return misplaced;
  const windowless = withoutWindow([targetList, sortClause]) ?? misplacedIn(groupClause, PLACES.groupBy);
  if (windowless) return windowless;
  const outputs = width(select);
  if (targetList === undefined || outputs === undefined) return undefined;
  const far = (clause: readonly Node[] | undefined): number | undefined => (clause ?? []).map(position).find((at) => at !== undefined && (at < 1 || at > outputs));
  const ordered = far(sortClause?.flatMap((item) => ("SortBy" in item ? (item.SortBy.node ?? []) : [])));
  if (ordered !== undefined) return refusal("42P10", `ORDER BY position ${ordered} is not in select list`);
  const grouped = far(groupClause);
  return grouped === undefined ? undefined : refusal("42P10", `GROUP BY position ${grouped} is not in select list`);
}

const refusal = (code: string, message: string): StandingRefusal => ({ code, message, functions: [] });

const position = (node: Node): number | undefined => ("A_Const" in node && node.A_Const.ival !== undefined ? (node.A_Const.ival.ival ?? 0) : undefined);

/** How many columns it has; undefined with a star. */
function width({ larg, targetList, valuesLists }: SelectStmt): number | undefined {
  if (larg) return width(larg);
  const [row] = valuesLists ?? [];
  const outputs = row !== undefined && "List" in row ? row.List.items : targetList;
  if (outputs?.some(isStar) !== false) return undefined;
  return outputs.length;
}

/** `*`, `t.*`, `(row).*` */
function isStar(output: Node): boolean {
  const value = "ResTarget" in output ? output.ResTarget.val : output;
  if (value === undefined) return false;
  const parts = "ColumnRef" in value ? value.ColumnRef.fields : "A_Indirection" in value ? value.A_Indirection.indirection : undefined;
  const last = parts?.at(-1);
  return last !== undefined && "A_Star" in last;
}

/** Two items of one name; two tables of two schemas may have one. */
function namedTwice(items: readonly Node[]): string | undefined {
  const seen = new Map<string, string | undefined>();
  for (const { name, schema } of items.flatMap(namesOf)) {
    if (seen.has(name) && seen.get(name) === schema) return name;
    seen.set(name, schema);
  }
  return undefined;
}

interface Named {
  readonly name: string;
  /** `undefined`: an alias; `""`: found on the search path. */
  readonly schema: string | undefined;
}

function namesOf(item: Node): Named[] {
  if ("RangeVar" in item) {
    const { alias, schemaname, relname = "" } = item.RangeVar;
    return [alias?.aliasname === undefined ? { name: relname, schema: schemaname ?? "" } : { name: alias.aliasname, schema: undefined }];
  }
  if ("JoinExpr" in item) {
    const { larg, rarg, alias } = item.JoinExpr;
    // Its own name hides theirs.
    if (alias) return alias.aliasname === undefined ? [] : [{ name: alias.aliasname, schema: undefined }];
    return [larg, rarg].flatMap((side) => (side ? namesOf(side) : []));
  }
  const alias = "RangeSubselect" in item ? item.RangeSubselect.alias : "RangeFunction" in item ? item.RangeFunction.alias : undefined;
  return alias?.aliasname === undefined ? [] : [{ name: alias.aliasname, schema: undefined }];
}
