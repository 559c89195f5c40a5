import type { ChangeData, LockTable, ResetParameter, Rollback, Savepoint, SetParameter } from "../../../model/operation.js";
import { quoteIdentifier } from "../naming.js";
import { cascade, literal, qualifiedName, words } from "./names.js";

/** TRUNCATE and DELETE are all there; of the others the model has no values. Throws for those. */
export function changeData(operation: ChangeData): string {
  if (operation.command === "truncate") return words("TRUNCATE TABLE", operation.only && "ONLY", qualifiedName(operation.table), cascade(operation));
  if (operation.command === "delete" && operation.reads.length === 0) {
    return words("DELETE FROM", qualifiedName(operation.table), operation.where && `WHERE ${operation.where.sql}`);
  }
  throw new Error(`${operation.command} on ${operation.table.name} cannot be written: its values are not part of the operation`);
}

export const lockTable = ({ table, mode, nowait }: LockTable): string => words("LOCK TABLE", qualifiedName(table), "IN", mode, "MODE", nowait && "NOWAIT");

export const rollback = ({ toSavepoint }: Rollback): string =>
  toSavepoint === undefined ? "ROLLBACK" : `ROLLBACK TO SAVEPOINT ${quoteIdentifier(toSavepoint)}`;

export const savepoint = ({ name, release }: Savepoint): string => words(release && "RELEASE", "SAVEPOINT", quoteIdentifier(name));

export function setParameter({ name, values, local }: SetParameter): string {
  const list = values.length > 0 ? values.map(literal).join(", ") : "DEFAULT";
  return words("SET", local && "LOCAL", `${parameter(name)} = ${list}`);
}

export const resetParameter = ({ name }: ResetParameter): string => (name === undefined ? "RESET ALL" : `RESET ${parameter(name)}`);

/** The server's own parameters are no keywords and read better plain; those with a dot are anybody's. */
function parameter(name: string): string {
  if (/^[a-z_]+$/.test(name)) return name;
  return name.split(".").map(quoteIdentifier).join(".");
}
