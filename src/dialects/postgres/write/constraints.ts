import type {
  AddConstraint,
  AlterConstraint,
  ConstraintDefinition,
  DropConstraint,
  ForeignKeyDefinition,
  PrimaryKeyDefinition,
  RenameConstraint,
  UniqueDefinition,
  ValidateConstraint,
} from "../../../model/operation.js";
import { quoteIdentifier } from "../naming.js";
import { alterTable, cascade, columnList, ifExists, qualifiedName, words } from "./names.js";

export const addConstraint = (operation: AddConstraint): string => `${alterTable(operation)} ADD ${namedConstraint(operation)}`;

/** `CONSTRAINT "User_pkey" PRIMARY KEY ("id")` */
export function namedConstraint({ name, constraint }: AddConstraint): string {
  return words(name && `CONSTRAINT ${quoteIdentifier(name.name)}`, definition(constraint));
}

export const dropConstraint = (operation: DropConstraint): string =>
  words(alterTable(operation), "DROP CONSTRAINT", ifExists(operation), quoteIdentifier(operation.name.name), cascade(operation));

export const renameConstraint = (operation: RenameConstraint): string =>
  `${alterTable(operation)} RENAME CONSTRAINT ${quoteIdentifier(operation.name.name)} TO ${quoteIdentifier(operation.to.name)}`;

export const validateConstraint = (operation: ValidateConstraint): string =>
  `${alterTable(operation)} VALIDATE CONSTRAINT ${quoteIdentifier(operation.name.name)}`;

export const alterConstraint = (operation: AlterConstraint): string =>
  words(
    `${alterTable(operation)} ALTER CONSTRAINT ${quoteIdentifier(operation.name.name)}`,
    deferral(operation) || "NOT DEFERRABLE",
  );

function definition(constraint: ConstraintDefinition): string {
  switch (constraint.kind) {
    case "primaryKey":
      return words("PRIMARY KEY", keyColumns(constraint), deferral(constraint));
    case "unique":
      return words("UNIQUE", constraint.nullsNotDistinct && "NULLS NOT DISTINCT", keyColumns(constraint), deferral(constraint));
    case "foreignKey":
      return foreignKey(constraint);
    case "check":
      return words(`CHECK (${constraint.expression.sql})`, constraint.noInherit && "NO INHERIT", constraint.notValid && "NOT VALID");
    case "exclusion":
      return words(
        `EXCLUDE USING ${constraint.method} (${constraint.elements.sql})`,
        constraint.predicate && `WHERE (${constraint.predicate.sql})`,
        deferral(constraint),
      );
  }
}

function foreignKey(constraint: ForeignKeyDefinition): string {
  const referenced = constraint.referencedColumns.length > 0 ? `(${columnList(constraint.referencedColumns)})` : "";
  return words(
    `FOREIGN KEY (${columnList(constraint.columns)}) REFERENCES ${qualifiedName(constraint.references)}${referenced}`,
    constraint.matchFull && "MATCH FULL",
    words(`ON DELETE ${constraint.onDelete.toUpperCase()}`, constraint.onDeleteColumns && `(${columnList(constraint.onDeleteColumns)})`),
    `ON UPDATE ${constraint.onUpdate.toUpperCase()}`,
    deferral(constraint),
    constraint.notValid && "NOT VALID",
  );
}

function keyColumns(constraint: PrimaryKeyDefinition | UniqueDefinition): string {
  if (constraint.usingIndex) return `USING INDEX ${quoteIdentifier(constraint.usingIndex.name)}`;
  const include = constraint.include.length > 0 && `INCLUDE (${columnList(constraint.include)})`;
  return words(`(${columnList(constraint.columns)})`, include);
}

function deferral({ deferrable, initiallyDeferred }: { readonly deferrable: boolean; readonly initiallyDeferred: boolean }): string {
  return words(deferrable && "DEFERRABLE", initiallyDeferred && "INITIALLY DEFERRED");
}
