import { basename, dirname, join } from "node:path";
import { LintError } from "../../model/lint-error.js";
import { declaresModels, readDatasource } from "../datasource.js";
import type { Unread } from "../prisma-config/read-prisma-config.js";
import { readText } from "../read-text.js";
import { ancestors, isFile, isFolder, isWithin, realPath, repositoryPath, type RepositoryRoot } from "../repository.js";
import { schemaFiles } from "../schema-files.js";

/** Where a project's parts are; all paths absolute with symlinks resolved. */
export interface Location {
  /** The project's folder. */
  readonly folder: string;
  /** File or folder that is there; undefined when there is none, or it cannot be told. */
  readonly schema: string | undefined;
  /** Where migrations are or would be; undefined when it cannot be told. */
  readonly migrations: string | undefined;
  /** Somebody wrote the migrations path down: it is worth a notice when nothing is there. */
  readonly migrationsWritten: boolean;
  readonly externalTables: readonly string[];
  readonly defaultSchema: { readonly value: string; readonly source: string } | undefined;
  /** What its prisma.config leaves untold. */
  readonly unread: readonly Unread[];
  readonly notices: readonly string[];
}

/** A project known by its schema alone, or by its migrations alone. */
export function locationOf(schema: string | undefined, migrations: string | undefined, root: RepositoryRoot): Location {
  return {
    folder: projectFolder(schema ?? migrations ?? root, root),
    schema,
    migrations: migrations ?? (schema === undefined ? undefined : defaultMigrations(schema)),
    migrationsWritten: false,
    externalTables: [],
    defaultSchema: undefined,
    unread: [],
    notices: [],
  };
}

/** Where Prisma looks for a schema in a folder when nothing says where it is. */
export function defaultSchema(folder: string): string | undefined {
  for (const place of ["schema.prisma", join("prisma", "schema.prisma")]) {
    const path = join(folder, place);
    if (isFile(path)) return widened(realPath(path));
  }
  // Prisma 6 with prismaSchemaFolder.
  const path = join(folder, "prisma", "schema");
  return isFolder(path) && schemaFiles(path).length > 0 ? realPath(path) : undefined;
}

/**
 * Beside the schema file. For a folder, Prisma 7 looks in the folder itself, Prisma 6 next to the file that holds the datasource (facts: directoryConfig.ts);
 * the one that is there counts.
 */
export function defaultMigrations(schema: string): string {
  if (isFile(schema)) return join(dirname(schema), "migrations");
  const inFolder = join(schema, "migrations");
  if (isFolder(inFolder)) return realPath(inFolder);
  for (const file of schemaFiles(schema)) {
    const beside = join(dirname(file), "migrations");
    if (isFolder(beside) && hasDatasource(file)) return realPath(beside);
  }
  return inFolder;
}

/** The folder around a schema file that holds only the datasource, when its models are in files beside or below; otherwise the file. */
export function widened(file: string): string {
  const folder = dirname(file);
  const others = schemaFiles(folder).filter((other) => other !== file);
  const alone = others.length === 0 || others.some(hasDatasource) || !others.some(hasModels);
  if (alone) return file;
  return basename(folder) === "schema" || !hasModels(file) ? folder : file;
}

/** Whether a path belongs to the project: its schema, its migrations, or a folder in them. */
export function owns(location: Location, path: string): boolean {
  if (location.migrations !== undefined && isWithin(location.migrations, path)) return true;
  return location.schema !== undefined && isWithin(location.schema, path);
}

/** For messages. */
export function placeOf(location: Location, root: RepositoryRoot): string {
  return repositoryPath(root, location.schema ?? location.migrations ?? location.folder);
}

/** The nearest folder with a package.json; without one the folder above `prisma`, or the schema's own. */
function projectFolder(path: string, root: RepositoryRoot): string {
  const start = isFolder(path) && basename(path) !== "schema" && !basename(path).includes("migration") ? path : dirname(path);
  for (const folder of ancestors(root, start)) if (isFile(join(folder, "package.json"))) return folder;
  return basename(start) === "prisma" && start !== root ? dirname(start) : start;
}

function hasDatasource(file: string): boolean {
  return readDatasource(textOf(file) ?? "") !== undefined;
}

function hasModels(file: string): boolean {
  return declaresModels(textOf(file) ?? "");
}

/** For a first look: undefined for a file that cannot be read. */
export function textOf(file: string): string | undefined {
  try {
    return readText(file, file).text;
  } catch (error) {
    if (error instanceof LintError) return undefined;
    throw error;
  }
}
