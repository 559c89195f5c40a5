import type { Environment, Fact, Provider } from "../model/environment.js";
import type { ProjectConfig } from "../model/config.js";
import type { RepositoryRoot } from "./repository.js";
import { configuredVersion } from "./versions/configured-version.js";
import { findPrismaVersion } from "./versions/prisma-version.js";
import { findServerVersion } from "./versions/server-version.js";

type Settings = Omit<ProjectConfig, "name">;

const CONFIG = "configuration";

/** What the migrations will run on: the configuration's word, else what the project's files tell. Throws `LintError` for a version that is none. */
export function findEnvironment(provider: Provider | undefined, folder: string, root: RepositoryRoot, settings: Settings, schemaOfUrl: Fact<string> | undefined): Environment {
  return {
    // Never used for an unknown provider: such a project's migrations are not linted.
    provider: provider ?? "postgresql",
    serverVersion: settings.postgresVersion === undefined ? findServerVersion(folder, root) : { value: configuredVersion("postgresVersion", settings.postgresVersion).major, source: CONFIG },
    prismaVersion: settings.prismaVersion === undefined ? findPrismaVersion(folder, root) : { value: configuredVersion("prismaVersion", settings.prismaVersion), source: CONFIG },
    runner: settings.runner?.transaction,
    placeholders: new Map(Object.entries(settings.runner?.placeholders ?? {})),
    defaultSchema: settings.defaultSchema === undefined ? (schemaOfUrl ?? { value: "public", source: "not found: assumed" }) : { value: settings.defaultSchema, source: CONFIG },
    timeZone: settings.timeZone === undefined ? { value: undefined, source: "not found: assumed" } : { value: settings.timeZone, source: CONFIG },
  };
}
