import type { Column, Database, DataType, Problem, Refusal } from "../../model/database.js";
import type { Expression, Name } from "../../model/name.js";
import type { ColumnDefinition } from "../../model/operation.js";
import { bindType } from "../names/bind.js";
import { invalidity, part, said, type ChangeContext } from "../apply/change.js";
import { refusedDefault } from "./fitting-types.js";
import { impossibleSequence } from "./sequence-bounds.js";
import { blankSequence, withOptions } from "../apply/sequences.js";
import { refusedModifiers } from "./type-modifiers.js";
import { SYSTEM_COLUMNS } from "./missing-relation.js";

/** Why the server takes no such column, whatever is in the table. `beside`: the columns that are there, and those that are made with it. */
export function invalidColumn(column: ColumnDefinition, table: Name, beside: readonly (Column | ColumnDefinition)[], database: Database, context: ChangeContext): Problem | undefined {
  const wrong = refusal(column, table, beside, database, context);
  return wrong && invalidity(wrong, "column", part(column.name.name), table);
}

function refusal(column: ColumnDefinition, table: Name, beside: readonly (Column | ColumnDefinition)[], database: Database, context: ChangeContext): Refusal | undefined {
  const { serverVersion = 0 } = context;
  const { contradiction, identity, generated } = column;
  const { name } = column.name;
  if (SYSTEM_COLUMNS.has(name)) return systemColumn(name);
  if (contradiction && (contradiction.since ?? 0) <= serverVersion) return { code: "42601", message: `${contradiction.message} for column ${said(name)} of table ${said(table.name)}` };
  const modifiers = refusedModifiers(column.type, database, context, column.serial);
  if (modifiers) return modifiers;
  if (readsColumns(column)) return NO_COLUMNS_IN_DEFAULT;
  const unfit = column.default && refusedDefault(name, column.default, bindType(column.type, database), database, context);
  if (unfit) return unfit;
  if (identity !== undefined && !isInteger(bindType(column.type, database))) return NO_IDENTITY;
  const options = identity !== undefined && column.identityOptions;
  const impossible = options && impossibleSequence(withOptions({ ...blankSequence, dataType: bindType(column.type, database).name, id: "", schema: "", name: "" }, options, database), options);
  if (impossible) return impossible;
  const computed = new Set([column, ...beside].flatMap((other) => (other.generated ? [typeof other.name === "string" ? other.name : other.name.name] : [])));
  const read = generated?.expression.names.find(({ kind, path: [first, ...others], from }) => kind === "column" && from === undefined && others.length === 0 && computed.has(first ?? ""));
  return read && { code: "42P17", message: `cannot use generated column ${said(read.path[0] ?? "")} in column generation expression` };
}

/** A default is worked out before there is a row. */
export const readsColumns = (column: { readonly default: Expression | undefined }): boolean => column.default?.names.some(({ kind, from }) => kind === "column" && from === undefined) ?? false;

/** MaxHeapAttributeNumber of PostgreSQL's htup_details.h. */
export const MOST_COLUMNS = 1600;
export const TOO_MANY_COLUMNS: Refusal = { code: "54011", message: `tables can have at most ${MOST_COLUMNS} columns` };

export const NO_COLUMNS_IN_DEFAULT: Refusal = { code: "0A000", message: "cannot use column reference in DEFAULT expression" };
export const NO_IDENTITY: Refusal = { code: "22023", message: "identity column type must be smallint, integer, or bigint" };
export const systemColumn = (name: string): Refusal => ({ code: "42701", message: `column name ${said(name)} conflicts with a system column name` });

export const isInteger = ({ userType, name, array }: DataType): boolean => userType === undefined && !array && /^int[248]$/.test(name);
