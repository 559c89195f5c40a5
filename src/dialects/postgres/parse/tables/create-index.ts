import type { IndexElem, IndexStmt } from "libpg-query";
import type { IndexKey, Operation } from "../../../../model/operation.js";
import { expression } from "../expressions/expression.js";
import { collationName, identifierAt, identifiersIn, relationName } from "../names.js";
import { figure } from "../expressions/figure.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { strings } from "../tree.js";

export function createIndex(text: StatementText, node: IndexStmt): Operation[] {
  const keyword = text.find(text.range, "index");
  const afterTable = text.dotted(text.at(node.relation?.location)).to;
  const rest = { from: text.after(afterTable, "*"), to: text.range.to };
  const open = text.find(rest, "(");
  const keys = text.inside(open);
  const clauses = { from: keys.to + 1, to: text.range.to };
  const where = node.whereClause === undefined ? -1 : text.find(clauses, "where");
  const include = node.indexIncludingParams === undefined ? -1 : text.find(clauses, "include");
  const parameters = node.options === undefined ? -1 : text.find(clauses, "with");
  const nameNumber = text.after(text.after(keyword + 1, "concurrently"), "if", "not", "exists");
  const nodes = indexElements(node.indexParams);
  return [{
    kind: "createIndex",
    span: text.span,
    table: relationName(text, node.relation),
    ifNotExists: node.if_not_exists ?? false,
    name: node.idxname === undefined ? undefined : identifierAt(text, nameNumber, node.idxname),
    unique: node.unique ?? false,
    concurrently: node.concurrent ?? false,
    keyword: text.spanAt(keyword),
    method: node.accessMethod ?? "btree",
    keys: text.parts(keys).flatMap((part, place) => {
      const element = nodes[place];
      return element === undefined ? [] : [indexKey(text, part, element)];
    }),
    include: include === -1 ? [] : includedColumns(text, text.inside(include + 1), node),
    predicate: where === -1 ? undefined : expression(text, { from: where + 1, to: text.range.to }, node.whereClause),
    nullsNotDistinct: node.nulls_not_distinct ?? false,
    only: node.relation?.inh !== true,
    parameters: parameters === -1 ? undefined : text.source.slice(text.spanOf(text.inside(parameters + 1))),
    ...(node.tableSpace !== undefined && node.tableSpace !== "pg_default" && { tablespace: node.tableSpace }),
  }];
}

function indexElements(nodes: IndexStmt["indexParams"]): IndexElem[] {
  return (nodes ?? []).flatMap((node) => ("IndexElem" in node ? [node.IndexElem] : []));
}

function includedColumns(text: StatementText, inside: Range, node: IndexStmt) {
  const names = indexElements(node.indexIncludingParams).map(({ name }) => ({ String: { sval: name ?? "" } }));
  return identifiersIn(text, inside, names);
}

function indexKey(text: StatementText, part: Range, node: IndexElem): IndexKey {
  const order = node.ordering === "SORTBY_DESC" ? "desc" : "asc";
  const byOrder = order === "desc" ? "first" : "last";
  const called = figure(node.expr);
  return {
    column: node.name === undefined ? undefined : identifierAt(text, part.from, node.name),
    expression: node.expr === undefined ? undefined : expression(text, expressionRange(text, part), node.expr),
    order,
    nulls: node.nulls_ordering === "SORTBY_NULLS_FIRST" ? "first" : node.nulls_ordering === "SORTBY_NULLS_LAST" ? "last" : byOrder,
    operatorClass: operatorClass(text, part, node),
    collation: collationName(node.collation),
    ...(called !== undefined && { called }),
  };
}

/** `(expression)`, which is given without its parentheses, or a call. */
function expressionRange(text: StatementText, part: Range): Range {
  if (text.word(part.from) === "(") return text.inside(part.from);
  const name = text.dotted(part.from);
  const open = text.isAt(part.from, "collation", "for") ? name.to + 1 : name.to;
  return { from: part.from, to: text.word(open) === "(" ? text.inside(open).to + 1 : name.to };
}

function operatorClass(text: StatementText, part: Range, node: IndexElem): string | undefined {
  if (node.opclass === undefined) return undefined;
  const name = strings(node.opclass).join(".");
  if (node.opclassopts === undefined) return name;
  const key = node.name === undefined ? expressionRange(text, part).to + 1 : part.from + 1;
  const open = text.find({ from: key, to: part.to }, "(");
  return open === -1 ? name : `${name} ${text.source.slice(text.spanOf({ from: open, to: text.inside(open).to + 1 }))}`;
}
