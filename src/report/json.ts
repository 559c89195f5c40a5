import type { Finding } from "../model/finding.js";
import type { Fixes } from "../model/fix.js";
import type { SourceText } from "../text/source-text.js";
import { countFindings, docsPath, type LintReport, type ProjectReport } from "./lint-report.js";
import { rangeOf } from "./places.js";

/** One object and a line end; other programs rely on its form. Edits keep UTF-16 indices; everything else counts lines and columns from 1. */
export function json(report: LintReport): string {
  return jsonText("lint", { projects: report.projects.map(projectJson) });
}

/** The envelope that every command's JSON has. */
export function jsonText(command: string, content: { readonly projects: readonly unknown[] } & Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ version: 1, command, ...content }, null, 2)}\n`;
}

function projectJson(project: ProjectReport): unknown {
  return {
    root: project.root,
    provider: project.provider ?? null,
    schema: project.schema,
    migrationsDir: project.migrationsDir ?? null,
    base: { kind: project.base.kind, ref: project.base.ref },
    replayed: project.replayed,
    reported: project.reported,
    findings: project.findings.map((finding) => findingJson(finding, project.sources)),
    summary: { ...countFindings(project.findings), suppressed: project.suppressed },
    ...(project.fixes && { fix: fixesJson(project.fixes) }),
  };
}

/** `text`: what the file holds then, null where it goes with its folder; `was` is null for a new one. */
function fixesJson({ applied, files, migrations, left }: Fixes): unknown {
  return {
    applied,
    files: files.map(({ file, before = null, after = null }) => ({ file, was: before, text: after })),
    migrations: migrations.map(({ name, added, taken, catchUp }) => ({ name, added: added.map((each) => each.name), fixed: taken.map(({ rule, title, about, later }) => ({ rule, title, about, ...(later !== undefined && { later }) })), catchUp })),
    left: left.map(({ finding, why }) => ({ rule: finding.rule, fingerprint: finding.fingerprint, why })),
  };
}

function findingJson(finding: Finding, sources: ReadonlyMap<string, SourceText>): unknown {
  const { subject } = finding;
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    help: finding.help,
    file: finding.file,
    migration: finding.migration,
    statement: finding.statement,
    ...rangeOf(finding, sources),
    subject: {
      schema: subject.schema,
      table: subject.table,
      column: subject.column,
      index: subject.index,
      constraint: subject.constraint,
      type: subject.type,
    },
    related: finding.related.map((place) => ({ file: place.file, ...rangeOf(place, sources), message: place.message })),
    supersedes: finding.supersedes,
    suggestions: finding.suggestions.map(({ title, edits, asks }) => ({
      title,
      // Not for a program to take.
      ...(asks !== undefined && { asks }),
      edits: edits.map(({ file, span, text }) => ({ file, start: span.start, end: span.end, text })),
    })),
    docs: docsPath(finding.rule),
    fingerprint: finding.fingerprint,
  };
}
