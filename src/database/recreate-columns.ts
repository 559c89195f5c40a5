import type { Column, Database } from "../model/database.js";
import type { Expression } from "../model/name.js";
import type { ColumnDefinition, SequenceOptions } from "../model/operation.js";
import { identifier, NOWHERE } from "./nowhere.js";
import { currentType, toExpression } from "./render.js";

export function columnDefinition(column: Column, identityOptions: SequenceOptions | undefined, database: Database, quote: (name: string) => string): ColumnDefinition {
  const written = column.default && toExpression(column.default, database, quote);
  return {
    name: identifier(column.name),
    type: currentType(column.type, database),
    typeSpan: NOWHERE,
    span: NOWHERE,
    notNull: column.notNull,
    default: written && inColumn(written),
    defaultSpan: undefined,
    serial: false,
    identity: column.identity,
    identityOptions,
    generated: column.generated && { expression: toExpression(column.generated.expression, database, quote), storage: column.generated.storage },
    collation: column.collation,
  };
}

/** Words, calls of one level and arrays, which PostgreSQL's grammar takes as they are. */
const plain = /^[a-z_][\w.]*(\((?:[^()']|'(?:[^']|'')*')*\)|\[[^\][]*\](::\w+\[\])?)?$/i;

/** Inside a column definition, unlike after SET DEFAULT, PostgreSQL's grammar wants parentheses around comparisons, IS, NOT, COLLATE and their like. */
function inColumn(expression: Expression): Expression {
  if (expression.literal !== undefined || plain.test(expression.sql)) return expression;
  return { ...expression, sql: `(${expression.sql})` };
}
