import type { Database } from "../../model/database.js";
import type { Name } from "../../model/name.js";
import type { Operation } from "../../model/operation.js";
import { relationNamed } from "../names/find-object.js";
import { findIndex, findSequence } from "../names/lookup.js";
import { findType } from "../names/user-types.js";

/** What is there after an operation that we take for refused, should we be wrong. */
export function madeBy(operation: Operation): readonly Name[] {
  switch (operation.kind) {
    case "createView":
    case "createTable":
    case "createObject": return [operation.name];
    case "createIndex": return operation.name ? [{ schema: operation.table.schema, name: operation.name.name }] : [];
    case "addColumn":
    case "addConstraint": return [operation.table];
    default: return [];
  }
}

/** What a refused operation was to make and is not there. */
export function notMade(operation: Operation, database: Database): readonly Name[] {
  const isType = operation.kind === "createEnum" || operation.kind === "createDomain" || operation.kind === "createComposite" || operation.kind === "createRange" || operation.kind === "createBaseType";
  const names = isType || operation.kind === "createSequence" ? [operation.name] : madeBy(operation);
  return names.filter((name) => !(relationNamed(database, name) ?? findSequence(database, name) ?? findIndex(database, name) ?? findType(database, name)) && !database.objects.some((object) => object.name === name.name));
}
