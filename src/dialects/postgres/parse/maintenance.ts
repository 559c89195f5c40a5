import type { ClusterStmt, Node, RefreshMatViewStmt, ReindexStmt, VacuumStmt } from "libpg-query";
import type { Operation } from "../../../model/operation.js";
import type { Reindex, VacuumedRelation } from "../../../model/operation-maintenance.js";
import { identifierAt, identifiersIn, relationName } from "./names.js";
import type { StatementText } from "./text/statement-text.js";
import { constantText, objectPath } from "./tree.js";

/** REINDEX, REFRESH MATERIALIZED VIEW, CLUSTER, VACUUM and ANALYZE; undefined for other statements. */
export function maintenance(text: StatementText, node: Node): Operation[] | undefined {
  if ("ReindexStmt" in node) return reindex(text, node.ReindexStmt);
  if ("RefreshMatViewStmt" in node) return refresh(text, node.RefreshMatViewStmt);
  if ("ClusterStmt" in node) return cluster(text, node.ClusterStmt);
  if ("VacuumStmt" in node) return vacuum(text, node.VacuumStmt);
  return undefined;
}

const REINDEXED: Readonly<Record<string, Reindex["object"]>> = {
  REINDEX_OBJECT_INDEX: "index", REINDEX_OBJECT_TABLE: "table", REINDEX_OBJECT_SCHEMA: "schema", REINDEX_OBJECT_SYSTEM: "system", REINDEX_OBJECT_DATABASE: "database",
};

function reindex(text: StatementText, node: ReindexStmt): Operation[] | undefined {
  const object = REINDEXED[node.kind ?? ""];
  if (object === undefined) return undefined;
  const first = text.range.from + 1;
  const keyword = text.word(first) === "(" ? text.inside(first).to + 1 : first;
  const named = text.after(keyword + 1, "concurrently");
  const plain = node.name === undefined ? undefined : { schema: undefined, ...identifierAt(text, named, node.name) };
  return [{
    kind: "reindex", span: text.span, object, keyword: text.spanAt(keyword),
    name: node.relation === undefined ? plain : relationName(text, node.relation),
    concurrently: isOn(node.params, "concurrently"),
    options: written(text, node.params, "concurrently"),
  }];
}

function refresh(text: StatementText, node: RefreshMatViewStmt): Operation[] {
  const keyword = text.spanAt(text.find(text.range, "view"));
  return [{ kind: "refreshMaterializedView", span: text.span, name: relationName(text, node.relation), concurrently: node.concurrent ?? false, keyword, withData: node.skipData !== true }];
}

function cluster(text: StatementText, { relation, indexname, params }: ClusterStmt): Operation[] {
  const name = relation === undefined ? undefined : relationName(text, relation);
  const after = relation === undefined ? -1 : text.dotted(text.at(relation.location)).to;
  // CLUSTER index ON table, as it was before 8.3.
  const number = text.isAt(after, "using") ? after + 1 : text.find(text.range, "on") - 1;
  return [{ kind: "cluster", span: text.span, relation: name, index: indexname === undefined ? undefined : identifierAt(text, number, indexname), options: written(text, params) }];
}

function vacuum(text: StatementText, { is_vacuumcmd, options, rels }: VacuumStmt): Operation[] {
  const relations = (rels ?? []).flatMap((node): VacuumedRelation[] => {
    if (!("VacuumRelation" in node)) return [];
    const { relation, va_cols } = node.VacuumRelation;
    const after = text.dotted(text.at(relation?.location)).to;
    return [{ name: relationName(text, relation), columns: va_cols === undefined ? [] : identifiersIn(text, text.inside(text.after(after, "*")), va_cols) }];
  });
  if (is_vacuumcmd !== true) return [{ kind: "analyze", span: text.span, relations, options: written(text, options) }];
  return [{ kind: "vacuum", span: text.span, relations, full: isOn(options, "full"), options: written(text, options, "full") }];
}

/** An option without a value is on (source: defGetBoolean). */
function isOn(options: readonly Node[] | undefined, name: string): boolean {
  return (options ?? []).some((node) => {
    if (!("DefElem" in node) || node.DefElem.defname !== name) return false;
    const { arg } = node.DefElem;
    if (arg === undefined) return true;
    const value = "A_Const" in arg ? constantText(arg.A_Const) : "Integer" in arg ? String(arg.Integer.ival ?? 0) : objectPath(arg)[0];
    return !["off", "false", "0"].includes(value?.toLowerCase() ?? "");
  });
}

/** As they stand there, between parentheses or as words before the name. */
function written(text: StatementText, options: readonly Node[] | undefined, ...without: readonly string[]): string[] {
  return (options ?? []).flatMap((node) => {
    if (!("DefElem" in node) || without.includes(node.DefElem.defname ?? "")) return [];
    const from = text.at(node.DefElem.location);
    let to = from + 1;
    if (node.DefElem.arg !== undefined) while (to < text.range.to && text.word(to) !== "," && text.word(to) !== ")") to += 1;
    return [text.source.slice(text.spanOf({ from, to }))];
  });
}
