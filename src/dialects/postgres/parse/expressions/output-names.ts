import type { Node, SelectStmt } from "libpg-query";
import type { TypeName } from "../../../../model/name.js";
import type { QueryOutput } from "../../../../model/operation.js";
import type { StatementText } from "../text/statement-text.js";
import { strings } from "../tree.js";
import { columnName, figure } from "./figure.js";
import { typeName } from "../types.js";

/** SELECT lists, named as FigureColname() of PostgreSQL does it: of every arm of UNION and its like, and every row of VALUES. `start`: UTF-16 index of the query in the file. */
export function unitedOutputs(text: StatementText, start: number, query: Node | undefined): QueryOutput[][] {
  if (query === undefined || !("SelectStmt" in query)) return [];
  const found: QueryOutput[][] = [];
  const pending: SelectStmt[] = [query.SelectStmt];
  for (let select = pending.pop(); select !== undefined; select = pending.pop()) {
    const { larg, rarg, valuesLists } = select;
    if (larg && rarg) pending.push(rarg, larg);
    else if (valuesLists) for (const row of valuesLists) found.push("List" in row ? (row.List.items ?? []).map((value, at) => ({ ...outputOf(text, start, value), name: `column${at + 1}` })) : []);
    else found.push(ofTargets(text, start, select.targetList));
  }
  return found;
}

const ofTargets = (text: StatementText, start: number, targets: readonly Node[] | undefined): QueryOutput[] =>
  (targets ?? []).map((target) => ("ResTarget" in target ? outputOf(text, start, target.ResTarget.val, target.ResTarget.name) : { name: undefined, star: undefined }));

/** One item of a list; `name` behind its AS. */
export function outputOf(text: StatementText, start: number, value: Node | undefined, name?: string): QueryOutput {
  const placed = value !== undefined && "ColumnRef" in value ? text.spanAt(text.at(value.ColumnRef.location)).start - start : undefined;
  if (isStar(value)) return { name: undefined, star: placed };
  const type = placed === undefined ? typeOf(text, value) : undefined;
  const isText = value !== undefined && "A_Const" in value && (value.A_Const.sval !== undefined || value.A_Const.isnull === true);
  const call = placed === undefined && type === undefined ? callOf(text, start, value) : undefined;
  return { name: name ?? columnName(value), star: undefined, ...(placed !== undefined && { column: placed }), ...(type && { type }), ...(isText && { untyped: true }), ...(call && { call }) };
}

/** What has a type of its own for each type that it is given. */
function callOf(text: StatementText, start: number, value: Node | undefined): QueryOutput["call"] {
  if (value === undefined) return undefined;
  if ("CoalesceExpr" in value) return { path: ["coalesce"], arguments: (value.CoalesceExpr.args ?? []).map((argument) => outputOf(text, start, argument)) };
  if (!("FuncCall" in value) || value.FuncCall.func_variadic === true || value.FuncCall.agg_within_group === true) return undefined;
  return { path: strings(value.FuncCall.funcname), arguments: (value.FuncCall.args ?? []).map((argument) => outputOf(text, start, argument)) };
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
  if ("SQLValueFunction" in node) {
    const name = VALUE_FUNCTIONS.get(node.SQLValueFunction.op ?? "");
    return name === undefined ? undefined : builtIn(name);
  }
  if ("SubLink" in node) return node.SubLink.subLinkType === "EXISTS_SUBLINK" || node.SubLink.subLinkType === "ANY_SUBLINK" || node.SubLink.subLinkType === "ALL_SUBLINK" ? builtIn("bool") : undefined;
  if ("A_Expr" in node) {
    const [operator = "", ...more] = strings(node.A_Expr.name);
    const compares = more.length === 0 && (COMPARISONS.has(operator) || node.A_Expr.kind === "AEXPR_BETWEEN" || node.A_Expr.kind === "AEXPR_DISTINCT" || node.A_Expr.kind === "AEXPR_NOT_DISTINCT");
    return compares && node.A_Expr.kind !== "AEXPR_NULLIF" ? builtIn("bool") : undefined;
  }
  if ("BoolExpr" in node || "NullTest" in node || "BooleanTest" in node) return builtIn("bool");
  return undefined;
}

