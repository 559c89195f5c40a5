import type { Config } from "../../model/config.js";
import type { Dialect, Writer } from "../../model/dialect.js";
import type { Environment } from "../../model/environment.js";
import type { Place } from "../../model/finding.js";
import type { OperationKind, OperationOf } from "../../model/operation.js";
import type { MigrationsFolder } from "../../model/project.js";
import type { Timer } from "../../model/timed.js";
import type { ReplayedMigration, Step, Timeline } from "../../model/step.js";
import type { DirectiveUse } from "./directive-use.js";
import { completeSubject, type Draft } from "./draft.js";
import type { Files } from "./locate.js";
import type { Context, Messages, OptionSet, Report, Rule, Visitors } from "../rule.js";
import { codeSpan, codeSpans } from "../../text/code-span.js";
import { waySuggestion, wayText, type WayEdits } from "./series.js";
import { stepsWithReached, throughTypes } from "./through-type.js";
import type { WayOut } from "../way-out.js";
import type { SchemaReview } from "../schema-review/schema-review.js";

export interface CheckInput {
  readonly timeline: Timeline;
  readonly schema: SchemaReview;
  readonly environment: Environment;
  readonly folder?: MigrationsFolder | undefined;
  readonly config: Config;
  /** All rules that there are, those that are off too. */
  readonly rules: readonly Rule[];
  readonly sql: Writer;
  readonly blocks: Dialect["blocks"];
  /** The config's `suppress` entries can be meant for no other project than this one. */
  readonly soleProject: boolean;
  readonly timer?: Timer | undefined;
}

/** Whether the rule runs at all: not off, and made for this provider. */
export function isEnabled({ id, providers }: Rule, { config, environment }: CheckInput): boolean {
  const level = config.rules.get(id)?.level ?? "off";
  return level !== "off" && providers.includes(environment.provider);
}

/** What the rule finds in the migrations and in schema.prisma. */
export function collect(rule: Rule, input: CheckInput, files: Files, migrations: readonly ReplayedMigration[]): readonly Draft[] {
  const drafts: Draft[] = [];
  const context = contextFor(rule, input, files, drafts);
  const looksAtSteps = Object.keys(rule.check).some((name) => name !== "migration" && name !== "history");
  let at: Place | undefined;
  try {
    for (const migration of migrations) {
      const { file } = migration.migration.source;
      for (const step of looksAtSteps ? migration.steps : []) {
        at = { file, span: step.operation.span };
        visit(rule, step.operation.kind, step, context);
        rule.check.effect?.(step, context);
        for (const reached of step.reached ?? []) visit(rule, reached.operation.kind, reached, context);
      }
      at = { file, span: { start: 0, end: 0 } };
      rule.check.migration?.({ ...migration, steps: stepsWithReached(migration.steps) }, context);
      if (migration.steps.some(({ reached }) => reached)) drafts.splice(0, drafts.length, ...throughTypes(drafts, migration, input.sql));
    }
    at = undefined;
    rule.check.history?.(input.timeline, context);
    rule.schema?.(input.schema, context);
    if (input.folder) rule.folder?.(input.folder, context);
  } catch (cause) {
    throw failure(rule, at, files, cause);
  }
  return drafts;
}

/** What the rule has to say about directives and suppressions. */
export function collectDirectives(rule: Rule, input: CheckInput, files: Files, uses: readonly DirectiveUse[]): readonly Draft[] {
  const drafts: Draft[] = [];
  try {
    rule.directives?.(uses, contextFor(rule, input, files, drafts));
  } catch (cause) {
    throw failure(rule, undefined, files, cause);
  }
  return drafts;
}

/** The kind is a parameter of its own, so that the compiler sees that visitor and step are of the same one. */
function visit<K extends OperationKind>(rule: Rule, kind: K, step: Step<OperationOf<K>>, context: Context<Messages, OptionSet>): void {
  const visitors: Visitors<Messages, OptionSet> = rule.check;
  visitors[kind]?.(step, context);
}

function contextFor(rule: Rule, input: CheckInput, files: Files, drafts: Draft[]): Context<Messages, OptionSet> {
  const { environment, config, sql, blocks, schema } = input;
  const setting = config.rules.get(rule.id);
  const isError = setting?.level === "error";
  return {
    options: setting?.options ?? {},
    environment,
    config,
    final: schema.final,
    following: ({ migration }) => {
      const { migrations } = input.timeline;
      return migrations.slice(migrations.findIndex((other) => other.migration === migration) + 1).flatMap((later) => (later.migration.deployed ? [] : later.steps));
    },
    sql,
    blocks,
    schema,
    report: (report) => {
      drafts.push(draftOf(rule, report, files, isError && report.level !== "warning"));
    },
  };
}

function draftOf(rule: Rule, report: Report<Messages>, files: Files, isError: boolean): Draft {
  const said = rule.messages[report.message];
  if (said === undefined) throw new Error(`there is no message "${report.message}"`);
  const explains = report.explains ?? [];
  const say = rule.several?.[report.message];
  const data = report.wayOut === undefined ? report.data : { ...report.data, way: wayText(report.wayOut) };
  const way = report.wayOut && wayOutOf(report.wayOut, report, files);
  const choices = (report.ways ?? []).flatMap((choice) => wayOutOf(choice, report, files)?.suggestion ?? []);
  return {
    rule: rule.id,
    severity: isError ? "error" : "warning",
    message: fill(said.message, report.data),
    help: fill(said.help, data),
    file: report.at.file,
    span: report.at.span,
    migration: files.migrationOf(report.at.file)?.name ?? null,
    statement: files.statementAt(report.at),
    subject: completeSubject(report.subject),
    related: report.related ?? [],
    supersedes: [],
    suggestions: way?.suggestion ? [way.suggestion] : [...choices, ...(report.suggestions ?? [])],
    stuck: way ? way.stuck : report.stuck,
    explains: explains.map(({ rule: id, subject }) => ({ rule: id, subject: completeSubject(subject) })),
    several: say && { message: report.message, of: rule.severalOf ?? "columns", data: data ?? {}, say },
  };
}

/** The report's way out as a suggestion, where the statement can be replaced by itself. */
function wayOutOf(wayOut: WayOut, { at }: Report<Messages>, files: Files): WayEdits | undefined {
  const migration = files.migrationOf(at.file);
  const statement = migration?.script.statements[files.statementAt(at) ?? -1];
  return migration && statement && waySuggestion(wayOut, migration, statement);
}

/** Values are put in once: one that looks like a placeholder itself stays as it is. */
function fill(text: string, data: Readonly<Record<string, string>> | undefined): string {
  const put = (part: string): string => part.replace(/\{\{(.*?)\}\}/g, (placeholder, name: string) => data?.[name] ?? placeholder);
  // Names can hold backticks: the code around them then needs more of its own.
  return codeSpans(text).map((part) => (part.kind === "code" ? codeSpan(put(part.text)) : put(part.text))).join("");
}

/** A rule that throws is a bug of ours: says which rule and where. */
function failure({ id }: Rule, at: Place | undefined, files: Files, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Error(`rule ${id} failed${at === undefined ? "" : ` at ${printed(at, files)}`}: ${why}`, { cause });
}

function printed({ file, span }: Place, files: Files): string {
  const position = files.sourceOf(file)?.position(span.start);
  return position === undefined ? file : `${file}:${position.line}:${position.column}`;
}
