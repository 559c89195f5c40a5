import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Selection } from "../discover/index.js";
import { lint, type FixRequest, type LintOptions } from "../lint.js";
import { LintError } from "../model/lint-error.js";
import { countReport, type LintReport } from "../report/lint-report.js";
import { plural } from "../report/summary.js";
import { readBaseline, updateBaseline, withoutBaseline, type BaselineEntry } from "./baseline.js";
import { carryOut, dryRunOutputs, finishInterrupted, fixRequest, interrupted } from "./fix.js";
import { readFormats, type ReportOutput } from "./formats.js";
import type { LintFlags } from "./options.js";
import { progressOn } from "./progress.js";
import { renderReport } from "./render-report.js";
import { bufferOf } from "./standard-input.js";
import { readStats } from "./stats.js";
import { Stopwatch } from "./stopwatch.js";
import type { Terminal } from "./terminal.js";
import { writeReport } from "./write-report.js";

/** `lint`: 0 when nothing is wrong, 1 with errors or more warnings than allowed. Throws `LintError`. */
export async function lintCommand(paths: readonly string[], flags: LintFlags, terminal: Terminal): Promise<number> {
  const isDryRun = flags.fixDryRun === true;
  const outputs = isDryRun ? dryRunOutputs(flags, terminal.env) : readFormats(flags.format, terminal.env);
  const quiet = flags.quiet === true;
  const baseline = flags.baseline === undefined ? undefined : resolve(terminal.cwd, flags.baseline);
  const known = baseline === undefined || flags.updateBaseline === true ? undefined : requiredBaseline(baseline);
  const request = fixRequest(flags, known ?? []);
  const buffer = await bufferOf(paths, flags, terminal);
  const stopwatch = new Stopwatch();
  const chosen = { paths, buffer, ...(flags.timing === true && { timer: stopwatch.timer }) };
  let report = await linted(chosen, flags, request, terminal);
  const journals = interrupted(report);
  if (request && journals.length > 0) {
    finishInterrupted(report, journals, isDryRun, terminal);
    report = await linted(chosen, flags, request, terminal);
  }
  if (flags.updateBaseline === true) {
    if (baseline === undefined) throw new LintError("--update-baseline does not say which file.", "Give --baseline FILE with it.");
    terminal.stderr.write(`The baseline holds ${plural(updateBaseline(baseline, report), "finding")}.\n`);
    return 0;
  }
  if (request) carryOut(report, flags, outputs, terminal);
  else if (journals.length > 0) terminal.stderr.write("note: a fix was interrupted while it was written: `prisma-migrate-lint --fix` writes the rest.\n");
  if (known !== undefined) report = withoutBaseline(report, known);
  for (const output of outputs) await stopwatch.timer.wait("report", () => emit(output, report, flags, terminal));
  if (flags.timing === true) terminal.stderr.write(stopwatch.table());
  if (!quiet && !isDryRun && !outputs.some(({ format, file }) => format === "pretty" && file === undefined)) {
    const notices = new Set(report.projects.flatMap((project) => project.notices));
    for (const notice of notices) terminal.stderr.write(`note: ${notice}\n`);
  }

  const { errors, warnings } = countReport(report);
  const tooMany = flags.maxWarnings !== undefined && warnings > flags.maxWarnings;
  if (tooMany) terminal.stderr.write(`${plural(warnings, "warning")}, but --max-warnings allows ${flags.maxWarnings}.\n`);
  return errors > 0 || tooMany ? 1 : 0;
}

async function linted(chosen: Pick<LintOptions, "paths" | "buffer" | "timer">, flags: LintFlags, fix: FixRequest | undefined, terminal: Terminal): Promise<LintReport> {
  const progress = progressOn(terminal.stderr, flags.quiet === true);
  const { fix: _, cache, ...options } = flags;
  const cwd = resolve(terminal.cwd, flags.cwd ?? ".");
  try {
    return await lint({
      ...options,
      cwd,
      env: terminal.env,
      ...chosen,
      selection: chosen.buffer === undefined ? selectionOf(chosen.paths, flags) : { kind: "paths" },
      ...(flags.stats !== undefined && { tables: readStats(resolve(terminal.cwd, flags.stats)) }),
      onMigration: (done, all) => progress.update(done, all),
      ...(fix ? { fix } : cache === true && { memoryOf: await memories(cwd, terminal) }),
    });
  } finally {
    progress.clear();
  }
}

/** Where node_modules is: what can be made again is kept there. */
async function memories(cwd: string, terminal: Terminal): Promise<LintOptions["memoryOf"]> {
  const { cacheFolder, stateFile } = await import("./state-files.js");
  const note = (text: string): unknown => terminal.stderr.write(`note: ${text}\n`);
  const folder = cacheFolder(cwd);
  if (folder === undefined) note("nothing is kept for the next run: there is no node_modules folder.");
  return folder === undefined ? undefined : (project) => stateFile(folder, cwd, project, note);
}

function requiredBaseline(path: string): readonly BaselineEntry[] {
  if (existsSync(path)) return readBaseline(path);
  throw new LintError(`The baseline ${path} does not exist.`, "Make it with --update-baseline.");
}

function selectionOf(paths: readonly string[], flags: LintFlags): Selection {
  if (flags.all === true) return { kind: "all" };
  if (flags.staged === true) return { kind: "staged" };
  if (flags.latest !== undefined) return { kind: "latest", count: flags.latest };
  return { kind: paths.length > 0 ? "paths" : "new" };
}

async function emit(output: ReportOutput, report: LintReport, flags: LintFlags, terminal: Terminal): Promise<void> {
  const text = await renderReport(output, report, flags, terminal);
  if (output.file === undefined) terminal.stdout.write(text);
  else writeReport(resolve(terminal.cwd, output.file), text);
}
