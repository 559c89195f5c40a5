/**
 * `npm run bench -- [--corpus DIR] [--runs N]`: whole processes of ours, as built by `npm run build`, and of squawk on the same files: the median time of N
 * (5) runs and the most memory that ours took. Projects that are made up for it, and each one in DIR. docs/performance.md has the figures.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { squawkBinary, squawkFlags } from "../comparison/squawk.js";
import { madeUp } from "./made-up.js";

const { values } = parseArgs({ options: { corpus: { type: "string" }, runs: { type: "string", default: "5" } } });
const runs = Number(values.runs);
const cli = resolve(import.meta.dirname, "../../dist/src/cli.js");
/** Says on a fourth stream what a process took: kilobytes, as Node gives them on every system. */
const MEMORY = `data:text/javascript,import{writeSync}from"node:fs";process.on("exit",()=>writeSync(3,String(process.resourceUsage().maxRSS)))`;
const lint = (project: string, selection: readonly string[]): readonly string[] => ["lint", "--cwd", project, ...selection, "--format", "json"];

const folder = mkdtempSync(join(tmpdir(), "prisma-migrate-lint-bench-"));
try {
  console.log(row(["what", "migrations", "ours", "memory", "squawk"]));
  console.log(row(["---", "--:", "--:", "--:", "--:"]));
  print("`--help`", 0, ours(["--help"]));
  for (const [name, migrations] of madeUp) {
    const project = join(folder, name);
    write(project, migrations);
    printProject(name, project, ["--all"]);
  }
  if (values.corpus !== undefined) for (const name of readdirSync(values.corpus).sort()) printCorpus(name, resolve(values.corpus, name));
} finally {
  rmSync(folder, { recursive: true });
}

function printCorpus(name: string, project: string): void {
  printProject(`${name} \`--all\``, project, ["--all"]);
  print(`${name} \`--latest 1\``, 1, ours(lint(project, ["--latest", "1"])));
}

function printProject(name: string, project: string, selection: readonly string[]): void {
  const files = readdirSync(project, { recursive: true, encoding: "utf8" }).filter((file) => /[/\\]migration\.sql$/.test(file) && !file.includes("node_modules"));
  const paths = files.map((file) => join(project, file));
  print(name, files.length, ours(lint(project, selection)), median(() => timed(squawkBinary, [...squawkFlags, ...paths]).seconds));
}

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

function ours(args: readonly string[]): Measured {
  let megabytes = 0;
  const seconds = median(() => {
    const run = timed(process.execPath, ["--import", MEMORY, cli, ...args]);
    megabytes = Math.max(megabytes, Number(run.said) / 1024);
    return run.seconds;
  });
  return { seconds, megabytes };
}

/** Throws when the program does not run; status 1 is how both say that they found something. */
function timed(program: string, args: readonly string[]): { readonly seconds: number; readonly said: string } {
  const start = performance.now();
  const { status, error, output } = spawnSync(program, args, { stdio: ["ignore", "ignore", "ignore", "pipe"], encoding: "utf8" });
  const seconds = (performance.now() - start) / 1000;
  if (error || status === null || status > 1) throw new Error(`${program} ${args.slice(0, 5).join(" ")} ended with ${error?.message ?? String(status)}`);
  return { seconds, said: output[3] ?? "" };
}

function median(measure: () => number): number {
  const measured = Array.from({ length: runs }, measure).sort((a, b) => a - b);
  return measured[Math.floor(measured.length / 2)] ?? 0;
}

function print(name: string, migrations: number, { seconds, megabytes }: Measured, squawk?: number): void {
  console.log(row([name, migrations === 0 ? "" : String(migrations), `${seconds.toFixed(2)} s`, `${megabytes.toFixed(0)} MB`, squawk === undefined ? "" : `${squawk.toFixed(2)} s`]));
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function write(project: string, migrations: readonly string[]): void {
  put(join(project, "prisma/schema.prisma"), `datasource db {\n  provider = "postgresql"\n}\n`);
  for (const [at, sql] of migrations.entries()) put(join(project, `prisma/migrations/2024010100000${at}_made/migration.sql`), sql);
}

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
