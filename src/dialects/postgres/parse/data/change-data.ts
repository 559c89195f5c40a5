import type { CopyStmt, DeleteStmt, InsertStmt, MergeStmt, Node, OnConflictClause, RangeVar, SelectStmt, TruncateStmt, UpdateStmt } from "libpg-query";
import type { Expression, NameAt } from "../../../../model/name.js";
import type { Assignment, ChangeData, Operation } from "../../../../model/operation.js";
import { commonTables, expression } from "../expressions/expression.js";
import { relationName } from "../names.js";
import { assignedTwice, counted } from "./counted.js";
import { mayBeNull } from "./nullness.js";
import { sourceColumns } from "./source-columns.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { strings, walk } from "../tree.js";

export type Writing = { readonly InsertStmt: InsertStmt } | { readonly UpdateStmt: UpdateStmt } | { readonly DeleteStmt: DeleteStmt } | { readonly MergeStmt: MergeStmt };

/** One operation for each table that the statement writes: first those of its WITH queries, which may write too. */
export function changeData(text: StatementText, node: Writing | { readonly SelectStmt: SelectStmt }): Operation[] {
  const own = commonTables(node);
  const inner: Operation[] = [];
  walk(node, (child) => {
    if (!("CommonTableExpr" in child)) return true;
    const query = child.CommonTableExpr.ctequery;
    const open = text.find({ from: text.at(child.CommonTableExpr.location) + 1, to: text.range.to }, "as") + 1;
    const from = text.find({ from: open, to: text.range.to }, "(");
    if (query !== undefined && isWriting(query)) inner.push(withSources(change(text, text.inside(from), query, own), query));
    return true;
  });
  return "SelectStmt" in node ? inner : [...inner, withSources(change(text, text.range, node, own), node)];
}

function withSources(operation: ChangeData, node: Writing): ChangeData {
  const sources = sourceColumns(node);
  return sources.length === 0 ? operation : { ...operation, sources };
}

export function truncate(text: StatementText, node: TruncateStmt): Operation[] {
  const relations = rangeVars(node.relations);
  return relations.map((relation) => {
    const table = relationName(text, relation);
    return { ...EMPTY, span: relations.length === 1 ? text.span : table.span, table, command: "truncate", cascade: node.behavior === "DROP_CASCADE", ...(relation.inh !== true && { only: true }) };
  });
}

/** COPY … FROM. */
export function copy(text: StatementText, node: CopyStmt): Operation[] {
  return [{ ...EMPTY, span: text.span, table: relationName(text, node.relation), command: "copy", columns: strings(node.attlist) }];
}

const EMPTY = { kind: "changeData", literalRows: false, columns: [], reads: [], readsColumns: [], where: undefined, cascade: false } as const;

export function isWriting(node: Node): node is Writing {
  return "InsertStmt" in node || "UpdateStmt" in node || "DeleteStmt" in node || "MergeStmt" in node;
}

function change(text: StatementText, range: Range, node: Writing, own: ReadonlySet<string>): ChangeData {
  const span = text.spanOf(range);
  if ("InsertStmt" in node) {
    const { relation, cols, selectStmt, onConflictClause, withClause, returningClause } = node.InsertStmt;
    const reads = readsOf(text, [selectStmt, onConflictClause, withClause, returningClause], own, new Set(["excluded"]));
    const columns = [...new Set([...targets(cols), ...targets(onConflictClause?.targetList)])];
    return { ...EMPTY, span, table: relationName(text, relation), command: "insert", columns, literalRows: isLiteral(selectStmt), ...reads, ...counted(node.InsertStmt), ...conflictIn(onConflictClause) };
  }
  if ("UpdateStmt" in node) {
    const { relation, targetList, whereClause, fromClause, withClause, returningClause } = node.UpdateStmt;
    const reads = readsOf(text, [targetList, fromClause, whereClause, withClause, returningClause], own);
    return { ...EMPTY, span, table: relationName(text, relation), command: "update", columns: targets(targetList), ...reads, where: where(text, range, whereClause), assigns: assignments(targetList), ...(fromClause !== undefined && { joins: true }), ...assignedTwice(targetList) };
  }
  if ("DeleteStmt" in node) {
    const { relation, whereClause, usingClause, withClause, returningClause } = node.DeleteStmt;
    const reads = readsOf(text, [usingClause, whereClause, withClause, returningClause], own);
    return { ...EMPTY, span, table: relationName(text, relation), command: "delete", ...reads, where: where(text, range, whereClause), ...(usingClause !== undefined && { joins: true }) };
  }
  const { relation, sourceRelation, joinCondition, mergeWhenClauses, withClause, returningClause } = node.MergeStmt;
  const actions = (mergeWhenClauses ?? []).flatMap((clause) => ("MergeWhenClause" in clause ? targets(clause.MergeWhenClause.targetList) : []));
  const reads = readsOf(text, [sourceRelation, joinCondition, mergeWhenClauses, withClause, returningClause], own);
  return { ...EMPTY, span, table: relationName(text, relation), command: "merge", columns: [...new Set(actions)], ...reads };
}

