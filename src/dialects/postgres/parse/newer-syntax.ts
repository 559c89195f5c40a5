import type { AlterTableCmd, Constraint, CreateStatsStmt, DefElem, Node } from "libpg-query";
import type { NewerSyntax } from "../../../model/migration.js";
import { objectPath, optionsOf, strings, walk } from "./tree.js";

/**
 * What in a statement an older server does not understand, with the major version that brought it: from 14 on, for the servers before that are no longer kept up
 * (source: the release notes, appendix E of PostgreSQL's manual; what came with 17 and 18 is compared with the servers before).
 */
export function newerSyntax(root: Node): NewerSyntax[] {
  const found = new Map<string, NewerSyntax>();
  walk(root, (node) => {
    const item = newIn(node);
    if (item) found.set(item.what, item);
    return true;
  });
  return [...found.values()];
}

const since = (version: number, what: string): NewerSyntax => ({ since: version, what });

function newIn(node: Node): NewerSyntax | undefined {
  if ("Constraint" in node) return newInConstraint(node.Constraint);
  if ("AlterTableCmd" in node) return newInCommand(node.AlterTableCmd);
  if ("ATAlterConstraint" in node) {
    if (node.ATAlterConstraint.alterEnforceability === true) return since(18, "ALTER CONSTRAINT … [NOT] ENFORCED");
    return node.ATAlterConstraint.alterInheritability === true ? since(18, "ALTER CONSTRAINT … [NO] INHERIT") : undefined;
  }
  if ("IndexStmt" in node) return node.IndexStmt.nulls_not_distinct === true ? since(15, "NULLS NOT DISTINCT") : undefined;
  if ("ViewStmt" in node) return hasOption(node.ViewStmt.options, "security_invoker") ? since(15, "security_invoker of views") : undefined;
  if ("CreateTrigStmt" in node) return node.CreateTrigStmt.replace === true ? since(14, "CREATE OR REPLACE TRIGGER") : undefined;
  if ("CreateFunctionStmt" in node) return node.CreateFunctionStmt.sql_body === undefined ? undefined : since(14, "A function body that is no string");
  if ("CreateStatsStmt" in node) return newInStatistics(node.CreateStatsStmt);
  if ("CreateRangeStmt" in node) return hasOption(node.CreateRangeStmt.params, "multirange_type_name") ? since(14, "MULTIRANGE_TYPE_NAME of a range type") : undefined;
  if ("AlterTableStmt" in node) {
    const { objtype, cmds = [] } = node.AlterTableStmt;
    const changes = objtype === "OBJECT_SEQUENCE" && cmds.some((cmd) => "AlterTableCmd" in cmd && (cmd.AlterTableCmd.subtype === "AT_SetLogged" || cmd.AlterTableCmd.subtype === "AT_SetUnLogged"));
    return changes ? since(15, "SET LOGGED and SET UNLOGGED of a sequence") : undefined;
  }
  if ("CreateSeqStmt" in node) return node.CreateSeqStmt.sequence?.relpersistence === "u" ? since(15, "CREATE UNLOGGED SEQUENCE") : undefined;
  if ("PublicationObjSpec" in node) {
    const { pubobjtype, pubtable } = node.PublicationObjSpec;
    if (pubobjtype === "PUBLICATIONOBJ_TABLES_IN_SCHEMA") return since(15, "TABLES IN SCHEMA of a publication");
    return pubtable?.columns ?? pubtable?.whereClause ? since(15, "Columns and WHERE of a publication's table") : undefined;
  }
  if ("AccessPriv" in node) return node.AccessPriv.priv_name === "maintain" ? since(17, "The privilege MAINTAIN") : undefined;
  if ("ColumnDef" in node) {
    if (node.ColumnDef.storage_name !== undefined) return since(16, "STORAGE in a column's definition");
    return node.ColumnDef.compression === undefined ? undefined : since(14, "COMPRESSION of a column");
  }
  return newInQuery(node);
}

function newInConstraint({ contype, is_enforced, keys, nulls_not_distinct, without_overlaps, fk_with_period, fk_del_set_cols, generated_kind }: Constraint): NewerSyntax | undefined {
  if (contype === "CONSTR_ATTR_ENFORCED" || contype === "CONSTR_ATTR_NOT_ENFORCED") return since(18, "[NOT] ENFORCED");
  if ((contype === "CONSTR_CHECK" || contype === "CONSTR_FOREIGN") && is_enforced !== true) return since(18, "NOT ENFORCED");
  if (contype === "CONSTR_NOTNULL" && keys !== undefined) return since(18, "NOT NULL as a constraint of the table");
  if (contype === "CONSTR_GENERATED" && generated_kind === "v") return since(18, "A generated column that is not STORED");
  if (without_overlaps === true) return since(18, "WITHOUT OVERLAPS");
  if (fk_with_period === true) return since(18, "PERIOD in a foreign key");
  if (nulls_not_distinct === true) return since(15, "NULLS NOT DISTINCT");
  return fk_del_set_cols === undefined ? undefined : since(15, "ON DELETE SET NULL or SET DEFAULT of some columns");
}

