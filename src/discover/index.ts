import { dirname, resolve } from "node:path";
import { LintError } from "../model/lint-error.js";
import { providers, type Provider } from "../model/environment.js";
import type { Project } from "../model/project.js";
import { chooseProjects } from "./locations/choose.js";
import type { DiscoverOptions } from "./options.js";
import { nameOf } from "./history.js";
import { providerNamed } from "./provider.js";
import { readProject } from "./read-project.js";
import { isFile, isFolder, realPath, repositoryPath } from "./repository.js";

export type { Buffered, DiscoverOptions } from "./options.js";
export type { Selection } from "./selection.js";
export { loadUserConfig, type UserConfigFile } from "./user-config.js";

/**
 * Every project that a run is about, read from disk and git; nothing after it touches either. Throws `LintError` for wrong paths and options, for files
 * that cannot be read, and when there is no project at all.
 */
export async function discover(options: DiscoverOptions): Promise<readonly Project[]> {
  const root = options.git.topLevel ?? realPath(options.cwd);
  const provider = options.provider === undefined ? undefined : givenProvider(options.provider);
  const buffer = options.buffer && { ...options.buffer, path: realPath(resolve(options.cwd, options.buffer.path)) };
  const chosenProjects = await chooseProjects(buffer === undefined ? options : { ...options, paths: [existing(buffer.path)] }, root);
  const paths = buffer === undefined ? options.paths.map((path) => realPath(resolve(options.cwd, path))).filter((path) => isFile(path) || isFolder(path)) : [buffer.path];
  const names = options.paths.filter((path) => !isFile(resolve(options.cwd, path)) && !isFolder(resolve(options.cwd, path)));
  const chosen = { selection: options.selection, paths, names };
  const projects: Project[] = [];
  for (const each of chosenProjects) {
    projects.push(await readProject(each, { root, config: options.config, since: options.since ?? [], provider, chosen, git: options.git, buffer }));
  }
  requireSomething(projects);
  requireNames(names, projects);
  if (buffer !== undefined) requireFile(repositoryPath(root, buffer.path), projects);
  return named(projects);
}

function givenProvider(name: string): Provider {
  const provider = providerNamed(name);
  if (provider === undefined) throw new LintError(`Unknown provider "${name}".`, `Give one of ${providers.join(", ")} with --provider.`);
  return provider;
}

/** Projects of which nothing could be found are notices beside others, and the reason to stop when there are no others. */
function requireSomething(projects: readonly Project[]): void {
  if (projects.some((project) => project.schema.length > 0 || project.migrationsDir !== undefined)) return;
  throw new LintError(projects[0]?.notices[0] ?? "No Prisma project found.", "Say where it is: --schema PATH, and --migrations DIR.");
}

function requireNames(names: readonly string[], projects: readonly Project[]): void {
  for (const name of names) {
    if (projects.some((project) => project.migrations.some((migration) => migration.name === name))) continue;
    throw new LintError(`There is no file, folder or migration named ${name}.`, "Give a path relative to the working directory, or a migration's full folder name.");
  }
}

/** A text that is part of nothing must not look like one without problems. */
function requireFile(file: string, projects: readonly Project[]): void {
  const isPart = ({ schema, migrationsDir }: Project): boolean => schema.some((source) => source.file === file) || (migrationsDir !== undefined && nameOf(file, migrationsDir) !== undefined);
  if (projects.some(isPart)) return;
  throw new LintError(`${file} is neither a migration nor part of a schema here.`, "Give the path that the text has or will have: prisma/migrations/NAME/migration.sql.");
}

/** The path, or the nearest folder above it that is there. */
function existing(path: string): string {
  return isFile(path) || isFolder(path) || dirname(path) === path ? path : existing(dirname(path));
}

/** Projects that share a folder are told apart by their schemas. */
function named(projects: readonly Project[]): readonly Project[] {
  return projects.map((project) => {
    const alone = project.name !== undefined || projects.filter(({ root }) => root === project.root).length === 1;
    return alone ? project : { ...project, name: project.schema[0]?.file ?? project.migrationsDir };
  });
}
