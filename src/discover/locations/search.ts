import { basename, dirname, join } from "node:path";
import fastGlob from "fast-glob";
import { readDatasource } from "../datasource.js";
import { findPrismaConfig, folderOfPrismaConfig, PRISMA_CONFIG_GLOBS } from "../prisma-config/find-prisma-config.js";
import { readPrismaConfig } from "../prisma-config/read-prisma-config.js";
import { ancestors, isFile, isFolder, isWithin, realPath, repositoryPath, type RepositoryRoot } from "../repository.js";
import { schemaFiles } from "../schema-files.js";
import { concerns, fromPrismaConfig, hiddenBy } from "./from-prisma-config.js";
import { defaultSchema, locationOf, textOf, widened, type Location } from "./location.js";
import { pairMigrations } from "./pair-migrations.js";
import { schemaOfPackage } from "./schema-of-package.js";

// Nothing in them is written by people. `.config` is the one dot folder in which Prisma looks. The last are migrations, of which there may be thousands.
const IGNORED = ["**/{node_modules,dist,build,out,coverage,vendor,bower_components}/**", "**/.!(config)/**", "**/[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*_*/**"];

/** Every project in and below a folder, in the order of their schemas' paths; each once, however many ways lead to it. `depth` counts folders. */
export async function searchProjects(folder: string, root: RepositoryRoot, depth: number): Promise<readonly Location[]> {
  const found = entries(folder, depth);
  const locations: Location[] = [];
  const claimed = new Set<string>();
  const claim = (location: Location): void => {
    if (location.schema !== undefined && claimed.has(location.schema)) return;
    locations.push(location);
    for (const file of location.schema === undefined ? [] : [location.schema, ...schemaFiles(location.schema)]) claimed.add(file);
  };

  const configured = new Set<string>();
  const above = ancestors(root, folder);
  for (const place of new Set([...above, ...found.configs.map(folderOfPrismaConfig)])) {
    const file = findPrismaConfig(place);
    if (file === undefined) continue;
    const config = await readPrismaConfig(file, repositoryPath(root, file));
    const location = fromPrismaConfig(config, root);
    if (!isWithin(folder, place) && !concerns(config, location, folder)) continue;
    configured.add(place);
    for (const hidden of hiddenBy(config)) {
      claimed.add(hidden);
      if (isFolder(hidden)) for (const inside of schemaFiles(hidden)) claimed.add(inside);
    }
    claim(location);
  }
  for (const place of new Set([...above, ...found.packages])) {
    if (configured.has(place)) continue;
    const written = schemaOfPackage(place, root);
    const schema = written?.schema ?? (isWithin(folder, place) ? defaultSchema(place) : undefined);
    if (schema === undefined || claimed.has(schema) || (!isWithin(folder, schema) && !isWithin(folder, place))) continue;
    if (!schemaFiles(schema).some(isProject)) continue;
    const location = locationOf(schema, undefined, root);
    claim(isWithin(place, schema) && isFile(join(place, "package.json")) ? { ...location, folder: place } : location);
  }
  for (const file of found.schemas) {
    if (claimed.has(file) || !isProject(file)) continue;
    const schema = widened(file);
    if (!claimed.has(schema)) claim(locationOf(schema, undefined, root));
  }
  return pairMigrations(locations, found.migrations.filter((place) => !claimed.has(place)), root).toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

/** A part of a schema, or a fixture of one, is no project: there must be a datasource, or migrations beside it. */
function isProject(file: string): boolean {
  if (isGenerated(dirname(file))) return false;
  const text = textOf(file);
  // A file that cannot be read is worth an error where it is a project's own, which its name tells.
  if (text === undefined ? basename(file) === "schema.prisma" : readDatasource(text) !== undefined) return true;
  return isFile(join(dirname(file), "migrations", "migration_lock.toml"));
}

/** The client that `prisma generate` writes holds a copy of the schema. */
function isGenerated(folder: string): boolean {
  return isFile(join(folder, "index.d.ts")) && isFolder(join(folder, "runtime"));
}

function sortKey(location: Location): string {
  return location.schema ?? location.migrations ?? location.folder;
}

interface Entries {
  readonly configs: readonly string[];
  readonly schemas: readonly string[];
  /** Folders with a package.json, and the searched folder itself. */
  readonly packages: readonly string[];
  /** Folders with a migration_lock.toml. */
  readonly migrations: readonly string[];
}

function entries(folder: string, depth: number): Entries {
  const patterns = [...PRISMA_CONFIG_GLOBS, "**/*.prisma", "**/package.json", "**/migration_lock.toml"];
  // Symlinks to folders are not followed: what they lead to is found at its own place, and circles cannot hang the search.
  const all = fastGlob.sync(patterns, { cwd: folder, absolute: true, dot: true, onlyFiles: false, followSymbolicLinks: false, suppressErrors: true, ignore: IGNORED, deep: depth }).sort();
  const files = all.filter(isFile);
  const named = (name: string): readonly string[] => files.filter((file) => file.endsWith(`/${name}`)).map(dirname);
  return {
    configs: files.filter((file) => /\.[mc]?[jt]s$/.test(file)),
    schemas: [...new Set(files.filter((file) => file.endsWith(".prisma")).map(realPath))],
    packages: [...new Set([folder, ...named("package.json")])],
    migrations: named("migration_lock.toml").map(realPath),
  };
}
