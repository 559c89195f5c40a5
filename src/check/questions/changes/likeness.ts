import { editDistance } from "../../../text/nearest.js";
import type { Column, DataType, Table } from "../../../model/database.js";

/** `createdAt`, `created_at`, `CreatedAt` → `created`, `at`. */
export const words = (name: string): string[] =>
  name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").split(/[^\p{L}\p{N}]+/u).map((word) => word.toLowerCase()).filter((word) => word !== "");

/** Words that many columns have and that say nothing of what a column is. */
const COMMON: ReadonlySet<string> = new Set(["id", "at", "is", "has", "on", "by", "in", "of", "the", "to", "date", "time", "name", "type", "count", "url", "key", "enabled"]);

/** Whether two names could be the old and the new name of one thing: one holds the other, they share a telling word, or differ in a few letters. */
export function namesAreAlike(a: string, b: string): boolean {
  const left = words(a);
  const right = words(b);
  const [plainLeft, plainRight] = [left.join(""), right.join("")];
  if (plainLeft === plainRight) return true;
  const shared = left.filter((word) => right.includes(word) && !COMMON.has(word));
  if (shared.length > 0) return true;
  const longest = Math.max(plainLeft.length, plainRight.length);
  return longest >= 4 && editDistance(plainLeft, plainRight) <= Math.floor(longest / 3);
}

export const sameType = (a: DataType, b: DataType): boolean => a.array === b.array && (a.userType !== undefined || b.userType !== undefined ? a.userType === b.userType : a.name === b.name);

/** Type with modifiers, nullability and default are all the same. */
export const sameColumn = (a: Column, b: Column): boolean =>
  sameType(a.type, b.type) && a.type.modifiers.join() === b.type.modifiers.join() && a.notNull === b.notNull && a.default?.sql === b.default?.sql;

/** How many of the columns of one table the other one has too, by name and type: 0 to 1. */
export function sharedColumns(a: Table, b: Table): number {
  const shared = a.columns.filter((column) => b.columns.some((other) => other.name === column.name && sameType(column.type, other.type)));
  return shared.length / Math.max(a.columns.length, b.columns.length, 1);
}
