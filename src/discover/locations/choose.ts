import { basename, dirname, resolve } from "node:path";
import { LintError } from "../../model/lint-error.js";
import type { ProjectConfig } from "../../model/config.js";
import type { DiscoverOptions } from "../options.js";
import { NoProjectError } from "../no-project-error.js";
import { findPrismaConfig } from "../prisma-config/find-prisma-config.js";
import { ancestors, isFile, isFolder, isWithin, realPath, repositoryPath, type RepositoryRoot } from "../repository.js";
import { explicit } from "./explicit.js";
import { owns, type Location } from "./location.js";
import { ownerOf } from "./owner.js";
import { searchProjects } from "./search.js";

export interface ChosenProject {
  readonly location: Location;
  /** The project's own entry in the configuration. */
  readonly settings: ProjectConfig | undefined;
}

const EVERYWHERE = Number.POSITIVE_INFINITY;

/** The projects that a run is about: of the command line's flags, else of the configuration, else of the given paths, else those found in the working directory. Throws `LintError` when there is none. */
export async function chooseProjects(options: DiscoverOptions, root: RepositoryRoot): Promise<readonly ChosenProject[]> {
  const paths = existingPaths(options);
  if (options.schema !== undefined || options.migrations !== undefined) return [{ location: await fromFlags(options, root), settings: undefined }];
  if (options.config?.projects !== undefined && options.config.projects.length > 0) return await fromConfig(options, options.config.projects, paths, root);
  const found = new Map<string, Location>();
  for (const path of paths.length > 0 ? paths : [realPath(options.cwd)]) {
    for (const location of await projectsAt(path, root)) found.set(keyOf(location), location);
  }
  return [...found.values()].map((location) => ({ location, settings: undefined }));
}

/** Given paths that are on disk. A bare word may be a migration's name, which is looked for later. */
function existingPaths(options: DiscoverOptions): readonly string[] {
  const paths: string[] = [];
  for (const given of options.paths) {
    const path = realPath(resolve(options.cwd, given));
    if (isFile(path) || isFolder(path)) paths.push(path);
    else if (/[\\/]/.test(given) || given.endsWith(".prisma") || given.endsWith(".sql")) throw new LintError(`${given} does not exist.`, "Check the path; it is relative to the working directory.");
  }
  return paths;
}

async function fromFlags(options: DiscoverOptions, root: RepositoryRoot): Promise<Location> {
  const schema = given("--schema", options.schema, options.cwd);
  const migrations = given("--migrations", options.migrations, options.cwd);
  if (migrations !== undefined && !isFolder(migrations)) throw new LintError(`--migrations ${options.migrations} is a file.`, "Give the folder that holds the migrations.");
  return await explicit(schema, migrations, root);
}

function given(flag: string, path: string | undefined, cwd: string): string | undefined {
  if (path === undefined) return undefined;
  const real = realPath(resolve(cwd, path));
  if (!isFile(real) && !isFolder(real)) throw new LintError(`${flag} ${path} does not exist.`, "Check the path; it is relative to the working directory.");
  return real;
}

async function fromConfig(options: DiscoverOptions, projects: readonly ProjectConfig[], paths: readonly string[], root: RepositoryRoot): Promise<readonly ChosenProject[]> {
  const folder = options.configFile === undefined ? realPath(options.cwd) : dirname(options.configFile);
  const chosen: ChosenProject[] = [];
  for (const settings of projects) {
    const place = (path: string | undefined): string | undefined => (path === undefined ? undefined : realPath(resolve(folder, path)));
    const schema = place(settings.schema);
    const migrations = place(settings.migrations ?? settings.runner?.migrations);
    const missing = schema !== undefined && !isFile(schema) && !isFolder(schema);
    const location = await explicit(missing ? undefined : schema, migrations, root);
    const notices = [...location.notices];
    if (missing) notices.push(`Project "${settings.name}": its schema ${settings.schema} does not exist.`);
    if (schema === undefined && migrations === undefined) notices.push(`Project "${settings.name}" in the configuration names neither "schema" nor "migrations".`);
    chosen.push({ location: { ...location, notices }, settings });
  }
  if (paths.length === 0) return chosen;
  const named = chosen.filter(({ location }) => paths.some((path) => owns(location, path) || holds(path, location)));
  if (named.length === 0) throw new NoProjectError(`${options.paths[0]} belongs to no project of the configuration.`, `Add it to "projects" in ${options.configFile === undefined ? "the configuration" : repositoryPath(root, options.configFile)}, or give another path.`);
  return named;
}

/** The projects below a folder; otherwise the one that the path is part of; otherwise the one of the nearest folder above that has one. */
async function projectsAt(path: string, root: RepositoryRoot): Promise<readonly Location[]> {
  const below = isFolder(path) ? (await searchProjects(path, root, EVERYWHERE)).filter((location) => location.schema !== undefined || holds(path, location)) : [];
  if (below.some((location) => location.schema !== undefined && isWithin(path, location.schema))) return below;
  const owner = await ownerOf(path, root);
  if (owner?.schema !== undefined) return [owner];
  if (below.length > 0) return below;
  if (owner !== undefined) return [owner];
  for (const folder of ancestors(root, isFolder(path) ? path : dirname(path))) {
    if (isFile(path) && path === findPrismaConfig(folder)) return await searchProjects(folder, root, 4);
    const beside = isFolder(path) ? (await searchProjects(folder, root, 3)).filter((location) => location.folder === folder) : [];
    if (beside.length > 0) return beside;
  }
  throw new NoProjectError(`No Prisma project found in ${shown(path, root)}.`, "Run it where schema.prisma or prisma.config.ts is, or say where: --schema PATH.");
}

function shown(path: string, root: RepositoryRoot): string {
  return path === root ? basename(path) : repositoryPath(root, path);
}

function holds(folder: string, location: Location): boolean {
  return isWithin(folder, location.schema ?? location.migrations ?? location.folder);
}

function keyOf(location: Location): string {
  return `${location.schema ?? ""}\n${location.migrations ?? ""}`;
}
