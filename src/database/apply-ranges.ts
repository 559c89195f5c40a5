import type { RangeType } from "../model/database-objects.js";
import type { Database } from "../model/database.js";
import type { CreateRange } from "../model/operation-objects.js";
import type { Operation } from "../model/operation.js";
import { bind } from "./bind.js";
import { changed, exists, missing, part, type Changed, type ChangeContext } from "./change.js";
import { creationSchema, findTable, hasSchema } from "./lookup.js";
import { identifier, nameAt, NOWHERE } from "./nowhere.js";
import { toExpression } from "./render.js";
import { findType } from "./user-types.js";

/** CREATE TYPE … AS RANGE, with its multirange. */
export function createRange(operation: CreateRange, database: Database, context: ChangeContext): Changed {
  const schema = operation.name.schema ?? creationSchema(database);
  if (schema === undefined || !hasSchema(database, schema)) return missing(database, "schema", part(schema ?? ""));
  const name = { schema, name: operation.name.name };
  if (findType(database, name) ?? findTable(database, name)) return exists(database, "type", name);
  const parameters = operation.parameters.map((parameter) => ({ name: parameter.name, value: bind(parameter.value, database, []) }));
  const range: RangeType = { id: context.newId(), ...name, parameters, range: undefined };
  const { multirange } = operation;
  const own = { schema: multirange?.schema ?? (multirange ? (creationSchema(database) ?? schema) : schema), name: multirange?.name ?? context.naming.truncate(multirangeName(name.name)) };
  return changed({ ...database, ranges: [...database.ranges, range, { id: context.newId(), ...own, parameters: [], range: range.id }] });
}

/** As makeMultirangeTypeName does. */
const multirangeName = (range: string): string => (range.includes("range") ? range.replace("range", "multirange") : `${range}_multirange`);

export function recreateRange(type: RangeType, database: Database, quote: (name: string) => string): Operation[] {
  if (type.range !== undefined) return [];
  const multirange = database.ranges.find(({ range }) => range === type.id);
  const parameters = type.parameters.map(({ name, value }) => ({ name, value: toExpression(value, database, quote) }));
  return [{ kind: "createRange", span: NOWHERE, name: nameAt(type), parameters, multirange: multirange && { ...nameAt(multirange), ...identifier(multirange.name) } }];
}
