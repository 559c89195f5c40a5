import type { Database, ObjectId } from "../../model/database.js";
import type { Name, NameAt } from "../../model/name.js";
import type { DropOwned, ReassignOwned } from "../../model/operation-access.js";
import type { Operation } from "../../model/operation.js";
import { identifier, nameAt, NOWHERE } from "../recreate/nowhere.js";
import { changed, type Changed } from "./change.js";
import { sweep } from "./sweep.js";

/** Objects that the roles own as far as a statement said so, and their rights. */
export function dropOwned({ roles, cascade }: DropOwned, database: Database, apply: (drop: Operation, left: Database) => Changed): Changed {
  let left = database;
  const owned = database.owners.filter(({ role }) => roles.includes(role)).map(({ target }) => target);
  for (const id of owned) {
    const drop = dropOf(id, left);
    if (drop) left = apply(drop, left).database;
    else if (left.objects.some((object) => object.id === id)) left = sweep(left, { ...left, objects: left.objects.filter((object) => object.id !== id) }, new Set()).database;
  }
  const others = <T extends { readonly role: string }>(entries: readonly T[]): readonly T[] => entries.filter(({ role }) => !roles.includes(role));
  // What stands on them and is not theirs stands in the way.
  if (!cascade && lost(database, left).some((id) => !owned.includes(id))) return changed(database);
  return changed({ ...left, privileges: others(left.privileges), owners: others(left.owners), defaultPrivileges: others(left.defaultPrivileges).filter(({ creator }) => creator === undefined || !roles.includes(creator)) });
}

export function reassignOwned({ roles, to }: ReassignOwned, database: Database): Changed {
  const moved = new Map(database.owners.flatMap(({ target, role }) => (roles.includes(role) ? [[target, role] as const] : [])));
  return changed({
    ...database,
    owners: database.owners.map((owner) => (moved.has(owner.target) ? { ...owner, role: to } : owner)),
    privileges: database.privileges.map((entry) => (moved.get(entry.target) === entry.role ? { ...entry, role: to } : entry)),
  });
}

/** Of those that others can hang on. */
function lost(before: Database, after: Database): ObjectId[] {
  const lists = [[before.tables, after.tables], [before.views, after.views], [before.objects, after.objects], [before.domains, after.domains], [before.composites, after.composites], [before.ranges, after.ranges], [before.baseTypes, after.baseTypes]] as const;
  return lists.flatMap(([old, now]) => old.filter(({ id }) => !now.some((object) => object.id === id)).map(({ id }) => id));
}

/** The statement that drops what has this id, with CASCADE: they may stand on each other. */
export function dropOf(id: ObjectId, database: Database): Operation | undefined {
  const base = { span: NOWHERE, ifExists: true, cascade: true };
  const named = <T extends { readonly id: ObjectId }>(list: readonly T[]): T | undefined => list.find((object) => object.id === id);
  const at = (object: Name): NameAt => nameAt(object);
  const table = named(database.tables);
  if (table) return { kind: "dropTable", ...base, name: at(table) };
  const view = named(database.views);
  if (view) return { kind: "dropView", ...base, name: at(view), materialized: view.materialized };
  const sequence = named(database.sequences);
  if (sequence) return { kind: "dropSequence", ...base, name: at(sequence) };
  const schema = named(database.schemas);
  if (schema) return { kind: "dropSchema", ...base, name: identifier(schema.name) };
  const type = named(database.enums) ?? named(database.domains) ?? named(database.composites) ?? named(database.ranges) ?? named(database.baseTypes);
  if (type) return { kind: "dropType", ...base, name: at(type) };
  const publication = named(database.publications);
  if (publication) return { kind: "dropPublication", span: NOWHERE, ifExists: true, name: identifier(publication.name) };
  return undefined;
}
