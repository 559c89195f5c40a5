import type { Column, Database, Table } from "../model/database.js";
import type { Expression, NameInExpression } from "../model/name.js";
import { tableNamed } from "./bind.js";

export interface Expanded {
  readonly query: Expression;
  /** By the place of the star in the query as it was written: the columns that it stands for, where they are known. */
  readonly stars: ReadonlyMap<number, readonly string[]>;
}

type Quote = (name: string) => string;

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
    const columns = isStar(name) ? starColumns(name, database) : undefined;
    if (columns === undefined) {
      names.push({ ...name, start: name.start + shift, end: name.end + shift });
      continue;
    }
    stars.set(name.start, columns.map(({ column }) => column));
    sql += query.sql.slice(from, name.start);
    for (const [at, { alias, column }] of columns.entries()) {
      if (at > 0) sql += ", ";
      const text = `${quote(alias)}.${quote(column)}`;
      names.push({ ...name, path: [alias, column], start: sql.length, end: sql.length + text.length });
      sql += text;
    }
    from = name.end;
  }
  return { query: { ...query, sql: sql + query.sql.slice(from), names }, stars };
}

const isStar = ({ kind, path }: NameInExpression): boolean => kind === "column" && path.at(-1) === "*";

export function starColumns({ path, from = [] }: NameInExpression, database: Database): { readonly alias: string; readonly column: string; readonly source: Column }[] | undefined {
  const wanted = path.at(-2);
  const here = from.filter((relation) => relation.depth === 0 && (wanted === undefined || relation.alias === wanted));
  const columns: { alias: string; column: string; source: Column }[] = [];
  for (const { alias, path: relation } of here) {
    const table: Table | undefined = relation && tableNamed(relation, database);
    if (!table || table.columnsUnknown) return undefined;
    for (const column of table.columns) columns.push({ alias, column: column.name, source: column });
  }
  return columns.length > 0 ? columns : undefined;
}
