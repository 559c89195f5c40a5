import { join } from "node:path";
import type { MigrationsFolder } from "../model/project.js";
import { readText } from "./read-text.js";
import { isFile, isFolder, isThere, repositoryPath, type RepositoryRoot } from "./repository.js";
import { entriesOf } from "./schema-files.js";

export interface MigrationsOnDisk extends Pick<MigrationsFolder, "withoutSql" | "stray"> {
  /** Name of the folder → its text; in Prisma's order, the byte order of the names. */
  readonly texts: ReadonlyMap<string, string>;
  readonly notices: readonly string[];
}

/** Reads every `<name>/migration.sql` of a folder, as Prisma does: other entries are passed over. Throws `LintError` for what cannot be read. */
export function readMigrations(folder: string, root: RepositoryRoot): MigrationsOnDisk {
  const texts = new Map<string, string>();
  const notices: string[] = [];
  const withoutSql: { path: string; files: readonly string[] }[] = [];
  const stray: string[] = [];
  const name = repositoryPath(root, folder);
  let prisma8 = false;
  for (const { name: entry } of entriesOf(folder)) {
    const path = join(folder, entry);
    const file = join(path, "migration.sql");
    // Something of that name that is no file is an error, no folder without migration.
    if (isThere(file)) {
      const { text, notice } = readText(file, `${name}/${entry}/migration.sql`);
      texts.set(entry, text);
      if (notice !== undefined) notices.push(notice);
      stray.push(...entriesOf(path).map((other) => other.name).filter(isStray).map((other) => `${name}/${entry}/${other}`));
    } else if (isFolder(path)) {
      if (holdsOperations(path)) prisma8 = true;
      else withoutSql.push({ path: `${name}/${entry}`, files: entriesOf(path).map((other) => other.name) });
    } else if (entry.endsWith(".sql")) stray.push(`${name}/${entry}`);
  }
  if (prisma8) notices.push(`${name} holds migrations of Prisma 8 (ops.json): its format is not supported yet, they are not linted.`);
  return { texts, notices, withoutSql, stray };
}

/** Not what people keep beside a migration to undo it by hand. */
const isStray = (file: string): boolean => file.endsWith(".sql") && file !== "migration.sql" && !/^(down|undo|revert|rollback)\b/i.test(file);

/** Prisma 8: `migrations/app/<name>/ops.json`, and the same without the space `app`. */
function holdsOperations(folder: string): boolean {
  return isFile(join(folder, "ops.json")) || entriesOf(folder).some(({ name }) => isFile(join(folder, name, "ops.json")));
}
