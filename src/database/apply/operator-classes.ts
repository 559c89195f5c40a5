import type { BoundExpression, Database, Index, Table } from "../../model/database.js";
import type { DatabaseObject } from "../../model/database-objects.js";

/** Whether an index stands on one of these operator classes or access methods, by name or, for a type of the database's own, by default. */
export function standsOn({ method, keys }: Index, { columns }: Table, gone: readonly DatabaseObject[]): boolean {
  return gone.some((object) => {
    if (object.kind === "access method") return object.name === method;
    if (object.kind !== "operator class" || (object.of ?? "btree") !== method) return false;
    const type = defaultType(object);
    return keys.some(({ operatorClass, column }) => {
      if (operatorClass !== undefined) return classNamed(operatorClass) === object.name;
      const keyType = columns.find(({ id }) => id === column)?.type;
      return type !== undefined && keyType?.userType === type && !keyType.array;
    });
  });
}

/** Name of an index's operator class, without schema, quotes and parameters. */
export const classNamed = (written: string): string => written.replace(/\s*\([\s\S]*$/, "").replace(/^(?:"(?:[^"]|"")*"|[^".]+)\s*\.\s*/, "").replace(/^"([\s\S]*)"$/, "$1").replaceAll('""', '"');

/** Id of the database's own type that a class is the default of. */
function defaultType({ definitions: [made] }: DatabaseObject): string | undefined {
  return made && isDefault(made.sql) ? made.references.find(({ kind }) => kind === "type")?.target : undefined;
}

const isDefault = (sql: string): boolean => /\bDEFAULT\s+FOR\s+TYPE\b/i.test(sql);

/** A class that PostgreSQL takes for types that are not the database's own, without anything that says so. */
export const isDefaultOfOthers = (object: DatabaseObject): boolean => object.kind === "operator class" && object.definitions.some(({ sql }) => isDefault(sql)) && defaultType(object) === undefined;

/** Whether the server made this family with the class, where no FAMILY is said. */
export const isOwnFamily = (family: DatabaseObject, { kind, name, schema, of, definitions: [made] }: DatabaseObject): boolean =>
  kind === "operator class" && family.kind === "operator family" && family.name === name && family.schema === schema && family.of === of && made !== undefined && !/\bFAMILY\b/i.test(made.sql);

/** Before a class or its family gets another name, the class says which family it has: by itself it would be the one of its own name. */
export function withFamilySaid(database: Database, moved: DatabaseObject): Database {
  if (moved.kind !== "operator class" && moved.kind !== "operator family") return database;
  const objects = database.objects.map((object) => {
    const family = object.kind === "operator class" && (moved === object || moved.kind === "operator family") ? database.objects.find((other) => isOwnFamily(other, object)) : undefined;
    const [made, ...more] = object.definitions;
    return family && made && (moved === object || moved === family) ? { ...object, definitions: [withFamily(made, family), ...more] } : object;
  });
  return { ...database, objects };
}

/** USING method FAMILY name */
function withFamily(made: BoundExpression, { id, name }: DatabaseObject): BoundExpression {
  const [using] = [...made.sql.matchAll(/"(?:[^"]|"")*"|\bUSING\s+(?:"(?:[^"]|"")*"|[\w$]+)/gi)].filter(([text]) => !text.startsWith('"'));
  if (!using) return made;
  const at = using.index + using[0].length;
  const [said, named] = [" FAMILY ", `"${name.replaceAll('"', '""')}"`];
  const start = at + said.length;
  const moved = made.references.map((reference) => (reference.start < at ? reference : { ...reference, start: reference.start + said.length + named.length, end: reference.end + said.length + named.length }));
  const references = [...moved, { kind: "object" as const, target: id, start, end: start + named.length }].toSorted((a, b) => a.start - b.start);
  return { ...made, sql: made.sql.slice(0, at) + said + named + made.sql.slice(at), references };
}
