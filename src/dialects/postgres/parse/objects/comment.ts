import type { CommentStmt } from "libpg-query";
import type { Comment, CommentedKind } from "../../../../model/operation-objects.js";
import type { Operation } from "../../../../model/operation.js";
import { identifierAt, nameAt } from "../names.js";
import type { StatementText } from "../text/statement-text.js";
import { objectPath } from "../tree.js";
import { whichObject, wordsOfKind } from "./which-object.js";

const KINDS: ReadonlyMap<string, CommentedKind> = new Map([
  ["OBJECT_SCHEMA", "schema"], ["OBJECT_TABLE", "table"], ["OBJECT_VIEW", "view"], ["OBJECT_MATVIEW", "materialized view"], ["OBJECT_SEQUENCE", "sequence"], ["OBJECT_INDEX", "index"],
  ["OBJECT_TYPE", "type"], ["OBJECT_DOMAIN", "domain"], ["OBJECT_EXTENSION", "extension"], ["OBJECT_COLUMN", "column"], ["OBJECT_TABCONSTRAINT", "constraint"], ["OBJECT_DOMCONSTRAINT", "domain constraint"],
]);

/** COMMENT ON kind name IS …; undefined for objects that are not modelled. */
export function comment(text: StatementText, node: CommentStmt): Operation[] | undefined {
  const { object, objtype = "" } = node;
  const base = { kind: "comment" as const, span: text.span, text: node.comment === "" ? undefined : node.comment, arguments: undefined };
  const kind = KINDS.get(objtype);
  if (kind === undefined) {
    // COMMENT ON kind name
    const which = whichObject(text, text.range.from + 1 + wordsOfKind(objtype), objtype, object);
    if (which === undefined) return undefined;
    const { object: on, name, on: owner, arguments: types, of } = which;
    if (owner) return [{ ...base, on, name: owner, part: { name: name.name, span: name.span } }];
    return [{ ...base, on, name, part: undefined, arguments: types, ...(of !== undefined && { of }) }];
  }
  const number = text.range.from + (kind === "materialized view" ? 4 : 3);
  switch (kind) {
    case "column": return [column(text, number, objectPath(object), { ...base, on: kind })];
    case "constraint": {
      const path = objectPath(object);
      return [{ ...base, on: kind, part: identifierAt(text, number, path.at(-1)), name: nameAt(text, number + 2, path.slice(0, -1)) }];
    }
    case "domain constraint": {
      const [type, name] = object !== undefined && "List" in object ? (object.List.items ?? []) : [];
      return [{ ...base, on: kind, part: identifierAt(text, number, objectPath(name)[0]), name: nameAt(text, number + 3, objectPath(type)) }];
    }
    default: return [{ ...base, on: kind, part: undefined, name: nameAt(text, number, objectPath(object)) }];
  }
}

function column(text: StatementText, number: number, path: readonly string[], base: Omit<Comment, "name" | "part">): Comment {
  const { from, to } = text.dotted(number);
  const name = nameAt(text, number, path.slice(0, -1));
  return { ...base, name: { ...name, span: text.spanOf({ from, to: to - 2 }) }, part: identifierAt(text, to - 1, path.at(-1)) };
}
