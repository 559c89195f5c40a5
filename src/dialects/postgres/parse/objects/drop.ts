import type { DropStmt } from "libpg-query";
import type { Operation } from "../../../../model/operation.js";
import { identifierAt, nameAt } from "../names.js";
import type { StatementText } from "../text/statement-text.js";
import { objectPath } from "../tree.js";
import { whichObject } from "./which-object.js";

/** One operation for each name; undefined for kinds of objects that are not modelled. */
export function drop(text: StatementText, node: DropStmt): Operation[] | undefined {
  const keyword = text.range.from + (node.removeType === "OBJECT_MATVIEW" || node.removeType === "OBJECT_FOREIGN_TABLE" ? 2 : 1);
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
      case "OBJECT_PUBLICATION":
        operations.push({ kind: "dropPublication", span, ifExists: behavior.ifExists, name: identifier });
        break;
      case "OBJECT_DOMAIN":
        operations.push({ kind: "dropType", ...base, name });
        break;
      default: {
        const which = whichObject(text, at, node.removeType, object);
        if (which === undefined) return undefined;
        operations.push({ kind: "dropObject", ...base, ...which });
      }
    }
  }
  return operations;
}
