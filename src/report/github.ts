import type { Finding } from "../model/finding.js";
import type { SourceText } from "../text/source-text.js";
import type { LintReport } from "./lint-report.js";
import { rangeOf } from "./places.js";

/** Workflow commands, by which GitHub Actions puts each finding at its line; of a step it shows ten errors and ten warnings. */
export function github(report: LintReport): string {
  return report.projects.flatMap(({ findings, sources }) => findings.map((finding) => command(finding, sources))).join("");
}

function command(finding: Finding, sources: ReadonlyMap<string, SourceText>): string {
  const { start, end } = rangeOf(finding, sources);
  // Columns are for places on one line; `end` is exclusive here and inclusive there.
  const columns = start.line === end.line ? { col: start.column, endColumn: Math.max(start.column, end.column - 1) } : {};
  const properties = { file: finding.file, line: start.line, endLine: end.line, ...columns, title: finding.rule };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${finding.severity} ${written.join(",")}::${data([finding.message, finding.help].filter((text) => text !== "").join("\n"))}\n`;
}

/** As @actions/core escapes them. */
const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
