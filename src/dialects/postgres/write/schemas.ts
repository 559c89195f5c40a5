import type { CreateExtension, CreateSchema, DropExtension, DropSchema, RenameSchema } from "../../../model/operation.js";
import { quoteIdentifier } from "../naming.js";
import { cascade, ifExists, ifNotExists, words } from "./names.js";

export const createSchema = (operation: CreateSchema): string => words("CREATE SCHEMA", ifNotExists(operation), quoteIdentifier(operation.name.name));

export const dropSchema = (operation: DropSchema): string => words("DROP SCHEMA", ifExists(operation), quoteIdentifier(operation.name.name), cascade(operation));

export const renameSchema = ({ name, to }: RenameSchema): string => `ALTER SCHEMA ${quoteIdentifier(name.name)} RENAME TO ${quoteIdentifier(to.name)}`;

export function createExtension(operation: CreateExtension): string {
  const schema = operation.schema !== undefined && `WITH SCHEMA ${quoteIdentifier(operation.schema)}`;
  return words("CREATE EXTENSION", ifNotExists(operation), quoteIdentifier(operation.name.name), schema);
}

export const dropExtension = (operation: DropExtension): string =>
  words("DROP EXTENSION", ifExists(operation), quoteIdentifier(operation.name.name), cascade(operation));
