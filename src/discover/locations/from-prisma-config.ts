import { join } from "node:path";
import type { PrismaConfig } from "../prisma-config/read-prisma-config.js";
import { isFile, isFolder, isWithin, realPath, repositoryPath, type RepositoryRoot } from "../repository.js";
import { defaultMigrations, defaultSchema, type Location } from "./location.js";

/** The project that a prisma.config describes. What it points to and is not there becomes a notice. */
export function fromPrismaConfig(config: PrismaConfig, root: RepositoryRoot): Location {
  const notices = [...config.notices];
  const name = repositoryPath(root, config.file);
  let schema: string | undefined;
  if (config.schema.kind === "absent") {
    schema = defaultSchema(config.folder);
    if (schema === undefined && !config.isPrisma8) notices.push(`${name} names no schema, and there is none at schema.prisma or prisma/schema.prisma.`);
  } else if (config.schema.kind === "known") {
    schema = realPath(config.schema.value);
    if (!isFile(schema) && !isFolder(schema)) {
      notices.push(`${name}: "schema" points to ${repositoryPath(root, schema)}, which does not exist.`);
      schema = undefined;
    }
  }
  let migrations: string | undefined;
  if (config.migrations.kind === "known") migrations = realPath(config.migrations.value);
  else if (config.migrations.kind === "absent" && schema !== undefined) migrations = defaultMigrations(schema);
  return {
    folder: config.folder,
    schema,
    migrations,
    migrationsWritten: config.migrations.kind === "known",
    externalTables: config.externalTables,
    defaultSchema: config.defaultSchema === undefined ? undefined : { value: config.defaultSchema, source: name },
    unread: config.unread,
    notices,
  };
}

/** Schemas and migrations that a search would take for projects of their own though this configuration, which cannot be read, may say something else of them. */
export function hiddenBy(config: PrismaConfig): readonly string[] {
  if (config.schema.kind !== "unknown") return [];
  const places = ["schema.prisma", "migrations", join("prisma", "schema.prisma"), join("prisma", "schema"), join("prisma", "migrations"), join("prisma", "schema", "migrations")];
  return places.map((place) => realPath(join(config.folder, place)));
}

/** Whether a search in `folder` is about this configuration, which lies above it. */
export function concerns(config: PrismaConfig, location: Location, folder: string): boolean {
  const places = [location.schema, location.migrations, ...hiddenBy(config)].filter((place) => place !== undefined);
  return places.some((place) => isWithin(folder, place) || isWithin(place, folder));
}
