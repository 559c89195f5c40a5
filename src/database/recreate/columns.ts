import type { Column, Database, NotNullConstraint, Table } from "../../model/database.js";
import type { Expression } from "../../model/name.js";
import type { ColumnDefinition, NotNullDefinition, SequenceOptions } from "../../model/operation.js";
import { identifier, NOWHERE } from "./nowhere.js";
import { currentType, toExpression } from "../render.js";

export function columnDefinition(column: Column, table: Table, identityOptions: SequenceOptions | undefined, database: Database, quote: (name: string) => string): ColumnDefinition {
  const written = column.default && toExpression(column.default, database, quote);
  return {
    name: identifier(column.name),
    type: currentType(column.type, database),
    typeSpan: NOWHERE,
    span: NOWHERE,
    notNull: column.notNull,
    ...(column.notNull && column.notNullConstraint && needsWords(column.notNullConstraint, column, table) && { notNullConstraint: notNullDefinition(column.notNullConstraint) }),
    default: written && inColumn(written),
    defaultSpan: undefined,
    serial: false,
    identity: column.identity,
    identityOptions,
    generated: column.generated && { expression: toExpression(column.generated.expression, database, quote), storage: column.generated.storage },
    collation: column.collation,
  };
}

export const notNullDefinition = ({ name, noInherit, validated }: NotNullConstraint): NotNullDefinition => ({ name: identifier(name), noInherit, notValid: !validated });

/** Whether it is another one than NOT NULL alone makes. */
const needsWords = ({ name, noInherit }: NotNullConstraint, column: Column, table: Table): boolean => noInherit || name !== `${table.name}_${column.name}_not_null`;

/** Words, calls of one level and arrays, which PostgreSQL's grammar takes as they are. */
const plain = /^[a-z_][\w.]*(\((?:[^()']|'(?:[^']|'')*')*\)|\[[^\][]*\](::\w+\[\])?)?$/i;

/** Inside a column definition, unlike after SET DEFAULT, PostgreSQL's grammar wants parentheses around comparisons, IS, NOT, COLLATE and their like. */
function inColumn(expression: Expression): Expression {
  if (expression.literal !== undefined || plain.test(expression.sql)) return expression;
  return { ...expression, sql: `(${expression.sql})` };
}
