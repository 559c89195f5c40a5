import { targets } from "../../../../database/names/bind.js";
import { findTable, findView } from "../../../../database/names/lookup.js";
import type { Database, ObjectId, Table, View } from "../../../../model/database.js";
import type { Break } from "../../../../model/effect.js";
import type { Name } from "../../../../model/name.js";
import type { PrivilegeName, RoleName } from "../../../../model/operation-access.js";
import { nameOf } from "../relations.js";
import { may, mayUseSchema, rolesIn, type Doubt, type Right } from "./rights.js";

type Verb = Exclude<Break["who"], "prepared statements">;

/** What Prisma Client's statements need: it finds rows by their columns and returns them. The first is what the statement is about. */
const NEEDED: readonly (readonly [verb: Verb, first: PrivilegeName, also: PrivilegeName | undefined])[] = [
  ["reads", "SELECT", undefined], ["inserts", "INSERT", "SELECT"], ["updates", "UPDATE", "SELECT"], ["deletes", "DELETE", "SELECT"],
];

/**
 * What a role could do and cannot do any more (42501), as far as the history tells its rights: those that it was given, PUBLIC's, an owner's. Superusers
 * are never affected, nor are members of another role that has the right, where these migrations do not make them such. Rights to a type count for who makes columns of
 * it, not for who writes values; what triggers and views do for their owners is not looked at.
 */
export function roleBreaks(before: Database, after: Database): Break[] {
  const isSame = before.privileges === after.privileges && before.owners === after.owners && before.roles === after.roles && before.schemas === after.schemas;
  if (isSame && before.tables === after.tables && before.views === after.views) return [];
  const gone = after.roles.filter((role) => role.dropped === true && before.roles.some(({ name, dropped }) => name === role.name && dropped !== true));
  const roles = [...new Set([...rolesIn(before), ...gone.map(({ name }) => name)])];
  if (roles.length === 0) return [];
  const relations: (readonly [Client, Client])[] = [];
  for (const table of before.tables) {
    const now = table.persistence === "temporary" ? undefined : findTable(after, nameOf(table));
    if (now && !(isSame && now === table)) relations.push([ofTable(table), ofTable(now)]);
  }
  for (const view of before.views) {
    const now = findView(after, nameOf(view));
    if (now && !(isSame && now === view)) relations.push([ofView(view), ofView(now)]);
  }
  return relations.flatMap(([old, now]) => roles.flatMap((role) => ofRole(role, old, now, before, after)));
}

/** A membership that may give no rights proves neither that the role had one nor that it has lost it. */
const [BEFORE, AFTER]: readonly [Doubt, Doubt] = ["does not count", "counts"];

/** A relation as its clients know it. */
interface Client {
  readonly id: ObjectId;
  readonly name: Name & { readonly schema: string };
  readonly columns: readonly { readonly name: string; readonly target: ObjectId; readonly part: string | undefined }[];
  readonly table: Table | undefined;
}

const ofTable = (table: Table): Client => ({ id: table.id, name: { schema: table.schema, name: table.name }, columns: table.columns.map(({ id, name }) => ({ name, target: id, part: undefined })), table });

const ofView = (view: View): Client => ({ id: view.id, name: { schema: view.schema, name: view.name }, columns: view.columns.map((name) => ({ name, target: view.id, part: name })), table: undefined });

