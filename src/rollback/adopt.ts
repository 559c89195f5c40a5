import type { Database, ObjectId } from "../model/database.js";
import type { DataType } from "../model/database.js";

/** In the ids of what a draft makes, where others have the name of their migration. */
export const DRAFT = "\u0000rollback";

/** The database in which what a draft made has the id that the object of its name has in the goal. */
export function adopt(database: Database, goal: Database): Database {
  const wanted = namesOf(goal);
  const known = new Map<ObjectId, ObjectId>();
  for (const [name, id] of namesOf(database)) {
    const other = wanted.get(name);
    if (other !== undefined && id.startsWith(DRAFT)) known.set(id, other);
  }
  return known.size === 0 ? database : renumbered(database, known);
}

/** Every id of an object or part, by what tells it from all others at one time. */
function namesOf(database: Database): Map<string, ObjectId> {
  const names = new Map<string, ObjectId>();
  const put = (id: ObjectId, ...parts: readonly (string | undefined)[]): void => {
    names.set(JSON.stringify(parts), id);
  };
  for (const { id, name } of database.schemas) put(id, "schema", name);
  for (const { id, name } of database.extensions) put(id, "extension", name);
  for (const { id, name } of database.publications) put(id, "publication", name);
  for (const { id, schema, name } of [...database.sequences, ...database.views]) put(id, "relation", schema, name);
  for (const { schema, indexes } of [...database.tables, ...database.views]) for (const { id, name } of indexes) put(id, "index", schema, name);
  for (const { id, schema, name } of [...database.enums, ...database.domains, ...database.composites, ...database.ranges, ...database.baseTypes]) put(id, "type", schema, name);
  for (const type of database.enums) for (const { id, label } of type.values) put(id, "value", type.schema, type.name, label);
  for (const type of database.domains) for (const { id, name } of type.checks) put(id, "check", type.schema, type.name, name);
  for (const type of database.composites) for (const { id, name } of type.attributes) put(id, "attribute", type.schema, type.name, name);
  for (const table of database.tables) {
    put(table.id, "relation", table.schema, table.name);
    for (const { id, name, notNullConstraint } of table.columns) {
      put(id, "column", table.schema, table.name, name);
      if (notNullConstraint) put(notNullConstraint.id, "not null", table.schema, table.name, name);
    }
    for (const { id, name } of table.constraints) put(id, "constraint", table.schema, table.name, name);
  }
  const places = new Map([...database.tables, ...database.views].map(({ id, schema, name }) => [id, `${schema}.${name}`]));
  for (const { id, kind, schema, name, on, arguments: types, of } of database.objects) {
    put(id, kind, schema, name, on === undefined ? undefined : places.get(on), of, ...types.map((type) => signature(type, database)));
  }
  return names;
}

function signature(type: DataType, database: Database): string {
  const user = type.userType === undefined ? undefined : [...database.enums, ...database.domains, ...database.composites, ...database.ranges, ...database.baseTypes, ...database.tables, ...database.views].find(({ id }) => id === type.userType);
  return `${user ? `${user.schema}.${user.name}` : type.name}${type.array ? "[]" : ""}`;
}

/** The same plain data with these ids in place of others; a view's column is `id/number`. */
export function renumbered<T>(value: T, ids: ReadonlyMap<ObjectId, ObjectId>): T;
export function renumbered(value: unknown, ids: ReadonlyMap<ObjectId, ObjectId>): unknown {
  if (typeof value === "string") {
    const slash = value.lastIndexOf("/");
    const whole = ids.get(value);
    if (whole !== undefined || slash === -1) return whole ?? value;
    const owner = ids.get(value.slice(0, slash));
    return owner === undefined ? value : owner + value.slice(slash);
  }
  if (Array.isArray(value)) {
    const old: readonly unknown[] = value;
    const items = old.map((item): unknown => renumbered(item, ids));
    return items.every((item, at) => item === old[at]) ? old : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const changed: Record<string, unknown> = {};
  let isSame = true;
  for (const [key, item] of Object.entries(value)) {
    changed[key] = renumbered(item, ids);
    isSame &&= changed[key] === item;
  }
  return isSame ? value : changed;
}
