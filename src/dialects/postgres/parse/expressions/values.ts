import type { A_Expr, AlterTableCmd, InsertStmt, Node, RangeVar, SelectStmt, SubLink, UpdateStmt } from "libpg-query";
import type { Expected, Need, Operated, Scope, Value } from "../../../../model/need.js";
import { strings, walk } from "../tree.js";
import { branches, castType, commonOf, compared as withQuery, operations, valueOf } from "./value-of.js";

type ValueNeed = Extract<Need, { kind: "value" }>;

const need = (value: Value | undefined, as: Expected): ValueNeed[] => (value ? [{ kind: "value", value, as }] : []);

/** `clause`: as messages call it. */
export const condition = (node: Node | undefined, clause: string, scopes: readonly Scope[]): ValueNeed[] => need(valueOf(node, scopes), { kind: "condition", clause });

const operated = (operations: readonly Operated[]): ValueNeed[] => operations.flatMap((operation) => need(operation, { kind: "operated" }));

/** `value IN (query)` */
export const comparedWithQuery = (link: SubLink, scopes: readonly Scope[], inner: (query: SelectStmt) => readonly Scope[]): ValueNeed[] => need(withQuery(link, scopes, inner), { kind: "operated" });

/** What ALTER COLUMN TYPE makes the new values of. */
export const using = ({ name = "", def }: AlterTableCmd, scopes: readonly Scope[]): ValueNeed[] =>
  def && "ColumnDef" in def && def.ColumnDef.typeName && def.ColumnDef.raw_default ? need(valueOf(def.ColumnDef.raw_default, scopes), { kind: "using", column: name, type: castType(def.ColumnDef.typeName) }) : [];

const LOGICAL = { AND_EXPR: "AND", OR_EXPR: "OR", NOT_EXPR: "NOT" } as const;

/** Of a part of an expression. */
export function valuesOf(node: Node, scopes: readonly Scope[]): ValueNeed[] {
  if ("TypeCast" in node) {
    const { arg, typeName } = node.TypeCast;
    const value = valueOf(arg, scopes);
    return typeName && value && value.kind !== "null" && typeName.pct_type !== true ? need(value, { kind: value.kind === "string" ? "type" : "cast", type: castType(typeName) }) : [];
  }
  if ("BoolExpr" in node) {
    const { boolop, args } = node.BoolExpr;
    const clause = boolop === "AND_EXPR" || boolop === "OR_EXPR" || boolop === "NOT_EXPR" ? LOGICAL[boolop] : undefined;
    return clause === undefined ? [] : (args ?? []).flatMap((arg) => condition(arg, clause, scopes));
  }
  if ("CoalesceExpr" in node || "MinMaxExpr" in node || "A_ArrayExpr" in node) return need(commonOf(node, scopes), { kind: "matched" });
  if ("CaseExpr" in node) {
    const { arg, args = [] } = node.CaseExpr;
    const tested = arg ? operated(branches(node.CaseExpr, scopes)) : args.flatMap((branch) => ("CaseWhen" in branch ? condition(branch.CaseWhen.expr, "CASE/WHEN", scopes) : []));
    return [...tested, ...need(commonOf(node, scopes), { kind: "matched" })];
  }
  if ("Constraint" in node && node.Constraint.contype === "CONSTR_CHECK") return condition(node.Constraint.raw_expr, "CHECK", scopes);
  if ("Constraint" in node && node.Constraint.contype === "CONSTR_GENERATED") return immutableCasts(node.Constraint.raw_expr, "generation expression is not immutable", scopes);
  return "A_Expr" in node ? [...compared(node.A_Expr, scopes), ...operated(operations(node.A_Expr, scopes))] : [];
}

/** `message`: what the server says of a cast that may give another value tomorrow. */
export function immutableCasts(root: unknown, message: string, scopes: readonly Scope[]): ValueNeed[] {
  const found: ValueNeed[] = [];
  walk(root, (node) => {
    if ("SelectStmt" in node) return false;
    const { arg, typeName } = "TypeCast" in node ? node.TypeCast : {};
    const value = valueOf(arg, scopes);
    if (typeName && value && value.kind !== "string" && value.kind !== "null" && typeName.pct_type !== true) found.push({ kind: "value", value, as: { kind: "immutable", to: castType(typeName), message } });
    return true;
  });
  return found;
}

