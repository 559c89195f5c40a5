import type { Database } from "../model/database.js";

/** What is left when a session ends, or discards what is its own. */
export function withoutTemporary(database: Database): Database {
  const { tables, views, sequences, enums, domains, composites, ranges, baseTypes, objects } = withoutTemporaryViews(database);
  return {
    ...database, tables: lasting(tables), views: lasting(views), sequences: lasting(sequences),
    enums: lasting(enums), domains: lasting(domains), composites: lasting(composites), ranges: lasting(ranges), baseTypes: lasting(baseTypes), objects: lasting(objects),
  };
}

/** The same list where nothing in it is temporary: what is known of it stays known. */
function lasting<T extends { readonly schema: string | undefined }>(list: readonly T[]): readonly T[] {
  const isTemporary = ({ schema }: T): boolean => schema === "pg_temp";
  return list.some(isTemporary) ? list.filter((object) => !isTemporary(object)) : list;
}

/** A view on what is temporary is itself, whatever its statement says. */
function withoutTemporaryViews(database: Database): Database {
  const gone = new Set(database.tables.flatMap(({ id, schema }) => (schema === "pg_temp" ? [id] : [])));
  if (gone.size === 0) return database;
  const views = database.views.filter(({ id, dependsOn }) => {
    if (!dependsOn.some((needed) => gone.has(needed))) return true;
    gone.add(id);
    return false;
  });
  return { ...database, views };
}
