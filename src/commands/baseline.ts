import { readFileSync } from "node:fs";
import { reasonOf } from "../discover/read-text.js";
import type { Finding } from "../model/finding.js";
import { LintError } from "../model/lint-error.js";
import type { LintReport, ProjectReport } from "../report/lint-report.js";
import { plural } from "../report/summary.js";
import { writeReport } from "./write-report.js";

/** A finding that is known and not reported. By its fingerprint, which holds no line and no folder's name; the rest is for people. */
export interface BaselineEntry {
  readonly fingerprint: string;
  /** Name or folder of the project, where there are several. */
  readonly project?: string;
  readonly rule: string;
  readonly file: string;
  readonly message: string;
}

/** The entries of a baseline file; none where it is not there. Throws `LintError` for a file that cannot be read or is none. */
export function readBaseline(path: string): readonly BaselineEntry[] {
  const todo = "Make it with --update-baseline.";
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw new LintError(`${path} is no baseline: ${error instanceof SyntaxError ? error.message : reasonOf(error)}.`, todo);
  }
  const findings = typeof value === "object" && value !== null && "version" in value && value.version === 1 && "findings" in value && Array.isArray(value.findings) ? (value.findings as readonly unknown[]) : undefined;
  if (findings === undefined) throw new LintError(`${path} is no baseline: it is not { "version": 1, "findings": […] }.`, todo);
  return findings.map((entry) => {
    if (isEntry(entry)) return entry;
    throw new LintError(`${path} is no baseline: it has a finding without fingerprint, rule, file and message.`, todo);
  });
}

function isEntry(value: unknown): value is BaselineEntry {
  if (typeof value !== "object" || value === null) return false;
  const texts = ["fingerprint", "rule", "file", "message"].map((name): unknown => Reflect.get(value, name));
  return texts.every((text) => typeof text === "string");
}

/** Whether a finding of a project is in the baseline; `several`: the run is about more than one. */
export function knownIn(baseline: readonly BaselineEntry[]): (finding: Finding, project: Pick<ProjectReport, "name" | "root">, several: boolean) => boolean {
  const known = new Set(baseline.map(keyOf));
  return (finding, project, several) => known.has(keyOf(entryOf(finding, project, several)));
}

/** The report without what the baseline holds, which is counted as suppressed; entries that match nothing are said where everything was looked at. */
export function withoutBaseline(report: LintReport, baseline: readonly BaselineEntry[]): LintReport {
  const known = new Set(baseline.map(keyOf));
  const used = new Set<string>();
  const several = report.projects.length > 1;
  const projects = report.projects.map((project): ProjectReport => {
    const findings = project.findings.filter((finding) => {
      const key = keyOf(entryOf(finding, project, several));
      if (known.has(key)) used.add(key);
      return !known.has(key);
    });
    return { ...project, findings, suppressed: project.suppressed + project.findings.length - findings.length };
  });
  const stale = known.size - used.size;
  const [first, ...others] = projects;
  if (stale === 0 || first === undefined || !isWhole(report)) return { ...report, projects };
  const notice = `${plural(stale, "finding")} of the baseline ${stale === 1 ? "is" : "are"} not there any more: --update-baseline takes ${stale === 1 ? "it" : "them"} out.`;
  return { ...report, projects: [{ ...first, notices: [...first.notices, notice] }, ...others] };
}

/**
 * Writes what was found as the baseline, sorted; of a run that did not look at everything, beside what the file holds already. Gives the number of
 * entries. Throws `LintError`.
 */
export function updateBaseline(path: string, report: LintReport): number {
  const several = report.projects.length > 1;
  const found = report.projects.flatMap((project) => project.findings.map((finding) => entryOf(finding, project, several)));
  const entries = new Map([...(isWhole(report) ? [] : readBaseline(path)), ...found].map((entry) => [keyOf(entry), entry]));
  const sorted = [...entries.values()].sort((a, b) => compare(a.file, b.file) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint));
  writeReport(path, `${JSON.stringify({ version: 1, findings: sorted }, null, 2)}\n`);
  return sorted.length;
}

/** Every migration was reported: `--all`, or there is no base. */
const isWhole = (report: LintReport): boolean => report.projects.every(({ chosen, migrationsDir, supported }) => chosen === "all" || migrationsDir === undefined || !supported);

const entryOf = ({ fingerprint, rule, file, message }: Finding, { name, root }: Pick<ProjectReport, "name" | "root">, several: boolean): BaselineEntry => ({ fingerprint, ...(several && { project: name ?? root }), rule, file, message });

const keyOf = ({ fingerprint, project = "" }: BaselineEntry): string => JSON.stringify([project, fingerprint]);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
