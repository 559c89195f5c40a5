import type { FuncCall, SelectStmt, VariableSetStmt } from "libpg-query";
import type { Operation } from "../../../model/operation.js";
import { fold } from "./names.js";
import type { StatementText } from "./text/statement-text.js";
import { constantText, strings } from "./tree.js";

/** SET and RESET; undefined for SET TRANSACTION and its like. */
export function setParameter(text: StatementText, node: VariableSetStmt): Operation[] | undefined {
  const span = text.span;
  // Parameters' names are compared without case, quoted or not.
  const name = fold(node.name ?? "");
  switch (node.kind) {
    case "VAR_SET_VALUE":
      return [{ kind: "setParameter", span, name, values: values(text, node), local: node.is_local ?? false }];
    case "VAR_SET_DEFAULT":
    case "VAR_RESET":
      return [{ kind: "resetParameter", span, name }];
    case "VAR_RESET_ALL":
      return [{ kind: "resetParameter", span, name: undefined }];
    default:
      return undefined;
  }
}

function values(text: StatementText, node: VariableSetStmt): string[] {
  const from = text.find(text.range, "to", "=", "zone") + 1;
  const parts = text.parts({ from, to: text.range.to });
  return (node.args ?? []).map((argument, place) => {
    const value = "A_Const" in argument ? constantText(argument.A_Const) : undefined;
    const part = parts[place];
    return value ?? (part === undefined ? "" : text.source.slice(text.spanOf(part)));
  });
}

/** `SELECT set_config('search_path', …, false)`, as pg_dump writes it; undefined for any other SELECT. */
export function setConfig(text: StatementText, node: SelectStmt): Operation[] | undefined {
  const [target, ...others] = node.targetList ?? [];
  if (target === undefined || others.length > 0 || !("ResTarget" in target)) return undefined;
  const call = target.ResTarget.val;
  if (node.fromClause !== undefined || node.whereClause !== undefined || call === undefined || !("FuncCall" in call)) return undefined;
  if (strings(call.FuncCall.funcname).at(-1) !== "set_config") return undefined;
  const [name, value, local] = constants(call.FuncCall);
  if (name === undefined || value === undefined || local === undefined) return undefined;
  const folded = fold(name);
  return [{ kind: "setParameter", span: text.span, name: folded, values: folded === "search_path" ? schemas(value) : [value], local: local === "true" }];
}

function constants(call: FuncCall): (string | undefined)[] {
  return (call.args ?? []).map((argument) => ("A_Const" in argument ? (constantText(argument.A_Const) ?? undefined) : undefined));
}

/** search_path as one string: names with commas between them, folded unless quoted. */
function schemas(list: string): string[] {
  return [...list.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,"\s]+))\s*(?:,|$)/g)].map((match) => match[1]?.replaceAll('""', '"') ?? fold(match[2] ?? ""));
}
