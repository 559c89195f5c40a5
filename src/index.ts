import type { UserConfig } from "./model/config.js";

export { lint, type LintOptions } from "./lint.js";
export { LintError } from "./model/lint-error.js";
export type { Finding, Severity, Subject, Suggestion } from "./model/finding.js";
export type { ProjectConfig, UserConfig } from "./model/config.js";
export type { LintReport, ProjectReport } from "./report/lint-report.js";

/** Gives the configuration back as it is: editors then know its keys. */
export const defineConfig = (config: UserConfig): UserConfig => config;
