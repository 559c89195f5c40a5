import type { Column, Database, Refusal, Table } from "../../model/database.js";
import type { Attribute, CompositeType } from "../../model/database-objects.js";
import type { NameAt } from "../../model/name.js";
import type { ColumnDefinition } from "../../model/operation.js";
import type { SetTableType } from "../../model/operation-tables.js";
import { findTable, tableById } from "../names/lookup.js";
import { findComposite, findType } from "../names/user-types.js";
import { currentType } from "../render.js";
import { tablesOfType, type ColumnChange } from "../typed-tables.js";
import { changed, invalid, missing, replaceTable, said, type Changed, type ChangeContext } from "./change.js";

/** What CREATE TABLE OF starts from; undefined where the type is not known. */
export const typedColumns = ({ attributes }: CompositeType, context: ChangeContext): readonly Column[] =>
  attributes.map(({ name, type, collation }) => ({ id: context.newId(), name, type, notNull: false, default: undefined, identity: undefined, generated: undefined, collation }));

/** Why no table can be of this type, or cannot say this of its columns. */
export function unfitType(name: NameAt, columns: readonly ColumnDefinition[], database: Database): Refusal | undefined {
  const type = findComposite(database, name);
  if (!type) {
    if (findTable(database, name)) return { code: "42809", message: `type ${name.name} is the row type of another table` };
    return findType(database, name) ? { code: "42809", message: `type ${name.name} is not a composite type` } : undefined;
  }
  for (const { name: { name: column }, identity, generated } of columns) {
    if (identity !== undefined) return { code: "0A000", message: "identity columns are not supported on typed tables" };
    if (generated) return { code: "0A000", message: "generated columns are not supported on typed tables" };
    if (!type.attributes.some((attribute) => attribute.name === column)) return { code: "42703", message: `column ${said(column)} does not exist` };
  }
  return undefined;
}

/** OF and NOT OF. */
export function setTableType(operation: SetTableType, database: Database): Changed {
  const table = findTable(database, operation.table);
  if (!table) return missing(database, "table", operation.table);
  if (!operation.type) {
    if (table.ofType === undefined) return table.columnsUnknown ? changed(database) : invalid(database, { code: "42809", message: `${said(table.name)} is not a typed table` }, "table", table);
    return changed(replaceTable(database, { ...table, ofType: undefined }));
  }
  const type = findComposite(database, operation.type);
  const wrong = unfitType(operation.type, [], database) ?? (type && table.inherits.length + (table.partitionOf ? 1 : 0) > 0 ? { code: "42809", message: "typed tables cannot inherit" } : type && unlike(table, type, database));
  if (wrong) return invalid(database, wrong, "table", table);
  return type ? changed(replaceTable(database, { ...table, ofType: type.id })) : missing(database, "type", operation.type);
}

/** Names and types must be those of the type, in its order (source: ATExecAddOf). */
function unlike({ name, columns, columnsUnknown }: Table, { attributes }: CompositeType, database: Database): Refusal | undefined {
  if (columnsUnknown) return undefined;
  for (const [at, attribute] of attributes.entries()) {
    const column = columns[at];
    if (!column) return { code: "42804", message: `table is missing column ${said(attribute.name)}` };
    if (column.name !== attribute.name) return { code: "42804", message: `table has column ${said(column.name)} where type requires ${said(attribute.name)}` };
    if (!isSame(column, attribute, database)) return { code: "42804", message: `table ${said(name)} has different type for column ${said(attribute.name)}` };
  }
  const extra = columns[attributes.length];
  return extra && { code: "42804", message: `table has extra column ${said(extra.name)}` };
}

/** Only what is certainly another type counts as one: of modifiers and collations there are several ways to say the same. */
function isSame(column: Column, attribute: Attribute, database: Database): boolean {
  const [one, other] = [currentType(column.type, database), currentType(attribute.type, database)];
  return column.type.array === attribute.type.array && one.name === other.name;
}

/** ALTER TYPE reaches the tables of the type: the same change, made as if they were plain ones. */
export function changeTypedTables(changes: readonly ColumnChange[], type: CompositeType, database: Database, change: (one: ColumnChange, database: Database) => Changed): Changed {
  const typed = tablesOfType(database, type.id);
  let next = database;
  for (const table of typed) next = replaceTable(next, { ...table, ofType: undefined });
  for (const one of changes) {
    const result = change(one, next);
    if (result.problems.length > 0) return { database, problems: result.problems };
    next = result.database;
  }
  for (const { id } of typed) {
    const table = tableById(next, id);
    if (table) next = replaceTable(next, { ...table, ofType: type.id });
  }
  return changed(next);
}
