import type { CreateTableAsStmt, Node, ViewStmt } from "libpg-query";
import type { Parameter } from "../../../../model/database.js";
import type { CreateView, Operation } from "../../../../model/operation.js";
import { quoteIdentifier } from "../../naming.js";
import { afterName, beforeWithData, queryOutputs, storedIn } from "../tables/create-table.js";
import { commonQueries } from "../expressions/common-queries.js";
import { expression } from "../expressions/expression.js";
import { relationName } from "../names.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { options } from "../tables/table-setting.js";
import { strings } from "../tree.js";

export function createView(text: StatementText, node: ViewStmt): Operation[] {
  const from = text.find({ from: text.dotted(text.at(node.view?.location)).to, to: text.range.to }, "as") + 1;
  const range = { from, to: beforeCheckOption(text) };
  const named = relationName(text, node.view);
  const isRecursive = text.find({ from: text.range.from, to: text.at(node.view?.location) }, "recursive") !== -1;
  return [{
    kind: "createView",
    span: text.span,
    name: node.view?.relpersistence === "t" ? { ...named, schema: "pg_temp" } : named,
    ifNotExists: false,
    materialized: false,
    replace: node.replace ?? false,
    ...given([...parameters(text, node.options), ...checkOption(node)]),
    columns: strings(node.aliases),
    ...(isRecursive ? recursive(text, node, range) : { ...queryOutputs(text, text.spanOf(range).start, node.query), query: expression(text, range, node.query) }),
  }];
}

/** CREATE RECURSIVE VIEW is short for a view of this query, whose first term decides on its columns. */
function recursive(text: StatementText, { view, aliases, query }: ViewStmt, range: Range): Pick<CreateView, "query" | "outputs" | "united"> {
  const { sql, names, literal } = expression(text, range, query);
  const [name, columns] = [view?.relname ?? "", strings(aliases)];
  const listed = columns.map(quoteIdentifier).join(", ");
  const head = `WITH RECURSIVE ${quoteIdentifier(name)} (${listed}) AS (`;
  const moved = names.map((each) => ({ ...each, start: each.start + head.length, end: each.end + head.length }));
  const own = commonQueries(query).get(name);
  return { query: { sql: `${head}${sql}) SELECT ${listed} FROM ${quoteIdentifier(name)}`, names: moved, literal }, ...queryOutputs(text, text.spanOf(range).start - head.length, own?.query) };
}

export function createMaterializedView(text: StatementText, node: CreateTableAsStmt): Operation[] {
  const from = text.find({ from: afterName(text, node.into), to: text.range.to }, "as") + 1;
  const range = { from, to: beforeWithData(text) };
  const name = relationName(text, node.into?.rel);
  return [{
    kind: "createView",
    span: text.span,
    name,
    ifNotExists: node.if_not_exists ?? false,
    materialized: true,
    replace: false,
    ...given(parameters(text, node.into?.options)),
    columns: strings(node.into?.colNames),
    ...queryOutputs(text, text.spanOf(range).start, node.query),
    query: expression(text, range, node.query),
    ...(node.into?.skipData === true && { withNoData: true }),
  }, ...storedIn(text, name, node.into?.accessMethod, node.into?.tableSpaceName)];
}

const parameters = (text: StatementText, nodes: readonly Node[] | undefined): Parameter[] => options(text, nodes ?? []).map(([name, value]) => ({ name, value }));

const given = (all: readonly Parameter[]): { readonly parameters?: readonly Parameter[] } => (all.length === 0 ? {} : { parameters: all });

function checkOption({ withCheckOption }: ViewStmt): Parameter[] {
  if (withCheckOption === undefined || withCheckOption === "NO_CHECK_OPTION") return [];
  return [{ name: "check_option", value: withCheckOption === "LOCAL_CHECK_OPTION" ? "local" : "cascaded" }];
}

function beforeCheckOption(text: StatementText): number {
  const { to } = text.range;
  if (!text.isAt(to - 2, "check", "option")) return to;
  return text.word(to - 3) === "with" ? to - 3 : to - 4;
}
