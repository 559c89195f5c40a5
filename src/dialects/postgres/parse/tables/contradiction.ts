import type { Constraint } from "libpg-query";
import type { Contradiction } from "../../../../model/operation.js";

/** What the clauses of a column say against each other, in the order in which the server reads them (source: transformColumnDefinition). */
export function contradictionIn(clauses: readonly Constraint["contype"][], serial: boolean): Contradiction | undefined {
  let nullable: boolean | undefined = serial ? false : undefined;
  let byDefault = serial;
  let identity = false;
  let generated = false;
  for (const clause of clauses) {
    switch (clause) {
      case "CONSTR_NULL":
      case "CONSTR_NOTNULL":
      case "CONSTR_IDENTITY":
      case "CONSTR_PRIMARY": {
        if (clause === "CONSTR_IDENTITY" && identity) return { message: "multiple identity specifications" };
        if (nullable === (clause !== "CONSTR_NULL")) return { message: "conflicting NULL/NOT NULL declarations", ...(clause === "CONSTR_PRIMARY" && { since: 18 }) };
        identity ||= clause === "CONSTR_IDENTITY";
        // Up to 17 only the key itself made it NOT NULL, afterwards.
        if (clause !== "CONSTR_PRIMARY") nullable = clause === "CONSTR_NULL";
        break;
      }
      case "CONSTR_DEFAULT":
        if (byDefault) return { message: "multiple default values specified" };
        byDefault = true;
        break;
      case "CONSTR_GENERATED":
        if (generated) return { message: "multiple generation clauses specified" };
        generated = true;
        break;
      default:
        break;
    }
    if (byDefault && identity) return { message: "both default and identity specified" };
    if (byDefault && generated) return { message: "both default and generation expression specified" };
    if (identity && generated) return { message: "both identity and generation expression specified" };
  }
  // The key came first.
  return nullable === true && clauses.includes("CONSTR_PRIMARY") ? { message: "conflicting NULL/NOT NULL declarations", since: 18 } : undefined;
}
