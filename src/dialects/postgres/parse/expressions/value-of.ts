import type { A_Expr, CaseExpr, FuncCall, Node, SelectStmt, SubLink } from "libpg-query";
import type { TypeName } from "../../../../model/name.js";
import type { Common, Operated, Scope, Value } from "../../../../model/need.js";
import { resultOf } from "../../catalog/functions.js";
import { nameOf } from "../names.js";
import { argumentsGiven, strings, typePath } from "../tree.js";

/** `a || b || …` nests as deep as it is long; of the outermost ones nothing is told. */
const DEEPEST = 6;

/** An expression whose type it tells by itself, or by the columns in it. */
export function valueOf(node: Node | undefined, scopes: readonly Scope[], depth = 0): Value | undefined {
  if (node === undefined || depth > DEEPEST) return undefined;
  if ("A_Const" in node) {
    const { sval, ival, fval, boolval, isnull } = node.A_Const;
    if (sval) return { kind: "string", text: sval.sval ?? "" };
    if (isnull === true) return { kind: "null" };
    if (boolval) return typed("bool");
    if (ival) return typed("int4");
    // More digits than an integer has make it an int8, and more than that a numeric.
    return fval && /[.e]/i.test(fval.fval ?? "") ? typed("numeric") : undefined;
  }
  if ("ColumnRef" in node) {
    const fields = node.ColumnRef.fields ?? [];
    const path = strings(fields);
    return path.length === fields.length && path.length > 0 ? { kind: "column", path, scopes } : undefined;
  }
  if ("TypeCast" in node) return node.TypeCast.typeName && node.TypeCast.typeName.pct_type !== true ? { kind: "typed", type: castType(node.TypeCast.typeName) } : undefined;
  if ("BoolExpr" in node || "NullTest" in node || "BooleanTest" in node) return typed("bool");
  if ("A_Expr" in node) return node.A_Expr.kind === "AEXPR_OP" ? operation(node.A_Expr, scopes, depth) : GIVING_BOOLEANS.has(node.A_Expr.kind ?? "") ? typed("bool") : undefined;
  if ("CaseExpr" in node || "CoalesceExpr" in node || "MinMaxExpr" in node) return commonOf(node, scopes, depth);
  if ("SQLValueFunction" in node) return node.SQLValueFunction.op === "SVFOP_CURRENT_TIMESTAMP" ? typed("timestamptz") : node.SQLValueFunction.op === "SVFOP_CURRENT_DATE" ? typed("date") : undefined;
  return "FuncCall" in node ? ofCall(node.FuncCall) : undefined;
}

/** What gets a common type of several; undefined for all else. */
export function commonOf(node: Node, scopes: readonly Scope[], depth = 0): Common | undefined {
  const [what, items] =
    "CoalesceExpr" in node ? ["COALESCE", node.CoalesceExpr.args ?? []]
    : "MinMaxExpr" in node ? [node.MinMaxExpr.op === "IS_LEAST" ? "LEAST" : "GREATEST", node.MinMaxExpr.args ?? []]
    : "A_ArrayExpr" in node ? ["ARRAY", node.A_ArrayExpr.elements ?? []]
    // ELSE comes first (source: transformCaseExpr).
    : "CaseExpr" in node ? ["CASE", [node.CaseExpr.defresult ?? NULL, ...(node.CaseExpr.args ?? []).map((branch) => ("CaseWhen" in branch ? branch.CaseWhen.result : undefined))]]
    : [];
  if (what === undefined || items === undefined || items.length > MOST) return undefined;
  const values = items.map((item) => valueOf(item, scopes, depth + 1));
  return values.every((value) => value !== undefined) ? { kind: "common", of: values, what } : undefined;
}

const NULL: Node = { A_Const: { isnull: true } };

/** Of longer lists nothing is told. */
const MOST = 50;

const GIVING_BOOLEANS: ReadonlySet<string> = new Set(["AEXPR_OP_ANY", "AEXPR_OP_ALL", "AEXPR_DISTINCT", "AEXPR_NOT_DISTINCT", "AEXPR_IN", "AEXPR_LIKE", "AEXPR_ILIKE", "AEXPR_BETWEEN", "AEXPR_NOT_BETWEEN"]);

