import type { Node, ObjectWithArgs, RoleSpec } from "libpg-query";
import type { NameAt } from "../../../../model/name.js";
import type { DropObject, ObjectKind } from "../../../../model/operation-objects.js";
import { routine } from "./function.js";
import { nameAt, nameOf } from "../names.js";
import type { StatementText } from "../text/statement-text.js";
import { objectPath, strings } from "../tree.js";
import { typeName } from "../types.js";

export type WhichObject = Pick<DropObject, "object" | "name" | "on" | "arguments" | "of">;

/** Kinds whose objects a statement names by a dotted name alone. */
const BY_NAME: ReadonlyMap<string, ObjectKind> = new Map([
  ["OBJECT_STATISTIC_EXT", "statistics"], ["OBJECT_COLLATION", "collation"], ["OBJECT_CONVERSION", "conversion"], ["OBJECT_EVENT_TRIGGER", "event trigger"],
  ["OBJECT_ACCESS_METHOD", "access method"], ["OBJECT_FDW", "foreign data wrapper"], ["OBJECT_FOREIGN_SERVER", "server"], ["OBJECT_FOREIGN_TABLE", "foreign table"], ["OBJECT_LANGUAGE", "language"],
  ["OBJECT_TSCONFIGURATION", "text search configuration"], ["OBJECT_TSDICTIONARY", "text search dictionary"], ["OBJECT_TSPARSER", "text search parser"], ["OBJECT_TSTEMPLATE", "text search template"],
]);
const ROUTINES: ReadonlyMap<string, ObjectKind> = new Map([["OBJECT_FUNCTION", "function"], ["OBJECT_ROUTINE", "function"], ["OBJECT_PROCEDURE", "procedure"], ["OBJECT_AGGREGATE", "aggregate"]]);
const OF_TABLES: ReadonlyMap<string, ObjectKind> = new Map([["OBJECT_TRIGGER", "trigger"], ["OBJECT_POLICY", "policy"], ["OBJECT_RULE", "rule"]]);

/** The object that a statement names at a token, as DROP, ALTER and COMMENT do; undefined for kinds that are not kept as text. */
export function whichObject(text: StatementText, number: number, type: string | undefined, object: Node | undefined): WhichObject | undefined {
  if (type === undefined || object === undefined) return undefined;
  const simple = BY_NAME.get(type);
  if (simple !== undefined) return { object: simple, name: nameAt(text, number, objectPath(object)), on: undefined, arguments: undefined };
  const called = ROUTINES.get(type);
  if (called !== undefined) return "ObjectWithArgs" in object ? routine(text, number, object.ObjectWithArgs, called) : undefined;
  const part = OF_TABLES.get(type);
  if (part !== undefined) {
    const path = objectPath(object);
    return { object: part, name: nameAt(text, number, path.slice(-1)), on: nameAt(text, number + 2, path.slice(0, -1)), arguments: undefined };
  }
  const items = "List" in object ? (object.List.items ?? []) : [];
  switch (type) {
    case "OBJECT_OPERATOR": return "ObjectWithArgs" in object ? operator(text, number, object.ObjectWithArgs) : undefined;
    case "OBJECT_OPCLASS":
    case "OBJECT_OPFAMILY": {
      const [method = "", ...path] = strings(items);
      return { object: type === "OBJECT_OPCLASS" ? "operator class" : "operator family", name: nameAt(text, number, path), on: undefined, arguments: undefined, of: method };
    }
    case "OBJECT_CAST": return { object: "cast", name: nowhere(text, ""), on: undefined, arguments: types(text, items) };
    case "OBJECT_TRANSFORM": return { object: "transform", name: nowhere(text, strings(items).at(-1) ?? ""), on: undefined, arguments: types(text, items) };
    default: return undefined;
  }
}

/** Tokens before the name in ALTER: the keyword and the words for the kind. */
export const wordsOfKind = (type: string | undefined): number =>
  type === "OBJECT_OPCLASS" || type === "OBJECT_OPFAMILY" || type === "OBJECT_EVENT_TRIGGER" || type === "OBJECT_ACCESS_METHOD" || type === "OBJECT_FOREIGN_TABLE" ? 3 : type === "OBJECT_FDW" || type?.startsWith("OBJECT_TS") === true ? 4 : 2;

function operator(text: StatementText, number: number, { objname, objargs = [] }: ObjectWithArgs): WhichObject {
  return { object: "operator", name: { ...nameOf(strings(objname)), span: text.spanOf(operatorName(text, number)) }, on: undefined, arguments: types(text, objargs) };
}

/** `+`, `s.+` */
export function operatorName(text: StatementText, number: number): { readonly from: number; readonly to: number } {
  let last = number;
  while (text.isName(last) && text.word(last + 1) === ".") last += 2;
  return { from: number, to: last + 1 };
}

/** What has no name of its own stands for the whole statement. */
export const nowhere = (text: StatementText, name: string): NameAt => ({ schema: undefined, name, span: text.span });

export const types = (text: StatementText, nodes: readonly Node[]) => nodes.flatMap((node) => ("TypeName" in node ? [typeName(text, node.TypeName)] : []));

/** `public`, `current_user` and their like stand for themselves. */
export function roleName(role: RoleSpec | undefined): string {
  switch (role?.roletype) {
    case "ROLESPEC_PUBLIC": return "public";
    case "ROLESPEC_CURRENT_ROLE": return "current_role";
    case "ROLESPEC_CURRENT_USER": return "current_user";
    case "ROLESPEC_SESSION_USER": return "session_user";
    default: return role?.rolename ?? "";
  }
}
