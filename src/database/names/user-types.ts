import type { Database, EnumType, ObjectId } from "../../model/database.js";
import type { BaseType, CompositeType, Domain, RangeType } from "../../model/database-objects.js";
import type { Name } from "../../model/name.js";
import { find } from "./lookup.js";

export type UserType = EnumType | Domain | CompositeType | RangeType | BaseType;

/** All types share one namespace in each schema. */
export const findType = (database: Database, name: Name): UserType | undefined => {
  if (database.domains.length === 0 && database.composites.length === 0 && database.ranges.length === 0 && database.baseTypes.length === 0) return find(database.enums, database, name);
  return find<UserType>([...database.enums, ...database.domains, ...database.composites, ...database.ranges, ...database.baseTypes], database, name);
};
export const findDomain = (database: Database, name: Name): Domain | undefined => find(database.domains, database, name);
export const findComposite = (database: Database, name: Name): CompositeType | undefined => find(database.composites, database, name);

export function typeById(database: Database, id: ObjectId): UserType | undefined {
  const has = (type: UserType): boolean => type.id === id;
  return database.enums.find(has) ?? database.domains.find(has) ?? database.composites.find(has) ?? database.ranges.find(has) ?? database.baseTypes.find(has);
}

export const isBaseType = (type: UserType): type is BaseType => "options" in type;

/** Only a name, of which nothing can be a column. */
export const isShell = (type: UserType): boolean => isBaseType(type) && type.options === undefined;

/** The database with this type, of whatever kind, in the place of the one with its id. */
export function replaceType(database: Database, type: UserType): Database {
  const put = <U extends UserType>(types: readonly U[], made: (old: U) => U): readonly U[] => (types.some((old) => old.id === type.id) ? types.map((old) => (old.id === type.id ? made(old) : old)) : types);
  return {
    ...database,
    enums: put(database.enums, (old) => ({ ...old, ...type })),
    domains: put(database.domains, (old) => ({ ...old, ...type })),
    composites: put(database.composites, (old) => ({ ...old, ...type })),
    ranges: put(database.ranges, (old) => ({ ...old, ...type })),
    baseTypes: put(database.baseTypes, (old) => ({ ...old, ...type })),
  };
}

export function withoutType(database: Database, id: ObjectId): Database {
  const without = <T extends UserType>(types: readonly T[]): readonly T[] => types.filter((type) => type.id !== id);
  return { ...database, enums: without(database.enums), domains: without(database.domains), composites: without(database.composites), ranges: without(database.ranges), baseTypes: without(database.baseTypes) };
}
