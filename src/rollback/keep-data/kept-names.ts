import { findTable } from "../../database/questions.js";
import type { Database } from "../../model/database.js";
import type { Naming, Writer } from "../../model/dialect.js";
import type { Environment } from "../../model/environment.js";
import type { Name } from "../../model/name.js";
import type { ReplayedMigration } from "../../model/step.js";

/** Names for tables that hold what is put aside: `_kept_<migration>_<table>`, where that is free, short enough and its schema outlives the migration. */
export function keptNames({ migration, before, after }: ReplayedMigration, naming: Naming, writer: Writer, environment: Environment): { readonly next: (table: Name) => Name } {
  const taken = new Set<string>();
  let number = 0;
  return {
    next: ({ schema, name }) => {
      const there = outlives(schema, before, after) ? schema : environment.defaultSchema.value;
      const wished = `_kept_${migration.name}_${name}`;
      let free = wished;
      while (naming.truncate(free) !== free || taken.has(free) || [before, after].some((database) => findTable(database, { schema: there, name: free }) !== undefined)) free = writer.newName(`_kept_${migration.name}`, [name], String(++number));
      taken.add(free);
      return { schema: there, name: free };
    },
  };
}

const outlives = (name: string | undefined, before: Database, after: Database): boolean => before.schemas.some((schema) => schema.name === name && after.schemas.some(({ id }) => id === schema.id));
