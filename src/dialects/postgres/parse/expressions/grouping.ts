import type { FuncCall, Node, SelectStmt } from "libpg-query";
import type { ColumnRead, Need, Scope } from "../../../../model/need.js";
import { isAggregate, isBuiltInFunction } from "../../catalog/functions.js";
import { argumentsGiven, isStar, strings, walk } from "../tree.js";

/** Columns that a query with groups gives or asks for outside of aggregates. Of queries in others, aggregates may be those of the outer one. `scopes`: its FROM clause, and those around it. */
export function groupedNeeds({ targetList = [], groupClause, groupDistinct, havingClause }: SelectStmt, scopes: readonly Scope[]): Need[] {
  const given = [...targetList.map((target) => ("ResTarget" in target ? target.ResTarget.val : undefined)), havingClause].filter((node) => node !== undefined);
  const functions = new Set<string>();
  const hasGroups = groupClause !== undefined || (scopes.length === 1 && given.some((node) => hasAggregate(node)));
  const by = hasGroups && groupDistinct !== true ? groupedBy(groupClause ?? [], targetList, scopes) : undefined;
  if (!by) return [];
  const reads = given.flatMap((node) => readsOf(node, scopes, functions));
  return reads.map((read): Need => ({ kind: "grouped", read, by, functions: [...functions] }));
}

/** What is grouped by, and all that stands in it; undefined where not all of it is told. */
function groupedBy(items: readonly Node[], targets: readonly Node[], scopes: readonly Scope[]): Grouped[] | undefined {
  const found: Grouped[] = [];
  for (const item of items) {
    if ("GroupingSet" in item) return undefined;
    const output = outputOf(item, targets);
    if ("A_Const" in item) {
      if (!output) return undefined;
      found.push(...columnsIn(output, scopes));
    } else found.push(...columnsIn(item, scopes).map((column): Grouped => (output ? { ...column, output: columnsIn(output, scopes) } : column)));
  }
  return found;
}

type Grouped = Extract<Need, { kind: "grouped" }>["by"][number];

/** GROUP BY 1, and GROUP BY name where an output is called so. */
function outputOf(item: Node, targets: readonly Node[]): Node | undefined {
  if ("A_Const" in item) {
    const target = targets[(item.A_Const.ival?.ival ?? 0) - 1];
    return target && "ResTarget" in target ? target.ResTarget.val : undefined;
  }
  const [name, ...others] = "ColumnRef" in item ? strings(item.ColumnRef.fields) : [];
  if (name === undefined || others.length > 0) return undefined;
  for (const target of targets) if ("ResTarget" in target && target.ResTarget.name === name) return target.ResTarget.val;
  return undefined;
}

function columnsIn(root: Node, scopes: readonly Scope[]): ColumnRead[] {
  const found: ColumnRead[] = [];
  walk(root, (node) => {
    if ("ColumnRef" in node) found.push({ kind: "column", path: strings(node.ColumnRef.fields), scopes });
    return !("ColumnRef" in node);
  });
  return found;
}

function hasAggregate(root: Node): boolean {
  let found = false;
  walk(root, (node) => {
    if ("SubLink" in node || "SelectStmt" in node) return false;
    if ("FuncCall" in node && isAggregateCall(node.FuncCall)) found = true;
    return !found;
  });
  return found;
}

const nameOf = ({ funcname }: FuncCall): string | undefined => (strings(funcname).length === 1 ? strings(funcname)[0] : undefined);

const isAggregateCall = (call: FuncCall): boolean => call.over === undefined && isAggregate(nameOf(call) ?? "", argumentsGiven(call));

/** Columns outside of aggregates, and of what may be one. `functions` gets the names of those that are none, and of the aggregates. */
function readsOf(root: Node, scopes: readonly Scope[], functions: Set<string>): ColumnRead[] {
  const found: ColumnRead[] = [];
  walk([root], (node) => {
    if ("SubLink" in node || "SelectStmt" in node || "GroupingFunc" in node) return false;
    if ("FuncCall" in node) {
      const name = nameOf(node.FuncCall);
      if (name !== undefined) functions.add(name);
      return name !== undefined && node.FuncCall.over === undefined && isBuiltInFunction(name) && !isAggregateCall(node.FuncCall);
    }
    if (!("ColumnRef" in node)) return true;
    const fields = node.ColumnRef.fields ?? [];
    if (!isStar(fields)) found.push({ kind: "column", path: strings(fields), scopes });
    return false;
  });
  return found;
}
