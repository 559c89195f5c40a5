import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FixRequest } from "../lint.js";
import { LintError } from "../model/lint-error.js";
import { fixesText } from "../report/fixes.js";
import type { LintReport } from "../report/lint-report.js";
import { shellWord } from "../text/shell-word.js";
import { unifiedDiff } from "../report/unified-diff.js";
import { knownIn, type BaselineEntry } from "./baseline.js";
import { readFormats, type ReportOutput } from "./formats.js";
import type { LintFlags } from "./options.js";
import type { Terminal } from "./terminal.js";
import { finish, journalOf, writeFixes } from "./write-fixes.js";

/** What `lint` is asked for by `--fix` and `--fix-dry-run`; undefined without them. Throws `LintError` where they are given with what they cannot go with. */
export function fixRequest({ fix, fixDryRun, updateBaseline, staged }: LintFlags, baseline: readonly BaselineEntry[]): FixRequest | undefined {
  if (fix !== true && fixDryRun !== true) return undefined;
  if (updateBaseline === true) throw new LintError(`--update-baseline does not go with ${fix === true ? "--fix" : "--fix-dry-run"}.`, "Fix first, then write what is left into the baseline.");
  return {
    apply: fix === true,
    isKnown: knownIn(baseline),
    keeps(root, { file }) {
      const others = readdirSync(dirname(join(root, file))).filter((name) => name !== "migration.sql");
      return others[0] === undefined ? undefined : `nothing would be left of ${file}, and its folder holds ${others[0]} too`;
    },
    refuses(root, { file, text }) {
      if (file.startsWith("../")) return `${file} lies outside of the repository`;
      const bytes = existsSync(join(root, file)) ? readFileSync(join(root, file)) : undefined;
      if (bytes === undefined) return `${file} is not on disk`;
      if (bytes.equals(Buffer.from(text))) return undefined;
      if (text.includes("\uFFFD")) return `${file} is not valid UTF-8: writing it would change other bytes too`;
      return staged === true ? `${file} has changes that are not staged` : `${file} is not on disk as it was read`;
    },
  };
}

/** Reports of a dry run, whose diff is on standard output: only one that holds the changes itself can take its place. */
export function dryRunOutputs({ format }: LintFlags, env: Terminal["env"]): readonly ReportOutput[] {
  const outputs = format === undefined ? [] : readFormats(format, env);
  const printed = outputs.find((output) => output.file === undefined && output.format !== "json");
  if (printed === undefined) return outputs;
  throw new LintError("--fix-dry-run prints a diff where the report would go.", `Send the report to a file, \`--format ${printed.format}=FILE\`, or give \`--format json\`, which holds the new texts.`);
}

/** Fixes of an earlier run that was killed while it wrote them; their journals. */
export const interrupted = ({ root, projects }: LintReport): readonly string[] => [...new Set(projects.map((project) => journalOf(root, project)))].filter(existsSync);

/** Does the rest of them. Throws `LintError`, in a dry run always: what it would print is not what is there. */
export function finishInterrupted({ root }: LintReport, journals: readonly string[], isDryRun: boolean, terminal: Terminal): void {
  if (isDryRun) throw new LintError("A fix was interrupted while it was written.", "`prisma-migrate-lint --fix` writes the rest.");
  for (const journal of journals) finish(root, journal);
  terminal.stderr.write("The rest of an interrupted fix was written.\n");
}

/** Writes the files, or prints the diff, and says what was done, and what was not and why. Throws `LintError`. */
export function carryOut(report: LintReport, { fix, staged, quiet }: LintFlags, outputs: readonly ReportOutput[], terminal: Terminal): void {
  const fixes = report.projects.flatMap((project) => project.fixes ?? []);
  const files = fixes.flatMap((each) => each.files);
  if (fix === true) {
    for (const project of report.projects) {
      if ((project.fixes?.files.length ?? 0) > 0) writeFixes(report.root, journalOf(report.root, project), project.fixes?.files ?? []);
    }
  } else if (!outputs.some(({ file }) => file === undefined)) terminal.stdout.write(unifiedDiff(files));
  if (quiet === true) return;
  const lines = [...fixesText(fixes)];
  if (fix === true && staged === true && files.length > 0) lines.push("", "What is staged is still the old text. Before you commit:", `  git add ${files.map(({ file }) => shellWord(file)).join(" ")}`);
  terminal.stderr.write(lines.map((line) => `${line}\n`).join(""));
}
