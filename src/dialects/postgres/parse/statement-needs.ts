import { parseSync, type AlterTableStmt, type CreateFunctionStmt, type CreatePolicyStmt, type CreateStmt, type CreateTrigStmt, type IndexStmt, type Node, type RangeVar, type TypeName } from "libpg-query";
import type { Refusal } from "../../../model/database.js";
import type { Need, Scope } from "../../../model/need.js";
import { needsIn, typeNeeds } from "./expressions/needs.js";
import { castType } from "./expressions/value-of.js";
import { condition, immutableCasts, using } from "./expressions/values.js";
import { isWriting } from "./data/change-data.js";
import { objectPath, strings } from "./tree.js";

/** What a statement names in its queries and expressions and the server looks up before it does anything. */
export function needsOf(node: Node): Need[] {
  if ("SelectStmt" in node || isWriting(node)) return needsIn(node);
  if ("ViewStmt" in node) return needsIn(node.ViewStmt.query);
  if ("CreateTableAsStmt" in node) return node.CreateTableAsStmt.if_not_exists === true ? [] : needsIn(node.CreateTableAsStmt.query);
  if ("CreatePolicyStmt" in node) return ofPolicy(node.CreatePolicyStmt);
  if ("AlterPolicyStmt" in node) return ofPolicy(node.AlterPolicyStmt);
  if ("CreateTrigStmt" in node) return ofTrigger(node.CreateTrigStmt);
  if ("RuleStmt" in node) return needsIn([node.RuleStmt.whereClause, node.RuleStmt.actions], [oldAndNew(node.RuleStmt.relation)]).filter((need) => need.kind !== "relation" || need.path.length > 1 || (need.path[0] !== "old" && need.path[0] !== "new"));
  if ("CreateFunctionStmt" in node) return [...ofSignature(node.CreateFunctionStmt), ...ofFunction(node.CreateFunctionStmt)];
  if ("IndexStmt" in node) return node.IndexStmt.if_not_exists === true ? [] : ofIndex(node.IndexStmt);
  if ("CreateStmt" in node) return node.CreateStmt.if_not_exists === true ? [] : withoutTable(needsIn(node.CreateStmt.tableElts, [made(node.CreateStmt)]));
  if ("AlterTableStmt" in node) return node.AlterTableStmt.missing_ok === true ? [] : ofAlterTable(node.AlterTableStmt);
  if ("CreateDomainStmt" in node) return [...typeNeeds([node.CreateDomainStmt.typeName]), ...ofDomain(node.CreateDomainStmt.constraints, node.CreateDomainStmt.typeName)];
  if ("AlterDomainStmt" in node) return node.AlterDomainStmt.def ? ofDomain([node.AlterDomainStmt.def], undefined) : [];
  if ("CreateRangeStmt" in node) return typeNeeds((node.CreateRangeStmt.params ?? []).map((param) => ("DefElem" in param && param.DefElem.defname === "subtype" && param.DefElem.arg && "TypeName" in param.DefElem.arg ? param.DefElem.arg.TypeName : undefined)));
  if ("CreateCastStmt" in node) return typeNeeds([node.CreateCastStmt.sourcetype, node.CreateCastStmt.targettype]);
  if ("AlterTypeStmt" in node) return typeNeeds([{ names: node.AlterTypeStmt.typeName ?? [] }]);
  if ("RenameStmt" in node) return node.RenameStmt.renameType === "OBJECT_TYPE" ? typeNamed(node.RenameStmt.object) : [];
  if ("AlterObjectSchemaStmt" in node) return node.AlterObjectSchemaStmt.objectType === "OBJECT_TYPE" ? typeNamed(node.AlterObjectSchemaStmt.object) : [];
  if ("CompositeTypeStmt" in node) return typeNeeds((node.CompositeTypeStmt.coldeflist ?? []).map((column) => ("ColumnDef" in column ? column.ColumnDef.typeName : undefined)));
  return [];
}

const typeNamed = (node: Node | undefined): Need[] => typeNeeds([{ names: objectPath(node).map((sval) => ({ String: { sval } })) }]);

/** Columns are those of the table that it makes or changes, which is looked at where that is done. */
const withoutTable = (needs: readonly Need[]): Need[] => needs.filter(({ kind }) => kind === "function" || kind === "sequence" || kind === "type" || kind === "value");

const pathOf = (relation: RangeVar | undefined): string[] => [relation?.schemaname, relation?.relname].filter((part) => part !== undefined);

/** With the columns that it names itself. */
const made = ({ relation, tableElts = [] }: CreateStmt): Scope => [
  { alias: relation?.relname, made: tableElts.flatMap((element) => ("ColumnDef" in element && element.ColumnDef.colname !== undefined && element.ColumnDef.typeName && element.ColumnDef.typeName.pct_type !== true ? [{ name: element.ColumnDef.colname, type: castType(element.ColumnDef.typeName) }] : [])) },
];

