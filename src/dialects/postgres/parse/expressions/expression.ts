import type { Node, SelectStmt } from "libpg-query";
import type { Expression, LiteralType, NameInExpression, RelationInQuery } from "../../../../model/name.js";
import { commonQueries, relationsOf, type Derive } from "./from-clause.js";
import { typedConstants } from "./literals.js";
import { parsePath } from "../names.js";
import { unitedOutputs } from "./output-names.js";
import type { Range, StatementText } from "../text/statement-text.js";
import { isBuiltInType } from "../types.js";
import { columnPath, constantText, isStar, strings, typePath, walk } from "../tree.js";

/** The expression that a range of tokens spells and a part of the tree means. */
export function expression(text: StatementText, range: Range, root: unknown): Expression {
  const { start, end } = text.spanOf(range);
  return { sql: text.source.text.slice(start, end), names: namesIn(text, start, root), literal: literalOf(root) };
}

/** A whole statement that is kept as text. `self`: the tokens of the name of what it makes or changes, where it has one; `from`: what its columns stand for, as `NEW` in a trigger. */
export function definition(text: StatementText, root: Node, self: Range | undefined, more: readonly NameInExpression[] = [], from?: readonly RelationInQuery[]): Expression {
  const { start, end } = text.span;
  const own = self && text.spanOf(self);
  // Where the tree takes the name of a function for that of a type, `more` knows better.
  const found: NameInExpression[] = [...more, ...namesIn(text, start, root, from)];
  if (own) found.unshift({ kind: "self", path: [], start: own.start - start, end: own.end - start });
  // The tree holds the arguments of a function twice.
  const names = found.filter((name, at) => found.findIndex((other) => other.start === name.start) === at).sort((a, b) => a.start - b.start);
  return { sql: text.source.text.slice(start, end), names, literal: undefined };
}

/** A literal's value, casts looked through. */
function literalOf(root: unknown): string | null | undefined {
  let node = root as Node | undefined;
  while (node !== undefined && "TypeCast" in node) node = node.TypeCast.arg;
  return node !== undefined && "A_Const" in node ? constantText(node.A_Const) : undefined;
}

/** PostgreSQL's own, of whose names a project may have another one. */
export const BUILT_IN: ReadonlySet<string> = new Set(
  "abs age array_agg array_append array_length array_remove array_to_string ascii avg btrim ceil char_length concat count date_part date_trunc decode digest encode floor format generate_series gen_random_uuid greatest initcap json_agg jsonb_agg jsonb_set left length lower lpad ltrim max md5 min mod now power random regexp_replace repeat replace reverse right round rpad rtrim sign split_part sqrt string_agg strpos substr substring sum to_char to_date to_json to_jsonb to_number to_timestamp to_tsvector translate trim trunc unnest upper".split(" "),
);

const SEQUENCE_FUNCTIONS: ReadonlySet<string> = new Set(["nextval", "currval", "setval"]);

