import { resolve } from "node:path";
import { impactOf } from "../impact/impact.js";
import { impactJson } from "../report/impact-json.js";
import { impactPretty } from "../report/impact-pretty.js";
import { jsonText } from "../report/json.js";
import type { ImpactFlags } from "./options.js";
import { replayedProjects } from "./replayed-projects.js";
import { readStats } from "./stats.js";
import { pageOf, type Terminal } from "./terminal.js";

/** `impact`: what each statement of the chosen migrations locks, reads, rewrites and loses; by default of the new ones. Throws `LintError`. */
export async function impactCommand(names: readonly string[], flags: ImpactFlags, terminal: Terminal): Promise<number> {
  const stats = flags.stats === undefined ? undefined : readStats(resolve(terminal.cwd, flags.stats));
  const { projects } = await replayedProjects(names, flags, terminal);
  const results = projects.map(({ project, dialect, config, chosen }) => {
    const tables = stats ? new Map([...stats, ...config.tables]) : config.tables;
    return { project, migrations: chosen.map((migration) => impactOf(migration, dialect, { ...config, tables })) };
  });
  if (flags.format === "json") {
    terminal.stdout.write(jsonText("impact", { projects: results.map(({ project, migrations }) => ({ root: project.root, migrations: migrations.map(impactJson) })) }));
    return 0;
  }
  const page = pageOf(terminal, flags.color);
  const all = results.flatMap(({ migrations }) => migrations);
  terminal.stdout.write(all.length > 0 ? impactPretty(all, page) : "No new migrations. Name some, or give --all.\n");
  return 0;
}
