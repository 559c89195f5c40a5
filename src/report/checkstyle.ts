import type { Finding } from "../model/finding.js";
import type { LintReport } from "./lint-report.js";
import { rangeOf } from "./places.js";
import { xml, type Element } from "./xml.js";

/** Checkstyle's XML: an element a file, in it one a finding. */
export function checkstyle(report: LintReport): string {
  const files = new Map<string, Element[]>();
  for (const { findings, sources } of report.projects) {
    for (const finding of findings) {
      const { line, column } = rangeOf(finding, sources).start;
      const errors = files.get(finding.file) ?? [];
      errors.push({ name: "error", attributes: { line, column, severity: finding.severity, message: messageOf(finding), source: `prisma-migrate-lint.${finding.rule}` } });
      files.set(finding.file, errors);
    }
  }
  return xml({ name: "checkstyle", attributes: { version: "4.3" }, children: [...files].map(([name, children]) => ({ name: "file", attributes: { name }, children })) });
}

const messageOf = ({ message, help }: Finding): string => (help === "" ? message : `${message} ${help}`);
