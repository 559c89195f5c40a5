/**
 * `npm run judge -- --corpus DIR [--every N] [--judge NAME]…`: the judges on every project below each folder of DIR, all of them or those that are named. Prints one
 * line a judge and project, what differs below it; ends with 1 when anything does. `npm run judge`, without a corpus: rollbacks, kept rows and failures of all our
 * own histories, of which the tests take a part.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { discover } from "../../src/discover/index.js";
import type { Project } from "../../src/model/project.js";
import { judgeFolder } from "../oracles/judge-schemas.js";
import { loadSqlparser } from "../oracles/sqlparser.js";
import { noGit } from "../support/no-git.js";
import { DatabasePool } from "./database-pool.js";
import { judges } from "./project-judges.js";
import { failures, keptData, rollbacks } from "./server-judges.js";
import { postgres } from "../support/postgres.js";

const { values } = parseArgs({ options: { corpus: { type: "string" }, every: { type: "string", default: "1" }, judge: { type: "string", multiple: true, default: [] } } });
const ofOurs = { rollback: rollbacks, "keep-data": keptData, "failed-at": failures };
const names = values.corpus === undefined ? Object.keys(ofOurs) : [...Object.keys(judges), "schemas"];
const unknown = values.judge.find((name) => !names.includes(name));
if (unknown !== undefined) throw new Error(`There is no judge ${unknown}. There are ${names.join(", ")}.`);
const chosen: ReadonlySet<string> = new Set(values.judge.length > 0 ? values.judge : names);

const dialect = await postgres();
await loadSqlparser();
const pool = new DatabasePool();
let wrong = 0;

if (values.corpus === undefined) for (const [name, judge] of Object.entries(ofOurs)) await judgeOurs(name, judge);
else await judgeCorpus(values.corpus);
await pool.close();
process.exitCode = wrong === 0 ? 0 : 1;

async function judgeCorpus(corpus: string): Promise<void> {
  for (const name of readdirSync(corpus).sort()) {
    const cwd = join(corpus, name);
    const projects = await discover({ cwd, paths: [], config: undefined, selection: { kind: "all" }, git: noGit() });
    for (const project of projects) if (project.provider === "postgresql" && project.migrations.length > 0) await judgeProject(name, project);
    if (!chosen.has("schemas")) continue;
    const schemas = await judgeFolder(cwd, (line) => console.log(line));
    wrong += schemas.withDifferences + schemas.notLossless + schemas.refusedByUsOnly;
    console.log(`${name}: schema oracles: ${schemas.projects} schemas, getDMMF accepts ${schemas.acceptedByPrisma}, prisma-ast ${schemas.acceptedByPrismaAst}; ${schemas.withDifferences} differ, ${schemas.notLossless} not printed back`);
  }
}

async function judgeOurs(name: string, judge: typeof rollbacks): Promise<void> {
  if (!chosen.has(name)) return;
  const { cases, what, wrong: different } = await judge(pool, dialect);
  console.log(`${name}: ${cases} ${what}, ${different.length} differ`);
  for (const line of different) console.log(`  ${line}`);
  wrong += different.length;
}

async function judgeProject(folder: string, project: Project): Promise<void> {
  const label = project.root === "." ? folder : `${folder}/${project.root}`;
  const texts = project.migrations.map(({ name, source }) => ({ name, sql: source.text }));
  for (const [name, judge] of Object.entries(judges)) {
    if (!chosen.has(name)) continue;
    const verdict = await judge({ project, texts, pool, dialect, every: Number(values.every) });
    console.log(`${label}: ${name}: ${verdict.summary}`);
    for (const line of [...verdict.wrong, ...verdict.remarks]) console.log(`  ${line}`);
    wrong += verdict.wrong.length;
  }
}
