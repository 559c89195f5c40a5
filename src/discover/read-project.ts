import type { ProjectConfig, UserConfig } from "../model/config.js";
import type { Fact, Provider } from "../model/environment.js";
import type { MigrationsFolder, Project } from "../model/project.js";
import { SourceText } from "../text/source-text.js";
import { readDatasource, type Datasource } from "./datasource.js";
import { findEnvironment } from "./environment.js";
import type { GitReader } from "./git/types.js";
import { readHistory, type Chosen } from "./history.js";
import type { ChosenProject } from "./locations/choose.js";
import { placeOf, type Location } from "./locations/location.js";
import type { Buffered } from "./options.js";
import { findProvider, LOCK_FILE, SUPPORTED_PROVIDERS, type FoundProvider } from "./provider.js";
import { repositoryPath, type RepositoryRoot } from "./repository.js";
import { compareWithBase } from "./compare-with-base.js";
import { readWorkingTree, type WorkingTree } from "./working-tree.js";

export interface Reading {
  readonly root: RepositoryRoot;
  readonly config: UserConfig | undefined;
  readonly since: readonly string[];
  readonly provider: Provider | undefined;
  readonly chosen: Chosen;
  readonly git: GitReader;
  /** Its path is absolute. */
  readonly buffer: Buffered | undefined;
}

/** Reads one project from disk and git. Throws `LintError` for files that cannot be read and refs that are not there. */
export async function readProject({ location, settings }: ChosenProject, reading: Reading): Promise<Project> {
  const { root, config, git, chosen } = reading;
  const merged: Omit<ProjectConfig, "name"> = { ...config, ...settings };
  const place = placeOf(location, root);
  const tree = await readWorkingTree(location, root, { index: chosen.selection.kind === "staged" ? git : undefined, buffer: reading.buffer });
  const state = await git.base({ since: reading.since, configured: asList(merged.since), deployed: merged.deployed });
  const { compared, baseSchema } = await compareWithBase(state, tree);

  const dir = tree.migrationsDir;
  const there = dir !== undefined && (tree.migrationsThere || tree.migrations.size > 0 || [...compared.values()].some(({ tip }) => tip !== undefined));
  const schema = [...tree.schema].map(([file, text]) => new SourceText(file, text));
  const datasource = firstDatasource(schema);
  const found = findProvider(reading.provider, datasource?.provider, there ? location.migrations : undefined, root, place);
  // Read as PostgreSQL's, the SQL of another database gives nonsense: it stays unread.
  const supported = found.provider !== undefined && SUPPORTED_PROVIDERS.includes(found.provider);
  const missing = location.migrationsWritten && !there ? [`The migrations folder of ${place} does not exist: ${dir ?? "unknown"}.`] : [];
  return {
    name: settings?.name,
    root: repositoryPath(root, location.folder),
    provider: found.provider,
    schema,
    baseSchema,
    migrationsDir: there ? dir : undefined,
    folder: there && tree.migrations.size + tree.beside.withoutSql.length > 0 ? folderOf(dir, tree, found) : undefined,
    migrations: there && supported && location.migrations !== undefined ? readHistory({ folder: location.migrations, dir, working: tree.migrations, compared, chosen, staged: tree.staged }) : [],
    base: state.base,
    environment: findEnvironment(found.provider, location.folder, root, merged, schemaOfUrl(location, datasource?.defaultSchema, place)),
    externalTables: location.externalTables,
    notices: [...location.notices, ...location.unread.map(({ notice }) => notice), ...git.notices, ...state.notices, ...missing, ...tree.notices, ...found.notices],
  };
}

function folderOf(dir: string, { beside }: WorkingTree, { inSchema, inLock, lockThere }: FoundProvider): MigrationsFolder {
  const { withoutSql, stray } = beside;
  return { dir, lock: inLock === undefined ? undefined : { file: `${dir}/${LOCK_FILE}`, provider: inLock }, lockThere, provider: inSchema, withoutSql, stray };
}

function firstDatasource(schema: readonly SourceText[]): Datasource | undefined {
  for (const { text } of schema) {
    const datasource = readDatasource(text);
    if (datasource !== undefined) return datasource;
  }
  return undefined;
}

function schemaOfUrl(location: Location, inSchema: string | undefined, place: string): Fact<string> | undefined {
  return location.defaultSchema ?? (inSchema === undefined ? undefined : { value: inSchema, source: place });
}

function asList(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}
