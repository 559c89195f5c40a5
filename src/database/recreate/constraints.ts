import type { Constraint, Database, Exclusion, Index, KeyConstraint, ObjectId, Table } from "../../model/database.js";
import type { ConstraintDefinition, PrimaryKeyDefinition } from "../../model/operation.js";
import type { Identifier } from "../../model/name.js";
import { identifier, nameAt } from "./nowhere.js";
import { toExpression } from "../render.js";

/** Undefined when the table it refers to is gone. */
export function constraintDefinition(constraint: Constraint, table: Table, database: Database, quote: (name: string) => string): ConstraintDefinition | undefined {
  switch (constraint.kind) {
    case "primaryKey":
      return { ...key(constraint, table), kind: "primaryKey" };
    case "unique":
      return { ...key(constraint, table), kind: "unique", nullsNotDistinct: indexOf(constraint, table)?.nullsNotDistinct ?? false };
    case "foreignKey": {
      const parent = database.tables.find((candidate) => candidate.id === constraint.references.table);
      return (
        parent && {
          ...deferral(constraint),
          kind: "foreignKey",
          columns: columns(table, constraint.columns),
          references: nameAt(parent),
          referencedColumns: columns(parent, constraint.references.columns),
          onDelete: constraint.onDelete,
          onUpdate: constraint.onUpdate,
          matchFull: constraint.matchFull,
          notValid: !constraint.validated,
          ...(constraint.notEnforced === true && { notEnforced: true }),
          ...(constraint.period === true && { period: true }),
          ...(constraint.onDeleteColumns && { onDeleteColumns: columns(table, constraint.onDeleteColumns) }),
        }
      );
    }
    case "check":
      return { kind: "check", expression: toExpression(constraint.expression, database, quote), notValid: !constraint.validated, ...(constraint.notEnforced === true && { notEnforced: true }), noInherit: constraint.noInherit };
    case "exclusion":
      return {
        ...deferral(constraint),
        kind: "exclusion",
        method: constraint.method,
        elements: toExpression(constraint.elements, database, quote),
        predicate: constraint.predicate && toExpression(constraint.predicate, database, quote),
        ...storage(constraint, table),
        include: columns(table, indexOf(constraint, table)?.include ?? []),
      };
  }
}

function key(constraint: KeyConstraint, table: Table): Omit<PrimaryKeyDefinition, "kind"> {
  const index = indexOf(constraint, table);
  const ids = index?.keys.flatMap((part) => part.column ?? []) ?? [];
  return {
    ...deferral(constraint),
    ...(constraint.withoutOverlaps === true && { withoutOverlaps: true }),
    columns: columns(table, ids),
    include: columns(table, index?.include ?? []),
    usingIndex: undefined,
    ...storage(constraint, table),
  };
}

function storage(constraint: KeyConstraint | Exclusion, table: Table): { readonly parameters?: string } {
  const parameters = indexOf(constraint, table)?.parameters;
  return parameters === undefined ? {} : { parameters };
}

const indexOf = (constraint: KeyConstraint | Exclusion, table: Table): Index | undefined => table.indexes.find((index) => index.id === constraint.index);

const deferral = ({ deferrable, initiallyDeferred }: Constraint): { readonly deferrable: boolean; readonly initiallyDeferred: boolean } => ({ deferrable, initiallyDeferred });

function columns(table: Table, ids: readonly ObjectId[]): Identifier[] {
  return ids.flatMap((id) => {
    const column = table.columns.find((candidate) => candidate.id === id);
    return column ? [identifier(column.name)] : [];
  });
}
