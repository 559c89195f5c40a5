import type { Database, DataType, ObjectId } from "../model/database.js";
import type { DatabaseObject } from "../model/database-objects.js";
import type { Name, TypeName } from "../model/name.js";
import type { ObjectKind } from "../model/operation-objects.js";
import { findTable, findView } from "./lookup.js";
import { findType } from "./user-types.js";

interface Wanted {
  readonly object: ObjectKind;
  readonly name: Name;
  readonly on: Name | undefined;
  readonly arguments: readonly TypeName[] | undefined;
}

/** As PostgreSQL looks it up. Of several functions of a name only the one with these arguments; without arguments the only one. */
export function findObject(database: Database, { object, name, on, arguments: types }: Wanted): DatabaseObject | undefined {
  if (belongsToTable(object)) {
    const owner = on && relationNamed(database, on)?.id;
    return owner === undefined ? undefined : database.objects.find((candidate) => candidate.kind === object && candidate.on === owner && candidate.name === name.name);
  }
  for (const schema of name.schema === undefined ? database.searchPath : [name.schema]) {
    const named = database.objects.filter((candidate) => sameNamespace(candidate.kind, object) && candidate.name === name.name && candidate.schema === schema);
    if (!isRoutine(object)) {
      if (named[0]) return named[0];
      continue;
    }
    const found = types === undefined ? named : named.filter((candidate) => sameArguments(candidate.arguments, types, database));
    if (found.length === 1) return found[0];
  }
  return undefined;
}

/** The function that a call means, where that is certain: one of that name, or one of them with so many arguments. */
export function functionCalled(database: Database, name: Name, given: number | undefined): DatabaseObject | undefined {
  for (const schema of name.schema === undefined ? database.searchPath : [name.schema]) {
    const named = database.objects.filter((candidate) => isRoutine(candidate.kind) && candidate.name === name.name && candidate.schema === schema);
    if (named.length === 1) return named[0];
    const fitting = named.filter((candidate) => candidate.arguments.length === given);
    if (fitting.length === 1) return fitting[0];
    if (named.length > 0) return undefined;
  }
  return undefined;
}

export const belongsToTable = (kind: ObjectKind): kind is "trigger" | "policy" | "rule" => kind === "trigger" || kind === "policy" || kind === "rule";

export const isRoutine = (kind: ObjectKind): boolean => kind === "function" || kind === "procedure";

const sameNamespace = (a: ObjectKind, b: ObjectKind): boolean => a === b || (isRoutine(a) && isRoutine(b));

export const relationNamed = (database: Database, name: Name): { readonly id: ObjectId; readonly schema: string; readonly name: string } | undefined => findTable(database, name) ?? findView(database, name);

export function sameArguments(known: readonly DataType[], written: readonly TypeName[], database: Database): boolean {
  if (known.length !== written.length) return false;
  return known.every((type, at) => {
    const other = written[at];
    if (!other || type.array !== other.dimensions > 0) return false;
    const user = findType(database, other)?.id ?? findTable(database, other)?.id;
    if (type.userType !== undefined || user !== undefined) return type.userType === user;
    return type.name === other.name && (type.schema === undefined || other.schema === undefined || type.schema === other.schema);
  });
}

/** In words, as PostgreSQL's DETAIL lines name it. */
export function describeObject(object: DatabaseObject, owner?: Name): string {
  const on = belongsToTable(object.kind) && owner ? ` on table ${owner.name}` : "";
  return `${object.kind === "statistics" ? "statistics object" : object.kind} ${object.name}${isRoutine(object.kind) ? `(${object.arguments.map((type) => type.name + (type.array ? "[]" : "")).join(",")})` : ""}${on}`;
}
