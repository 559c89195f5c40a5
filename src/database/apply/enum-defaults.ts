import type { BoundExpression, Database, DataType, ObjectId } from "../../model/database.js";

/** Defaults that are a value of this enum: the server keeps which value it is and not its label, so that they follow ALTER TYPE … RENAME VALUE. */
export function renameInDefaults(database: Database, type: ObjectId, from: string, to: string): Database {
  const renamed = (expression: BoundExpression | undefined, of: DataType): BoundExpression | undefined => {
    // What was a default of another type when it was written is text, and is cast anew each time.
    const written = expression?.casts[0] ?? of;
    return expression?.literal === from && written.userType === type && !written.array ? withLiteral(expression, from, to) : expression;
  };
  return {
    ...database,
    tables: database.tables.map((table) => {
      const columns = table.columns.map((column) => {
        const byDefault = renamed(column.default, column.type);
        return byDefault === column.default ? column : { ...column, default: byDefault };
      });
      return columns.every((column, at) => column === table.columns[at]) ? table : { ...table, columns };
    }),
    domains: database.domains.map((domain) => {
      const byDefault = renamed(domain.default, domain.type);
      return byDefault === domain.default ? domain : { ...domain, default: byDefault };
    }),
  };
}

function withLiteral(expression: BoundExpression, from: string, to: string): BoundExpression {
  const [old, now] = [quoted(from), quoted(to)];
  const start = expression.sql.indexOf(old);
  if (start === -1) return expression;
  const end = start + old.length;
  const references = expression.references.map((reference) => (reference.start < end ? reference : { ...reference, start: reference.start + now.length - old.length, end: reference.end + now.length - old.length }));
  return { ...expression, sql: expression.sql.slice(0, start) + now + expression.sql.slice(end), references, literal: to };
}

const quoted = (label: string): string => `'${label.replaceAll("'", "''")}'`;
