import type { ObjectId, Table } from "../../../../model/database.js";
import { COLUMN, conjuncts, parseCondition, withColumnMarked } from "./conditions.js";

/** A valid CHECK says that the column is not null, alone or joined with others by AND: SET NOT NULL then needs no scan (source: NotNullImpliedByRelConstraints). */
export function isProvenNotNull(table: Table, column: ObjectId): boolean {
  return table.constraints.some((constraint) => {
    if (constraint.kind !== "check" || !constraint.validated) return false;
    return conjuncts(parseCondition(withColumnMarked(constraint.expression, column))).some((part) => part.kind === "atom" && saysNotNull(part.sql));
  });
}

const NOT_NULL = new RegExp(`^(?:${COLUMN}is not null|${COLUMN}notnull|not${COLUMN}is null)$`, "i");

export const saysNotNull = (atom: string): boolean => NOT_NULL.test(atom.replace(/[\s()]+/g, " ").replace(new RegExp(` ?${COLUMN} ?`), COLUMN).trim());
