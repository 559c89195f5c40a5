import type { CopyStmt, ExplainStmt, Node, RangeVar } from "libpg-query";
import type { LockedRelation, ReadData } from "../../../../model/operation-administration.js";
import { commonTables } from "../expressions/expression.js";
import { relationName } from "../names.js";
import type { StatementText } from "../text/statement-text.js";
import { walk } from "../tree.js";
import { isWriting, type Writing } from "./change-data.js";

/** A query that runs, or any other statement that is planned and does not run. `root`: only it is read, and none of its partitions and heirs. */
export function readData(text: StatementText, node: Node | undefined, root = false): ReadData {
  return { kind: "readData", span: text.span, reads: locked(text, node).map((each) => (root ? { ...each, only: true } : each)), written: text.source.slice(text.span) };
}

/** COPY table TO reads it alone. */
export const copyTo = (text: StatementText, { relation, query }: CopyStmt): ReadData => readData(text, relation ? { RangeVar: relation } : query, relation !== undefined);

/** EXPLAIN ANALYZE and EXPLAIN (ANALYZE on): the statement runs. */
export function isAnalyzed({ options = [] }: ExplainStmt): boolean {
  return options.some((option) => "DefElem" in option && option.DefElem.defname === "analyze" && !OFF.test(valueOf(option.DefElem.arg)));
}

const OFF = /^(?:off|false|0)$/i;

function valueOf(node: Node | undefined): string {
  if (node === undefined) return "";
  if ("String" in node) return node.String.sval ?? "";
  if ("Integer" in node) return String(node.Integer.ival ?? 0);
  return "Boolean" in node ? String(node.Boolean.boolval ?? false) : "";
}

/** Each relation once for each mode. */
function locked(text: StatementText, root: Node | undefined): LockedRelation[] {
  const own = commonTables(root);
  const found = new Map<string, LockedRelation>();
  const add = (part: unknown, mode: LockedRelation["mode"]): void => {
    walk(part, (node) => {
      if ("RangeVar" in node) {
        const name = relationName(text, node.RangeVar);
        const key = JSON.stringify([name.schema, name.name, mode]);
        if ((name.schema !== undefined || !own.has(name.name)) && !found.has(key)) found.set(key, { name, only: node.RangeVar.inh !== true, mode });
      } else if ("SelectStmt" in node && node.SelectStmt.lockingClause !== undefined && mode === "ACCESS SHARE") add(node.SelectStmt.fromClause, "ROW SHARE");
      else if (isWriting(node) && mode === "ACCESS SHARE") add({ relation: targetOf(node) }, "ROW EXCLUSIVE");
      return true;
    });
  };
  add(root, "ACCESS SHARE");
  return [...found.values()];
}

function targetOf(node: Writing): RangeVar | undefined {
  if ("InsertStmt" in node) return node.InsertStmt.relation;
  if ("UpdateStmt" in node) return node.UpdateStmt.relation;
  return "DeleteStmt" in node ? node.DeleteStmt.relation : node.MergeStmt.relation;
}
