import { parseSync, type A_Expr, type FuncCall, type Node } from "libpg-query";
import { findIndex, findSequence, findTable, findView } from "../../../../database/names/lookup.js";
import { isCertain } from "../../../../database/uncertain.js";
import { findType } from "../../../../database/names/user-types.js";
import type { Database } from "../../../../model/database.js";
import { equal, every, negated, some, type Known, type Row } from "../../catalog/value.js";
import { callBuiltIn } from "./built-in-functions.js";
import { nameOf, parsePath } from "../names.js";
import { existsIn, firstOf, valuesOf } from "./evaluate-query.js";
import { constantText, strings, typePath } from "../tree.js";

/** What names in an expression can stand for. */
export interface Scope {
  readonly variables: ReadonlyMap<string, Known | Row>;
  /** Rows of the queries around, innermost first. */
  readonly rows: readonly { readonly alias: string; readonly row: Row }[];
  /** undefined: nothing is known of any database. */
  readonly database: Database | undefined;
}

/** The value of an expression in SQL; undefined where only the server knows it. */
export function evaluate(sql: string, scope: Scope): Known {
  const select = parsedQuery(`SELECT ${sql}`);
  const [target, ...others] = select?.targetList ?? [];
  if (select === undefined || target === undefined || others.length > 0 || !("ResTarget" in target)) return undefined;
  // `FROM` and what follows it: PL/pgSQL lets an expression go on like a query.
  return select.fromClause === undefined && select.whereClause === undefined ? valueOf(target.ResTarget.val, scope) : firstOf(select, scope);
}

/** undefined for what is not one SELECT. */
export function parsedQuery(sql: string): Extract<Node, { SelectStmt: unknown }>["SelectStmt"] | undefined {
  try {
    const [statement, ...others] = parseSync(sql).stmts ?? [];
    return others.length === 0 && statement?.stmt && "SelectStmt" in statement.stmt ? statement.stmt.SelectStmt : undefined;
  } catch {
    return undefined;
  }
}

export function valueOf(node: Node | undefined, scope: Scope): Known {
  if (node === undefined) return undefined;
  if ("A_Const" in node) {
    const { ival, boolval } = node.A_Const;
    if (boolval !== undefined) return boolval.boolval ?? false;
    return ival !== undefined ? (ival.ival ?? 0) : constantText(node.A_Const);
  }
  if ("ColumnRef" in node) return named(strings(node.ColumnRef.fields), scope);
  if ("ParamRef" in node) return variable(`$${node.ParamRef.number ?? 0}`, scope);
  if ("TypeCast" in node) return cast(node.TypeCast.arg, typePath(node.TypeCast.typeName ?? {}).join("."), node.TypeCast.typeName?.arrayBounds !== undefined, scope);
  if ("BoolExpr" in node) {
    const values = (node.BoolExpr.args ?? []).map((argument) => valueOf(argument, scope));
    return node.BoolExpr.boolop === "AND_EXPR" ? every(values) : node.BoolExpr.boolop === "OR_EXPR" ? some(values) : negated(values[0]);
  }
  if ("NullTest" in node) {
    const value = valueOf(node.NullTest.arg, scope);
    if (value === undefined) return undefined;
    return (value === null) === (node.NullTest.nulltesttype === "IS_NULL");
  }
  if ("BooleanTest" in node) return booleanTest(node.BooleanTest.booltesttype, valueOf(node.BooleanTest.arg, scope));
  if ("A_Expr" in node) return compared(node.A_Expr, scope);
  if ("A_ArrayExpr" in node) return (node.A_ArrayExpr.elements ?? []).map((element) => valueOf(element, scope));
  if ("CoalesceExpr" in node) return firstNotNull((node.CoalesceExpr.args ?? []).map((argument) => valueOf(argument, scope)));
  if ("SQLValueFunction" in node) return node.SQLValueFunction.op === "SVFOP_CURRENT_SCHEMA" ? currentSchema(scope) : undefined;
  if ("CollateClause" in node) return valueOf(node.CollateClause.arg, scope);
  if ("FuncCall" in node) return called(node.FuncCall, scope);
  if ("SubLink" in node) {
    const { subLinkType, subselect, testexpr, operName } = node.SubLink;
    if (subselect === undefined || !("SelectStmt" in subselect)) return undefined;
    if (subLinkType === "EXISTS_SUBLINK") return existsIn(subselect.SelectStmt, scope);
    if (subLinkType === "EXPR_SUBLINK") return firstOf(subselect.SelectStmt, scope);
    if (subLinkType === "ARRAY_SUBLINK") return valuesOf(subselect.SelectStmt, scope);
    if (subLinkType === "ANY_SUBLINK" && operName === undefined) {
      const value = valueOf(testexpr, scope);
      const all = valuesOf(subselect.SelectStmt, scope);
      return all && some(all.map((other) => equal(value, other)));
    }
  }
  return undefined;
}

function named(path: readonly string[], scope: Scope): Known {
  const column = path.at(-1) ?? "";
  const alias = path.at(-2);
  if (alias === undefined) {
    const found = scope.rows.find(({ row }) => row.has(column));
    return found === undefined ? variable(column, scope) : found.row.get(column);
  }
  const found = scope.rows.find((candidate) => candidate.alias === alias);
  if (found) return found.row.get(column);
  const record = scope.variables.get(alias);
  return record instanceof Map ? (record as Row).get(column) : undefined;
}

function variable(name: string, { variables }: Scope): Known {
  const value = variables.get(name);
  return value instanceof Map ? undefined : (value as Known);
}