function newInCommand({ subtype, def, name }: AlterTableCmd): NewerSyntax | undefined {
  switch (subtype) {
    case "AT_SetAccessMethod": return name === undefined ? since(17, "SET ACCESS METHOD DEFAULT") : since(15, "SET ACCESS METHOD");
    case "AT_SetExpression": return since(17, "SET EXPRESSION of a generated column");
    case "AT_SetStatistics": return def === undefined ? since(17, "SET STATISTICS DEFAULT") : undefined;
    case "AT_SetCompression": return since(14, "COMPRESSION of a column");
    case "AT_DetachPartition": return def && "PartitionCmd" in def && def.PartitionCmd.concurrent === true ? since(14, "DETACH PARTITION … CONCURRENTLY") : undefined;
    case "AT_SetRelOptions": return def && "List" in def && hasOption(def.List.items, "security_invoker") ? since(15, "security_invoker of views") : undefined;
    default: return undefined;
  }
}

function newInQuery(node: Node): NewerSyntax | undefined {
  if ("MergeStmt" in node) return node.MergeStmt.returningClause === undefined ? since(15, "MERGE") : since(17, "MERGE … RETURNING");
  if ("MergeWhenClause" in node) return node.MergeWhenClause.matchKind === "MERGE_WHEN_NOT_MATCHED_BY_SOURCE" ? since(17, "MERGE … WHEN NOT MATCHED BY SOURCE") : undefined;
  if ("ReturningOption" in node) return since(18, "RETURNING WITH (OLD, NEW)");
  if ("RangeSubselect" in node) return node.RangeSubselect.alias === undefined ? since(16, "A subquery in FROM without an alias") : undefined;
  if ("CopyStmt" in node) return newInCopy(node.CopyStmt.options ?? []);
  if ("JsonTable" in node) return since(17, "JSON_TABLE");
  if ("JsonFuncExpr" in node) return since(17, "JSON_EXISTS, JSON_QUERY and JSON_VALUE");
  if ("JsonParseExpr" in node || "JsonScalarExpr" in node || "JsonSerializeExpr" in node) return since(17, "JSON(), JSON_SCALAR and JSON_SERIALIZE");
  if ("JsonIsPredicate" in node) return since(16, "IS JSON");
  if ("JsonObjectConstructor" in node || "JsonArrayConstructor" in node || "JsonObjectAgg" in node || "JsonArrayAgg" in node || "JsonArrayQueryConstructor" in node) return since(16, "SQL's constructors of JSON");
  if ("ReindexStmt" in node) {
    const { relation, name, params } = node.ReindexStmt;
    if (relation === undefined && name === undefined) return since(16, "REINDEX DATABASE or SYSTEM without a name");
    return hasOption(params, "tablespace") ? since(14, "REINDEX (TABLESPACE …)") : undefined;
  }
  if ("VacuumStmt" in node) {
    const isOnly = (node.VacuumStmt.rels ?? []).some((rel) => "VacuumRelation" in rel && rel.VacuumRelation.relation?.inh !== true);
    return isOnly ? since(18, "VACUUM and ANALYZE of ONLY a table") : undefined;
  }
  return undefined;
}

function newInStatistics({ defnames, exprs = [] }: CreateStatsStmt): NewerSyntax | undefined {
  if (defnames === undefined) return since(16, "CREATE STATISTICS without a name");
  return exprs.some((element) => "StatsElem" in element && element.StatsElem.expr !== undefined) ? since(14, "CREATE STATISTICS of an expression") : undefined;
}

function newInCopy(options: readonly Node[]): NewerSyntax | undefined {
  const given = optionsOf(options);
  const named = (name: string): DefElem | undefined => given.find(({ defname }) => defname === name);
  if (named("reject_limit")) return since(18, "REJECT_LIMIT of COPY");
  if (named("on_error") ?? named("log_verbosity")) return since(17, "ON_ERROR and LOG_VERBOSITY of COPY");
  if ([named("force_null"), named("force_not_null")].some((option) => option?.arg && "A_Star" in option.arg)) return since(17, "FORCE_NULL * of COPY");
  if (named("default")) return since(16, "DEFAULT of COPY");
  const header = named("header")?.arg;
  return header && (objectPath(header)[0] ?? strings([header])[0]) === "match" ? since(15, "HEADER MATCH of COPY") : undefined;
}

const hasOption = (options: readonly Node[] | undefined, name: string): boolean => optionsOf(options).some(({ defname }) => defname === name);
