import type { Provider } from "../model/environment.js";
import type { Finding } from "../model/finding.js";
import type { Fixes } from "../model/fix.js";
import type { Base } from "../model/project.js";
import type { SourceText } from "../text/source-text.js";

/** What one run of `lint` found: the input of every format. */
export interface LintReport {
  /** Absolute: what the paths in here are relative to. */
  readonly root: string;
  readonly projects: readonly ProjectReport[];
}

export interface ProjectReport {
  readonly name: string | undefined;
  /** Relative to the repository's root, like every path in here; `.` for the root itself. */
  readonly root: string;
  readonly provider: Provider | undefined;
  /** Whether its migrations could be read: its provider is known and supported. */
  readonly supported: boolean;
  readonly schema: readonly string[];
  readonly migrationsDir: string | undefined;
  readonly base: Base;
  /** Numbers of migrations. */
  readonly replayed: number;
  readonly reported: number;
  /** Whether the reported ones are those that the base lacks, or were chosen: by `--all`, by `--staged`, or by `--latest` or paths. */
  readonly chosen: "new" | "all" | "staged" | "given";
  /** In the order in which they are shown. */
  readonly findings: readonly Finding[];
  /** Every file that a finding or a related place lies in, by its path. A place in a file that is not there is shown without its line. */
  readonly sources: ReadonlyMap<string, SourceText>;
  /** Findings silenced by comments or by `suppress`. */
  readonly suppressed: number;
  readonly notices: readonly string[];
  /** Only when nothing is new: what the last migration would have got. */
  readonly newest: Verdict | undefined;
  /** Only where fixes were asked for. */
  readonly fixes?: Fixes | undefined;
}

export interface Verdict {
  readonly migration: string;
  readonly errors: number;
  readonly warnings: number;
  /** Without repetition, in the order of the findings. */
  readonly rules: readonly string[];
}

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
}

export function countFindings(findings: readonly Finding[]): Counts {
  let errors = 0;
  for (const finding of findings) if (finding.severity === "error") errors++;
  return { errors, warnings: findings.length - errors };
}

export function countReport(report: LintReport): Counts {
  return countFindings(report.projects.flatMap((project) => project.findings));
}

/** The rule's page, from the package's root. */
export const docsPath = (rule: string): string => `docs/rules/${rule}.md`;