/** Columns that both arms of UNION give by themselves. */
export function united({ larg, rarg, op }: SelectStmt, scopesOf: (query: SelectStmt) => readonly Scope[]): ValueNeed[] {
  const found: ValueNeed[] = [];
  if (!larg?.targetList || !rarg?.targetList || op === undefined || larg.targetList.length !== rarg.targetList.length) return found;
  const [left, right] = [scopesOf(larg), scopesOf(rarg)];
  for (const [at, target] of larg.targetList.entries()) {
    const other = rarg.targetList[at];
    const [value, beside] = [valueOf("ResTarget" in target ? target.ResTarget.val : undefined, left), valueOf(other && "ResTarget" in other ? other.ResTarget.val : undefined, right)];
    if (value && beside) found.push({ kind: "value", value, as: { kind: "united", value: beside, set: setName(op) } });
  }
  return found;
}

export const setName = (op: string): string => op.replace("SETOP_", "");

const COMPARES: ReadonlySet<string> = new Set(["=", "<>", "<", ">", "<=", ">="]);

/** A string beside a column is read as one of its type. */
function compared({ kind, name, lexpr, rexpr }: A_Expr, scopes: readonly Scope[]): ValueNeed[] {
  if (kind !== "AEXPR_OP" && kind !== "AEXPR_IN") return [];
  const operator = strings(name);
  if (operator.length !== 1 || !COMPARES.has(operator[0] ?? "")) return [];
  const others = rexpr && "List" in rexpr ? (rexpr.List.items ?? []) : rexpr ? [rexpr] : [];
  // Of a list with anything else in it the common type is not known.
  if (others.length > 1 && !others.every((other) => "A_Const" in other && other.A_Const.sval)) return [];
  const [left, rights] = [valueOf(lexpr, scopes), others.map((other) => valueOf(other, scopes))];
  if (left?.kind === "column") return rights.flatMap((right) => (right?.kind === "string" ? need(right, left) : []));
  const [right] = rights;
  return kind === "AEXPR_OP" && left?.kind === "string" && right?.kind === "column" ? need(left, right) : [];
}

/** Of a million rows the first ones are enough. */
const ROWS = 1000;

const pathOf = ({ schemaname, relname = "" }: RangeVar): string[] => (schemaname === undefined ? [relname] : [schemaname, relname]);

/** What an INSERT puts into columns. `scopesOf`: those of the query that gives the rows. */
export function inserted({ relation, cols, selectStmt, onConflictClause }: InsertStmt, scopesOf: (query: SelectStmt) => readonly Scope[], onConflict: readonly Scope[]): ValueNeed[] {
  if (!relation || relation.catalogname !== undefined) return [];
  const table = pathOf(relation);
  const found = assignments(relation, onConflictClause?.targetList, onConflict);
  if (selectStmt === undefined || !("SelectStmt" in selectStmt)) return found;
  const { valuesLists, targetList, op = "SETOP_NONE", distinctClause, sortClause, groupClause } = selectStmt.SelectStmt;
  if (op !== "SETOP_NONE") return found;
  // What is sorted or made distinct is text before it is anything else.
  const isPlain = distinctClause === undefined && sortClause === undefined && groupClause === undefined;
  const rows = valuesLists ? valuesLists.slice(0, ROWS).map((row) => ("List" in row ? (row.List.items ?? []) : [])) : [(targetList ?? []).map((target) => ("ResTarget" in target ? target.ResTarget.val : undefined))];
  const scopes = scopesOf(selectStmt.SelectStmt);
  for (const row of rows) {
    for (const [at, node] of row.entries()) {
      const isStar = node !== undefined && "ColumnRef" in node && node.ColumnRef.fields?.some((field) => "A_Star" in field) === true;
      if (isStar || (node !== undefined && "A_Indirection" in node)) break;
      const column = cols === undefined ? at : columnAt(cols, at);
      const value = valueOf(node, scopes);
      if (column !== undefined && value && (isPlain || value.kind !== "string")) found.push({ kind: "value", value, as: { kind: "assigned", table, column } });
    }
  }
  return found;
}

function columnAt(cols: readonly Node[], at: number): string | undefined {
  const target = cols[at];
  return target && "ResTarget" in target && target.ResTarget.indirection === undefined ? target.ResTarget.name : undefined;
}

/** What SET puts into columns. */
export function assignments(relation: RangeVar | undefined, targets: UpdateStmt["targetList"], scopes: readonly Scope[]): ValueNeed[] {
  if (!relation || relation.catalogname !== undefined) return [];
  const table = pathOf(relation);
  return (targets ?? []).flatMap((target) => {
    if (!("ResTarget" in target) || target.ResTarget.name === undefined || target.ResTarget.indirection !== undefined) return [];
    return need(valueOf(target.ResTarget.val, scopes), { kind: "assigned", table, column: target.ResTarget.name });
  });
}
