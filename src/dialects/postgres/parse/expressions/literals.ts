import type { A_Expr, InsertStmt, MergeWhenClause, Node, SelectStmt, TypeName } from "libpg-query";
import type { LiteralType, TypedLiteral } from "../../../../model/name.js";
import { BUILT_IN } from "./built-in.js";
import { nameOf } from "../names.js";
import { strings, typePath } from "../tree.js";
import { isBuiltInType } from "../types.js";

type As = LiteralType;

/** Functions of PostgreSQL's own: none takes an enum of the database's. */
const OF_TEXT: ReadonlySet<string> = new Set([...BUILT_IN, "nextval", "currval", "setval"]);

/** A part of the tree, and what its string constants become; undefined: text, or nothing tells. */
interface Part {
  readonly node: unknown;
  readonly as: As | undefined;
}

/** More than that are rows of data, of which nobody asks. */
const MOST = 10_000;
/** Bytes that a label of an enum has at most, and with them characters. */
const LONGEST = 63;

/** String constants of a statement whose type it tells itself, each once for each type. */
export function literalsIn(node: Node): TypedLiteral[] {
  const found = new Map<string, TypedLiteral>();
  for (const { value, as } of typedConstants(node, undefined)) {
    if (as.kind === "expected" || as.kind === "argument" || value.length > LONGEST) continue;
    found.set(JSON.stringify([value, as]), { value, as });
    if (found.size >= MOST) break;
  }
  return [...found.values()];
}

interface TypedConstant {
  readonly node: object;
  readonly value: string;
  readonly as: As;
}

/** String constants below a node of whose type something is told. `as`: what the node itself becomes. Iterative: `a || b || …` nests as deep as it is long. */
export function* typedConstants(node: unknown, whole: As | undefined): Generator<TypedConstant> {
  const pending: Part[] = [{ node, as: whole }];
  for (let part = pending.pop(); part; part = pending.pop()) {
    const { node: value, as } = part;
    if (typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) for (const item of value) pending.push({ node: item, as });
    else if ("A_Const" in value) {
      const text = stringOf(value as Node);
      if (as && text !== undefined) yield { node: value, value: text, as };
    } else {
      // Not spread: an INSERT may have more rows than a call can have arguments.
      for (const child of partsOf(value as Node, as) ?? Object.values(value).map((child: unknown) => ({ node: child, as: undefined }))) pending.push(child);
    }
  }
}

const stringOf = (node: Node): string | undefined => ("A_Const" in node && node.A_Const.sval ? (node.A_Const.sval.sval ?? "") : undefined);

/** Of a node that hands on what its constants become; undefined for all others. */
function partsOf(node: Node, as: As | undefined): Part[] | undefined {
  if ("TypeCast" in node) return [{ node: node.TypeCast.arg, as: ofType(node.TypeCast.typeName) }];
  if ("A_Expr" in node) return compared(node.A_Expr);
  if ("CaseExpr" in node) {
    const { arg, args, defresult } = node.CaseExpr;
    const tested = typeOf(arg);
    const branches = (args ?? []).flatMap((branch) => ("CaseWhen" in branch ? [{ node: branch.CaseWhen.expr, as: tested }, { node: branch.CaseWhen.result, as }] : []));
    return [{ node: arg, as: undefined }, ...branches, { node: defresult, as }];
  }
  if ("CoalesceExpr" in node || "MinMaxExpr" in node) {
    const args = ("CoalesceExpr" in node ? node.CoalesceExpr : node.MinMaxExpr).args ?? [];
    const common = args.map(typeOf).find((type) => type !== undefined) ?? as;
    return args.map((arg) => ({ node: arg, as: common }));
  }
  if ("FuncCall" in node) {
    const { args = [], funcname, func_variadic, ...rest } = node.FuncCall;
    const path = strings(funcname);
    const called = { path, arguments: args.length };
    const isPlain = func_variadic !== true && path[0] !== "pg_catalog" && !(path.length === 1 && OF_TEXT.has(path[0] ?? "")) && !args.some((arg) => "NamedArgExpr" in arg);
    return [...args.map((arg, at) => ({ node: arg, as: isPlain ? { kind: "argument" as const, at, called } : undefined })), { node: Object.values(rest), as: undefined }];
  }
  if ("FunctionParameter" in node) return [{ node: node.FunctionParameter.defexpr, as: ofType(node.FunctionParameter.argType) }];
  if ("A_ArrayExpr" in node) return [{ node: node.A_ArrayExpr.elements, as }];
  if ("List" in node) return [{ node: node.List.items, as }];
  if ("InsertStmt" in node) return inserted(node.InsertStmt);
  if ("UpdateStmt" in node) {
    const { targetList, ...rest } = node.UpdateStmt;
    return [...assigned(targetList), { node: Object.values(rest), as: undefined }];
  }
  if ("MergeWhenClause" in node) return merged(node.MergeWhenClause);
  if ("ColumnDef" in node) return withDefault(node.ColumnDef.constraints, ofType(node.ColumnDef.typeName), node.ColumnDef.raw_default);
  if ("CreateDomainStmt" in node) return withDefault(node.CreateDomainStmt.constraints, ofType(node.CreateDomainStmt.typeName), undefined);
  if ("AlterTableCmd" in node && node.AlterTableCmd.subtype === "AT_ColumnDefault") return [{ node: node.AlterTableCmd.def, as: { kind: "column", path: [node.AlterTableCmd.name ?? ""] } }];
  return undefined;
}

