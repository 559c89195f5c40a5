import type { Finding } from "../model/finding.js";
import { countFindings, type LintReport, type ProjectReport } from "./lint-report.js";
import { rangeOf } from "./places.js";
import { xml, type Element } from "./xml.js";

/** JUnit's XML: a suite a project, in it a case a finding. Errors are failures; warnings, which fail no run, are cases that passed and say so in their output. */
export function junit(report: LintReport): string {
  const suites = report.projects.map(suite);
  const tests = suites.reduce((sum, { children }) => sum + (children?.length ?? 0), 0);
  const failures = report.projects.reduce((sum, { findings }) => sum + countFindings(findings).errors, 0);
  return xml({ name: "testsuites", attributes: { name: "prisma-migrate-lint", tests, failures, errors: 0 }, children: suites });
}

function suite(project: ProjectReport): Element {
  const cases = project.findings.map((finding) => testCase(finding, project));
  // Programs take a suite without cases for a run that broke.
  const children = cases.length > 0 ? cases : [{ name: "testcase", attributes: { name: `${project.reported} reported, ${project.replayed} replayed: no problems`, classname: project.migrationsDir ?? project.root } }];
  const { errors } = countFindings(project.findings);
  return { name: "testsuite", attributes: { name: project.name ?? project.root, tests: children.length, failures: errors, errors: 0 }, children };
}

function testCase(finding: Finding, { sources }: ProjectReport): Element {
  const { line, column } = rangeOf(finding, sources).start;
  const text = [`${finding.file}:${line}:${column}`, finding.message, ...(finding.help === "" ? [] : [finding.help])].join("\n");
  const result: Element = finding.severity === "error" ? { name: "failure", attributes: { type: finding.rule, message: finding.message }, text } : { name: "system-out", attributes: {}, text };
  return { name: "testcase", attributes: { name: `${finding.rule} at line ${line}, column ${column}`, classname: finding.file }, children: [result] };
}
