import { resolve } from "node:path";
import { recreate } from "../database/recreate/recreate.js";
import { replayProject } from "../judge.js";
import { dialectOf } from "../lint.js";
import type { Database } from "../model/database.js";
import type { Dialect } from "../model/dialect.js";
import { LintError } from "../model/lint-error.js";
import type { Project } from "../model/project.js";
import type { ReplayedMigration } from "../model/step.js";
import { openProjects } from "../open-projects.js";
import { jsonText } from "../report/json.js";
import { prismaCall, prismaPlace, type PrismaPlace } from "../report/prisma-call.js";
import { plural } from "../report/summary.js";
import { isNamed, noSuchMigration } from "./named-migration.js";
import type { SchemaFlags } from "./options.js";
import { progressOn } from "./progress.js";
import { databaseJson } from "./schema-json.js";
import type { Terminal } from "./terminal.js";
import { REFUSED } from "../database/uncertain.js";

/** `schema`: the replayed database after `--at`, or after the newest migration. Throws `LintError`. */
export async function schemaCommand(flags: SchemaFlags, terminal: Terminal): Promise<number> {
  if (flags.squash !== undefined && flags.format === "json") throw new LintError("--squash prints a migration, which is SQL.", "Leave --format json out.");
  const cwd = resolve(terminal.cwd, flags.cwd ?? ".");
  const { projects, root } = await openProjects({ ...flags, cwd, env: terminal.env, paths: [], selection: { kind: "all" } });
  const supported: SupportedProject[] = [];
  for (const project of projects) {
    const dialect = await dialectOf(project);
    if (dialect !== undefined) supported.push({ project, dialect });
  }
  if (supported.length === 0) throw new LintError(projects.flatMap(({ notices }) => notices).at(-1) ?? "There is nothing to replay.", "Choose a project of PostgreSQL by --schema or --cwd.");
  const chosen = upTo(flags.at, supported, root, cwd);

  const progress = progressOn(terminal.stderr, flags.quiet === true);
  const results: Result[] = [];
  try {
    for (const { project, dialect } of chosen) {
      const timeline = replayProject(project, dialect, { eachAsNewest: true, onMigration: (done, all) => progress.update(done, all) });
      const { database } = timeline;
      const at = project.migrations.at(-1)?.name ?? null;
      results.push({ root: project.root, name: project.name, at, sql: databaseSql(database, dialect), database, dialect, dir: project.migrationsDir, place: prismaPlace(project, resolve(root, project.root) === resolve(terminal.cwd)), wrote: timeline.migrations.filter(writesRows).map(({ migration }) => migration.name) });
    }
  } finally {
    progress.clear();
  }
  terminal.stdout.write(flags.format === "json" ? resultsJson(results) : flags.squash === undefined ? resultsSql(results) : squashed(flags.squash, results));
  if (flags.quiet !== true) for (const result of results) warnOfUnknown(result, terminal);
  return 0;
}

interface SupportedProject {
  readonly project: Project;
  readonly dialect: Dialect;
}

interface Result {
  readonly root: string;
  readonly name: string | undefined;
  readonly at: string | null;
  readonly sql: string;
  readonly database: Database;
  readonly dialect: Dialect;
  readonly dir: string | undefined;
  readonly place: PrismaPlace;
  /** Migrations that changed rows. */
  readonly wrote: readonly string[];
}

/** The projects that have the migration, with their history up to it. */
function upTo(at: string | undefined, projects: readonly SupportedProject[], root: string, cwd: string): readonly SupportedProject[] {
  if (at === undefined) return projects;
  const chosen = projects.flatMap(({ project, dialect }) => {
    const number = project.migrations.findIndex((migration) => isNamed(migration, at, root, cwd));
    return number === -1 ? [] : [{ project: { ...project, migrations: project.migrations.slice(0, number + 1) }, dialect }];
  });
  if (chosen.length > 0) return chosen;
  throw noSuchMigration("--at", at, projects.flatMap(({ project }) => project.migrations.map(({ name }) => name)));
}

function databaseSql(database: Database, dialect: Dialect): string {
  let text = "";
  let before: string | undefined;
  for (const operation of recreate(database, (name) => dialect.naming.quote(name))) {
    const sql = `${dialect.writer.statement(operation)};\n`;
    // One-liners of a kind stay together.
    const together = operation.kind === before && sql.indexOf("\n") === sql.length - 1;
    text += text === "" || together ? sql : `\n${sql}`;
    before = operation.kind;
  }
  return text;
}

function resultsSql(results: readonly Result[]): string {
  if (results.length === 1) return results[0]?.sql ?? "";
  return results.map(({ name, root, at, sql }) => `-- ${name ?? root}${at === null ? "" : `, after ${at}`}\n\n${sql}`).join("\n");
}

/** One migration in place of all of them, with the steps as comments. Throws `LintError` for several projects and for what cannot be known. */
function squashed(name: string, results: readonly Result[]): string {
  const [result, ...others] = results;
  if (result === undefined || others.length > 0) throw new LintError("--squash makes the migration of one project, and there are several.", "Choose one by --schema.");
  const [unknown] = result.database.unknown;
  if (unknown) throw new LintError(`What statement ${unknown.statement} of ${unknown.migration} does to the schema is not known, so a squash would leave it out.`, "Print the schema without --squash, and add what is missing by hand.");
  if (!/^[\w-]+$/.test(name)) throw new LintError(`"${name}" is no name of a migration's folder.`, "Use letters, digits and underscores: --squash 000000000000_squashed.");
  const dir = result.dir ?? "prisma/migrations";
  const steps = [
    `Stands for all migrations up to ${result.at ?? "now"}; ends in the same schema.`,
    ...(result.place.folder === undefined ? [] : [`Prisma's commands are to be run in ${result.place.folder}.`]),
    `1. Every database must have them all: ${prismaCall("migrate deploy", result.place)}`,
    `2. Delete their folders, and put this into ${dir}/${name}/migration.sql`,
    `3. On every database that has them: ${prismaCall(`migrate resolve --applied ${name}`, result.place)}`,
    ...(result.wrote.length > 0 ? [`Rows are not in here. These migrations wrote some: ${result.wrote.join(", ")}`] : []),
  ];
  return `${steps.map((step) => `-- ${step}\n`).join("")}\n${result.sql}`;
}

const writesRows = ({ steps }: ReplayedMigration): boolean => steps.some(({ operation }) => operation.kind === "changeData" || (operation.kind === "createTable" && operation.asQuery !== undefined));

function resultsJson(results: readonly Result[]): string {
  return jsonText("schema", { projects: results.map(({ root, at, sql, database, dialect }) => ({ root, at, sql, database: databaseJson(database, dialect) })) });
}

function warnOfUnknown({ database }: Result, terminal: Terminal): void {
  // Of what PostgreSQL refuses, the effect is known: none.
  const unknown = database.unknown.filter(({ node }) => node !== REFUSED);
  const [first] = unknown;
  if (first === undefined) return;
  terminal.stderr.write(`note: what ${plural(unknown.length, "statement")} may have changed is not known and not in here, the first in ${first.migration} (${first.node}).\n`);
}
