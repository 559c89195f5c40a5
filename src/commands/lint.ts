import { join, relative, resolve, sep } from "node:path";
import type { Selection } from "../discover/index.js";
import { realPath } from "../discover/repository.js";
import { lint } from "../lint.js";
import { countReport, type LintReport } from "../report/lint-report.js";
import { plural } from "../report/summary.js";
import { readFormats, type ReportOutput } from "./formats.js";
import type { LintFlags } from "./options.js";
import { progressOn } from "./progress.js";
import { chalkFor, widthOf, type Terminal } from "./terminal.js";
import { writeReport } from "./write-report.js";

/** `lint`: 0 when nothing is wrong, 1 with errors or more warnings than allowed. Throws `LintError`. */
export async function lintCommand(paths: readonly string[], flags: LintFlags, terminal: Terminal): Promise<number> {
  const outputs = readFormats(flags.format ?? ["pretty"]);
  const quiet = flags.quiet === true;
  const progress = progressOn(terminal.stderr, quiet);
  let report: LintReport;
  try {
    report = await lint({
      ...flags,
      cwd: resolve(terminal.cwd, flags.cwd ?? "."),
      env: terminal.env,
      paths,
      selection: selectionOf(paths, flags),
      onMigration: (done, all) => progress.update(done, all),
    });
  } finally {
    progress.clear();
  }
  for (const output of outputs) await emit(output, report, flags, terminal);
  if (!quiet && !outputs.some(({ format, file }) => format === "pretty" && file === undefined)) {
    const notices = new Set(report.projects.flatMap((project) => project.notices));
    for (const notice of notices) terminal.stderr.write(`note: ${notice}\n`);
  }

  const { errors, warnings } = countReport(report);
  const tooMany = flags.maxWarnings !== undefined && warnings > flags.maxWarnings;
  if (tooMany) terminal.stderr.write(`${plural(warnings, "warning")}, but --max-warnings allows ${flags.maxWarnings}.\n`);
  return errors > 0 || tooMany ? 1 : 0;
}

function selectionOf(paths: readonly string[], flags: LintFlags): Selection {
  if (flags.all === true) return { kind: "all" };
  if (flags.staged === true) return { kind: "staged" };
  if (flags.latest !== undefined) return { kind: "latest", count: flags.latest };
  return { kind: paths.length > 0 ? "paths" : "new" };
}

async function emit({ format, file }: ReportOutput, report: LintReport, flags: LintFlags, terminal: Terminal): Promise<void> {
  const text = await render(format, report, flags, terminal, file !== undefined);
  if (file === undefined) terminal.stdout.write(text);
  else writeReport(resolve(terminal.cwd, file), text);
}

async function render(format: ReportOutput["format"], report: LintReport, flags: LintFlags, terminal: Terminal, toFile: boolean): Promise<string> {
  switch (format) {
    case "json": {
      const { json } = await import("../report/json.js");
      return json(report);
    }
    case "pretty": {
      const { pretty } = await import("../report/pretty.js");
      const here = realPath(terminal.cwd);
      return pretty(report, {
        chalk: chalkFor(terminal.stdout, terminal.env, toFile ? false : flags.color),
        width: toFile ? undefined : widthOf(terminal.stdout),
        quiet: flags.quiet === true,
        show: (path) => relative(here, join(report.root, path)).split(sep).join("/"),
      });
    }
  }
}