function ofRole(role: RoleName, old: Client, now: Client, before: Database, after: Database): Break[] {
  if (!mayUseSchema(role, old.name.schema, before, BEFORE)) return [];
  const found = new Map<string, Break>();
  const add = (who: Verb, column: string | undefined, lost: string): void => {
    const why = `${role === "public" ? "a role without rights of its own" : role} has ${lost}; superusers, and members of roles that have it, go on`;
    const key = JSON.stringify([who, column]);
    if (!found.has(key)) found.set(key, { code: "42501", who, why, relation: old.name, column, depends: "role", role });
  };
  const isDropped = after.roles.some(({ name, dropped }) => name === role && dropped === true);
  const hasSchema = mayUseSchema(role, old.name.schema, after, AFTER);
  for (const [verb, first, also] of NEEDED) {
    if ((verb !== "reads" && !old.table) || usable(role, first, old, before, BEFORE).length === 0) continue;
    if (isDropped) {
      found.set(verb, { code: "28000", who: verb, why: `${role} is dropped: the server refuses new connections of it`, relation: old.name, column: undefined, depends: "role", role });
      continue;
    }
    if (!hasSchema) {
      add(verb, undefined, `no USAGE on the schema ${old.name.schema}`);
      continue;
    }
    const lost = [first, ...(also === undefined ? [] : [also])].map((privilege) => lostColumns(role, privilege, old, now, before, after));
    const [all] = lost.flatMap((one) => (one.all ? [one.privilege] : []));
    if (all !== undefined) add(verb, undefined, `no ${all} on ${old.name.name}`);
    else for (const { privilege, columns } of lost) for (const column of columns) add(verb, column, `no ${privilege} on ${old.name.name} (${column})`);
    if (all === undefined && old.table && now.table) for (const { column, what } of refusedBySelf(verb, role, old.table, now.table, before, after)) add(verb, old.columns.some(({ name }) => name === column) ? column : undefined, what);
  }
  return [...found.values()];
}

/** Columns for which the role has it; DELETE is of whole rows. */
function usable(role: RoleName, privilege: PrivilegeName, { id, columns }: Client, database: Database, doubt: Doubt): string[] {
  if (may(role, { privilege, target: id }, database, doubt)) return columns.map(({ name }) => name);
  return columns.filter(({ target, part }) => privilege !== "DELETE" && may(role, { privilege, target, part }, database, doubt)).map(({ name }) => name);
}

function lostColumns(role: RoleName, privilege: PrivilegeName, old: Client, now: Client, before: Database, after: Database): { readonly privilege: PrivilegeName; readonly columns: readonly string[]; readonly all: boolean } {
  const known = usable(role, privilege, old, before, BEFORE).filter((column) => now.columns.some(({ name }) => name === column));
  const left = usable(role, privilege, now, after, AFTER);
  const columns = known.filter((column) => !left.includes(column));
  return { privilege, columns, all: columns.length > 0 && columns.length === known.length };
}

/** What the table itself uses in the name of who writes: sequences and functions of its defaults, functions of generated columns and CHECKs. */
function refusedBySelf(verb: Verb, role: RoleName, old: Table, now: Table, before: Database, after: Database): { readonly column: string | undefined; readonly what: string }[] {
  if (verb !== "inserts" && verb !== "updates") return [];
  const refused = refusals(verb, role, old, before, BEFORE);
  return refusals(verb, role, now, after, AFTER).filter(({ what }) => !refused.some((other) => other.what === what));
}

function refusals(verb: "inserts" | "updates", role: RoleName, table: Table, database: Database, doubt: Doubt): { readonly column: string | undefined; readonly what: string }[] {
  const found: { readonly column: string | undefined; readonly what: string }[] = [];
  for (const { name: column, default: value, generated } of table.columns) {
    if (verb === "inserts") {
      for (const { id, name } of database.sequences) {
        if (targets(value).includes(id) && !may(role, { privilege: "USAGE", target: id }, database, doubt) && !may(role, { privilege: "UPDATE", target: id }, database, doubt)) found.push({ column, what: `no USAGE on the sequence ${name}` });
      }
      for (const name of forbidden(role, targets(value), database, doubt)) found.push({ column, what: `no EXECUTE on the function ${name}` });
    }
    for (const name of forbidden(role, targets(generated?.expression), database, doubt)) found.push({ column, what: `no EXECUTE on the function ${name}` });
  }
  for (const constraint of table.constraints) {
    if (constraint.kind !== "check") continue;
    for (const name of forbidden(role, targets(constraint.expression), database, doubt)) found.push({ column: undefined, what: `no EXECUTE on the function ${name}` });
  }
  return found;
}

function forbidden(role: RoleName, ids: readonly ObjectId[], database: Database, doubt: Doubt): string[] {
  if (ids.length === 0) return [];
  const execute = (target: ObjectId): Right => ({ privilege: "EXECUTE", target, ofPublic: true });
  return database.objects.filter(({ id, kind }) => kind === "function" && ids.includes(id) && !may(role, execute(id), database, doubt)).map(({ name }) => name);
}
