import type { Database, DataType, ObjectId } from "../../model/database.js";
import type { DatabaseObject } from "../../model/database-objects.js";
import type { Name, TypeName } from "../../model/name.js";
import type { DatabaseObjectKind, ObjectKind, TableObjectKind } from "../../model/operation-objects.js";
import { findForeignTable, findTable, findView } from "./lookup.js";
import { findType } from "./user-types.js";

interface Wanted {
  readonly object: ObjectKind;
  readonly name: Name;
  readonly on: Name | undefined;
  readonly arguments: readonly TypeName[] | undefined;
  readonly of?: string;
}

/** As PostgreSQL looks it up. Of several functions of a name only the one with these arguments; without arguments the only one. */
export function findObject(database: Database, { object, name, on, arguments: types, of }: Wanted): DatabaseObject | undefined {
  if (belongsToTable(object)) {
    const owner = on && relationNamed(database, on)?.id;
    return owner === undefined ? undefined : database.objects.find((candidate) => candidate.kind === object && candidate.on === owner && candidate.name === name.name);
  }
  const inSchema = name.schema === undefined ? database.searchPath : [name.schema];
  for (const schema of belongsToDatabase(object) ? [undefined] : inSchema) {
    const named = database.objects.filter((candidate) => sameNamespace(candidate.kind, object) && candidate.name === name.name && candidate.schema === schema && (of === undefined || candidate.of === of));
    if (!hasArguments(object)) {
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

export const belongsToTable = (kind: ObjectKind): kind is TableObjectKind => kind === "trigger" || kind === "policy" || kind === "rule";

const OF_DATABASE: ReadonlySet<ObjectKind> = new Set<DatabaseObjectKind>(["event trigger", "cast", "transform", "language", "access method", "foreign data wrapper", "server", "user mapping"]);
export const belongsToDatabase = (kind: ObjectKind): boolean => OF_DATABASE.has(kind);

/** Functions, procedures and aggregates share one namespace. */
export const isRoutine = (kind: ObjectKind): boolean => kind === "function" || kind === "procedure" || kind === "aggregate";

/** Told apart by types too. */
export const hasArguments = (kind: ObjectKind): boolean => isRoutine(kind) || kind === "operator" || kind === "cast" || kind === "transform";

const sameNamespace = (a: ObjectKind, b: ObjectKind): boolean => a === b || (isRoutine(a) && isRoutine(b));

export const relationNamed = (database: Database, name: Name): { readonly id: ObjectId; readonly schema: string; readonly name: string } | undefined => findTable(database, name) ?? findView(database, name) ?? findForeignTable(database, name);

export function sameArguments(known: readonly DataType[], written: readonly TypeName[], database: Database): boolean {
  if (known.length !== written.length) return false;
  return known.every((type, at) => {
    const other = written[at];
    if (!other || type.array !== other.dimensions > 0) return false;
    const user = findType(database, other)?.id ?? findTable(database, other)?.id ?? findView(database, other)?.id;
    if (type.userType !== undefined || user !== undefined) return type.userType === user;
    return type.name === other.name && (type.schema === undefined || other.schema === undefined || type.schema === other.schema);
  });
}

/** In words, as PostgreSQL's DETAIL lines name it. */
export function describeObject(object: DatabaseObject, owner?: Name): string {
  const on = belongsToTable(object.kind) && owner ? ` on table ${owner.name}` : "";
  const types = object.arguments.map((type) => type.name + (type.array ? "[]" : ""));
  if (object.kind === "cast") return `cast from ${types.join(" to ")}`;
  return `${object.kind === "statistics" ? "statistics object" : object.kind} ${object.name}${hasArguments(object.kind) ? `(${types.join(",")})` : ""}${on}`;
}
