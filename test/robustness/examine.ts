import { Chalk } from "chalk";
import { databaseJson } from "../../src/commands/schema-json.js";
import { resolveConfig } from "../../src/check/config/config.js";
import { impactOf } from "../../src/impact/impact.js";
import { judgeOf, replayProject } from "../../src/judge.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Finding } from "../../src/model/finding.js";
import type { Project } from "../../src/model/project.js";
import type { Timeline } from "../../src/model/step.js";
import { impactJson } from "../../src/report/impact-json.js";
import { impactPretty } from "../../src/report/impact-pretty.js";
import { json, jsonText } from "../../src/report/json.js";
import type { LintReport } from "../../src/report/lint-report.js";
import { pretty } from "../../src/report/pretty.js";
import { SourceText } from "../../src/text/source-text.js";
import { rules } from "../../rules/index.js";
import type { Sources } from "./mutate.js";
import { requirePlaces, written } from "./pipeline.js";

/** Milliseconds that one input may take: a hundred times what it needs on an idle machine. */
export const LONGEST = 10_000;

export interface Examined {
  readonly timeline: Timeline;
  readonly findings: readonly Finding[];
}

/** Runs all of the pipeline on a history, its last migration as the new one or each as the newest. Throws where it does, and for an answer that cannot be right. */
export function examine(sources: Sources, schema: Sources, dialect: Dialect, all: boolean): Examined {
  const started = performance.now();
  const first = run(sources, schema, dialect, all);
  if (performance.now() - started > LONGEST) throw new Error(`it takes ${Math.round(performance.now() - started)} ms`);

  for (const { migration } of first.timeline.migrations) requirePlaces(migration.script);
  for (const finding of first.findings) requirePosition(finding, [...sources, ...schema], first.report);
  const again = run(sources, schema, dialect, all);
  if (again.text !== first.text) throw new Error("the second run says something else");
  requireSteady(sources, schema, first.findings, dialect, all);
  return first;
}

interface Run extends Examined {
  readonly report: string;
  /** All that every command prints. */
  readonly text: string;
}

function run(sources: Sources, schema: Sources, dialect: Dialect, all: boolean): Run {
  const project = projectOf(sources, schema, all);
  const config = resolveConfig({ extends: ["strict"] }, { rules, overrides: [], preset: undefined, file: undefined });
  const timeline = replayProject(project, dialect, { eachAsNewest: all });
  const { findings, suppressed } = judgeOf({ project, config, dialect, all, sole: true })(timeline);
  const lint = lintReport(project, findings, suppressed);
  const report = json(lint);
  const chalk = new Chalk({ level: 0 });
  const impacts = timeline.migrations.map((migration) => impactOf(migration, dialect, config));
  const { database } = timeline;
  return {
    timeline, findings, report,
    text: [
      report,
      pretty(lint, { chalk, width: 80, quiet: false, show: (file) => file }),
      impactPretty(impacts, { chalk, width: 100 }),
      jsonText("impact", { projects: [{ migrations: impacts.map(impactJson) }] }),
      written(dialect, database),
      jsonText("schema", { projects: [{ database: databaseJson(database, dialect) }] }),
    ].join("\n"),
  };
}

const source = "the test";

function projectOf(sources: Sources, schema: Sources, all: boolean): Project {
  return {
    name: undefined, root: ".", provider: "postgresql", schema, baseSchema: undefined, migrationsDir: "", base: { kind: all ? "none" : "git", ref: null, source }, externalTables: [], notices: [],
    migrations: sources.map((text, at) => ({ name: text.file.split("/")[0] ?? "", source: text, deployed: !all && at < sources.length - 1, reported: all || at === sources.length - 1 })),
    environment: {
      provider: "postgresql", serverVersion: { value: 18, source }, prismaVersion: { value: { major: 6, minor: 19, patch: 0 }, source }, runner: undefined, placeholders: new Map(),
      defaultSchema: { value: "public", source }, timeZone: { value: undefined, source },
    },
  };
}

function lintReport(project: Project, findings: readonly Finding[], suppressed: number): LintReport {
  const sources = new Map([...project.schema, ...project.migrations.map((migration) => migration.source)].map((file) => [file.file, file]));
  const count = project.migrations.length;
  return { root: "/", projects: [{ name: undefined, root: ".", provider: "postgresql", supported: true, schema: [], migrationsDir: "", base: project.base, replayed: count, reported: 1, chosen: "new", findings, sources, suppressed, notices: [], newest: undefined }] };
}

/** Its span and those beside it lie in their files, and the report has the line and column that counting gives. */
function requirePosition(finding: Finding, files: Sources, report: string): void {
  for (const { file, span } of finding.suggestions.flatMap(({ edits }) => edits)) {
    // A file that is not there yet is empty.
    const length = files.find((one) => one.file === file)?.text.length ?? 0;
    if (span.start < 0 || span.end < span.start || span.end > length) throw new Error(`${finding.rule} edits ${span.start}–${span.end} of ${length}`);
  }
  for (const { file, span } of [finding, ...finding.related]) {
    const text = files.find((one) => one.file === file)?.text;
    if (text === undefined) throw new Error(`${finding.rule} is about ${file}, which is no file of the run`);
    if (span.start < 0 || span.end < span.start || span.end > text.length) throw new Error(`${finding.rule} is at ${span.start}–${span.end} of ${text.length}`);
    const lines = text.slice(0, span.start).replace(/\r$/, text[span.start] === "\n" ? "" : "\n").split(/\r\n|\r|\n/);
    const start = `"line": ${lines.length},\n`;
    if (!report.includes(start)) throw new Error(`${finding.rule} is at line ${lines.length}, which the report does not have`);
  }
}

/** An empty line before it changes no finding's identity. */
function requireSteady(sources: Sources, schema: Sources, findings: readonly Finding[], dialect: Dialect, all: boolean): void {
  const last = sources.at(-1);
  if (last === undefined || last.text.startsWith("\uFEFF")) return;
  const moved = run([...sources.slice(0, -1), new SourceText(last.file, `\n${last.text}`)], schema, dialect, all);
  const [before, after] = [findings, moved.findings].map((list) => list.map(({ fingerprint }) => fingerprint).join());
  if (before !== after) throw new Error("fingerprints change when the file moves by a line");
}
