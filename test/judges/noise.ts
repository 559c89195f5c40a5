/**
 * `npm run noise -- --corpus DIR [--preset strict] [--latest 20] [--rule ID] [--list]`: how much the rules say of real projects, per migration and rule.
 * Without `--latest` over whole histories, each migration as when it was the newest; with it the last N of each project as one pull request on top of the others.
 * `--list` prints each finding with its SQL, to be read.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { resolveConfig, type Preset } from "../../src/check/config/config.js";
import { findTable, isEmpty } from "../../src/database/questions.js";
import { discover } from "../../src/discover/index.js";
import { judgeOf, replayProject } from "../../src/judge.js";
import type { Finding } from "../../src/model/finding.js";
import type { Project } from "../../src/model/project.js";
import type { ReplayedMigration, Step, Timeline } from "../../src/model/step.js";
import { rules } from "../../rules/index.js";
import { noGit } from "../support/no-git.js";
import { postgres } from "../support/postgres.js";

const { values } = parseArgs({
  options: { corpus: { type: "string" }, preset: { type: "string", default: "recommended" }, latest: { type: "string" }, rule: { type: "string" }, list: { type: "boolean", default: false } },
});
if (values.corpus === undefined) throw new Error("Give --corpus DIR: a folder whose folders hold Prisma projects.");
const preset: Preset = values.preset === "strict" ? "strict" : "recommended";
const latest = values.latest === undefined ? undefined : Number(values.latest);
const dialect = await postgres();

const categories = new Map(rules.map(({ id, category }) => [id, category]));
const relationRules: ReadonlySet<string> = new Set(["require-foreign-key-index", "no-cascade-delete"]);
const total = { migrations: 0, findings: 0, relations: 0, onOwnTables: 0 };
const byRule = new Map<string, { errors: number; warnings: number }>();

for (const name of readdirSync(values.corpus).sort()) {
  const found = await discover({ cwd: join(values.corpus, name), paths: [], config: undefined, selection: { kind: "all" }, git: noGit() });
  for (const project of found) if (project.provider === "postgresql" && project.migrations.length > 0) measure(name, project);
}
print();

function measure(name: string, found: Project): void {
  const from = latest === undefined ? 0 : found.migrations.length - latest;
  const migrations = found.migrations.map((migration, at) => ({ ...migration, deployed: latest !== undefined && at < from, reported: at >= from }));
  const project: Project = { ...found, migrations };
  const config = resolveConfig({}, { rules, overrides: [], preset, file: undefined });
  const timeline = replayProject(project, dialect, { eachAsNewest: latest === undefined });
  const { findings } = judgeOf({ project, config, dialect, all: latest === undefined, sole: true })(timeline);
  const inSql = findings.filter(({ migration }) => migration !== null);
  const reported = migrations.filter((migration) => migration.reported).length;
  for (const { rule, severity } of findings) {
    const count = byRule.get(rule) ?? { errors: 0, warnings: 0 };
    if (severity === "error") count.errors += 1;
    else count.warnings += 1;
    byRule.set(rule, count);
  }
  const relations = findings.filter(({ rule }) => relationRules.has(rule)).length;
  const own = inSql.filter((finding) => isAboutOwnTable(finding, timeline));
  total.migrations += reported;
  total.findings += findings.length;
  total.relations += relations;
  total.onOwnTables += own.length;
  const label = found.root === "." ? name : `${name}/${found.root}`;
  console.log(`${label}: ${reported} migrations, ${findings.length} findings, ${((findings.length - relations) / reported).toFixed(2)} a migration without relation rules`);
  for (const finding of own) console.log(`  on an empty table of its own series: ${finding.rule} ${finding.migration} ${finding.message}`);
  if (values.list) for (const finding of findings) if (values.rule === undefined || finding.rule === values.rule) list(finding, timeline);
}

/** A waiting, failing or breaking finding about a table that nobody uses and that holds nothing, where no deployed table is locked either. */
function isAboutOwnTable(finding: Finding, { migrations }: Timeline): boolean {
  const category = categories.get(finding.rule);
  if (category !== "waiting" && category !== "failing" && category !== "breaking") return false;
  const { table: name, schema } = finding.subject;
  const steps = stepsOf(finding, migrations);
  return steps.some(({ before, deployed, effect, operation }) => {
    if (name === null || operation.kind === "createTable") return false;
    const table = findTable(before, { schema: schema ?? undefined, name });
    const locksOthers = effect.locks.some(({ relation }) => deployed.tables.some((other) => other.name === relation.name && other.schema === relation.schema));
    return table !== undefined && isEmpty(table, deployed) && !locksOthers;
  });
}

function stepsOf(finding: Finding, migrations: readonly ReplayedMigration[]): readonly Step[] {
  return migrations.find(({ migration }) => migration.name === finding.migration)?.steps.filter(({ statement }) => statement.index === finding.statement) ?? [];
}

function list({ rule, severity, message, file, span, migration }: Finding, { migrations }: Timeline): void {
  const source = migrations.find((replayed) => replayed.migration.name === migration)?.migration.source;
  const line = source?.position(span.start).line;
  console.log(`  ${severity} ${rule} ${migration ?? file}${line === undefined ? "" : `:${line}`}\n    ${message}\n    ${(source?.slice(span) ?? "").replace(/\s+/g, " ").slice(0, 300)}`);
}

function print(): void {
  console.log(`\n| Rule | errors | warnings |\n| --- | --- | --- |`);
  for (const [rule, { errors, warnings }] of [...byRule].sort(([, a], [, b]) => b.errors + b.warnings - a.errors - a.warnings)) console.log(`| ${rule} | ${errors} | ${warnings} |`);
  const rate = ((total.findings - total.relations) / total.migrations).toFixed(2);
  console.log(`\n${total.migrations} migrations, ${total.findings} findings under ${preset}; ${rate} a migration without the two relation rules; ${total.onOwnTables} on empty tables of their own series`);
}
