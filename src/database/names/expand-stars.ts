import type { Column, Database } from "../../model/database.js";
import type { Expression, NameInExpression, RelationInQuery } from "../../model/name.js";
import { expandNaturalJoins } from "./expand-natural-joins.js";
import { tableNamed, viewNamed } from "./bind.js";

export interface Expanded {
  readonly query: Expression;
  /** By the place of the star in the query as it was written: the columns that it stands for, where they are known. */
  readonly stars: ReadonlyMap<number, readonly string[]>;
}

type Quote = (name: string) => string;

/** The query as the server keeps it: what it says of the columns of its relations holds for those that are there now. */
export const asStored = (query: Expression, database: Database, quote: Quote): Expression => expandStars(expandNaturalJoins(query, database, quote), database, quote).query;

/**
 * The query with `*` and `t.*` written out, as PostgreSQL stores a view: a column that is added later is not in it. A star over anything but tables
 * (views, subqueries) stays.
 */
export function expandStars(query: Expression, database: Database, quote: Quote): Expanded {
  const stars = new Map<number, readonly string[]>();
  let sql = "";
  let from = 0;
  const names: NameInExpression[] = [];
  for (const name of query.names) {
    const shift = sql.length - from;
    const columns = name.star === true ? starColumns(name, database) : undefined;
    if (columns === undefined) {
      names.push({ ...name, start: name.start + shift, end: name.end + shift });
      continue;
    }
    const { star, ...plain } = name;
    stars.set(name.start, columns.map(({ column }) => column));
    sql += query.sql.slice(from, name.start);
    for (const [at, { alias, column }] of columns.entries()) {
      if (at > 0) sql += ", ";
      const text = alias === undefined ? quote(column) : `${quote(alias)}.${quote(column)}`;
      const path = alias === undefined ? [column] : [alias, column];
      names.push({ ...plain, path, start: sql.length, end: sql.length + text.length });
      sql += text;
      names.push({ kind: "output", path: [column], start: sql.length, end: sql.length, source: { ...plain, path } });
    }
    from = name.end;
  }
  return { query: { ...query, sql: sql + query.sql.slice(from), names }, stars };
}

/** `derived`: columns of what is no table or view, where that is wanted. */
export function starColumns({ path, from = [] }: NameInExpression, database: Database, derived?: ColumnsOf): StarColumn[] | undefined {
  const wanted = path.at(-2);
  const here = from.filter((relation) => relation.depth === 0 && (wanted === undefined || relation.alias === wanted));
  let columns: StarColumn[] = [];
  for (const relation of here) {
    const own = columnsOf(relation, database) ?? derived?.(relation);
    if (!own) return undefined;
    const all = wanted === undefined ? joined(columns, own, relation) : own;
    if (!all) return undefined;
    columns = all;
  }
  return columns.length > 0 ? columns : undefined;
}

export type ColumnsOf = (relation: RelationInQuery) => StarColumn[] | undefined;

/** Of a table or view, where they are known. */
export function columnsOf({ path, alias, columns: names }: RelationInQuery, database: Database): StarColumn[] | undefined {
  if (!path) return undefined;
  const table = tableNamed(path, database);
  if (table) return table.columnsUnknown ? undefined : table.columns.map((column, at) => ({ alias, column: names?.[at] ?? column.name, source: column }));
  const view = viewNamed(path, database);
  if (!view || view.columns.length === 0) return undefined;
  return view.columns.map((name, at) => ({ alias, column: names?.[at] ?? name, source: view.types?.[at] && { name, ...view.types[at] } }));
}

/** What two sides of a join share comes first, once (source: transformFromClauseItem). Undefined where it is neither side's own. */
function joined(left: StarColumn[], right: StarColumn[], { shares, outer }: RelationInQuery): StarColumn[] | undefined {
  if (shares === undefined) return [...left, ...right];
  if (shares === "unclear") return undefined;
  const names = shares === "natural" ? left.flatMap(({ column }) => (right.some((other) => other.column === column) ? [column] : [])) : shares;
  const isShared = ({ column }: StarColumn): boolean => names.includes(column);
  const merged = (column: string): StarColumn => {
    const [a, b] = [left, right].map((side) => side.find((other) => other.column === column)?.source);
    // Of neither side alone, and of a type that the server finds.
    return { alias: undefined, column, source: a && b && a.type.name === b.type.name && a.type.userType === b.type.userType && a.type.modifiers.join() === b.type.modifiers.join() && a.type.array === b.type.array ? a : undefined };
  };
  const first = outer === "full" ? names.map(merged) : names.flatMap((name) => (outer === "right" ? right : left).find(({ column }) => column === name) ?? []);
  return [...first, ...left.filter((column) => !isShared(column)), ...right.filter((column) => !isShared(column))];
}

export interface StarColumn {
  /** Undefined for what a FULL JOIN makes of both sides. */
  readonly alias: string | undefined;
  readonly column: string;
  /** Undefined where its type is not known. */
  readonly source: Pick<Column, "name" | "type" | "collation"> | undefined;
}
