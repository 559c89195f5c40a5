import { NOWHERE } from "../database/recreate/nowhere.js";
import type { Operation } from "../model/operation.js";
import type { Step } from "../model/step.js";
import type { Loss } from "./lost-values.js";

/** What becomes of roles, which belong to the server: no database holds them. */
export interface Roles {
  /** Back to their old names, before anything that names them. */
  readonly renames: readonly Operation[];
  /** Those that the migration made, by the names that they have then; dropped when nothing names them any more. */
  readonly made: readonly string[];
}

export function roles(steps: readonly Step[]): Roles {
  const renames: Operation[] = [];
  const made: string[] = [];
  for (const { operation } of steps) {
    if (operation.kind === "renameRole") renames.unshift({ kind: "renameRole", span: NOWHERE, name: operation.to, to: operation.name });
    else if (operation.kind === "createRole" && !isGuarded(operation)) made.unshift(operation.name.name);
  }
  return { renames, made };
}

/** Those that may have been there before. */
export function rolesKept(steps: readonly Step[]): Loss[] {
  return steps.flatMap(({ operation, statement }): Loss[] => (operation.kind === "createRole" && isGuarded(operation) ? [{ what: `role "${operation.name.name}"`, why: "it stays, for it may have been there before", statement: statement.index, isChange: true }] : []));
}

const isGuarded = ({ conditional }: Operation): boolean => conditional === true;
