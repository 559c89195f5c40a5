/**
 * `npm run judge:server [-- --corpus DIR [--every N]]`: the judges on the newest PostgreSQL that is installed here, in a server of their own: what runs in
 * process on PostgreSQL 16 to 18 in the tests runs on Debian's 15 so. Ends with 1 when anything differs, with 2 when there is no server to start.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadPostgres } from "../../src/dialects/postgres/index.js";
import { discover } from "../../src/discover/index.js";
import { generatedHistory, historySql } from "../support/generated-schemas.js";
import { noGit } from "../support/no-git.js";
import { judgeFixtures, refusedFixtures } from "./fixture-histories.js";
import { allHistories } from "./histories.js";
import { judgeVerifyOnServer } from "../verify/judge-server.js";
import { findInstallation, InstalledServer, NoServer } from "./installed-server.js";
import { judgeStatements } from "./judge-locks.js";
import { lockGroupsOf } from "./lock-cases.js";
import { judgeHistoryLocks } from "./lock-histories.js";
import { judgeMayFail } from "./may-fail.js";
import { judgeOldClient } from "./old-client.js";
import { oldClientCases } from "./old-client-cases.js";
import { judgeReplay } from "./replayed-history.js";
import { shopHistory } from "./shop.js";

const INSTALL = "No PostgreSQL server is installed here: `apt-get install postgresql` brings one (initdb and postgres are looked for on the PATH, by pg_config and in /usr/lib/postgresql).";
const GENERATED = { seed: 20261123, histories: 12 };

const { values } = parseArgs({ options: { corpus: { type: "string" }, every: { type: "string", default: "1" } } });
const dialect = await loadPostgres();
let wrong = 0;
process.exitCode = await main();

async function main(): Promise<number> {
  const installation = findInstallation();
  if (!installation) {
    console.error(INSTALL);
    return 2;
  }
  let server: InstalledServer;
  try {
    server = await InstalledServer.start(installation);
  } catch (error) {
    if (!(error instanceof NoServer)) throw error;
    console.error(error.message);
    return 2;
  }
  const stopAndLeave = (): void => void server.stop().finally(() => process.exit(130));
  process.once("SIGINT", stopAndLeave);
  process.once("SIGTERM", stopAndLeave);
  try {
    say(`PostgreSQL ${server.version} of ${installation.bin}`, []);
    if (values.corpus === undefined) await judgeCases(server);
    else await judgeCorpus(server, values.corpus);
  } finally {
    await server.stop();
  }
  return wrong === 0 ? 0 : 1;
}

async function judgeCases(server: InstalledServer): Promise<void> {
  const groups = lockGroupsOf(server.version);
  const locks: string[] = [];
  await server.with([], async (database) => {
    for (const group of groups) locks.push(...(await judgeStatements(database, group, server.version, dialect)));
  });
  say(`lock judge: ${groups.flatMap(({ statements }) => statements).length} statements`, locks);

  say("verify: databases of its own and of templates, locks seen by a second session, time-outs, rights, lost connections", await judgeVerifyOnServer(server.url, dialect));

  const shop = shopHistory();
  const histories = allHistories().filter(({ since }) => since <= server.version);
  let points = 0;
  const catalogs: string[] = [];
  for (const { name, migrations } of histories) {
    const judged = await judgeReplay(server, migrations, dialect);
    points += judged.points;
    if (judged.failed) catalogs.push(`${name}: PostgreSQL refuses ${judged.failed.migration}: ${judged.failed.message}`);
    for (const { migration, differences } of judged.different) catalogs.push(`${name} ${migration}: ${differences.join("; ")}`);
    for (const entry of judged.excused) catalogs.push(`${name}: excused: ${entry}`);
  }
  say(`catalog judge: ${points} points of ${histories.length} histories`, catalogs);

  const fixtures = await judgeFixtures(server, dialect);
  const names = new Set([...Object.keys(fixtures.refused), ...Object.keys(refusedFixtures)]);
  const refusals = [...names].filter((name) => fixtures.refused[name] !== refusedFixtures[name]);
  say(`catalog judge: the fixtures`, [
    ...refusals.map((name) => `${name}: expected ${refusedFixtures[name] ?? "no refusal"}, actual ${fixtures.refused[name] ?? "no refusal"}`),
    ...fixtures.different,
  ]);

  const generated: typeof shop[] = [];
  for (let number = 0; number < GENERATED.histories; number++) generated.push(await historySql(generatedHistory(GENERATED.seed, number).schemas));
  const all = [shop, ...generated];

  let compared = 0;
  const traced: string[] = [];
  for (const history of all) {
    const judged = await judgeHistoryLocks(server, history, dialect);
    compared += judged.compared;
    traced.push(...judged.different, ...(judged.failed === undefined ? [] : [`PostgreSQL refuses ${judged.failed}`]));
  }
  say(`lock judge: ${compared} statements of the shop and ${generated.length} generated histories`, traced);

  const failing: string[] = [];
  let failures = 0;
  for (const history of all) {
    const judged = await judgeMayFail(server, history, dialect);
    failing.push(...judged.wrong);
    failures += judged.passed + Object.values(judged.failed).reduce((sum, count) => sum + count, 0);
  }
  say(`may-fail judge: ${failures} runs of a statement beside its check query`, failing);

  const broken: string[] = [];
  let sent = 0;
  for (const { name, before, migration, failing: expected } of oldClientCases) {
    const judged = await judgeOldClient(server, [{ name: "1", sql: before }, { name: "2", sql: migration }], dialect);
    sent += judged.statements;
    broken.push(...judged.wrong, ...(judged.refused === undefined ? [] : [`${name}: ${judged.refused}`]));
    if (judged.failing.join() !== expected.join()) broken.push(`${name}: expected ${expected.join(", ")}, actual ${judged.failing.join(", ")}`);
  }
  for (const history of all) {
    const judged = await judgeOldClient(server, history, dialect);
    sent += judged.statements;
    broken.push(...judged.wrong, ...(judged.refused === undefined ? [] : [judged.refused]));
  }
  say(`old-client judge: ${sent} statements`, broken);
}

async function judgeCorpus(server: InstalledServer, corpus: string): Promise<void> {
  for (const name of readdirSync(corpus).sort()) {
    const projects = await discover({ cwd: join(corpus, name), paths: [], config: undefined, selection: { kind: "all" }, git: noGit() });
    for (const { provider, root, migrations } of projects) {
      if (provider !== "postgresql" || migrations.length === 0) continue;
      const label = root === "." ? name : `${name}/${root}`;
      const texts = migrations.map(({ name: migration, source }) => ({ name: migration, sql: source.text }));
      const judged = await judgeReplay(server, texts, dialect, { every: Number(values.every) });
      say(`${label}: catalog judge: ${judged.points} points of ${migrations.length} migrations, ${judged.unclaimed} of them not claimed, ${judged.excused.length} entries excused`, judged.different.map(({ migration, differences }) => `${migration}: ${differences.join("; ")}`));
      if (judged.failed) console.log(`  PostgreSQL refuses ${judged.failed.migration}: ${judged.failed.message}`);
      const locks = await judgeHistoryLocks(server, texts, dialect);
      say(`${label}: lock judge: ${locks.compared} statements compared, ${locks.opaque} opaque, ${locks.passed} not in a transaction`, locks.different);
      if (locks.failed !== undefined) console.log(`  PostgreSQL refuses ${locks.failed}`);
    }
  }
}

function say(what: string, different: readonly string[]): void {
  wrong += different.length;
  console.log(different.length === 0 ? what : `${what}: ${different.length} differ`);
  for (const line of different) console.log(`  ${line}`);
}
