import type { DefaultPrivilege, StoredOwner, StoredPrivilege } from "../../model/database-access.js";
import type { Database, ObjectId, Table } from "../../model/database.js";
import type { ChangeDefaultPrivileges, ChangePrivileges, DefaultedKind, GrantedKind, PrivilegeAction, PrivilegeName, RenameRole, RoleName, SetOwner } from "../../model/operation-access.js";
import { changed, missing, part, type Changed } from "./change.js";
import { findObject, isRoutine, relationNamed } from "../names/find-object.js";
import { findColumn, findSequence } from "../names/lookup.js";
import { findType } from "../names/user-types.js";

/** GRANT and REVOKE. That a role is not known says nothing: roles belong to the server. Nor do functions, types and schemas, which may be the server's or an extension's. */
export function changePrivileges(operation: ChangePrivileges, database: Database): Changed {
  const { action, roles } = operation;
  const targets = grantedObjects(operation, database);
  if (targets.length === 0 && !operation.all && (operation.on === "table" || operation.on === "sequence")) return missing(database, operation.on, operation.name);
  let privileges = database.privileges;
  for (const target of targets) {
    const table = database.tables.find(({ id }) => id === target.id);
    for (const { name, columns } of operation.privileges) {
      for (const role of roles) {
        const base = { on: target.on, role, privilege: name, action };
        if (columns.length === 0) privileges = onTarget(withoutColumns(privileges, base, target.id, table), { ...base, target: target.id, part: undefined });
        for (const column of columns) {
          const id = table && findColumn(table, column.name)?.id;
          if (table && id === undefined) return missing(database, "column", part(column.name), table);
          privileges = onTarget(privileges, { ...base, target: id ?? target.id, part: id === undefined ? column.name : undefined });
        }
      }
    }
  }
  return changed(privileges === database.privileges ? database : { ...database, privileges });
}

export function changeDefaultPrivileges(operation: ChangeDefaultPrivileges, database: Database): Changed {
  const schema = operation.schema && database.schemas.find(({ name }) => name === operation.schema?.name);
  if (operation.schema && !schema) return missing(database, "schema", part(operation.schema.name));
  let { defaultPrivileges } = database;
  for (const privilege of operation.privileges) {
    for (const role of operation.roles) {
      const entry: DefaultPrivilege = { creator: ownName(operation.creator) ?? currentRole(database), schema: schema?.id, on: operation.on, role, privilege, action: operation.action };
      defaultPrivileges = recorded(defaultPrivileges, entry, (other) => other.creator === entry.creator && other.schema === entry.schema && other.on === entry.on);
    }
  }
  return changed({ ...database, defaultPrivileges });
}

/** OWNER TO; of a table also that of its sequences. */
export function setOwner(operation: SetOwner, database: Database): Changed {
  const { on, name, to, ifExists } = operation;
  const target = ownedObject(operation, database);
  if (target === undefined) return on === "table" && !ifExists ? missing(database, "table", name) : changed(database);
  const moved = [target, ...database.sequences.filter(({ ownedBy }) => ownedBy?.table === target).map(({ id }) => id)];
  const old = database.owners.find((owner) => owner.target === target)?.role;
  const owners: StoredOwner[] = [...database.owners.filter((owner) => !moved.includes(owner.target)), ...moved.map((id, at) => ({ on: at === 0 ? on : ("table" as const), target: id, role: to }))];
  // What the old owner had, the new one has.
  const privileges = old === undefined ? database.privileges : database.privileges.map((entry) => (moved.includes(entry.target) && entry.role === old ? { ...entry, role: to } : entry));
  return changed({ ...database, owners, privileges });
}

export function renameRole({ name: { name }, to: { name: to } }: RenameRole, database: Database): Changed {
  const renamed = <T extends { readonly role: RoleName }>(entries: readonly T[]): readonly T[] => entries.map((entry) => (entry.role === name ? { ...entry, role: to } : entry));
  const defaultPrivileges = renamed(database.defaultPrivileges).map((entry) => (entry.creator === name ? { ...entry, creator: to } : entry));
  const roles = database.roles.map((role) => ({ ...role, name: role.name === name ? to : role.name, memberOf: role.memberOf.map((one) => (one.role === name ? { ...one, role: to } : one)) }));
  return changed({ ...database, roles, privileges: renamed(database.privileges), owners: renamed(database.owners), defaultPrivileges });
}

