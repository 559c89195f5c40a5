import type { AlterEnumStmt, CreateEnumStmt } from "libpg-query";
import type { Operation } from "../../../../model/operation.js";
import { identifierAt, identifiersIn, nameAt } from "../names.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { strings } from "../tree.js";

/** CREATE TYPE name AS ENUM ( … ) */
export function createEnum(text: StatementText, node: CreateEnumStmt): Operation[] {
  const name = nameAt(text, text.range.from + 2, strings(node.typeName));
  const values = text.inside(text.find(text.range, "("));
  return [{ kind: "createEnum", span: text.span, name, values: identifiersIn(text, values, node.vals) }];
}

/** ALTER TYPE name ADD VALUE … | RENAME VALUE … */
export function alterEnum(text: StatementText, node: AlterEnumStmt): Operation[] {
  const name = nameAt(text, text.range.from + 2, strings(node.typeName));
  const command = text.dotted(text.range.from + 2).to;
  const [first = text.range.from, second = text.range.from] = stringsIn(text, { from: command, to: text.range.to });
  if (node.oldVal !== undefined) {
    return [{ kind: "renameEnumValue", span: text.span, name, value: identifierAt(text, first, node.oldVal), to: identifierAt(text, second, node.newVal) }];
  }
  return [{
    kind: "addEnumValue",
    span: text.span,
    name,
    ifNotExists: node.skipIfNewValExists ?? false,
    value: identifierAt(text, first, node.newVal),
    neighbour: node.newValNeighbor === undefined ? undefined : { value: node.newValNeighbor, after: node.newValIsAfter ?? false },
  }];
}

function stringsIn(text: StatementText, range: Range): number[] {
  const found: number[] = [];
  for (let number = range.from; number < range.to; number++) if (text.kind(number) === "string") found.push(number);
  return found;
}
