import { join } from "node:path";
import { parse, TomlError } from "smol-toml";
import { providers, type Provider } from "../model/environment.js";
import { readText } from "./read-text.js";
import { isFile, repositoryPath, type RepositoryRoot } from "./repository.js";

/** Providers whose SQL is understood; projects of the others are never linted as one of these. */
export const SUPPORTED_PROVIDERS: readonly Provider[] = ["postgresql"];

export const LOCK_FILE = "migration_lock.toml";

export interface FoundProvider {
  readonly provider: Provider | undefined;
  /** What each of the two says. */
  readonly inSchema: Provider | undefined;
  readonly inLock: Provider | undefined;
  readonly lockThere: boolean;
  readonly notices: readonly string[];
}

/** The provider by its name as people write it: Prisma accepts `postgres` as another word for the same. */
export function providerNamed(name: string): Provider | undefined {
  return name === "postgres" ? "postgresql" : providers.find((provider) => provider === name);
}

/** From the command line, else the schema's datasource, else migration_lock.toml; `place` is how notices call the project. */
export function findProvider(given: Provider | undefined, written: string | undefined, migrationsDir: string | undefined, root: RepositoryRoot, place: string): FoundProvider {
  const notices: string[] = [];
  const lock = migrationsDir === undefined ? undefined : readLock(join(migrationsDir, LOCK_FILE), root, notices);
  const inSchema = written === undefined ? undefined : known(written, `the datasource of ${place}`, notices);
  const inLock = lock === undefined ? undefined : known(lock, `${repositoryPath(root, migrationsDir ?? "")}/${LOCK_FILE}`, notices);
  const provider = given ?? inSchema ?? inLock;
  const unknown = written ?? lock;
  if (provider === undefined) notices.push(`The database provider ${unknown === undefined ? "" : `"${unknown}" `}of ${place} is not known: give --provider postgresql if it is PostgreSQL. Its migrations are not linted.`);
  else if (!SUPPORTED_PROVIDERS.includes(provider)) notices.push(`${place} uses ${provider}, which is not supported yet: its migrations are not linted.`);
  return { provider, inSchema, inLock, lockThere: migrationsDir !== undefined && isFile(join(migrationsDir, LOCK_FILE)), notices };
}

function known(name: string, where: string, notices: string[]): Provider | undefined {
  const provider = providerNamed(name);
  if (provider === undefined) notices.push(`Unknown provider "${name}" in ${where}: expected one of ${providers.join(", ")}.`);
  return provider;
}

function readLock(path: string, root: RepositoryRoot, notices: string[]): string | undefined {
  if (!isFile(path)) return undefined;
  const name = repositoryPath(root, path);
  const { text } = readText(path, name);
  if (/^(<{7}|={7}|>{7})/m.test(text)) {
    notices.push(`${name} has unresolved merge conflicts: it is not read.`);
    return undefined;
  }
  try {
    const { provider } = parse(text.replace(/^\uFEFF/, ""));
    if (typeof provider === "string") return provider;
    notices.push(`${name} names no provider.`);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    notices.push(`${name} is not valid TOML (line ${error.line}): it is not read.`);
  }
  return undefined;
}
