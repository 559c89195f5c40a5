import type { Node, SubLink } from "libpg-query";
import type { NameInExpression } from "../../../../model/name.js";
import { columnPath, kindOf, strings, typePath } from "../tree.js";

/** As FigureColname() of PostgreSQL's parse_target.c calls it; undefined for what has no name. */
export const figure = (node: Node | undefined): string | undefined => figured(node)?.name;

/** As a column of a query; undefined where only the server can tell. */
export const columnName = (node: Node | undefined): string | undefined => figure(node) ?? (node !== undefined && isUnnamed(node) ? "?column?" : undefined);

/** The name in an item of a SELECT list without AS that gives the column its own. */
export function nameSource(node: Node | undefined): (Pick<NameInExpression, "kind" | "path" | "arguments">) | undefined {
  const source = figured(node)?.source;
  if (source === undefined) return undefined;
  if ("ColumnRef" in source) return { kind: "column", path: columnPath(source.ColumnRef.fields ?? []) };
  if ("FuncCall" in source) return { kind: "function", path: strings(source.FuncCall.funcname), arguments: source.FuncCall.args?.length ?? 0 };
  return "TypeName" in source ? { kind: "type", path: typePath(source.TypeName) } : undefined;
}

interface Figure {
  readonly name: string;
  /** Only where nothing better is found further out. */
  readonly weak?: true;
  /** The node that has the name. */
  readonly source?: Node;
}

function figured(node: Node | undefined): Figure | undefined {
  if (node === undefined) return undefined;
  if ("A_Expr" in node) return node.A_Expr.kind === "AEXPR_NULLIF" ? { name: "nullif" } : undefined;
  if ("A_Indirection" in node) {
    const { arg, indirection = [] } = node.A_Indirection;
    if (isStarred(indirection)) return undefined;
    const field = strings(indirection).at(-1);
    return field === undefined ? figured(arg) : { name: field };
  }
  if ("ColumnRef" in node) {
    const fields = node.ColumnRef.fields ?? [];
    const names = strings(fields);
    const name = names.length === fields.length ? names.at(-1) : undefined;
    return name === undefined ? undefined : { name, source: node };
  }
  if ("FuncCall" in node) {
    const name = strings(node.FuncCall.funcname).at(-1);
    return name === undefined ? undefined : { name, ...(node.FuncCall.funcformat !== "COERCE_SQL_SYNTAX" && { source: node }) };
  }
  if ("TypeCast" in node) {
    if (isParameter(node)) return undefined;
    const { arg, typeName: type } = node.TypeCast;
    const inner = figured(arg);
    if (inner && !inner.weak) return inner;
    const name = type && typePath(type).at(-1);
    return name === undefined ? inner : { name, weak: true, source: { TypeName: type ?? {} } };
  }
  if ("CollateClause" in node) return figured(node.CollateClause.arg);
  if ("CaseExpr" in node) {
    const inner = figured(node.CaseExpr.defresult);
    return inner && !inner.weak ? inner : { name: "case", weak: true };
  }
  if ("SubLink" in node) return ofSubquery(node.SubLink);
  const name = ofKeyword(node);
  return name === undefined ? undefined : { name };
}

/** What is no function to the grammar. */
function ofKeyword(node: Node): string | undefined {
  if ("MinMaxExpr" in node) return node.MinMaxExpr.op === "IS_LEAST" ? "least" : "greatest";
  if ("SQLValueFunction" in node) return node.SQLValueFunction.op?.replace(/^SVFOP_/, "").replace(/_N$/, "").toLowerCase();
  if ("XmlExpr" in node) return node.XmlExpr.op === "IS_DOCUMENT" ? undefined : node.XmlExpr.op?.slice("IS_".length).toLowerCase();
  if ("JsonFuncExpr" in node) return node.JsonFuncExpr.op?.replace(/_OP$/, "").toLowerCase();
  return NAMES.get(kindOf(node));
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ["A_ArrayExpr", "array"], ["RowExpr", "row"], ["CoalesceExpr", "coalesce"], ["GroupingFunc", "grouping"], ["MergeSupportFunc", "merge_action"], ["XmlSerialize", "xmlserialize"],
  ["JsonParseExpr", "json"], ["JsonScalarExpr", "json_scalar"], ["JsonSerializeExpr", "json_serialize"], ["JsonObjectConstructor", "json_object"], ["JsonArrayConstructor", "json_array"],
  ["JsonArrayQueryConstructor", "json_array"], ["JsonObjectAgg", "json_objectagg"], ["JsonArrayAgg", "json_arrayagg"],
]);

function ofSubquery({ subLinkType, subselect }: SubLink): Figure | undefined {
  if (subLinkType === "EXISTS_SUBLINK") return { name: "exists" };
  if (subLinkType === "ARRAY_SUBLINK") return { name: "array" };
  if (subLinkType !== "EXPR_SUBLINK" || subselect === undefined || !("SelectStmt" in subselect)) return undefined;
  let arm = subselect.SelectStmt;
  while (arm.larg) arm = arm.larg;
  if (arm.valuesLists) return { name: "column1" };
  const [target] = arm.targetList ?? [];
  const name = target !== undefined && "ResTarget" in target ? (target.ResTarget.name ?? columnName(target.ResTarget.val)) : undefined;
  return name === undefined ? undefined : { name };
}

/** Not where it takes the database to tell: in `(SELECT * FROM t)`. */
function isUnnamed(node: Node): boolean {
  if ("SubLink" in node) return node.SubLink.subLinkType !== "EXPR_SUBLINK";
  if ("CollateClause" in node) return node.CollateClause.arg !== undefined && isUnnamed(node.CollateClause.arg);
  if ("A_Indirection" in node) return node.A_Indirection.arg !== undefined && !isStarred(node.A_Indirection.indirection) && isUnnamed(node.A_Indirection.arg);
  return isParameter(node) || UNNAMED.has(kindOf(node));
}

const UNNAMED: ReadonlySet<string> = new Set(["A_Const", "A_Expr", "BoolExpr", "NullTest", "BooleanTest", "ParamRef", "XmlExpr", "JsonIsPredicate"]);

/** `$1`, cast to what PREPARE says of it: the cast has no place in the text. */
const isParameter = (node: Node): boolean => "TypeCast" in node && node.TypeCast.location === undefined && node.TypeCast.arg !== undefined && "ParamRef" in node.TypeCast.arg;

const isStarred = (parts: readonly Node[] | undefined): boolean => parts?.some((part) => "A_Star" in part) === true;
