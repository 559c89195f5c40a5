import type { BoundExpression, Column, Database, DataType, ObjectId, View } from "../../model/database.js";
import type { DatabaseObject } from "../../model/database-objects.js";

/** Whether two states of one thing say the same, whatever its objects are called in each. */

export function sameType(a: DataType, b: DataType): boolean {
  if (a.array !== b.array || a.userType !== b.userType) return false;
  if (a.modifiers.join() !== b.modifiers.join()) return false;
  return a.userType !== undefined || (a.name === b.name && (a.schema === b.schema || a.schema === undefined || b.schema === undefined));
}

export function sameExpression(a: BoundExpression | undefined, b: BoundExpression | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && canonical(a) === canonical(b) && a.casts.length === b.casts.length && a.casts.every((type, at) => sameType(type, b.casts[at] ?? type));
}

/** Its text with ids in place of names. */
function canonical({ sql, references }: BoundExpression): string {
  let text = "";
  let at = 0;
  for (const { start, end, target } of references.toSorted((a, b) => a.start - b.start)) {
    text += `${sql.slice(at, start)}{${target}}`;
    at = end;
  }
  return text + sql.slice(at);
}

export const sameName = (a: { readonly schema: string | undefined; readonly name: string } | undefined, b: { readonly schema: string | undefined; readonly name: string } | undefined): boolean =>
  a?.name === b?.name && (a?.schema === b?.schema || a?.schema === undefined || b?.schema === undefined);

export const sameColumnType = (a: Column, b: Column): boolean => sameType(a.type, b.type) && sameName(a.collation, b.collation);

export function sameView(a: View, b: View): boolean {
  const parameters = ({ parameters: all = [] }: View): string => JSON.stringify(all.toSorted((one, other) => (one.name < other.name ? -1 : 1)));
  return a === b || (a.materialized === b.materialized && sameExpression(a.query, b.query) && a.columns.join("\0") === b.columns.join("\0") && parameters(a) === parameters(b));
}

export function sameObject(a: DatabaseObject, b: DatabaseObject): boolean {
  if (a === b) return true;
  return a.definitions.length === b.definitions.length && a.definitions.every((definition, at) => sameExpression(definition, b.definitions[at])) && sameSignature(a, b);
}

/** CREATE OR REPLACE can make the one of the other. */
export const sameSignature = (a: DatabaseObject, b: DatabaseObject): boolean =>
  a.kind === b.kind && a.arguments.length === b.arguments.length && a.arguments.every((type, at) => sameType(type, b.arguments[at] ?? type))
  && (a.returns === b.returns || (a.returns !== undefined && b.returns !== undefined && sameType(a.returns, b.returns)));

/** Ids of all that has one of its own, parts of tables too. */
export function idsOf(database: Database): Set<ObjectId> {
  const ids = new Set<ObjectId>();
  const add = (objects: readonly { readonly id: ObjectId }[]): void => {
    for (const { id } of objects) ids.add(id);
  };
  for (const list of [database.schemas, database.tables, database.enums, database.domains, database.composites, database.ranges, database.baseTypes, database.sequences, database.views, database.objects, database.publications, database.extensions]) add(list);
  for (const { columns, constraints, indexes } of database.tables) for (const parts of [columns, constraints, indexes]) add(parts);
  for (const { indexes } of database.views) add(indexes);
  return ids;
}
