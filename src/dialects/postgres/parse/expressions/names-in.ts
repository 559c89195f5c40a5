import type { DeleteStmt, InsertStmt, MergeStmt, Node, RangeVar, ReturningClause, SelectStmt, UpdateStmt, WithClause } from "libpg-query";
import type { Expression, LiteralType, NameInExpression, NaturalJoin, RelationInQuery } from "../../../../model/name.js";
import { BUILT_IN } from "./built-in.js";
import { commonQuery, tablesOf, type CommonQueries } from "./common-queries.js";
import { fromClause, type QueryText } from "./from-clause.js";
import { typedConstants } from "./literals.js";
import { parsePath } from "../names.js";
import { derivedTable } from "./derived-table.js";
import { nameSource } from "./figure.js";
import { behindOutput, outputNames } from "./output-names.js";
import type { StatementText } from "../text/statement-text.js";
import { isBuiltInType } from "../types.js";
import { columnPath, constantText, isStar, strings, typePath, walk } from "../tree.js";

const SEQUENCE_FUNCTIONS: ReadonlySet<string> = new Set(["nextval", "currval", "setval"]);

/** Where a part of the tree stands. */
interface Place {
  /** Undefined outside of queries. */
  readonly from: readonly RelationInQuery[] | undefined;
  readonly own: CommonQueries;
  /** What is written there. */
  readonly written?: RelationInQuery;
}

type More = Partial<Pick<NameInExpression, "star" | "arguments" | "sorts">> & { readonly from?: readonly RelationInQuery[] | undefined };

