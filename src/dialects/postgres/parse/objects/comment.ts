import type { CommentStmt, Node } from "libpg-query";
import type { CommentedKind, CommentedObject } from "../../../../model/operation-objects.js";
import type { Operation } from "../../../../model/operation.js";
import { identifierAt, nameAt } from "../names.js";
import type { StatementText } from "../text/statement-text.js";
import { objectPath } from "../tree.js";
import { whichObject, wordsOfKind } from "./which-object.js";

const KINDS: ReadonlyMap<string, CommentedKind> = new Map([
  ["OBJECT_SCHEMA", "schema"], ["OBJECT_TABLE", "table"], ["OBJECT_VIEW", "view"], ["OBJECT_MATVIEW", "materialized view"], ["OBJECT_SEQUENCE", "sequence"], ["OBJECT_INDEX", "index"],
  ["OBJECT_TYPE", "type"], ["OBJECT_DOMAIN", "domain"], ["OBJECT_EXTENSION", "extension"], ["OBJECT_PUBLICATION", "publication"], ["OBJECT_COLUMN", "column"], ["OBJECT_TABCONSTRAINT", "constraint"], ["OBJECT_DOMCONSTRAINT", "domain constraint"],
]);

/** COMMENT ON kind name IS …; undefined for objects that are not modelled. */
export function comment(text: StatementText, node: CommentStmt): Operation[] | undefined {
  const which = objectAt(text, text.range.from + 2, node.objtype, node.object);
  return which && [{ kind: "comment", span: text.span, ...which, text: node.comment === "" ? undefined : node.comment }];
}

/** What `kind name` at a token stands for; undefined for objects that are not modelled. */
export function objectAt(text: StatementText, at: number, objtype = "", object: Node | undefined): CommentedObject | undefined {
  const kind = KINDS.get(objtype);
  if (kind === undefined) {
    const words = text.word(at) === "procedural" || text.word(at) === "large" ? 2 : wordsOfKind(objtype) - 1;
    const which = whichObject(text, at + words, objtype, object);
    if (which === undefined) return undefined;
    const { object: on, name, on: owner, arguments: types, of } = which;
    if (owner) return { on, name: owner, part: { name: name.name, span: name.span }, arguments: undefined };
    return { on, name, part: undefined, arguments: types, ...(of !== undefined && { of }) };
  }
  const number = at + (kind === "materialized view" ? 2 : 1);
  switch (kind) {
    case "column": return column(text, number, objectPath(object));
    case "constraint": {
      const path = objectPath(object);
      return { on: kind, part: identifierAt(text, number, path.at(-1)), name: nameAt(text, number + 2, path.slice(0, -1)), arguments: undefined };
    }
    case "domain constraint": {
      const [type, name] = object !== undefined && "List" in object ? (object.List.items ?? []) : [];
      return { on: kind, part: identifierAt(text, number, objectPath(name)[0]), name: nameAt(text, number + 3, objectPath(type)), arguments: undefined };
    }
    default: return { on: kind, part: undefined, name: nameAt(text, number, objectPath(object)), arguments: undefined };
  }
}

function column(text: StatementText, number: number, path: readonly string[]): CommentedObject {
  const { from, to } = text.dotted(number);
  const name = nameAt(text, number, path.slice(0, -1));
  return { on: "column", name: { ...name, span: text.spanOf({ from, to: to - 2 }) }, part: identifierAt(text, to - 1, path.at(-1)), arguments: undefined };
}
