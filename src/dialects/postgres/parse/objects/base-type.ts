import type { AlterTypeStmt, DefElem, DefineStmt, Node } from "libpg-query";
import type { Operation } from "../../../../model/operation.js";
import type { TypeOptionDefinition } from "../../../../model/operation-objects.js";
import { nameAt } from "../names.js";
import type { StatementText } from "../text/statement-text.js";
import { optionsOf, strings } from "../tree.js";
import { optionValue, type Meant } from "./option-value.js";

/** CREATE TYPE name [( … )] */
export const createBaseType = (text: StatementText, { defnames, definition }: DefineStmt): Operation[] =>
  [{ kind: "createBaseType", span: text.span, name: nameAt(text, text.range.from + 2, strings(defnames)), options: text.find(text.range, "(") === -1 ? undefined : options(text, definition) }];

/** ALTER TYPE name SET ( … ) */
export const alterBaseType = (text: StatementText, { typeName, options: set }: AlterTypeStmt): Operation[] =>
  [{ kind: "alterBaseType", span: text.span, name: nameAt(text, text.range.from + 2, strings(typeName)), options: options(text, set) }];

const options = (text: StatementText, nodes: readonly Node[] | undefined): TypeOptionDefinition[] => optionsOf(nodes).map((element) => option(text, element));

function option(text: StatementText, element: DefElem): TypeOptionDefinition {
  const { defname = "", arg, location } = element;
  const name = defname === "analyse" ? "analyze" : defname;
  const number = text.at(location);
  // PASSEDBYVALUE alone
  if (text.word(number + 1) !== "=") return { name, value: { sql: "true", names: [], literal: undefined } };
  return { name, value: arg === undefined || text.word(number + 2) === "none" ? undefined : optionValue(text, element, MEANT.get(name)) };
}

const TAKING_ONE: Meant = { kind: "function", arguments: 1 };
const MEANT: ReadonlyMap<string, Meant> = new Map<string, Meant>([
  ["input", { kind: "function" }], ["receive", { kind: "function" }], ["like", { kind: "type" }], ["element", { kind: "type" }],
  ...["output", "send", "typmod_in", "typmod_out", "analyze", "subscript"].map((name): [string, Meant] => [name, TAKING_ONE]),
]);