/** What the objects that a change made have from ALTER DEFAULT PRIVILEGES and from SET ROLE. */
export function withInitialAccess(before: Database, after: Database, asRole: RoleName | undefined): Database {
  const creator = asRole ?? currentRole(after);
  if (after.defaultPrivileges.length === 0 && creator === undefined) return after;
  const made = madeObjects(before, after);
  if (made.length === 0) return after;
  let { privileges } = after;
  for (const { id, kind, on, schema } of made) {
    const schemaId = after.schemas.find(({ name }) => name === schema)?.id;
    for (const entry of after.defaultPrivileges) {
      if (entry.on !== kind || entry.creator !== creator || (entry.schema !== undefined && entry.schema !== schemaId)) continue;
      // What a schema's defaults revoke is only what they grant.
      if (entry.schema !== undefined && entry.action !== "grant" && entry.action !== "grant option") continue;
      privileges = onTarget(privileges, { on, target: id, part: undefined, role: entry.role, privilege: entry.privilege, action: entry.action });
    }
  }
  const owners = creator === undefined ? after.owners : [...after.owners, ...made.map(({ id, on }): StoredOwner => ({ on: on === "sequence" ? "table" : on === "routine" ? "function" : on, target: id, role: creator }))];
  return { ...after, privileges, owners };
}

interface Made {
  readonly id: ObjectId;
  readonly kind: DefaultedKind;
  readonly on: GrantedKind;
  readonly schema: string | undefined;
}

function madeObjects(before: Database, after: Database): Made[] {
  const made: Made[] = [];
  const look = (old: readonly { readonly id: ObjectId }[], now: readonly { readonly id: ObjectId; readonly schema?: string | undefined }[], kind: DefaultedKind, on: GrantedKind): void => {
    if (old === now) return;
    const known = new Set(old.map(({ id }) => id));
    for (const { id, schema } of now) if (!known.has(id)) made.push({ id, kind, on, schema });
  };
  look(before.schemas, after.schemas, "schemas", "schema");
  look(before.tables, after.tables, "tables", "table");
  look(before.views, after.views, "tables", "table");
  look(before.sequences, after.sequences, "sequences", "sequence");
  for (const list of ["enums", "domains", "composites", "ranges", "baseTypes"] as const) look(before[list], after[list], "types", "type");
  if (before.objects !== after.objects) look(before.objects, after.objects.filter(({ kind }) => isRoutine(kind)), "functions", "routine");
  return made;
}

/** Who runs the statements, after SET ROLE; undefined: who runs the migrations. */
export function currentRole(database: Database): RoleName | undefined {
  const role = database.settings.findLast(({ name }) => name === "role")?.values[0];
  return role !== undefined && role !== "none" ? role : sessionRole(database);
}

/** After SET SESSION AUTHORIZATION. */
export function sessionRole({ settings }: Database): RoleName | undefined {
  const user = settings.findLast(({ name }) => name === "session_authorization")?.values[0];
  return user === "default" ? undefined : user;
}

const ownName = (role: RoleName | undefined): RoleName | undefined => (role === "current_user" || role === "current_role" || role === "session_user" ? undefined : role);

interface Target {
  readonly id: ObjectId;
  readonly on: GrantedKind;
}

/** What a GRANT or REVOKE is about, as far as it is known. */
export const grantedObjects = (operation: ChangePrivileges, database: Database): readonly Target[] => (operation.all ? allOf(operation, database) : targetOf(operation, database));