/** Of a domain's constraints, which see its value alone. */
function ofDomain(constraints: readonly Node[] | undefined, type: TypeName | undefined): Need[] {
  const value: Scope = type && type.pct_type !== true ? [{ alias: undefined, made: [{ name: "value", type: castType(type) }] }] : [];
  const checks = (constraints ?? []).filter((node) => "Constraint" in node && node.Constraint.contype === "CONSTR_CHECK");
  const others = (constraints ?? []).filter((node) => !checks.includes(node));
  const needs = needsIn(checks, [value]).flatMap((need) => (need.kind !== "column" ? need : need.path.join(".") === "value" ? [] : { ...need, scopes: [] }));
  return [...withoutTable(needsIn(others)), ...needs.filter(({ kind }) => kind !== "relation" && kind !== "grouped" && kind !== "count")];
}

const itself = (relation: RangeVar | undefined): Scope => [{ alias: relation?.relname, path: pathOf(relation) }];

const oldAndNew = (relation: RangeVar | undefined): Scope => ["old", "new"].map((alias) => ({ alias, path: pathOf(relation) }));

function ofPolicy({ table, qual, with_check }: Pick<CreatePolicyStmt, "table" | "qual" | "with_check">): Need[] {
  const own = [itself(table)];
  return [...needsIn([qual, with_check], own), ...[qual, with_check].flatMap((clause) => condition(clause, "POLICY", own))];
}

function ofIndex({ relation, indexParams, indexIncludingParams, whereClause }: IndexStmt): Need[] {
  const own = [itself(relation)];
  return [
    ...needsIn([indexParams, indexIncludingParams, whereClause], own), ...condition(whereClause, "WHERE", own),
    ...immutableCasts(indexParams, "functions in index expression must be marked IMMUTABLE", own), ...immutableCasts(whereClause, "functions in index predicate must be marked IMMUTABLE", own),
  ];
}

/** Commands are not done in the order in which they are written: only one alone meets the columns that are there. */
function ofAlterTable({ relation, cmds = [] }: AlterTableStmt): Need[] {
  const scopes = cmds.length === 1 ? [itself(relation)] : [];
  const commands = cmds.flatMap((command) => ("AlterTableCmd" in command && command.AlterTableCmd.missing_ok !== true ? [command.AlterTableCmd] : []));
  return withoutTable([...needsIn(commands.map((command) => ({ AlterTableCmd: command })), scopes), ...commands.flatMap((command) => (command.subtype === "AT_AlterColumnType" ? using(command, scopes) : []))]);
}

function ofTrigger({ relation, columns, whenClause, funcname }: CreateTrigStmt): Need[] {
  const own = [itself(relation)];
  return [
    { kind: "function", path: strings(funcname), arguments: 0 },
    ...strings(columns).map((name): Need => ({ kind: "column", path: [name], scopes: own })),
    ...needsIn(whenClause, [oldAndNew(relation)]),
    ...condition(whenClause, "WHEN", [oldAndNew(relation)]),
  ];
}

/** What a function in C returns may come after it. */
function ofSignature({ options = [], parameters = [], returnType, sql_body }: CreateFunctionStmt): Need[] {
  const language = options.flatMap((node) => ("DefElem" in node && node.DefElem.defname === "language" && node.DefElem.arg ? strings([node.DefElem.arg]) : []))[0]?.toLowerCase();
  const comesLater = sql_body === undefined && language !== "sql" && language !== "plpgsql";
  const refused = (does: "accept" | "return") => (written: string): Refusal | undefined => (comesLater ? undefined : language === "plpgsql"
    ? { code: "0A000", message: `PL/pgSQL functions cannot ${does} type ${written}` } : { code: "42P13", message: `SQL function cannot ${does} shell type ${written}` });
  return [
    ...typeNeeds(parameters.map((node) => ("FunctionParameter" in node ? node.FunctionParameter.argType : undefined)), refused("accept")),
    ...(comesLater ? [] : typeNeeds([returnType], refused("return"))),
  ];
}

/** Of a body in SQL, as far as neither its arguments nor a search path of its own give names another meaning. */
function ofFunction({ options = [], parameters = [], sql_body, funcname }: CreateFunctionStmt): Need[] {
  const option = (name: string): Node | undefined => options.map((node) => ("DefElem" in node && node.DefElem.defname === name ? node.DefElem.arg : undefined)).find((node) => node !== undefined);
  const language = option("language");
  if (language !== undefined && strings([language])[0]?.toLowerCase() !== "sql") return [];
  const as = option("as");
  const body = sql_body ?? (as !== undefined && "List" in as ? queriesIn(strings(as.List.items)[0] ?? "") : undefined);
  const names = new Set([strings(funcname).at(-1), ...parameters.flatMap((node) => ("FunctionParameter" in node ? [node.FunctionParameter.name] : []))]);
  const hasOwnPath = options.some((node) => "DefElem" in node && node.DefElem.defname === "set");
  return needsIn(body).filter((need) => need.kind !== "value" && need.kind !== "count" && need.kind !== "grouped" && (need.kind !== "column" || !names.has(need.path[0])) && (!hasOwnPath || (need.kind !== "column" && need.path.length > 1))).map((need) => (sql_body === undefined ? { ...need, ofBody: true } : need));
}

/** undefined where it makes things that its later statements use. */
function queriesIn(sql: string): Node[] | undefined {
  try {
    const nodes = (parseSync(sql).stmts ?? []).flatMap(({ stmt }) => stmt ?? []);
    return nodes.every((node) => "SelectStmt" in node || isWriting(node)) ? nodes : undefined;
  } catch {
    return undefined;
  }
}