/** Names in order of place. Names of common table expressions are the query's own and left out. */
function namesIn(text: StatementText, start: number, root: unknown, outer?: readonly RelationInQuery[]): NameInExpression[] {
  const found: NameInExpression[] = [];
  const own = commonQueries(root);
  const constants = new Map<unknown, LiteralType>();
  for (const { node, as } of typedConstants(root, { kind: "expected" })) constants.set(node, as);
  const outputs = new Set<Node>();
  const derive: Derive = (query, columns) => ({ arms: unitedOutputs(text, start, query), columns });
  const add = (kind: NameInExpression["kind"], path: readonly string[], location: number | undefined, more: Pick<NameInExpression, "from" | "star" | "output" | "arguments"> = {}): void => {
    const number = text.at(location);
    if (number === -1 || path.length === 0) return;
    const range = { from: number, to: number + 2 * path.length - 1 };
    // What the grammar made up itself (`AT TIME ZONE` is a function to it) has no name there.
    if (more.star !== true && (text.dotted(number).to < range.to || !text.isName(number))) return;
    const span = text.spanOf(range);
    found.push({ kind, path, start: span.start - start, end: span.end - start, ...more, ...(kind === "function" && path.length === 1 && BUILT_IN.has(path[0] ?? "") && { builtIn: true }) });
  };
  const addRegclass = (node: Node | undefined): void => {
    if (node === undefined || !("A_Const" in node)) return;
    const value = constantText(node.A_Const);
    const path = node.A_Const.sval !== undefined && typeof value === "string" ? parsePath(value) : undefined;
    const number = text.at(node.A_Const.location);
    if (path === undefined || text.kind(number) !== "string") return;
    const raw = text.raw(number);
    const dollar = raw.startsWith("$") ? raw.indexOf("$", 1) + 1 : 0;
    // `'a'`, `E'a'`, `$$a$$`: the name without what quotes it.
    const inset = dollar === 0 ? raw.indexOf("'") + 1 : dollar;
    const outset = dollar === 0 ? 1 : dollar;
    const span = text.spanAt(number);
    found.push({ kind: "regclass", path, start: span.start + inset - start, end: span.end - outset - start });
  };

  const addConstant = (node: Extract<Node, { A_Const: unknown }>, as: LiteralType, from: readonly RelationInQuery[] | undefined): void => {
    const number = text.at(node.A_Const.location);
    const value = constantText(node.A_Const);
    if (number === -1 || text.kind(number) !== "string" || typeof value !== "string") return;
    const span = text.spanAt(number);
    found.push({ kind: "constant", path: [value], start: span.start - start, end: span.end - start, as, ...(from && { from }) });
  };

  const visitSelect = ({ larg, rarg, ...select }: SelectStmt, outer: readonly RelationInQuery[]): void => {
    if (larg) visitSelect(larg, outer);
    if (rarg) visitSelect(rarg, outer);
    for (const target of select.targetList ?? []) {
      const { name, val, location } = "ResTarget" in target ? target.ResTarget : {};
      // In parentheses, which the tree does not have, no AS can follow it.
      if (name === undefined && val && "ColumnRef" in val && val.ColumnRef.location === location) outputs.add(val);
    }
    visit(select, [...relationsOf(select.fromClause, own, derive), ...outer.map((relation) => ({ ...relation, depth: relation.depth + 1 }))]);
  };
  const visit = (part: unknown, from: readonly RelationInQuery[] | undefined): void => walk(part, (node) => {
    if ("SelectStmt" in node) {
      visitSelect(node.SelectStmt, from ?? []);
      return false;
    }
    if ("ColumnRef" in node) {
      const fields = node.ColumnRef.fields ?? [];
      add("column", columnPath(fields), node.ColumnRef.location, { ...(from && { from }), ...(isStar(fields) && { star: true }), ...(outputs.has(node) && { output: true }) });
      return false;
    }
    const as = constants.get(node);
    if (as && "A_Const" in node) addConstant(node, as, from);
    if ("RangeVar" in node) {
      const { schemaname, relname = "", catalogname, location } = node.RangeVar;
      if (schemaname !== undefined || !own.has(relname)) add("relation", [catalogname, schemaname, relname].filter((part) => part !== undefined), location);
    } else if ("TypeName" in node) {
      const path = typePath(node.TypeName);
      if (strings(node.TypeName.names)[0] !== "pg_catalog" && !isBuiltInType(path)) add("type", path, node.TypeName.location);
    } else if ("FuncCall" in node && node.FuncCall.funcformat !== "COERCE_SQL_SYNTAX") {
      const path = strings(node.FuncCall.funcname);
      add("function", path, node.FuncCall.location, { arguments: node.FuncCall.args?.length ?? 0 });
      if (SEQUENCE_FUNCTIONS.has(path.at(-1) ?? "")) addRegclass(node.FuncCall.args?.[0]);
    } else if ("CollateClause" in node) {
      const path = strings(node.CollateClause.collname);
      const number = text.at(node.CollateClause.location);
      if (number !== -1 && text.word(number) === "collate") {
        const span = text.spanOf(text.dotted(number + 1));
        found.push({ kind: "object", object: "collation", path, start: span.start - start, end: span.end - start });
      }
    } else if ("TypeCast" in node && node.TypeCast.typeName !== undefined && typePath(node.TypeCast.typeName).join(".") === "regclass") {
      addRegclass(node.TypeCast.arg);
    }
    return true;
  }, constants.size > 0);
  visit(root, outer);
  return found.sort((a, b) => a.start - b.start);
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
