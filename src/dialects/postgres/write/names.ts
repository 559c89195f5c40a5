import type { Identifier, Name } from "../../../model/name.js";
import { quoteIdentifier } from "../naming.js";

export function qualifiedName({ schema, name }: Name): string {
  return schema === undefined ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

/** Backslashes stand for themselves: standard_conforming_strings is on since PostgreSQL 9.1. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** `"a", "b"` */
export function columnList(columns: readonly Identifier[]): string {
  return columns.map((column) => quoteIdentifier(column.name)).join(", ");
}

/** The words that are there, with blanks between them. */
export function words(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== false && part !== undefined && part !== "").join(" ");
}

export const ifExists = (operation: { readonly ifExists: boolean }): string => (operation.ifExists ? "IF EXISTS" : "");
export const ifNotExists = (operation: { readonly ifNotExists: boolean }): string => (operation.ifNotExists ? "IF NOT EXISTS" : "");
export const cascade = (operation: { readonly cascade: boolean }): string => (operation.cascade ? "CASCADE" : "");

export const alterTable = ({ table, ifTableExists, only }: { readonly table: Name; readonly ifTableExists?: boolean; readonly only?: boolean }): string =>
  `ALTER TABLE ${ifTableExists ? "IF EXISTS " : ""}${only ? "ONLY " : ""}${qualifiedName(table)}`;

/** Words that stand for a role are never the names of one. */
export const role = (name: string): string => (["public", "current_role", "current_user", "session_user", "user"].includes(name) ? name.toUpperCase() : quoteIdentifier(name));
