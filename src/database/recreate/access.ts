import type { StoredPrivilege } from "../../model/database-access.js";
import type { Database, ObjectId } from "../../model/database.js";
import type { RoleName } from "../../model/operation-access.js";
import type { Operation } from "../../model/operation.js";
import { identifier, nameAt, NOWHERE } from "./nowhere.js";
import { toExpression } from "../render.js";

type Quote = (name: string) => string;
/** Where an object of this id is now; undefined when it is gone or temporary. */
export type PlaceOf = (id: ObjectId) => { readonly name: ReturnType<typeof nameAt>; readonly part: { readonly name: string } | undefined; readonly arguments: Extract<Operation, { kind: "setOwner" }>["arguments"]; readonly of?: string } | undefined;

/** Words for whoever runs it, and roles that every server has. */
const isOwnRole = (role: RoleName): boolean => ["public", "current_role", "current_user", "session_user"].includes(role) || role.startsWith("pg_");

/** Each role that something names, made where the server does not have it: without, nothing that names it would run. */
export function roles(database: Database): Operation[] {
  const named = new Set<RoleName>();
  for (const { role } of [...database.privileges, ...database.owners, ...database.defaultPrivileges]) named.add(role);
  for (const { creator } of database.defaultPrivileges) if (creator !== undefined) named.add(creator);
  for (const { kind, name, roles: own = [] } of database.objects) for (const role of kind === "user mapping" ? [name] : own) named.add(role);
  return [...named].filter((role) => !isOwnRole(role)).map((role) => ({ kind: "createRole", span: NOWHERE, name: identifier(role), options: "", conditional: true }));
}

/** Owners first: what an owner has goes with the object to the next one. */
export function access(database: Database, placeOf: PlaceOf): Operation[] {
  return [...owners(database, placeOf), ...privileges(database, placeOf), ...defaultPrivileges(database)];
}

export function owners(database: Database, placeOf: PlaceOf): Operation[] {
  return database.owners.flatMap(({ on, target, role }): Operation[] => {
    const place = placeOf(target);
    // A table's sequences have its owner.
    if (!place || database.sequences.some(({ id, ownedBy }) => id === target && ownedBy !== undefined)) return [];
    return [{ kind: "setOwner", span: NOWHERE, on, name: place.name, arguments: place.arguments, ...(place.of !== undefined && { of: place.of }), ifExists: false, to: role }];
  });
}

export function defaultPrivileges(database: Database): Operation[] {
  return database.defaultPrivileges.flatMap(({ creator, schema: id, on, role, privilege, action }): Operation[] => {
    const schema = database.schemas.find((candidate) => candidate.id === id);
    if (id !== undefined && !schema) return [];
    return [{ kind: "changeDefaultPrivileges", span: NOWHERE, action, creator, schema: schema && identifier(schema.name), on, privileges: [privilege], roles: [role] }];
  });
}

export function privileges(database: Database, placeOf: PlaceOf): Operation[] {
  const operations: Operation[] = [];
  const isSame = (a: StoredPrivilege, b: StoredPrivilege | undefined): boolean => b !== undefined && a.target === b.target && a.part === b.part && a.role === b.role && a.action === b.action;
  for (let at = 0; at < database.privileges.length; ) {
    const entry = database.privileges[at];
    if (!entry) break;
    const names: string[] = [];
    for (let next: StoredPrivilege | undefined = entry; next && isSame(entry, next); next = database.privileges[at]) {
      names.push(next.privilege);
      at += 1;
    }
    const place = placeOf(entry.target);
    if (!place) continue;
    const column = entry.part ?? (place.part?.name);
    operations.push({
      kind: "changePrivileges", span: NOWHERE, action: entry.action, on: entry.on, all: false, name: place.name, arguments: place.arguments,
      privileges: names.map((name) => ({ name, columns: column === undefined ? [] : [identifier(column)] })), roles: [entry.role],
    });
  }
  return operations;
}

export function publications(database: Database, quote: Quote): Operation[] {
  return database.publications.map(({ name, allTables, tables, schemas, options }): Operation => ({
    kind: "createPublication",
    span: NOWHERE,
    name: identifier(name),
    allTables,
    options,
    schemas: schemas.flatMap((id) => database.schemas.filter((schema) => schema.id === id).map((schema) => identifier(schema.name))),
    tables: tables.flatMap(({ table: id, only, columns, where }) => {
      const table = database.tables.find((candidate) => candidate.id === id);
      if (!table || table.persistence === "temporary") return [];
      const names = columns?.flatMap((wanted) => table.columns.filter((column) => column.id === wanted).map((column) => identifier(column.name)));
      return [{ table: nameAt(table), only, columns: names, where: where && toExpression(where, database, quote) }];
    }),
  }));
}
