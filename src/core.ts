import { resolveConfig, type Preset } from "./check/config/config.js";
import { loadDialect } from "./dialects/index.js";
import { configuredVersion } from "./discover/versions/configured-version.js";
import { impactOf } from "./impact/impact.js";
import { judgeOf, replayProject } from "./judge.js";
import type { Config, UserConfig } from "./model/config.js";
import type { Dialect } from "./model/dialect.js";
import type { Environment } from "./model/environment.js";
import type { Finding } from "./model/finding.js";
import type { MigrationImpact } from "./model/impact.js";
import { LintError } from "./model/lint-error.js";
import type { Project } from "./model/project.js";
import type { Rollback } from "./model/rollback.js";
import type { ReplayedMigration, Timeline } from "./model/step.js";
import { rollbackSql } from "./report/rollback-sql.js";
import { rollback as rollbackOf } from "./rollback/rollback.js";
import { SourceText } from "./text/source-text.js";
import { rules } from "../rules/index.js";

export { LintError } from "./model/lint-error.js";
export type { ProjectConfig, UserConfig } from "./model/config.js";
export type { Finding, FileEdit, Place, RelatedPlace, Severity, Subject, Suggestion } from "./model/finding.js";
export type { MigrationImpact, Risk, StatementImpact } from "./model/impact.js";
export type { Lost, Rollback, RollbackPart } from "./model/rollback.js";

/** Migrations as texts: nothing is read from a disk, so that a browser can do it too. */
export interface HistorySources {
  /** In the order in which they are applied. The name is that of the folder: `20260102030405_add_email`. */
  readonly migrations: readonly { readonly name: string; readonly sql: string }[];
  /** schema.prisma, or several files by their names. */
  readonly schema?: string | Readonly<Record<string, string>>;
  /** How many of the migrations, from the first, are deployed; the others are new and are reported. All but the last where it is left out. */
  readonly deployed?: number;
  /** What prisma-migrate-lint.config.* may hold. Versions that it leaves out are not known. `since`, `deployed` and `projects` have no meaning here. */
  readonly config?: UserConfig;
  readonly preset?: Preset;
}

/** A history that was replayed, each statement with the database before and after it. */
export interface History {
  readonly project: Project;
  readonly config: Config;
  readonly dialect: Dialect;
  readonly timeline: Timeline;
}

/** Replays a PostgreSQL history in memory. Throws `LintError` for a wrong configuration; SQL that cannot be read is a finding of `check`. */
export async function replay({ migrations, schema = {}, deployed = migrations.length - 1, config: user, preset }: HistorySources): Promise<History> {
  const dialect = await loadDialect("postgresql");
  if (dialect === undefined) throw new Error("the dialect of postgresql is missing");
  const config = resolveConfig(user, { rules, overrides: [], preset, file: undefined });
  const files = typeof schema === "string" ? { "schema.prisma": schema } : schema;
  const project: Project = {
    name: undefined,
    root: ".",
    provider: "postgresql",
    schema: Object.entries(files).map(([file, text]) => new SourceText(file, text)),
    baseSchema: undefined,
    migrationsDir: "migrations",
    migrations: migrations.map(({ name, sql }, at) => ({ name, source: new SourceText(`migrations/${name}/migration.sql`, sql), deployed: at < deployed, reported: at >= deployed })),
    base: { kind: "none", ref: null, source },
    environment: environmentOf(user ?? {}),
    externalTables: [],
    notices: [],
  };
  return { project, config, dialect, timeline: replayProject(project, dialect, { eachAsNewest: false }) };
}

/** What the rules say of the new migrations and of schema.prisma. */
export function check({ project, config, dialect, timeline }: History): readonly Finding[] {
  return judgeOf({ project, config, dialect, all: false, sole: true })(timeline).findings;
}

/** What each statement of the new migrations locks, reads, rewrites, breaks and loses. */
export function assess({ config, dialect, timeline }: History): readonly MigrationImpact[] {
  return reported(timeline).map((migration) => impactOf(migration, dialect, config));
}

/** The way back from each of the new migrations, newest first, or from the one of this name. Throws `LintError` where none has it. */
export function rollback({ project, dialect, timeline }: History, name?: string): readonly (Rollback & { readonly sql: string })[] {
  const chosen = name === undefined ? reported(timeline).toReversed() : timeline.migrations.filter(({ migration }) => migration.name === name);
  if (name !== undefined && chosen.length === 0) throw new LintError(`There is no migration "${name}".`, "Give the name of its folder.");
  return chosen.map((migration) => {
    const back = rollbackOf(migration, dialect, project.environment);
    return { ...back, sql: rollbackSql(back, dialect) };
  });
}

const reported = (timeline: Timeline): readonly ReplayedMigration[] => timeline.migrations.filter(({ migration }) => migration.reported);

const source = "the caller";

const environmentOf = ({ postgresVersion, prismaVersion, runner, defaultSchema, timeZone }: UserConfig): Environment => ({
  provider: "postgresql",
  serverVersion: { value: postgresVersion === undefined ? undefined : configuredVersion("postgresVersion", postgresVersion).major, source },
  prismaVersion: { value: prismaVersion === undefined ? undefined : configuredVersion("prismaVersion", prismaVersion), source },
  runner: runner?.transaction,
  placeholders: new Map(Object.entries(runner?.placeholders ?? {})),
  defaultSchema: { value: defaultSchema ?? "public", source },
  timeZone: { value: timeZone, source },
});
