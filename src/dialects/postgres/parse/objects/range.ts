import type { CreateRangeStmt } from "libpg-query";
import type { Operation } from "../../../../model/operation.js";
import { nameAt } from "../names.js";
import { optionValue, type Meant } from "./option-value.js";
import type { StatementText } from "../text/statement-text.js";
import { objectPath, optionsOf, strings } from "../tree.js";

/** CREATE TYPE name AS RANGE (…) */
export function createRange(text: StatementText, { typeName, params = [] }: CreateRangeStmt): Operation[] {
  const number = text.range.from + 2;
  const options = optionsOf(params);
  const named = options.find(({ defname }) => defname === "multirange_type_name");
  return [{
    kind: "createRange", span: text.span, name: nameAt(text, number, strings(typeName)),
    parameters: options.filter((option) => option !== named).map((option) => ({ name: option.defname ?? "", value: optionValue(text, option, MEANT.get(option.defname ?? "")) })),
    multirange: named && nameAt(text, text.at(named.location) + 2, objectPath(named.arg)),
  }];
}

const MEANT: ReadonlyMap<string, Meant> = new Map<string, Meant>([
  ["subtype", { kind: "type" }], ["canonical", { kind: "function" }], ["subtype_diff", { kind: "function" }],
  ["subtype_opclass", { kind: "object", object: "operator class" }], ["collation", { kind: "object", object: "collation" }],
]);
