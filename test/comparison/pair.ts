import { findTable, isUnshared } from "../../src/database/questions.js";
import type { Finding } from "../../src/model/finding.js";
import type { Step } from "../../src/model/step.js";
import type { LintedMigration } from "./linted-migrations.js";
import type { SquawkDiagnostic } from "./squawk.js";
import { squawkRules } from "./squawk-rules.js";

/**
 * Why we are silent where squawk is not, as far as a program can tell. `new table`: no table of the live database is locked, the statement's own is made by migrations that
 * are not deployed; `strict`: a rule of the same question speaks in that preset; `other rule`: findings of other rules are at this statement; `unexplained`: a person has to look.
 */
export type Silence = "new table" | "strict" | "other rule" | "unexplained";
export const silences: readonly Silence[] = ["new table", "strict", "other rule", "unexplained"];

/** Lines of a file, both included, counted from 1. */
interface Lines {
  readonly first: number;
  readonly last: number;
}
interface SquawkOnly {
  readonly diagnostic: SquawkDiagnostic;
  readonly silence: Silence;
  /** Ours that are there instead. */
  readonly instead: readonly string[];
}

/** What the two say of one migration, for one rule of squawk. */
export interface Pairs {
  readonly both: readonly SquawkDiagnostic[];
  readonly squawkOnly: readonly SquawkOnly[];
  readonly oursOnly: readonly Finding[];
}

/** Two sayings are the same one when their rules ask the same question and their lines overlap. Ours of style count although they are off in the presets. */
export function pair(migration: LintedMigration, diagnostics: readonly SquawkDiagnostic[], squawkRule: string): Pairs {
  const { ours, sort } = squawkRules.get(squawkRule) ?? { ours: [], sort: "safety" };
  const answers = (finding: Finding): boolean => [finding.rule, ...finding.supersedes].some((rule) => ours.includes(rule));
  const at = ({ firstLine, lastLine }: SquawkDiagnostic) => (finding: Finding): boolean => linesOf(finding, migration).some((lines) => overlap(lines, { first: firstLine, last: lastLine }));
  const answering = (sort === "style" ? migration.findings.habits : migration.findings.recommended).filter(answers);
  const strict = migration.findings.strict.filter(answers);
  const said = diagnostics.filter(({ rule }) => rule === squawkRule);

  const both: SquawkDiagnostic[] = [];
  const squawkOnly: SquawkOnly[] = [];
  for (const diagnostic of said) {
    if (answering.some(at(diagnostic))) {
      both.push(diagnostic);
      continue;
    }
    const statement = statementLines(migration, diagnostic);
    const there = migration.findings.recommended.filter((finding) => linesOf(finding, migration).some((lines) => overlap(lines, statement)));
    const instead = [...new Set(there.map(({ rule }) => rule))];
    const silence = isOnNewTables(migration, diagnostic) ? "new table" : strict.some(at(diagnostic)) ? "strict" : instead.length > 0 ? "other rule" : "unexplained";
    squawkOnly.push({ diagnostic, silence, instead });
  }
  return { both, squawkOnly, oursOnly: answering.filter((finding) => finding.file === migration.replayed.migration.source.file && !said.some((diagnostic) => at(diagnostic)(finding))) };
}

/** Of the finding and of what is merged into it. */
function linesOf(finding: Finding, { replayed }: LintedMigration): readonly Lines[] {
  const { source } = replayed.migration;
  const places = [finding, ...finding.related].filter(({ file }) => file === source.file);
  return places.map(({ span }) => ({ first: source.position(span.start).line, last: source.position(span.end).line }));
}

/** Of the statements at these lines. */
function statementLines({ replayed }: LintedMigration, { firstLine, lastLine }: SquawkDiagnostic): Lines {
  const { source, script } = replayed.migration;
  const statements = script.statements.map(({ span }) => ({ first: source.position(span.start).line, last: source.position(span.end).line }));
  const there = statements.filter((lines) => overlap(lines, { first: firstLine, last: lastLine }));
  return { first: Math.min(firstLine, ...there.map(({ first }) => first)), last: Math.max(lastLine, ...there.map(({ last }) => last)) };
}

const overlap = (one: Lines, other: Lines): boolean => one.first <= other.last && other.first <= one.last;

function isOnNewTables({ replayed }: LintedMigration, { firstLine, lastLine }: SquawkDiagnostic): boolean {
  const { source } = replayed.migration;
  const lines = (step: Step): Lines => ({ first: source.position(step.operation.span.start).line, last: source.position(step.operation.span.end).line });
  const steps = replayed.steps.filter((step) => overlap(lines(step), { first: firstLine, last: lastLine }));
  const tables = steps.flatMap(({ before, deployed, effect }) =>
    effect.locks.map(({ relation }) => {
      const table = findTable(before, relation);
      return table !== undefined && isUnshared(table, deployed);
    }),
  );
  if (tables.length === 0) return steps.some(({ operation }) => operation.kind === "createTable");
  return tables.every((unshared) => unshared);
}
