import type { Node } from "libpg-query";
import { parsedQuery, valueOf, type Scope } from "./evaluate.js";
import { strings } from "../tree.js";

/** What SQL that is put together at run time may do, by the words that it surely begins with. */
export function dynamicSql(expression: string, scope: Scope): { readonly mayChangeSchema: boolean; readonly mayFill: boolean } {
  const target = parsedQuery(`SELECT ${expression}`)?.targetList?.[0];
  const begin = target && "ResTarget" in target ? beginning(target.ResTarget.val, scope).text.trimStart().toLowerCase() : "";
  // What follows is put in at run time: a table's name, values.
  const [word = ""] = /^[a-z]+(?=\s)/.exec(begin) ?? [];
  return { mayChangeSchema: !ROWS.has(word) && !HARMLESS.has(word), mayFill: !DEFINING.has(word) && !HARMLESS.has(word) && word !== "update" && word !== "delete" && word !== "truncate" };
}

const ROWS: ReadonlySet<string> = new Set(["insert", "update", "delete", "merge", "truncate", "copy"]);
const HARMLESS: ReadonlySet<string> = new Set(["grant", "revoke", "analyze", "vacuum", "refresh", "reindex", "lock", "notify"]);
const DEFINING: ReadonlySet<string> = new Set(["alter", "create", "drop", "comment"]);

interface Beginning {
  readonly text: string;
  /** All of it. */
  readonly whole: boolean;
}

function beginning(node: Node | undefined, scope: Scope): Beginning {
  const value = valueOf(node, scope);
  if (typeof value === "string" || typeof value === "number") return { text: String(value), whole: true };
  if (node === undefined) return { text: "", whole: false };
  if ("A_Expr" in node && strings(node.A_Expr.name).at(-1) === "||") {
    const left = beginning(node.A_Expr.lexpr, scope);
    if (!left.whole) return left;
    return { text: left.text + beginning(node.A_Expr.rexpr, scope).text, whole: false };
  }
  if ("FuncCall" in node) {
    const template = valueOf(node.FuncCall.args?.[0], scope);
    if (strings(node.FuncCall.funcname).at(-1) === "format" && typeof template === "string") return { text: /^(?:[^%]|%%)*/.exec(template)?.[0] ?? "", whole: false };
    if (strings(node.FuncCall.funcname).at(-1) === "concat" && typeof template === "string") return { text: template, whole: false };
  }
  return { text: "", whole: false };
}
