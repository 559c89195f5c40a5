import type { SuppressEntry } from "../../model/config.js";
import type { Place } from "../../model/finding.js";
import type { ReplayedMigration } from "../../model/step.js";
import type { Directive } from "../../directives/directive.js";
import { parseDirectives, type Commented } from "../../directives/parse-directives.js";
import { silences } from "../../directives/silences.js";
import { matchesPattern } from "../../text/pattern.js";
import type { CheckInput } from "./collect.js";
import type { DirectiveUse } from "./directive-use.js";
import type { Draft } from "./draft.js";

/** A disable comment or a `suppress` entry. */
export interface Suppression extends Pick<DirectiveUse, "kind" | "place" | "label" | "known" | "nearest" | "reason" | "needsReason"> {
  readonly rules: readonly { readonly id: string; readonly place: Place }[];
  /** To be judged itself: in a file that is reported. */
  readonly isReported: boolean;
  /** This run looks at everything that it could silence. */
  readonly isTried: boolean;
  silences(draft: Draft): boolean;
}

/** Those that can silence one of the drafts, and those that are reported. */
export function suppressionsOf(
  input: CheckInput,
  migrations: readonly ReplayedMigration[],
  drafts: readonly Draft[],
): readonly Suppression[] {
  const suppressions = input.config.suppress.map((entry) => entrySuppression(entry, input));
  const reported = new Set(migrations.map(({ migration }) => migration.source.file));
  const used = new Set(drafts.map(({ file }) => file));
  for (const { migration } of input.timeline.migrations) {
    const { file } = migration.source;
    if (!reported.has(file) && !used.has(file)) continue;
    for (const directive of parseDirectives(migration.script)) {
      suppressions.push(commentSuppression(directive, migration.script, { isReported: reported.has(file), isTried: true }));
    }
  }
  const old = commentsAtBase(input);
  for (const file of input.schema.declared.files) {
    for (const directive of parseDirectives({ source: file.source, comments: file.comments })) {
      const isReported = !old.has(file.source.slice(directive.span));
      // What is as at the base is not reported, so a comment over it has nothing to silence in this run.
      suppressions.push(commentSuppression(directive, file, { isReported, isTried: input.schema.all }));
    }
  }
  return suppressions;
}

function commentsAtBase({ schema }: CheckInput): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const { source, comments } of schema.base?.files ?? []) for (const { span } of comments) texts.add(source.slice(span));
  return texts;
}

function commentSuppression(
  directive: Directive,
  { source }: Pick<Commented, "source">,
  scope: Pick<Suppression, "isReported" | "isTried">,
): Suppression {
  const { file, text } = source;
  if (directive.kind === "unknown") {
    const { word, wordSpan, nearest } = directive;
    const place = { file, span: wordSpan };
    const nothing = { rules: [], reason: undefined, needsReason: false, silences: () => false };
    return { kind: "comment", place, label: word, known: false, nearest, ...nothing, ...scope };
  }
  return {
    kind: "comment",
    place: { file, span: directive.span },
    label: directive.label,
    known: true,
    nearest: undefined,
    rules: directive.rules.map(({ id, span }) => ({ id, place: { file, span } })),
    reason: directive.reason,
    needsReason: directive.label !== "enable",
    ...scope,
    isTried: scope.isTried && directive.label !== "enable",
    silences: (draft) => draft.file === file && silences(directive, draft.rule, draft.span.start, text.length),
  };
}

function entrySuppression(entry: SuppressEntry, input: CheckInput): Suppression {
  const place = { file: input.config.file ?? "", span: { start: 0, end: 0 } };
  return {
    kind: "config",
    place,
    label: `suppress { ${printedEntry(entry)} }`,
    known: true,
    nearest: undefined,
    rules: [{ id: entry.rule, place }],
    reason: entry.reason,
    needsReason: true,
    isReported: true,
    isTried: isEntryTried(entry, input),
    silences: (draft) => entrySilences(entry, draft),
  };
}

/** What tells it from the others, as people wrote it: an entry has no place of its own. */
function printedEntry({ rule, migration, table, column }: SuppressEntry): string {
  const parts = Object.entries({ rule, migration, table, column }).filter(([, value]) => value !== undefined);
  return parts.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(", ");
}

function entrySilences({ rule, migration, table, column }: SuppressEntry, draft: Draft): boolean {
  if (rule !== draft.rule) return false;
  const { subject } = draft;
  if (migration !== undefined && !fits(migration, draft.migration)) return false;
  if (column !== undefined && !fits(column, subject.column)) return false;
  return table === undefined || fits(table, subject.table) || fits(table, `${subject.schema}.${subject.table}`);
}

function fits(pattern: string, text: string | null): boolean {
  return text !== null && matchesPattern(pattern, text);
}

/** An entry is for the whole history; of it, only what is reported can have been silenced. */
function isEntryTried({ migration: pattern }: SuppressEntry, { timeline, schema, soleProject }: CheckInput): boolean {
  if (pattern === undefined) {
    return soleProject && schema.all && timeline.migrations.every(({ migration }) => migration.reported);
  }
  const meant = timeline.migrations.filter(({ migration }) => matchesPattern(pattern, migration.name));
  if (meant.length === 0) return soleProject;
  return meant.every(({ migration }) => migration.reported);
}
