import type { Operation } from "../../../../model/operation.js";

/** PostgreSQL does not run the commands of one ALTER TABLE as they are written but in passes (AlterTablePass in src/backend/commands/tablecmds.c). */
export function passOf(operation: Operation): number {
  switch (operation.kind) {
    case "dropColumn":
    case "dropConstraint":
    case "dropDefault":
    case "dropNotNull":
    case "dropIdentity":
    case "dropGenerated":
      return 0;
    case "alterColumnType":
      return 1;
    case "addColumn":
      return 2;
    case "setNotNull":
      return 4;
    case "addConstraint":
      return constraintPass(operation.constraint.kind);
    case "setGenerated":
      return 4;
    case "setDefault":
    case "setIdentity":
      return 6;
    default:
      return 7;
  }
}

function constraintPass(kind: "primaryKey" | "unique" | "foreignKey" | "check" | "exclusion"): number {
  if (kind === "check") return 3;
  return kind === "foreignKey" ? 6 : 5;
}
