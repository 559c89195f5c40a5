import type { BoundExpression, Database, DataType, ObjectId, Table } from "../../model/database.js";
import { partitionKey } from "../partition-key.js";
import { mapTables } from "./change.js";

/**
 * ALTER TYPE … RENAME VALUE in what is kept as text: literals of defaults and the bounds of partitions. The server keeps which value it is and not its label;
 * other expressions refer to the value.
 */
export function renameLabel(database: Database, type: ObjectId, from: string, to: string): Database {
  const renamed = (expression: BoundExpression | undefined, of: DataType): BoundExpression | undefined => {
    // What was a default of another type when it was written is text, and is cast anew each time.
    const written = expression?.casts[0] ?? of;
    return expression?.literal === from && written.userType === type && !written.array ? withLiteral(expression, from, to) : expression;
  };
  return {
    ...database,
    tables: mapTables(database, (table) => {
      const columns = table.columns.map((column) => {
        const byDefault = renamed(column.default, column.type);
        return byDefault === column.default ? column : { ...column, default: byDefault };
      });
      const partitionOf = table.partitionOf && withBoundRenamed(table.partitionOf, database, { type, from, to });
      return columns.every((column, at) => column === table.columns[at]) && partitionOf === table.partitionOf ? table : { ...table, columns, partitionOf };
    }),
    domains: database.domains.map((domain) => {
      const byDefault = renamed(domain.default, domain.type);
      return byDefault === domain.default ? domain : { ...domain, default: byDefault };
    }),
  };
}

interface Renamed {
  readonly type: ObjectId;
  readonly from: string;
  readonly to: string;
}

function withBoundRenamed(partition: NonNullable<Table["partitionOf"]>, database: Database, { type, from, to }: Renamed): NonNullable<Table["partitionOf"]> {
  const parent = database.tables.find(({ id }) => id === partition.parent);
  const keys = (partitionKey(parent?.partitionBy ?? "") ?? []).map((key) => parent?.columns.find(({ name }) => name === key)?.type.userType === type);
  if (!keys.includes(true)) return partition;
  const isList = keys.length === 1;
  let key = 0;
  const bounds = partition.bounds.replaceAll(/'(?:[^']|'')*'|[(),]/g, (token) => {
    if (token === "(") key = 0;
    else if (token === ",") key++;
    return token === quoted(from) && keys[isList ? 0 : key] === true ? quoted(to) : token;
  });
  return bounds === partition.bounds ? partition : { ...partition, bounds };
}

function withLiteral(expression: BoundExpression, from: string, to: string): BoundExpression {
  const [old, now] = [quoted(from), quoted(to)];
  const start = expression.sql.indexOf(old);
  if (start === -1) return expression;
  const end = start + old.length;
  const references = expression.references.map((reference) => (reference.start < start ? reference : reference.start < end ? { ...reference, end: reference.end + now.length - old.length } : { ...reference, start: reference.start + now.length - old.length, end: reference.end + now.length - old.length }));
  return { ...expression, sql: expression.sql.slice(0, start) + now + expression.sql.slice(end), references, literal: to };
}

const quoted = (label: string): string => `'${label.replaceAll("'", "''")}'`;
