import type { Node } from "libpg-query";
import type { MayBeNull } from "../../../../model/operation.js";
import { strings } from "../tree.js";

/** Functions that give a value whatever they are given. */
const NEVER_NULL: ReadonlySet<string> = new Set(["concat", "concat_ws", "jsonb_build_object", "json_build_object", "jsonb_build_array", "json_build_array", "num_nulls", "num_nonnulls"]);

/** Operators that look something up in a document, which may not be there. */
const LOOKUPS: ReadonlySet<string> = new Set(["->", "->>", "#>", "#>>"]);

/** Functions that find nothing in a value that is there. */
const MAY_FIND_NOTHING = /^(?:regexp_(?:match|matches|substr)|substring|nullif|to_regclass|current_setting|array_position|array_length|array_(?:upper|lower)|jsonb?_.*(?:path|text)|lag|lead|(?:first|last|nth)_value|max|min|sum|avg|string_agg|array_agg|jsonb?_agg)$/;

/** Deeper than anybody writes; a chain of thousands of operators is as deep as it is long. */
const TOO_DEEP = 200;

/** Whether an expression may give NULL. Of a function that is not known here: where one of its arguments is. */
export function mayBeNull(node: Node | undefined, depth = 0): MayBeNull {
  if (node === undefined || depth > TOO_DEEP) return "unknown";
  const nullWithOne = (nodes: readonly (Node | undefined)[]): MayBeNull => anyOf(nodes, depth + 1);
  if ("A_Const" in node) return node.A_Const.isnull === true ? "always" : [];
  if ("SetToDefault" in node) return "default";
  if ("TypeCast" in node) return mayBeNull(node.TypeCast.arg, depth + 1);
  if ("CollateClause" in node) return mayBeNull(node.CollateClause.arg, depth + 1);
  if ("ColumnRef" in node) return [strings(node.ColumnRef.fields)];
  if ("SQLValueFunction" in node || "NullTest" in node || "BooleanTest" in node || "A_ArrayExpr" in node || "RowExpr" in node) return [];
  if ("CoalesceExpr" in node) return firstThatIsThere(node.CoalesceExpr.args, depth + 1);
  if ("CaseExpr" in node) {
    const { args, defresult } = node.CaseExpr;
    if (defresult === undefined) return "unknown";
    return nullWithOne([...(args ?? []).flatMap((arm) => ("CaseWhen" in arm ? [arm.CaseWhen.result] : [])), defresult]);
  }
  if ("BoolExpr" in node) return nullWithOne(node.BoolExpr.args ?? []);
  if ("MinMaxExpr" in node) return nullWithOne(node.MinMaxExpr.args ?? []);
  if ("FuncCall" in node) {
    const name = strings(node.FuncCall.funcname).at(-1) ?? "";
    if (NEVER_NULL.has(name)) return [];
    return MAY_FIND_NOTHING.test(name) ? "unknown" : nullWithOne(node.FuncCall.args ?? []);
  }
  if ("A_Expr" in node) {
    const { kind, name, lexpr, rexpr } = node.A_Expr;
    if (kind === "AEXPR_DISTINCT" || kind === "AEXPR_NOT_DISTINCT") return [];
    if (kind !== "AEXPR_OP" || LOOKUPS.has(strings(name).at(-1) ?? "")) return "unknown";
    return nullWithOne(lexpr === undefined ? [rexpr] : [lexpr, rexpr]);
  }
  if ("SubLink" in node) return node.SubLink.subLinkType === "EXISTS_SUBLINK" || node.SubLink.subLinkType === "ARRAY_SUBLINK" ? [] : "unknown";
  return "unknown";
}

/** NULL where one of them is. */
function anyOf(nodes: readonly (Node | undefined)[], depth: number): MayBeNull {
  const columns: (readonly string[])[] = [];
  for (const node of nodes) {
    const one = mayBeNull(node, depth);
    if (typeof one === "string") return one;
    columns.push(...one);
  }
  return columns;
}

/** NULL where all of them are. */
function firstThatIsThere(nodes: readonly Node[] | undefined, depth: number): MayBeNull {
  const all = (nodes ?? []).map((node) => mayBeNull(node, depth));
  const never = all.find((one) => typeof one !== "string" && one.length === 0);
  return never ?? all.findLast((one) => typeof one !== "string") ?? "unknown";
}
