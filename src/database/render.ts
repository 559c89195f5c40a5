import type { BoundExpression, Database, DataType, Reference } from "../model/database.js";
import type { Expression, Name, TypeName } from "../model/name.js";
import { applyEdits, type Edit } from "../text/edit.js";
import { viewColumnName } from "./names/lookup.js";
import { typeById } from "./names/user-types.js";

type Quote = (name: string) => string;

/** The expression as SQL with the names that its objects have now. What refers to an object that is gone stays as it was written. */
export function renderExpression(expression: BoundExpression, database: Database, quote: Quote): string {
  const edits: Edit[] = [];
  for (const reference of expression.references) {
    const text = currentName(expression.sql, reference, database, quote);
    if (text !== undefined) edits.push({ span: reference, text });
  }
  let sql = applyEdits(expression.sql, edits);
  // Without the modifiers: PostgreSQL takes the cut to a length off a default before it casts it to a column's new type.
  for (const type of expression.casts) sql = `(${sql})::${castName(currentType(type, database), quote)}`;
  return sql;
}

/** The same as part of an operation. */
export function toExpression(expression: BoundExpression, database: Database, quote: Quote): Expression {
  return { sql: renderExpression(expression, database, quote), names: [], literal: expression.literal };
}

/** A column's type with the name that its enum has now. */
export function currentType(type: DataType, database: Database): TypeName {
  const { userType } = type;
  const { schema, name } = (userType === undefined ? undefined : (typeById(database, userType) ?? byId(database.tables, userType) ?? byId(database.views, userType))) ?? type;
  return { schema, name, modifiers: type.modifiers, dimensions: type.array ? 1 : 0 };
}

function currentName(sql: string, reference: Reference, database: Database, quote: Quote): string | undefined {
  switch (reference.kind) {
    case "column": {
      const name = columnName(reference.target, database);
      if (name === undefined) return undefined;
      return reference.as === undefined || reference.as === name ? quote(name) : `${quote(name)} AS ${quote(reference.as)}`;
    }
    case "label": {
      const label = database.enums.flatMap(({ values }) => values).find(({ id }) => id === reference.target)?.label;
      if (label === undefined) return undefined;
      const content = label.replaceAll("'", "''");
      // In an array it stands without quotes of its own.
      return /^(?:[eE]?'|\$)/.test(sql.slice(reference.start)) && sql[reference.end - 1] !== '"' ? `'${content}'` : `"${content.replaceAll(/["\\]/g, "\\$&")}"`;
    }
    case "type":
      return qualified(typeById(database, reference.target), quote);
    case "object": {
      const object = byId(database.objects, reference.target);
      // No operator's name is ever quoted.
      return qualified(object, object?.kind === "operator" ? (name) => (name === object.name ? name : quote(name)) : quote);
    }
    case "relation":
      return qualified(relation(reference.target, database), quote);
    case "regclass": {
      // A name inside a string literal, with or without the literal's quotes.
      const name = qualified(relation(reference.target, database), quote);
      if (name === undefined) return undefined;
      const content = name.replaceAll("'", "''");
      return sql.startsWith("'", reference.start) ? `'${content}'` : content;
    }
  }
}

const byId = <T extends { readonly id: string }>(objects: readonly T[], id: string): T | undefined => objects.find((object) => object.id === id);

function relation(id: string, database: Database): (Name & { readonly schema: string }) | undefined {
  return byId(database.tables, id) ?? byId(database.views, id) ?? byId(database.sequences, id);
}

function columnName(id: string, database: Database): string | undefined {
  for (const table of database.tables) {
    const column = byId(table.columns, id);
    if (column) return column.name;
  }
  return viewColumnName(database, id);
}

function qualified(name: Name | undefined, quote: Quote): string | undefined {
  if (!name) return undefined;
  return name.schema === undefined ? quote(name.name) : `${quote(name.schema)}.${quote(name.name)}`;
}

/** Catalog names are valid SQL when quoted, whatever PostgreSQL's grammar calls the type. */
const castName = (type: TypeName, quote: Quote): string => (qualified(type, quote) ?? "") + (type.dimensions > 0 ? "[]" : "");
