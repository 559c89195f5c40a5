import type { Index, Table } from "../../model/database.js";
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
