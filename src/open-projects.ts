import { readUserConfig } from "./check/config/config.js";
import { openRepository } from "./discover/git/index.js";
import { discover, loadUserConfig, type Buffered, type Selection, type UserConfigFile } from "./discover/index.js";
import { loadExtended } from "./discover/extended-configs.js";
import { isFolder, realPath } from "./discover/repository.js";
import { LintError } from "./model/lint-error.js";
import type { Project } from "./model/project.js";
import { rules } from "../rules/index.js";

export interface OpenOptions {
  /** Absolute; all paths given are relative to it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Files, folders or names of migrations. */
  readonly paths: readonly string[];
  readonly selection: Selection;
  readonly since?: readonly string[];
  readonly config?: string;
  readonly schema?: string;
  readonly migrations?: string;
  readonly provider?: string;
  /** Takes the place of the paths. */
  readonly buffer?: Buffered | undefined;
}

export interface OpenProjects {
  /** Absolute: what files are relative to. */
  readonly root: string;
  readonly config: UserConfigFile | undefined;
  /** What its `extends` names besides the presets, by those names. */
  readonly packages: ReadonlyMap<string, unknown>;
  /** One or more. */
  readonly projects: readonly Project[];
}

/** What every command that looks at migrations starts with: git, our configuration, the projects. Throws `LintError`. */
export async function openProjects({ cwd, env, config: configFile, ...options }: OpenOptions): Promise<OpenProjects> {
  if (!isFolder(cwd)) throw new LintError(`The folder ${cwd} does not exist.`, "Give one that does with --cwd.");
  const git = await openRepository(cwd, env);
  const root = git.topLevel ?? realPath(cwd);
  const config = await loadUserConfig(cwd, root, configFile);
  const packages = config === undefined ? new Map<string, unknown>() : await loadExtended(config);
  const user = config === undefined ? undefined : readUserConfig(config.value, { rules, file: config.file });
  const projects = await discover({ ...options, cwd, config: user, configFile: config?.path, git });
  return { root, config, packages, projects };
}
