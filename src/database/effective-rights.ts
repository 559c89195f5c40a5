import type { DefaultPrivilege, StoredPrivilege } from "../model/database-access.js";
import type { Database, ObjectId } from "../model/database.js";
import type { DefaultedKind, GrantedKind, PrivilegeName, RoleName } from "../model/operation-access.js";
import { FIRST_PUBLIC } from "./names/lookup.js";

/** Privileges one by one, `ALL` and later entries worked in; what an object has by itself is left out. `action` is never `revoke option`. */
export function effectivePrivileges(database: Database, serverVersion: number | undefined): StoredPrivilege[] {
  if (database.privileges.length === 0) return [];
  const procedures = new Set(database.objects.flatMap(({ id, kind }) => (kind === "procedure" ? [id] : [])));
  const named = database.privileges.map((entry): StoredPrivilege => (ROUTINES.has(entry.on) ? { ...entry, on: procedures.has(entry.target) ? "procedure" : "function" } : entry));
  return effective(named, ofObjects(database, serverVersion));
}

/** `ALL` where a list of those has all of one object for one role. */
export const withAll = (rights: readonly StoredPrivilege[], database: Database, serverVersion: number | undefined): StoredPrivilege[] => together(rights, ofObjects(database, serverVersion));

function ofObjects(database: Database, serverVersion: number | undefined): Kind<StoredPrivilege> {
  const owners = new Map(database.owners.map(({ target, role }) => [target, role]));
  const columns = new Set(database.tables.flatMap((table) => table.columns.map(({ id }) => id)));
  const isColumn = ({ target, part }: StoredPrivilege): boolean => part !== undefined || columns.has(target);
  return {
    keyOf: ({ target, part, role }) => JSON.stringify([target, part, role]),
    all: (right) => privilegesOf(isColumn(right) ? "column" : right.on, serverVersion),
    isGiven: (right) => !isColumn(right) && (isOwner(right.role, owners.get(right.target)) || (right.role === "public" && isPublic(right.on, right.target, right.privilege, serverVersion))),
    isNoop: (right) => right.role === "public" || isColumn(right),
  };
}

/** The same of what later objects get. */
export function effectiveDefaults(database: Database, serverVersion: number | undefined): DefaultPrivilege[] {
  return effective(database.defaultPrivileges, ofDefaults(serverVersion));
}

export const defaultsWithAll = (rights: readonly DefaultPrivilege[], serverVersion: number | undefined): DefaultPrivilege[] => together(rights, ofDefaults(serverVersion));

function ofDefaults(serverVersion: number | undefined): Kind<DefaultPrivilege> {
  return {
    keyOf: ({ creator, schema, on, role }) => JSON.stringify([creator, schema, on, role]),
    all: ({ on }) => privilegesOf(KINDS[on], serverVersion),
    isGiven: ({ schema, on, role, privilege }) => schema === undefined && role === "public" && isPublic(KINDS[on], "", privilege, serverVersion),
    // In a schema there is nothing to take away but what was given there.
    isNoop: ({ schema, role }) => role === "public" || schema !== undefined,
  };
}

type Right = StoredPrivilege | DefaultPrivilege;

interface Kind<T> {
  /** All but the privilege. */
  readonly keyOf: (right: T) => string;
  /** What `ALL` stands for. */
  readonly all: (right: T) => readonly PrivilegeName[];
  /** Without any GRANT. */
  readonly isGiven: (right: T) => boolean;
  /** Whether a REVOKE of what was not given says nothing. Of a role that the server has it may: others may have given it something. */
  readonly isNoop: (right: T) => boolean;
}

function effective<T extends Right>(entries: readonly T[], { keyOf, all, isGiven, isNoop }: Kind<T>): T[] {
  const rights = new Map<string, T>();
  for (const entry of entries) {
    for (const privilege of entry.privilege === "ALL" ? all(entry) : [entry.privilege]) {
      const key = `${keyOf(entry)} ${privilege}`;
      const known = rights.get(key);
      if (entry.action === "revoke option") {
        if (known?.action === "grant option") rights.set(key, { ...known, action: "grant" });
      } else rights.set(key, { ...entry, privilege });
    }
  }
  return [...rights].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, right]) => right).filter((right) => {
    const given = isGiven(right);
    return right.action === "revoke" ? given || !isNoop(right) : !given;
  });
}

/** Of lists in the order of `effective`. */
function together<T extends Right>(rights: readonly T[], { keyOf, all }: Kind<T>): T[] {
  const groups = new Map<string, T[]>();
  for (const right of rights) {
    const key = `${keyOf(right)} ${right.action}`;
    groups.set(key, [...(groups.get(key) ?? []), right]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first && all(first).every((name) => group.some(({ privilege }) => privilege === name)) ? [{ ...first, privilege: "ALL" }] : group;
  });
}

/** Who runs the migrations owns what has no owner of its own. */
export const isOwner = (role: RoleName, owner: RoleName | undefined): boolean => (owner === undefined || RUNNER.has(owner) ? RUNNER.has(role) : role === owner);
const RUNNER: ReadonlySet<RoleName> = new Set(["current_user", "current_role", "session_user"]);

/** What PUBLIC has by itself (https://www.postgresql.org/docs/current/ddl-priv.html, table 5.2); in the first `public`, CREATE until PostgreSQL 15. */
function isPublic(on: GrantedKind, target: ObjectId, privilege: PrivilegeName, serverVersion: number | undefined): boolean {
  if (on === "schema") return target === FIRST_PUBLIC && (privilege === "USAGE" || (serverVersion ?? 15) < 15);
  return on === "type" || ROUTINES.has(on);
}

const ROUTINES: ReadonlySet<GrantedKind> = new Set(["function", "procedure", "routine"]);

const KINDS: Readonly<Record<DefaultedKind, GrantedKind>> = { tables: "table", sequences: "sequence", functions: "function", types: "type", schemas: "schema" };

function privilegesOf(on: GrantedKind | "column", serverVersion: number | undefined): readonly PrivilegeName[] {
  switch (on) {
    case "table": return [...TABLE, ...((serverVersion ?? 0) >= 17 ? ["MAINTAIN"] : [])];
    case "column": return ["INSERT", "REFERENCES", "SELECT", "UPDATE"];
    case "sequence": return ["SELECT", "UPDATE", "USAGE"];
    case "schema": return ["CREATE", "USAGE"];
    case "type": return ["USAGE"];
    case "function":
    case "procedure":
    case "routine": return ["EXECUTE"];
  }
}

const TABLE = ["DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"];
