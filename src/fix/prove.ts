import { shortNames } from "../database/names/short-names.js";
import type { Database } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";
import type { Environment } from "../model/environment.js";
import type { Finding } from "../model/finding.js";
import type { Operation } from "../model/operation.js";
import type { Project } from "../model/project.js";
import type { Timeline } from "../model/step.js";
import { inNewSession } from "../replay/replay.js";
import { onlyInOne } from "../rollback/compare.js";
import { Draft } from "../rollback/draft.js";
import { identifiersIn } from "../text/identifiers.js";
import { SourceText } from "../text/source-text.js";
import { emptied, type Candidate } from "./candidates.js";
import { projectOf, take, type History } from "./history.js";

/** A project's history, replayed, and what the rules say of it. */
export interface Judged {
  readonly timeline: Timeline;
  readonly findings: readonly Finding[];
}

export interface Proving {
  readonly project: Project;
  readonly dialect: Dialect;
  /** As the project is on disk. */
  readonly judged: Judged;
  readonly judge: (project: Project) => Judged;
  /** Why the folder of a migration cannot go: it holds more than that, or the file is not as it was read. */
  readonly keeps: (source: SourceText) => string | undefined;
}

/** The history with these suggestions taken; or why they are not: they could not be proved to keep the end and to silence their findings. */
export function attempt(history: History, judged: Judged, candidates: readonly Candidate[], proving: Proving): { readonly history: History; readonly judged: Judged } | string {
  const gone = emptied(candidates, judged.timeline.migrations.map(({ migration }) => migration));
  const kept = history.parts.flatMap(({ before, own }) => (gone.has(own.source.file) ? proving.keeps(before) ?? [] : []));
  if (kept[0] !== undefined) return kept[0];
  const next = take(history, candidates, gone);
  if (typeof next === "string") return next;
  const after = proving.judge(projectOf(next, proving.project));
  return objection(judged, after, candidates, next, proving) ?? { history: next, judged: after };
}

function objection(before: Judged, after: Judged, candidates: readonly Candidate[], history: History, { judged: { timeline: original }, dialect, project: { environment } }: Proving): string | undefined {
  const problem = problemsIn(after.timeline).find((each) => !problemsIn(before.timeline).includes(each));
  const names = takenBack(history.delta, dialect);
  const asked = names.find((name) => problem?.endsWith(` ${name}`));
  if (asked !== undefined) return `a later statement asks for "${asked}"`;
  if (problem !== undefined) return `the server would refuse a statement: ${problem}`;
  const spoken = spokenOf(names, before.timeline);
  if (spoken !== undefined) return spoken;
  const goal = withDelta(inNewSession(original.database, environment), history.delta, dialect, environment);
  if (typeof goal === "string") return goal;
  const writer = shortNames(dialect.writer, environment.defaultSchema.value);
  const difference = differenceOf(inNewSession(after.timeline.database, environment), goal, { ...dialect, writer }, environment.serverVersion.value);
  if (difference !== undefined) return `it would end in another schema: ${difference}`;
  return loud(before.findings, after.findings, candidates);
}

/** What the server refuses in migrations that are not deployed, a line each. */
const problemsIn = ({ migrations }: Timeline): string[] =>
  migrations.filter(({ migration }) => !migration.deployed).flatMap(({ steps }) => steps.flatMap(({ problems }) => problems.map(({ what, name }) => `${what} ${name.name}`)));

/** Names that columns and tables do not get. */
const takenBack = (delta: readonly string[], dialect: Dialect): readonly string[] =>
  delta.flatMap((sql) => operationsIn(sql, dialect)).flatMap((operation) => (operation.kind === "renameColumn" ? operation.column.name : operation.kind === "renameTable" ? operation.name.name : []));

/** One of these that a body or query holds, which the replay does not look into. */
function spokenOf(names: readonly string[], { migrations }: Timeline): string | undefined {
  for (const { migration: { name: own, deployed, script, source } } of names.length === 0 ? [] : migrations) {
    for (const { span } of deployed ? [] : script.statements.filter((statement) => statement.operations.some(({ kind }) => /^(?:opaque|createObject|createView|readData)$/.test(kind)))) {
      const spoken = names.find((name) => identifiersIn(source.slice(span)).has(name));
      if (spoken !== undefined) return `the statement in line ${source.position(span.start).line} of ${own} speaks of "${spoken}"`;
    }
  }
  return undefined;
}

const operationsIn = (sql: string, dialect: Dialect): readonly Operation[] => dialect.parse(new SourceText("delta", sql)).statements.flatMap(({ operations }) => operations);

/** What these statements make of it; or why they do not run there. */
function withDelta(end: Database, delta: readonly string[], dialect: Dialect, environment: Environment): Database | string {
  const draft = new Draft(end, dialect, environment);
  for (const sql of delta) draft.run(...operationsIn(sql, dialect));
  const [problem] = draft.problems;
  return problem === undefined ? draft.database : `what it leaves out cannot be left out of the end: ${problem.what} ${problem.name.name}`;
}

/** The first difference between the two. */
function differenceOf(reached: Database, goal: Database, dialect: Dialect, serverVersion: number | undefined): string | undefined {
  const { missing: [less], surplus: [more] } = onlyInOne(reached, goal, dialect, serverVersion);
  if (less !== undefined) return `without ${less}`;
  if (more !== undefined) return `with ${more}`;
  const moved = reached.tables.find((table) => columnsOf(table) !== columnsOf(goal.tables.find(({ schema, name }) => schema === table.schema && name === table.name)));
  if (moved) return `columns of "${moved.name}" in another order`;
  return reached.unknown.length === goal.unknown.length ? undefined : "a statement whose effect is not known";
}

const columnsOf = (table: Database["tables"][number] | undefined): string => JSON.stringify(table?.columns.map(({ name }) => name));

/** A finding that is not silenced, or one that was not there. */
function loud(before: readonly Finding[], after: readonly Finding[], candidates: readonly Candidate[]): string | undefined {
  const [had, has] = [counts(before), counts(after)];
  for (const { finding } of candidates) {
    const key = keyOf(finding);
    const least = Math.min(...before.filter((known) => keyOf(known) === key).map(({ supersedes }) => supersedes.length));
    const same = after.filter((known) => keyOf(known) === key && known.supersedes.length >= Math.max(least, finding.supersedes.length));
    if (same.length > 0 && (has.get(key) ?? 0) >= (had.get(key) ?? 0)) return "the finding would still be there";
  }
  const fresh = after.find((finding) => (has.get(keyOf(finding)) ?? 0) > (had.get(keyOf(finding)) ?? 0) && !before.some((known) => isAboutToo(known, finding)));
  return fresh && `it would cause ${fresh.rule} in ${fresh.migration ?? fresh.file}: ${fresh.message}`;
}

const keyOf = ({ rule, subject }: Finding): string => JSON.stringify([rule, subject]);

function counts(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const finding of findings) all.set(keyOf(finding), (all.get(keyOf(finding)) ?? 0) + 1);
  return all;
}

/** One finding for several, this one among them: the others are silenced. */
const isAboutToo = (known: Finding, { rule, subject }: Finding): boolean => {
  const name = subject.index ?? subject.constraint ?? subject.column ?? subject.table;
  return known.rule === rule && known.subject.schema === subject.schema && known.subject.table === subject.table && name !== null && (known.message.includes(`"${name}"`) || known.related.some(({ message }) => message.includes(`"${name}"`)));
};
