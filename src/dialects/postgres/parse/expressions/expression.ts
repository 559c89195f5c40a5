import type { Node } from "libpg-query";
import type { Expression, NameInExpression, RelationInQuery } from "../../../../model/name.js";
import { namesIn } from "./names-in.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { constantText, walk } from "../tree.js";

/** The expression that a range of tokens spells and a part of the tree means. */
export function expression(text: StatementText, range: Range, root: unknown): Expression {
  const { start, end } = text.spanOf(range);
  return { sql: text.source.text.slice(start, end), ...namesIn(text, start, root), literal: literalOf(root) };
}

/** A whole statement that is kept as text. `self`: the tokens of the name of what it makes or changes, where it has one; `from`: what its columns stand for, as `NEW` in a trigger. */
export function definition(text: StatementText, root: Node, self: Range | undefined, more: readonly NameInExpression[] = [], from?: readonly RelationInQuery[]): Expression {
  const { start, end } = text.span;
  const own = self && text.spanOf(self);
  // Where the tree takes the name of a function for that of a type, `more` knows better.
  const inTree = namesIn(text, start, root, from);
  const found: NameInExpression[] = [...more, ...inTree.names];
  if (own) found.unshift({ kind: "self", path: [], start: own.start - start, end: own.end - start });
  // The tree holds the arguments of a function twice.
  const names = found.filter((name, at) => name.start === name.end || found.findIndex((other) => other.start === name.start && other.end > other.start) === at).sort((a, b) => a.start - b.start);
  return { ...inTree, sql: text.source.text.slice(start, end), names, literal: undefined };
}

/** A literal's value, casts looked through. */
function literalOf(root: unknown): string | null | undefined {
  let node = root as Node | undefined;
  while (node !== undefined && "TypeCast" in node) node = node.TypeCast.arg;
  return node !== undefined && "A_Const" in node ? constantText(node.A_Const) : undefined;
}

/** Names that WITH gives to queries anywhere below a node. */
export function commonTables(root: unknown): Set<string> {
  const names = new Set<string>();
  walk(root, (node) => {
    if ("CommonTableExpr" in node) names.add(node.CommonTableExpr.ctename ?? "");
    return true;
  });
  return names;
}
