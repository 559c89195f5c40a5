import { parseRuleOverride, resolveConfig, type Preset } from "./check/config/config.js";
import { refusesTransaction } from "./database/questions.js";
import { loadDialect } from "./dialects/index.js";
import { fix } from "./fix/fix.js";
import type { Judged } from "./fix/prove.js";
import type { TableFacts } from "./model/config.js";
import type { Dialect } from "./model/dialect.js";
import type { Finding } from "./model/finding.js";
import type { Fixes } from "./model/fix.js";
import { judgeOf, replayProject, type Judge } from "./judge.js";
import { LintError } from "./model/lint-error.js";
import type { Project } from "./model/project.js";
import type { Step, Timeline } from "./model/step.js";
import { untimed, type Timer } from "./model/timed.js";
import type { StateMemory } from "./replay/remembered.js";
import { openProjects, type OpenOptions } from "./open-projects.js";
import { countFindings, type LintReport, type ProjectReport, type Verdict } from "./report/lint-report.js";
import { plural } from "./report/summary.js";
import { parseSchema } from "./schema/parse-schema.js";
import type { SourceText } from "./text/source-text.js";
import { rules } from "../rules/index.js";

export interface LintOptions extends OpenOptions {
  /** As `--rule` is written: `no-drop-table: warn`. Over the configuration, for every project. */
  readonly rule?: readonly string[];
  readonly preset?: Preset;
  /** Rows of tables of a real database, by `schema.table`; the configuration's `tables` go before them. */
  readonly tables?: ReadonlyMap<string, TableFacts>;
  /** Called after each migration that was replayed, for progress. */
  readonly onMigration?: (done: number, all: number) => void;
  readonly fix?: FixRequest;
  /** Of each project, what is known of earlier runs. */
  readonly memoryOf?: ((project: Project) => StateMemory) | undefined;
  readonly timer?: Timer | undefined;
}

export interface FixRequest {
  /** The report is then of what is left; otherwise of what is there. */
  readonly apply: boolean;
  /** Why a file, given by its path from the repository's root (absolute) and its text as it was read, may not be changed. */
  readonly refuses: (root: string, source: SourceText) => string | undefined;
  /** The same of the folder of a migration, which is to go whole. */
  readonly keeps: (root: string, source: SourceText) => string | undefined;
  /** Findings that stay, by their project: those of a baseline. */
  readonly isKnown: (finding: Finding, project: Pick<Project, "name" | "root">, several: boolean) => boolean;
}

/** The whole pipeline, as data. Throws `LintError` for wrong use and unreadable input. */
export async function lint(options: LintOptions): Promise<LintReport> {
  const timer = options.timer ?? untimed;
  const { root, config: user, packages, projects: found } = await timer.wait("read", () => openProjects(options));
  const overrides = (options.rule ?? []).map((text) => parseRuleOverride(text, rules));
  const projects: ProjectReport[] = [];
  for (const project of found) {
    const configured = resolveConfig(user?.value, { rules, overrides, preset: options.preset, file: user?.file, project: project.name, packages });
    const config = { ...configured, tables: new Map([...(options.tables ?? []), ...configured.tables]) };
    const dialect = timed(await dialectOf(project), timer);
    const all = options.selection.kind === "all" || (options.selection.kind === "new" && project.base.kind === "none");
    const timeline = timer.phase("replay", () => replayProject(project, dialect, { ...options, eachAsNewest: all || project.base.kind === "none" }, options.memoryOf?.(project)));
    const writing = dialect ?? (await spareDialect());
    const judging = (it: Project): Judge => judgeOf({ project: it, config, dialect: writing, all, sole: found.length === 1, timer });
    const { selection, fix: request } = options;
    const fixed = request && dialect && timer.phase("check", () => fixesOf(request, { project, dialect, timeline, judging, root, selection: selection.kind, several: found.length > 1, eachAsNewest: all || project.base.kind === "none" }));
    const is = fixed?.fixes.applied === true ? fixed : { project, timeline };
    const report = timer.phase("check", () => reportOf(is.project, dialect !== undefined, selection.kind, is.timeline, judging(is.project)));
    projects.push({ ...report, fixes: fixed?.fixes });
  }
  requireSupported(projects);
  return { root, projects };
}

interface Fixing {
  readonly project: Project;
  readonly dialect: Dialect;
  readonly timeline: Timeline;
  readonly judging: (project: Project) => Judge;
  readonly root: string;
  readonly selection: OpenOptions["selection"]["kind"];
  readonly several: boolean;
  readonly eachAsNewest: boolean;
}

