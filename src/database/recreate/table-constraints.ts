import type { Constraint, Database, ObjectId, Table } from "../../model/database.js";
import type { AddConstraint } from "../../model/operation.js";
import { constraintDefinition } from "./constraints.js";
import { identifier, nameAt, NOWHERE } from "./nowhere.js";

const isKey = ({ kind }: Constraint): boolean => kind === "primaryKey" || kind === "unique" || kind === "exclusion";

export const lateConstraints = (table: Table, database: Database, quote: (name: string) => string, isWanted: (id: ObjectId) => boolean): AddConstraint[] => constraints(table, database, quote, { late: true, isWanted });

interface Chosen {
  readonly late: boolean;
  /** Of foreign keys, those that are part of one of a partitioned table. */
  readonly parts?: boolean;
  readonly isWanted: (id: ObjectId) => boolean;
}

/**
 * `late`: those that need other tables or an index made before; and CHECK … NOT VALID, which inside CREATE TABLE would be taken for valid.
 */
export function constraints(table: Table, database: Database, quote: (name: string) => string, { late, parts = false, isWanted }: Chosen): AddConstraint[] {
  const operations: AddConstraint[] = [];
  const inFamily = table.partitionBy !== undefined || table.partitionOf !== undefined;
  for (const constraint of table.constraints) {
    if (!isWanted(constraint.id)) continue;
    const isLate = constraint.kind === "foreignKey" || (!constraint.validated && constraint.notEnforced !== true) || (inFamily && isKey(constraint));
    if (isLate !== late || parts !== (constraint.kind === "foreignKey" && constraint.parent !== undefined)) continue;
    // That of the parent, which comes first, makes it.
    if ((late || !isWanted(table.id)) && constraint.kind === "check" && constraint.inherited === true) continue;
    const definition = constraintDefinition(constraint, table, database, quote);
    if (!definition) continue;
    const inline = late ? undefined : "createTable";
    const only = table.partitionBy !== undefined && isKey(constraint);
    operations.push({ kind: "addConstraint", span: NOWHERE, table: nameAt(table), ...(only && { only }), name: identifier(constraint.name), constraint: definition, inline });
  }
  return operations;
}
