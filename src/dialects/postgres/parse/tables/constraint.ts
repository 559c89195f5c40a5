import type { Constraint, Node } from "libpg-query";
import type { Expression, Identifier, NameAt } from "../../../../model/name.js";
import type { AddConstraint, ConstraintDefinition, ReferentialAction } from "../../../../model/operation.js";
import { expression } from "../expressions/expression.js";
import { identifierAt, identifiersIn, relationName } from "../names.js";
import type { Range, StatementText } from "../text/statement-text.js";

/** A constraint of the tree with the tokens that spell it, and the column when it was written at one. */
export interface WrittenConstraint {
  readonly node: Constraint;
  readonly range: Range;
  readonly column: Identifier | undefined;
}

type Inline = AddConstraint["inline"];

/** undefined for what is no constraint of its own, such as NOT NULL or DEFAULT. */
export function addConstraint(text: StatementText, table: NameAt, written: WrittenConstraint, inline: Inline): AddConstraint | undefined {
  const constraint = definition(text, written);
  if (constraint === undefined) return undefined;
  const { node, range } = written;
  const name = node.conname === undefined ? undefined : identifierAt(text, range.from + 1, node.conname);
  return { kind: "addConstraint", span: text.spanOf(range), table, name, constraint, inline };
}

/** In the order in which PostgreSQL makes them: transformCreateStmt puts checks first, then indexes with the primary key ahead, and foreign keys last. */
export function inlineConstraints(text: StatementText, table: NameAt, written: readonly WrittenConstraint[], inline: Inline): AddConstraint[] {
  const made = written.flatMap((constraint) => addConstraint(text, table, constraint, inline) ?? []);
  return made.map((operation, place) => ({ operation, place })).sort((a, b) => rank(a.operation) - rank(b.operation) || a.place - b.place).map(({ operation }) => operation);
}

function rank({ constraint }: AddConstraint): number {
  switch (constraint.kind) {
    case "check":
      return 0;
    case "primaryKey":
      return 1;
    case "unique":
    case "exclusion":
      return 2;
    case "foreignKey":
      return 3;
  }
}

function definition(text: StatementText, written: WrittenConstraint): ConstraintDefinition | undefined {
  const { node } = written;
  // From the keyword on: a name may be any word.
  const range = { from: node.conname === undefined ? written.range.from : written.range.from + 2, to: written.range.to };
  const deferrable = { deferrable: node.deferrable ?? false, initiallyDeferred: node.initdeferred ?? false };
  switch (node.contype) {
    case "CONSTR_CHECK":
      return { kind: "check", expression: check(text, range, node), notValid: node.skip_validation ?? false, ...notEnforced(node), noInherit: node.is_no_inherit ?? false };
    case "CONSTR_PRIMARY":
      return { kind: "primaryKey", ...key(text, range, written), ...deferrable };
    case "CONSTR_UNIQUE":
      return { kind: "unique", ...key(text, range, written), ...deferrable, nullsNotDistinct: node.nulls_not_distinct ?? false };
    case "CONSTR_EXCLUSION":
      return { kind: "exclusion", method: node.access_method ?? "gist", ...exclusion(text, range, node), ...deferrable };
    case "CONSTR_FOREIGN":
      return foreignKey(text, range, written, deferrable);
    default:
      return undefined;
  }
}

const notEnforced = ({ is_enforced }: Constraint): { readonly notEnforced?: true } => (is_enforced === true ? {} : { notEnforced: true });

function check(text: StatementText, range: Range, node: Constraint): Expression {
  return expression(text, text.inside(text.find(range, "(")), node.raw_expr);
}

