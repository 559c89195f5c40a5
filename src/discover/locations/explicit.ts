import { dirname } from "node:path";
import { findPrismaConfig } from "../prisma-config/find-prisma-config.js";
import { readPrismaConfig } from "../prisma-config/read-prisma-config.js";
import { ancestors, repositoryPath, type RepositoryRoot } from "../repository.js";
import { fromPrismaConfig } from "./from-prisma-config.js";
import { defaultMigrations, locationOf, type Location } from "./location.js";
import { ownerOf } from "./owner.js";

/** A project of which people said the schema or the migrations (absolute real paths); the rest is as found. */
export async function explicit(schema: string | undefined, migrations: string | undefined, root: RepositoryRoot): Promise<Location> {
  const known = schema ?? migrations;
  const owner = known === undefined ? undefined : ((await ownerOf(known, root)) ?? (await halfToldBy(known, root)));
  const found = owner ?? locationOf(schema, migrations, root);
  const ownSchema = schema ?? found.schema;
  const unread = found.unread.filter(({ about }) => !((schema !== undefined || about === "migrations") && (migrations !== undefined || about === "schema")));
  const untold = unread.some(({ about }) => about !== "schema");
  return {
    ...found,
    schema: ownSchema,
    migrations: migrations ?? found.migrations ?? (ownSchema === undefined || untold ? undefined : defaultMigrations(ownSchema)),
    migrationsWritten: migrations !== undefined || found.migrationsWritten,
    unread,
  };
}

/** The project of a prisma.config above whose schema cannot be read: what else it says still counts for the schema that people name. */
async function halfToldBy(path: string, root: RepositoryRoot): Promise<Location | undefined> {
  for (const folder of ancestors(root, dirname(path))) {
    const file = findPrismaConfig(folder);
    if (file === undefined) continue;
    const config = await readPrismaConfig(file, repositoryPath(root, file));
    return config.schema.kind === "unknown" ? fromPrismaConfig(config, root) : undefined;
  }
  return undefined;
}