function cast(argument: Node | undefined, type: string, array: boolean, scope: Scope): Known {
  const value = valueOf(argument, scope);
  if (array) return Array.isArray(value) ? value : undefined;
  if (type === "regclass" || type === "regtype") {
    if (typeof value !== "string" || argument === undefined) return undefined;
    // The id of an object that a column holds stays as it is; a name that is not there is an error.
    return "A_Const" in argument ? (objectId(type, value, scope) ?? undefined) : undefined;
  }
  if (TEXT.has(type)) return argument && "TypeCast" in argument && typePath(argument.TypeCast.typeName ?? {})[0]?.startsWith("reg") ? undefined : typeof value === "number" ? String(value) : value;
  if (type === "oid") return value;
  if (type === "bool") return typeof value === "boolean" || value === null ? value : value === "t" || value === "true" ? true : value === "f" || value === "false" ? false : undefined;
  if (/^int[248]$/.test(type)) return typeof value === "number" || value === null ? value : typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
  return undefined;
}

const TEXT: ReadonlySet<string> = new Set(["text", "varchar", "name", "information_schema.sql_identifier"]);

function booleanTest(test: string | undefined, value: Known): Known {
  if (value === undefined) return undefined;
  switch (test) {
    case "IS_TRUE": return value === true;
    case "IS_NOT_TRUE": return value !== true;
    case "IS_FALSE": return value === false;
    case "IS_NOT_FALSE": return value !== false;
    default: return undefined;
  }
}

function compared({ kind, name, lexpr, rexpr }: A_Expr, scope: Scope): Known {
  const operator = strings(name).at(-1) ?? "";
  const left = valueOf(lexpr, scope);
  if (kind === "AEXPR_IN" && rexpr !== undefined && "List" in rexpr) {
    const found = some((rexpr.List.items ?? []).map((item) => equal(left, valueOf(item, scope))));
    return operator === "=" ? found : negated(found);
  }
  const right = valueOf(rexpr, scope);
  if (kind === "AEXPR_OP_ANY") return operator === "=" && Array.isArray(right) ? some(right.map((item: Known) => equal(left, item))) : undefined;
  if (kind === "AEXPR_LIKE" || kind === "AEXPR_ILIKE") {
    if (typeof left !== "string" || typeof right !== "string") return undefined;
    const found = likePattern(right, kind === "AEXPR_ILIKE").test(left);
    return operator.startsWith("!") ? !found : found;
  }
  if (kind === "AEXPR_DISTINCT" || kind === "AEXPR_NOT_DISTINCT") {
    const same = left === null || right === null ? (left === undefined || right === undefined ? undefined : left === right) : equal(left, right);
    return kind === "AEXPR_DISTINCT" ? negated(same) : same;
  }
  if (kind !== "AEXPR_OP") return undefined;
  switch (operator) {
    case "=": return equal(left, right);
    case "<>": return negated(equal(left, right));
    case "||": return concatenated(left, right);
  }
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  switch (operator) {
    case "<": return left < right;
    case ">": return left > right;
    case "<=": return left <= right;
    case ">=": return left >= right;
    case "+": return left + right;
    case "-": return left - right;
    case "*": return left * right;
    default: return undefined;
  }
}

function concatenated(left: Known, right: Known): Known {
  if (left === null || right === null) return null;
  if (Array.isArray(left) && Array.isArray(right)) return [...(left as readonly Known[]), ...(right as readonly Known[])];
  return isWritten(left) && isWritten(right) ? `${left}${right}` : undefined;
}

const isWritten = (value: Known): value is string | number => typeof value === "string" || typeof value === "number";

function likePattern(pattern: string, anyCase: boolean): RegExp {
  const parts = [...pattern.matchAll(/\\(.)|([%_])|([\s\S])/gu)].map(([, escaped, wild, plain]) => (wild === "%" ? ".*" : wild === "_" ? "." : (escaped ?? plain ?? "").replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")));
  return new RegExp(`^${parts.join("")}$`, anyCase ? "isu" : "su");
}

function firstNotNull(values: readonly Known[]): Known {
  for (const value of values) if (value !== null) return value;
  return null;
}

function called(call: FuncCall, scope: Scope): Known {
  const name = strings(call.funcname).at(-1) ?? "";
  const values = (call.args ?? []).map((argument) => valueOf(argument, scope));
  const [first] = values;
  switch (name) {
    case "current_schema": return currentSchema(scope);
    case "current_schemas": return scope.database && first === false ? scope.database.searchPath.filter((schema) => scope.database?.schemas.some((known) => known.name === schema)) : undefined;
    case "to_regclass":
    case "to_regtype": return typeof first === "string" ? objectId(name.slice(3), first, scope) : undefined;
    default: return callBuiltIn(name, values);
  }
}

function currentSchema({ database }: Scope): Known {
  return database?.searchPath.find((name) => database.schemas.some((schema) => schema.name === name));
}

/** Null where it is surely not there. */
function objectId(kind: string, text: string, { database }: Scope): string | null | undefined {
  const path = parsePath(text);
  if (database === undefined || path === undefined || path.length > 2) return undefined;
  const name = nameOf(path);
  if (!isCertain(database, name)) return undefined;
  if (kind === "regtype") return findType(database, name)?.id;
  const found = findTable(database, name) ?? findView(database, name) ?? findSequence(database, name) ?? findIndex(database, name)?.index;
  if (found) return found.id;
  return name.schema === "pg_catalog" || name.schema === "information_schema" || name.name.startsWith("pg_") ? undefined : null;
}
