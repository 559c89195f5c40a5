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
    taken: { rule: finding.rule, title: suggestion.title, about: aboutOf(finding), catchUp: finding.migration !== null && suggestion.edits.every(({ creates }) => creates === undefined) ? suggestion.delta ?? [] : [], later: suggestion.later },
  };
}

/**
 * Candidates that can be taken together: each statement once; no file loses its last one but to those that take it out for good. These come before all others,
 * which would speak of what goes. Those about more than a statement wait until no other is left.
 */
export function together(candidates: readonly Candidate[], migrations: readonly Migration[]): readonly Candidate[] {
  const ofStatements = candidates.filter(({ suggestion }) => suggestion.statement !== undefined);
  if (ofStatements.length === 0) return candidates.slice(0, 1);
  const forGood = ofStatements.filter(takesOutForGood);
  const left = new Map(migrations.map(({ source, script }) => [source.file, script.statements.length]));
  const taken = new Set<string>();
  return (forGood.length > 0 ? forGood : ofStatements).filter((candidate) => {
    const { touches, empties } = candidate;
    if ([...touches].some((place) => taken.has(place))) return false;
    const files = empties.map(fileOf);
    if (!takesOutForGood(candidate) && files.some((file) => (left.get(file) ?? 0) <= 1)) return false;
    for (const file of files) left.set(file, (left.get(file) ?? 0) - 1);
    for (const place of touches) taken.add(place);
    return true;
  });
}

/** Files of which these leave no statement. */
export function emptied(candidates: readonly Candidate[], migrations: readonly Migration[]): ReadonlySet<string> {
  const gone = new Set(candidates.flatMap(({ empties }) => empties));
  const isEmpty = ({ source: { file }, script }: Migration): boolean => gone.size > 0 && script.statements.length > 0 && script.statements.every(({ index }) => gone.has(`${file}:${index}`));
  return new Set(migrations.filter(isEmpty).map(({ source }) => source.file));
}

/** What it takes out is done nowhere else. */
const takesOutForGood = ({ suggestion: { delta, edits }, file }: Candidate): boolean => delta !== undefined && edits.every((edit) => edit.file !== file || edit.text === "") && edits.every(({ creates }) => creates === undefined);

const fileOf = (place: string): string => place.slice(0, place.lastIndexOf(":"));

/** Of what the finding is about, the name that tells it: `"User.email"`. */
function aboutOf({ subject: { table, column, index, constraint, type } }: Finding): string {
  const name = index ?? constraint ?? (column !== null && table !== null ? `${table}.${column}` : null) ?? table ?? type;
  return name === null ? "" : `"${name}"`;
}
