import { dirname, join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { LintError } from "../model/lint-error.js";
import type { ReplayedMigration } from "../model/step.js";
import { jsonText } from "../report/json.js";
import { rollbackJson } from "../report/rollback-json.js";
import { prismaPlace } from "../report/prisma-call.js";
import { bothSql, keepSql } from "../report/keep-sql.js";
import { rollbackSql, type SentRollback } from "../report/rollback-sql.js";
import { plural } from "../report/summary.js";
import { failedAt } from "../rollback/failed-at.js";
import { keepData } from "../rollback/keep-data/keep-data.js";
import { rollback } from "../rollback/rollback.js";
import { writeDownFiles } from "./down-file.js";
import { isNamed, noSuchMigration } from "./named-migration.js";
import type { RollbackFlags } from "./options.js";
import { replayedProjects, type ReplayedProject, type ReplayedProjects } from "./replayed-projects.js";
import { rollbackMigrations, writeMigrations } from "./rollback-migrations.js";
import type { Terminal } from "./terminal.js";

/** `rollback`: the SQL that takes the chosen migrations back, by default the new ones, the newest first. Throws `LintError`. */
export async function rollbackCommand(names: readonly string[], flags: RollbackFlags, terminal: Terminal): Promise<number> {
  forbidTogether(names, flags);
  const replayed = await replayedProjects(names, { ...flags, all: flags.all === true || flags.to !== undefined }, terminal);
  const results = replayed.projects.map((project): Result => {
    const chosen = flags.to === undefined ? project.chosen : after(flags.to, project, replayed, resolve(terminal.cwd, flags.cwd ?? "."));
    const place = prismaPlace(project.project, resolve(replayed.root, project.project.root) === resolve(terminal.cwd));
    return { ...project, rollbacks: chosen.toReversed().flatMap((migration) => rollbacksOf(migration, project, flags)).map((one) => ({ ...one, place })) };
  });
  if (flags.to !== undefined && results.every(({ rollbacks }) => rollbacks.length === 0)) throw notThere(flags.to, replayed);
  const all = results.flatMap(({ rollbacks }) => rollbacks);
  if (flags.write === true) return write(results, replayed.root, terminal);
  if (flags.asMigration === true) return writeForward(results, replayed.root, terminal);
  if (flags.format === "json") {
    terminal.stdout.write(jsonText("rollback", { projects: results.map(({ project, dialect, rollbacks }) => ({ root: project.root, migrations: rollbacks.map((one) => rollbackJson(one, dialect)) })) }));
    return 0;
  }
  if (all.length === 0) terminal.stderr.write("No new migrations. Name some, or give --all.\n");
  terminal.stdout.write(results.flatMap(({ dialect, rollbacks }) => rollbacks.map((one) => bothSql(one, dialect))).join("\n\n"));
  // None came after one that failed.
  if (flags.quiet !== true && flags.failedAt === undefined) for (const result of results) warnOfLater(result, terminal);
  return 0;
}

interface Result extends ReplayedProject {
  /** The newest first: the order in which they run. */
  readonly rollbacks: readonly SentRollback[];
}

function forbidTogether(names: readonly string[], { all, to, failedAt: number, write: toFile, asMigration, keepData: kept }: RollbackFlags): void {
  if (to !== undefined && (names.length > 0 || all === true)) throw new LintError("--to already says which migrations: all after it.", "Give either --to, or names, or --all.");
  if (number !== undefined && (names.length !== 1 || all === true || to !== undefined)) throw new LintError("--failed-at is about one migration.", "Name it: `prisma-migrate-lint rollback MIGRATION --failed-at N`.");
  if (number !== undefined && (toFile === true || asMigration === true)) throw new LintError("What a failed migration left is not written into the project: it is run once.", "Leave --write and --as-migration out.");
  if (kept === true && number !== undefined) throw new LintError("--keep-data is about a migration that has not run yet.", "After a failure leave it out: what was not kept before is not restored.");
  if (kept === true && asMigration === true) throw new LintError("--keep-data and --as-migration exclude each other: only a database in which rows were kept has them to restore.", "Give --write: keep-data.sql and down.sql wait beside the migration.");
  if (toFile === true && asMigration === true) throw new LintError("--write and --as-migration exclude each other.", "down.sql waits beside its migration; a migration of its own is deployed next.");
}

/** Of a failure one for each way in which Prisma may have sent the file. */
function rollbacksOf(migration: ReplayedMigration, { dialect, project: { environment } }: ReplayedProject, flags: RollbackFlags): readonly SentRollback[] {
  if (flags.keepData === true) {
    const kept = keepData(migration, dialect, environment);
    return [{ ...kept.rollback, keep: kept.keep }];
  }
  if (flags.failedAt === undefined) return [rollback(migration, dialect, environment)];
  const { length } = migration.migration.script.statements;
  if (flags.failedAt >= length) throw new LintError(`${migration.migration.name} has no statement ${flags.failedAt}: it has ${plural(length, "statement")}, counted from 0.`, "Prisma's error names the statement.");
  const ways = failedAt(migration, flags.failedAt, dialect, environment);
  const [first] = ways;
  if (first && ways.every((way) => isDeepStrictEqual(way.rollback, first.rollback))) return [first.rollback];
  return ways.map((way) => ({ ...way.rollback, sent: way.sent }));
}

/** Those of the project after the one named; none where it is not the project's. */
function after(to: string, { timeline: { migrations } }: ReplayedProject, { root }: ReplayedProjects, cwd: string): readonly ReplayedMigration[] {
  const at = migrations.findIndex(({ migration }) => isNamed(migration, to, root, cwd));
  return at === -1 ? [] : migrations.slice(at + 1);
}

function notThere(to: string, { projects }: ReplayedProjects): LintError {
  const names = projects.flatMap(({ timeline }) => timeline.migrations.map(({ migration }) => migration.name));
  if (names.includes(to)) return new LintError(`${to} is the newest migration: there is nothing after it to take back.`, "--to names the migration that stays.");
  return noSuchMigration("--to", to, names);
}

function write(results: readonly Result[], root: string, terminal: Terminal): number {
  const beside = (one: SentRollback, name: string): string => join(dirname(resolve(root, one.migration.source.file)), name);
  const down = results.flatMap(({ dialect, rollbacks }) => rollbacks.map((one) => ({ path: beside(one, "down.sql"), sql: rollbackSql(one, dialect) })));
  const kept = results.flatMap(({ dialect, rollbacks }) => rollbacks.flatMap((one) => {
    const sql = keepSql(one, dialect);
    return sql === null ? [] : [{ path: beside(one, "keep-data.sql"), sql }];
  }));
  writeDownFiles([...kept, ...down]);
  terminal.stderr.write(`Wrote down.sql beside ${plural(down.length, "migration")}${kept.length > 0 ? `, and keep-data.sql beside ${kept.length === down.length ? (kept.length === 1 ? "it" : "each") : String(kept.length)}` : ""}.\n`);
  return 0;
}

function writeForward(results: readonly Result[], root: string, terminal: Terminal): number {
  for (const { project, dialect, rollbacks, timeline } of results) {
    if (rollbacks.length === 0 || project.migrationsDir === undefined) continue;
    const newest = timeline.migrations.at(-1)?.migration.name ?? "";
    const migrations = rollbackMigrations(rollbacks, newest, new Date(), dialect.writer);
    writeMigrations(resolve(root, project.migrationsDir), migrations);
    for (const { name } of migrations) terminal.stdout.write(`${project.migrationsDir}/${name}/migration.sql\n`);
  }
  terminal.stderr.write("Take schema.prisma back to what it was before, then deploy: `prisma migrate deploy`.\n");
  return 0;
}

/** What came later may stand on what is taken back. */
function warnOfLater({ timeline: { migrations }, rollbacks }: Result, terminal: Terminal): void {
  const oldest = migrations.findIndex(({ migration }) => migration.name === rollbacks.at(-1)?.migration.name);
  if (oldest === -1) return;
  const chosen = new Set(rollbacks.map(({ migration }) => migration.name));
  const [later, ...others] = migrations.slice(oldest).filter(({ migration }) => !chosen.has(migration.name));
  if (later === undefined) return;
  const base = migrations[oldest - 1]?.migration.name;
  const all = base === undefined ? "" : ` \`--to ${base}\` takes all of them back.`;
  terminal.stderr.write(`note: ${later.migration.name}${others.length > 0 ? ` and ${plural(others.length, "other")}` : ""} came later, and what ${others.length > 0 ? "they" : "it"} made may be in the way.${all}\n`);
}