function targetOf({ on, name, arguments: types }: ChangePrivileges, database: Database): readonly Target[] {
  const found = (object: { readonly id: ObjectId } | undefined, as: GrantedKind = on): readonly Target[] => (object ? [{ id: object.id, on: as }] : []);
  switch (on) {
    case "table": {
      const relation = relationNamed(database, name);
      return relation ? found(relation) : found(findSequence(database, name), "sequence");
    }
    case "sequence": return found(findSequence(database, name));
    case "schema": return found(database.schemas.find((schema) => schema.name === name.name));
    case "type": return found(findType(database, name));
    case "function":
    case "procedure":
    case "routine": return found(findObject(database, { object: on === "procedure" ? "procedure" : "function", name, on: undefined, arguments: types }));
  }
}

function allOf({ on, name: { name: schema } }: ChangePrivileges, database: Database): readonly Target[] {
  const inside = (objects: readonly { readonly id: ObjectId; readonly schema: string | undefined }[]): readonly Target[] => objects.flatMap((object) => (object.schema === schema ? [{ id: object.id, on }] : []));
  switch (on) {
    case "table": return inside([...database.tables, ...database.views, ...database.objects.filter(({ kind }) => kind === "foreign table")]);
    case "sequence": return inside(database.sequences);
    case "function": return inside(database.objects.filter(({ kind }) => kind === "function" || kind === "aggregate"));
    case "procedure": return inside(database.objects.filter(({ kind }) => kind === "procedure"));
    case "routine": return inside(database.objects.filter(({ kind }) => isRoutine(kind)));
    case "schema":
    case "type": return [];
  }
}

function ownedObject({ on, name, arguments: types, of }: SetOwner, database: Database): ObjectId | undefined {
  switch (on) {
    case "table": return (relationNamed(database, name) ?? findSequence(database, name))?.id;
    case "schema": return database.schemas.find((schema) => schema.name === name.name)?.id;
    case "type":
    case "domain": return findType(database, name)?.id;
    case "publication": return database.publications.find((publication) => publication.name === name.name)?.id;
    default: return findObject(database, { object: on, name, on: undefined, arguments: types, ...(of !== undefined && { of }) })?.id;
  }
}

interface Right {
  readonly role: RoleName;
  readonly privilege: PrivilegeName;
  readonly action: PrivilegeAction;
}

const covers = (all: PrivilegeName, one: PrivilegeName): boolean => all === "ALL" || all === one;

const onTarget = (privileges: readonly StoredPrivilege[], entry: StoredPrivilege): readonly StoredPrivilege[] => recorded(privileges, entry, ({ target, part }) => target === entry.target && part === entry.part);

/** The list with a right that takes the place of those that it makes void. */
function recorded<T extends Right>(entries: readonly T[], entry: T, isAt: (other: T) => boolean): readonly T[] {
  const same = (other: T): boolean => other.role === entry.role && isAt(other);
  const voided = (other: T): boolean => same(other) && covers(entry.privilege, other.privilege);
  switch (entry.action) {
    case "revoke option": {
      const left = entries.map((other) => (voided(other) && other.action === "grant option" ? { ...other, action: "grant" as const } : other));
      return entries.some((other) => same(other) && other.privilege === entry.privilege && other.action === "grant option") ? left : [...left, entry];
    }
    case "grant":
      if (entries.some((other) => same(other) && other.privilege === entry.privilege && other.action === "grant option")) return entries;
      return [...entries.filter((other) => !voided(other) || other.action === "grant option"), entry];
    case "grant option":
    case "revoke": return [...entries.filter((other) => !voided(other)), entry];
  }
}

/** A REVOKE on the relation takes the rights on its columns too; those of a view are its parts. */
function withoutColumns(privileges: readonly StoredPrivilege[], { role, privilege, action }: Right, target: ObjectId, table: Table | undefined): readonly StoredPrivilege[] {
  if (action !== "revoke") return privileges;
  const isColumn = (entry: StoredPrivilege): boolean => (entry.target === target && entry.part !== undefined) || table?.columns.some(({ id }) => id === entry.target) === true;
  return privileges.filter((entry) => !(entry.role === role && covers(privilege, entry.privilege) && isColumn(entry)));
}
