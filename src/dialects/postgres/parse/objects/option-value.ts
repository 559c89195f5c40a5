import type { DefElem } from "libpg-query";
import type { Expression, NameInExpression } from "../../../../model/name.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { objectPath } from "../tree.js";

/** What a value is the name of. */
export type Meant = Pick<NameInExpression, "kind" | "object" | "arguments">;

/** Of `name = value` in the first parentheses of a statement, up to the comma or the end. */
export function optionValue(text: StatementText, { arg, location }: DefElem, meant: Meant | undefined): Expression {
  const from = text.at(location) + 2;
  const inside = text.inside(text.find(text.range, "("));
  const range: Range = text.parts({ from, to: inside.to })[0] ?? { from, to: from + 1 };
  const sql = text.source.slice(text.spanOf(range));
  const path = objectPath(arg);
  const end = text.spanOf(text.dotted(from)).end - text.spanOf(range).start;
  return { sql, names: meant && path.length > 0 ? [{ ...meant, path, start: 0, end }] : [], literal: undefined };
}
