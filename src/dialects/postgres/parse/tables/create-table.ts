import type { CreateStmt, CreateTableAsStmt, IntoClause, Node, SelectStmt } from "libpg-query";
import type { NameAt } from "../../../../model/name.js";
import type { ColumnDefinition, CreateTable, NotNullDefinition, Operation } from "../../../../model/operation.js";
import type { LikeOption, TableLike } from "../../../../model/operation-tables.js";
import { decodeColumn, decodeColumnOptions, notNullConstraint } from "./column.js";
import { inlineConstraints } from "./constraint.js";
import type { WrittenConstraint } from "./constraint.js";
import { expression } from "../expressions/expression.js";
import { nameAt, relationName } from "../names.js";
import { opaque } from "../opaque.js";
import { unitedOutputs } from "../expressions/output-names.js";
import type { StatementText } from "../text/statement-text.js";
import { inlineSettings } from "./table-setting.js";
import { kindOf, strings, typePath, withParameterTypes } from "../tree.js";

export function createTable(text: StatementText, node: CreateStmt): Operation[] {
  const name = relationName(text, node.relation);
  const columns: ColumnDefinition[] = [];
  const constraints: WrittenConstraint[] = [];
  const unknown: Operation[] = [];
  const notNull = new Map<string, NotNullDefinition | undefined>();
  const likes: TableLike[] = [];
  const parts = elementParts(text, node);
  for (const [place, element] of (node.tableElts ?? []).entries()) {
    const range = parts[place];
    if (range === undefined) continue;
    const decoded = "ColumnDef" in element ? (decodeColumn(text, range, element.ColumnDef) ?? decodeColumnOptions(text, range, element.ColumnDef)) : undefined;
    if (decoded !== undefined) {
      columns.push(decoded.column);
      constraints.push(...decoded.constraints);
    } else if ("Constraint" in element && element.Constraint.contype === "CONSTR_NOTNULL") {
      for (const column of strings(element.Constraint.keys)) notNull.set(column, notNullConstraint(text, { node: element.Constraint, range }).constraint);
    } else if ("Constraint" in element) {
      constraints.push({ node: element.Constraint, range, column: undefined });
    } else if ("TableLikeClause" in element) {
      likes.push({ source: relationName(text, element.TableLikeClause.relation), at: columns.length, including: likeOptions(element.TableLikeClause.options ?? 0) });
    } else {
      unknown.push(opaque(text.spanOf(range), kindOf(element), true));
    }
  }

  const settings = [...storedIn(text, name, node.accessMethod, node.tablespacename), ...inlineSettings(text, name, { options: node.options, columns: (node.tableElts ?? []).flatMap((element) => ("ColumnDef" in element ? [element.ColumnDef] : [])) }, "createTable")];
  const parents = (node.inhRelations ?? []).flatMap((parent) => ("RangeVar" in parent ? [relationName(text, parent.RangeVar)] : []));
  const table: CreateTable = {
    kind: "createTable",
    span: text.span,
    name,
    ifNotExists: node.if_not_exists ?? false,
    columns: columns.map((column) => withNotNull(column, notNull)),
    persistence: persistence(node.relation?.relpersistence),
    partitionBy: partitionBy(text, node),
    partitionOf: node.partbound === undefined ? undefined : partitionOf(text, node, parents[0]),
    inherits: node.partbound === undefined ? parents : [],
    ...(node.ofTypename && { ofType: nameAt(text, text.at(node.ofTypename.location), typePath(node.ofTypename)) }),
    asQuery: undefined,
    ...(likes.length > 0 && { likes }),
    ...(node.oncommit === "ONCOMMIT_DROP" && { onCommitDrop: true }),
  };
  return [table, ...inlineConstraints(text, name, constraints, "createTable"), ...settings, ...unknown];
}

function withNotNull(column: ColumnDefinition, constraints: ReadonlyMap<string, NotNullDefinition | undefined>): ColumnDefinition {
  if (!constraints.has(column.name.name)) return column;
  const constraint = constraints.get(column.name.name);
  return { ...column, notNull: true, ...(constraint && { notNullConstraint: constraint }) };
}

/** USING method, TABLESPACE name. */
export function storedIn(text: StatementText, table: NameAt, method: string | undefined, tablespace: string | undefined): Operation[] {
  const base = { kind: "alterTableSetting", span: text.span, table, name: undefined, column: undefined, index: undefined, inline: "createTable" } as const;
  return [
    ...(method === undefined || method === "heap" ? [] : [{ ...base, setting: "accessMethod" as const, value: method }]),
    ...(tablespace === undefined || tablespace === "pg_default" ? [] : [{ ...base, setting: "tablespace" as const, value: tablespace }]),
  ];
}

/** CREATE TABLE AS. */
export function createTableAs(text: StatementText, node: CreateTableAsStmt): Operation[] {
  const from = text.find({ from: afterName(text, node.into), to: text.range.to }, "as") + 1;
  const query = expression(text, { from, to: beforeWithData(text) }, node.query);
  const table = tableFromQuery(text, node.into, query, node.query, node.if_not_exists ?? false);
  return [table, ...storedIn(text, table.name, node.into?.accessMethod, node.into?.tableSpaceName)];
}

