import type { LintReport } from "./lint-report.js";
import { rangeOf } from "./places.js";

/** A GitLab Code Quality report: a JSON array and a line end. */
export function gitlab(report: LintReport): string {
  const issues = report.projects.flatMap(({ findings, sources }) =>
    findings.map((finding) => {
      const { start, end } = rangeOf(finding, sources);
      return {
        description: finding.message,
        check_name: finding.rule,
        fingerprint: finding.fingerprint,
        severity: finding.severity === "error" ? "major" : "minor",
        location: { path: finding.file, lines: { begin: start.line, end: end.line } },
      };
    }),
  );
  return `${JSON.stringify(issues, null, 2)}\n`;
}
