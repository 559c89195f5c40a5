import type { Publication, PublishedTable } from "../../model/database-access.js";
import type { Database, Problem } from "../../model/database.js";
import type { Identifier } from "../../model/name.js";
import type { AlterPublication, CreatePublication, DropPublication, PublicationOption, PublishedSchema, PublishedTableDefinition, RenamePublication } from "../../model/operation-access.js";
import { bind } from "../names/bind.js";
import { changed, exists, missing, part, type Changed, type ChangeContext } from "./change.js";
import { creationSchema, findColumn, findTable } from "../names/lookup.js";

export function createPublication(operation: CreatePublication, database: Database, context: ChangeContext): Changed {
  const { name: { name }, allTables, options } = operation;
  if (find(database, operation.name)) return exists(database, "publication", part(name));
  const members = membersOf(operation, database);
  if ("problems" in members) return members;
  return changed({ ...database, publications: [...database.publications, { id: context.newId(), name, allTables, options, ...members }] });
}

export function alterPublication({ name, change }: AlterPublication, database: Database): Changed {
  const publication = find(database, name);
  if (!publication) return missing(database, "publication", part(name.name));
  if (change.kind === "options") return changed(replace(database, { ...publication, options: withOptions(publication.options, change.options) }));
  const members = membersOf(change, database);
  if ("problems" in members) return members;
  switch (change.kind) {
    case "set": return changed(replace(database, { ...publication, ...members }));
    case "add": return changed(replace(database, { ...publication, tables: [...publication.tables, ...members.tables], schemas: [...publication.schemas, ...members.schemas] }));
    case "drop": {
      const tables = publication.tables.filter(({ table }) => !members.tables.some((gone) => gone.table === table));
      return changed(replace(database, { ...publication, tables, schemas: publication.schemas.filter((id) => !members.schemas.includes(id)) }));
    }
  }
}

export function dropPublication({ name, ifExists }: DropPublication, database: Database): Changed {
  const publication = find(database, name);
  if (!publication) return ifExists ? changed(database) : missing(database, "publication", part(name.name));
  return changed({ ...database, publications: database.publications.filter((candidate) => candidate !== publication) });
}

export function renamePublication({ name, to }: RenamePublication, database: Database): Changed {
  const publication = find(database, name);
  if (!publication) return missing(database, "publication", part(name.name));
  if (find(database, to)) return exists(database, "publication", part(to.name));
  return changed(replace(database, { ...publication, name: to.name }));
}

interface Members {
  readonly tables: readonly PublishedTableDefinition[];
  readonly schemas: readonly PublishedSchema[];
}

/** Or what is not there. */
function membersOf({ tables, schemas }: Members, database: Database): Pick<Publication, "tables" | "schemas"> | { readonly database: Database; readonly problems: readonly Problem[] } {
  const members: PublishedTable[] = [];
  for (const { table: name, only, columns, where } of tables) {
    const table = findTable(database, name);
    if (!table) return missing(database, "table", name);
    const unknown = columns?.find((column) => !findColumn(table, column.name));
    if (unknown && !table.columnsUnknown) return missing(database, "column", part(unknown.name), table);
    members.push({ table: table.id, only, columns: columns?.flatMap((column) => findColumn(table, column.name)?.id ?? []), where: where && bind(where, database, [table]) });
  }
  const ids = schemas.flatMap(({ name, current }) => database.schemas.find((schema) => schema.name === (current === true ? creationSchema(database) : name))?.id ?? []);
  return { tables: members, schemas: ids };
}

const withOptions = (old: readonly PublicationOption[], said: readonly PublicationOption[]): readonly PublicationOption[] => [...old.filter(({ name }) => !said.some((option) => option.name === name)), ...said];

const find = (database: Database, { name }: Identifier): Publication | undefined => database.publications.find((publication) => publication.name === name);

const replace = (database: Database, publication: Publication): Database => ({ ...database, publications: database.publications.map((old) => (old.id === publication.id ? publication : old)) });
