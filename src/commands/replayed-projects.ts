import { resolve } from "node:path";
import { resolveConfig } from "../check/config/config.js";
import type { Selection } from "../discover/index.js";
import { replayProject } from "../judge.js";
import { dialectOf } from "../lint.js";
import type { Config } from "../model/config.js";
import type { Dialect } from "../model/dialect.js";
import { LintError } from "../model/lint-error.js";
import type { Project } from "../model/project.js";
import type { ReplayedMigration, Timeline } from "../model/step.js";
import { openProjects } from "../open-projects.js";
import { rules } from "../../rules/index.js";
import type { SharedFlags } from "./options.js";
import { progressOn } from "./progress.js";
import type { Terminal } from "./terminal.js";

export interface ReplayedProject {
  readonly project: Project;
  readonly dialect: Dialect;
  readonly config: Config;
  readonly timeline: Timeline;
  /** The migrations that the command line names. */
  readonly chosen: readonly ReplayedMigration[];
}

export interface ReplayedProjects {
  /** Absolute: what files are relative to. */
  readonly root: string;
  /** Those of a supported provider, one or more. */
  readonly projects: readonly ReplayedProject[];
}

/** What commands start with that look at some migrations: those of `names`, with `all` every one, by default the new ones. Throws `LintError`, also where there is nothing to replay. */
export async function replayedProjects(names: readonly string[], flags: ChoosingFlags, terminal: Terminal): Promise<ReplayedProjects> {
  const cwd = resolve(terminal.cwd, flags.cwd ?? ".");
  const selection: Selection = { kind: flags.all === true ? "all" : names.length > 0 ? "paths" : "new" };
  const { root, projects, config: user, packages } = await openProjects({ ...flags, cwd, env: terminal.env, paths: names, selection });
  const progress = progressOn(terminal.stderr, flags.quiet === true);
  const replayed: ReplayedProject[] = [];
  try {
    for (const project of projects) {
      const dialect = await dialectOf(project);
      if (dialect === undefined) continue;
      const config = resolveConfig(user?.value, { rules, overrides: [], preset: undefined, file: user?.file, project: project.name, packages });
      const timeline = replayProject(project, dialect, { eachAsNewest: flags.all === true || project.base.kind === "none", onMigration: (done, all) => progress.update(done, all) });
      replayed.push({ project, dialect, config, timeline, chosen: timeline.migrations.filter(({ migration }) => migration.reported) });
    }
  } finally {
    progress.clear();
  }
  if (replayed.length === 0) throw new LintError(projects.flatMap(({ notices }) => notices).at(-1) ?? "There is nothing to replay.", "Choose a project of PostgreSQL by --schema or --cwd.");
  return { root, projects: replayed };
}

export interface ChoosingFlags extends SharedFlags {
  readonly all?: boolean;
  readonly since?: readonly string[];
}
