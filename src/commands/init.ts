import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { realPath } from "../discover/repository.js";
import { LintError } from "../model/lint-error.js";
import { paragraph, type Page } from "../report/prose.js";
import { plural } from "../report/summary.js";
import { diffLines } from "../report/unified-diff.js";
import { askChoices, askToWrite } from "./init/ask.js";
import type { FileChange } from "./init/changes.js";
import { readFacts, type Facts } from "./init/facts.js";
import { defaultChoices, planOf } from "./init/plan.js";
import type { InitFlags } from "./options.js";
import { pageOf, type Terminal } from "./terminal.js";
import { writeWhole } from "./write-whole.js";

/** `init`: configuration, hook and CI, shown as a diff and then written. Throws `LintError`, as where nobody can be asked and `--yes` is not given. */
export async function initCommand(flags: InitFlags, terminal: Terminal): Promise<number> {
  const { stdout, person } = terminal;
  if (person === undefined && flags.yes !== true) throw new LintError("There is nobody to ask: this is no terminal.", "Give --yes to take what fits to what is set up here.");
  const facts = await readFacts(resolve(terminal.cwd, flags.cwd ?? "."), terminal.env);
  const choices = flags.yes === true || person === undefined ? defaultChoices(facts) : await askChoices(facts, person);
  if (choices === undefined) return givenUp(stdout);
  const plan = planOf(choices, facts);
  const page = pageOf(terminal, flags.color);
  if (plan.changes.length === 0) stdout.write("Everything is there already: nothing to write.\n");
  else {
    stdout.write(`\n${plan.changes.map((change) => shown(change, page)).join("\n")}\n`);
    if (flags.yes !== true && person !== undefined) {
      const answer = await askToWrite(plan.changes.length, person);
      if (answer !== true) return answer === undefined ? givenUp(stdout) : notWritten(stdout);
    }
    for (const change of plan.changes) write(change, facts);
    stdout.write(`Wrote ${plural(plan.changes.length, "file")}.\n`);
  }
  if (plan.todo.length > 0) stdout.write(`\nNext:\n${plan.todo.flatMap((sentence) => paragraph(sentence, page, { text: "  - ", columns: 4 })).join("\n")}\n`);
  return 0;
}

function givenUp(stdout: Terminal["stdout"]): number {
  stdout.write("Nothing was written.\n");
  return 130;
}

function notWritten(stdout: Terminal["stdout"]): number {
  stdout.write("Nothing was written.\n");
  return 0;
}

/** As a unified diff, without its ends of file. */
function shown({ file, before, after }: FileChange, { chalk }: Page): string {
  const head = [`--- ${before === undefined ? "/dev/null" : `a/${file}`}`, `+++ b/${file}`].map((line) => chalk.bold(line));
  const lines = diffLines(before ?? "", after).filter((line) => !line.startsWith("\\"));
  return [...head, ...lines.map((line) => (line.startsWith("+") ? chalk.green(line) : line.startsWith("-") ? chalk.red(line) : line.startsWith("@@") ? chalk.cyan(line) : line)), ""].join("\n");
}

/** Throws `LintError` where it is not any more as it was shown, or cannot be written. */
function write({ file, before, after, executable }: FileChange, { root }: Facts): void {
  const path = realPath(resolve(root, file));
  const now = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  if (now !== before) throw new LintError(`${file} has changed meanwhile, and is left as it is.`, "Run this again.");
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeWhole(path, after);
    if (executable === true) chmodSync(path, 0o755);
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    throw new LintError(`${file} cannot be written: ${error.message}.`, "Check the rights on its folder, and run this again.");
  }
}
