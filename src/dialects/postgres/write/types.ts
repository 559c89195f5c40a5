import type { AddEnumValue, CreateEnum, DropType, RenameEnumValue, RenameType, SetTypeSchema } from "../../../model/operation.js";
import { quoteIdentifier } from "../naming.js";
import { cascade, ifExists, ifNotExists, literal, qualifiedName, words } from "./names.js";

export const createEnum = ({ name, values }: CreateEnum): string =>
  `CREATE TYPE ${qualifiedName(name)} AS ENUM (${values.map((value) => literal(value.name)).join(", ")})`;

export function addEnumValue(operation: AddEnumValue): string {
  const { neighbour } = operation;
  const place = neighbour && `${neighbour.after ? "AFTER" : "BEFORE"} ${literal(neighbour.value)}`;
  return words("ALTER TYPE", qualifiedName(operation.name), "ADD VALUE", ifNotExists(operation), literal(operation.value.name), place);
}

export const renameEnumValue = ({ name, value, to }: RenameEnumValue): string =>
  `ALTER TYPE ${qualifiedName(name)} RENAME VALUE ${literal(value.name)} TO ${literal(to.name)}`;

export const dropType = (operation: DropType): string => words("DROP TYPE", ifExists(operation), qualifiedName(operation.name), cascade(operation));

export const renameType = ({ name, to }: RenameType): string => `ALTER TYPE ${qualifiedName(name)} RENAME TO ${quoteIdentifier(to.name)}`;

export const setTypeSchema = ({ name, to }: SetTypeSchema): string => `ALTER TYPE ${qualifiedName(name)} SET SCHEMA ${quoteIdentifier(to.name)}`;
