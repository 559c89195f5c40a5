import type { Node, SelectStmt } from "libpg-query";
import type { TypeName } from "../../../model/name.js";
import type { QueryOutput } from "../../../model/operation.js";
import type { StatementText } from "./statement-text.js";
import { strings, typePath } from "./tree.js";
import { typeName } from "./types.js";

/** A query's SELECT list, named as FigureColname() of PostgreSQL does it. `start`: UTF-16 index of the query in the file. */
export function outputNames(text: StatementText, start: number, query: Node | undefined): QueryOutput[] {
  if (query === undefined || !("SelectStmt" in query)) return [];
  let select: SelectStmt = query.SelectStmt;
  while (select.larg) select = select.larg;
  // Of UNION and its like the server settles the types.
  const united = select !== query.SelectStmt;
  return (select.targetList ?? []).map((target) => {
    const { name, val } = "ResTarget" in target ? target.ResTarget : {};
    const placed = val !== undefined && "ColumnRef" in val ? text.spanAt(text.at(val.ColumnRef.location)).start - start : undefined;
    if (isStar(val)) return { name: undefined, star: placed };
    const type = united ? undefined : placed === undefined ? typeOf(text, val) : undefined;
    return { name: name ?? figure(val), star: undefined, ...(placed !== undefined && !united && { column: placed }), ...(type && { type }) };
  });
}

const isStar = (node: Node | undefined): node is Extract<Node, { ColumnRef: unknown }> =>
  node !== undefined && "ColumnRef" in node && (node.ColumnRef.fields ?? []).some((field) => "A_Star" in field);

/** A type that the expression says itself; undefined where only the server can tell. */
function typeOf(text: StatementText, node: Node | undefined): TypeName | undefined {
  const builtIn = (name: string): TypeName => ({ schema: undefined, name, modifiers: [], dimensions: 0 });
  if (node === undefined) return undefined;
  if ("TypeCast" in node) return node.TypeCast.typeName && typeName(text, node.TypeCast.typeName);
  if ("A_Const" in node) {
    if (node.A_Const.ival !== undefined) return builtIn("int4");
    if (node.A_Const.boolval !== undefined) return builtIn("bool");
    // A float is one that is written with a point; whole numbers that int4 cannot hold come as such too.
    if (node.A_Const.fval !== undefined) return /^\d+$/.test(node.A_Const.fval.fval ?? "") ? undefined : builtIn("numeric");
    return node.A_Const.sval !== undefined || node.A_Const.isnull === true ? builtIn("text") : undefined;
  }
  if ("FuncCall" in node) {
    const name = RESULTS.get(strings(node.FuncCall.funcname).join("."));
    return name === undefined ? undefined : builtIn(name);
  }
  if ("SQLValueFunction" in node) return node.SQLValueFunction.op === "SVFOP_CURRENT_TIMESTAMP" ? builtIn("timestamptz") : undefined;
  if ("BoolExpr" in node || "NullTest" in node || "BooleanTest" in node) return builtIn("bool");
  return undefined;
}

/** Built-in functions with one type of result, whatever they are given. */
const RESULTS: ReadonlyMap<string, string> = new Map([
  ["count", "int8"], ["row_number", "int8"], ["rank", "int8"], ["dense_rank", "int8"], ["now", "timestamptz"], ["gen_random_uuid", "uuid"], ["md5", "text"], ["concat", "text"],
  ["to_char", "text"], ["bool_and", "bool"], ["bool_or", "bool"], ["to_jsonb", "jsonb"], ["jsonb_build_object", "jsonb"], ["jsonb_agg", "jsonb"], ["json_agg", "json"],
]);

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