export type TableQuery = Pick<CreateTable, "asQuery" | "outputs" | "united">;

/** PREPARE name (types) AS query. */
export function preparedQuery(text: StatementText, query: Node, types: readonly Node[] = []): TableQuery {
  const range = { from: text.find(text.range, "as") + 1, to: text.range.to };
  const typed = withParameterTypes(query, types.map((type) => ("TypeName" in type ? type.TypeName : undefined)));
  return { asQuery: expression(text, range, typed), ...queryOutputs(text, text.spanOf(range).start, typed) };
}

/** SELECT INTO: the whole statement is the query. */
export function selectInto(text: StatementText, node: SelectStmt): Operation[] {
  const query = { SelectStmt: withoutInto(node) };
  return [tableFromQuery(text, intoOf(node), expression(text, text.range, query), query, false)];
}

/** Of UNION and its like INTO stands in the first arm. */
export function intoOf(node: SelectStmt): IntoClause | undefined {
  let first = node;
  while (first.larg) first = first.larg;
  return first.intoClause;
}

function withoutInto({ intoClause: _, ...select }: SelectStmt): SelectStmt {
  return select.larg ? { ...select, larg: withoutInto(select.larg) } : select;
}

/** The token after a new relation's name and its list of columns. */
export function afterName(text: StatementText, into: IntoClause | undefined): number {
  const after = text.dotted(text.at(into?.rel?.location)).to;
  return text.word(after) === "(" ? text.inside(after).to + 1 : after;
}

/** WITH [NO] DATA closes CREATE TABLE AS and CREATE MATERIALIZED VIEW, behind the query. */
export function beforeWithData(text: StatementText): number {
  const { to } = text.range;
  if (text.isAt(to - 3, "with", "no", "data")) return to - 3;
  return text.isAt(to - 2, "with", "data") ? to - 2 : to;
}

function tableFromQuery(text: StatementText, into: IntoClause | undefined, asQuery: CreateTable["asQuery"], query: Node | undefined, ifNotExists: boolean): CreateTable {
  const start = into?.rel !== undefined && query !== undefined ? text.source.text.indexOf(asQuery?.sql ?? "", text.span.start) : 0;
  return {
    kind: "createTable", span: text.span, name: relationName(text, into?.rel), ifNotExists, columns: [], persistence: persistence(into?.rel?.relpersistence),
    partitionBy: undefined, partitionOf: undefined, inherits: [], asQuery, ...(into?.skipData === true && { withNoData: true }),
    ...queryOutputs(text, start, query), outputColumns: strings(into?.colNames), ...(into?.onCommit === "ONCOMMIT_DROP" && { onCommitDrop: true }),
  };
}

/** `start`: UTF-16 index of the query in the file. */
export function queryOutputs(text: StatementText, start: number, query: Node | undefined): Required<Pick<CreateTable, "outputs">> & Pick<CreateTable, "united"> {
  const [outputs = [], ...united] = unitedOutputs(text, start, query);
  return { outputs, ...(united.length > 0 && { united }) };
}

function persistence(code: string | undefined): CreateTable["persistence"] {
  return code === "t" ? "temporary" : code === "u" ? "unlogged" : "permanent";
}

function elementParts(text: StatementText, node: CreateStmt): ReturnType<StatementText["parts"]> {
  if (node.tableElts === undefined) return [];
  const open = text.find({ from: text.at(node.relation?.location), to: text.range.to }, "(");
  return open === -1 ? [] : text.parts(text.inside(open));
}

function partitionBy(text: StatementText, node: CreateStmt): string | undefined {
  const from = text.at(node.partspec?.location);
  if (from === -1) return undefined;
  const open = text.find({ from: from + 2, to: text.range.to }, "(");
  return text.source.slice(text.spanOf({ from: from + 2, to: text.inside(open).to + 1 }));
}

function partitionOf(text: StatementText, node: CreateStmt, parent: NameAt | undefined): CreateTable["partitionOf"] {
  if (parent === undefined) return undefined;
  // name PARTITION OF parent
  const parentNumber = text.dotted(text.at(node.relation?.location)).to + 2;
  const from = text.find({ from: text.dotted(parentNumber).to, to: text.range.to }, "for", "default");
  let to = from + 1;
  if (text.word(from) === "for") {
    // FOR VALUES IN ( ) | FROM ( ) TO ( ) | WITH ( )
    to = text.inside(from + 3).to + 1;
    if (text.word(to) === "to") to = text.inside(to + 1).to + 1;
  }
  return { parent, bounds: text.source.slice(text.spanOf({ from, to })) };
}

/** TableLikeOption of parsenodes.h. */
const LIKE_OPTIONS: readonly (readonly [LikeOption, number])[] = [
  ["comments", 1], ["compression", 2], ["constraints", 4], ["defaults", 8], ["generated", 16], ["identity", 32], ["indexes", 64], ["statistics", 128], ["storage", 256],
];

const likeOptions = (bits: number): LikeOption[] => LIKE_OPTIONS.filter(([, bit]) => (bits & bit) !== 0).map(([option]) => option);