const COMPARES: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", ">", "<=", ">="]);

function compared({ name, lexpr, rexpr, kind }: A_Expr): Part[] {
  const between = kind?.includes("BETWEEN") === true;
  const compares = between || COMPARES.has(strings(name).at(-1) ?? "");
  const rows = compares && !between ? comparedRows(lexpr, rexpr) : undefined;
  if (rows) return rows;
  return [{ node: lexpr, as: compares ? typeOf(rexpr) : undefined }, { node: rexpr, as: compares ? typeOf(lexpr) : undefined }];
}

/** `(a, b) = (1, 'x')` and `(a, b) IN ((1, 'x'), …)`. */
function comparedRows(left: Node | undefined, right: Node | undefined): Part[] | undefined {
  const rowOf = (node: Node | undefined): readonly Node[] | undefined => (node !== undefined && "RowExpr" in node ? (node.RowExpr.args ?? []) : undefined);
  const fields = rowOf(left);
  const others = right !== undefined && "List" in right ? (right.List.items ?? []).map(rowOf) : [rowOf(right)];
  if (!fields || others.includes(undefined)) return undefined;
  const beside = others.flatMap((row) => (row ?? []).map((node, at): Part => ({ node, as: typeOf(fields[at]) })));
  return [...fields.map((node, at): Part => ({ node, as: typeOf(others[0]?.[at]) })), ...beside];
}

function typeOf(node: Node | undefined): As | undefined {
  if (node === undefined) return undefined;
  if ("CoalesceExpr" in node) return (node.CoalesceExpr.args ?? []).map(typeOf).find((type) => type !== undefined);
  if ("TypeCast" in node) return ofType(node.TypeCast.typeName);
  if (!("ColumnRef" in node)) return undefined;
  const fields = node.ColumnRef.fields ?? [];
  const path = strings(fields);
  return path.length === fields.length && path.length > 0 ? { kind: "column", path } : undefined;
}

function ofType(type: TypeName | undefined): As | undefined {
  const path = type ? typePath(type) : [];
  return path.length === 0 || isBuiltInType(path) ? undefined : { kind: "type", type: { ...nameOf(path), modifiers: [], dimensions: type?.arrayBounds?.length ?? 0 } };
}

function inserted({ cols, selectStmt, onConflictClause, withClause, returningClause }: InsertStmt): Part[] {
  const names = (cols ?? []).map((column) => ("ResTarget" in column ? (column.ResTarget.name ?? "") : ""));
  const column = (at: number): As => (names.length === 0 ? { kind: "position", at } : { kind: "column", path: [names[at] ?? ""], assigned: true });
  const rest = [withClause, returningClause, onConflictClause?.whereClause, onConflictClause?.infer];
  return [...rows(selectStmt, column), ...assigned(onConflictClause?.targetList), { node: rest, as: undefined }];
}

/** What a query puts where: VALUES, a SELECT list, both sides of UNION. */
function rows(node: Node | undefined, column: (at: number) => As): Part[] {
  if (node === undefined || !("SelectStmt" in node)) return [];
  const parts: Part[] = [];
  const queries: SelectStmt[] = [node.SelectStmt];
  for (let query = queries.pop(); query; query = queries.pop()) {
    const { valuesLists, targetList, larg, rarg, ...rest } = query;
    if (larg) queries.push(larg);
    if (rarg) queries.push(rarg);
    for (const list of valuesLists ?? []) if ("List" in list) for (const [at, item] of (list.List.items ?? []).entries()) parts.push({ node: item, as: column(at) });
    for (const [at, item] of (targetList ?? []).entries()) if ("ResTarget" in item) parts.push({ node: item.ResTarget.val, as: column(at) });
    parts.push({ node: Object.values(rest), as: undefined });
  }
  return parts;
}

const assigned = (targets: readonly Node[] | undefined): Part[] =>
  (targets ?? []).flatMap((target) => ("ResTarget" in target && target.ResTarget.name !== undefined ? [{ node: target.ResTarget.val, as: { kind: "column" as const, path: [target.ResTarget.name], assigned: true as const } }] : []));

function merged({ condition, targetList, values }: MergeWhenClause): Part[] {
  const inserts = (values ?? []).map((value, at): Part => {
    const target = targetList?.[at];
    return { node: value, as: target && "ResTarget" in target ? { kind: "column", path: [target.ResTarget.name ?? ""], assigned: true } : { kind: "position", at } };
  });
  return [...inserts, ...assigned(values ? [] : targetList), { node: condition, as: undefined }];
}

function withDefault(constraints: readonly Node[] | undefined, type: As | undefined, using: Node | undefined): Part[] {
  const parts = (constraints ?? []).map((constraint): Part => {
    const isDefault = "Constraint" in constraint && constraint.Constraint.contype === "CONSTR_DEFAULT";
    return isDefault ? { node: constraint.Constraint.raw_expr, as: type } : { node: constraint, as: undefined };
  });
  return [...parts, { node: using, as: undefined }];
}
