import type { BoundExpression, Database, DataType, Reference } from "../model/database.js";
import type { Expression, Name, TypeName } from "../model/name.js";
import { applyEdits, type Edit } from "../text/edit.js";
import { viewColumnId, viewColumnName } from "./names/lookup.js";
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
      const name = reference.fixed === true ? undefined : columnName(reference.target, database);
      return name === undefined ? undefined : qualifier(sql, name, reference, database, quote) + quote(name);
    }
    case "output": {
      const name = sourceName(reference.target, database);
      return name === undefined || name === reference.as ? undefined : ` AS ${quote(reference.as ?? "")}`;
    }
    case "item": return columnList(reference, database, quote);
    case "row": {
      const name = relation(reference.target, database)?.name;
      return name === undefined ? undefined : quote(name);
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
    case "relation": {
      const found = relation(reference.target, database);
      // It has got an alias.
      return found && isRenamed(reference, database) ? quote(found.name) : qualified(found, quote);
    }
    case "regclass": {
      // A name inside a string literal, with or without the literal's quotes.
      const name = qualified(relation(reference.target, database), quote);
      if (name === undefined) return undefined;
      const content = name.replaceAll("'", "''");
      return sql.startsWith("'", reference.start) ? `'${content}'` : content;
    }
  }
}

/** Before a column that would be taken for another one, or for none, without it. */
function qualifier(sql: string, name: string, { of, start, end }: Reference, database: Database, quote: Quote): string {
  if (!of) return "";
  const isOther = of.others.some((id) => columnNames(id, database).includes(name)) || (of.sorts === true && sql.slice(start, end) !== name && sql.slice(start, end) !== quote(name));
  const found = isOther ? relation(of.relation, database) : undefined;
  return found ? `${of.alias === undefined ? (qualified(found, quote) ?? "") : quote(of.alias)}.` : "";
}

/** `AS t (a, b)` for a relation whose columns a query calls otherwise than they are called now. */
function columnList(reference: Reference, database: Database, quote: Quote): string | undefined {
  const { target, pins = [], aliased } = reference;
  const found = relation(target, database);
  if (!found || !isRenamed(reference, database)) return undefined;
  const ids = columnIds(target, database);
  const last = Math.max(...pins.map(({ column }) => ids.indexOf(column)));
  const names = ids.slice(0, last + 1).map((id) => pins.find(({ column }) => column === id)?.as ?? columnName(id, database) ?? "");
  return `${aliased === true ? "" : ` AS ${quote(found.name)}`} (${names.map(quote).join(", ")})`;
}

const isRenamed = ({ pins = [] }: Reference, database: Database): boolean => pins.some(({ column, as }) => columnName(column, database) !== as);

const columnNames = (id: string, database: Database): readonly string[] => byId(database.tables, id)?.columns.map(({ name }) => name) ?? byId(database.views, id)?.columns ?? [];

function columnIds(id: string, database: Database): readonly string[] {
  const view = byId(database.views, id);
  return view ? view.columns.map((_, at) => viewColumnId(view, at)) : (byId(database.tables, id)?.columns.map((column) => column.id) ?? []);
}

/** Of what gives the column of a query its name. */
const sourceName = (id: string, database: Database): string | undefined => columnName(id, database) ?? (byId(database.objects, id) ?? typeById(database, id) ?? relation(id, database))?.name;

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
