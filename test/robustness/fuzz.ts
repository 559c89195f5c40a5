/**
 * `npm run fuzz -- [--seconds N] [--seed N] [--corpus DIR]`: changed, spoilt and random migrations through all of the pipeline, then changed histories on PostgreSQL,
 * half of the time each. Prints what breaks and on what we and PostgreSQL disagree, with the number that makes it again; ends with 1 for a crash or a false claim.
 */
import { parseArgs } from "node:util";
import { DatabasePool } from "../judges/database-pool.js";
import { fuzzAgreement, fuzzPipeline, fuzzSchemas, type Differing, type FuzzResult } from "./fuzz-run.js";
import type { Sources } from "./mutate.js";
import { rememberingDialect } from "./pipeline.js";
import { corpusHistories, runnableHistories, schemaStarts, statementHistories } from "./starts.js";

const { values } = parseArgs({ options: { seconds: { type: "string", default: "60" }, seed: { type: "string" }, corpus: { type: "string" }, show: { type: "string", default: "3" } } });
const seed = Number(values.seed ?? Math.floor(Math.random() * 0x7fffffff));
const half = (Number(values.seconds) * 1000) / 2;
const dialect = await rememberingDialect();
const runnable = await runnableHistories();
const starts = [...runnable, ...statementHistories, ...(values.corpus === undefined ? [] : corpusHistories(values.corpus))];
let crashes = 0;
say(`seed ${seed}, ${starts.length} histories to start from`);

const until = performance.now() + half * 0.8;
tell("pipeline", fuzzPipeline({ starts, dialect, seed, more: () => performance.now() < until }));
const last = performance.now() + half * 0.2;
tell("schema.prisma", fuzzSchemas({ starts: runnable, schemas: schemaStarts(values.corpus), dialect, seed, more: () => performance.now() < last }));

const pool = new DatabasePool();
const end = performance.now() + half;
const agreement = await fuzzAgreement({ starts: runnable, dialect, seed, more: () => performance.now() < end }, pool);
await pool.close();
say(`PostgreSQL: ${agreement.inputs} histories, ${rate(agreement.inputs)}; the same said of ${agreement.statements} statements, of which it refuses ${agreement.refused}; ${agreement.differing.length} differ`);
for (const [what, group] of grouped(agreement.differing)) {
  say(`  ${group.length} × ${what}`);
  for (const { number, sql, said } of group.slice(0, Number(values.show))) say(`    ${number}: ${sql.replace(/\s+/g, " ").slice(0, 300)}\n      ${said.replace(/\s+/g, " ")}`);
}
process.exitCode = crashes > 0 || agreement.differing.some(({ kind }) => kind === "false claim") ? 1 : 0;

function tell(what: string, { inputs, broken }: FuzzResult): void {
  crashes += broken.length;
  say(`${what}: ${inputs} inputs, ${rate(inputs)}; ${broken.length} broken`);
  for (const { number, why, history } of broken) say(`  ${number}: ${why}\n${shown(history)}`);
}

function grouped(differing: readonly Differing[]): readonly (readonly [string, readonly Differing[]])[] {
  const groups = new Map<string, Differing[]>();
  for (const one of differing) groups.set(`${one.kind}: ${one.what}`, [...(groups.get(`${one.kind}: ${one.what}`) ?? []), one]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function rate(count: number): string {
  return `${((count * 1000) / half).toFixed(0)} a second`;
}

function shown(history: Sources): string {
  const last = history.at(-1);
  return last === undefined ? "" : `    ${JSON.stringify(last.text.slice(0, 500))}`;
}

function say(line: string): void {
  console.log(line);
}
