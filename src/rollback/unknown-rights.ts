import { grantedObjects } from "../database/apply/access.js";
import { isOwner } from "../database/effective-rights.js";
import type { Database, ObjectId } from "../model/database.js";
import type { ReplayedMigration } from "../model/step.js";
import type { Loss } from "./lost-values.js";

/** Rights that a REVOKE takes from a role of which no migration says whether it had any: those that the server's owner gave, or its default privileges. */
export function unknownRights({ before, steps }: ReplayedMigration): Loss[] {
  const names = namesOf(before);
  return steps.flatMap(({ operation, statement, before: met, problems }): Loss[] => {
    if (operation.kind !== "changePrivileges" || !operation.action.startsWith("revoke") || problems.length > 0) return [];
    const owners = new Map(met.owners.map(({ target, role }) => [target, role]));
    const objects = grantedObjects(operation, met);
    return operation.roles.flatMap((role): Loss[] => {
      const unknown = objects.flatMap(({ id }) => (role === "public" || isOwner(role, owners.get(id)) || isKnown(role, id, met) ? [] : (names.get(id) ?? [])));
      return unknown.length === 0 ? [] : [{ what: `rights of "${role}" on ${unknown.map((name) => `"${name}"`).join(", ")}`, why: "no migration says which it had", statement: statement.index, isChange: true }];
    });
  });
}

function isKnown(role: string, target: ObjectId, { privileges, tables }: Database): boolean {
  const columns = tables.find(({ id }) => id === target)?.columns ?? [];
  return privileges.some((entry) => entry.role === role && (entry.target === target || columns.some(({ id }) => id === entry.target)));
}

const namesOf = ({ schemas, tables, views, sequences, enums, domains, composites, ranges, baseTypes, objects }: Database): ReadonlyMap<ObjectId, string> =>
  new Map([...schemas, ...tables, ...views, ...sequences, ...enums, ...domains, ...composites, ...ranges, ...baseTypes, ...objects].map(({ id, name }) => [id, name]));