function fixesOf({ apply, refuses, keeps, isKnown }: FixRequest, { project, dialect, timeline, judging, root, selection, several, eachAsNewest }: Fixing): { readonly fixes: Fixes; readonly project: Project; readonly timeline: Timeline } {
  const judge = (it: Project): Judged => {
    const replayed = replayProject(it, dialect, { eachAsNewest });
    return { timeline: replayed, findings: judging(it)(replayed).findings };
  };
  const isSome = timeline.migrations.length === 1 || timeline.migrations.some(({ migration }) => !migration.reported);
  const { project: after, judged, delta: _, ...fixes } = fix({
    project, dialect, judge,
    judged: { timeline, findings: judging(project)(timeline).findings },
    isUnchosen: project.base.kind === "none" && (selection === "new" || selection === "all" || !isSome),
    refuses: (source) => refuses(root, source),
    keeps: (source) => keeps(root, source),
    isKnown: (finding) => isKnown(finding, project, several),
  });
  return { fixes: { ...fixes, applied: apply }, project: after, timeline: judged.timeline };
}

/** Undefined for a provider that is not known or not supported: its migrations are then not read. */
export async function dialectOf({ provider }: Project): Promise<Dialect | undefined> {
  return provider === undefined ? undefined : await loadDialect(provider);
}

/** The parts of it that take their time. */
function timed(dialect: Dialect | undefined, timer: Timer): Dialect | undefined {
  if (dialect === undefined || timer === untimed) return dialect;
  return {
    ...dialect,
    parse: (source) => timer.phase("parse", () => dialect.parse(source)),
    assess: (...given) => timer.phase("assess", () => dialect.assess(...given)),
  };
}

/** schema.prisma is linted without a dialect too; its rules then have no SQL of their own to print. */
async function spareDialect(): Promise<Dialect> {
  const dialect = await loadDialect("postgresql");
  if (dialect === undefined) throw new Error("the dialect of postgresql is missing");
  return dialect;
}

function reportOf(project: Project, supported: boolean, selection: OpenOptions["selection"]["kind"], timeline: Timeline, judge: Judge): ProjectReport {
  const { findings, suppressed } = judge(timeline);
  const reported = timeline.migrations.filter(({ migration }) => migration.reported).length;
  const sources = [...project.schema, ...timeline.migrations.map(({ migration }) => migration.source)];
  return {
    name: project.name,
    root: project.root,
    provider: project.provider,
    supported,
    schema: project.schema.map(({ file }) => file),
    migrationsDir: project.migrationsDir,
    base: project.base,
    replayed: timeline.migrations.length,
    reported,
    chosen: selection === "new" && project.base.kind === "none" ? "all" : selection === "latest" || selection === "paths" ? "given" : selection,
    findings,
    sources: new Map(sources.map((source) => [source.file, source])),
    suppressed,
    notices: [...project.schema.flatMap(unreadParts), ...assumptions(timeline), ...project.notices],
    newest: reported === 0 && selection === "new" ? newestVerdict(timeline, judge) : undefined,
  };
}

/** Where it matters how Prisma runs a file, and its version is not known, both ways were judged. */
function assumptions(timeline: Timeline): string[] {
  const matters = ({ operation, before, transactions }: Step): boolean =>
    transactions.some(({ block }) => block) && transactions.some(({ block }) => !block) && refusesTransaction(operation, before);
  if (!timeline.migrations.some((replayed) => replayed.migration.reported && replayed.steps.some(matters))) return [];
  return ["the version of Prisma is not known (no lockfile, prisma is not installed): only what holds before and since 7.4 is called safe. Say it with prismaVersion in the configuration."];
}

/** A schema that is broken must not look like one without problems: what could be read of it was linted all the same. */
function unreadParts(source: SourceText): readonly string[] {
  const [first, ...others] = parseSchema(source).errors;
  if (first === undefined) return [];
  const more = others.length === 0 ? "" : ` (and ${plural(others.length, "more error")})`;
  return [`${source.file}:${source.position(first.span.start).line} cannot be read, so not all of the schema was linted: ${first.message}${more}`];
}

/** What the last migration would get if it were reported. */
function newestVerdict(timeline: Timeline, judge: Judge): Verdict | undefined {
  const last = timeline.migrations.at(-1);
  if (last === undefined) return undefined;
  const migration = { ...last.migration, reported: true };
  const newest = { ...last, migration, steps: last.steps.map((step) => ({ ...step, migration })) };
  const { findings } = judge({ ...timeline, migrations: [...timeline.migrations.slice(0, -1), newest] });
  const own = findings.filter((finding) => finding.migration === migration.name);
  return { migration: migration.name, ...countFindings(own), rules: [...new Set(own.map(({ rule }) => rule))] };
}

/** A run of which nothing could be judged must not look like one without problems. */
function requireSupported(projects: readonly ProjectReport[]): void {
  if (projects.some(({ supported, findings }) => supported || findings.length > 0)) return;
  const why = projects.flatMap(({ notices }) => notices).at(-1);
  throw new LintError(why ?? "The database provider is not known.", "Supported so far: postgresql. Give --provider postgresql if that is what it is.");
}
