import type { Node } from "libpg-query";
import type { NameAt, NameInExpression } from "../../../../model/name.js";
import type { Operation } from "../../../../model/operation.js";
import { reference } from "./define.js";
import { definition } from "../expressions/expression.js";
import { nameAt } from "../names.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { objectPath, strings } from "../tree.js";
import { nowhere, operatorName, roleName, whichObject, wordsOfKind, type WhichObject } from "./which-object.js";

/** ALTER of what is kept as text, kept as its statement too; undefined for other statements. */
export function alterObject(text: StatementText, node: Node): Operation[] | undefined {
  const which = altered(text, node);
  return which && [{ kind: "alterObject", span: text.span, ...which.object, definition: definition(text, node, which.self, named(text, node)) }];
}

/** Names of others that are no nodes of their own in the tree. */
function named(text: StatementText, node: Node): NameInExpression[] {
  if ("AlterUserMappingStmt" in node) return [reference(text, text.find(text.range, "server") + 1, [node.AlterUserMappingStmt.servername ?? ""], "server")];
  if (!("AlterTSConfigurationStmt" in node)) return [];
  const { dicts = [], replace = false } = node.AlterTSConfigurationStmt;
  const paths = dicts.map((dictionary) => objectPath(dictionary));
  const given = text.find(text.range, "with");
  // REPLACE old WITH new
  const places = replace ? [text.find(text.range, "replace") + 1, given + 1] : text.parts({ from: given + 1, to: text.range.to }).map(({ from }) => from);
  return paths.flatMap((path, at) => (places[at] === undefined ? [] : [reference(text, places[at], path, "text search dictionary")]));
}

function altered(text: StatementText, node: Node): { readonly object: WhichObject; readonly self: Range | undefined } | undefined {
  const byName = (object: WhichObject["object"], number: number, path: readonly string[], of?: string): ReturnType<typeof altered> => {
    const name: NameAt = nameAt(text, number, path);
    return { object: { object, name, on: undefined, arguments: undefined, ...(of !== undefined && { of }) }, self: text.dotted(number) };
  };
  const number = text.range.from;
  if ("AlterEventTrigStmt" in node) return byName("event trigger", number + 3, [node.AlterEventTrigStmt.trigname ?? ""]);
  if ("AlterFdwStmt" in node) return byName("foreign data wrapper", number + 4, [node.AlterFdwStmt.fdwname ?? ""]);
  if ("AlterForeignServerStmt" in node) return byName("server", number + 2, [node.AlterForeignServerStmt.servername ?? ""]);
  if ("AlterTSConfigurationStmt" in node) return byName("text search configuration", number + 4, strings(node.AlterTSConfigurationStmt.cfgname));
  if ("AlterTSDictionaryStmt" in node) return byName("text search dictionary", number + 4, strings(node.AlterTSDictionaryStmt.dictname));
  if ("AlterOpFamilyStmt" in node) return byName("operator family", number + 3, strings(node.AlterOpFamilyStmt.opfamilyname), node.AlterOpFamilyStmt.amname);
  if ("AlterUserMappingStmt" in node) {
    const { user, servername } = node.AlterUserMappingStmt;
    return { object: { object: "user mapping", name: nowhere(text, roleName(user)), on: undefined, arguments: undefined, ...(servername !== undefined && { of: servername }) }, self: undefined };
  }
  if ("AlterOperatorStmt" in node) {
    const { opername } = node.AlterOperatorStmt;
    const object = opername && whichObject(text, number + wordsOfKind("OBJECT_OPERATOR"), "OBJECT_OPERATOR", { ObjectWithArgs: opername });
    return object && { object, self: operatorName(text, number + 2) };
  }
  return undefined;
}
