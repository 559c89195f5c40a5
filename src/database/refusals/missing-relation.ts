import type { Database, Table } from "../../model/database.js";
import type { Expression, Name, NameInExpression } from "../../model/name.js";
import { missing, type Changed, type ChangeContext } from "../apply/change.js";
import { relationNamed } from "../names/find-object.js";
import { isCertain, isOpen, withUncertain } from "../uncertain.js";
import { findSequence } from "../names/lookup.js";

/** Extensions that bring no table or view. */
const WITHOUT_RELATIONS: ReadonlySet<string> = new Set(["plpgsql", "citext", "uuid-ossp", "pgcrypto", "pg_trgm", "vector", "btree_gin", "btree_gist", "unaccent", "hstore", "ltree", "fuzzystrmatch"]);

/** The first of these relations that is certainly not there: nothing unknown, no extension, no other schema and no catalog can have it. */
export function missingRelation(names: readonly Name[], database: Database): Name | undefined {
  if (isOpen(database) || !database.extensions.every(({ name }) => WITHOUT_RELATIONS.has(name))) return undefined;
  const places = new Set(database.schemas.map(({ name }) => name));
  return names.find((name) => {
    if (name.name === "" || !isCertain(database, name) || name.name.startsWith("pg_") || (name.schema !== undefined && !places.has(name.schema))) return false;
    // On the search path there may be a schema that others keep.
    if (name.schema === undefined && !database.searchPath.every((place) => places.has(place))) return false;
    return !relationNamed(database, name) && !findSequence(database, name);
  });
}

/** What cannot be made without a relation is refused; was that one made by others after all, then so is what stands on it. */
export function madeWithout(relation: Name, made: Name, node: string, database: Database, context: ChangeContext): Changed {
  return { ...missing(database, "table", relation), database: withUncertain(database, [made], node, context) };
}

/** The relations that a query reads, as they are written. */
export function relationsIn(query: Expression | undefined): Name[] {
  return (query?.names ?? []).flatMap(({ kind, path }) => (kind === "relation" && path.length <= 2 ? [{ schema: path.at(-2), name: path.at(-1) ?? "" }] : []));
}

/** A column that an expression on one table names and the table has not; one in a query with more than one item is not looked into. */
export function missingColumn({ names }: Expression, table: Table): string | undefined {
  if (table.columnsUnknown) return undefined;
  const isMissing = ({ kind, path, from, star }: NameInExpression): boolean => {
    const [column] = path;
    if (kind !== "column" || path.length !== 1 || column === undefined || star === true || (from !== undefined && from.length !== 1)) return false;
    return !SYSTEM_COLUMNS.has(column) && column !== table.name && !table.columns.some(({ name }) => name === column);
  };
  return names.find(isMissing)?.path[0];
}

export const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(["ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"]);