/** Of another way to compare nothing is said. */
function conflictIn(clause: OnConflictClause | undefined): Pick<ChangeData, "conflict"> {
  const { indexElems = [], conname, whereClause } = clause?.infer ?? {};
  if (conname !== undefined) return { conflict: { constraint: conname } };
  if (indexElems.some((element) => "IndexElem" in element && element.IndexElem.expr !== undefined)) return { conflict: { columns: [], where: whereClause !== undefined, expressions: true } };
  const columns = indexElems.map((element) => ("IndexElem" in element && element.IndexElem.collation === undefined && element.IndexElem.opclass === undefined ? element.IndexElem.name : undefined));
  const known = columns.filter((column) => column !== undefined);
  return known.length === 0 || known.length < columns.length ? {} : { conflict: { columns: known, where: whereClause !== undefined } };
}

function where(text: StatementText, range: Range, node: Node | undefined): Expression | undefined {
  if (node === undefined) return undefined;
  const from = text.find(range, "where") + 1;
  const returning = text.find({ from, to: range.to }, "returning");
  return expression(text, { from, to: returning === -1 ? range.to : returning }, node);
}

function targets(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) => ("ResTarget" in node && node.ResTarget.name !== undefined ? [node.ResTarget.name] : []));
}

function assignments(nodes: readonly Node[] | undefined): Assignment[] {
  return (nodes ?? []).flatMap((node) => {
    if (!("ResTarget" in node) || node.ResTarget.name === undefined) return [];
    const { name, val, indirection } = node.ResTarget;
    // `"data"['key'] = …` writes into what is there.
    return [{ column: name, isNull: indirection === undefined ? mayBeNull(val) : "unknown" }];
  });
}

/** What a WITH query writes is an operation of its own, with its own reads. */
function readsOf(text: StatementText, parts: readonly unknown[], own: ReadonlySet<string>, pseudo: ReadonlySet<string> = new Set()): Pick<ChangeData, "reads" | "readsColumns"> {
  const reads = new Map<string, NameAt>();
  const columns = new Map<string, string[]>();
  walk(parts, (node) => {
    if (isWriting(node)) return false;
    if ("RangeVar" in node) {
      const name = relationName(text, node.RangeVar);
      const key = JSON.stringify([name.schema, name.name]);
      if ((name.schema !== undefined || !own.has(name.name)) && !reads.has(key)) reads.set(key, name);
    } else if ("ColumnRef" in node) {
      const fields = node.ColumnRef.fields ?? [];
      const path = strings(fields);
      if (path.length === fields.length && !(path.length > 1 && pseudo.has(path[0] ?? ""))) columns.set(JSON.stringify(path), path);
    }
    return true;
  });
  return { reads: [...reads.values()], readsColumns: [...columns.values()] };
}

/** Functions that give one value for one call; others may give many rows. */
const SCALAR_FUNCTIONS: ReadonlySet<string> = new Set(["now", "gen_random_uuid", "uuid_generate_v4", "nextval", "md5", "random", "concat", "lower", "upper", "to_jsonb", "jsonb_build_object", "json_build_object"]);

/** VALUES, DEFAULT VALUES, or a SELECT without FROM. */
function isLiteral(query: Node | undefined): boolean {
  if (query === undefined) return true;
  if (!("SelectStmt" in query)) return false;
  const { valuesLists, fromClause, op, targetList } = query.SelectStmt;
  if (valuesLists !== undefined) return true;
  if (fromClause !== undefined || op !== "SETOP_NONE") return false;
  let scalar = true;
  walk(targetList, (node) => {
    if ("FuncCall" in node && !SCALAR_FUNCTIONS.has(strings(node.FuncCall.funcname).at(-1) ?? "")) scalar = false;
    return true;
  });
  return scalar;
}

export function rangeVars(nodes: readonly Node[] | undefined): RangeVar[] {
  return (nodes ?? []).flatMap((node) => ("RangeVar" in node ? [node.RangeVar] : []));
}
