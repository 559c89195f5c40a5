import type { Database, Index, Table } from "../model/database.js";
import type { Name } from "../model/name.js";
import { describe } from "./dependents.js";
import { withoutColumn } from "./apply/drop.js";

/** Does a collation's name, as a column was given it, mean this one? */
export function isCollation(used: Name | undefined, collation: Name & { readonly schema: string }, { searchPath }: Database): boolean {
  if (used?.name !== collation.name) return false;
  return used.schema === collation.schema || (used.schema === undefined && searchPath.includes(collation.schema));
}

/** With other names where columns, keys of indexes, domains and attributes say their collation. */
export function withCollations(database: Database, to: (name: Name) => Name): Database {
  const renamed = <T extends { readonly collation: Name | undefined }>(part: T): T => (part.collation ? { ...part, collation: to(part.collation) } : part);
  const index = (one: Index): Index => ({ ...one, keys: one.keys.map(renamed) });
  return {
    ...database,
    tables: database.tables.map((table) => (usesAny(table) ? { ...table, columns: table.columns.map(renamed), indexes: table.indexes.map(index) } : table)),
    domains: database.domains.map(renamed),
    composites: database.composites.map((type) => ({ ...type, attributes: type.attributes.map(renamed) })),
  };
}

/** What DROP … CASCADE leaves, and what it takes along in words. */
export function withoutCollation(database: Database, is: (name: Name | undefined) => boolean): { readonly database: Database; readonly dependents: readonly string[] } {
  const dependents: string[] = [];
  const tables = database.tables.map((table) => {
    let next = table;
    for (const column of table.columns) {
      if (!is(column.collation)) continue;
      dependents.push(describe.column({ table, column }));
      next = withoutColumn(next, column.id);
    }
    const indexes = next.indexes.filter((index) => !index.keys.some((key) => is(key.collation)));
    if (indexes.length < next.indexes.length) dependents.push(...next.indexes.filter((index) => !indexes.includes(index)).map((index) => `index ${index.name}`));
    return indexes.length < next.indexes.length ? { ...next, indexes } : next;
  });
  const domains = database.domains.filter((domain) => !is(domain.collation));
  for (const domain of database.domains) if (is(domain.collation)) dependents.push(`type ${domain.name}`);
  const composites = database.composites.map((type) => ({ ...type, attributes: type.attributes.filter((attribute) => !is(attribute.collation)) }));
  return { database: dependents.length === 0 ? database : { ...database, tables, domains, composites }, dependents };
}

const usesAny = (table: Table): boolean => table.columns.some(({ collation }) => collation !== undefined) || table.indexes.some(({ keys }) => keys.some(({ collation }) => collation !== undefined));
