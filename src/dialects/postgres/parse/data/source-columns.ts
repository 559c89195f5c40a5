import type { ColumnRef, Node } from "libpg-query";
import { isWriting, type Writing } from "./change-data.js";
import { columnPath, walk } from "../tree.js";

/** Columns, as written, whose values go into what a statement writes: not those that only choose rows or their order. */
export function sourceColumns(node: Writing): string[][] {
  const values = valuesOf(node);
  const conditions = columnsOfConditions(values);
  const found = new Map<string, string[]>();
  walk(values, (child) => {
    if (isWriting(child)) return false;
    if (!("ColumnRef" in child) || conditions.has(child.ColumnRef)) return true;
    const path = columnPath(child.ColumnRef.fields ?? []);
    if (path[0] !== "excluded") found.set(JSON.stringify(path), path);
    return true;
  });
  return [...found.values()];
}

function valuesOf(node: Writing): unknown[] {
  if ("InsertStmt" in node) return [node.InsertStmt.selectStmt, node.InsertStmt.onConflictClause?.targetList, node.InsertStmt.withClause];
  if ("UpdateStmt" in node) return [node.UpdateStmt.targetList, node.UpdateStmt.fromClause, node.UpdateStmt.withClause];
  if ("MergeStmt" in node) return [node.MergeStmt.sourceRelation, node.MergeStmt.mergeWhenClauses, node.MergeStmt.withClause];
  return [];
}

function columnsOfConditions(parts: readonly unknown[]): ReadonlySet<ColumnRef> {
  const found = new Set<ColumnRef>();
  const collect = (conditions: readonly (Node | readonly Node[] | undefined)[]): void => walk(conditions, (node) => {
    if ("ColumnRef" in node) found.add(node.ColumnRef);
    return true;
  });
  walk(parts, (node) => {
    if ("SelectStmt" in node) collect([node.SelectStmt.whereClause, node.SelectStmt.groupClause, node.SelectStmt.havingClause, node.SelectStmt.sortClause]);
    if ("JoinExpr" in node) collect([node.JoinExpr.quals]);
    if ("MergeWhenClause" in node) collect([node.MergeWhenClause.condition]);
    return true;
  });
  return found;
}
