import type { Alias, CommonTableExpr, Node, RangeVar } from "libpg-query";
import type { NaturalJoin, RelationInQuery } from "../../../../model/name.js";
import type { DerivedTable } from "../../../../model/operation-tables.js";
import type { CommonQueries } from "./common-queries.js";
import type { StatementText } from "../text/statement-text.js";
import { strings, walk } from "../tree.js";

export interface FromClause {
  /** What the query sees, those of joins too. */
  readonly relations: readonly RelationInQuery[];
  /** Inner ones first. */
  readonly naturalJoins: readonly NaturalJoin[];
  /** That of one of its nodes; of a join what its condition sees. */
  readonly of: (node: Node) => readonly RelationInQuery[];
}

export interface QueryText {
  readonly text: StatementText;
  /** Where the expression begins in the file, UTF-16. */
  readonly start: number;
  /** What a query gives; `columns` are names given to its columns. */
  readonly derive: (query: Node | undefined, columns: readonly string[], common?: CommonTableExpr) => DerivedTable;
}

/** The items of a FROM clause. `own`: names that WITH gives to queries. */
export function fromClause(items: readonly Node[], own: CommonQueries, query: QueryText): FromClause {
  const { text, start } = query;
  const byNode = new Map<Node, readonly RelationInQuery[]>();
  const naturalJoins: NaturalJoin[] = [];
  const end = (number: number): number => text.spanAt(number - 1).end - start;

  const add = (item: Node, { using, ...shared }: Shared): readonly RelationInQuery[] => {
    const found = relationOf(item, { using, ...shared });
    byNode.set(item, found);
    return found;
  };
  const relationOf = (item: Node, shared: Shared): readonly RelationInQuery[] => {
    if ("JoinExpr" in item) return join(item, shared);
    if ("RangeTableSample" in item) return item.RangeTableSample.relation ? add(item.RangeTableSample.relation, shared) : [];
    const { using, ...more } = shared;
    const base = { depth: 0, ...(using.length > 0 && { using }), ...more };
    if ("RangeVar" in item) return [{ ...table(item.RangeVar, own, query), ...base, ...(text.at(item.RangeVar.location) !== -1 && { end: end(behindItem(text, item.RangeVar)) }) }];
    if ("RangeSubselect" in item) {
      const { alias, subquery } = item.RangeSubselect;
      return [{ alias: alias?.aliasname ?? "", path: undefined, derived: query.derive(subquery, strings(alias?.colnames)), ...base }];
    }
    const alias = "RangeFunction" in item ? item.RangeFunction.alias : "RangeTableFunc" in item ? item.RangeTableFunc.alias : "JsonTable" in item ? item.JsonTable.alias : undefined;
    return [{ alias: alias?.aliasname ?? "", path: undefined, ...base }];
  };
  const join = (item: Extract<Node, { JoinExpr: unknown }>, shared: Shared): readonly RelationInQuery[] => {
    const { larg, rarg, isNatural, usingClause, jointype, alias } = item.JoinExpr;
    const using = [...shared.using, ...strings(usingClause)];
    const names = rarg && "JoinExpr" in rarg ? "unclear" : items.length > 1 ? "unclear" : isNatural === true ? "natural" : usingClause ? strings(usingClause) : undefined;
    const outer = jointype === "JOIN_RIGHT" ? "right" : jointype === "JOIN_FULL" ? "full" : undefined;
    const joins = isNatural === true || usingClause !== undefined;
    const left = larg ? add(larg, { ...shared, using }) : [];
    const right = rarg ? add(rarg, { using, ...(joins && names !== undefined && { shares: names }), ...(joins && outer && { outer }) }) : [];
    const both = [...left, ...right];
    if (isNatural === true && rarg) {
      const word = naturalBefore(text, rarg);
      if (word !== -1) naturalJoins.push({ word: { start: text.spanAt(word).start - start, end: text.spanAt(word + 1).start - start }, end: end(behindJoined(text, word)), left, right });
    }
    byNode.set(item, both);
    // What has a name of its own hides what is in it.
    if (alias) return [{ alias: alias.aliasname ?? "", path: undefined, depth: 0 }];
    return both;
  };

  const relations = items.flatMap((item) => add(item, { using: [] }));
  return { relations, naturalJoins, of: (node) => byNode.get(node) ?? [] };
}

interface Shared extends Pick<RelationInQuery, "shares" | "outer"> { readonly using: readonly string[] }

function table({ alias, schemaname, relname = "" }: RangeVar, own: CommonQueries, { derive }: QueryText): Omit<RelationInQuery, "depth"> {
  const isQuery = schemaname === undefined && own.has(relname);
  const name = alias?.aliasname ?? relname;
  if (!isQuery) return { alias: name, path: schemaname === undefined ? [relname] : [schemaname, relname], ...named(alias) };
  const common = own.get(relname);
  // An alias with columns gives those of a query other names.
  const names = strings(alias?.colnames);
  return { alias: name, path: undefined, ...(common && { derived: derive(common.query, [...names, ...common.columns.slice(names.length)], common.table) }) };
}

const named = (alias: Alias | undefined): Pick<RelationInQuery, "aliased" | "columns"> => ({ ...(alias && { aliased: true as const }), ...(alias?.colnames && { columns: strings(alias.colnames) }) });

/** The token behind `t`, `t *`, `t AS x (a, b)`. */
function behindItem(text: StatementText, { location, alias }: RangeVar): number {
  const name = text.dotted(text.at(location)).to;
  const open = text.at(location) > 0 && text.word(text.at(location) - 1) === "(" && text.word(text.at(location) - 2) === "only" ? 1 : 0;
  return behindAlias(text, text.after(name + open, "*"), alias);
}

function behindAlias(text: StatementText, number: number, alias: Alias | undefined): number {
  if (!alias) return number;
  const name = text.after(number, "as") + 1;
  return alias.colnames && text.word(name) === "(" ? text.inside(name).to + 1 : name;
}

/** The word NATURAL of the join whose right side this is: the last one before anything that is in it. */
function naturalBefore(text: StatementText, right: Node): number {
  let first = Infinity;
  walk(right, (node) => {
    for (const value of Object.values(node)) {
      const number = text.at(locationOf(value));
      if (number !== -1) first = Math.min(first, number);
    }
    return true;
  }, true);
  for (let number = first === Infinity ? -1 : first - 1; number >= text.range.from; number--) if (text.word(number) === "natural") return number;
  return -1;
}

const locationOf = (value: unknown): number | undefined => (typeof value === "object" && value !== null && "location" in value && typeof value.location === "number" ? value.location : undefined);

/** The token behind the item that `NATURAL … JOIN` joins. */
function behindJoined(text: StatementText, natural: number): number {
  const from = text.find({ from: natural, to: text.range.to }, "join") + 1;
  let depth = 0;
  for (let number = from; number < text.range.to; number++) {
    const word = text.word(number);
    if (word === "(") depth++;
    else if (word === ")" && depth-- === 0) return number;
    else if (depth === 0 && BEHIND.has(word)) return number;
  }
  return text.range.to;
}

const BEHIND: ReadonlySet<string> = new Set([",", ";", "natural", "join", "left", "right", "full", "inner", "cross", "on", "using", "where", "group", "having", "window", "union", "except", "intersect", "order", "limit", "offset", "fetch", "for", "returning", "set", "when"]);
