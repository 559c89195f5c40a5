import { lint as lintProjects, type LintOptions } from "./lint.js";
import type { UserConfig } from "./model/config.js";
import type { LintReport } from "./report/lint-report.js";

export * from "./core.js";
export type { LintOptions } from "./lint.js";
export type { LintReport, ProjectReport, Verdict } from "./report/lint-report.js";

/** Gives the configuration back as it is: editors then know its keys. */
export const defineConfig = (config: UserConfig): UserConfig => config;

/** What the command `lint` does, as data: by default the new migrations of the projects in the working directory. Throws `LintError` for wrong use and unreadable input. */
export function lint(options: Partial<LintOptions> = {}): Promise<LintReport> {
  return lintProjects({ cwd: process.cwd(), env: process.env, paths: [], selection: { kind: "new" }, ...options });
}
