import type { Database } from "../../model/database.js";
import type { Expression, NameInExpression, NaturalJoin, RelationInQuery } from "../../model/name.js";
import { applyEdits, type Edit } from "../../text/edit.js";
import { columnsOf } from "./expand-stars.js";

type Quote = (name: string) => string;

/** The query with NATURAL JOIN as PostgreSQL stores it, USING the columns that both sides have now. One of a side whose columns are not known stays. */
export function expandNaturalJoins(query: Expression, database: Database, quote: Quote): Expression {
  const edits: Edit[] = [];
  /** By the place where an item ends, the columns that joins make one with others. */
  const using = new Map<number, readonly string[]>();
  for (const join of query.naturalJoins ?? []) {
    const names = sharedNames(join, database);
    if (!names) continue;
    edits.push({ span: join.word, text: "" }, { span: { start: join.end, end: join.end }, text: names.length === 0 ? " ON true" : ` USING (${names.map(quote).join(", ")})` });
    for (const { end } of [...join.left, ...join.right]) if (end !== undefined) using.set(end, [...(using.get(end) ?? []), ...names]);
  }
  if (edits.length === 0) return query;
  const items = new Map<RelationInQuery, RelationInQuery>();
  const joined = (item: RelationInQuery): RelationInQuery => {
    const more = item.end === undefined ? undefined : using.get(item.end);
    if (!more) return item;
    const known = items.get(item) ?? { ...item, using: [...(item.using ?? []), ...more] };
    items.set(item, known);
    return known;
  };
  const moved = (at: number): number => at + edits.reduce((sum, { span, text }) => (span.start < at ? sum + text.length - (span.end - span.start) : sum), 0);
  const named = (name: NameInExpression): NameInExpression => ({
    ...name, start: moved(name.start), end: moved(name.end), ...(name.from && { from: name.from.map(joined) }), ...(name.item && { item: joined(name.item) }), ...(name.source?.from && { source: { ...name.source, from: name.source.from.map(joined) } }),
  });
  return { sql: applyEdits(query.sql, edits), names: query.names.map(named), literal: query.literal };
}

/** In the order of the left side, those of joins in it first. */
function sharedNames({ left, right }: NaturalJoin, database: Database): string[] | undefined {
  const sides = [left, right].map((side) => {
    const columns: string[] = [];
    for (const item of side) {
      const own = columnsOf(item, database);
      if (!own) return undefined;
      columns.push(...own.map(({ column }) => column));
    }
    return columns;
  });
  const [ours, theirs] = sides;
  return ours && theirs && [...new Set(ours)].filter((column) => theirs.includes(column));
}
