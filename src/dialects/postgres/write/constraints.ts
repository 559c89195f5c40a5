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
import type { Identifier } from "../../../model/name.js";
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
    operation.deferrable !== undefined && (deferral({ deferrable: operation.deferrable, initiallyDeferred: operation.initiallyDeferred === true }) || "NOT DEFERRABLE"),
    operation.enforced !== undefined && (operation.enforced ? "ENFORCED" : "NOT ENFORCED"),
    operation.noInherit !== undefined && (operation.noInherit ? "NO INHERIT" : "INHERIT"),
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
      return words(`CHECK (${constraint.expression.sql})`, constraint.noInherit && "NO INHERIT", validity(constraint));
    case "exclusion":
      return words(
        `EXCLUDE USING ${constraint.method} (${constraint.elements.sql})`,
        (constraint.include?.length ?? 0) > 0 && `INCLUDE (${columnList(constraint.include ?? [])})`,
        storage(constraint),
        constraint.predicate && `WHERE (${constraint.predicate.sql})`,
        deferral(constraint),
      );
  }
}

function foreignKey(constraint: ForeignKeyDefinition): string {
  const list = (columns: readonly Identifier[]): string => (constraint.period === true ? `${columnList(columns.slice(0, -1))}, PERIOD ${columnList(columns.slice(-1))}` : columnList(columns));
  const referenced = constraint.referencedColumns.length > 0 ? `(${list(constraint.referencedColumns)})` : "";
  return words(
    `FOREIGN KEY (${list(constraint.columns)}) REFERENCES ${qualifiedName(constraint.references)}${referenced}`,
    constraint.matchFull && "MATCH FULL",
    words(`ON DELETE ${constraint.onDelete.toUpperCase()}`, constraint.onDeleteColumns && `(${columnList(constraint.onDeleteColumns)})`),
    `ON UPDATE ${constraint.onUpdate.toUpperCase()}`,
    deferral(constraint),
    validity(constraint),
  );
}

const validity = ({ notValid, notEnforced }: { readonly notValid: boolean; readonly notEnforced?: boolean }): string | false => (notEnforced === true ? "NOT ENFORCED" : notValid && "NOT VALID");

function keyColumns(constraint: PrimaryKeyDefinition | UniqueDefinition): string {
  if (constraint.usingIndex) return `USING INDEX ${quoteIdentifier(constraint.usingIndex.name)}`;
  const include = constraint.include.length > 0 && `INCLUDE (${columnList(constraint.include)})`;
  const columns = columnList(constraint.columns);
  return words(`(${columns}${constraint.withoutOverlaps === true ? " WITHOUT OVERLAPS" : ""})`, include, storage(constraint));
}

const storage = ({ parameters }: { readonly parameters?: string }): string | false => parameters !== undefined && `WITH (${parameters})`;

function deferral({ deferrable, initiallyDeferred }: { readonly deferrable: boolean; readonly initiallyDeferred: boolean }): string {
  return words(deferrable && "DEFERRABLE", initiallyDeferred && "INITIALLY DEFERRED");
}