/** Of those with a precision it is the type's too. */
const VALUE_FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ["SVFOP_CURRENT_DATE", "date"], ["SVFOP_CURRENT_TIME", "timetz"], ["SVFOP_CURRENT_TIMESTAMP", "timestamptz"], ["SVFOP_LOCALTIME", "time"], ["SVFOP_LOCALTIMESTAMP", "timestamp"],
  ...["CURRENT_ROLE", "CURRENT_USER", "USER", "SESSION_USER", "CURRENT_CATALOG", "CURRENT_SCHEMA"].map((name): [string, string] => [`SVFOP_${name}`, "name"]),
]);

const COMPARISONS: ReadonlySet<string> = new Set(["=", "<>", "<", ">", "<=", ">=", "~~", "!~~", "~~*", "!~~*"]);

/** Built-in functions with one type of result, whatever they are given. */
const RESULTS: ReadonlyMap<string, string> = new Map([
  ["count", "int8"], ["row_number", "int8"], ["rank", "int8"], ["dense_rank", "int8"], ["now", "timestamptz"], ["gen_random_uuid", "uuid"], ["md5", "text"], ["concat", "text"],
  ["to_char", "text"], ["concat_ws", "text"], ["string_to_array", "_text"], ["left", "text"], ["right", "text"], ["initcap", "text"], ["replace", "text"], ["split_part", "text"], ["regexp_replace", "text"], ["format", "text"],
  ["lpad", "text"], ["rpad", "text"], ["repeat", "text"], ["reverse", "text"], ["translate", "text"], ["chr", "text"], ["quote_literal", "text"], ["quote_ident", "name"], ["encode", "text"], ["strpos", "int4"], ["ascii", "int4"], ["length", "int4"], ["char_length", "int4"],
  ["octet_length", "int4"], ["cardinality", "int4"], ["array_length", "int4"], ["jsonb_array_length", "int4"], ["json_array_length", "int4"], ["random", "float8"], ["clock_timestamp", "timestamptz"], ["statement_timestamp", "timestamptz"],
  ["transaction_timestamp", "timestamptz"], ["to_timestamp", "timestamptz"], ["to_date", "date"], ["make_date", "date"], ["nextval", "int8"], ["currval", "int8"], ["lastval", "int8"], ["percent_rank", "float8"], ["cume_dist", "float8"], ["ntile", "int4"],
  ["every", "bool"], ["starts_with", "bool"], ["to_json", "json"], ["row_to_json", "json"], ["json_build_object", "json"], ["json_object_agg", "json"], ["jsonb_object_agg", "jsonb"], ["jsonb_build_array", "jsonb"], ["jsonb_set", "jsonb"], ["jsonb_typeof", "text"],
  ["to_tsvector", "tsvector"], ["to_tsquery", "tsquery"], ["plainto_tsquery", "tsquery"], ["sha256", "bytea"], ["decode", "bytea"], ["uuidv4", "uuid"], ["uuidv7", "uuid"], ["bool_and", "bool"], ["bool_or", "bool"], ["to_jsonb", "jsonb"], ["jsonb_build_object", "jsonb"], ["jsonb_agg", "jsonb"], ["json_agg", "json"],
]);

/** What a query calls its columns. */
export const outputNames = (targets: readonly Node[] | undefined): ReadonlySet<string> =>
  new Set((targets ?? []).flatMap((target) => ("ResTarget" in target ? [target.ResTarget.name ?? figure(target.ResTarget.val) ?? []].flat() : [])));

/** The token behind an item of a SELECT or RETURNING list without AS that starts at a token. */
export function behindOutput(text: StatementText, from: number): number {
  let depth = 0;
  for (let number = from; number < text.range.to; number++) {
    const word = text.word(number);
    if (word === "(" || word === "[") depth++;
    else if (word === ")" || word === "]") {
      if (depth-- === 0) return number;
    } else if (depth === 0 && BEHIND.has(word) && number > from && !isOfExpression(word, text.word(number - 1))) return number;
  }
  return text.range.to;
}

const BEHIND: ReadonlySet<string> = new Set([",", ";", "into", "from", "where", "group", "having", "window", "union", "except", "intersect", "order", "limit", "offset", "fetch", "for", "on", "returning", "with"]);

/** `IS DISTINCT FROM`, `WITHIN GROUP`, `a.from`. */
const isOfExpression = (word: string, before: string): boolean => before === "." || (word === "from" && before === "distinct") || (word === "group" && before === "within");
