/**
 * `npm run judge -- --corpus DIR [--every N]`: the judges on every project below each folder of DIR. Prints one line a judge and project, what differs
 * below it; ends with 1 when anything does that no opaque statement explains.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadDialect } from "../../src/dialects/index.js";
import { discover } from "../../src/discover/index.js";
import type { Dialect } from "../../src/model/dialect.js";
import type { Project } from "../../src/model/project.js";
import { judgeFolder } from "../oracles/judge-schemas.js";
import { compareWithPgsqlAst } from "../oracles/sql-oracle.js";
import { compareWithSqlparser, loadSqlparser } from "../oracles/sqlparser.js";
import { noGit } from "../support/no-git.js";
import { DatabasePool } from "./database-pool.js";
import { judgeHistoryLocks } from "./lock-histories.js";
import { judgeMayFail } from "./may-fail.js";
import { judgeOldClient } from "./old-client.js";
import { judgeReplay } from "./replayed-history.js";

const { values } = parseArgs({ options: { corpus: { type: "string" }, every: { type: "string", default: "1" } } });
if (values.corpus === undefined) throw new Error("Give --corpus DIR: a folder whose folders hold Prisma projects.");
const corpus = values.corpus;
const dialect = await loadPostgres();
await loadSqlparser();
const pool = new DatabasePool();
let wrong = 0;

for (const name of readdirSync(corpus).sort()) {
  const cwd = join(corpus, name);
  const projects = await discover({ cwd, paths: [], config: undefined, selection: { kind: "all" }, git: noGit() });
  for (const project of projects) if (project.provider === "postgresql" && project.migrations.length > 0) await judgeProject(name, project);
  const schemas = await judgeFolder(cwd, say);
  wrong += schemas.withDifferences + schemas.notLossless + schemas.refusedByUsOnly;
  say(`${name}: schema oracles: ${schemas.projects} schemas, getDMMF accepts ${schemas.acceptedByPrisma}, prisma-ast ${schemas.acceptedByPrismaAst}; ${schemas.withDifferences} differ, ${schemas.notLossless} not printed back`);
}
await pool.close();
process.exitCode = wrong === 0 ? 0 : 1;

async function judgeProject(name: string, { root, migrations }: Project): Promise<void> {
  const label = root === "." ? name : `${name}/${root}`;
  const texts = migrations.map(({ name: migration, source }) => ({ name: migration, sql: source.text }));
  const started = performance.now();
  const judgement = await judgeReplay(pool, texts, dialect, { every: Number(values.every) });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  say(`${label}: catalog judge: ${judgement.points} points of ${migrations.length} migrations, ${judgement.unclaimed} of them not claimed, ${judgement.different.length} differ, ${judgement.excused.length} entries excused by opaque statements, ${seconds} s`);
  if (judgement.failed) say(`  PostgreSQL refuses ${judgement.failed.migration}: ${judgement.failed.message}`);
  for (const { migration, differences } of judgement.different) say(`  ${migration}: ${differences.join("; ")}`);
  for (const entry of judgement.excused) say(`  excused: ${entry}`);
  wrong += judgement.different.length;

  const locks = await judgeHistoryLocks(pool, texts, dialect);
  say(`${label}: lock judge: ${locks.compared} statements compared, ${locks.different.length} differ, ${locks.opaque} opaque, ${locks.passed} not in a transaction`);
  if (locks.failed !== undefined) say(`  PostgreSQL refuses ${locks.failed}`);
  for (const difference of locks.different) say(`  ${difference}`);
  wrong += locks.different.length;

  const failures = await judgeMayFail(pool, texts, dialect, { every: Number(values.every) });
  const codes = Object.entries(failures.failed).map(([code, count]) => `${code} ${count}`).join(", ");
  say(`${label}: may-fail judge: failed as said ${codes || "never"}, passed as said ${failures.passed}, failed without a query ${failures.untold}, ${failures.wrong.length} differ`);
  if (failures.refused !== undefined) say(`  PostgreSQL refuses ${failures.refused}`);
  for (const line of failures.wrong) say(`  ${line}`);
  wrong += failures.wrong.length;

  const client = await judgeOldClient(pool, texts, dialect, { every: Number(values.every) });
  say(`${label}: old-client judge: ${client.statements} statements executed, ${client.wrong.length} differ`);
  if (client.refused !== undefined) say(`  PostgreSQL refuses ${client.refused}`);
  for (const line of client.wrong) say(`  ${line}`);
  wrong += client.wrong.length;

  const statements = migrations.map(({ source }) => ({ source, said: compareWithPgsqlAst(source) }));
  const differing = statements.filter(({ said }) => said !== "rejected" && said.length > 0);
  const rejected = statements.filter(({ said }) => said === "rejected").length;
  say(`${label}: pgsql-ast-parser: ${statements.length - rejected} files accepted, ${rejected} rejected by it, ${differing.length} differ`);
  for (const { source, said } of differing) say(`  ${source.file}: ${String(said)}`);
  wrong += differing.length;

  const splits = migrations.map(({ source }) => ({ source, ...compareWithSqlparser(source) }));
  const otherwise = splits.filter((file) => file.claimed !== undefined && (file.claimed !== file.splits || file.different.length > 0));
  const unclaimed = splits.filter(({ claimed }) => claimed === undefined).length;
  say(`${label}: sqlparser: ${splits.filter((file) => file.splits).length} files split, ${splits.filter((file) => !file.splits).length} sent whole, ${unclaimed} of them not claimed, ${otherwise.length} differ`);
  for (const { source, different } of otherwise) say(`  ${source.file}: ${different.join("; ")}`);
  wrong += otherwise.length;
}

function say(line: string): void {
  console.log(line);
}

async function loadPostgres(): Promise<Dialect> {
  const loaded = await loadDialect("postgresql");
  if (!loaded) throw new Error("no dialect for postgresql");
  return loaded;
}
