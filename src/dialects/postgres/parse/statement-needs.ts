import { parseSync, type CreateFunctionStmt, type CreateTrigStmt, type Node, type RangeVar, type TypeName } from "libpg-query";
import type { Need, Scope } from "../../../model/need.js";
import { needsIn } from "./expressions/needs.js";
import { isWriting } from "./data/change-data.js";
import { strings, typePath } from "./tree.js";

/** What a statement names in its queries and expressions and the server looks up before it does anything. */
export function needsOf(node: Node): Need[] {
  if ("SelectStmt" in node || isWriting(node)) return needsIn(node);
  if ("ViewStmt" in node) return needsIn(node.ViewStmt.query);
  if ("CreateTableAsStmt" in node) return node.CreateTableAsStmt.if_not_exists === true ? [] : needsIn(node.CreateTableAsStmt.query);
  if ("CreatePolicyStmt" in node) return needsIn([node.CreatePolicyStmt.qual, node.CreatePolicyStmt.with_check], [itself(node.CreatePolicyStmt.table)]);
  if ("AlterPolicyStmt" in node) return needsIn([node.AlterPolicyStmt.qual, node.AlterPolicyStmt.with_check], [itself(node.AlterPolicyStmt.table)]);
  if ("CreateTrigStmt" in node) return ofTrigger(node.CreateTrigStmt);
  if ("RuleStmt" in node) return needsIn([node.RuleStmt.whereClause, node.RuleStmt.actions], [oldAndNew(node.RuleStmt.relation)]).filter(({ kind, path }) => kind !== "relation" || path.length > 1 || (path[0] !== "old" && path[0] !== "new"));
  if ("CreateFunctionStmt" in node) return [...ofSignature(node.CreateFunctionStmt), ...ofFunction(node.CreateFunctionStmt)];
  if ("IndexStmt" in node) return node.IndexStmt.if_not_exists === true ? [] : needsIn([node.IndexStmt.indexParams, node.IndexStmt.indexIncludingParams, node.IndexStmt.whereClause], [itself(node.IndexStmt.relation)]);
  if ("CreateStmt" in node) return node.CreateStmt.if_not_exists === true ? [] : withoutTable(needsIn(node.CreateStmt.tableElts));
  if ("AlterTableStmt" in node) return node.AlterTableStmt.missing_ok === true ? [] : withoutTable(needsIn((node.AlterTableStmt.cmds ?? []).filter((command) => "AlterTableCmd" in command && command.AlterTableCmd.missing_ok !== true)));
  if ("CreateDomainStmt" in node) return [...typeNeeds([node.CreateDomainStmt.typeName]), ...withoutTable(needsIn(node.CreateDomainStmt.constraints))];
  if ("CompositeTypeStmt" in node) return typeNeeds((node.CompositeTypeStmt.coldeflist ?? []).map((column) => ("ColumnDef" in column ? column.ColumnDef.typeName : undefined)));
  return [];
}

/** Columns are those of the table that it makes or changes, which is looked at where that is done. */
const withoutTable = (needs: readonly Need[]): Need[] => needs.filter(({ kind }) => kind === "function" || kind === "sequence");

const pathOf = (relation: RangeVar | undefined): string[] => [relation?.schemaname, relation?.relname].filter((part) => part !== undefined);

const itself = (relation: RangeVar | undefined): Scope => [{ alias: relation?.relname, path: pathOf(relation) }];

const oldAndNew = (relation: RangeVar | undefined): Scope => ["old", "new"].map((alias) => ({ alias, path: pathOf(relation) }));

function ofTrigger({ relation, columns, whenClause, funcname }: CreateTrigStmt): Need[] {
  const own = [itself(relation)];
  return [
    { kind: "function", path: strings(funcname), arguments: 0 },
    ...strings(columns).map((name): Need => ({ kind: "column", path: [name], scopes: own })),
    ...needsIn(whenClause, [oldAndNew(relation)]),
  ];
}

/** In C a function's type may come after it. */
function ofSignature({ options = [], parameters = [], returnType, sql_body }: CreateFunctionStmt): Need[] {
  const language = options.flatMap((node) => ("DefElem" in node && node.DefElem.defname === "language" && node.DefElem.arg ? strings([node.DefElem.arg]) : []))[0]?.toLowerCase();
  if (sql_body === undefined && language !== "sql" && language !== "plpgsql") return [];
  return typeNeeds([...parameters.map((node) => ("FunctionParameter" in node ? node.FunctionParameter.argType : undefined)), returnType]);
}

/** `table.column%TYPE` is none. */
const typeNeeds = (types: readonly (TypeName | undefined)[]): Need[] => types.flatMap((type): Need[] => (type === undefined || type.pct_type === true ? [] : [{ kind: "type", path: typePath(type) }]));

/** Of a body in SQL, as far as neither its arguments nor a search path of its own give names another meaning. */
function ofFunction({ options = [], parameters = [], sql_body, funcname }: CreateFunctionStmt): Need[] {
  const option = (name: string): Node | undefined => options.map((node) => ("DefElem" in node && node.DefElem.defname === name ? node.DefElem.arg : undefined)).find((node) => node !== undefined);
  const language = option("language");
  if (language !== undefined && strings([language])[0]?.toLowerCase() !== "sql") return [];
  const as = option("as");
  const body = sql_body ?? (as !== undefined && "List" in as ? queriesIn(strings(as.List.items)[0] ?? "") : undefined);
  const names = new Set([strings(funcname).at(-1), ...parameters.flatMap((node) => ("FunctionParameter" in node ? [node.FunctionParameter.name] : []))]);
  const hasOwnPath = options.some((node) => "DefElem" in node && node.DefElem.defname === "set");
  return needsIn(body).filter(({ kind, path }) => (kind !== "column" || !names.has(path[0])) && (!hasOwnPath || (kind !== "column" && path.length > 1))).map((need) => (sql_body === undefined ? { ...need, ofBody: true } : need));
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
