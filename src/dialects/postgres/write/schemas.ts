import type { AlterExtension, CreateExtension, CreateSchema, DropExtension, DropSchema, RenameSchema } from "../../../model/operation.js";
import { quoteIdentifier } from "../naming.js";
import { cascade, ifExists, ifNotExists, literal, words } from "./names.js";
import { commented } from "./objects.js";

export const createSchema = (operation: CreateSchema): string => words("CREATE SCHEMA", ifNotExists(operation), operation.ofRole ? `AUTHORIZATION ${operation.name.name.toUpperCase()}` : quoteIdentifier(operation.name.name), operation.asRole !== undefined && `AUTHORIZATION ${quoteIdentifier(operation.asRole)}`);

export const dropSchema = (operation: DropSchema): string => words("DROP SCHEMA", ifExists(operation), quoteIdentifier(operation.name.name), cascade(operation));

export const renameSchema = ({ name, to }: RenameSchema): string => `ALTER SCHEMA ${quoteIdentifier(name.name)} RENAME TO ${quoteIdentifier(to.name)}`;

export function createExtension(operation: CreateExtension): string {
  const schema = operation.schema !== undefined && `WITH SCHEMA ${quoteIdentifier(operation.schema)}`;
  return words("CREATE EXTENSION", ifNotExists(operation), quoteIdentifier(operation.name.name), schema);
}

export function alterExtension({ name, change }: AlterExtension): string {
  const head = `ALTER EXTENSION ${quoteIdentifier(name.name)}`;
  switch (change.kind) {
    case "setSchema": return `${head} SET SCHEMA ${quoteIdentifier(change.to.name)}`;
    case "update": return words(head, "UPDATE", change.to !== undefined && `TO ${literal(change.to)}`);
    case "add":
    case "drop": return `${head} ${change.kind.toUpperCase()} ${commented(change.object)}`;
  }
}

export const dropExtension = (operation: DropExtension): string =>
  words("DROP EXTENSION", ifExists(operation), quoteIdentifier(operation.name.name), cascade(operation));
