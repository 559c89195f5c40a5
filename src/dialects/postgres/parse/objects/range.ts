import type { CreateRangeStmt, DefElem } from "libpg-query";
import type { Expression, NameInExpression } from "../../../../model/name.js";
import type { Operation } from "../../../../model/operation.js";
import { nameAt } from "../names.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { objectPath, strings } from "../tree.js";

/** CREATE TYPE name AS RANGE (…) */
export function createRange(text: StatementText, { typeName, params = [] }: CreateRangeStmt): Operation[] {
  const number = text.range.from + 2;
  const options = params.flatMap((node) => ("DefElem" in node ? [node.DefElem] : []));
  const named = options.find(({ defname }) => defname === "multirange_type_name");
  return [{
    kind: "createRange", span: text.span, name: nameAt(text, number, strings(typeName)),
    parameters: options.filter((option) => option !== named).map((option) => ({ name: option.defname ?? "", value: valueOf(text, option) })),
    multirange: named && nameAt(text, text.at(named.location) + 2, objectPath(named.arg)),
  }];
}

const MEANT: ReadonlyMap<string, Pick<NameInExpression, "kind" | "object">> = new Map<string, Pick<NameInExpression, "kind" | "object">>([
  ["subtype", { kind: "type" }], ["canonical", { kind: "function" }], ["subtype_diff", { kind: "function" }],
  ["subtype_opclass", { kind: "object", object: "operator class" }], ["collation", { kind: "object", object: "collation" }],
]);

/** name = value, up to the comma or parenthesis */
function valueOf(text: StatementText, { defname = "", arg, location }: DefElem): Expression {
  const from = text.at(location) + 2;
  const inside = text.inside(text.find(text.range, "("));
  const range: Range = text.parts({ from, to: inside.to })[0] ?? { from, to: from + 1 };
  const sql = text.source.slice(text.spanOf(range));
  const meant = MEANT.get(defname);
  const path = objectPath(arg);
  const end = text.spanOf(text.dotted(from)).end - text.spanOf(range).start;
  return { sql, names: meant && path.length > 0 ? [{ ...meant, path, start: 0, end }] : [], literal: undefined };
}
