import type { DropStmt, Node } from "libpg-query";
import type { DropObject } from "../../../model/operation-objects.js";
import type { Operation } from "../../../model/operation.js";
import { identifierAt, nameAt } from "./names.js";
import type { StatementText } from "./statement-text.js";
import { routine } from "./function.js";
import { objectPath } from "./tree.js";

/** One operation for each name; undefined for kinds of objects that are not modelled. */
export function drop(text: StatementText, node: DropStmt): Operation[] | undefined {
  const keyword = text.range.from + (node.removeType === "OBJECT_MATVIEW" ? 2 : 1);
  const names = text.after(text.after(keyword + 1, "concurrently"), "if", "exists");
  const parts = text.parts({ from: names, to: text.range.to });
  const objects = node.objects ?? [];
  const behavior = { ifExists: node.missing_ok ?? false, cascade: node.behavior === "DROP_CASCADE" };
  const operations: Operation[] = [];
  for (const [place, object] of objects.entries()) {
    const at = parts[place]?.from ?? names;
    const path = objectPath(object);
    const span = objects.length === 1 ? text.span : text.spanOf(text.dotted(at));
    const base = { span, ...behavior };
    const name = nameAt(text, at, path);
    const identifier = identifierAt(text, at, path[0]);
    switch (node.removeType) {
      case "OBJECT_TABLE":
        operations.push({ kind: "dropTable", ...base, name });
        break;
      case "OBJECT_INDEX":
        operations.push({ kind: "dropIndex", ...base, name, concurrently: node.concurrent ?? false, keyword: text.spanAt(keyword) });
        break;
      case "OBJECT_VIEW":
      case "OBJECT_MATVIEW":
        operations.push({ kind: "dropView", ...base, name, materialized: node.removeType === "OBJECT_MATVIEW" });
        break;
      case "OBJECT_SEQUENCE":
        operations.push({ kind: "dropSequence", ...base, name });
        break;
      case "OBJECT_TYPE":
        operations.push({ kind: "dropType", ...base, name });
        break;
      case "OBJECT_SCHEMA":
        operations.push({ kind: "dropSchema", ...base, name: identifier });
        break;
      case "OBJECT_EXTENSION":
        operations.push({ kind: "dropExtension", ...base, name: identifier });
        break;
      case "OBJECT_DOMAIN":
        operations.push({ kind: "dropType", ...base, name });
        break;
      default: {
        const which = droppedObject(text, at, node, object);
        if (which === undefined) return undefined;
        operations.push({ kind: "dropObject", ...base, ...which });
      }
    }
  }
  return operations;
}

type WhichObject = Pick<DropObject, "object" | "name" | "on" | "arguments">;

/** undefined for kinds that are not modelled, and a collation's CASCADE, which takes columns along. */
function droppedObject(text: StatementText, at: number, { removeType, behavior }: DropStmt, object: Node): WhichObject | undefined {
  const path = objectPath(object);
  switch (removeType) {
    case "OBJECT_FUNCTION":
    case "OBJECT_ROUTINE":
    case "OBJECT_PROCEDURE":
      return "ObjectWithArgs" in object ? routine(text, at, object.ObjectWithArgs, removeType === "OBJECT_PROCEDURE" ? "procedure" : "function") : undefined;
    case "OBJECT_TRIGGER":
    case "OBJECT_POLICY":
    case "OBJECT_RULE": {
      const kind = removeType === "OBJECT_TRIGGER" ? "trigger" : removeType === "OBJECT_POLICY" ? "policy" : "rule";
      return { object: kind, name: nameAt(text, at, path.slice(-1)), on: nameAt(text, at + 2, path.slice(0, -1)), arguments: undefined };
    }
    case "OBJECT_STATISTIC_EXT":
      return { object: "statistics", name: nameAt(text, at, path), on: undefined, arguments: undefined };
    case "OBJECT_COLLATION":
      return behavior === "DROP_CASCADE" ? undefined : { object: "collation", name: nameAt(text, at, path), on: undefined, arguments: undefined };
    default:
      return undefined;
  }
}