function key(text: StatementText, range: Range, { node, column }: WrittenConstraint) {
  const usingIndex = node.indexname === undefined ? undefined : identifierAt(text, text.find(range, "index") + 1, node.indexname);
  const include = node.including === undefined ? [] : listAfter(text, range, "include", node.including);
  const parameters = storage(text, range, node);
  if (column !== undefined) return { columns: [column], include, usingIndex, ...parameters };
  const open = node.keys === undefined ? -1 : text.find(range, "(");
  const overlaps = node.without_overlaps === true && { withoutOverlaps: true };
  return { columns: open === -1 ? [] : identifiersIn(text, text.inside(open), node.keys), include, usingIndex, ...overlaps, ...parameters };
}

/** WITH (fillfactor = 70) */
function storage(text: StatementText, range: Range, { options }: Constraint): { readonly parameters?: string } {
  const number = options === undefined ? -1 : text.find(range, "with");
  return number === -1 ? {} : { parameters: text.source.slice(text.spanOf(text.inside(number + 1))) };
}

function listAfter(text: StatementText, range: Range, word: string, nodes: readonly Node[]): Identifier[] {
  return identifiersIn(text, text.inside(text.find(range, word) + 1), nodes);
}

function exclusion(text: StatementText, range: Range, node: Constraint) {
  const inside = text.inside(text.find(range, "("));
  const all = expression(text, inside, node.exclusions);
  // A plain column of an element has no place in the tree.
  const plain = (node.exclusions ?? []).flatMap((pair, place) => {
    const [element] = "List" in pair ? (pair.List.items ?? []) : [];
    const part = text.parts(inside)[place];
    if (element === undefined || !("IndexElem" in element) || element.IndexElem.name === undefined || part === undefined) return [];
    const span = text.spanAt(part.from);
    const start = text.spanOf(inside).start;
    return [{ kind: "column" as const, path: [element.IndexElem.name], start: span.start - start, end: span.end - start }];
  });
  const rest = { from: inside.to + 1, to: range.to };
  const where = node.where_clause === undefined ? -1 : text.find(rest, "where");
  const include = node.including && { include: listAfter(text, rest, "include", node.including) };
  const predicate = where === -1 ? undefined : expression(text, text.inside(where + 1), node.where_clause);
  return { elements: { ...all, literal: undefined, names: [...all.names, ...plain].sort((a, b) => a.start - b.start) }, predicate, ...include, ...storage(text, rest, node) };
}

const ACTIONS: ReadonlyMap<string, ReferentialAction> = new Map([
  ["a", "no action"], ["r", "restrict"], ["c", "cascade"], ["n", "set null"], ["d", "set default"],
]);

function foreignKey(
  text: StatementText, range: Range, { node, column }: WrittenConstraint, deferrable: { readonly deferrable: boolean; readonly initiallyDeferred: boolean },
): ConstraintDefinition {
  const references = relationName(text, node.pktable);
  const afterTable = text.dotted(text.at(node.pktable?.location)).to;
  return {
    kind: "foreignKey",
    columns: column !== undefined ? [column] : identifiersIn(text, text.inside(text.find(range, "(")), node.fk_attrs),
    references,
    referencedColumns: node.pk_attrs === undefined ? [] : identifiersIn(text, text.inside(afterTable), node.pk_attrs),
    onDelete: ACTIONS.get(node.fk_del_action ?? "a") ?? "no action",
    onUpdate: ACTIONS.get(node.fk_upd_action ?? "a") ?? "no action",
    matchFull: node.fk_matchtype === "f",
    notValid: node.skip_validation ?? false,
    ...notEnforced(node),
    ...(node.fk_with_period === true && { period: true }),
    ...(node.fk_del_set_cols && { onDeleteColumns: deleteColumns(text, range, node.fk_del_set_cols) }),
    ...deferrable,
  };
}

/** ON DELETE SET NULL (columns) */
function deleteColumns(text: StatementText, range: Range, nodes: readonly Node[]): Identifier[] {
  for (let number = range.from; number < range.to; number++) {
    if (text.isAt(number, "on", "delete", "set")) return identifiersIn(text, text.inside(number + 4), nodes);
  }
  return [];
}
