import type { RangeType } from "../../model/database-objects.js";
import type { Database } from "../../model/database.js";
import type { CreateRange } from "../../model/operation-objects.js";
import type { NameAt } from "../../model/name.js";
import type { Operation } from "../../model/operation.js";
import { bind } from "../names/bind.js";
import { changed, exists, missing, part, type Changed, type ChangeContext } from "./change.js";
import { creationSchema, findTable, hasSchema } from "../names/lookup.js";
import { typesInCircle } from "../recreate/base-types.js";
import { identifier, nameAt, NOWHERE } from "../recreate/nowhere.js";
import { toExpression } from "../render.js";
import { findType, isShell, withoutType } from "../names/user-types.js";

/** CREATE TYPE … AS RANGE, with the multirange that comes along. */
export function createRange(operation: CreateRange, database: Database, context: ChangeContext): Changed {
  const schema = operation.name.schema ?? creationSchema(database);
  if (schema === undefined || !hasSchema(database, schema)) return missing(database, "schema", part(schema ?? ""));
  const name = { schema, name: operation.name.name };
  const old = findType(database, name);
  // Its canonical function had to be there before it.
  const shell = old && isShell(old) ? old : undefined;
  if ((shell ? undefined : old) ?? findTable(database, name)) return exists(database, "type", name);
  const parameters = operation.parameters.map((parameter) => ({ name: parameter.name, value: bind(parameter.value, database, []) }));
  const range: RangeType = { id: shell?.id ?? context.newId(), ...name, made: name, parameters, range: undefined };
  const { multirange } = operation;
  const own = { schema: multirange?.schema ?? (multirange ? (creationSchema(database) ?? schema) : schema), name: multirange?.name ?? context.naming.truncate(multirangeName(name.name)) };
  const left = shell ? withoutType(database, shell.id) : database;
  // Servers before 14 have none.
  const beside = (context.serverVersion ?? 14) < 14 ? [] : [{ id: context.newId(), ...own, made: own, parameters: [], range: range.id }];
  return changed({ ...left, ranges: [...database.ranges, range, ...beside] });
}

/** As makeMultirangeTypeName does. */
const multirangeName = (range: string): string => (range.includes("range") ? range.replace("range", "multirange") : `${range}_multirange`);

export function recreateRange(type: RangeType, database: Database, quote: (name: string) => string): Operation[] {
  if (type.range !== undefined) return [];
  const multirange = database.ranges.find(({ range }) => range === type.id);
  const parameters = type.parameters.map(({ name, value }) => ({ name, value: toExpression(value, database, quote) }));
  // The functions of a canonical one are made before it, for the name that it has now.
  const isShell = typesInCircle(database).has(type.id);
  const made = ({ made: old, schema, name, id }: RangeType): NameAt => nameAt(isShell && id === type.id ? { schema, name } : { schema: hasSchema(database, old.schema ?? "") ? old.schema : schema, name: old.name });
  const create: Operation = { kind: "createRange", span: NOWHERE, name: made(type), parameters, multirange: multirange && made(multirange) };
  return [create, ...[type, ...(multirange ? [multirange] : [])].flatMap((one) => moved(one, made(one)))];
}

/** What was renamed or moved since it was made. */
function moved({ schema, name }: RangeType, from: NameAt): Operation[] {
  const operations: Operation[] = [];
  if (from.name !== name) operations.push({ kind: "renameType", span: NOWHERE, name: from, to: identifier(name) });
  if (from.schema !== schema) operations.push({ kind: "setTypeSchema", span: NOWHERE, name: { ...from, name }, to: identifier(schema) });
  return operations;
}
