import type { InsertStmt, Node, SelectStmt } from "libpg-query";
import type { ChangeData } from "../../../../model/operation.js";
import { walk } from "../tree.js";

/** How many values an INSERT gives for how many columns, and what is wrong with that whatever the table. */
export function counted({ cols, selectStmt }: InsertStmt): Pick<ChangeData, "values" | "contradiction"> {
  const twice = repeated(cols);
  if (twice !== undefined) return { contradiction: { code: "42701", message: `column "${twice}" specified more than once` } };
  const rows = selectStmt !== undefined && "SelectStmt" in selectStmt ? rowsOf(selectStmt.SelectStmt) : [];
  const [count, ...others] = rows.map((row) => (row.some(isStar) ? undefined : row.length));
  if (count === undefined || others.includes(undefined)) return {};
  if (others.some((other) => other !== count)) return { contradiction: { code: "42601", message: "VALUES lists must all be the same length" } };
  return { values: { count, columns: cols?.length } };
}

export function assignedTwice(targets: readonly Node[] | undefined): Pick<ChangeData, "contradiction"> {
  const twice = repeated(targets);
  return twice === undefined ? {} : { contradiction: { code: "42601", message: `multiple assignments to same column "${twice}"` } };
}

/** A part of a column, `a[1]` or `a.b`, may be named along with another one. */
function repeated(targets: readonly Node[] = []): string | undefined {
  const whole = targets.flatMap((node) => ("ResTarget" in node && node.ResTarget.name !== undefined && node.ResTarget.indirection === undefined ? [node.ResTarget.name] : []));
  const seen = new Set<string>();
  return whole.find((name) => seen.size === seen.add(name).size);
}

/** Those of VALUES, or the outputs of the query's first arm. */
function rowsOf(query: SelectStmt): readonly (readonly Node[])[] {
  let first = query;
  while (first.larg) first = first.larg;
  if (first.valuesLists) return first === query ? first.valuesLists.map((row) => ("List" in row ? (row.List.items ?? []) : [])) : [];
  return [first.targetList ?? []];
}

/** `*`, `t.*`, `(row).*` */
function isStar(node: Node): boolean {
  let found = false;
  walk(node, (child) => {
    if ("SelectStmt" in child) return false;
    if ("A_Star" in child) found = true;
    return true;
  });
  return found;
}
