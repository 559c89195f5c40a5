import type { FileEdit, Finding, Place, Severity, Suggestion } from "../model/finding.js";
import type { SourceText } from "../text/source-text.js";
import type { LintReport } from "./lint-report.js";
import { rangeOf } from "./places.js";

export interface SarifTool {
  readonly version: string;
  readonly rules: readonly SarifRule[];
}

export interface SarifRule {
  readonly id: string;
  readonly summary: string;
  readonly category: string;
  readonly docs: { readonly effect: string; readonly remedy: string };
}

/** SARIF 2.1.0 as code scanning of GitHub and others reads it; JSON and a line end. Regions and edits count UTF-16 units. */
export function sarif(report: LintReport, { version, rules }: SarifTool): string {
  const found = new Map<string, Severity>();
  for (const { rule, severity } of report.projects.flatMap(({ findings }) => findings)) if (found.get(rule) !== "error") found.set(rule, severity);
  const used = rules.filter(({ id }) => found.has(id));
  const indexes = new Map(used.map(({ id }, index) => [id, index]));
  const run = {
    tool: { driver: { name: "prisma-migrate-lint", semanticVersion: version, rules: used.map((rule) => descriptor(rule, found.get(rule.id) ?? "warning")) } },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { [root]: { uri: `${new URL(`file://${report.root.startsWith("/") ? "" : "/"}${encoded(report.root)}`).href}/` } },
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: [...new Set(report.projects.flatMap(({ notices }) => notices))].map((text) => ({ level: "note", message: { text } })) }],
    results: report.projects.flatMap(({ findings, sources }) => findings.map((finding) => result(finding, indexes.get(finding.rule), sources))),
  };
  return `${JSON.stringify({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] }, null, 2)}\n`;
}

const root = "SRCROOT";

function descriptor({ id, summary, category, docs }: SarifRule, level: Severity): unknown {
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: docs.effect },
    help: { text: `${docs.effect}\n\n${docs.remedy}`, markdown: `${docs.effect}\n\n${docs.remedy}` },
    defaultConfiguration: { level },
    properties: { tags: [category] },
  };
}

function result(finding: Finding, ruleIndex: number | undefined, sources: ReadonlyMap<string, SourceText>): unknown {
  const { rule, severity, message, help, related, fingerprint, suggestions } = finding;
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: severity,
    message: { text: help === "" ? message : `${message}\n\n${help}` },
    locations: [{ physicalLocation: location(finding, sources) }],
    ...(related.length > 0 && { relatedLocations: related.map((place, id) => ({ id, physicalLocation: location(place, sources), message: { text: place.message } })) }),
    // The first is what GitHub compares; without it the action that uploads makes one of the line's text.
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1`, "prismaMigrateLint/v1": fingerprint },
    ...(suggestions.length > 0 && { fixes: suggestions.map(fix) }),
  };
}

function location(place: Place, sources: ReadonlyMap<string, SourceText>): unknown {
  const { start, end } = rangeOf(place, sources);
  return { artifactLocation: artifact(place.file), region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column } };
}

function fix({ title, edits }: Suggestion): unknown {
  const files = new Map<string, FileEdit[]>();
  for (const edit of edits) files.set(edit.file, [...(files.get(edit.file) ?? []), edit]);
  const replacement = ({ span, text }: FileEdit): unknown => ({ deletedRegion: { charOffset: span.start, charLength: span.end - span.start }, insertedContent: { text } });
  return { description: { text: title }, artifactChanges: [...files].map(([file, changes]) => ({ artifactLocation: artifact(file), replacements: changes.map(replacement) })) };
}

const artifact = (file: string): unknown => ({ uri: encoded(file), uriBaseId: root });

/** Of a path with slashes. */
const encoded = (path: string): string => path.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
