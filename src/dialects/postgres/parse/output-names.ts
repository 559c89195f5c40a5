import type { Node, SelectStmt } from "libpg-query";
import type { QueryOutput } from "../../../model/operation.js";
import type { StatementText } from "./statement-text.js";
import { strings, typePath } from "./tree.js";

/** A query's SELECT list, named as FigureColname() of PostgreSQL does it. `start`: UTF-16 index of the query in the file. */
export function outputNames(text: StatementText, start: number, query: Node | undefined): QueryOutput[] {
  if (query === undefined || !("SelectStmt" in query)) return [];
  let select: SelectStmt = query.SelectStmt;
  while (select.larg) select = select.larg;
  return (select.targetList ?? []).map((target) => {
    const { name, val } = "ResTarget" in target ? target.ResTarget : {};
    return { name: name ?? figure(val), star: isStar(val) ? text.spanAt(text.at(val.ColumnRef.location)).start - start : undefined };
  });
}

const isStar = (node: Node | undefined): node is Extract<Node, { ColumnRef: unknown }> =>
  node !== undefined && "ColumnRef" in node && (node.ColumnRef.fields ?? []).some((field) => "A_Star" in field);

function figure(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if ("ColumnRef" in node) {
    const fields = node.ColumnRef.fields ?? [];
    const names = strings(fields);
    return names.length === fields.length ? names.at(-1) : undefined;
  }
  if ("FuncCall" in node) return strings(node.FuncCall.funcname).at(-1);
  if ("TypeCast" in node) return figure(node.TypeCast.arg) ?? (node.TypeCast.typeName && typePath(node.TypeCast.typeName).at(-1));
  if ("CollateClause" in node) return figure(node.CollateClause.arg);
  if ("CoalesceExpr" in node) return "coalesce";
  if ("CaseExpr" in node) return figure(node.CaseExpr.defresult) ?? "case";
  return undefined;
}
