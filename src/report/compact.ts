import type { LintReport } from "./lint-report.js";
import { rangeOf } from "./places.js";
import { printable } from "./prose.js";

/** A line a finding, as compilers write them and editors read them: `file:line:column: error: message [rule]`. */
export function compact(report: LintReport, show: (file: string) => string): string {
  const lines = report.projects.flatMap(({ findings, sources }) =>
    findings.map((finding) => {
      const { line, column } = rangeOf(finding, sources).start;
      return printable(`${show(finding.file)}:${line}:${column}: ${finding.severity}: ${finding.message} [${finding.rule}]`).replaceAll("\n", " ");
    }),
  );
  return lines.map((line) => `${line}\n`).join("");
}
