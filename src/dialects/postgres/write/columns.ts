import type {
  AddColumn,
  AlterColumnType,
  ColumnDefinition,
  DropColumn,
  DropDefault,
  DropGenerated,
  DropIdentity,
  DropNotNull,
  NotNullDefinition,
  RenameColumn,
  SetDefault,
  SetIdentity,
  SetNotNull,
} from "../../../model/operation.js";
import type { SetGenerated } from "../../../model/operation-tables.js";
import type { Identifier, Name } from "../../../model/name.js";
import { quoteIdentifier } from "../naming.js";
import { serialType, sqlType } from "../types.js";
import { alterTable, cascade, ifExists, ifNotExists, qualifiedName, words } from "./names.js";
import { alterIdentityOptions, sequenceOptions } from "./sequences.js";

/** `"email" TEXT NOT NULL DEFAULT ''` */
export function columnDefinition(column: ColumnDefinition): string {
  const type = column.serial ? serialType(column.type) : sqlType(column.type);
  return words(quoteIdentifier(column.name.name), type, collate(column.collation), columnOptions(column));
}

/** What follows the type; in a partition, whose types are the parent's, all that is said of a column. */
export function columnOptions(column: ColumnDefinition): string {
  return words(
    column.notNull && notNull(column.notNullConstraint),
    column.default && `DEFAULT ${column.default.sql}`,
    column.identity && words(generatedAs(column.identity), inParentheses(sequenceOptions(column.identityOptions))),
    column.generated && `GENERATED ALWAYS AS (${column.generated.expression.sql}) ${column.generated.storage.toUpperCase()}`,
  );
}

export const addColumn = (operation: AddColumn): string =>
  words(alterTable(operation), "ADD COLUMN", ifNotExists(operation), columnDefinition(operation.column));

export const dropColumn = (operation: DropColumn): string =>
  words(alterTable(operation), "DROP COLUMN", ifExists(operation), quoteIdentifier(operation.column.name), cascade(operation));

export const renameColumn = (operation: RenameColumn): string =>
  `${alterTable(operation)} RENAME COLUMN ${quoteIdentifier(operation.column.name)} TO ${quoteIdentifier(operation.to.name)}`;

export const alterColumnType = (operation: AlterColumnType): string =>
  words(alter(operation), "SET DATA TYPE", sqlType(operation.type), collate(operation.collation), operation.using && `USING ${operation.using.sql}`);

export const setDefault = (operation: SetDefault): string => `${alter(operation)} SET DEFAULT ${operation.default.sql}`;

export const dropDefault = (operation: DropDefault): string => `${alter(operation)} DROP DEFAULT`;

export function setNotNull(operation: SetNotNull): string {
  const { constraint, column } = operation;
  if (!constraint) return `${alter(operation)} SET NOT NULL`;
  return words(alterTable(operation), "ADD", notNull(constraint, column));
}

/** `column` in a constraint of the table. */
function notNull(constraint: NotNullDefinition | undefined, column?: Identifier): string {
  return words(
    constraint?.name && `CONSTRAINT ${quoteIdentifier(constraint.name.name)}`, "NOT NULL", column && quoteIdentifier(column.name),
    constraint?.noInherit === true && "NO INHERIT", constraint?.notValid === true && "NOT VALID",
  );
}

export const dropNotNull = (operation: DropNotNull): string => `${alter(operation)} DROP NOT NULL`;

export function setIdentity(operation: SetIdentity): string {
  if (operation.add) {
    return words(alter(operation), "ADD", generatedAs(operation.generation ?? "by default"), inParentheses(sequenceOptions(operation.options)));
  }
  const generation = operation.generation && `SET GENERATED ${operation.generation.toUpperCase()}`;
  return words(alter(operation), generation, alterIdentityOptions(operation.options));
}

export const dropIdentity = (operation: DropIdentity): string => words(alter(operation), "DROP IDENTITY", ifExists(operation));

export const setGenerated = (operation: SetGenerated): string => `${alter(operation)} SET EXPRESSION AS (${operation.expression.sql})`;

export const dropGenerated = (operation: DropGenerated): string => words(alter(operation), "DROP EXPRESSION", ifExists(operation));

const alter = (operation: { readonly table: Name; readonly ifTableExists?: boolean; readonly only?: boolean; readonly column: Identifier }): string =>
  `${alterTable(operation)} ALTER COLUMN ${quoteIdentifier(operation.column.name)}`;

const collate = (collation: Name | undefined): string => (collation ? `COLLATE ${qualifiedName(collation)}` : "");

const generatedAs = (generation: "always" | "by default"): string => `GENERATED ${generation.toUpperCase()} AS IDENTITY`;

const inParentheses = (options: string): string => (options === "" ? "" : `(${options})`);