function ofCall(call: FuncCall): Value | undefined {
  const [schema, name = ""] = strings(call.funcname).length === 1 ? ["pg_catalog", ...strings(call.funcname)] : strings(call.funcname);
  const result = schema === "pg_catalog" ? resultOf(name, argumentsGiven(call)) : undefined;
  return result === undefined ? undefined : { ...typed(result), function: name };
}

const typed = (name: string): Extract<Value, { kind: "typed" }> => ({ kind: "typed", type: { schema: undefined, name, modifiers: [], dimensions: 0 } });

export const castType = (type: Parameters<typeof typePath>[0]): TypeName => ({ ...nameOf(typePath(type)), modifiers: [], dimensions: type.arrayBounds?.length ?? 0 });

function operation({ name, lexpr, rexpr }: A_Expr, scopes: readonly Scope[], depth: number): Operated | undefined {
  const [operator, ...others] = strings(name);
  if (operator === undefined || others.length > 0) return undefined;
  const [left, right] = [lexpr, rexpr].map((side) => valueOf(side, scopes, depth + 1));
  return right && (left || !lexpr) ? { kind: "operation", operator, left, right } : undefined;
}

/** The operators that an expression is made of. */
export function operations(expression: A_Expr, scopes: readonly Scope[]): Operated[] {
  const { kind, name, lexpr, rexpr } = expression;
  const [operator, ...others] = strings(name);
  if (operator === undefined || others.length > 0) return [];
  const items = rexpr && "List" in rexpr ? (rexpr.List.items ?? []) : rexpr ? [rexpr] : [];
  const left = valueOf(lexpr, scopes);
  const [first, second] = items.map((item) => valueOf(item, scopes));
  const operated = (by: string, right: Value | undefined, more: Pick<Operated, "elements"> = {}): Operated[] => (left && right ? [{ kind: "operation", operator: by, left, right, ...more }] : []);
  switch (kind) {
    case "AEXPR_OP": {
      const whole = operation(expression, scopes, 0);
      return whole ? [whole] : [];
    }
    case "AEXPR_LIKE":
    case "AEXPR_ILIKE": return operated(operator, first);
    case "AEXPR_OP_ANY":
    case "AEXPR_OP_ALL": return operated(operator, first, { elements: true });
    // Of one with NULL a test for NULL is made.
    case "AEXPR_DISTINCT":
    case "AEXPR_NOT_DISTINCT": return left?.kind === "null" || first?.kind === "null" ? [] : operated("=", first);
    case "AEXPR_NULLIF": return operated(operator, first);
    case "AEXPR_IN": return items.flatMap((item) => operated(operator, valueOf(item, scopes)));
    case "AEXPR_BETWEEN": return [...operated(">=", first), ...operated("<=", second)];
    case "AEXPR_NOT_BETWEEN": return [...operated("<", first), ...operated(">", second)];
    default: return [];
  }
}

/** CASE value WHEN other, which are compared. */
export function branches({ arg, args = [] }: CaseExpr, scopes: readonly Scope[]): Operated[] {
  const left = valueOf(arg, scopes);
  if (!left || left.kind === "string" || left.kind === "null") return [];
  return args.flatMap((branch): Operated[] => {
    const right = "CaseWhen" in branch ? valueOf(branch.CaseWhen.expr, scopes) : undefined;
    return right ? [{ kind: "operation", operator: "=", left, right }] : [];
  });
}

/** The comparison with what a query gives. `inner`: the FROM clauses that it sees. */
export function compared({ subLinkType, testexpr, operName, subselect }: SubLink, scopes: readonly Scope[], inner: (query: SelectStmt) => readonly Scope[]): Operated | undefined {
  const query = subselect && "SelectStmt" in subselect ? subselect.SelectStmt : undefined;
  const [target, ...others] = query?.targetList ?? [];
  const [operator = "=", ...more] = strings(operName);
  if ((subLinkType !== "ANY_SUBLINK" && subLinkType !== "ALL_SUBLINK") || !query || query.larg || target === undefined || !("ResTarget" in target) || others.length > 0 || more.length > 0) return undefined;
  const [left, right] = [valueOf(testexpr, scopes), valueOf(target.ResTarget.val, inner(query))];
  if (!left || !right) return undefined;
  // What a query gives has a type.
  return { kind: "operation", operator, left, right: right.kind === "string" || right.kind === "null" ? typed("text") : right };
}
