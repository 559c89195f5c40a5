import { basename, dirname, join } from "node:path";
import { isFile, isFolder, isThere, repositoryPath, type RepositoryRoot } from "../repository.js";
import { locationOf, type Location } from "./location.js";

/**
 * Gives migrations folders that no project's default place leads to (`prisma/postgresql-migrations`) to the schema beside them that has none: the one whose
 * name fits (`postgresql-schema.prisma`), or the only one. Those left over are projects without a schema.
 */
export function pairMigrations(locations: readonly Location[], folders: readonly string[], root: RepositoryRoot): readonly Location[] {
  const result = [...locations];
  for (const folder of folders) {
    if (result.some((location) => location.migrations === folder)) continue;
    const candidates = result.filter((location) => isWithoutMigrations(location) && location.schema !== undefined && dirname(location.schema) === dirname(folder));
    const chosen = candidates.find((location) => stem(location.schema ?? "") === stem(folder)) ?? (candidates.length === 1 ? candidates[0] : undefined);
    if (chosen?.schema === undefined) {
      const alone = locationOf(undefined, folder, root);
      result.push({ ...alone, notices: [...alone.notices, ...lostSchema(dirname(folder), root)] });
      continue;
    }
    const notice = `${repositoryPath(root, folder)} is taken for the migrations of ${repositoryPath(root, chosen.schema)}, beside which it lies: if that is wrong, give "projects" in prisma-migrate-lint's configuration.`;
    result[result.indexOf(chosen)] = { ...chosen, migrations: folder, notices: [...chosen.notices, notice] };
  }
  return result;
}

/** A schema beside the migrations that is a symlink to nothing, or one in a circle. */
function lostSchema(folder: string, root: RepositoryRoot): readonly string[] {
  const path = join(folder, "schema.prisma");
  if (!isThere(path) || isFile(path) || isFolder(path)) return [];
  return [`${repositoryPath(root, path)} is a symbolic link that leads to no file: the schema is not linted.`];
}

function isWithoutMigrations(location: Location): boolean {
  return !location.migrationsWritten && location.migrations !== undefined && !isFolder(location.migrations);
}

/** `postgresql` of both `postgresql-migrations` and `postgresql-schema.prisma`; may be empty. */
function stem(path: string): string {
  return basename(path).replace(/\.prisma$/, "").replace(/[-_.]?(?:schema|migrations?)[-_.]?/, "");
}
