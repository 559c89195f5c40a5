/**
 * `npm run compare -- --corpus DIR [--list RULE] [--sample N]`: what squawk says of real projects beside what we say, each rule of squawk with ours of the same question.
 * Whole histories, each migration as when it was the newest, under `recommended`, with the habits switched on for the rules of style. `--list` prints, for one rule of squawk, up to N (30) of what only one of the two says, evenly
 * picked, with its SQL, to be read. docs/comparison.md has the figures.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Finding } from "../../src/model/finding.js";
import { lintCorpus, type LintedMigration } from "./linted-migrations.js";
import { pair, silences, type Silence } from "./pair.js";
import { runSquawk, squawkFlags, type SquawkDiagnostic } from "./squawk.js";
import { squawkRules } from "./squawk-rules.js";

const { values } = parseArgs({ options: { corpus: { type: "string" }, list: { type: "string" }, sample: { type: "string", default: "30" } } });
if (values.corpus === undefined) throw new Error("Give --corpus DIR: a folder whose folders hold Prisma projects.");

const start = performance.now();
const migrations = await lintCorpus(resolve(values.corpus));
const afterOurs = performance.now();
const diagnostics = grouped(runSquawk(migrations.map(({ file }) => file)), ({ file }) => file);
const afterSquawk = performance.now();

if (values.list === undefined) printTable();
else list(values.list, Number(values.sample));

function printTable(): void {
  const heads = ["squawk's rule", "both", "squawk only", ...silences, "ours only", "ours"];
  const rows = { safety: new Array<string>(), style: new Array<string>() };
  for (const [rule, { sort, ours }] of squawkRules) {
    const pairs = migrations.map((migration) => pair(migration, diagnostics.get(migration.file) ?? [], rule));
    const only = pairs.flatMap(({ squawkOnly }) => squawkOnly);
    const both = count(pairs.map((each) => each.both));
    const oursOnly = count(pairs.map((each) => each.oursOnly));
    if (both + only.length + oursOnly === 0) continue;
    const why = (silence: Silence): number => only.filter((each) => each.silence === silence).length;
    rows[sort].push(row([rule, both, only.length, ...silences.map(why), oursOnly, ours.join(", ")]));
  }
  for (const sort of ["safety", "style"] as const) console.log(`${sort}\n${row(heads)}\n${row(heads.map(() => "---"))}\n${rows[sort].join("\n")}\n`);
  printAlone();
  const said = [...diagnostics.values()].flat();
  const safety = said.filter(({ rule }) => squawkRules.get(rule)?.sort === "safety").length;
  const found = count(migrations.map(own));
  const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);
  console.log(`${migrations.length} migrations. squawk ${squawkFlags.join(" ")}: ${said.length} findings, ${safety} of them of safety rules, in ${seconds(afterSquawk - afterOurs)} s.`);
  console.log(`Ours: ${found} findings under recommended; that, strict and the habits in ${seconds(afterOurs - start)} s.`);
}

/** Findings of the migration itself; others may have a related place in it. */
function own({ replayed, findings }: LintedMigration): readonly Finding[] {
  return findings.recommended.filter(({ file }) => file === replayed.migration.source.file);
}

/** Rules of ours that no rule of squawk asks. */
function printAlone(): void {
  const asked = new Set([...squawkRules.values()].flatMap(({ ours }) => ours));
  const alone = grouped(migrations.flatMap(own).filter(({ rule }) => !asked.has(rule)), ({ rule }) => rule);
  console.log(`no rule of squawk\n${row(["rule", "findings"])}\n${row(["---", "---"])}`);
  for (const [rule, findings] of [...alone].sort(([, a], [, b]) => b.length - a.length)) console.log(row([rule, findings.length]));
  console.log();
}

function list(rule: string, most: number): void {
  if (!squawkRules.has(rule)) throw new Error(`squawk has no rule ${rule}.`);
  const only = { squawk: new Array<string>(), ours: new Array<string>() };
  for (const migration of migrations) {
    const { squawkOnly, oursOnly } = pair(migration, diagnostics.get(migration.file) ?? [], rule);
    for (const { diagnostic, silence, instead } of squawkOnly) {
      if (silence === "new table") continue;
      only.squawk.push(`${silence}${instead.length > 0 ? ` (${instead.join(", ")})` : ""}: ${migration.file}:${diagnostic.firstLine}\n${indented(linesAt(migration, diagnostic))}`);
    }
    const { source } = migration.replayed.migration;
    for (const { rule: ours, span, message } of oursOnly) only.ours.push(`${ours}: ${migration.file}:${source.position(span.start).line}\n    ${message}\n${indented(source.slice(span))}`);
  }
  console.log(`squawk only, on tables in use: ${only.squawk.length}\n${sampled(only.squawk, most).join("\n")}\n\nours only: ${only.ours.length}\n${sampled(only.ours, most).join("\n")}`);
}

function linesAt({ replayed }: LintedMigration, { firstLine, lastLine }: SquawkDiagnostic): string {
  return replayed.migration.source.text.split("\n").slice(firstLine - 1, lastLine).join("\n");
}

/** Every n-th, the first among them. */
function sampled<T>(all: readonly T[], most: number): readonly T[] {
  const every = Math.max(1, all.length / most);
  return all.filter((_, at) => Math.floor(at / every) !== Math.floor((at - 1) / every));
}

function grouped<T>(all: readonly T[], key: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(key(each));
    if (group) group.push(each);
    else groups.set(key(each), [each]);
  }
  return groups;
}

function indented(text: string): string {
  return `    ${text.replace(/\s+/g, " ").slice(0, 300)}`;
}

function count(lists: readonly (readonly unknown[])[]): number {
  return lists.reduce((sum, each) => sum + each.length, 0);
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |`;
}
