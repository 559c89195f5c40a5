import type { Finding, Suggestion } from "../model/finding.js";
import type { Migration } from "../model/migration.js";
import type { Timeline } from "../model/step.js";
import type { Step } from "./history.js";

/** A finding whose suggestion may be tried. */
export interface Candidate extends Step {
  readonly finding: Finding;
  /** Statements of each migration that it touches, as `file:index`, and places of schema.prisma. */
  readonly touches: ReadonlySet<string>;
  /** Those that it takes out whole. */
  readonly empties: readonly string[];
}

export function candidateOf(finding: Finding, suggestion: Suggestion, { migrations }: Timeline): Candidate {
  const byFile = new Map(migrations.map(({ migration }) => [migration.source.file, migration]));
  const touches = new Set<string>();
  const empties: string[] = [];
  for (const edit of suggestion.edits) {
    const migration = edit.creates === undefined ? byFile.get(edit.file) : undefined;
    // Two lines for one place of schema.prisma come one after the other.
    if (migration === undefined && edit.creates === undefined) touches.add(`${edit.file}:${edit.span.start}`);
    for (const { index, span } of migration?.script.statements ?? []) {
      if (edit.span.end < span.start || edit.span.start > span.end) continue;
      touches.add(`${edit.file}:${index}`);
      if (edit.text === "" && edit.span.start <= span.start && edit.span.end >= span.end) empties.push(`${edit.file}:${index}`);
    }
  }
  return {
    finding, suggestion, touches, empties,
    file: finding.migration === null ? null : finding.file,
    at: finding.span.start,
    taken: { rule: finding.rule, title: suggestion.title, about: aboutOf(finding), adds: finding.migration !== null && !suggestion.edits.some(({ creates }) => creates !== undefined) ? suggestion.adds ?? [] : [] },
  };
}

/** Candidates that can be taken together: each statement once, and no file loses its last one. Those about more than a statement wait until no other is left. */
export function together(candidates: readonly Candidate[], migrations: readonly Migration[]): readonly Candidate[] {
  const ofStatements = candidates.filter(({ suggestion }) => suggestion.statement !== undefined);
  if (ofStatements.length === 0) return candidates.slice(0, 1);
  const left = new Map(migrations.map(({ source, script }) => [source.file, script.statements.length]));
  const taken = new Set<string>();
  return ofStatements.filter(({ touches, empties }) => {
    if ([...touches].some((place) => taken.has(place))) return false;
    const files = empties.map((place) => place.slice(0, place.lastIndexOf(":")));
    if (files.some((file) => (left.get(file) ?? 0) <= 1)) return false;
    for (const file of files) left.set(file, (left.get(file) ?? 0) - 1);
    for (const place of touches) taken.add(place);
    return true;
  });
}

/** Of what the finding is about, the name that tells it: `"User.email"`. */
function aboutOf({ subject: { table, column, index, constraint, type } }: Finding): string {
  const name = index ?? constraint ?? (column !== null && table !== null ? `${table}.${column}` : null) ?? table ?? type;
  return name === null ? "" : `"${name}"`;
}
