/**
 * `npm run judge:server [-- --version 13|…|18|all]… [--judge NAME]… [--corpus DIR [--every N]]`: the judges on real servers of their own: the newest PostgreSQL
 * that is installed here, or those that npm brings. Ends with 1 when anything differs, with 2 when there is no server to start.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadPostgres } from "../../src/dialects/postgres/index.js";
import { discover } from "../../src/discover/index.js";
import { noGit } from "../support/no-git.js";
import { findInstallation, InstalledServer, NoServer, type Installation } from "./installed-server.js";
import { judges } from "./project-judges.js";
import { publishedInstallation, publishedVersions } from "./published-server.js";
import { caseJudges } from "./server-judges.js";

const INSTALL = "No PostgreSQL server is installed here: `apt-get install postgresql` brings one (initdb and postgres are looked for on the PATH, by pg_config and in /usr/lib/postgresql); --version 15 has npm bring one.";
/** What of a project differs by the server. */
const OF_PROJECTS = ["catalog", "locks", "may-fail", "old-client"];

const { values } = parseArgs({
  options: { corpus: { type: "string" }, every: { type: "string", default: "1" }, version: { type: "string", multiple: true, default: [] }, judge: { type: "string", multiple: true, default: [] } },
});
const names = values.corpus === undefined ? Object.keys(caseJudges) : OF_PROJECTS;
const dialect = await loadPostgres();
let wrong = 0;
process.exitCode = await main();

async function main(): Promise<number> {
  const unknown = values.judge.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    console.error(`There is no judge ${unknown}. There are ${names.join(", ")}.`);
    return 2;
  }
  try {
    for (const installation of installations()) await judgeOn(installation);
  } catch (error) {
    if (!(error instanceof NoServer)) throw error;
    console.error(error.message);
    return 2;
  }
  return wrong === 0 ? 0 : 1;
}

/** One after the other, so that a version that npm cannot bring does not keep the others from being judged before. */
function* installations(): Generator<Installation> {
  if (values.version.length === 0) {
    const installed = findInstallation();
    if (!installed) throw new NoServer(INSTALL);
    yield installed;
  }
  for (const version of values.version.includes("all") ? publishedVersions : values.version) yield publishedInstallation(Number(version));
}

async function judgeOn(installation: Installation): Promise<void> {
  const server = await InstalledServer.start(installation);
  const stopAndLeave = (): void => void server.stop().finally(() => process.exit(130));
  process.once("SIGINT", stopAndLeave);
  process.once("SIGTERM", stopAndLeave);
  try {
    console.log(`PostgreSQL ${server.version} of ${installation.bin}`);
    if (values.corpus === undefined) await judgeCases(server);
    else await judgeCorpus(server, values.corpus);
  } finally {
    process.off("SIGINT", stopAndLeave);
    process.off("SIGTERM", stopAndLeave);
    await server.stop();
  }
}

function isChosen(name: string): boolean {
  return values.judge.length === 0 || values.judge.includes(name);
}

async function judgeCases(server: InstalledServer): Promise<void> {
  for (const [name, judge] of Object.entries(caseJudges)) {
    if (!isChosen(name)) continue;
    const verdict = await judge(server, dialect);
    const counts = new Map<string, number>();
    for (const what of verdict.newer) counts.set(what, (counts.get(what) ?? 0) + 1);
    const left = verdict.newer.length === 0 ? "" : `; ${verdict.newer.length} left out as newer: ${[...counts].map(([what, count]) => `${what} ${count}`).join(", ")}`;
    say(`${name}: ${verdict.cases} ${verdict.what}, ${verdict.wrong.length} differ${left}`, verdict.wrong);
  }
}

async function judgeCorpus(server: InstalledServer, corpus: string): Promise<void> {
  for (const name of readdirSync(corpus).sort()) {
    const projects = await discover({ cwd: join(corpus, name), paths: [], config: undefined, selection: { kind: "all" }, git: noGit() });
    for (const project of projects) {
      const { provider, root, migrations } = project;
      if (provider !== "postgresql" || migrations.length === 0) continue;
      const texts = migrations.map(({ name: migration, source }) => ({ name: migration, sql: source.text }));
      for (const [judge, run] of Object.entries(judges)) {
        if (!OF_PROJECTS.includes(judge) || !isChosen(judge)) continue;
        const verdict = await run({ project, texts, pool: server, dialect, every: Number(values.every) });
        say(`${root === "." ? name : `${name}/${root}`}: ${judge}: ${verdict.summary}`, verdict.wrong);
        for (const line of verdict.remarks.filter((remark) => !remark.startsWith("excused"))) console.log(`  ${line}`);
      }
    }
  }
}

function say(what: string, different: readonly string[]): void {
  wrong += different.length;
  console.log(what);
  for (const line of different) console.log(`  ${line}`);
}