/** Names in order of place; those of common table expressions are the query's own and left out. `start`: UTF-16 index of the expression in the file; `outer`: what its columns stand for, as `NEW` in a trigger. */
export function namesIn(text: StatementText, start: number, root: unknown, outer?: readonly RelationInQuery[]): Pick<Expression, "names" | "naturalJoins"> {
  const found: NameInExpression[] = [];
  const naturalJoins: NaturalJoin[] = [];
  const constants = new Map<unknown, LiteralType>();
  for (const { node, as } of typedConstants(root, { kind: "expected" })) constants.set(node, as);
  const query: QueryText = { text, start, derive: (node, columns, common) => derivedTable(text, start, node, columns, common) };

  const nameAt = (kind: NameInExpression["kind"], path: readonly string[], location: number | undefined, { from, ...more }: More = {}): NameInExpression | undefined => {
    const number = text.at(location);
    if (number === -1 || path.length === 0) return undefined;
    const range = { from: number, to: number + 2 * path.length - 1 };
    // What the grammar made up itself (`AT TIME ZONE` is a function to it) has no name there.
    if (more.star !== true && (text.dotted(number).to < range.to || !text.isName(number))) return undefined;
    // RETURNS TABLE (a type) has that type at its TABLE.
    if (kind === "type" && text.kind(number) === "word" && text.word(number) !== path[0]) return undefined;
    const span = text.spanOf(range);
    return { kind, path, start: span.start - start, end: span.end - start, ...(from && { from }), ...more, ...(kind === "function" && path.length === 1 && BUILT_IN.has(path[0] ?? "") && { builtIn: true }) };
  };
  const add = (...given: Parameters<typeof nameAt>): void => {
    const name = nameAt(...given);
    if (name) found.push(name);
  };

  const visit = (part: unknown, place: Place): void => walk(part, (node) => {
    if ("SelectStmt" in node) select(node.SelectStmt, place);
    else if ("InsertStmt" in node) insert(node.InsertStmt, place);
    else if ("UpdateStmt" in node) update(node.UpdateStmt, place);
    else if ("DeleteStmt" in node) remove(node.DeleteStmt, place);
    else if ("MergeStmt" in node) merge(node.MergeStmt, place);
    else if ("ColumnRef" in node) column(node, place);
    else return leaf(node, place);
    return false;
  }, constants.size > 0);

  const column = ({ ColumnRef: { fields = [], location } }: Extract<Node, { ColumnRef: unknown }>, { from }: Place, more: Pick<NameInExpression, "star" | "sorts"> = {}): void => {
    const path = columnPath(fields);
    // `count(t.*)`: of a row and not of its columns.
    if (isStar(fields) && more.star !== true) add("row", path.slice(0, -1), location, { from });
    else add("column", path, location, { from, ...more });
  };

  /** Says whether to go on into the node. */
  const leaf = (node: Node, place: Place): boolean => {
    const { from, own } = place;
    const as = constants.get(node);
    if (as && "A_Const" in node) constant(node, as, place);
    if ("RangeVar" in node) relation(node.RangeVar, own);
    else if ("TypeName" in node) {
      const path = typePath(node.TypeName);
      if (strings(node.TypeName.names)[0] !== "pg_catalog" && !isBuiltInType(path)) add("type", path, node.TypeName.location);
    } else if ("FuncCall" in node && node.FuncCall.funcformat !== "COERCE_SQL_SYNTAX") {
      const path = strings(node.FuncCall.funcname);
      add("function", path, node.FuncCall.location, { arguments: node.FuncCall.args?.length ?? 0 });
      if (SEQUENCE_FUNCTIONS.has(path.at(-1) ?? "")) regclass(node.FuncCall.args?.[0]);
    } else if ("CollateClause" in node) {
      const path = strings(node.CollateClause.collname);
      const number = text.at(node.CollateClause.location);
      if (number !== -1 && text.word(number) === "collate") {
        const span = text.spanOf(text.dotted(number + 1));
        found.push({ kind: "object", object: "collation", path, start: span.start - start, end: span.end - start });
      }
    } else if ("TypeCast" in node && node.TypeCast.typeName !== undefined && typePath(node.TypeCast.typeName).join(".") === "regclass") regclass(node.TypeCast.arg);
    else if ("ReturnStmt" in node) visit(node.ReturnStmt.returnval, { from: from ?? [], own });
    else return true;
    return !("ReturnStmt" in node);
  };

  const relation = ({ schemaname, relname = "", catalogname, location }: RangeVar, own: CommonQueries): void => {
    if (schemaname !== undefined || !own.has(relname)) add("relation", [catalogname, schemaname, relname].filter((part) => part !== undefined), location);
  };

  const regclass = (node: Node | undefined): void => {
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

  const constant = (node: Extract<Node, { A_Const: unknown }>, as: LiteralType, { from, written }: Place): void => {
    const number = text.at(node.A_Const.location);
    const value = constantText(node.A_Const);
    if (number === -1 || text.kind(number) !== "string" || typeof value !== "string") return;
    const span = text.spanAt(number);
    const isAssigned = as.kind === "position" || (as.kind === "column" && as.assigned === true);
    const scope = isAssigned && written ? [written] : from;
    found.push({ kind: "constant", path: [value], start: span.start - start, end: span.end - start, as, ...(scope && { from: scope }) });
  };

  const select = ({ larg, rarg, withClause, fromClause: items = [], targetList, sortClause = [], distinctClause = [], lockingClause = [], ...rest }: SelectStmt, place: Place): void => {
    const outside = place.from ?? [];
    const own = common(withClause, { ...place, from: outside });
    for (const arm of [larg, rarg]) if (arm) select(arm, { ...place, from: outside, own });
    const clause = fromClause(items, own, query);
    naturalJoins.push(...clause.naturalJoins);
    const here = { ...place, from: [...clause.relations, ...deeper(outside)], own };
    for (const item of items) joined(item, here, outside, clause.of);
    outputs(targetList, here);
    const names = larg ? undefined : outputNames(targetList);
    for (const item of [...sortClause, ...distinctClause]) {
      const sorted = "SortBy" in item ? item.SortBy.node : item;
      const isBare = sorted !== undefined && "ColumnRef" in sorted && sorted.ColumnRef.fields?.length === 1;
      if (!isBare) visit(item, here);
      // Of UNION it can only be one of the query's own.
      else if (names && !names.has(columnPath(sorted.ColumnRef.fields ?? [])[0] ?? "")) column(sorted, here, { sorts: true });
    }
    visit(rest, here);
    for (const item of lockingClause) for (const locked of "LockingClause" in item ? (item.LockingClause.lockedRels ?? []) : []) if ("RangeVar" in locked) add("row", [locked.RangeVar.relname ?? ""], locked.RangeVar.location, { from: here.from });
  };

  /** What the query after it sees of WITH. */
  const common = (clause: WithClause | undefined, place: Place): CommonQueries => {
    const tables = tablesOf(clause);
    if (tables.length === 0) return place.own;
    const own = new Map(place.own);
    const recursive = clause?.recursive === true;
    if (recursive) for (const table of tables) own.set(table.ctename ?? "", commonQuery(table, recursive));
    for (const table of tables) {
      visit(table.ctequery, { ...place, own: new Map(own) });
      own.set(table.ctename ?? "", commonQuery(table, recursive));
    }
    return own;
  };

  const joined = (item: Node, here: Place, outside: readonly RelationInQuery[], of: (node: Node) => readonly RelationInQuery[]): void => {
    if ("JoinExpr" in item) {
      const { larg, rarg, quals } = item.JoinExpr;
      for (const side of [larg, rarg]) if (side) joined(side, here, outside, of);
      visit(quals, { ...here, from: [...of(item), ...deeper(outside)] });
    } else if ("RangeSubselect" in item) visit(item.RangeSubselect.subquery, item.RangeSubselect.lateral === true ? here : { ...here, from: outside });
    else {
      if ("RangeTableSample" in item && item.RangeTableSample.relation) joined(item.RangeTableSample.relation, here, outside, of);
      visit("RangeTableSample" in item ? [item.RangeTableSample.args, item.RangeTableSample.repeatable] : item, here);
      for (const relationHere of of(item)) fixedColumns(relationHere);
    }
  };

  const fixedColumns = (item: RelationInQuery): void => {
    if (item.end !== undefined && item.path) found.push({ kind: "item", path: item.path, start: item.end, end: item.end, item });
  };

  /** Of SELECT and RETURNING. */
  const outputs = (targets: readonly Node[] | undefined, here: Place): void => {
    for (const target of targets ?? []) {
      const { val, name, location } = "ResTarget" in target ? target.ResTarget : {};
      if (val && "ColumnRef" in val && isStar(val.ColumnRef.fields ?? [])) {
        column(val, here, { star: true });
        continue;
      }
      visit(val, here);
      const source = name === undefined ? nameSource(val) : undefined;
      const number = text.at(location);
      if (!source || number === -1) continue;
      const end = text.spanAt(behindOutput(text, number) - 1).end - start;
      const { kind, path, arguments: count } = source;
      found.push({ kind: "output", path: path.slice(-1), start: end, end, source: { kind, path, ...(here.from && { from: here.from }), arguments: count, ...(path.length === 1 && BUILT_IN.has(path[0] ?? "") && { builtIn: true }) } });
    }
  };

  const insert = ({ relation: target, cols, selectStmt, onConflictClause, withClause, returningClause }: InsertStmt, place: Place): void => {
    const written = itemOf(target);
    const outside = place.from ?? [];
    const own = common(withClause, { ...place, from: outside });
    if (target) relation(target, new Map());
    assigned(cols, written);
    visit(selectStmt, { from: outside, own, written });
    const { infer, targetList, whereClause, location } = onConflictClause ?? {};
    const number = text.at(location);
    if (infer?.indexElems && number !== -1) indexed(infer.indexElems, text.find({ from: number, to: text.range.to }, "("), { from: [written, ...deeper(outside)], own });
    const conflicting = { from: [written, { ...written, alias: "excluded", aliased: true as const, qualified: true as const }, ...deeper(outside)], own, written };
    visit(infer?.whereClause, conflicting);
    changes(targetList, conflicting);
    visit(whereClause, conflicting);
    returning(returningClause, { from: [written, ...deeper(outside)], own });
  };

  /** The columns of ON CONFLICT, of whose names the tree does not say where they are. */
  const indexed = (elements: readonly Node[], open: number, here: Place): void => {
    const parts = open === -1 ? [] : text.parts(text.inside(open));
    for (const [at, element] of elements.entries()) {
      const [{ name, expr }, part] = ["IndexElem" in element ? element.IndexElem : {}, parts[at]];
      visit(expr, here);
      if (name === undefined || !part) continue;
      const span = text.spanAt(part.from);
      found.push({ kind: "column", path: [name], start: span.start - start, end: span.end - start, from: here.from });
    }
  };

  const update = ({ relation: target, targetList, whereClause, fromClause: items = [], withClause, returningClause }: UpdateStmt, place: Place): void => {
    const here = changing(target, items, withClause, place);
    changes(targetList, here);
    visit(whereClause, here);
    returning(returningClause, here);
  };
  const remove = ({ relation: target, usingClause = [], whereClause, withClause, returningClause }: DeleteStmt, place: Place): void => {
    const here = changing(target, usingClause, withClause, place);
    visit(whereClause, here);
    returning(returningClause, here);
  };
  const merge = ({ relation: target, sourceRelation, joinCondition, mergeWhenClauses = [], withClause, returningClause }: MergeStmt, place: Place): void => {
    const here = changing(target, sourceRelation ? [sourceRelation] : [], withClause, place);
    visit(joinCondition, here);
    for (const clause of mergeWhenClauses) {
      if (!("MergeWhenClause" in clause)) continue;
      const { condition, targetList, values } = clause.MergeWhenClause;
      visit(condition, here);
      changes(targetList, here);
      visit(values, here);
    }
    returning(returningClause, here);
  };
  const changing = (target: RangeVar | undefined, items: readonly Node[], withClause: WithClause | undefined, place: Place): Required<Place> => {
    const outside = place.from ?? [];
    const own = common(withClause, { ...place, from: outside });
    if (target) relation(target, new Map());
    const clause = fromClause(items, own, query);
    naturalJoins.push(...clause.naturalJoins);
    const written = itemOf(target);
    const here = { from: [written, ...clause.relations, ...deeper(outside)], own, written };
    for (const item of items) joined(item, here, outside, clause.of);
    return here;
  };
  const changes = (targets: readonly Node[] | undefined, here: Required<Place>): void => {
    assigned(targets, here.written);
    for (const target of targets ?? []) {
      const { val, indirection } = "ResTarget" in target ? target.ResTarget : {};
      // Each of `(a, b) = (SELECT …)` has the whole query.
      if (!val || !("MultiAssignRef" in val) || val.MultiAssignRef.colno === 1) visit([val, indirection], here);
    }
  };
  const assigned = (targets: readonly Node[] | undefined, written: RelationInQuery): void => {
    for (const target of targets ?? []) if ("ResTarget" in target && target.ResTarget.name !== undefined) add("column", [target.ResTarget.name], target.ResTarget.location, { from: [{ ...written, depth: 0 }] });
  };
  const returning = (clause: ReturningClause | undefined, here: Place): void => {
    const changed = here.from?.[0];
    const rows = changed && (clause?.options ?? []).length === 0 ? ["old", "new"].map((alias) => ({ ...changed, alias, aliased: true as const, qualified: true as const })) : [];
    outputs(clause?.exprs, { ...here, from: [...(here.from ?? []), ...rows] });
  };

  visit(root, { from: outer, own: new Map() });
  return { names: found.sort((a, b) => a.start - b.start || a.end - b.end), ...(naturalJoins.length > 0 && { naturalJoins }) };
}

const deeper = (relations: readonly RelationInQuery[]): RelationInQuery[] => relations.map((relation) => ({ ...relation, depth: relation.depth + 1 }));

/** The table that is written. */
function itemOf(target: RangeVar | undefined): RelationInQuery {
  const { alias, schemaname, relname = "" } = target ?? {};
  return { alias: alias?.aliasname ?? relname, path: schemaname === undefined ? [relname] : [schemaname, relname], depth: 0, ...(alias && { aliased: true as const }) };
}
