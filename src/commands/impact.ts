import { resolve } from "node:path";
import { resolveConfig } from "../check/config/config.js";
import type { Selection } from "../discover/index.js";
import { impactOf } from "../impact/impact.js";
import { replayProject } from "../judge.js";
import { dialectOf } from "../lint.js";
import type { MigrationImpact } from "../model/impact.js";
import { LintError } from "../model/lint-error.js";
import type { Project } from "../model/project.js";
import { openProjects } from "../open-projects.js";
import { impactJson } from "../report/impact-json.js";
import { impactPretty } from "../report/impact-pretty.js";
import { jsonText } from "../report/json.js";
import { rules } from "../../rules/index.js";
import type { ImpactFlags } from "./options.js";
import { progressOn } from "./progress.js";
import { readStats } from "./stats.js";
import { chalkFor, widthOf, type Terminal } from "./terminal.js";

/** `impact`: what each statement of the chosen migrations locks, reads, rewrites and loses; by default of the new ones. Throws `LintError`. */
export async function impactCommand(names: readonly string[], flags: ImpactFlags, terminal: Terminal): Promise<number> {
  const cwd = resolve(terminal.cwd, flags.cwd ?? ".");
  const selection: Selection = { kind: flags.all === true ? "all" : names.length > 0 ? "paths" : "new" };
  const { projects, config: user, packages } = await openProjects({ ...flags, cwd, env: terminal.env, paths: names, selection });
  const stats = flags.stats === undefined ? undefined : readStats(resolve(terminal.cwd, flags.stats));
  const progress = progressOn(terminal.stderr, flags.quiet === true);
  const results: { project: Project; migrations: readonly MigrationImpact[] }[] = [];
  try {
    for (const project of projects) {
      const dialect = await dialectOf(project);
      if (dialect === undefined) continue;
      const config = resolveConfig(user?.value, { rules, overrides: [], preset: undefined, file: user?.file, project: project.name, packages });
      const tables = stats ? new Map([...stats, ...config.tables]) : config.tables;
      const timeline = replayProject(project, dialect, { eachAsNewest: flags.all === true || project.base.kind === "none", onMigration: (done, all) => progress.update(done, all) });
      const chosen = timeline.migrations.filter(({ migration }) => migration.reported);
      results.push({ project, migrations: chosen.map((migration) => impactOf(migration, dialect, { ...config, tables })) });
    }
  } finally {
    progress.clear();
  }
  if (results.length === 0) throw new LintError(projects.flatMap(({ notices }) => notices).at(-1) ?? "There is nothing to replay.", "Choose a project of PostgreSQL by --schema or --cwd.");
  if (flags.format === "json") {
    terminal.stdout.write(jsonText("impact", { projects: results.map(({ project, migrations }) => ({ root: project.root, migrations: migrations.map(impactJson) })) }));
    return 0;
  }
  const page = { chalk: chalkFor(terminal.stdout, terminal.env, flags.color), width: widthOf(terminal.stdout) };
  const all = results.flatMap(({ migrations }) => migrations);
  terminal.stdout.write(all.length > 0 ? impactPretty(all, page) : "No new migrations. Name some, or give --all.\n");
  return 0;
}
