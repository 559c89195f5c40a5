import { targets } from "../../database/names/bind.js";
import type { Database, ObjectId } from "../../model/database.js";
import { renumbered } from "../adopt.js";

/**
 * The database with new ids for enums that have values too many, and for the types made of them: PostgreSQL can take no value out of a type, so that it is
 * another type that has to give way to the old one.
 */
export function withReplacedTypes(database: Database, goal: Database): Database {
  const replaced = new Set<ObjectId>();
  for (const type of database.enums) {
    const other = goal.enums.find(({ id }) => id === type.id);
    if (other && type.values.map(({ id }) => id).join() !== other.values.map(({ id }) => id).join()) replaced.add(type.id);
  }
  // A type that has its functions is no shell again.
  for (const { id, options } of database.baseTypes) if (options && goal.baseTypes.some((type) => type.id === id && type.options === undefined)) replaced.add(id);
  for (let size = -1; size !== replaced.size && replaced.size > 0; ) {
    size = replaced.size;
    for (const { id, type } of database.domains) if (type.userType !== undefined && replaced.has(type.userType)) replaced.add(id);
    for (const { id, attributes } of database.composites) if (attributes.some(({ type }) => type.userType !== undefined && replaced.has(type.userType))) replaced.add(id);
    for (const { id, parameters, range } of database.ranges) if ((range !== undefined && replaced.has(range)) || parameters.some(({ value }) => targets(value).some((target) => replaced.has(target)))) replaced.add(id);
  }
  return replaced.size === 0 ? database : renumbered(database, new Map([...replaced].map((id) => [id, `later ${id}`])));
}
