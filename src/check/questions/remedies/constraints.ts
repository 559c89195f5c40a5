import { findConstraint, findTable, tableById } from "../../../database/names/lookup.js";
import { identifier, nameAt, NOWHERE } from "../../../database/recreate/nowhere.js";
import { heirs } from "../../../database/dependents.js";
import type { Constraint, Database, ForeignKey, NotNullConstraint, Table } from "../../../model/database.js";
import type { Writer } from "../../../model/dialect.js";
import type { AddConstraint, ForeignKeyDefinition, Operation, ValidateConstraint } from "../../../model/operation.js";
import type { Step } from "../../../model/step.js";
import type { WayOut } from "../../way-out.js";
import { inItsPlace } from "./statement-parts.js";

export const isForeignKey = (operation: AddConstraint): operation is AddConstraint & { readonly constraint: ForeignKeyDefinition } => operation.constraint.kind === "foreignKey";

/** The constraint that a step has made. */
export function madeConstraint({ operation, before, after }: Step<AddConstraint>): Constraint | undefined {
  const table = findTable(after, operation.table);
  const known = table && tableById(before, table.id)?.constraints;
  return table?.constraints.find((constraint) => constraint.inherited !== true && known?.some(({ id }) => id === constraint.id) !== true);
}

/** NOT VALID here, VALIDATE CONSTRAINT in the next migration. */
export function notValidFirst(step: Step<AddConstraint>, made: Constraint, table: Table, sql: Writer): WayOut {
  return {
    title: "Add it NOT VALID, and validate it in the next migration",
    here: statements(inItsPlace(step, [asNotValid(step.operation, made.name, step.operation.table)]), sql),
    then: [{ name: `validate_${made.name.toLowerCase()}`, sql: [sql.statement(validate(table, made.name))] }],
  };
}

/** Keys of the partitions, NOT VALID and then validated; the parent's own key takes those over. */
export function partitionsFirst(step: Step<AddConstraint>, made: Constraint, table: Table, sql: Writer): WayOut {
  const parts = foreignKeyParts(table, step.before, step.after);
  const name = made.name.toLowerCase();
  return {
    title: "Add it to the partitions NOT VALID, validate those, then add it to the table",
    here: statements(inItsPlace(step, parts.map(({ partition, foreignKey }) => asNotValid(step.operation, foreignKey.name, partition))), sql),
    then: [
      { name: `validate_${name}`, sql: statements(parts.map(({ partition, foreignKey }) => validate(partition, foreignKey.name)), sql) },
      { name, sql: [sql.statement({ ...step.operation, inline: undefined })] },
    ],
  };
}

/** The parts of a partitioned table's new foreign key on the partitions that hold rows: PostgreSQL takes one over that is there and valid instead of checking the rows. */
function foreignKeyParts(table: Table, before: Database, after: Database): { readonly partition: Table; readonly foreignKey: ForeignKey }[] {
  return heirs(before, table).filter(({ partitionBy }) => partitionBy === undefined).flatMap((partition) => {
    const made = tableById(after, partition.id)?.constraints.find((constraint): constraint is ForeignKey => constraint.kind === "foreignKey" && !partition.constraints.some(({ id }) => id === constraint.id));
    return made ? [{ partition, foreignKey: made }] : [];
  });
}

/** The same constraint, which no row that is there is checked against. */
function asNotValid(operation: AddConstraint, name: string, table: { readonly schema: string | undefined; readonly name: string }): AddConstraint {
  const { constraint, only: _, ...rest } = operation;
  const definition = constraint.kind === "foreignKey" || constraint.kind === "check" ? { ...constraint, notValid: true } : constraint;
  return { ...rest, table: nameAt(table), name: identifier(name), inline: undefined, constraint: definition };
}

export const validate = (table: Pick<Table, "schema" | "name">, constraint: string): ValidateConstraint => ({ kind: "validateConstraint", span: NOWHERE, table: nameAt(table), name: identifier(constraint) });

export const statements = (operations: readonly Operation[], sql: Writer): string[] => operations.map((operation) => sql.statement(operation));

/** A constraint by its name, NOT NULL among them. */
export const constraintNamed = (table: Table | undefined, name: string): Constraint | NotNullConstraint | undefined =>
  table && (findConstraint(table, name) ?? table.columns.find(({ notNullConstraint }) => notNullConstraint?.name === name)?.notNullConstraint);
