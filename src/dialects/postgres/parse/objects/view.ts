import type { CreateTableAsStmt, Node, ViewStmt } from "libpg-query";
import type { Parameter } from "../../../../model/database.js";
import type { Expression } from "../../../../model/name.js";
import type { Operation } from "../../../../model/operation.js";
import { quoteIdentifier } from "../../naming.js";
import { afterName, beforeWithData, storedIn } from "../tables/create-table.js";
import { outputNames } from "../expressions/output-names.js";
import { expression } from "../expressions/expression.js";
import { relationName } from "../names.js";
import type { StatementText } from "../text/statement-text.js";
import { options } from "../tables/table-setting.js";
import { strings } from "../tree.js";

export function createView(text: StatementText, node: ViewStmt): Operation[] {
  const from = text.find({ from: text.dotted(text.at(node.view?.location)).to, to: text.range.to }, "as") + 1;
  const range = { from, to: beforeCheckOption(text) };
  const named = relationName(text, node.view);
  const query = expression(text, range, node.query);
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
    outputs: outputNames(text, text.spanOf(range).start, node.query),
    query: isRecursive ? recursive(named.name, strings(node.aliases), query) : query,
  }];
}

/** CREATE RECURSIVE VIEW is short for a view of this query. */
function recursive(name: string, columns: readonly string[], { sql, names, literal }: Expression): Expression {
  const listed = columns.map(quoteIdentifier).join(", ");
  const head = `WITH RECURSIVE ${quoteIdentifier(name)} (${listed}) AS (`;
  const moved = names.map((each) => ({ ...each, start: each.start + head.length, end: each.end + head.length }));
  return { sql: `${head}${sql}) SELECT ${listed} FROM ${quoteIdentifier(name)}`, names: moved, literal };
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
    outputs: outputNames(text, text.spanOf(range).start, node.query),
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
