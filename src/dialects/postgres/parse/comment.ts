import type { CommentStmt } from "libpg-query";
import type { Comment, CommentedKind } from "../../../model/operation-objects.js";
import type { Operation } from "../../../model/operation.js";
import { routine } from "./function.js";
import { identifierAt, nameAt } from "./names.js";
import type { StatementText } from "./statement-text.js";
import { objectPath } from "./tree.js";

const KINDS: ReadonlyMap<string, CommentedKind> = new Map([
  ["OBJECT_SCHEMA", "schema"], ["OBJECT_TABLE", "table"], ["OBJECT_VIEW", "view"], ["OBJECT_MATVIEW", "materialized view"], ["OBJECT_SEQUENCE", "sequence"], ["OBJECT_INDEX", "index"],
  ["OBJECT_TYPE", "type"], ["OBJECT_DOMAIN", "domain"], ["OBJECT_FUNCTION", "function"], ["OBJECT_PROCEDURE", "procedure"], ["OBJECT_ROUTINE", "function"], ["OBJECT_STATISTIC_EXT", "statistics"],
  ["OBJECT_COLLATION", "collation"], ["OBJECT_EXTENSION", "extension"], ["OBJECT_COLUMN", "column"], ["OBJECT_TABCONSTRAINT", "constraint"], ["OBJECT_DOMCONSTRAINT", "domain constraint"],
  ["OBJECT_TRIGGER", "trigger"], ["OBJECT_POLICY", "policy"], ["OBJECT_RULE", "rule"],
]);

/** COMMENT ON kind name IS …; undefined for objects that are not modelled. */
export function comment(text: StatementText, node: CommentStmt): Operation[] | undefined {
  const on = KINDS.get(node.objtype ?? "");
  if (on === undefined) return undefined;
  // COMMENT ON MATERIALIZED VIEW name
  const number = text.range.from + (on === "materialized view" ? 4 : 3);
  const base = { kind: "comment" as const, span: text.span, on, text: node.comment === "" ? undefined : node.comment, arguments: undefined };
  const { object } = node;
  switch (on) {
    case "function":
    case "procedure": {
      const which = object !== undefined && "ObjectWithArgs" in object ? routine(text, number, object.ObjectWithArgs, on) : undefined;
      return which && [{ ...base, name: which.name, part: undefined, arguments: which.arguments }];
    }
    case "column": return [column(text, number, objectPath(object), base)];
    case "constraint":
    case "trigger":
    case "policy":
    case "rule": {
      const path = objectPath(object);
      return [{ ...base, part: identifierAt(text, number, path.at(-1)), name: nameAt(text, number + 2, path.slice(0, -1)) }];
    }
    case "domain constraint": {
      const [type, name] = object !== undefined && "List" in object ? (object.List.items ?? []) : [];
      return [{ ...base, part: identifierAt(text, number, objectPath(name)[0]), name: nameAt(text, number + 3, objectPath(type)) }];
    }
    default: return [{ ...base, part: undefined, name: nameAt(text, number, objectPath(object)) }];
  }
}

function column(text: StatementText, number: number, path: readonly string[], base: Omit<Comment, "name" | "part">): Comment {
  const { from, to } = text.dotted(number);
  const name = nameAt(text, number, path.slice(0, -1));
  return { ...base, name: { ...name, span: text.spanOf({ from, to: to - 2 }) }, part: identifierAt(text, to - 1, path.at(-1)) };
}

