import type { Database, Problem } from "../model/database.js";
import type { Name } from "../model/name.js";

/** The `node` of what a refused statement was to make: who asks for it is not told again that it is not there. */
export const REFUSED = "refused";

/** Whether no statement of unknown effect may have made, changed or dropped what has this name. */
export function isCertain(database: Database, { schema, name }: Name): boolean {
  const { unknown } = database;
  return unknown.every(({ names, schemas = [], newSchema }) => names !== undefined && !(newSchema === true && (schema === undefined ? database.searchPath : [schema]).some((place) => isUnheardOf(place, database))) && !names.some((other) => other.name === name && (other.schema === undefined || schema === undefined || other.schema === schema)) && !schemas.some((within) => schema === undefined || schema === within));
}

/** No migration made it by this name, nor has every database it. */
const isUnheardOf = (schema: string, { schemas }: Database): boolean => !/^(?:pg_.*|information_schema)$/.test(schema) && !schemas.some(({ name }) => name === schema);

/** Whether a statement before this point may have changed anything. */
export const isOpen = ({ unknown }: Database): boolean => unknown.some(({ names }) => names === undefined);

/** Of these names nothing is certain any more. */
export function withUncertain(database: Database, names: readonly Name[], node: string, { migration, statement }: { readonly migration: string; readonly statement: number }): Database {
  if (names.length === 0) return database;
  return { ...database, unknown: [...database.unknown, { migration, statement, node, names: names.map(({ schema, name }) => ({ schema, name })) }] };
}

/** Whether the server would refuse it for just this whatever the statements of unknown effect did. */
export function isSure({ kind, what, name, table, among = [], dependents }: Problem, database: Database): boolean {
  const { unknown } = database;
  if (unknown.length === 0) return true;
  if (kind === "missing" && what === "schema" && unknown.some(({ newSchema }) => newSchema)) return false;
  if (![name, ...(table ? [table] : []), ...among].every((one) => isCertain(database, one))) return false;
  // These are said in words.
  return dependents.every((words) => !unknown.some(({ names = [] }) => names.some((one) => words.includes(one.name))));
}
